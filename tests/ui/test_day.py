"""The day of the drawer on glass."""

import pytest

from kiosk.domain.cashing import CashReason, DayClosed
from kiosk.domain.events import body_of
from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.glasses import Shown
from tests.ui.walk.day import busy_tablet, forgotten_tablet, late_tablet, unopened_tablet
from ui.amount import TypedAmount
from ui.finding import items_below, text_of


def manager(shown: Shown) -> None:
    shown.play("wait page browse", "wait object browse.card.0")
    shown.play(f"scan {retailer.MEI_BADGE}", "wait page pin", f"type {retailer.MEI_PIN}", "click pin.unlock")
    shown.play("wait page orders", "click bar.day", "wait page day", "wait text day.date 2026")


def seen(shown: Shown) -> str:
    return " ".join(text_of(item) for item in items_below(shown.window.quick.contentItem()))


def told(shown: Shown) -> dict[str, str]:
    return {row.key: row.second for row in shown.window.app.day.figures.rows}


def test_a_day_is_opened_with_a_float_and_cash_is_moved(english: Shown) -> None:
    manager(english)
    english.play("expect day.status 'Not opened yet'", "click day.open", "type 480.5", "expect day.do '¥480.50'")
    english.play("click day.float.50000", "expect day.amount ¥500.00", "click day.do", "wait text notice float")
    english.play("wait text day.status 'Open since 14:00'", "click day.cash", "click day.out", "type 120")
    assert not english.window.app.day.canDo, "no reason was given"
    english.play("click day.reason.expense", "click day.do", "wait text notice 'take the cash out'")
    english.player.until(lambda: "cash_out" in told(english), "the figures")
    assert (told(english)["float"], told(english)["cash_out"]) == ("¥500.00", "−¥120.00")
    assert [slip.kind for slip in english.tablet.slips[-2:]] == ["day_opened", "cash_slip"]


def test_a_reason_that_does_not_fit_the_way_is_forgotten_with_it(english: Shown) -> None:
    manager(english)
    english.play("click day.cash", "click day.out", "click day.reason.bank", "type 5", "click day.in")
    day = english.window.app.day
    assert CashReason.BANK not in [row.key for row in day.reasons.rows]
    assert not day.canDo


def test_nobody_is_told_what_should_be_there_before_it_was_counted(open_glass: Open) -> None:
    shown = open_glass(busy_tablet(), language="en")
    manager(shown)
    expected = "759.00"
    assert expected not in seen(shown)
    shown.play("click day.x", "wait text notice 'Nothing was closed'", "click day.count", "wait page count")
    assert shown.tablet.slips[-1].kind == "count_slip"
    shown.play("type 7", "press Return", "type 1", "press Return", "expect count.total ¥750.00")
    assert expected not in seen(shown)
    shown.play("click count.take", "wait text count.difference 'Missing: ¥9.00'")
    assert expected in seen(shown)


def test_a_day_is_counted_again_closed_once_and_printed_again(open_glass: Open) -> None:
    shown = open_glass(busy_tablet(), language="en")
    manager(shown)
    shown.play("click day.count", "wait page count", "click count.coin.loose", "type 750", "click count.take")
    shown.play(
        "wait text count.difference Missing", "click count.again", "press Backspace", "type 9", "click count.take"
    )
    shown.play("wait text count.difference fits", "click count.close", "click count.no", "wait gone count.yes")
    shown.play("click count.close", "click count.yes", "wait page day", "wait text notice JA-02-A-Z-000002")
    closed = body_of(shown.tablet.journal.state.events[-1])
    assert isinstance(closed, DayClosed)
    assert (closed.counted_minor, closed.earlier_counts) == (75_900, (75_000,))
    shown.play("wait text day.status 'Closed for today'", "wait object day.report.1", "click day.report.0")
    shown.play("click day.reprint", "wait text notice 'copy is printed'")
    assert [slip.kind for slip in shown.tablet.slips[-2:]] == ["z_report", "z_report"]


def test_what_was_sold_while_it_was_counted_is_counted_too(open_glass: Open) -> None:
    shown = open_glass(unopened_tablet(), language="en")
    manager(shown)
    shown.play("click day.count", "wait page count", "click count.coin.loose", "type 399", "click count.take")
    shown.play("wait text count.difference fits")
    shown.tablet.desk.day.move_cash(100, CashReason.CHANGE)
    shown.play("click count.close", "click count.yes", "wait text notice 'count it again'", "wait object count.take")
    assert shown.tablet.reader.z_reports() == ()


def test_what_is_late_and_what_was_left_open_is_said(open_glass: Open) -> None:
    shown = open_glass(late_tablet(), language="en")
    manager(shown)
    shown.play("wait text day.note 'Late entries: 2'")
    assert told(shown)["2026-11-22.late_sales"] == "¥399.00"
    assert told(shown)["2026-11-22.late_cash"] == "−¥100.00"


def test_a_day_that_was_left_open_says_so(open_glass: Open) -> None:
    shown = open_glass(forgotten_tablet(), language="en")
    manager(shown)
    shown.play("wait text day.note 'This is still Sun'")


def test_a_guide_opens_and_reads_and_is_told_who_does_the_rest(open_glass: Open) -> None:
    shown = open_glass(unopened_tablet(), language="en")
    shown.play("wait page browse", "wait object browse.card.0")
    shown.sign_in()
    shown.play("click bar.day", "wait page day", "wait text day.who manager", "wait text day.status 'but selling'")
    for name in ("day.count", "day.cash"):
        shown.play(f"wait gone {name}")
    shown.play("click day.x", "wait text notice 'Nothing was closed'", "click day.open", "type 0", "click day.do")
    shown.play("wait text day.status 'Open since'")


@pytest.mark.parametrize(
    ("currency", "keys", "text", "minor"),
    [
        ("CNY", "12.505", "12.50", 1_250),
        ("CNY", ".5", "5", 500),
        ("CNY", "1234567890", "123456789", 12_345_678_900),
        ("JPY", "12.5", "125", 125),
        ("CNY", "1..2x٣", "1.2", 120),
    ],
)
def test_only_what_can_become_an_amount_is_typed(currency: str, keys: str, text: str, minor: int) -> None:
    amount = TypedAmount(currency)
    for key in keys:
        amount.type(key)
    assert (amount.text, amount.minor) == (text, minor)
