"""A guide's members: the private part opens with a code or phone of this session, and closes with it."""

from dataclasses import replace

import pytest

from kiosk.domain import clock
from kiosk.domain.advising import Reason, Why
from kiosk.domain.clientele import CLIENTELE_FACTS, ContactMade, ContactOutcome, StyleLookedAt, WishAdded
from kiosk.domain.events import Outcome, body_of
from kiosk.domain.facts import Stamp
from kiosk.domain.identity import IdentityKind, IndexedMember, identity_hash
from kiosk.domain.insight import DAY_MS, Bought, Coupon, CouponKind, Insight, Purchase, Segment
from kiosk.domain.member_facts import MemberFacts, WishedFact
from kiosk.domain.members import Field, Purpose
from kiosk.domain.stock import StockRow
from kiosk.errors import InputError, RuleError
from kiosk.services.clientele_room import ASKED_A_MINUTE, ASKED_AN_HOUR
from kiosk.services.members_room import MEMBERS_KEY
from tests.domain.histories import Scribe
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet

KEY = bytes(range(32))
PHONE = "13800006620"
WHO = retailer.MEMBER.id
EVERYTHING = " ".join(purpose.value for purpose in Purpose)


@pytest.fixture
def tablet() -> MemoryTablet:
    made = memory_tablet()
    now_ms = made.clock.now_ms
    made.reader.settings[MEMBERS_KEY] = KEY.hex()
    made.reader.identities[identity_hash(KEY, IdentityKind.PHONE, PHONE)] = IndexedMember(WHO)
    made.reader.members = (replace(retailer.MEMBER, purposes=EVERYTHING, agreed_ms=now_ms - DAY_MS),)
    coat = Bought("WOOL-COAT", retailer.COAT_S, "羊毛大衣", "Wool coat", "S", 1, 1)
    bought = Purchase("o-1", "XH-0001", now_ms - 20 * DAY_MS, "XH", 159_900, (coat,))
    coupon = Coupon("C1", WHO, "生日礼", "Birthday", CouponKind.AMOUNT, 5_000, 0, now_ms - DAY_MS, now_ms + 5 * DAY_MS)
    over = replace(coupon, id="C0", until_ms=now_ms)
    wish = WishedFact(Stamp(clock.tick(0, now_ms - DAY_MS), "w", "d", "shopper"), WishAdded(WHO, "XH", "LINEN-SHIRT"))
    said = MemberFacts(WHO, wished=(wish,))
    made.reader.insights[WHO] = Insight(WHO, 1, 1, 159_900, (bought,), (over, coupon), said)
    made.reader.profiles[WHO] = {Field.SIZES: "M", Field.PHONE: PHONE, Field.NOTES: "likes linen"}
    return made


def said(tablet: MemoryTablet) -> list[object]:
    kinds = {kind.TYPE for kind in CLIENTELE_FACTS}
    return [body_of(event) for event in tablet.journal.state.events if event.type in kinds]


@pytest.mark.parametrize("shown", [retailer.MEMBER_CODE, PHONE])
def test_code_or_phone_opens_the_private_part(tablet: MemoryTablet, shown: str) -> None:
    tablet.unlock()
    assert not tablet.desk.clientele.is_open(WHO)
    assert tablet.desk.clientele.open(shown).id == WHO
    private = tablet.desk.clientele.private(WHO)
    assert (private.figures.segment, private.figures.spend_year_minor) == (Segment.NEW, 159_900)
    assert private.fields[Field.NOTES] == "likes linen"
    assert (private.advice[0].sku, private.advice[0].why) == (retailer.SHIRT_M, Why.WISH_HERE)


def test_the_private_part_is_shut_before_a_code_and_after_the_guide_signed_out(tablet: MemoryTablet) -> None:
    tablet.desk.scan(retailer.MEMBER_CODE)
    with pytest.raises(RuleError, match="needs a guide"):
        tablet.desk.clientele.private(WHO)
    tablet.unlock()
    with pytest.raises(RuleError, match="Scan the member's code first"):
        tablet.desk.clientele.private(WHO)
    tablet.desk.clientele.open(retailer.MEMBER_CODE)
    tablet.desk.clientele.private(WHO)
    tablet.desk.lock()
    with pytest.raises(RuleError, match="needs a guide"):
        tablet.desk.clientele.private(WHO)
    tablet.unlock()
    assert not tablet.desk.clientele.is_open(WHO)
    with pytest.raises(RuleError, match="Scan the member's code first"):
        tablet.desk.clientele.private(WHO)


def test_who_takes_consent_back_is_open_to_nobody(tablet: MemoryTablet) -> None:
    tablet.unlock()
    tablet.desk.clientele.open(retailer.MEMBER_CODE)
    tablet.desk.members.withdraw(WHO)
    with pytest.raises(RuleError):
        tablet.desk.clientele.private(WHO)
    assert tablet.reader.insight(WHO) is None
    tablet.desk.lock()
    tablet.unlock(retailer.MEI_BADGE, retailer.MEI_PIN)
    assert tablet.desk.clientele.contacts() == ()


def test_nobody_finds_out_who_is_a_member_by_typing_numbers(tablet: MemoryTablet) -> None:
    tablet.unlock()
    for number in range(ASKED_A_MINUTE):
        with pytest.raises(InputError, match="Nobody is known here"):
            tablet.desk.clientele.open(f"139000000{number:02d}")
    with pytest.raises(RuleError, match="Many members were looked up"):
        tablet.desk.clientele.open(PHONE)
    tablet.clock.advance(minutes=2)
    assert tablet.desk.clientele.open(PHONE).id == WHO
    for _ in range(ASKED_AN_HOUR - ASKED_A_MINUTE - 1):
        tablet.clock.advance(minutes=1)
        tablet.desk.clientele.open(PHONE)
    with pytest.raises(RuleError, match="Many members were looked up"):
        tablet.desk.clientele.open(PHONE)


