"""Placing an order: number, goods, paper and contact together, or nothing at all."""

from dataclasses import replace

import pytest

from kiosk.domain.codes import CodeKind, recognise
from kiosk.domain.contact import phone_in
from kiosk.domain.events import Fulfilment, Outcome
from kiosk.domain.order import LineStatus, OrderStatus
from kiosk.errors import EnvironmentProblem, InputError, RuleError
from kiosk.ports.devices import Slip
from kiosk.ports.storage import JournalTx
from kiosk.services import checkout
from tests.domain.histories import Scribe, order
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet, words


@pytest.fixture
def tablet() -> MemoryTablet:
    return memory_tablet()


def _nothing_happened(tablet: MemoryTablet) -> bool:
    state = tablet.journal.state
    return len(state.events) == 1 and not (state.slips or state.counters or state.blobs or state.facts)


def test_an_order_is_recorded_held_and_on_paper_when_its_number_is_known(tablet):
    tablet.desk.add(retailer.SHIRT_M, 2)
    order = tablet.desk.place()
    assert (order.placed.number, order.status, order.due_minor) == ("JA-02-A-000001", OrderStatus.PLACED, 79_800)
    (slip,) = tablet.slips
    assert slip.reference == order.placed.number
    assert tablet.reader.own_stock((retailer.SHIRT_M,))[retailer.SHIRT_M].atp() == 1
    assert tablet.desk.basket.lines == ()


def test_an_order_names_its_parties_prices_and_limits(tablet):
    tablet.desk.add(retailer.SHIRT_M)
    tablet.desk.add(retailer.SHIRT_M, kind="pick_up", source="XH")
    tablet.desk.add(retailer.SHIRT_L, kind="bring_here", source="XH")
    tablet.desk.add(retailer.COAT_S, kind="deliver")
    tablet.desk.scan(retailer.MEMBER_CODE)
    placed = tablet.desk.place(retailer.PHONE).placed
    parties = [(item.sold_by, item.collected_by, item.stock_owner, item.fulfilled_by) for item in placed.lines]
    assert parties == [
        ("brand", "brand", "brand", "brand"),
        ("brand", "brand", "dealer-xh", "dealer-xh"),
        ("brand", "brand", "dealer-xh", "brand"),
        ("brand", "brand", "brand", "brand"),
    ]
    assert (placed.publication, placed.engine, placed.member) == ("2026-W47", checkout.ENGINE, "m-42")
    assert placed.lapses_ms == tablet.clock() + 24 * 3_600_000
    assert set(placed.pick_up_codes) == {"JA", "XH"}, "one code for every place, none for a door"
    assert all(recognise(f"P-{code}").kind is CodeKind.PICK_UP for code in placed.pick_up_codes.values())


def test_a_phone_number_is_kept_apart_from_the_order(tablet):
    tablet.desk.add(retailer.COAT_S)
    placed = tablet.desk.place(retailer.PHONE).placed
    assert phone_in(tablet.journal.state.blobs[placed.contact or ""]) == retailer.PHONE
    assert all(retailer.PHONE.encode() not in event.body for event in tablet.journal.state.events)
    assert retailer.PHONE not in words(tablet.slips[0])
    assert "****0000" in words(tablet.slips[0])


@pytest.mark.parametrize("phone", ["", "12345", "call me"])
def test_without_a_usable_phone_number_nothing_that_is_not_taken_now_is_ordered(tablet, phone):
    tablet.desk.add(retailer.COAT_S)
    with pytest.raises((InputError, RuleError)):
        tablet.desk.place(phone)
    assert _nothing_happened(tablet)
    assert tablet.desk.basket.pieces == 1, "the basket is still there"


def test_an_empty_basket_is_no_order(tablet):
    with pytest.raises(RuleError, match="empty"):
        tablet.desk.place()
    assert _nothing_happened(tablet)


