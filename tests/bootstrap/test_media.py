"""Photographs in place of the demo's drawings: what is matched, and what is left as it was."""

import csv
from pathlib import Path

import pytest
from PIL import Image

from kiosk.bootstrap.media import with_photographs
from kiosk.errors import InputError

STYLES = """style,name_zh,name_en,category,category_zh,category_en,picture
SKIRT-1,百褶裙,Pleated Skirt,dresses,裙装,Dresses,
SKIRT-2,铅笔裙,Pencil Skirt,dresses,裙装,Dresses,
SKIRT-3,牛仔裙,Denim Skirt,dresses,裙装,Dresses,
SHORTS-1,卡其短裤,Chino Shorts,trousers,裤装,Trousers,
SHOES-1,乐福鞋,Loafers,shoes,鞋,Shoes,loafer.svg
BAG-1,托特包,Tote,accessories,配饰,Accessories,
"""
VARIANTS = """sku,style,colour,size,swatch
A,SKIRT-1,RED,M,#cc2222
B,SKIRT-2,BLUE,M,#2222cc
C,SKIRT-3,BLUE,M,#2222cc
D,SHORTS-1,SAND,M,
E,SHOES-1,RED,39,#cc2222
F,BAG-1,RED,OS,#cc2222
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "retailer"
    (folder / "pictures").mkdir(parents=True)
    (folder / "styles.csv").write_text(STYLES, "utf-8")
    (folder / "variants.csv").write_text(VARIANTS, "utf-8")
    (folder / "pictures" / "loafer.svg").write_text("<svg/>", "utf-8")
    (folder / "build.py").write_text("no file of a retailer", "utf-8")
    return folder


@pytest.fixture
def media(tmp_path: Path) -> Path:
    folder = tmp_path / "photographs"
    for name, colour, size in (
        ("skirt/1-blue.jpg", "#2020d0", (1200, 1600)),
        ("skirt/2-red.jpg", "#d02020", (40, 50)),
        ("shorts/any.png", "#c8b898", (40, 50)),
        ("cars/any.jpg", "#000000", (40, 50)),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", size, colour).save(path)
    return folder


def shown(source: Path, media: Path, target: Path) -> tuple[dict[str, str], list[str]]:
    """The picture column afterwards, and what was said."""
    said: list[str] = []
    with_photographs(source, media, target, said.append)
    with (target / "styles.csv").open(encoding="utf-8", newline="") as file:
        return {row["style"]: row["picture"] for row in csv.DictReader(file)}, said


def middle(path: Path) -> tuple[int, ...]:
    with Image.open(path) as picture:
        pixel = picture.convert("RGB").getpixel((picture.width // 2, picture.height // 2))
    assert isinstance(pixel, tuple)
    return pixel


def test_photographs_are_matched_by_kind_and_colour_and_each_is_shown_once(source, media, tmp_path):
    pictures, said = shown(source, media, tmp_path / "range")
    assert pictures == {
        "SKIRT-1": "SKIRT-1.jpg", "SKIRT-2": "SKIRT-2.jpg", "SKIRT-3": "", "SHORTS-1": "SHORTS-1.jpg",
        "SHOES-1": "loafer.svg", "BAG-1": "",
    }  # fmt: skip
    assert middle(tmp_path / "range" / "pictures" / "SKIRT-1.jpg")[0] > 180
    assert middle(tmp_path / "range" / "pictures" / "SKIRT-2.jpg")[2] > 180
    assert said == [f"3 of 6 styles show photographs of {media}"]


def test_the_same_folder_gives_the_same_and_leaves_the_originals_alone(source, media, tmp_path):
    first, _ = shown(source, media, tmp_path / "range")
    again, _ = shown(source, media, tmp_path / "range")
    assert first == again
    assert (source / "styles.csv").read_text("utf-8") == STYLES
    assert not (tmp_path / "range" / "build.py").exists()


def test_large_photographs_are_scaled_down(source, media, tmp_path):
    shown(source, media, tmp_path / "range")
    with Image.open(tmp_path / "range" / "pictures" / "SKIRT-2.jpg") as picture:
        assert picture.size == (675, 900)


def test_a_photograph_called_like_the_style_or_its_picture_comes_first(source, media, tmp_path):
    Image.new("RGB", (40, 50), "#00ff00").save(media / "BAG-1.jpg")
    Image.new("RGB", (40, 50), "#00ff00").save(media / "SKIRT-1.png")
    pictures, _ = shown(source, media, tmp_path / "range")
    assert pictures["BAG-1"] == "BAG-1.jpg"
    assert middle(tmp_path / "range" / "pictures" / "SKIRT-1.jpg")[1] > 240
    assert pictures["SHOES-1"] == "loafer.svg"


@pytest.mark.parametrize("content", [b"", b"no picture", b"\xff\xd8\xff broken jpg", b"\x89PNG\r\n\x1a\n cut"])
def test_what_is_no_photograph_is_said_and_left_out(source, media, tmp_path, content):
    (media / "shorts" / "any.png").write_bytes(content)
    pictures, said = shown(source, media, tmp_path / "range")
    assert pictures["SHORTS-1"] == ""
    assert said[0].startswith("any.png is left out: ")


def test_a_picture_of_too_many_pixels_is_not_decoded(source, media, tmp_path):
    Image.new("1", (9_000, 8_000)).save(media / "shorts" / "any.png")
    pictures, said = shown(source, media, tmp_path / "range")
    assert pictures["SHORTS-1"] == ""
    assert "9000x8000 pixels are too many" in said[0]


def test_a_folder_that_is_none_and_one_that_holds_nothing_are_refused_with_a_sentence(source, tmp_path):
    with pytest.raises(InputError, match="is no folder"):
        with_photographs(source, tmp_path / "nowhere", tmp_path / "range", print)
    (tmp_path / "cars").mkdir()
    with pytest.raises(InputError, match=r"called like a style .* nor folders of them \(dress, hat"):
        with_photographs(source, tmp_path / "cars", tmp_path / "range", print)
    assert not (tmp_path / "range").exists()
