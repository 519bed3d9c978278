"""Pictures and icons, drawn off the GUI thread. The software renderer knows no masks and no effects, so rounded corners
and colours are baked into the image."""

from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QImageReader, QPainter, QPainterPath
from PySide6.QtQml import QQmlImageProviderBase
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

from assets import FONT_FAMILY, asset_path
from assets.garments import HEIGHT, WIDTH, draw, guess, is_drawing, tint

Media = Callable[[str], Path | None]
_UNDYED = "#b9b0a2"
_INK, _PAPER, _WELL = QColor("#1C1B1F"), QColor("#F6F4F0"), QColor("#EFEBE4")
_SMALLEST, _LARGEST = 8, 2048
_KEPT_BYTES = 32 << 20
#: As much of a drawing as its place must show, a little within its margins.
_SHOWN_WIDTH, _SHOWN_HEIGHT = WIDTH - 30, HEIGHT - 40


class PictureProvider(QQuickImageProvider):
    """`image://pictures/<shape>/<radius>/<sha256,…|->/<rrggbb|->/<letter~style~words>`, in the size that is asked for:
    of several blobs the first that is there.

    Shape: `all` fills its place, `top` too with only the upper corners cut, `whole` shows the picture uncut. A drawing
    of ours takes the swatch's colour and is always seen whole. Without a picture one is drawn from the style's words;
    where they say nothing, a tile with the letter stands in."""

    def __init__(self, media: Media) -> None:
        super().__init__(
            QQmlImageProviderBase.ImageType.Image, QQmlImageProviderBase.Flag.ForceAsynchronousImageLoading
        )
        self._media = media
        self._kept = _Kept(_KEPT_BYTES)

    def requestImage(self, key: str, _size: QSize, wanted: QSize) -> QImage:
        target = _sound(wanted)
        place = f"{target.width()}x{target.height()}/{key}"
        image = self._kept.get(place)
        if image is None:
            image = self._drawn(key, target)
            self._kept.put(place, image)
        return image

    def _drawn(self, key: str, target: QSize) -> QImage:
        shape, radius, blobs, swatch, told = (key.split("/") + [""] * 5)[:5]
        letter, _, style = unquote(told).partition("~")
        picture = self._picture(blobs, swatch, target, whole=shape == "whole") or _guessed(style, swatch, target)
        return rounded(picture or tile(swatch, letter, target), int(radius or 0), only_top=shape == "top")

    def _picture(self, blobs: str, swatch: str, target: QSize, *, whole: bool) -> QImage | None:
        path = self._found(blobs)
        if path is None:
            return None
        if is_svg(path):
            drawing = path.read_text("utf-8", errors="replace")
            if is_drawing(drawing):
                return _lit(drawing, swatch, target)
        source = (_svg if is_svg(path) else _raster)(path, target, whole)
        return _placed(source, target) if source is not None and not source.isNull() else None

    def _found(self, blobs: str) -> Path | None:
        paths = (self._media(sha256) for sha256 in blobs.split(",") if len(sha256) == 64)
        return next((path for path in paths if path is not None and path.is_file()), None)


class _Kept:
    """The pictures shown last, up to a sum of bytes: leafing back costs nothing, a long day no memory."""

    def __init__(self, most: int) -> None:
        self._most, self._bytes = most, 0
        self._images: OrderedDict[str, QImage] = OrderedDict()

    def get(self, place: str) -> QImage | None:
        image = self._images.get(place)
        if image is not None:
            self._images.move_to_end(place)
        return image

    def put(self, place: str, image: QImage) -> None:
        self._images[place] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > self._most and len(self._images) > 1:
            self._bytes -= self._images.popitem(last=False)[1].sizeInBytes()


class IconProvider(QQuickImageProvider):
    """`image://icons/<name>/<rrggbb>`: a line drawing of assets/icons in one colour."""

    def __init__(self) -> None:
        super().__init__(QQmlImageProviderBase.ImageType.Image)

    def requestImage(self, key: str, _size: QSize, wanted: QSize) -> QImage:
        name, _, colour = key.partition("/")
        drawing = QByteArray(_icon(name).replace("#000000", f"#{colour}").encode())
        image = _blank(_sound(wanted))
        painter = QPainter(image)
        QSvgRenderer(drawing).render(painter)
        painter.end()
        return image


@lru_cache(128)
def _drawing(style: str) -> str | None:
    """The drawing of a style told as `id~words`, in no particular colour."""
    identity, _, words = style.partition("~")
    spec = guess(words, identity) if words else None
    return draw(spec, _UNDYED) if spec else None


def _guessed(style: str, swatch: str, target: QSize) -> QImage | None:
    drawing = _drawing(style)
    return _lit(drawing, swatch, target) if drawing else None


