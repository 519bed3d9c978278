"""The comparison that goldens rest on: it must fail when a picture changed, and only then."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.goldens import Goldens, as_image, reduced


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "goldens", tmp_path / "out"


def _picture(colour: str = "navy", corner: int = 10) -> Image.Image:
    picture = Image.new("RGB", (60, 40), "ivory")
    ImageDraw.Draw(picture).rectangle((corner, 10, 30, 30), fill=colour)
    return picture


def test_a_picture_equals_the_one_approved_before(places):
    folder, out = places
    Goldens(folder, out, approve=True).compare(_picture(), "square")
    Goldens(folder, out).compare(_picture(), "square")
    assert not out.exists()


@pytest.mark.parametrize("changed", [_picture(corner=11), _picture("darkgreen"), _picture().crop((0, 0, 60, 39))])
def test_a_changed_picture_fails_and_leaves_what_to_look_at(places, changed):
    folder, out = places
    Goldens(folder, out, approve=True).compare(_picture(), "square")
    with pytest.raises(pytest.fail.Exception, match="square does not look as approved"):
        Goldens(folder, out).compare(changed, "square")
    assert (out / "square.png").is_file()
    assert (out / "square-difference.png").is_file() == (changed.size == (60, 40))


def test_the_difference_is_marked_where_it_is(places):
    folder, out = places
    Goldens(folder, out, approve=True).compare(_picture(), "square")
    with pytest.raises(pytest.fail.Exception, match="21 pixels differ"):
        Goldens(folder, out).compare(_picture(corner=11), "square")
    difference = as_image(out / "square-difference.png")
    assert difference.getpixel((10, 10)) == (220, 0, 0)
    assert difference.getpixel((11, 10)) != (220, 0, 0)


def test_a_missing_golden_fails_and_says_how_to_approve(places):
    with pytest.raises(pytest.fail.Exception, match="--approve-goldens"):
        Goldens(*places).compare(_picture(), "square")


def test_what_nobody_sees_is_no_difference_unless_asked_for(places):
    folder, out = places
    Goldens(folder, out, approve=True).compare(Image.new("L", (9, 9), 200), "grey")
    Goldens(folder, out).compare(Image.new("L", (9, 9), 205), "grey")
    with pytest.raises(pytest.fail.Exception, match="81 pixels"):
        Goldens(folder, out).compare(Image.new("L", (9, 9), 205), "grey", levels=0, pixels=80)


def test_approving_what_already_holds_leaves_the_file_alone(places):
    folder, out = places
    Goldens(folder, out, approve=True).compare(_picture(), "square")
    written = (folder / "square.png").stat().st_mtime_ns
    Goldens(folder, out, approve=True).compare(_picture(), "square")
    assert (folder / "square.png").stat().st_mtime_ns == written


def test_goldens_are_kept_in_eight_bits_with_transparency_on_white(places):
    folder, out = places
    Goldens(folder, out, approve=True).compare(Image.linear_gradient("L").convert("RGB"), "grey")
    Goldens(folder, out, approve=True).compare(Image.effect_noise((64, 64), 90).convert("HSV").convert("RGB"), "noise")
    assert as_image(folder / "grey.png").mode == "L"
    assert reduced(Image.new("RGBA", (2, 2), (0, 0, 0, 0))).getpixel((0, 0)) == 255
    assert reduced(_picture()).mode == "P"


def test_glass_is_a_picture_too(places):
    from PySide6.QtGui import QImage

    glass = QImage(8, 4, QImage.Format.Format_RGB32)
    glass.fill(0xFF204060)
    assert as_image(glass).convert("RGB").getpixel((7, 3)) == (0x20, 0x40, 0x60)
