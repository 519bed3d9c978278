"""Pictures with their corners baked in, because the software renderer draws no masks."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from assets import garments
from kiosk.domain.catalogue import Style
from tests.ui.conftest import Open
from ui.formatting import picture_id
from ui.providers import IconProvider, PictureProvider

SHA = "a" * 64
RED_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"><rect width="10" height="20" fill="#f00"/></svg>'
)
CARD = QSize(100, 60)


def provider(path: Path | None = None) -> PictureProvider:
    return PictureProvider(lambda sha256: path if sha256 == SHA else None)


def draw(path: Path | None, key: str, size: QSize = CARD) -> QImage:
    return provider(path).requestImage(key, QSize(), size)


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    path = tmp_path / SHA
    path.write_text(RED_SVG, "utf-8")
    return path


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    path = tmp_path / SHA
    image = QImage(300, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("#00ff00"))
    assert image.save(f"{path}.jpg")
    return path.with_suffix(".jpg").rename(path)


def test_a_drawing_fills_its_place_and_its_corners_are_cut(qapp: object, drawing: Path) -> None:
    image = draw(drawing, f"all/16/{SHA}/-/-")
    assert (image.width(), image.height()) == (100, 60)
    assert image.pixelColor(50, 30) == QColor("#ff0000")
    assert [image.pixelColor(x, y).alpha() for x, y in ((0, 0), (99, 0), (0, 59), (99, 59))] == [0, 0, 0, 0]


def test_on_a_card_only_the_upper_corners_are_cut(qapp: object, drawing: Path) -> None:
    image = draw(drawing, f"top/16/{SHA}/-/-")
    assert [image.pixelColor(x, y).alpha() for x, y in ((0, 0), (99, 0), (0, 59), (99, 59))] == [0, 0, 255, 255]


def test_a_picture_shown_whole_stands_on_its_own_background(qapp: object, drawing: Path) -> None:
    image = draw(drawing, f"whole/0/{SHA}/-/-")
    assert image.pixelColor(0, 30) == image.pixelColor(50, 0) == QColor("#ff0000")


def test_a_photograph_covers_its_place(qapp: object, photograph: Path) -> None:
    image = draw(photograph, f"all/0/{SHA}/-/-")
    assert image.pixelColor(0, 0).green() > 250
    assert image.pixelColor(99, 59).green() > 250


def test_without_a_picture_a_tile_in_the_colourways_colour_stands_in(qapp: object) -> None:
    navy, none = draw(None, "all/0/-/2C3A57/%E5%A4%96"), draw(None, "all/0/-/-/-")
    assert navy.pixelColor(2, 2).blue() > navy.pixelColor(2, 2).red()
    assert navy.pixelColor(2, 2) != none.pixelColor(2, 2)
    assert len({navy.pixel(x, y) for x in range(35, 65) for y in range(15, 45)}) > 1, "the letter is drawn"


def hues(image: QImage) -> list[int]:
    """Hue of some pixels of the middle, where cloth lies."""
    return [image.pixelColor(x, y).hsvHue() for x in range(45, 55, 2) for y in range(25, 35, 2)]


@pytest.fixture
def garment(tmp_path: Path) -> Path:
    path = tmp_path / SHA
    path.write_text(garments.draw(garments.Spec("skirt", cut="pleated"), "#00ff00"), "utf-8")
    return path


def test_a_drawing_of_ours_takes_the_swatch_and_keeps_its_wall(qapp: object, garment: Path) -> None:
    own, red = draw(garment, f"all/0/{SHA}/-/-"), draw(garment, f"all/0/{SHA}/ff0000/-")
    assert all(100 < hue < 130 for hue in hues(own))
    assert all(hue < 20 or hue > 345 for hue in hues(red))
    assert own.pixelColor(2, 2) == red.pixelColor(2, 2)


@pytest.mark.parametrize("size", [QSize(400, 60), QSize(60, 400), QSize(300, 375)])
def test_a_drawing_of_ours_is_seen_whole_on_a_wall_that_fills_its_place(
    qapp: object, garment: Path, size: QSize
) -> None:
    image = draw(garment, f"all/0/{SHA}/ff0000/-", size)
    edge = [(x, y) for x in range(size.width()) for y in (0, size.height() - 1)]
    edge += [(x, y) for x in (0, size.width() - 1) for y in range(size.height())]
    assert all(image.pixelColor(x, y).alpha() == 255 for x, y in edge)
    assert all(image.pixelColor(x, y).hsvSaturation() < 60 for x, y in edge), "no cloth at the edge"
    assert image.pixelColor(size.width() // 2, size.height() // 2).hsvSaturation() > 150


def test_corners_of_a_drawing_are_cut_too(qapp: object, garment: Path) -> None:
    image = draw(garment, f"all/16/{SHA}/ff0000/-")
    assert [image.pixelColor(x, y).alpha() for x, y in ((0, 0), (99, 0), (0, 59), (99, 59))] == [0, 0, 0, 0]


def test_a_photograph_keeps_its_colours_whatever_the_swatch(qapp: object, photograph: Path) -> None:
    plain, asked = (draw(photograph, f"all/0/{SHA}/{swatch}/x~YJ-1~Skirt") for swatch in ("-", "ff0000"))
    assert plain == asked


def test_a_foreign_drawing_keeps_its_colours_too(qapp: object, drawing: Path) -> None:
    assert draw(drawing, f"all/0/{SHA}/0000ff/-").pixelColor(50, 30) == QColor("#ff0000")


def test_a_style_without_a_picture_is_drawn_from_its_words(qapp: object) -> None:
    skirt = Style("YJ-1", "百褶半身裙", "Pleated Skirt", "dresses", "裙装", "Dresses")
    image = draw(None, f"all/0/{picture_id('#ff0000', '裙装', skirt)}")
    assert all(hue < 20 or hue > 345 for hue in hues(image))
    assert image.pixelColor(2, 2).hsvSaturation() < 60


@pytest.mark.parametrize(("large", "order"), [(False, "small,whole"), (True, "whole,small")])
def test_a_list_shows_the_small_picture_and_a_page_the_large_one_each_the_other_rather_than_none(
    qapp: object, photograph: Path, large: bool, order: str
) -> None:
    whole, small = "a" * 64, "b" * 64
    style = Style("YJ-1", "百褶半身裙", "Skirt", "dresses", "裙装", "Dresses", picture=whole, thumbnail=small)
    asked = []

    def media(sha256: str) -> Path | None:
        asked.append(sha256)
        return photograph if len(asked) > 1 else None

    provider = PictureProvider(media)
    image = provider.requestImage(f"all/0/{picture_id('', '裙装', style, large=large)}", QSize(), QSize(100, 60))
    assert asked == [{"whole": whole, "small": small}[name] for name in order.split(",")]
    assert image == draw(photograph, f"all/0/{SHA}/-/-")


def test_words_that_name_no_garment_leave_the_tile(qapp: object) -> None:
    mug = Style("YJ-1", "保温杯", "Travel Mug", "home", "家居", "Home")
    assert draw(None, f"all/0/{picture_id('#2C3A57', '家居', mug)}") == draw(None, "all/0/-/2C3A57/%E5%AE%B6")


def test_pictures_shown_again_are_not_drawn_again_and_few_are_kept(qapp: object, photograph: Path) -> None:
    asked: list[str] = []

    def media(sha256: str) -> Path:
        asked.append(sha256)
        return photograph

    pictures = PictureProvider(media)
    sizes = [QSize(2048, 2048 - place) for place in range(4)]  # 16 MiB each
    for size in (sizes[0], sizes[0], *sizes[1:], sizes[0]):
        pictures.requestImage(f"all/0/{SHA}/-/-", QSize(), size)
    assert len(asked) == 5


@pytest.mark.qt_log_ignore("Cannot read file", "Unsupported marker")  # Qt says so too, and is right
@pytest.mark.parametrize("content", [b"", b"no picture", b"<svg", b"\xff\xd8\xff broken jpg"])
def test_what_is_no_picture_is_replaced_by_the_tile(qapp: object, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / SHA
    path.write_bytes(content)
    image = draw(path, f"all/0/{SHA}/2C3A57/x")
    assert image.pixelColor(2, 2) == draw(None, "all/0/-/2C3A57/x").pixelColor(2, 2)


def test_absurd_sizes_are_brought_to_reason(qapp: object) -> None:
    assert draw(None, "all/4/-/-/x", QSize(-1, 0)).width() == 8
    assert draw(None, "all/4/-/-/x", QSize(10**6, 10)).width() == 2048


def test_an_icon_is_drawn_in_the_colour_asked_for(qapp: object) -> None:
    image = IconProvider().requestImage("check/b3382c", QSize(), QSize(48, 48))
    seen = {
        image.pixelColor(x, y).name() for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() == 255
    }
    assert seen == {"#b3382c"}


def test_a_picture_of_the_shops_folder_is_what_the_window_shows(open_glass: Open, drawing: Path) -> None:
    """A known pixel of a grabbed window: effects that draw nothing do so without a warning."""
    from dataclasses import replace

    from tests.ui.front import wide_tablet

    tablet = wide_tablet()
    first = next(iter(tablet.catalogue._styles))
    tablet.catalogue._styles[first] = replace(tablet.catalogue._styles[first], picture=SHA)
    shown = open_glass(tablet, media=lambda _sha: drawing)
    shown.play("wait page browse", "wait object browse.card.0")
    card = shown.player._item("browse.card.0")
    assert card is not None
    corner = card.mapToScene(card.boundingRect().topLeft()).toPoint()
    image = shown.window.quick.grabWindow()
    assert image.pixelColor(corner.x() + 100, corner.y() + 60) == QColor("#ff0000")
    assert image.pixelColor(corner.x() + 1, corner.y() + 1) != QColor("#ff0000")