def test_when_the_shelf_was_emptied_meanwhile_nothing_happens(tablet):
    tablet.desk.add(retailer.SHIRT_M, 3)
    other = memory_tablet(tablet.journal, tablet.clock)
    other.desk.add(retailer.SHIRT_M, 1)
    other.desk.place()
    before = tablet.journal.state
    with pytest.raises(RuleError, match="Only 2") as refused:
        tablet.desk.place()
    assert refused.value.params == {"sku": retailer.SHIRT_M, "left": 2}
    assert tablet.journal.state is before
    tablet.desk.change_quantity(0, 2)
    assert tablet.desk.place().placed.number == "JA-02-A-000002", "the refused order has taken no number"


def test_what_other_locations_have_is_not_checked_here_but_requested(tablet):
    """A figure from elsewhere may be old; HQ decides. Only this shop's own shelf is certain."""
    tablet.desk.add(retailer.COAT_S, 7, kind="deliver")
    order = tablet.desk.place(retailer.PHONE)
    assert order.lines[0].line.fulfilment is Fulfilment.DELIVER
    assert order.lines[0].status is LineStatus.REQUESTED


def test_numbers_have_no_gaps_whatever_fails_in_between(tablet):
    numbers: list[str] = []
    for attempt in range(30):
        if attempt % 3 == 0:
            tablet.desk.add(retailer.TOTE_ONE)
            numbers.append(tablet.desk.place().placed.number)
        else:
            tablet.journal.disk_full = attempt % 3 == 1
            with pytest.raises((EnvironmentProblem, ZeroDivisionError)):
                tablet.journal.run(_fails_after_taking_a_number)
            tablet.journal.disk_full = False
    assert numbers == [f"JA-02-A-{number:06d}" for number in range(1, 11)]
    assert len(tablet.slips) == 10


def _fails_after_taking_a_number(tx: JournalTx) -> float:
    tx.next_number("order")
    tx.enqueue(Slip("order_slip", "never", ()))
    tx.keep_blob(b"never")
    tx.append(order(), "shopper")
    return 1 / 0


def test_a_full_disk_is_said_before_anything_is_ordered(tablet):
    tablet.desk.add(retailer.SHIRT_M)
    tablet.journal.disk_full = True
    assert not tablet.desk.can_order()
    with pytest.raises(EnvironmentProblem, match="Nothing was ordered"):
        tablet.desk.place()
    assert _nothing_happened(tablet)
    tablet.journal.disk_full = False
    assert tablet.desk.place().placed.number == "JA-02-A-000001"


def test_pick_up_codes_that_are_out_are_not_given_again(tablet):
    rolls = ["1111111", "1111111", "2222222"]
    tablet.journal.dice = lambda count: rolls.pop(0)
    codes = []
    for _ in range(2):
        tablet.desk.add(retailer.TOTE_ONE)
        codes += tablet.desk.place().placed.pick_up_codes.values()
    assert [code[:7] for code in codes] == ["1111111", "2222222"]


# An end without payment.


def _placed(tablet: MemoryTablet, *skus: str) -> str:
    for sku in skus or (retailer.SHIRT_M,):
        tablet.desk.add(sku)
    return tablet.desk.place(retailer.PHONE).order_id


def _atp(tablet: MemoryTablet, sku: str = retailer.SHIRT_M) -> int:
    return tablet.reader.own_stock((sku,))[sku].atp()


def test_cancelling_needs_a_reason_and_gives_back_what_was_held(tablet):
    order_id = _placed(tablet)
    with pytest.raises(RuleError, match="reason"):
        tablet.desk.cancel(order_id, "  ")
    assert _atp(tablet) == 2
    cancelled = tablet.desk.cancel(order_id, "changed their mind")
    assert (cancelled.status, _atp(tablet)) == (OrderStatus.CANCELLED, 3)
    assert tablet.journal.state.events[-1].actor == "shopper"
    with pytest.raises(RuleError, match="closed"):
        tablet.desk.cancel(order_id, "again")


