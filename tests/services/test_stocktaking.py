"""Boxes and counts: movements with a reason, and nothing that a slipped finger could make of them."""

from typing import Any

import pytest

from kiosk.domain.events import MAX_PIECES, Outcome, body_of
from kiosk.domain.fold import fold
from kiosk.domain.order import LineStatus, OrderView
from kiosk.errors import EnvironmentProblem, InputError, RuleError
from kiosk.services.terminal import Verbs
from tests.domain.histories import Scribe
from tests.fakes import retailer
from tests.fakes.fold_store import MemoryFoldStore
from tests.fakes.tablet import MemoryTablet, memory_tablet


@pytest.fixture
def tablet() -> MemoryTablet:
    made = memory_tablet()
    made.unlock()
    return made


def _on_hand(tablet: MemoryTablet, sku: str = retailer.SHIRT_M) -> int:
    return tablet.reader.own_stock((sku,))[sku].on_hand


def test_a_received_box_is_on_the_shelf_at_once(tablet):
    tablet.desk.stockroom.receive("DN-2026-17", {retailer.SHIRT_M: 4, retailer.SHIRT_L: 1})
    assert (_on_hand(tablet), _on_hand(tablet, retailer.SHIRT_L)) == (7, 1)
    assert tablet.journal.state.events[-1].actor == "G-LIN"
    tablet.desk.add(retailer.SHIRT_L)
    assert tablet.desk.basket.lines[0].offer.kind == "take_now"


def test_a_variant_nobody_had_before_has_a_figure_after_its_first_box(tablet):
    assert retailer.COAT_S not in tablet.reader.own_stock((retailer.COAT_S,))
    tablet.desk.stockroom.receive("DN-1", {retailer.COAT_S: 2})
    assert _on_hand(tablet, retailer.COAT_S) == 2


def test_the_same_variant_scanned_and_typed_adds_up(tablet):
    gtin = retailer.variant(retailer.SHIRT_M).gtin
    tablet.desk.stockroom.receive("DN-1", {gtin: 2, gtin[1:]: 1, retailer.SHIRT_M.lower(): 1})
    assert _on_hand(tablet) == 7
    assert tablet.desk.stockroom.count({gtin: 2, retailer.SHIRT_M: 3}) == {retailer.SHIRT_M: -2}


@pytest.mark.parametrize(
    ("document", "pieces", "source"),
    [
        ("", {retailer.SHIRT_M: 1}, None),
        ("DN-1", {}, None),
        ("DN-1", {retailer.SHIRT_M: 0}, None),
        ("DN-1", {retailer.SHIRT_M: -1}, None),
        ("DN-1", {retailer.SHIRT_M: 6_901_234_567_892}, None),
        ("DN-1", {"NO-SUCH-THING": 1}, None),
        ("DN-1", {retailer.SHIRT_M: 1}, "JA"),
        ("DN-1", {retailer.SHIRT_M: 1}, "NOWHERE"),
    ],
)
def test_a_box_that_cannot_be_is_refused_whole(tablet, document, pieces, source):
    before = len(tablet.journal.state.events)
    with pytest.raises(InputError):
        tablet.desk.stockroom.receive(document, {retailer.SHIRT_L: 1, **pieces} if pieces else pieces, source)
    assert len(tablet.journal.state.events) == before


def test_a_count_moves_only_the_difference(tablet):
    assert tablet.desk.stockroom.count({retailer.SHIRT_M: 3, retailer.TOTE_ONE: 8}) == {retailer.TOTE_ONE: -2}
    assert (_on_hand(tablet), _on_hand(tablet, retailer.TOTE_ONE)) == (3, 8)


def test_a_count_sees_what_is_held_as_still_lying_there(tablet):
    tablet.desk.add(retailer.SHIRT_M, 2)
    tablet.desk.place()
    assert tablet.desk.stockroom.count({retailer.SHIRT_M: 3}) == {}


@pytest.mark.parametrize("pieces", [{}, {retailer.SHIRT_M: -1}, {retailer.SHIRT_M: MAX_PIECES + 1}])
def test_a_count_that_cannot_be_is_refused(tablet, pieces):
    with pytest.raises(InputError):
        tablet.desk.stockroom.count(pieces)


def test_shelves_are_counted_by_somebody(tablet):
    tablet.desk.lock()
    for verb in (
        lambda: tablet.desk.stockroom.count({retailer.SHIRT_M: 1}),
        lambda: tablet.desk.stockroom.receive("DN-1", {retailer.SHIRT_M: 1}),
    ):
        with pytest.raises(RuleError, match="guide"):
            verb()


# A box from a location of ours, and the orders that wait for it.


def _waits(tablet: MemoryTablet, *pieces: int, source: str = "WH") -> OrderView:
    """A paid order of shirts in L that HQ has confirmed to come from `source`, a line each."""
    for count in pieces:
        tablet.desk.add(retailer.SHIRT_L, count, kind="bring_here", source=source)
    order = tablet.desk.place(retailer.PHONE)
    tablet.desk.till.pay_external(order.order_id, "T-0001")
    lines = [item.line.line_id for item in order.lines]
    tablet.journal.hq_knows(Scribe(order_id=order.order_id).decided(Outcome.CONFIRMED, *lines, source=source))
    tablet.clock.advance(minutes=1)
    return order


