"""Exchanges: what comes back pays for what is taken, in one ticket; all of it or nothing."""

import pytest

from kiosk.domain.events import Fulfilment, Tender, body_of
from kiosk.domain.order import LineStatus, OrderStatus
from kiosk.errors import EnvironmentProblem, RuleError
from tests.fakes import retailer
from tests.fakes.retailer import SHIRT_L, SHIRT_M, TOTE_ONE
from tests.fakes.tablet import MemoryTablet, words
from tests.services.returned import (
    CASH,
    CREDIT,
    EXTERNAL,
    SHIRT,
    TOTE,
    book,
    cash,
    english_tablet,
    new,
    on_hand,
    sold,
    told,
    trace,
)


@pytest.fixture
def tablet() -> MemoryTablet:
    return english_tablet()


def test_an_even_exchange_is_one_unit_of_work_and_nobody_pays(tablet):
    order, since = sold(tablet), len(tablet.journal.state.events)
    shelf, slips = on_hand(tablet), len(tablet.slips)
    done = book(tablet, order, new=new(tablet, SHIRT_M))
    assert told(tablet, since) == ["OrderPlaced", "GoodsReturned", "OrderPaid", "GoodsHandedOver"]
    returned, paid = (body_of(event) for event in tablet.journal.state.events[since + 1 : since + 3])
    assert returned.tenders == paid.tenders == (Tender(CREDIT, SHIRT, reference="JA-02-A-T-000001"),)
    assert done.exchange is not None
    assert returned.exchange == paid.order_id == done.exchange.order_id
    assert (done.exchange.status, done.exchange.due_minor) == (OrderStatus.COMPLETED, 0)
    assert on_hand(tablet) == shelf, "one came, one went"
    assert [slip.kind for slip in tablet.slips[slips:]] == list(done.slips) == ["return_slip", "receipt"]
    assert not any(slip.open_drawer for slip in tablet.slips[slips:])
    slip, receipt = (words(slip) for slip in tablet.slips[slips:])
    assert "Used for new pieces | ¥399.00" in slip
    assert f"New order | {done.exchange.placed.number}" in slip
    assert "Credit for goods given back | ¥399.00" in receipt
    assert "Reference JA-02-A-T-000001" in receipt


def test_the_shopper_pays_what_the_new_pieces_cost_more(tablet):
    order, since = sold(tablet), len(tablet.journal.state.events)
    slips = len(tablet.slips)
    done = book(tablet, order, cash(TOTE, 20_000), new=new(tablet, SHIRT_M, TOTE_ONE))
    returned, paid = (body_of(event) for event in tablet.journal.state.events[since + 1 : since + 3])
    credit = Tender(CREDIT, SHIRT, reference=done.number)
    assert returned.tenders == (credit,)
    assert paid.tenders == (credit, Tender(CASH, TOTE, 20_000, 20_000 - TOTE))
    assert (done.balance.due_minor, done.balance.back_minor) == (TOTE, 0)
    assert [slip.open_drawer for slip in tablet.slips[slips:]] == [False, True]
    assert "Change | ¥71.00" in words(tablet.slips[-1])


def test_the_shopper_gets_back_what_the_new_pieces_cost_less(tablet):
    order, since = sold(tablet), len(tablet.journal.state.events)
    slips = len(tablet.slips)
    tenders = (cash(10_000), Tender(EXTERNAL, SHIRT - TOTE - 10_000, reference="POS-1234"))
    done = book(tablet, order, *tenders, new=new(tablet, TOTE_ONE))
    returned, paid = (body_of(event) for event in tablet.journal.state.events[since + 1 : since + 3])
    credit = Tender(CREDIT, TOTE, reference=done.number)
    assert returned.tenders == (credit, *tenders)
    assert paid.tenders == (credit,)
    assert [slip.open_drawer for slip in tablet.slips[slips:]] == [True, False]
    assert done.order.refunded_minor == SHIRT


def test_what_is_taken_may_come_later_and_keeps_the_shoppers_number(tablet):
    order = sold(tablet)
    basket = new(tablet, SHIRT_L, kind="bring_here", source="XH")
    with pytest.raises(RuleError, match="phone number"):
        book(tablet, order, new=basket)
    done = book(tablet, order, new=basket, phone=retailer.PHONE)
    assert done.exchange is not None
    (line,) = done.exchange.lines
    assert (line.line.fulfilment, line.status) == (Fulfilment.BRING_HERE, LineStatus.REQUESTED)
    assert done.slips == ("return_slip", "receipt", "pick_up_slip")
    assert told(tablet)[-1] == "OrderPaid", "nothing of it is here to hand over"


def test_a_member_stays_one_and_the_guide_has_sold_it(tablet):
    tablet.desk.scan(retailer.MEMBER_CODE)
    done = book(tablet, sold(tablet), new=new(tablet, SHIRT_M))
    assert done.exchange is not None
    assert done.exchange.placed.member == retailer.MEMBER.id
    assert done.exchange.lines[0].line.guide == "G-LIN"


def test_what_cannot_be_had_any_more_leaves_no_half_of_an_exchange(tablet):
    order, basket = sold(tablet), new(tablet, SHIRT_M, SHIRT_M)
    sold(tablet)
    before = trace(tablet)
    with pytest.raises(RuleError, match="are left in this shop"):
        book(tablet, order, cash(SHIRT, SHIRT), new=basket)
    assert trace(tablet) == before


def test_a_full_disk_leaves_no_half_of_an_exchange(tablet):
    order, basket, before = sold(tablet), new(tablet, SHIRT_M), trace(tablet)
    tablet.journal.disk_full = True
    with pytest.raises(EnvironmentProblem):
        book(tablet, order, new=basket)
    assert trace(tablet) == before


def test_what_is_taken_in_exchange_can_be_returned_in_its_turn(tablet):
    done = book(tablet, sold(tablet), new=new(tablet, TOTE_ONE), tenders=(cash(SHIRT - TOTE),))
    assert done.exchange is not None
    again = book(tablet, done.exchange, cash(TOTE))
    assert (again.number, again.order.refunded_minor) == ("JA-02-A-T-000002", TOTE)


def test_new_pieces_are_a_basket_of_their_own(tablet):
    tablet.desk.add(TOTE_ONE)
    basket = new(tablet, SHIRT_M, SHIRT_M)
    assert [line.quantity for line in basket.lines] == [2]
    assert tablet.desk.returns.ways(basket, 0)[0].kind is Fulfilment.TAKE_NOW
    moved = tablet.desk.returns.change_way(basket, 0, "pick_up", "XH")
    assert moved.lines[0].offer.promise.source == "XH"
    assert tablet.desk.returns.change_quantity(basket, 0, 0).lines == ()
    assert [line.variant.sku for line in tablet.desk.basket.lines] == [TOTE_ONE]
