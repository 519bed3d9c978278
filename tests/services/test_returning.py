"""Returns in one ticket: to the cent, with paper, all of it or nothing."""

from dataclasses import replace

import pytest

from kiosk.domain.basket import Basket
from kiosk.domain.events import EpochStarted, Outcome, Tender, body_of
from kiosk.domain.order import Attention, LineStatus, view
from kiosk.domain.returns import GoodsReturned, Grade, PriceReduced, Reduction, ReductionKind, ReturnReason
from kiosk.domain.staff import Role, RoleLimits
from kiosk.errors import InputError, KioskError, RuleError
from kiosk.services.approving import Approval, NeedsManager
from kiosk.services.returning import Ticket
from tests.domain.histories import Scribe
from tests.fakes import retailer
from tests.fakes.retailer import SHIRT_L, SHIRT_M, TOTE_ONE
from tests.fakes.tablet import MemoryTablet, words
from tests.services.returned import (
    CASH,
    CREDIT,
    EXTERNAL,
    SHIRT,
    TOTE,
    WALLET,
    back,
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


def test_a_return_is_written_paid_out_and_printed_and_the_piece_lies_on_the_shelf_again(tablet):
    order, shelf = sold(tablet), on_hand(tablet)
    done = book(tablet, order, cash(SHIRT))
    assert (done.number, done.balance.refund_minor, done.exchange) == ("JA-02-A-T-000001", SHIRT, None)
    event = tablet.journal.state.events[-1]
    body = body_of(event)
    assert isinstance(body, GoodsReturned)
    assert (body.location, body.tenders, body.exchange, event.actor) == ("JA", (Tender(CASH, SHIRT),), None, "G-LIN")
    (line,) = done.order.lines
    assert (line.returned, line.refunded_minor, line.returnable, line.status) == (1, SHIRT, 0, LineStatus.HANDED_OVER)
    assert (done.order.refunded_minor, done.order.return_numbers) == (SHIRT, ("JA-02-A-T-000001",))
    assert on_hand(tablet) == shelf + 1
    assert [slip.kind for slip in tablet.slips][-1:] == list(done.slips) == ["return_slip"]


def test_more_than_the_limit_is_paid_back_only_with_a_managers_leave(tablet):
    order = sold(tablet)
    tablet.reader.role_limits[Role.GUIDE] = RoleLimits(Role.GUIDE, 0, 0, 0, 0, SHIRT - 1)
    before = trace(tablet)
    with pytest.raises(NeedsManager) as asked:
        book(tablet, order, cash(SHIRT))
    assert (asked.value.params, trace(tablet)) == ({"refund_minor": SHIRT - 1}, before)
    ticket = Ticket(order.order_id, (back(),), tenders=(cash(SHIRT),))
    done = tablet.desk.returns.book(ticket, Approval(retailer.MEI_BADGE, retailer.MEI_PIN))
    (event,) = (event for event in tablet.journal.state.events if event.type == GoodsReturned.TYPE)
    assert (body_of(event).approved_by, event.actor) == ("G-MEI", "G-LIN")
    assert done.order.refunded_minor == SHIRT


def test_what_is_taken_instead_is_not_paid_back(tablet):
    order = sold(tablet)
    tablet.reader.role_limits[Role.GUIDE] = RoleLimits(Role.GUIDE, 0, 0, 0, 0, 0)
    assert book(tablet, order, new=new(tablet, SHIRT_M)).exchange is not None


@pytest.mark.parametrize("grade", [Grade.WORN, Grade.FAULTY])
def test_what_is_not_as_new_does_not_lie_on_the_shelf_again(tablet, grade):
    order, shelf = sold(tablet), on_hand(tablet)
    book(tablet, order, cash(SHIRT), lines=(back(grade=grade),))
    assert on_hand(tablet) == shelf


def test_the_slip_says_what_why_and_how_and_where_to_sign(tablet):
    order = sold(tablet, SHIRT_M, TOTE_ONE, quantity=2)
    lines = (back("1", 2), back("2", 1, ReturnReason.FAULTY, Grade.FAULTY))
    tenders = (cash(TOTE), Tender(EXTERNAL, 2 * SHIRT, reference=" POS-\x0788 "))
    book(tablet, order, *tenders, lines=lines)
    slip = tablet.slips[-1]
    said = words(slip)
    for text in (
        "Return", "JA-02-A-T-000001", "Guide LIN1", f"Of order | {order.placed.number}", "Linen shirt",
        "Indigo M × 2 | ¥798.00", "Wrong size, as new", "Natural ONE × 1 | ¥129.00", "\nFaulty\n",
        "Pieces given back: 3", "Refund | ¥927.00", "Paid back in cash | ¥129.00", "Paid back to the card | ¥798.00",
        "Reference POS-88", "Signature",
    ):  # fmt: skip
        assert text in said, text
    assert [part.text for part in slip.parts if part.kind == "barcode"] == [order.placed.number]
    assert slip.open_drawer


def test_the_drawer_stays_shut_when_no_cash_goes_out(tablet):
    book(tablet, sold(tablet), Tender(WALLET, SHIRT, reference="WX-12345"))
    assert not tablet.slips[-1].open_drawer
    assert "Paid back to the wallet | ¥399.00" in words(tablet.slips[-1])


def test_paper_speaks_the_language_of_the_order(tablet):
    order = sold(tablet)
    tablet.desk.set_language("zh")
    book(tablet, order, cash(SHIRT))
    assert "Refund" in words(tablet.slips[-1])


def test_what_was_taken_off_is_not_given_back_and_portions_add_up(tablet):
    tablet.desk.add(SHIRT_M, 3)
    placed = tablet.desk.place()
    reduced = PriceReduced(placed.order_id, ReductionKind.DISCOUNT, (Reduction("1", 10_001),), "a stain")
    tablet.journal.run(lambda tx: tx.append(reduced, "G-LIN"))
    paid = 3 * SHIRT - 10_001
    assert tablet.desk.till.pay_cash(placed.order_id, paid).paid
    order = tablet.desk.hand_over(placed.order_id).order
    given = []
    for _ in range(3):
        refund = order.lines[0].refund_minor(1)
        order = book(tablet, order, cash(refund)).order
        given.append(refund)
    assert (sum(given), order.refunded_minor, max(given) - min(given)) == (paid, paid, 1)


@pytest.mark.parametrize("pieces", [0, -1, 3])
def test_no_more_comes_back_than_went_out(tablet, pieces):
    order, before = sold(tablet, quantity=2), trace(tablet)
    with pytest.raises(RuleError, match="can come back"):
        book(tablet, order, cash(2 * SHIRT), lines=(back(pieces=pieces),))
    assert trace(tablet) == before


def test_a_piece_comes_back_once(tablet):
    order = sold(tablet)
    book(tablet, order, cash(SHIRT))
    with pytest.raises(RuleError) as refused:
        book(tablet, order, cash(SHIRT))
    assert refused.value.params == {"back": 0}


def test_what_is_still_in_the_shop_cannot_come_back(tablet):
    tablet.desk.add(SHIRT_M)
    placed = tablet.desk.place()
    with pytest.raises(RuleError, match="not paid"):
        book(tablet, placed, cash(SHIRT))
    paid = tablet.desk.till.pay_cash(placed.order_id, SHIRT)
    for lines in ((back(),), (back("2"),)):
        with pytest.raises(RuleError, match="never left"):
            book(tablet, paid, cash(SHIRT), lines=lines)
    for chosen in ((), (back(), back())):
        with pytest.raises(InputError, match="each line once"):
            book(tablet, paid, cash(SHIRT), lines=chosen)


@pytest.mark.parametrize(
    ("tenders", "why"),
    [
        ((), "not the difference"),
        ((cash(SHIRT - 1),), "not the difference"),
        ((cash(SHIRT), cash(1)), "not the difference"),
        ((Tender(EXTERNAL, SHIRT, reference="123"),), "reference"),
        ((Tender(WALLET, SHIRT),), "reference"),
        ((Tender(CREDIT, SHIRT, reference="JA-02-A-T-000001"),), "by the till itself"),
        ((cash(SHIRT, 40_000),), "change"),
        ((Tender(EXTERNAL, SHIRT, 0, 5, "POS-1"),), "change"),
    ],
)
def test_the_difference_is_paid_out_exactly_and_soundly_or_nothing_is_booked(tablet, tenders, why):
    order, before = sold(tablet), trace(tablet)
    with pytest.raises(KioskError, match=why):
        book(tablet, order, *tenders)
    assert trace(tablet) == before


def test_nobody_returns_anything_at_a_locked_tablet(tablet):
    order = sold(tablet)
    basket = new(tablet, SHIRT_M)
    tablet.desk.lock()
    for verb in (
        lambda: book(tablet, order, cash(SHIRT)),
        lambda: tablet.desk.returns.add(Basket(), SHIRT_M),
        lambda: tablet.desk.returns.change_quantity(basket, 0, 2),
        lambda: tablet.desk.returns.change_way(basket, 0, "deliver", ""),
        lambda: tablet.desk.returns.ways(basket, 0),
    ):
        with pytest.raises(RuleError, match="needs a guide"):
            verb()


def test_goods_of_another_shop_come_back_to_this_one(tablet):
    theirs, shelf = Scribe(order_id="order-of-xuhui"), on_hand(tablet)
    placed = theirs.placed()
    body = replace(body_of(placed), shop="XH", number="XH-01-A-000009")
    line = replace(body.lines[0], sku=SHIRT_M)
    told_here = (theirs.write(replace(body, lines=(line,)), "xh-01"), theirs.paid(39_900), theirs.handed("1", at="XH"))
    tablet.journal.hq_knows(*told_here)
    order = tablet.desk.order_by_number("XH-01-A-000009")
    done = book(tablet, order, cash(39_900))
    assert done.order.refunded_minor == 39_900
    assert on_hand(tablet) == shelf + 1


def test_what_two_tablets_take_back_offline_waits_for_a_person(tablet):
    order = sold(tablet)
    book(tablet, order, cash(SHIRT))
    theirs = Scribe(order_id=order.order_id).returned("1", minor=SHIRT, device="ja-01")
    shelf = on_hand(tablet)
    tablet.journal.hq_knows(theirs, through=0)
    seen = tablet.desk.order(order.order_id)
    assert seen is not None
    assert (seen.attention, seen.lines[0].returned, seen.refunded_minor) == (
        (Attention.RETURNED_TWICE,),
        1,
        2 * SHIRT,
    )
    assert seen.lines[0].returnable == 0
    assert on_hand(tablet) == shelf


def test_pieces_that_two_tablets_rounded_alike_still_add_up(tablet):
    """Each gave back the first of three for 33.33; the third makes up for both."""
    tablet.desk.add(SHIRT_M, 3)
    placed = tablet.desk.place()
    reduced = PriceReduced(placed.order_id, ReductionKind.DISCOUNT, (Reduction("1", 3 * SHIRT - 101),), "worn")
    tablet.journal.run(lambda tx: tx.append(reduced, "G-LIN"))
    tablet.desk.till.pay_cash(placed.order_id, 101)
    order = tablet.desk.hand_over(placed.order_id).order
    book(tablet, order, cash(33))
    tablet.journal.hq_knows(Scribe(order_id=order.order_id).returned("1", minor=33, device="ja-01"), through=0)
    seen = tablet.desk.order(order.order_id)
    assert seen is not None
    assert seen.lines[0].refund_minor(1) == 35
    assert book(tablet, seen, cash(35)).order.refunded_minor == 101


def test_a_refused_line_cannot_come_back_but_the_others_can(tablet):
    tablet.desk.add(SHIRT_M)
    tablet.desk.add(SHIRT_L, kind="bring_here", source="XH")
    placed = tablet.desk.place(retailer.PHONE)
    tablet.journal.hq_knows(Scribe(order_id=placed.order_id).decided(Outcome.REFUSED, "2"))
    tablet.desk.till.pay_cash(placed.order_id, SHIRT)
    order = tablet.desk.hand_over(placed.order_id).order
    with pytest.raises(RuleError, match="never left"):
        book(tablet, order, cash(SHIRT), lines=(back("2"),))
    assert book(tablet, order, cash(SHIRT)).order.refunded_minor == SHIRT


def test_numbers_have_no_gaps_and_a_series_of_their_own(tablet):
    orders = [sold(tablet, TOTE_ONE) for _ in range(3)]
    numbers = []
    for order in orders:
        with pytest.raises(RuleError):
            book(tablet, order, cash(1))
        numbers.append(book(tablet, order, cash(TOTE)).number)
    assert numbers == [f"JA-02-A-T-{number:06d}" for number in (1, 2, 3)]


def test_the_journal_alone_tells_the_return(tablet):
    """What the facts say is what a restarted tablet, or head office, says."""
    order = book(tablet, sold(tablet), cash(SHIRT)).order
    facts = tablet.journal.restarted().state.order(order.order_id)
    assert facts is not None
    assert view(facts) == order
    assert told(tablet)[0] == EpochStarted.TYPE