def _statuses(tablet: MemoryTablet, order: OrderView) -> list[LineStatus]:
    seen = tablet.desk.order(order.order_id)
    return [item.status for item in seen.lines] if seen else []


def _moved(tablet: MemoryTablet, sku: str = retailer.SHIRT_L) -> dict[str, int]:
    """What all events of the tablet did to what lies where, as HQ would fold them."""
    store = MemoryFoldStore()
    for event in tablet.journal.state.events:
        fold(store, event)
    return {location: row.on_hand for (location, known), row in store.stock().items() if known == sku and row.on_hand}


def _received(tablet: MemoryTablet) -> list[Any]:
    return [body_of(event) for event in tablet.journal.state.events if event.type == "GoodsReceived"]


def test_a_piece_somebody_waits_for_moves_once_from_the_warehouse_to_its_shopper(tablet):
    order = _waits(tablet, 1)
    (waited,) = tablet.desk.stockroom.receive("DN-1", {retailer.SHIRT_L: 1}, "WH")
    assert waited.order_id == order.order_id
    assert _moved(tablet) == {"WH": -1, "JA": 1}
    assert _on_hand(tablet, retailer.SHIRT_L) == 1
    with pytest.raises(RuleError, match="made ready"):
        tablet.desk.mark_ready(order.order_id)
    tablet.desk.hand_over(order.order_id)
    assert _moved(tablet) == {"WH": -1}
    assert _on_hand(tablet, retailer.SHIRT_L) == 0
    assert _received(tablet) == [], "a note without a line would be no box"


def test_what_nobody_waits_for_goes_on_the_shelf(tablet):
    order = _waits(tablet, 2)
    tablet.desk.stockroom.receive("DN-1", {retailer.SHIRT_L: 5, retailer.SHIRT_M: 1}, "WH")
    (box,) = _received(tablet)
    assert {line.sku: line.quantity for line in box.lines} == {retailer.SHIRT_L: 3, retailer.SHIRT_M: 1}
    assert _moved(tablet) == {"WH": -5, "JA": 5}
    tablet.desk.hand_over(order.order_id)
    assert _moved(tablet) == {"WH": -5, "JA": 3}


def test_the_oldest_order_is_served_first_and_a_line_comes_whole_or_not(tablet):
    first, second, third = _waits(tablet, 2), _waits(tablet, 3), _waits(tablet, 1)
    waited = tablet.desk.stockroom.receive("DN-1", {retailer.SHIRT_L: 4}, "WH")
    assert [order.order_id for order in waited] == [first.order_id, third.order_id]
    assert _statuses(tablet, second) == [LineStatus.CONFIRMED]
    assert [line.quantity for box in _received(tablet) for line in box.lines] == [1]
    assert _moved(tablet) == {"WH": -4, "JA": 4}


def test_a_box_from_elsewhere_is_not_what_the_order_waits_for(tablet):
    order = _waits(tablet, 1)
    assert tablet.desk.stockroom.receive("DN-1", {retailer.SHIRT_L: 1}, "XH") == ()
    assert _statuses(tablet, order) == [LineStatus.CONFIRMED]


def test_a_box_nobody_said_the_origin_of_is_for_whoever_waits(tablet):
    order = _waits(tablet, 1)
    (waited,) = tablet.desk.stockroom.receive("DN-1", {retailer.SHIRT_L: 2})
    assert waited.order_id == order.order_id
    assert _moved(tablet) == {"WH": -1, "JA": 2}
    tablet.desk.hand_over(order.order_id)
    assert _moved(tablet) == {"WH": -1, "JA": 1}


def test_an_order_without_hqs_word_or_that_has_ended_gets_nothing_of_the_box(tablet):
    tablet.desk.add(retailer.SHIRT_L, kind="bring_here", source="WH")
    requested = tablet.desk.place(retailer.PHONE)
    tablet.desk.add(retailer.SHIRT_L, kind="bring_here", source="WH")
    ended = tablet.desk.place(retailer.PHONE)
    tablet.journal.hq_knows(Scribe(order_id=ended.order_id).decided(Outcome.CONFIRMED, "1", source="WH"))
    tablet.desk.cancel(ended.order_id, "changed their mind")
    assert tablet.desk.stockroom.receive("DN-1", {retailer.SHIRT_L: 2}, "WH") == ()
    assert _statuses(tablet, requested) == [LineStatus.REQUESTED]
    assert _moved(tablet) == {"WH": -2, "JA": 2}


def test_a_box_is_taken_in_whole_or_not_at_all(tablet):
    order = _waits(tablet, 1)
    tablet.journal.disk_full = True
    with pytest.raises(EnvironmentProblem):
        tablet.desk.stockroom.receive("DN-1", {retailer.SHIRT_L: 2}, "WH")
    assert _statuses(tablet, order) == [LineStatus.CONFIRMED]


def test_a_terminal_is_told_whose_goods_came(tablet):
    order = _waits(tablet, 1)
    said = Verbs(tablet.desk, tablet.catalogue).run(
        "receive", {"document": "DN-1", "lines": [retailer.SHIRT_L], "source": "WH"}
    )
    assert said["set_aside"] == [order.placed.number]
