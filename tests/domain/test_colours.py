"""Which family a colourway belongs to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.colours import ColourFamily, colour_family, oklch


@pytest.mark.parametrize(
    ("family", "swatches"),
    [
        ("black", "#000000 #1c1c1e #2a2b31"),  # pure, off-black, ink
        ("grey", "#808080 #36393f #d3d3d3 #5f6269"),  # css grey, charcoal, css lightgrey, graphite
        ("white", "#ffffff #fffff0 #faf0e6 #f1ebdd"),  # white, css ivory, css linen, ivory cloth
        ("beige", "#f5f5dc #fffdd0 #dccfb8 #d2b48c #c3b091"),  # css beige, cream, oat, css tan, khaki
        ("brown", "#8b4513 #a0522d #4b3621 #b98b5a"),  # css saddlebrown, css sienna, coffee, camel
        ("red", "#ff0000 #dc143c #b22222 #800000 #800020 #9c4a3c"),  # css, crimson, firebrick, maroon, burgundy, brick
        ("pink", "#ffc0cb #ff69b4 #ff1493 #dfb3b5"),  # css pink, hotpink, deeppink, sakura
        ("orange", "#ffa500 #ff8c00 #ff7f50 #b7410e"),  # css orange, darkorange, coral, rust
        ("yellow", "#ffff00 #ffd700 #e1ad01 #c9a13b"),  # css yellow, gold, mustard, mustard cloth
        ("green", "#008000 #00ff00 #808000 #4b5320 #9aa392 #98ff98"),  # css green, lime, olive, army, sage, mint
        ("blue", "#0000ff #000080 #87ceeb #008080 #2b3a55 #3b5b7a"),  # css blue, navy, sky, teal, navy cloth, denim
        ("purple", "#800080 #4b0082 #e6e6fa #8e4585"),  # css purple, indigo, lavender, plum
    ],
)
def test_well_known_colours_are_called_what_people_call_them(family: str, swatches: str) -> None:
    assert {swatch: colour_family(swatch) for swatch in swatches.split()} == dict.fromkeys(
        swatches.split(), ColourFamily(family)
    )


@pytest.mark.parametrize(
    ("zh", "en", "family"),
    [
        ("灰绿", "Sage", "green"),
        ("粉红", "", "pink"),
        ("酒红", "", "red"),
        ("藏青", "", "blue"),
        ("米白", "", "white"),
        ("米色", "", "beige"),
        ("", "Grey Blue", "blue"),
        ("", "OFF WHITE", "white"),
        ("", "Tan", "brown"),
    ],
)
def test_without_a_swatch_the_last_colour_word_of_a_name_decides(zh: str, en: str, family: str) -> None:
    assert colour_family("", zh, en) == ColourFamily(family)


def test_a_name_that_is_no_colour_and_no_swatch_have_no_family() -> None:
    assert colour_family("", "多色", "Multi") is None
    assert colour_family("", "", "Titanium") is None  # "tan" is in it, not a word of it
    assert colour_family("blue") is None


def test_the_swatch_decides_before_the_name() -> None:
    assert colour_family("#3b5b7a", "黑色", "Black") is ColourFamily.BLUE


@given(st.integers(0, 0xFFFFFF))
def test_every_swatch_has_a_family(value: int) -> None:
    assert colour_family(f"#{value:06x}") is not None
    assert colour_family(f"#{value:06X}") == colour_family(f"#{value:06x}")


@given(st.integers(0, 255))
def test_greys_have_no_chroma_and_belong_to_black_grey_or_white(level: int) -> None:
    swatch = f"#{level:02x}{level:02x}{level:02x}"
    assert oklch(swatch)[1] < 0.001
    assert colour_family(swatch) in (ColourFamily.BLACK, ColourFamily.GREY, ColourFamily.WHITE)
