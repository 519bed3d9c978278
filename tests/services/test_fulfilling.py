"""Handing over: only what is paid, only what is here, each piece once."""

import pytest

from kiosk.domain.events import Event, Outcome, body_of
from kiosk.domain.order import LineStatus, OrderStatus, OrderView
from kiosk.domain.stock import StockRow
from kiosk.errors import RuleError
from kiosk.services.fulfilling import AlreadyHandedOver
from tests.domain.histories import Scribe
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet


@pytest.fixture
def tablet() -> MemoryTablet:
    return memory_tablet()


def _sold(tablet: MemoryTablet, *ways: tuple[str, str, str]) -> OrderView:
    """A paid order of (sku, kind, source) lines; the tablet is unlocked after it."""
    for sku, kind, source in ways or ((retailer.SHIRT_M, "", ""),):
        tablet.desk.add(sku, kind=kind, source=source)
    order = tablet.desk.place(retailer.PHONE)
    tablet.unlock()
    return tablet.desk.till.pay_external(order.order_id, "T-0001")


def _hq(
    tablet: MemoryTablet, order: OrderView, outcome: Outcome, *line_ids: str, source: str = "XH", place: str = "JA"
) -> Event:
    decided = Scribe(order_id=order.order_id).decided(outcome, *line_ids, source=source, place=place)
    tablet.journal.hq_knows(decided)
    return decided


BRING = (retailer.SHIRT_L, "bring_here", "XH")


def test_goods_leave_when_they_are_paid_and_not_before(tablet):
    tablet.desk.add(retailer.SHIRT_M)
    order_id = tablet.desk.place().order_id
    tablet.unlock()
    with pytest.raises(RuleError, match="not paid"):
        tablet.desk.hand_over(order_id)
    tablet.desk.till.pay_cash(order_id, 39_900)
    done = tablet.desk.hand_over(order_id)
    assert (done.order.status, len(done.lines)) == (OrderStatus.COMPLETED, 1)
    row = tablet.reader.own_stock((retailer.SHIRT_M,))[retailer.SHIRT_M]
    assert (row.on_hand, row.reserved) == (2, 0)


def test_a_second_hand_over_says_when_and_by_whom_and_moves_nothing(tablet):
    order = _sold(tablet)
    first_ms = tablet.clock()
    tablet.desk.hand_over(order.order_id)
    tablet.clock.advance(minutes=9)
    tablet.unlock(retailer.MEI_BADGE, retailer.MEI_PIN)
    with pytest.raises(AlreadyHandedOver) as refused:
        tablet.desk.hand_over(order.order_id)
    params = refused.value.params
    assert (params["at_ms"], params["by"], params["device"], params["left"]) == (first_ms, "G-LIN", "ja-02", 0)
    assert sum(event.type == "GoodsHandedOver" for event in tablet.journal.state.events) == 1


def test_a_restart_does_not_forget_a_hand_over(tablet):
    order = _sold(tablet)
    tablet.desk.hand_over(order.order_id)
    again = memory_tablet(tablet.journal.restarted(), tablet.clock)
    again.unlock()
    with pytest.raises(AlreadyHandedOver):
        again.desk.hand_over(order.order_id)


def test_what_is_brought_here_goes_out_after_hq_has_spoken_and_it_has_arrived(tablet):
    order = _sold(tablet, BRING)
    with pytest.raises(RuleError, match="mark them as here at this order"):
        tablet.desk.hand_over(order.order_id)
    with pytest.raises(RuleError, match="made ready"):
        tablet.desk.mark_ready(order.order_id)
    _hq(tablet, order, Outcome.CONFIRMED, "1")
    with pytest.raises(RuleError, match="not here yet"):
        tablet.desk.hand_over(order.order_id)
    assert tablet.desk.mark_ready(order.order_id).lines[0].status is LineStatus.READY
    with pytest.raises(RuleError, match="made ready"):
        tablet.desk.mark_ready(order.order_id)
    assert tablet.desk.hand_over(order.order_id).order.status is OrderStatus.COMPLETED


def test_the_rest_of_an_order_goes_out_later_and_the_first_part_not_twice(tablet):
    order = _sold(tablet, (retailer.SHIRT_M, "", ""), BRING)
    first = tablet.desk.hand_over(order.order_id)
    assert [item.line.sku for item in first.lines] == [retailer.SHIRT_M]
    assert first.order.status is OrderStatus.PAID
    with pytest.raises(AlreadyHandedOver, match="the rest is not here yet") as refused:
        tablet.desk.hand_over(order.order_id)
    assert refused.value.params["left"] == 1
    _hq(tablet, order, Outcome.CONFIRMED, "2")
    tablet.desk.mark_ready(order.order_id)
    assert [item.line.sku for item in tablet.desk.hand_over(order.order_id).lines] == [retailer.SHIRT_L]


def test_what_hq_found_on_this_shops_own_shelf_goes_out_at_once(tablet):
    order = _sold(tablet, BRING)
    _hq(tablet, order, Outcome.RE_SOURCED, "1", source="JA")
    assert tablet.desk.hand_over(order.order_id).order.status is OrderStatus.COMPLETED


