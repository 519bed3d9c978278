"""Orders that need attention, repaired at the desk: to the cent, on paper, all of it or nothing."""

import pytest

from kiosk.domain.events import Outcome, Tender, body_of
from kiosk.domain.order import LineStatus, OrderStatus, OrderView
from kiosk.domain.repairs import Attention, AttentionSettled, LinesAskedAgain, MoneyRefunded, RefundReason
from kiosk.domain.staff import Role, RoleLimits
from kiosk.errors import InputError, RuleError
from kiosk.services.approving import Approval, NeedsManager
from kiosk.services.repairing import Refund
from kiosk.services.returning import Returned
from tests.domain.histories import Scribe
from tests.fakes import retailer
from tests.fakes.retailer import SHIRT_L, TOTE_ONE
from tests.fakes.tablet import MemoryTablet, words
from tests.services.returned import SHIRT, TOTE, WALLET, cash, english_tablet, trace

LEAVE = Approval(retailer.MEI_BADGE, retailer.MEI_PIN)


@pytest.fixture
def tablet() -> MemoryTablet:
    return english_tablet()


def paid(tablet: MemoryTablet, *skus: str) -> OrderView:
    """Paid, and nothing of it has gone out: shirts are brought here, a tote lies here."""
    for sku in skus or (SHIRT_L, TOTE_ONE):
        tablet.desk.add(sku, kind="" if sku == TOTE_ONE else "bring_here")
    order = tablet.desk.place(retailer.PHONE)
    return tablet.desk.till.pay_external(order.order_id, f"T-{order.placed.number}")


def refused(tablet: MemoryTablet, order: OrderView, *line_ids: str) -> OrderView:
    """HQ has none of it."""
    tablet.clock.advance(minutes=1)
    tablet.journal.hq_knows(Scribe(order_id=order.order_id).decided(Outcome.REFUSED, *line_ids))
    return now(tablet, order)


def now(tablet: MemoryTablet, order: OrderView) -> OrderView:
    found = tablet.desk.order(order.order_id)
    assert found is not None
    return found


def give(
    tablet: MemoryTablet, order: OrderView, *tenders: Tender, lines: tuple[str, ...] = (), leave: Approval | None = None
) -> Returned:
    wanted = Refund(order.order_id, lines, RefundReason.NOT_AVAILABLE, tenders)
    return tablet.desk.repairs.refund(wanted, leave)


def test_money_for_what_cannot_be_had_goes_back_on_paper_and_the_rest_goes_on(tablet: MemoryTablet) -> None:
    order = refused(tablet, paid(tablet), "1")
    assert order.attention == (Attention.REFUSED_PAID,)
    done = give(tablet, order, cash(SHIRT), lines=("1",))
    assert (done.number, done.balance.back_minor, done.slips) == ("JA-02-A-T-000001", SHIRT, ("refund_slip",))
    event = tablet.journal.state.events[-1]
    body = body_of(event)
    assert isinstance(body, MoneyRefunded)
    assert (event.actor, body.location, body.total_minor, body.over_minor) == ("G-LIN", "JA", SHIRT, 0)
    assert [item.status for item in done.order.lines] == [LineStatus.REFUNDED, LineStatus.CONFIRMED]
    assert (done.order.status, done.order.due_minor, done.order.attention) == (OrderStatus.PAID, 0, ())
    assert tablet.desk.calls.waiting() == (), "who got their money back knows"
    slip = tablet.slips[-1]
    said = words(slip)
    for text in ("Refund", done.number, f"Of order | {order.placed.number}", "Linen shirt", "Not to be had", "¥399.00"):
        assert text in said, text
    assert slip.open_drawer
    assert tablet.desk.hand_over(order.order_id).order.status is OrderStatus.COMPLETED


def test_an_order_is_given_up_whole_before_anything_went_out(tablet: MemoryTablet) -> None:
    order = paid(tablet)
    done = give(tablet, order, Tender(WALLET, SHIRT + TOTE, reference="WX-12345"), lines=("1", "2"))
    assert (done.order.status, done.order.due_minor, done.order.attention) == (OrderStatus.COMPLETED, 0, ())
    assert not tablet.slips[-1].open_drawer
    with pytest.raises(RuleError, match="given up"):
        give(tablet, order, cash(SHIRT), lines=("1",))
    assert tablet.reader.own_stock((TOTE_ONE,))[TOTE_ONE].reserved == 0


@pytest.mark.parametrize("minor", [SHIRT - 1, SHIRT + 1])
def test_not_a_cent_more_or_less_goes_back(tablet: MemoryTablet, minor: int) -> None:
    order, before = refused(tablet, paid(tablet), "1"), trace(tablet)
    with pytest.raises(RuleError, match="not the difference"):
        give(tablet, order, cash(minor), lines=("1",))
    assert trace(tablet) == before


def test_what_went_out_comes_back_as_a_return_and_not_as_a_refund(tablet: MemoryTablet) -> None:
    order = paid(tablet, TOTE_ONE)
    order = tablet.desk.hand_over(order.order_id).order
    before = trace(tablet)
    with pytest.raises(RuleError, match="has left us"):
        give(tablet, order, cash(TOTE), lines=("1",))
    with pytest.raises(RuleError, match="Nothing of this order"):
        give(tablet, order)
    assert trace(tablet) == before


def test_the_money_of_what_was_refused_waits_for_its_shopper(tablet: MemoryTablet) -> None:
    """Giving up the tote does not give back the shirt, for which there may be another source."""
    order = refused(tablet, paid(tablet), "1")
    assert give(tablet, order, cash(TOTE), lines=("2",)).order.due_minor == -SHIRT


