"""Every slip in both languages on both rolls, as a picture: nothing beyond the paper, nothing over another thing, every
code read back by a reader that knows nothing of us, and every word there that was meant."""

from collections.abc import Callable
from functools import cache
from itertools import groupby

import pytest
import zxingcpp
from PIL import Image, ImageFilter

from drivers.escpos import PROFILE_58, PROFILE_80, PrinterProfile, encode, encode_counted
from drivers.escpos_ops import Code, DecodedSlip, Text
from drivers.escpos_paint import Painting, paint
from drivers.escpos_sheet import PAPER_58, PAPER_80
from drivers.escpos_text import clean
from kiosk.ports.devices import Part, PartKind, Slip
from tests.drivers.paper import decode
from tests.fakes.slips import CODES, NUMBER, SLIPS
from tests.goldens import Goldens

ROLLS = {"80": (PROFILE_80, PAPER_80), "58": (PROFILE_58, PAPER_58)}
CASES = pytest.mark.parametrize(
    ("name", "language", "roll"),
    [(name, language, roll) for name in SLIPS for language in ("zh", "en") for roll in ROLLS],
)


@cache
def printed(name: str, language: str, roll: str) -> tuple[Slip, DecodedSlip, Painting]:
    profile, paper = ROLLS[roll]
    slip = SLIPS[name](language)
    (decoded,) = decode(encode(slip, profile))
    return slip, decoded, paint(decoded.ops, paper)


def codes_on(slip: Slip) -> list[str]:
    return sorted(part.text for part in slip.parts if part.kind in (PartKind.BARCODE, PartKind.QR))


def read(image: Image.Image) -> list[str]:
    return sorted(found.text for found in zxingcpp.read_barcodes(image))


@CASES
def test_nothing_stands_beyond_the_paper_or_over_another_thing(name: str, language: str, roll: str) -> None:
    _, _, painting = printed(name, language, roll)
    assert not painting.lost
    dots, above = ROLLS[roll][1].dots, 0
    placed = sorted(painting.placed, key=lambda item: (item.y + item.image.height, item.x))
    for bottom, line in groupby(placed, key=lambda item: item.y + item.image.height):
        end, items = 0, list(line)
        for item in items:
            assert item.x >= end
            end = item.x + item.image.width
        assert end <= dots
        assert min(item.y for item in items) >= above, "a line begins below the one before it"
        above = bottom


@CASES
def test_every_code_is_read_back_from_the_picture(name: str, language: str, roll: str) -> None:
    slip, decoded, painting = printed(name, language, roll)
    assert codes_on(slip)
    assert sorted([*decoded.barcodes, *decoded.qrs]) == codes_on(slip)
    assert read(painting.image) == codes_on(slip)


def enlarged(image: Image.Image) -> Image.Image:
    return image.resize((image.width * 2, image.height * 2), Image.Resampling.BICUBIC)