def test_shared_is_what_both_may_see_with_what_is_here_in_their_size_first(tablet: MemoryTablet) -> None:
    tablet.desk.scan(retailer.MEMBER_CODE)
    tablet.desk.clientele.wish(WHO, "CLOUD-DRESS")
    shared = tablet.desk.clientele.shared(WHO)
    assert [item.id for item in shared.coupons] == ["C1"], "what is over is not shown"
    assert [(item.wish.style, item.here) for item in shared.wishes] == [
        ("LINEN-SHIRT", retailer.SHIRT_M), ("CLOUD-DRESS", ""),
    ]  # fmt: skip
    tablet.desk.clientele.unwish(WHO, "LINEN-SHIRT")
    assert [item.wish.style for item in tablet.desk.clientele.shared(WHO).wishes] == ["CLOUD-DRESS"]
    with pytest.raises(InputError):
        tablet.desk.clientele.wish(WHO, "NO-SUCH")
    with pytest.raises(InputError):
        tablet.desk.clientele.wish(WHO, "LINEN-SHIRT", retailer.COAT_S)


def test_the_colour_and_size_that_was_meant_goes_before_one_that_fits(tablet: MemoryTablet) -> None:
    tablet.desk.scan(retailer.MEMBER_CODE)
    tablet.journal.hq_stock([StockRow("JA", retailer.SHIRT_L, 2, 0)])
    tablet.desk.clientele.wish(WHO, "LINEN-SHIRT", retailer.SHIRT_L)
    assert tablet.desk.clientele.shared(WHO).wishes[0].here == retailer.SHIRT_L


def test_what_a_recognised_member_looks_at_is_kept_once_a_visit_with_consent_alone(tablet: MemoryTablet) -> None:
    tablet.desk.clientele.looked_at("LINEN-SHIRT")
    tablet.desk.scan(retailer.MEMBER_CODE)
    for _ in range(2):
        tablet.desk.clientele.looked_at("LINEN-SHIRT")
    tablet.unlock()
    tablet.desk.clientele.looked_at("WOOL-COAT")
    assert said(tablet) == [StyleLookedAt(WHO, "JA", "LINEN-SHIRT")]
    tablet.desk.clientele.open(retailer.MEMBER_CODE)
    assert [style for style, _ in tablet.desk.clientele.private(WHO).looked] == ["LINEN-SHIRT"]
    tablet.desk.reset()
    tablet.reader.members = (replace(retailer.MEMBER, purposes="membership"),)
    tablet.desk.scan(retailer.MEMBER_CODE)
    tablet.desk.clientele.looked_at("WOOL-COAT")
    assert len(said(tablet)) == 1


def test_a_guide_sees_whom_to_contact_of_their_own_members_and_says_what_came_of_it(tablet: MemoryTablet) -> None:
    tablet.unlock()
    assert tablet.desk.clientele.contacts() == (), "the member is nobody's"
    tablet.unlock(retailer.MEI_BADGE, retailer.MEI_PIN)
    room = tablet.desk.clientele
    found = [(item.contact.key, item.contact.reason) for item in room.contacts()]
    assert found == [("coupon:C1", Reason.COUPON), ("wish:LINEN-SHIRT", Reason.WISH_HERE)]
    assert room.number(WHO, "coupon:C1") == PHONE
    room.contacted(WHO, "coupon:C1", ContactOutcome.REACHED)
    assert said(tablet) == [ContactMade(WHO, "JA", "coupon:C1", ContactOutcome.REACHED)]
    assert [item.contact.key for item in room.contacts()] == ["wish:LINEN-SHIRT"]
    for again in (lambda: room.number(WHO, "coupon:C1"), lambda: room.contacted(WHO, "x", ContactOutcome.REACHED)):
        with pytest.raises(RuleError, match="no longer needed"):
            again()


def test_a_members_order_that_cannot_be_had_leads_the_list_until_the_call_is_made(tablet: MemoryTablet) -> None:
    tablet.desk.scan(retailer.MEMBER_CODE)
    tablet.desk.add(retailer.SHIRT_L, kind="bring_here")
    order = tablet.desk.place(retailer.PHONE)
    tablet.clock.advance(minutes=1)
    tablet.journal.hq_knows(Scribe(order_id=order.order_id).decided(Outcome.REFUSED, "1"))
    tablet.unlock()
    assert tablet.desk.clientele.contacts() == (), "the member is nobody's"
    tablet.unlock(retailer.MEI_BADGE, retailer.MEI_PIN)
    first, *others = tablet.desk.clientele.contacts()
    assert (first.contact.reason, first.contact.what, first.member.id) == (Reason.REFUSED, order.placed.number, WHO)
    assert [item.contact.reason for item in others] == [Reason.COUPON, Reason.WISH_HERE]
    with pytest.raises(RuleError, match="no longer needed"):  # what came of it is said of the call
        tablet.desk.clientele.contacted(WHO, first.contact.key, ContactOutcome.REACHED)
    tablet.desk.calls.made(order.order_id, ("1",), "takes the navy one")
    assert [item.contact.reason for item in tablet.desk.clientele.contacts()] == [Reason.COUPON, Reason.WISH_HERE]


def test_who_did_not_agree_to_be_told_of_things_is_on_no_list(tablet: MemoryTablet) -> None:
    tablet.reader.members = (replace(retailer.MEMBER, purposes="membership advice"),)
    tablet.unlock(retailer.MEI_BADGE, retailer.MEI_PIN)
    assert tablet.desk.clientele.contacts() == ()