def test_goods_of_another_place_are_not_handed_over_here(tablet):
    order = _sold(tablet, (retailer.SHIRT_M, "pick_up", "XH"), (retailer.COAT_S, "deliver", "WH"))
    with pytest.raises(RuleError, match="Nothing of this order is handed over in this shop"):
        tablet.desk.hand_over(order.order_id)


def test_a_pick_up_code_opens_its_own_place_only(tablet):
    """Whoever holds the code for another shop's goods must not get what waits here."""
    order = _sold(tablet, (retailer.SHIRT_M, "", ""), (retailer.SHIRT_M, "pick_up", "XH"))
    codes = order.placed.pick_up_codes
    for wrong in (codes["XH"], "00000000"):
        with pytest.raises(RuleError, match="another place"):
            tablet.desk.hand_over(order.order_id, wrong)
    assert len(tablet.desk.hand_over(order.order_id, codes["JA"]).lines) == 1


def _to_send(tablet: MemoryTablet, *ways: tuple[str, str, str]) -> OrderView:
    """A paid order whose last line is sent to the door from this shop."""
    order = _sold(tablet, *ways, (retailer.COAT_S, "deliver", "WH"))
    _hq(tablet, order, Outcome.RE_SOURCED, order.lines[-1].line.line_id, source="JA", place="door")
    return order


def test_a_parcel_leaves_our_shelf_once_with_the_carriers_number(tablet):
    order = _to_send(tablet)
    tablet.journal.hq_stock((StockRow("JA", retailer.COAT_S, 1, reserved=1),))
    sent = tablet.desk.dispatch(order.order_id, " SF-17 ")
    assert (sent.status, sent.lines[0].status) == (OrderStatus.PAID, LineStatus.IN_TRANSIT)
    body = body_of(tablet.journal.state.events[-1])
    assert (body.location, body.line_ids, body.reference) == ("JA", ("1",), "SF-17")
    row = tablet.reader.own_stock((retailer.COAT_S,))[retailer.COAT_S]
    assert (row.on_hand, row.reserved) == (0, 0)
    with pytest.raises(RuleError, match="waits here to be sent"):
        tablet.desk.dispatch(order.order_id)


def test_a_parcel_is_sent_when_it_is_paid_decided_and_ours(tablet):
    tablet.desk.add(retailer.COAT_S, kind="deliver", source="WH")
    order = tablet.desk.place(retailer.PHONE)
    tablet.unlock()
    with pytest.raises(RuleError, match="waits here to be sent"):
        tablet.desk.dispatch(order.order_id)
    _hq(tablet, order, Outcome.RE_SOURCED, "1", source="JA", place="door")
    with pytest.raises(RuleError, match="not paid"):
        tablet.desk.dispatch(order.order_id)
    other = _sold(tablet, (retailer.DRESS_S, "deliver", "WH"), (retailer.SHIRT_M, "", ""))
    _hq(tablet, other, Outcome.CONFIRMED, "1", source="WH", place="door")
    with pytest.raises(RuleError, match="waits here to be sent"):
        tablet.desk.dispatch(other.order_id)
    tablet.desk.lock()
    with pytest.raises(RuleError, match="needs a guide"):
        tablet.desk.dispatch(order.order_id)


def test_what_is_with_the_carrier_is_no_work_any_more(tablet):
    order = _to_send(tablet, (retailer.SHIRT_M, "", ""))
    tablet.desk.dispatch(order.order_id)
    assert [item.order_id for item in tablet.desk.open_orders()] == [order.order_id], "a shirt waits"
    tablet.desk.hand_over(order.order_id)
    assert tablet.desk.open_orders() == ()
    assert tablet.desk.order_by_number(order.placed.number).status is OrderStatus.PAID


def test_what_was_refused_stays_and_the_rest_completes_the_order(tablet):
    order = _sold(tablet, (retailer.SHIRT_M, "", ""), BRING)
    _hq(tablet, order, Outcome.REFUSED, "2")
    assert tablet.desk.hand_over(order.order_id).order.status is OrderStatus.COMPLETED
    with pytest.raises(AlreadyHandedOver) as refused:
        tablet.desk.hand_over(order.order_id)
    assert refused.value.params["left"] == 0


def test_a_call_back_is_made_once_about_what_was_refused(tablet):
    order = _sold(tablet, BRING)
    with pytest.raises(RuleError, match="Nobody waits"):
        tablet.desk.calls.made(order.order_id, ("1",), "told")
    _hq(tablet, order, Outcome.REFUSED, "1")
    (task,) = tablet.desk.calls.waiting()
    assert (task.number, task.phone) == (order.placed.number, retailer.PHONE)
    with pytest.raises(RuleError, match="Say what came"):
        tablet.desk.calls.made(order.order_id, ("1",), " ")
    for lines in ((), ("9",), ("1", "9")):
        with pytest.raises(RuleError, match="Nobody waits"):
            tablet.desk.calls.made(order.order_id, lines, "told")
    with pytest.raises(RuleError, match="not known"):
        tablet.desk.calls.made("no-such-order", ("1",), "told")
    tablet.desk.calls.made(order.order_id, ("1",), "gets the money back")
    assert tablet.desk.calls.waiting() == ()
    with pytest.raises(RuleError, match="Nobody waits"):
        tablet.desk.calls.made(order.order_id, ("1",), "again")