def _lit(drawing: str, swatch: str, target: QSize) -> QImage | None:
    """A drawing of ours in a colour, whole, its wall and floor reaching to the edges of its place.

    Qt's reader draws it rather than its renderer, because the reader lets Python go on meanwhile: glass stays quick."""
    if QColor(f"#{swatch}").isValid() and len(swatch) == 6:
        drawing = tint(drawing, f"#{swatch}")
    width = max(_SHOWN_WIDTH, _SHOWN_HEIGHT * target.width() / target.height())
    height = width * target.height() / target.width()
    box = f"{WIDTH / 2 - width / 2:.1f} {HEIGHT / 2 - height / 2:.1f} {width:.1f} {height:.1f}"
    seen = (
        f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"',
        f'viewBox="{box}" width="{width:.1f}" height="{height:.1f}"',
    )
    buffer = QBuffer()
    buffer.setData(QByteArray(drawing.replace(*seen, 1).encode()))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(target)
    image = reader.read()
    return None if image.isNull() else image


def tile(swatch: str, letter: str, size: QSize) -> QImage:
    """What stands in for a missing picture: a quiet tile in the colourway's colour with one letter."""
    back = QColor(f"#{swatch}") if len(swatch) == 6 else _WELL
    back = back if back.isValid() else _WELL
    image = _blank(size)
    painter = QPainter(image)
    painter.fillRect(image.rect(), _softened(back))
    font = QFont(FONT_FAMILY)
    font.setPixelSize(max(min(size.width(), size.height()) // 3, _SMALLEST))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(_letter_colour(_softened(back)))
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, "" if letter == "-" else letter)
    painter.end()
    return image


def rounded(picture: QImage, radius: int, *, only_top: bool = False) -> QImage:
    """The picture with its corners cut to `radius`."""
    image = _blank(picture.size())
    shape, box = QPainterPath(), QRectF(picture.rect())
    shape.addRoundedRect(box.adjusted(0, 0, 0, radius if only_top else 0), radius, radius)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(shape)
    painter.drawImage(0, 0, picture)
    painter.end()
    return image


def is_svg(path: Path) -> bool:
    """Whether a blob is a drawing; blobs have no file names that would say."""
    with path.open("rb") as file:
        head = file.read(256).lstrip()
    return head.startswith((b"<svg", b"<?xml"))


def _svg(path: Path, target: QSize, whole: bool) -> QImage | None:
    renderer = QSvgRenderer(str(path))
    if not renderer.isValid():
        return None
    image = _blank(_scaled(renderer.defaultSize(), target, whole))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    return image


def _raster(path: Path, target: QSize, whole: bool) -> QImage | None:
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if not reader.size().isValid():
        return None
    reader.setScaledSize(_scaled(reader.size(), target, whole))
    return reader.read()


def _scaled(source: QSize, target: QSize, whole: bool) -> QSize:
    """The size at which a picture is seen whole inside its place, or covers it."""
    mode = Qt.AspectRatioMode.KeepAspectRatio if whole else Qt.AspectRatioMode.KeepAspectRatioByExpanding
    return source.scaled(target, mode).boundedTo(QSize(_LARGEST, _LARGEST))


def _placed(source: QImage, target: QSize) -> QImage:
    """The picture in the middle of its place, on its own background: the colour of its corner."""
    image = _blank(target)
    corner = source.pixelColor(0, 0)
    image.fill(corner if corner.alpha() == 255 else _WELL)
    painter = QPainter(image)
    painter.drawImage((target.width() - source.width()) // 2, (target.height() - source.height()) // 2, source)
    painter.end()
    return image


def _softened(colour: QColor) -> QColor:
    """Half way to paper: a field of pure colour would shout."""

    def half(own: float, paper: float) -> float:
        return 0.55 * own + 0.45 * paper

    return QColor.fromRgbF(
        half(colour.redF(), _PAPER.redF()),
        half(colour.greenF(), _PAPER.greenF()),
        half(colour.blueF(), _PAPER.blueF()),
    )


def _letter_colour(back: QColor) -> QColor:
    colour = QColor(_INK if back.lightnessF() > 0.5 else _PAPER)
    colour.setAlphaF(0.55)
    return colour


def _blank(size: QSize) -> QImage:
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


def _sound(wanted: QSize) -> QSize:
    return QSize(
        min(max(wanted.width(), _SMALLEST), _LARGEST),
        min(max(wanted.height(), _SMALLEST), _LARGEST),
    )


@lru_cache(64)
def _icon(name: str) -> str:
    return asset_path("icons", f"{name}.svg").read_text("utf-8")
