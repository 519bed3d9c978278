"""A guide's public code on paper: on whose, in which place, and only where a phone gets anywhere with it."""

from dataclasses import replace

import pytest

from kiosk.domain.order import LineStatus, OrderView
from kiosk.ports.devices import PartKind, Slip
from kiosk.services.members_room import MEMBERS_KEY
from kiosk.services.own_phone import PUBLIC_URL, PublicCode
from kiosk.services.receipts import receipt
from tests.fakes import retailer
from tests.fakes.slips import PARTLY_REFUSED
from tests.fakes.tablet import MemoryTablet, memory_tablet, words

REFUSED = LineStatus.REFUSED
LIN = "https://hq.example/g/LIN1"


@pytest.fixture
def tablet() -> MemoryTablet:
    tablet = memory_tablet()
    tablet.reader.settings[PUBLIC_URL] = "https://hq.example/"
    tablet.reader.settings[MEMBERS_KEY] = "00" * 32
    tablet.desk.set_language("en")
    return tablet


def _qrs(slip: Slip) -> list[str]:
    return [part.text for part in slip.parts if part.kind is PartKind.QR]


def _sold(tablet: MemoryTablet, *, guide: bool = True) -> str:
    """An order of a shirt and one from the other shop, by Lin or without anybody."""
    if guide:
        tablet.unlock()
    tablet.desk.add(retailer.SHIRT_M)
    tablet.desk.add(retailer.SHIRT_L, kind="bring_here", source="XH")
    return tablet.desk.place(retailer.PHONE).order_id


def _receipt(tablet: MemoryTablet, order_id: str) -> Slip:
    tablet.desk.till.pay_external(order_id, "T-4711")
    return next(slip for slip in reversed(tablet.slips) if slip.kind == "receipt")


def test_a_receipt_has_its_guides_code_below_the_orders_own_and_words_above_each(tablet: MemoryTablet) -> None:
    slip = _receipt(tablet, _sold(tablet))
    own, guides = _qrs(slip)
    assert own.startswith("https://hq.example/o/")
    assert guides == LIN
    kinds = [part.kind for part in slip.parts if part.kind is not PartKind.FEED]
    first = kinds.index(PartKind.QR)
    second = kinds.index(PartKind.QR, first + 1)
    assert kinds[first - 2 : first] == [PartKind.RULE, PartKind.TEXT]
    assert kinds[second - 3 : second] == [PartKind.RULE, PartKind.TEXT, PartKind.TEXT]
    assert "Your guide LIN1\nScan it and type your member card: LIN1 is your guide from now on" in words(slip)


def test_it_is_the_code_of_who_sold_and_not_of_who_takes_the_money(tablet: MemoryTablet) -> None:
    order_id = _sold(tablet)
    tablet.desk.reset()
    tablet.unlock(retailer.MEI_BADGE, retailer.MEI_PIN)
    slip = _receipt(tablet, order_id)
    assert "Guide G-MEI" in words(slip)
    assert _qrs(slip)[-1] == LIN


def test_a_badge_that_was_forgotten_and_repaired_before_payment_counts(tablet: MemoryTablet) -> None:
    order_id = _sold(tablet, guide=False)
    tablet.unlock()
    tablet.desk.credit.claim(order_id)
    tablet.desk.lock()
    tablet.unlock(retailer.MEI_BADGE, retailer.MEI_PIN)
    assert _qrs(_receipt(tablet, order_id))[-1] == LIN


def test_nobodys_order_has_nobodys_code(tablet: MemoryTablet) -> None:
    order_id = _sold(tablet, guide=False)
    tablet.unlock()
    assert LIN not in _qrs(_receipt(tablet, order_id))


def test_who_sold_only_what_cannot_be_had_has_no_code_there(tablet: MemoryTablet) -> None:
    def sold(refused: bool) -> OrderView:
        lines = tuple(
            replace(item, line=replace(item.line, guide="G-LIN" if (item.status is REFUSED) is refused else None))
            for item in PARTLY_REFUSED.lines
        )
        return replace(PARTLY_REFUSED, lines=lines)

    paper = tablet.desk._room.paper()
    codes = [_qrs(receipt(sold(refused), "R-1", (), paper, "LIN1")) for refused in (True, False)]
    assert codes == [[], [LIN]]


def test_an_order_slip_has_one_code_and_it_is_the_orders(tablet: MemoryTablet) -> None:
    _sold(tablet)
    (slip,) = tablet.slips
    assert len(_qrs(slip)) == 1
    assert "/g/" not in _qrs(slip)[0]


def test_who_has_left_has_no_code(tablet: MemoryTablet) -> None:
    order_id = _sold(tablet)
    tablet.desk.reset()
    tablet.unlock(retailer.MEI_BADGE, retailer.MEI_PIN)
    tablet.desk.people.leaves("G-LIN")
    assert LIN not in _qrs(_receipt(tablet, order_id))


def test_the_card_of_whom_a_guide_helped_has_the_guides_code_and_anothers_has_none(tablet: MemoryTablet) -> None:
    tablet.desk.members.join("13800006620")
    tablet.unlock()
    tablet.desk.members.join("13800006621")
    alone, helped = tablet.slips
    assert (_qrs(alone), _qrs(helped)) == ([], [LIN])
    assert "Your guide LIN1" in words(helped)


def test_where_phones_do_not_reach_head_office_there_is_none(tablet: MemoryTablet) -> None:
    order_id = _sold(tablet)
    tablet.reader.settings.clear()
    slip = _receipt(tablet, order_id)
    assert _qrs(slip) == []
    assert "Your guide" not in words(slip)


def test_who_has_no_code_of_their_own_is_found_by_id(tablet: MemoryTablet) -> None:
    found = tablet.desk._room.public_code("G-MEI")
    assert found == PublicCode("G-MEI", "https://hq.example/g/G-MEI")
    assert tablet.desk._room.public_code("NOBODY") is None