WORN: dict[str, Callable[[Image.Image], Image.Image]] = {
    "enlarged": enlarged,
    "blurred": lambda image: image.filter(ImageFilter.GaussianBlur(0.8)),
    "enlarged and blurred": lambda image: enlarged(image).filter(ImageFilter.GaussianBlur(1.6)),
    "upside down": lambda image: image.rotate(180),
    "held askew": lambda image: image.rotate(7, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC),
    "faded": lambda image: image.point(lambda level: 120 + level * 135 // 255),
}


@pytest.mark.parametrize("how", WORN)
@pytest.mark.parametrize("roll", ROLLS)
@pytest.mark.parametrize("name", ["order", "receipt-cash", "receipt-phones", "pick-up-here"])
def test_codes_survive_a_poor_camera(name: str, roll: str, how: str) -> None:
    slip, _, painting = printed(name, "zh", roll)
    assert read(WORN[how](painting.image)) == codes_on(slip)


@pytest.mark.parametrize("roll", ROLLS)
@pytest.mark.parametrize("name", ["order", "receipt-cash", "receipt-phones", "pick-up-here"])
def test_codes_keep_their_quiet_zones(name: str, roll: str) -> None:
    """Ten modules beside bars (ISO/IEC 15417), four on every side of a QR code (ISO/IEC 18004)."""
    _, decoded, painting = printed(name, "zh", roll)
    symbols = {code.text + code.kind: code for code in decoded.ops if isinstance(code, Code)}
    found = zxingcpp.read_barcodes(painting.image)
    assert len(found) == len(symbols)
    for code in found:
        is_qr = "QR" in str(code.format)
        quiet = symbols[code.text + ("qr" if is_qr else "code128")].module * (4 if is_qr else 10)
        corners = code.position
        left, top = corners.top_left.x, corners.top_left.y
        right, bottom = corners.bottom_right.x, corners.bottom_right.y
        beside = [(left - quiet, top + 2, left - 1, bottom - 2), (right + 2, top + 2, right + quiet, bottom - 2)]
        above = [(left, top - quiet + 1, right, top - 1), (left, bottom + 2, right, bottom + quiet - 1)]
        for box in beside + (above if is_qr else []):
            assert painting.image.crop(box).getextrema() == (255, 255)
        margin = ROLLS[roll][1].margin
        assert margin <= left - quiet
        assert right + quiet <= painting.image.width - margin


def meant(parts: tuple[Part, ...]) -> str:
    """All words of a slip without blanks, in their order."""
    texts = (f"{part.lead}{part.text}{part.right}" for part in parts if part.kind in (PartKind.TEXT, PartKind.PAIR))
    return "".join(clean("".join(texts)).split())


@CASES
def test_the_words_that_come_out_are_the_words_that_were_meant(name: str, language: str, roll: str) -> None:
    slip, decoded, _ = printed(name, language, roll)
    shown = "".join(op.text for op in decoded.ops if isinstance(op, Text))
    shown = "".join(char for char in shown if char not in "─━" and not char.isspace())
    if name == "order-rare":  # drawn lines are no text; the rest is, in its order
        rest = iter(meant(slip.parts))
        assert all(char in rest for char in shown)
        assert decoded.pictures > 1
    else:
        assert shown == meant(slip.parts)
        assert decoded.pictures == 1, "the brand's letters"
    assert not encode_counted(slip, ROLLS[roll][0]).missing


@pytest.mark.parametrize("roll", ROLLS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_amounts_and_numbers_are_never_cut_in_two(language: str, roll: str) -> None:
    for name in ("order-twenty", "receipt-twenty"):
        _, decoded, _ = printed(name, language, roll)
        assert "￥1,234,568.00" in decoded.text
        assert decoded.text.count("￥41,157.60") == 20
        assert any(line.strip().startswith(NUMBER[:6]) for line in decoded.text.splitlines())
    _, decoded, _ = printed("pick-up-here", language, roll)
    assert f"{CODES['JA'][:4]} {CODES['JA'][4:]}" in decoded.text


@pytest.mark.parametrize("profile", [PROFILE_80, PROFILE_58], ids=["80", "58"])
def test_the_number_of_a_shop_with_a_long_name_becomes_a_qr_code_where_bars_are_too_wide(
    profile: PrinterProfile,
) -> None:
    number = "SHANGHAI-01-AB-00000123"
    (decoded,) = decode(encode(Slip("order_slip", number, (Part(PartKind.BARCODE, number),)), profile))
    paper = PAPER_80 if profile is PROFILE_80 else PAPER_58
    assert read(paint(decoded.ops, paper).image) == [number]
    assert (decoded.barcodes, decoded.qrs) == (((number,), ()) if profile is PROFILE_80 else ((), (number,)))


GOLDEN = [
    ("order", "zh", "80"),
    ("order", "en", "58"),
    ("receipt-phones", "en", "80"),
    ("receipt-reduced", "zh", "80"),
    ("pick-up-other-shop", "zh", "80"),
    ("return", "zh", "80"),
    ("return-exchange", "en", "58"),
    ("receipt-copy", "en", "58"),
    ("transfer-box", "zh", "80"),
]


@pytest.mark.parametrize(("name", "language", "roll"), GOLDEN)
def test_slips_look_as_somebody_approved(name: str, language: str, roll: str, goldens: Goldens) -> None:
    """A handful of dots may differ where another version of the library that draws letters rounds otherwise."""
    goldens.compare(printed(name, language, roll)[2].image, f"{name}-{language}-{roll}", pixels=40)
