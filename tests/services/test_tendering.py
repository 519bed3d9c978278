"""Taking payment: to the fen, once, with a receipt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.events import OrderPaid, Tender, TenderKind, body_of
from kiosk.domain.order import OrderStatus
from kiosk.errors import InputError, RuleError
from kiosk.services.tendering import Given, ReferenceUsed, tenders_of
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
    for minor in (0, -39_900):
        with pytest.raises(InputError):
            tablet.desk.till.pay_cash(order_id, minor)
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


# Several tenders.

CASH, CARD, WALLET = TenderKind.CASH, TenderKind.EXTERNAL, TenderKind.WALLET


def test_card_wallet_and_cash_pay_together_once_with_one_receipt(tablet):
    given = (Given(CASH, 10_000), Given(CARD, 20_000, "POS-0001"), Given(WALLET, 15_000, "WX-0001"))
    order = tablet.desk.till.pay(_placed(tablet), given)
    assert (order.status, order.due_minor, order.receipt_numbers) == (OrderStatus.PAID, 0, ("JA-02-A-R-000001",))
    assert body_of(tablet.journal.state.events[-1]).tenders == (
        Tender(CARD, 20_000, reference="POS-0001"),
        Tender(WALLET, 15_000, reference="WX-0001"),
        Tender(CASH, 4_900, 10_000, 5_100),
    )
    said = words(tablet.slips[-1]).splitlines()
    for expected in ("刷卡 | ¥200.00", "扫码支付 | ¥150.00", "现金 | ¥49.00", "收到 | ¥100.00", "找零 | ¥51.00"):
        assert expected in said
    assert {"凭证号 POS-0001", "凭证号 WX-0001", "合计 | ¥399.00"} <= set(said)
    assert tablet.slips[-1].open_drawer


def test_cash_handed_in_twice_is_one_tender(tablet):
    tablet.desk.till.pay(_placed(tablet), (Given(CASH, 30_000), Given(CASH, 10_000)))
    assert body_of(tablet.journal.state.events[-1]).tenders == (Tender(CASH, 39_900, 40_000, 100),)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ((), 39_900),
        ((Given(CARD, 39_899, "POS-0001"),), 1),
        ((Given(CARD, 20_000, "POS-0001"), Given(CASH, 19_800)), 100),
    ],
)
def test_parts_that_are_too_little_say_what_is_missing(tablet, given, missing):
    order_id = _placed(tablet)
    with pytest.raises(InputError) as refused:
        tablet.desk.till.pay(order_id, given)
    assert refused.value.params == {"missing_minor": missing}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ((Given(CARD, 39_901, "POS-0001"),), "Only cash gives change"),
        ((Given(CARD, 39_900, "POS-0001"), Given(CASH, 1)), "Only cash gives change"),
        ((Given(CARD, 0, "POS-0001"), Given(CASH, 39_900)), "how much"),
        ((Given(CARD, -5, "POS-0001"), Given(CASH, 40_000)), "how much"),
        ((Given(WALLET, 100, "WX"), Given(CASH, 40_000)), "reference"),
        ((Given(TenderKind.CREDIT, 100, "T-0001"), Given(CASH, 40_000)), "cannot be paid with"),
        ((Given(CARD, 100, "POS-0001"), Given(CARD, 100, "POS-0001"), Given(CASH, 40_000)), "stands there twice"),
        ((Given(CASH, 3_990),) * 11, "at most ten"),
    ],
)
def test_parts_that_do_not_fit_are_refused_and_nothing_is_recorded(tablet, given, why):
    order_id, before = _placed(tablet), len(tablet.journal.state.events)
    with pytest.raises(InputError, match=why):
        tablet.desk.till.pay(order_id, given)
    assert (len(tablet.journal.state.events), len(tablet.slips)) == (before, 1)


def test_a_reference_is_not_taken_for_another_order_with_the_same_amount(tablet):
    first = tablet.desk.till.pay_external(_placed(tablet), "POS-0001")
    second = _placed(tablet)
    with pytest.raises(ReferenceUsed) as refused:
        tablet.desk.till.pay_external(second, "POS-0001")
    assert refused.value.params == {"number": first.placed.number}
    assert tablet.desk.till.pay_external(second, "POS-0002").paid


@given(st.integers(1, 10**7), st.lists(st.integers(1, 10**6), max_size=4), st.lists(st.integers(1, 10**7), max_size=3))
def test_whatever_is_given_the_tenders_are_exactly_what_is_due_and_only_cash_has_change(due, cards, notes):
    parts = [Given(CARD, minor, f"POS-{number:04}") for number, minor in enumerate(cards)]
    parts += [Given(CASH, minor) for minor in notes]
    try:
        tenders = tenders_of(due, parts)
    except InputError:
        too_much = sum(cards) > due or (sum(cards) == due and notes)
        assert too_much or sum(cards) + sum(notes) < due
        return
    assert sum(tender.amount_minor for tender in tenders) == due
    assert sum(tender.change_minor for tender in tenders) == sum(cards) + sum(notes) - due
    assert all(tender.kind is CASH or not tender.change_minor for tender in tenders)
    assert [tender.amount_minor for tender in tenders if tender.kind is CARD] == cards
