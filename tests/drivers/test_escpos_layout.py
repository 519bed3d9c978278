"""Parts become lines: leads hang, white on black has air, amounts and numbers stay whole on paper of any width."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.escpos import PROFILE_58, PROFILE_80, PrinterProfile
from drivers.escpos_layout import Line, Mark, Space, lay_out
from drivers.escpos_ops import Picture, Text
from kiosk.ports.devices import Align, Part, PartKind
from tests.drivers.paper import pair, printed, text

NO_BREAK = "\u00a0"


def lines(part: Part, width: int = 32) -> list[Line]:
    return [block for block in lay_out([part], width) if isinstance(block, Line)]


def shown(part: Part, width: int = 32) -> list[str]:
    return [line.text for line in lines(part, width)]


def test_further_lines_hang_below_the_first_one_beside_a_number() -> None:
    step = Part(PartKind.TEXT, "Pay a guide with this slip by Friday noon", lead="1.", bold=True)
    assert shown(step) == ["1. Pay a guide with this slip by", "   Friday noon"]
    assert all(run.bold or not run.text.strip() for line in lines(step) for run in line.runs)


def test_a_lead_in_white_on_black_has_air_around_it_and_its_text_is_black_on_white() -> None:
    tag = Part(PartKind.TEXT, "明天到本店", lead="○ 已申请", inverse=True)
    assert [(run.text, run.inverse) for run in lines(tag)[0].runs] == [
        (" ○ 已申请 ", True),
        (" ", False),
        ("明天到本店", False),
    ]


def test_a_text_or_the_right_text_of_a_pair_can_be_white_on_black() -> None:
    (whole,) = lines(Part(PartKind.TEXT, "未付款", inverse=True))
    (beside,) = lines(Part(PartKind.PAIR, "订单", right="未付款", inverse=True))
    assert [(run.text, run.inverse) for run in whole.runs] == [(" 未付款 ", True)]
    assert [(run.text.strip(), run.inverse) for run in beside.runs] == [("订单", False), ("", False), ("未付款", True)]


def test_the_place_stands_at_the_right_edge_of_the_last_line_or_below_it() -> None:
    state = Part(PartKind.PAIR, "Confirmed · Tue 24 Nov", right="Xuhui", lead="●")
    assert shown(state, 48) == ["● Confirmed · Tue 24 Nov" + " " * 17 + "Xuhui"]
    below = Part(PartKind.PAIR, "Confirmed · Tue 24 Nov", right="Cloud warehouse", lead="●")
    assert shown(below) == ["● Confirmed · Tue 24 Nov", " " * 17 + "Cloud warehouse"]


def test_a_date_with_no_break_spaces_stays_whole() -> None:
    date = f"Tue{NO_BREAK}24{NO_BREAK}Nov"
    assert shown(Part(PartKind.TEXT, f"Requested from 16:00 on {date}", lead="1."))[1] == "   Tue 24 Nov"


def test_a_large_amount_stands_beside_a_small_word_or_below_it() -> None:
    total = Part(PartKind.PAIR, "合计", right="¥2,995.00", bold=True, right_scale=2)
    (line,) = lines(total)
    assert [run.scale for run in line.runs] == [1, 1, 2]
    assert (line.columns, line.scale) == (32, 2)
    huge = Part(PartKind.PAIR, "To pay", right="¥1,234,567.00", bold=True, right_scale=2)
    assert [text.strip() for text in shown(huge)] == ["To pay", "￥1,234,567.00"]
    assert lines(huge)[1].columns == 32


def test_a_number_is_set_smaller_rather_than_cut_in_two() -> None:
    number = "SHANGHAI-01-A-000001"
    assert [line.scale for line in lines(text(number, scale=2), 48)] == [2]
    assert [(line.text, line.scale) for line in lines(text(number, scale=2), 32)] == [(number, 1)]
    assert [(line.text, line.scale) for line in lines(text("5501 2340", scale=3), 32)] == [("5501 2340", 3)]


@pytest.mark.parametrize(
    ("words", "dots"),
    [("", 30), ("1", 30), ("0.5", 15), ("2.5", 75), ("99", 600), ("-1", 30), ("1e9", 30), ("1.x", 30)],
)
def test_a_feed_is_lines_and_parts_of_lines(words: str, dots: int) -> None:
    assert list(lay_out([Part(PartKind.FEED, words)], 48)) == [Space(dots)]


def test_half_a_line_of_air_moves_the_next_line_by_half_a_line() -> None:
    made = printed(text("a"), Part(PartKind.FEED, "1.5"), text("b"))
    assert made.text.splitlines() == ["a", "", "b"]


def test_rules_are_thin_or_heavy_and_as_wide_as_the_paper() -> None:
    assert shown(Part(PartKind.RULE)) + shown(Part(PartKind.RULE, bold=True)) == ["─" * 16, "━" * 16]


STYLES: dict[str, st.SearchStrategy[Any]] = {
    "scale": st.integers(-1, 9),
    "right_scale": st.integers(-1, 9),
    "bold": st.booleans(),
    "inverse": st.booleans(),
}
WORDS = st.text(st.sampled_from("衬衫（，。￥×●éAB-c 12 \u00a0\u3000"), max_size=60)


SHORT = WORDS.map(lambda lead: lead[:8])
KINDS = st.sampled_from([PartKind.TEXT, PartKind.PAIR])


@given(st.builds(Part, KINDS, WORDS, right=WORDS, lead=SHORT, **STYLES), st.sampled_from([32, 48]))
def test_whatever_a_part_says_every_line_fits_the_paper(part: Part, width: int) -> None:
    made = lines(part, width)
    assert made
    assert all(line.columns <= width for line in made)


@given(WORDS, WORDS, SHORT)
def test_no_word_of_a_part_is_lost(left: str, right: str, lead: str) -> None:
    part = Part(PartKind.PAIR, left, right=right, lead=lead)
    asked = f"{lead}{left}{right}".replace(NO_BREAK, "")
    made = "".join(shown(part))
    assert "".join(made.split()) == "".join(asked.split())


# The brand's letters


@pytest.mark.parametrize("profile", [PROFILE_80, PROFILE_58], ids=["80", "58"])
@pytest.mark.parametrize("brand", ["YUNJIA", "云佳", "The Exceedingly Long Name of a Brand", "㐂"])
def test_the_brand_is_one_picture_that_fits_whatever_it_is_called(brand: str, profile: PrinterProfile) -> None:
    made = printed(Part(PartKind.MARK, brand, align=Align.CENTRE), profile=profile)
    (picture,) = (op for op in made.ops if isinstance(op, Picture))
    assert picture.width <= profile.dots
    assert 10 <= picture.height <= 64
    assert picture.align is Align.CENTRE


def test_without_its_font_the_brand_is_large_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def not_installed(*_: object) -> None:
        raise FileNotFoundError("fonts")

    monkeypatch.setattr("drivers.escpos.draw_mark", not_installed)
    (first,) = (op for op in printed(Part(PartKind.MARK, "云佳")).ops if isinstance(op, Text))
    assert (first.text, first.style.width, first.style.bold) == ("云佳", 2, True)


def test_a_brand_without_a_name_prints_nothing() -> None:
    assert list(lay_out([Part(PartKind.MARK)], 48)) == [Mark("", Align.LEFT)]
    assert printed(Part(PartKind.MARK), pair("a", "b")).pictures == 0


def test_styles_of_runs_reach_the_printer_and_are_taken_back() -> None:
    made = printed(
        Part(PartKind.PAIR, "订单", right="未付款", bold=True, scale=2, right_scale=1, inverse=True), text("x")
    )
    styles = {op.text.strip(): op.style for op in made.ops if isinstance(op, Text)}
    assert (styles["订单"].width, styles["订单"].inverse, styles["订单"].bold) == (2, False, True)
    assert (styles["未付款"].width, styles["未付款"].inverse) == (1, True)
    assert (styles["x"].width, styles["x"].inverse, styles["x"].bold) == (1, False, False)
