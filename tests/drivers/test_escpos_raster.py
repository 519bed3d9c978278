"""Lines drawn as pictures say what they should, in the columns where text would stand."""

import pytest
from PIL import Image

from drivers.escpos_layout import Line
from drivers.escpos_ops import COLUMN_DOTS, LINE_DOTS
from drivers.escpos_raster import DrawnLine, defuse, draw_line
from kiosk.ports.devices import Align


def ink(drawn: DrawnLine, first_column: int, columns: int, scale: int = 1) -> int:
    """Black dots between two columns."""
    bitmap = drawn.bitmap
    image = Image.frombytes("1", (bitmap.row_bytes * 8, bitmap.height), bitmap.dots)
    left = first_column * COLUMN_DOTS * scale
    box = image.crop((left, 0, left + columns * COLUMN_DOTS * scale, bitmap.height)).convert("L")
    return box.histogram()[255]


@pytest.mark.parametrize("char", "㐂𠮷™₫éẤ衬￥A")
@pytest.mark.parametrize("bold", [False, True])
def test_the_bundled_fonts_draw_it(char: str, bold: bool) -> None:
    drawn = draw_line(Line.of(char, bold=bold), 576)
    assert not drawn.missing
    assert ink(drawn, 0, 2) > 20


def test_different_characters_look_different() -> None:
    pictures = {draw_line(Line.of(char), 576).bitmap.dots for char in "㐂𠮷™₫éèẤ"}
    assert len(pictures) == 7


def test_a_character_of_no_font_is_a_box_and_counted() -> None:
    drawn = draw_line(Line.of("衬😀衫"), 576)
    assert drawn.missing == {"😀": 1}
    assert 60 < ink(drawn, 2, 2) < 200
    assert draw_line(Line.of("衬😁衫"), 576).bitmap == drawn.bitmap


def test_a_word_beside_an_unknown_character_is_still_drawn() -> None:
    drawn = draw_line(Line.of("Caf\u1abfe\u0378x"), 576)
    assert sum(drawn.missing.values()) >= 1
    assert ink(drawn, 0, 3) > 40


@pytest.mark.parametrize("scale", [1, 2])
def test_alignment_puts_the_line_where_text_would_stand(scale: int) -> None:
    width = 576 // COLUMN_DOTS // scale
    places = {}
    for align in Align:
        drawn = draw_line(Line.of("㐂𠮷", align, scale=scale), 576)
        places[align] = [ink(drawn, column, 4, scale) > 0 for column in (0, width // 2 - 2, width - 4)]
        assert drawn.bitmap.height == LINE_DOTS * scale
    assert places[Align.LEFT] == [True, False, False]
    assert places[Align.CENTRE] == [False, True, False]
    assert places[Align.RIGHT] == [False, False, True]


def test_the_price_in_a_drawn_pair_ends_at_the_edge() -> None:
    left, right = "㐂福", "￥598.00"
    line = left + " " * (48 - 4 - 8) + right
    drawn = draw_line(Line.of(line), 576)
    assert ink(drawn, 47, 1) > 0
    assert ink(drawn, 5, 30) == 0


def test_wide_letters_stay_within_their_columns() -> None:
    drawn = draw_line(Line.of("é" + "W" * 19), 576)
    assert ink(drawn, 0, 20) > 0
    assert ink(drawn, 20, 28) == 0


def test_bold_is_blacker() -> None:
    assert ink(draw_line(Line.of("é衬衫", bold=True), 576), 0, 5) > ink(draw_line(Line.of("é衬衫"), 576), 0, 5)


def test_a_dot_is_added_where_dots_would_be_a_command() -> None:
    assert defuse(b"\x00\x10\x14\x01\x10\x04\x10\x05\x10\x10\x04") == b"\x00\x18\x14\x01\x18\x04\x18\x05\x10\x18\x04"
