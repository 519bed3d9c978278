"""Taking payment: to the fen, once, with a receipt."""

import pytest

from kiosk.domain.events import OrderPaid, Tender, TenderKind, body_of
from kiosk.domain.order import OrderStatus
from kiosk.errors import InputError, RuleError
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet, words


@pytest.fixture
def tablet() -> MemoryTablet:
    return memory_tablet()


def _placed(tablet: MemoryTablet) -> str:
    tablet.desk.add(retailer.SHIRT_M)
    order_id = tablet.desk.place().order_id
    tablet.unlock()
    return order_id


@pytest.mark.parametrize(("given", "change"), [(39_900, 0), (39_901, 1), (50_000, 10_100)])
def test_cash_gives_change_a_receipt_and_opens_the_drawer(tablet, given, change):
    order = tablet.desk.till.pay_cash(_placed(tablet), given)
    assert (order.status, order.due_minor, order.receipt_numbers) == (OrderStatus.PAID, 0, ("JA-02-A-R-000001",))
    event = tablet.journal.state.events[-1]
    body = body_of(event)
    assert isinstance(body, OrderPaid)
    assert body.tenders == (Tender(TenderKind.CASH, 39_900, given, change),)
    assert event.actor == "G-LIN"
    assert tablet.slips[-1].kind == "receipt"
    assert tablet.slips[-1].open_drawer


def test_less_than_is_due_is_refused_and_says_how_much_is_missing(tablet):
    order_id = _placed(tablet)
    with pytest.raises(InputError) as refused:
        tablet.desk.till.pay_cash(order_id, 39_899)
    assert refused.value.params == {"missing_minor": 1}
    for given in (0, -39_900):
        with pytest.raises(InputError):
            tablet.desk.till.pay_cash(order_id, given)
    assert [slip.kind for slip in tablet.slips] == ["order_slip"]


def test_an_external_terminals_reference_is_kept_and_printed(tablet):
    order = tablet.desk.till.pay_external(_placed(tablet), "  POS-88\n41\x07 ")
    assert order.status is OrderStatus.PAID
    assert body_of(tablet.journal.state.events[-1]).tenders == (
        Tender(TenderKind.EXTERNAL, 39_900, reference="POS-8841"),
    )
    assert "POS-8841" in words(tablet.slips[-1])
    assert not tablet.slips[-1].open_drawer


@pytest.mark.parametrize("reference", ["4711", "9" * 40])
def test_references_have_4_to_40_characters(tablet, reference):
    assert tablet.desk.till.pay_external(_placed(tablet), reference).status is OrderStatus.PAID


@pytest.mark.parametrize("reference", ["", "   ", "123", "\x00\x01\x02\x03", "9" * 41])
def test_a_reference_that_is_none_is_refused(tablet, reference):
    order_id = _placed(tablet)
    with pytest.raises(InputError, match="reference"):
        tablet.desk.till.pay_external(order_id, reference)


def test_a_paid_order_is_not_paid_again_here(tablet):
    order_id = _placed(tablet)
    tablet.desk.till.pay_cash(order_id, 39_900)
    for pay in (
        lambda: tablet.desk.till.pay_cash(order_id, 39_900),
        lambda: tablet.desk.till.pay_external(order_id, "T-0001"),
    ):
        with pytest.raises(RuleError, match="Nothing is due"):
            pay()
    assert len(tablet.slips) == 2


def test_receipts_have_their_own_numbers_without_gaps(tablet):
    numbers = []
    for _ in range(5):
        tablet.desk.add(retailer.TOTE_ONE)
        order_id = tablet.desk.place().order_id
        tablet.unlock()
        with pytest.raises(InputError):
            tablet.desk.till.pay_cash(order_id, 1)
        numbers += tablet.desk.till.pay_cash(order_id, 12_900).receipt_numbers
    assert numbers == [f"JA-02-A-R-{number:06d}" for number in range(1, 6)]


def test_money_is_taken_by_somebody(tablet):
    tablet.desk.add(retailer.SHIRT_M)
    order_id = tablet.desk.place().order_id
    with pytest.raises(RuleError, match="guide"):
        tablet.desk.till.pay_cash(order_id, 39_900)
