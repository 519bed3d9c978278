"""An order that needs attention is repaired on its page: one tap, said in words, kept in its history."""

import pytest

from kiosk.domain.events import Outcome, body_of
from kiosk.domain.order import LineStatus, OrderStatus, OrderView
from kiosk.domain.repairs import AttentionSettled, LinesAskedAgain, MoneyRefunded, RefundReason
from tests.domain.histories import Scribe
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet
from tests.ui.conftest import Open
from tests.ui.front import JACKET, wide_tablet
from tests.ui.glasses import Shown

JACKET_L = f"{JACKET}/SAGE/L"
PRICE = "¥599.00"


def paid(tablet: MemoryTablet) -> OrderView:
    """A jacket that is brought here, paid this morning."""
    tablet.unlock()
    tablet.desk.add(JACKET_L, kind="bring_here")
    order = tablet.desk.place(retailer.PHONE)
    order = tablet.desk.till.pay_external(order.order_id, "T-0001")
    tablet.desk.lock()
    return order


def refused(tablet: MemoryTablet, order: OrderView) -> None:
    tablet.clock.advance(minutes=1)
    tablet.journal.hq_knows(Scribe(order_id=order.order_id).decided(Outcome.REFUSED, "1"))


def on_its_page(open_glass: Open, tablet: MemoryTablet, order: OrderView) -> Shown:
    shown = open_glass(tablet, language="en")
    shown.play("wait page browse", "wait object browse.card.0")
    shown.sign_in()
    shown.play(f"scan {order.placed.number}", "wait page order")
    return shown


def now(shown: Shown, order: OrderView) -> OrderView:
    found = shown.tablet.desk.order(order.order_id)
    assert found is not None
    return found


def test_the_money_of_what_cannot_be_had_goes_back_in_two_taps(open_glass: Open) -> None:
    tablet = wide_tablet()
    order = paid(tablet)
    refused(tablet, order)
    shown = on_its_page(open_glass, tablet, order)
    shown.play("expect order.attention 'call the shopper'", "wait object repair.call", "wait object repair.other.1")
    shown.play(f"expect repair.refund.refused 'Give back {PRICE}'", "click repair.refund.refused")
    shown.play("wait page settling", f"expect settling.amount {PRICE}", "click settling.settle")
    shown.play("wait page returned", f"expect returned.title {PRICE}", "expect returned.paper.0 'Refund slip'")
    body = body_of(shown.tablet.journal.state.events[-1])
    assert isinstance(body, MoneyRefunded)
    assert (body.reason, body.total_minor) == (RefundReason.NOT_AVAILABLE, order.placed.total_minor)
    seen = now(shown, order)
    assert (seen.lines[0].status, seen.status, seen.attention) == (LineStatus.REFUNDED, OrderStatus.COMPLETED, ())
    shown.play("click returned.order", "wait page order", f"expect order.givenBack '{PRICE} · JA-02-A-T-000001'")
    shown.play("click order.showHistory", f"wait text history.what.3 'Money given back: {PRICE}'")


def test_another_source_is_asked_from_the_order(open_glass: Open) -> None:
    tablet = wide_tablet()
    order = paid(tablet)
    refused(tablet, order)
    shown = on_its_page(open_glass, tablet, order)
    repair = shown.window.app.order.repair
    shown.play("click repair.other.1")
    shown.play("wait text sheet.title 'From where'", "wait gone repair.nowhere")
    shown.play(f"click repair.way.{repair.ways.rows[0].key}", "wait gone order.attention")
    assert isinstance(body_of(shown.tablet.journal.state.events[-1]), LinesAskedAgain)
    assert now(shown, order).lines[0].status is LineStatus.REQUESTED


def test_a_guide_asks_a_manager_before_it_stays_as_it_is(open_glass: Open) -> None:
    tablet = wide_tablet()
    order = paid(tablet)
    tablet.journal.hq_knows(Scribe(order_id=order.order_id).cancelled("ja-01"))
    shown = on_its_page(open_glass, tablet, order)
    shown.play("expect order.attention 'Cancelled and paid'", "wait object repair.refund.all")
    shown.play("click repair.settle.cancel_after_payment", "click repair.reason.shopper_agreed")
    shown.play("wait object approval.badge", f"scan {retailer.MEI_BADGE}", "wait object approval.manager")
    shown.play(f"type {retailer.MEI_PIN}", "press Return", "wait gone order.attention")
    assert now(shown, order).attention == ()
    body = body_of(shown.tablet.journal.state.events[-1])
    assert isinstance(body, AttentionSettled)
    assert body.reason == "Agreed with the shopper"


def test_a_paid_order_nothing_is_wrong_with_can_be_given_up(open_glass: Open) -> None:
    tablet = wide_tablet()
    order = paid(tablet)
    shown = on_its_page(open_glass, tablet, order)
    shown.play("click order.giveUp", "wait page settling", "click settling.settle", "wait page returned")
    assert now(shown, order).lines[0].status is LineStatus.REFUNDED


@pytest.mark.parametrize("key", ["nonsense", "other.9", "settle.owed", "refund.nonsense"])
def test_only_what_is_offered_can_be_chosen(open_glass: Open, key: str) -> None:
    tablet = wide_tablet()
    order = paid(tablet)
    shown = on_its_page(open_glass, tablet, order)
    shown.window.app.order.repair.choose(key)
    shown.play("wait page order", "wait object order.giveUp")
    assert shown.window.app.order.repair.step == ""
