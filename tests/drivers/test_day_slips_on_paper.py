"""X, Z and the drawer's slips as pictures, in both languages on both rolls."""

import pytest
import zxingcpp

from drivers.escpos import PROFILE_58, PROFILE_80, encode, encode_counted
from drivers.escpos_ops import Text
from drivers.escpos_paint import paint
from drivers.escpos_sheet import PAPER_58, PAPER_80
from kiosk.ports.devices import PartKind
from kiosk.texts import load_texts
from tests.drivers.paper import decode
from tests.drivers.test_slips_on_paper import meant
from tests.fakes.day_slips import CHAIN, DAY_SLIPS, NUMBER
from tests.goldens import Goldens

ROLLS = {"80": (PROFILE_80, PAPER_80), "58": (PROFILE_58, PAPER_58)}
CASES = pytest.mark.parametrize(
    ("name", "language", "roll"),
    [(name, language, roll) for name in DAY_SLIPS for language in ("zh", "en") for roll in ROLLS],
)


@CASES
def test_every_word_comes_out_and_nothing_stands_beyond_the_paper(name: str, language: str, roll: str) -> None:
    (profile, paper), slip = ROLLS[roll], DAY_SLIPS[name](language)
    (decoded,) = decode(encode(slip, profile))
    assert not encode_counted(slip, profile).missing
    shown = "".join(op.text for op in decoded.ops if isinstance(op, Text))
    assert "".join(char for char in shown if char not in "─━" and not char.isspace()) == meant(slip.parts)
    painting = paint(decoded.ops, paper)
    assert not painting.lost
    codes = [part.text for part in slip.parts if part.kind is PartKind.QR]
    assert [found.text for found in zxingcpp.read_barcodes(painting.image)] == codes
    assert codes == ([CHAIN] if name.startswith("z") else [])


@pytest.mark.parametrize("roll", ROLLS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_amounts_and_the_number_are_never_cut_in_two(language: str, roll: str) -> None:
    (decoded,) = decode(encode(DAY_SLIPS["z"](language), ROLLS[roll][0]))
    for whole in (NUMBER, CHAIN[:16], "￥11,597.50", "-￥2,500.00", "￥12.00"):
        assert any(whole in line for line in decoded.text.splitlines()), whole


@pytest.mark.parametrize("roll", ROLLS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_copy_is_the_same_paper_dot_by_dot_but_for_its_mark(language: str, roll: str) -> None:
    profile, paper = ROLLS[roll]
    slips = [decode(encode(DAY_SLIPS[name](language), profile))[0] for name in ("z", "z-copy")]
    original, copy = (paint(slip.ops, paper).image for slip in slips)
    more, width = copy.height - original.height, copy.width
    assert more > 0
    before, after = (image.convert("L").tobytes() for image in (original, copy))
    cuts = [y * width for y in range(original.height)]
    assert any(after[:cut] + after[cut + more * width :] == before for cut in cuts), "what is more stands in one place"
    words = ["".join(slip.text.split()) for slip in slips]
    mark = load_texts(language)("paper.cashing.copy")
    assert words[1].replace(mark, "", 1) == words[0]


@pytest.mark.parametrize(("name", "opens"), [("day-opened", True), ("cash-out", True), ("count", True), ("x", False)])
def test_the_drawer_opens_for_cash_and_for_nothing_else(name: str, opens: bool) -> None:
    (decoded,) = decode(encode(DAY_SLIPS[name]("zh"), PROFILE_80))
    assert bool(decoded.drawer) == opens


@pytest.mark.parametrize(("name", "language", "roll"), [("z-copy", "zh", "58"), ("x", "en", "80")])
def test_the_days_slips_look_as_somebody_approved(name: str, language: str, roll: str, goldens: Goldens) -> None:
    profile, paper = ROLLS[roll]
    (decoded,) = decode(encode(DAY_SLIPS[name](language), profile))
    goldens.compare(paint(decoded.ops, paper).image, f"day-{name}-{language}-{roll}", pixels=40)