def test_a_paid_order_is_not_cancelled(tablet):
    order_id = _placed(tablet)
    tablet.unlock()
    tablet.desk.till.pay_cash(order_id, 39_900)
    with pytest.raises(RuleError, match="paid"):
        tablet.desk.cancel(order_id, "too late")


def test_an_unpaid_order_lapses_after_its_limit_and_not_before(tablet):
    order_id = _placed(tablet)
    tablet.clock.advance(hours=24, milliseconds=-1)
    assert tablet.desk.lapse_due() == 0
    assert not tablet.journal.run(lambda tx: checkout.lapse_order(tx, order_id))
    tablet.clock.advance(milliseconds=1)
    assert tablet.desk.lapse_due() == 1
    assert tablet.desk.lapse_due() == 0
    order = tablet.desk.order(order_id)
    assert order is not None
    assert (order.status, _atp(tablet), order.paid) == (OrderStatus.LAPSED, 3, False)


def test_a_lapsed_order_takes_no_money(tablet):
    order_id = _placed(tablet)
    tablet.clock.advance(days=2)
    tablet.desk.lapse_due()
    tablet.unlock()
    for pay in (
        lambda: tablet.desk.till.pay_cash(order_id, 39_900),
        lambda: tablet.desk.till.pay_external(order_id, "T-0001"),
    ):
        with pytest.raises(RuleError, match="closed"):
            pay()
    with pytest.raises(RuleError, match="not paid"):
        tablet.desk.hand_over(order_id)


def test_past_its_limit_an_order_can_still_be_paid_until_it_has_lapsed(tablet):
    order_id = _placed(tablet)
    tablet.clock.advance(days=2)
    tablet.unlock()
    assert tablet.desk.till.pay_cash(order_id, 39_900).status is OrderStatus.PAID
    assert tablet.desk.lapse_due() == 0


def test_an_order_refused_whole_does_not_lapse_before_its_shopper_was_told(tablet):
    order_id = _placed(tablet, retailer.COAT_S)
    hq = Scribe(order_id=order_id)
    tablet.journal.hq_knows(hq.decided(Outcome.REFUSED, "1"))
    tablet.clock.advance(days=2)
    assert tablet.desk.lapse_due() == 0
    tablet.unlock()
    with pytest.raises(RuleError, match="Nothing is due"):
        tablet.desk.till.pay_cash(order_id, 159_900)
    (task,) = tablet.desk.calls.waiting()
    assert (task.order_id, task.line_ids, task.phone) == (order_id, ("1",), retailer.PHONE)
    tablet.desk.calls.made(order_id, task.line_ids, "sorry")
    assert tablet.desk.calls.waiting() == ()
    assert tablet.desk.open_orders() == ()


def test_an_order_from_nowhere_is_not_known(tablet):
    for verb in (
        lambda: tablet.desk.cancel("no-such-order", "x"),
        lambda: tablet.desk.order_by_number("XX-01-A-000009"),
    ):
        with pytest.raises((InputError, RuleError), match="not known here"):
            verb()


def test_a_basket_line_from_an_unknown_location_is_still_ours_to_sell(tablet):
    tablet.desk.add(retailer.COAT_S)
    basket = tablet.desk.basket
    moved = replace(
        basket.lines[0],
        offer=replace(basket.lines[0].offer, promise=replace(basket.lines[0].offer.promise, source="??")),
    )
    plan = checkout.Checkout("CNY", None, {"JA": retailer.JA}, retailer.PHONE)
    paper = tablet.desk._room.paper("en")
    order = tablet.journal.run(lambda tx: checkout.place_order(tx, replace(basket, lines=(moved,)), plan, paper))
    assert order.lines[0].line.stock_owner == "brand"
    assert order.placed.publication == retailer.PUBLICATION.id, "what the basket was priced with"
