"""All styles of a range with all their colourways on one picture, drawn by the glass's own picture provider."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QImageWriter, QPainter

from assets import FONT_FAMILY
from kiosk.domain.catalogue import Style
from ui.formatting import picture_id
from ui.providers import PictureProvider
from ui.window import load_fonts

_PAPER, _INK, _MUTED = QColor("#F6F4F0"), QColor("#1C1B1F"), QColor("#6B675F")
_COLUMNS, _BESIDE, _MARGIN, _GAP, _LABEL = 3, 8, 32, 6, 28
_PICTURE = QSize(84, 105)
_STEP = QSize(_PICTURE.width() + _GAP, _PICTURE.height() + _GAP)
_COLUMN = _BESIDE * _STEP.width() + _MARGIN


@dataclass(frozen=True, slots=True)
class Strip:
    """One style and the swatches it is made in."""

    style: Style
    swatches: tuple[str, ...]


def draw_sheet(strips: Sequence[Strip], media: Callable[[str], Path | None], out: Path) -> bool:
    """Draw into a PNG at `out`; False when it cannot be written."""
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    load_fonts()
    places = list(_places(strips))
    bottom = max((y + _height(strip) for strip, (_, y) in zip(strips, places, strict=True)), default=0)
    sheet = QImage(_MARGIN + _COLUMNS * _COLUMN, bottom + _MARGIN, QImage.Format.Format_RGB32)
    sheet.fill(_PAPER)
    provider = PictureProvider(media)
    painter = QPainter(sheet)
    for strip, (x, y) in zip(strips, places, strict=True):
        _draw_strip(painter, provider, strip, x, y)
    painter.end()
    del application  # it had to live until here
    return QImageWriter(str(out), QByteArray(b"png")).write(sheet)


def _places(strips: Sequence[Strip]) -> Iterator[tuple[int, int]]:
    """Where each strip begins: down one column, then the next, all about as long."""
    enough = sum(_height(strip) for strip in strips) / _COLUMNS
    column, y = 0, 0
    for strip in strips:
        if y >= enough:
            column, y = column + 1, 0
        yield _MARGIN + column * _COLUMN, _MARGIN + y
        y += _height(strip)


def _height(strip: Strip) -> int:
    return _LABEL + max(1, -(-len(strip.swatches) // _BESIDE)) * _STEP.height() + 14


def _draw_strip(painter: QPainter, provider: PictureProvider, strip: Strip, x: int, y: int) -> None:
    style = strip.style
    _write(painter, QRect(x, y, _COLUMN - 150, _LABEL), f"{style.name_zh}  {style.name_en}", _INK, bold=True)
    _write(painter, QRect(x + _COLUMN - 150, y, 110, _LABEL), style.id, _MUTED)
    for place, swatch in enumerate(strip.swatches):
        key = picture_id(swatch, style.category_zh, style, large=True)
        picture = provider.requestImage(f"all/8/{key}", QSize(), _PICTURE)
        row, beside = divmod(place, _BESIDE)
        painter.drawImage(x + beside * _STEP.width(), y + _LABEL + row * _STEP.height(), picture)


def _write(painter: QPainter, place: QRect, text: str, colour: QColor, *, bold: bool = False) -> None:
    font = QFont(FONT_FAMILY)
    font.setPixelSize(15)
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