def test_more_than_the_limit_goes_back_only_with_a_managers_leave(tablet: MemoryTablet) -> None:
    order = refused(tablet, paid(tablet), "1")
    tablet.reader.role_limits[Role.GUIDE] = RoleLimits(Role.GUIDE, 0, 0, 0, 0, SHIRT - 1)
    before = trace(tablet)
    with pytest.raises(NeedsManager) as asked:
        give(tablet, order, cash(SHIRT), lines=("1",))
    assert (asked.value.params, trace(tablet)) == ({"refund_minor": SHIRT - 1}, before)
    give(tablet, order, cash(SHIRT), lines=("1",), leave=LEAVE)
    assert body_of(tablet.journal.state.events[-1]).approved_by == "G-MEI"


def test_what_was_paid_twice_goes_back_once(tablet: MemoryTablet) -> None:
    order = paid(tablet)
    other = Scribe(order_id=order.order_id)
    tablet.journal.hq_knows(other.paid(SHIRT + TOTE, "ja-01"))
    order = now(tablet, order)
    assert order.attention == (Attention.PAID_TWICE,)
    done = give(tablet, order, cash(SHIRT + TOTE))
    assert (done.order.attention, done.order.due_minor, done.order.status) == ((), 0, OrderStatus.PAID)
    with pytest.raises(RuleError, match="Nothing of this order"):
        give(tablet, order)


def test_another_source_is_asked_for_what_head_office_refused(tablet: MemoryTablet) -> None:
    order = refused(tablet, paid(tablet), "1")
    ways = tablet.desk.repairs.ways(order.order_id, "1")
    refused_way = (order.lines[0].line.fulfilment, order.lines[0].line.promise.source)
    assert ways
    assert refused_way not in [(offer.kind, offer.promise.source) for offer in ways]
    chosen = next(offer for offer in ways if offer.kind == "pick_up")
    slips = len(tablet.slips)
    order = tablet.desk.repairs.ask_again(order.order_id, "1", "pick_up", chosen.promise.source)
    assert isinstance(body_of(tablet.journal.state.events[-1]), LinesAskedAgain)
    line = order.lines[0]
    assert (line.status, line.line.fulfilment, line.promise.place) == (
        LineStatus.REQUESTED, "pick_up", chosen.promise.place,
    )  # fmt: skip
    assert (order.due_minor, order.attention) == (0, ())
    assert chosen.promise.place in order.placed.pick_up_codes
    assert [(slip.kind, slip.which) for slip in tablet.slips[slips:]] == [("pick_up_slip", chosen.promise.place)]
    assert tablet.desk.calls.waiting() == ()
    (found,) = tablet.desk.orders_by_pick_up_code(order.placed.pick_up_codes[chosen.promise.place])
    assert found.order_id == order.order_id
    other = tablet.desk.repairs.ways(order.order_id, "1")[0]
    with pytest.raises(RuleError, match="No other source"):
        tablet.desk.repairs.ask_again(order.order_id, "1", other.kind.value, other.promise.source)


def test_a_manager_leaves_it_as_it_is_and_says_why(tablet: MemoryTablet) -> None:
    order = paid(tablet, TOTE_ONE)
    tablet.journal.hq_knows(Scribe(order_id=order.order_id).cancelled("ja-01"))
    order = now(tablet, order)
    mark = Attention.CANCEL_AFTER_PAYMENT
    assert order.attention == (mark,)
    before = trace(tablet)
    with pytest.raises(NeedsManager):
        tablet.desk.repairs.settle(order.order_id, mark, "agreed")
    with pytest.raises(RuleError, match="Say why"):
        tablet.desk.repairs.settle(order.order_id, mark, "  ", LEAVE)
    assert trace(tablet) == before
    order = tablet.desk.repairs.settle(order.order_id, mark, "agreed with the shopper", LEAVE)
    event = tablet.journal.state.events[-1]
    assert (event.actor, body_of(event).reason) == ("G-MEI", "agreed with the shopper")
    assert isinstance(body_of(event), AttentionSettled)
    assert (order.attention, order.status) == ((), OrderStatus.PAID)
    with pytest.raises(RuleError, match="nothing to decide"):
        tablet.desk.repairs.settle(order.order_id, mark, "again", LEAVE)


def test_cancelled_and_paid_the_money_goes_back_and_nothing_is_left_to_decide(tablet: MemoryTablet) -> None:
    order = paid(tablet, TOTE_ONE)
    tablet.journal.hq_knows(Scribe(order_id=order.order_id).cancelled("ja-01"))
    assert give(tablet, now(tablet, order), cash(TOTE), lines=("1",)).order.attention == ()


def test_the_day_counts_money_that_went_back_without_goods(tablet: MemoryTablet) -> None:
    order = refused(tablet, paid(tablet), "1")
    give(tablet, order, cash(SHIRT), lines=("1",))
    figures = tablet.desk.day.x().figures
    assert (figures.returned.count, figures.returned.amount_minor, figures.pieces_back) == (1, SHIRT, 0)
    assert figures.expected_minor == -SHIRT, "out of the drawer"


def test_nobody_repairs_without_a_badge(tablet: MemoryTablet) -> None:
    order = refused(tablet, paid(tablet), "1")
    tablet.desk.lock()
    with pytest.raises(RuleError, match="needs a guide"):
        give(tablet, order, cash(SHIRT), lines=("1",))
    with pytest.raises(RuleError, match="needs a guide"):
        tablet.desk.repairs.ways(order.order_id, "1")


def test_a_reference_is_asked_for_where_a_terminal_pays_back(tablet: MemoryTablet) -> None:
    order, before = refused(tablet, paid(tablet), "1"), trace(tablet)
    with pytest.raises(InputError, match="reference"):
        give(tablet, order, Tender(WALLET, SHIRT), lines=("1",))
    assert trace(tablet) == before
