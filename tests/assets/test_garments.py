"""Garments drawn from words: what is guessed, and what every drawing must be like to be drawn and tinted."""

import re
import xml.etree.ElementTree as ET

import pytest

from assets.garments import KINDS, Spec, draw, guess, is_drawing, tint
from assets.garments.geometry import bands, hatch, inset, inside, path

NAVY, IVORY = "#2b3a55", "#f1ebdd"
#: What Qt's renderer leaves out without a word.
UNDRAWN = ("filter", "clipPath", "mask", "pattern", "style", "image", "text")


@pytest.mark.parametrize(
    ("words", "kind", "cut"),
    [
        ("系带衬衫连衣裙", "dress", "shirt"),
        ("Belted Shirt Dress", "dress", "shirt"),
        ("Wool Dress Trousers", "trousers", "pressed"),
        ("牛皮短靴|Leather Ankle Boots", "boot", "laced"),
        ("牛仔半身裙", "skirt", "denim"),
        ("Denim Jacket", "jacket", "denim"),
        ("羊毛礼帽", "hat", "brim"),
        ("斜挎小包", "bag", "crossbody"),
        ("Peter England Men Tshirts", "tee", ""),
        ("经典小白鞋", "shoe", "sneaker"),
        ("Summer Dresses", "dress", ""),
    ],
)
def test_the_last_noun_says_what_a_thing_is(words: str, kind: str, cut: str) -> None:
    spec = guess(words, "YJ-1")
    assert spec is not None
    assert (spec.kind, spec.cut or cut) == (kind, cut or spec.cut)


def test_words_before_the_noun_say_how_it_is() -> None:
    spec = guess("格纹法兰绒短袖衬衫|Checked Flannel Shirt", "YJ-1")
    assert spec is not None
    assert (spec.kind, spec.pattern, spec.fabric, spec.sleeve) == ("shirt", "check", "wool", "short")


def test_a_name_that_says_nothing_leaves_it_to_the_category() -> None:
    spec = guess("云影|Drift|针织 Knitwear", "YJ-1")
    assert spec is not None
    assert spec.kind == "knit"


@pytest.mark.parametrize(
    "words",
    ["", "||", "Wrist watch", "不锈钢保温杯", "Deodorant", "shirting stiffener", "Denim Jacket Watch", "牛仔裤袜"],
)
def test_of_other_things_nothing_is_drawn(words: str) -> None:
    assert guess(words, "YJ-1") is None


def test_two_styles_of_one_name_may_differ_and_one_never_does() -> None:
    drawn = {seed: draw(spec, NAVY) for seed in map(str, range(8)) if (spec := guess("Jacket", seed))}
    assert len(set(drawn.values())) > 2
    again = guess("Jacket", "3")
    assert again is not None
    assert draw(again, NAVY) == drawn["3"]


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("pattern", ["plain", "floral", "check"])
def test_a_drawing_uses_only_what_qt_draws(kind: str, pattern: str) -> None:
    drawing = draw(Spec(kind, pattern=pattern, fabric="matte"), NAVY)
    root = ET.fromstring(drawing)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {
        "svg",
        "defs",
        "g",
        "use",
        "path",
        "rect",
        "circle",
        "ellipse",
        "linearGradient",
        "radialGradient",
        "stop",
    }
    assert not tags.intersection(UNDRAWN)
    assert "nan" not in drawing
    assert is_drawing(drawing)


def test_any_drawing_takes_another_colour_by_its_root_alone() -> None:
    navy = draw(Spec("skirt", cut="pleated"), NAVY)
    ivory = tint(navy, IVORY)
    assert NAVY not in ivory
    assert ivory.replace(IVORY, NAVY) == navy
    assert ivory == draw(Spec("skirt", cut="pleated"), IVORY)


def test_printed_ink_is_light_on_dark_cloth_and_dark_on_light_cloth() -> None:
    breton = Spec("tee", pattern="breton", sleeve="short")
    inks = [set(re.findall(r"#f5f0e4|#293145", draw(breton, colour))) for colour in (NAVY, IVORY)]
    assert inks == [{"#f5f0e4"}, {"#293145"}]
    assert tint(draw(breton, NAVY), IVORY) == draw(breton, IVORY)


def test_a_foreign_svg_is_no_drawing_of_ours() -> None:
    assert not is_drawing('<svg xmlns="http://www.w3.org/2000/svg"><rect color="#123456"/></svg>')


def test_what_lies_on_cloth_is_cut_to_its_outline() -> None:
    outline = path("M0 0 L100 0 L100 60 L50 20 L0 60 L0 0").polygon(5)
    for (ax, ay), (bx, by) in hatch(outline, 90, 10):
        assert inside(outline, ((ax + bx) / 2, (ay + by) / 2))
    for band in bands(outline, 30, 12, 4):
        assert all(-0.1 <= x <= 100.1 and -0.1 <= y <= 60.1 for x, y in band)
    assert all(inside(outline, point) for point in inset(path("M0 0 L100 0 L100 10 L0 10 L0 0").polygon(5), 1))
