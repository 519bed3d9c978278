"""Text is measured, cleaned and wrapped as a receipt printer needs it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.escpos_text import char_columns, clean, columns, to_gbk, wrap

NAMES = st.text(st.sampled_from("亚麻衬衫靛蓝大衣（可拆卸）、，。！￥×㐂𠮷™₫éA-Bc 0123456789\t\u3000«»"), max_size=120)


@given(st.text(max_size=200))
def test_cleaned_text_holds_nothing_a_printer_could_obey(anything: str) -> None:
    cleaned = clean(anything)
    assert not [char for char in cleaned if unicodedata.category(char) in {"Cc", "Cf", "Cs"}]
    assert clean(cleaned) == cleaned
    in_gbk = to_gbk(cleaned)
    assert in_gbk is None or not set(in_gbk) & set(range(0x20))


def test_line_ends_tabs_and_narrow_spaces_become_spaces_and_composed_letters_stay_one() -> None:
    assert clean("a\tb\nc\u00a0d\u2009e\u3000f\u2028g\x85h") == "a b c d e\u3000f g h"
    assert clean("Cafe\u0301\u200d\ufeff\ufe0f") == "Café"


def test_a_yen_sign_becomes_the_one_that_gbk_holds() -> None:
    assert clean("¥1,299.00") == "￥1,299.00"
    assert to_gbk(clean("¥")) == b"\xa3\xa4"


@pytest.mark.parametrize("char", "㐂𠮷™₫éüÅ€😀ｱ")
def test_what_printers_cannot_show_as_text_is_no_gbk(char: str) -> None:
    assert to_gbk(f"衬衫{char}") is None


@pytest.mark.parametrize(
    ("text", "wide"), [("abc", 3), ("衬衫", 4), ("€é₫", 4), ("￥·×–", 8), ("e\u0323\u0302", 1), ("ｱ", 1)]
)
def test_columns_follow_the_printer_s_grid(text: str, wide: int) -> None:
    assert columns(text) == wide


@given(NAMES, st.integers(2, 48))
def test_every_wrapped_line_fits_and_no_character_is_lost(name: str, width: int) -> None:
    text = clean(name)
    lines = wrap(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.text(st.sampled_from("衬衫，。！abc "), max_size=60), st.integers(12, 48))
def test_a_word_that_fits_a_line_is_never_broken(text: str, width: int) -> None:
    words = [word for line in wrap(text, width) for word in line.split()]
    asked = text.split()
    assert "".join(words) == "".join(asked)
    latin = [word for word in asked if word.isascii() and len(word) <= width]
    assert all(any(word in found for found in words) for word in latin)


def test_a_closing_sign_never_begins_a_line() -> None:
    assert wrap("衬衫衬衫，大衣", 8) == ["衬衫衬", "衫，大衣"]
    assert wrap("（大衣）衬衫", 4) == ["（大", "衣）", "衬衫"]


def test_a_word_wider_than_the_paper_is_cut_by_characters() -> None:
    assert wrap("ab" + "x" * 10, 4) == ["abxx", "xxxx", "xxxx"]
    assert wrap("！" * 5, 4) == ["！！", "！！", "！"]


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap("", 10) == [""]
    assert wrap("   ", 10) == [""]


def test_a_mark_that_sits_on_a_letter_is_never_parted_from_it() -> None:
    marked = "x\u0323\u0338" * 6
    assert all(char_columns(line[0]) == 1 for line in wrap(marked, 2))
