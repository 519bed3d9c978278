"""Bar codes and QR codes are what scanners read: drawn ones are read back by a reader, native ones decoded."""

import random
import string

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from drivers.escpos_commands import code128_text
from drivers.escpos_raster import Bitmap, modules_bitmap
from drivers.escpos_symbols import code128, qr_code

PRINTABLE = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=24)


def read(bitmap: Bitmap) -> list[tuple[str, str]]:
    image = Image.frombytes("1", (bitmap.row_bytes * 8, bitmap.height), bitmap.dots)
    paper = ImageOps.expand(ImageOps.invert(image.convert("L")), 60, 255)
    return [(str(found.format), found.text) for found in zxingcpp.read_barcodes(paper)]


@given(PRINTABLE | st.text("0123456789", min_size=1, max_size=20))
def test_native_code_128_data_means_the_text(text: str) -> None:
    bars = code128(text, 2000)
    assert bars is not None
    assert code128_text(bars.data) == text


def test_numbers_take_half_the_bars_and_letters_get_letters() -> None:
    assert code128_marks("12345678") == b"{C\x0c\x22\x38\x4e"
    assert code128_marks("JA-02-A-000417") == b"{BJA-02-A-{C\x00\x04\x11"
    assert code128_marks("a{b") == b"{Ba{{b"


def code128_marks(text: str) -> bytes:
    bars = code128(text, 576)
    assert bars is not None
    return bars.data


@pytest.mark.parametrize("text", ["1604", "P-16201234", "991605", "JA-16-A-001604"])
def test_digits_that_would_spell_a_real_time_command_are_sent_as_letters(text: str) -> None:
    bars = code128(text, 576)
    assert bars is not None
    assert b"\x10" not in bars.data
    assert code128_text(bars.data) == text


def test_all_pick_up_codes_of_a_sample_are_free_of_real_time_commands() -> None:
    chance = random.Random(11)
    for _ in range(3000):
        bars = code128("P-" + "".join(chance.choices(string.digits, k=8)), 384)
        assert bars is not None
        assert not any(command in bars.data for command in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))


def test_order_numbers_fit_narrow_and_wide_paper_with_bars_as_wide_as_they_go() -> None:
    narrow, wide = code128("JA-02-A-000417", 384), code128("JA-02-A-000417", 576)
    assert narrow is not None
    assert wide is not None
    assert (narrow.module_dots, wide.module_dots) == (2, 3)


@pytest.mark.parametrize("text", ["", "取货码", "tab\there", "x" * 80])
def test_what_bars_cannot_hold_is_no_bar_code(text: str) -> None:
    assert code128(text, 576) is None


DRAWN = ["JA-02-A-000417", "P-12345678", "M-160416201605", "4006381333931", "a{b}~", "7", "99", "9912345", "A1234B99"]


@pytest.mark.parametrize("text", DRAWN)
def test_drawn_bars_are_read_by_a_scanner(text: str) -> None:
    bars = code128(text, 576)
    assert bars is not None
    assert read(modules_bitmap([list(bars.modules)], bars.module_dots, 80)) == [("Code 128", text)]


def test_drawn_bars_of_random_texts_are_read_by_a_scanner() -> None:
    chance = random.Random(23)
    letters = string.digits * 4 + string.ascii_uppercase + "-./ {"
    for _ in range(150):
        text = "".join(chance.choices(letters, k=chance.randint(1, 14))).strip()
        bars = code128(text, 1000)
        assert (bars is None) == (not text)
        if bars is not None:
            assert read(modules_bitmap([list(bars.modules)], 2, 60)) == [("Code 128", text)]


@pytest.mark.parametrize("text", ["hello", "https://example.com/o/JA-02-A-000417", "取货码 静安店", "1604" * 50])
def test_drawn_qr_codes_are_read_by_a_scanner(text: str) -> None:
    made = qr_code(text, 384)
    assert made is not None
    assert [content for _, content in read(modules_bitmap(made.rows, made.module_dots, made.module_dots))] == [text]


def test_a_qr_code_never_gets_dots_too_small_to_read() -> None:
    assert qr_code("x" * 4000, 576) is None
    assert qr_code("x" * 1500, 384) is None
    small = qr_code("x", 384)
    assert small is not None
    assert small.module_dots == 6, "0.75 mm: easily read, and no more paper than that"
