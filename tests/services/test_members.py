"""Members at the desk: one minute to a card, the same answer to everybody, and nothing left when they go."""

from dataclasses import replace

import pytest

from kiosk.domain.codes import own_check_digit
from kiosk.domain.events import body_of
from kiosk.domain.identity import IdentityKind, IndexedMember, identity_hash
from kiosk.domain.members import (
    MEMBER_EVENTS,
    ConsentGiven,
    ConsentWithdrawn,
    Field,
    MemberClaimed,
    MemberJoined,
    Proof,
    Purpose,
)
from kiosk.domain.profile import fields_in
from kiosk.errors import EnvironmentProblem, InputError, RuleError
from kiosk.ports.devices import PartKind
from kiosk.services.joining import CARDS_A_MINUTE, CARDS_AN_HOUR
from kiosk.services.member_slip import code_lines
from kiosk.services.members_room import MEMBERS_KEY, MemberUnknown
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet, words

KEY = bytes(range(32))
PHONE = "13800006620"
MINUTE_MS = 60_000


@pytest.fixture
def tablet() -> MemoryTablet:
    made = memory_tablet()
    made.reader.settings[MEMBERS_KEY] = KEY.hex()
    return made


def knows(tablet: MemoryTablet, member: str, phone: str = PHONE, *, consent: bool = True) -> None:
    """The index has come, and has the phone."""
    hashed = identity_hash(KEY, IdentityKind.PHONE, phone)
    tablet.reader.identities[hashed] = IndexedMember(member, "gold", "", "XH", consent)


def said(tablet: MemoryTablet) -> list[object]:
    return [body_of(event) for event in tablet.journal.state.events if event.type in MEMBER_EVENTS]


def test_a_shopper_has_a_card_and_the_basket_is_theirs_before_hq_hears_of_it(tablet: MemoryTablet) -> None:
    card = tablet.desk.members.join(PHONE, (Purpose.MEMBERSHIP, Purpose.ADVICE))
    (join,) = said(tablet)
    assert isinstance(join, MemberJoined)
    assert (join.code, join.shop, join.guide, join.proof) == (card.code, "JA", None, None)
    assert join.consent.version == tablet.desk.members.consent_text().version
    assert (join.consent.language, join.consent.purposes) == ("zh", (Purpose.MEMBERSHIP, Purpose.ADVICE))
    assert tablet.desk.basket.member == card.member_id
    assert card.code[-4:] in tablet.desk.basket.member_name
    (slip,) = tablet.slips
    assert [part.text for part in slip.parts if part.kind is PartKind.BARCODE] == [card.code]
    assert PHONE not in words(slip)
    tablet.desk.reset()
    assert tablet.desk.scan(card.code).member_name == f"** {card.code[-4:]}"
    tablet.desk.add(retailer.SHIRT_M)
    assert tablet.desk.place().placed.member == card.member_id


def test_the_phone_lies_in_a_salted_blob_and_nowhere_else(tablet: MemoryTablet) -> None:
    tablet.desk.members.join(PHONE)
    tablet.desk.members.join(PHONE)
    one, other = (body.profile for body in said(tablet) if isinstance(body, MemberJoined))
    assert one != other
    assert fields_in(tablet.journal.state.blobs[one]) == {Field.PHONE: PHONE}
    assert not [event for event in tablet.journal.state.events if PHONE.encode() in event.body]


def test_who_joins_is_a_member_after_a_restart(tablet: MemoryTablet) -> None:
    card = tablet.desk.members.join(PHONE)
    again = memory_tablet(tablet.journal.restarted(), tablet.clock)
    assert again.desk.scan(card.code).member_name


def test_a_known_and_an_unknown_phone_get_the_same_answer_paper_and_welcome(tablet: MemoryTablet) -> None:
    """The attack: numbers are typed one after the other to find out who is a member here."""
    knows(tablet, retailer.MEMBER.id)
    known = tablet.desk.members.join(PHONE)
    first = tablet.desk.basket
    unknown = tablet.desk.members.join("13900001234")
    assert type(known) is type(unknown)
    assert len(known.code) == len(unknown.code)
    one, other = (
        words(slip).replace(card.code, "CODE").replace("\n".join(code_lines(card.code)), "DIGITS")
        for slip, card in zip(tablet.slips, (known, unknown), strict=True)
    )
    assert one == other
    assert first.member == known.member_id != retailer.MEMBER.id
    assert "王" not in first.member_name
    claim, join = said(tablet)
    assert isinstance(claim, MemberClaimed)
    assert (claim.record, claim.proof, claim.guide) == (retailer.MEMBER.id, None, None)
    assert isinstance(join, MemberJoined), "no second member was made of the first"
    with pytest.raises(RuleError):
        tablet.desk.members.profile(retailer.MEMBER.id)


def test_cards_are_made_at_a_shops_pace_and_no_faster(tablet: MemoryTablet) -> None:
    for at in range(CARDS_A_MINUTE):
        tablet.desk.members.join(f"1380000000{at}")
    slips, events = len(tablet.slips), len(tablet.journal.state.events)
    with pytest.raises(RuleError, match="Many cards"):
        tablet.desk.members.join(PHONE)
    assert (len(tablet.slips), len(tablet.journal.state.events)) == (slips, events)
    again = memory_tablet(tablet.journal.restarted(), tablet.clock)
    again.reader.settings[MEMBERS_KEY] = KEY.hex()
    with pytest.raises(RuleError, match="Many cards"):
        again.desk.members.join(PHONE)
    made = CARDS_A_MINUTE
    while made < CARDS_AN_HOUR:
        tablet.clock.now_ms += MINUTE_MS + 1
        tablet.desk.members.join(PHONE)
        made += 1
    tablet.clock.now_ms += 2 * MINUTE_MS
    with pytest.raises(RuleError, match="Many cards"):
        tablet.desk.members.join(PHONE)
    tablet.clock.now_ms += 61 * MINUTE_MS
    tablet.desk.members.join(PHONE)


@pytest.mark.parametrize("phone", ["", "1380000662", "23800006620", "１３８００００６６２０"])
def test_what_is_no_mobile_number_is_refused(tablet: MemoryTablet, phone: str) -> None:
    with pytest.raises(InputError, match="mobile number"):
        tablet.desk.members.join(phone)
    assert not said(tablet)


def test_without_consent_or_before_the_first_sync_nothing_is_recorded(tablet: MemoryTablet) -> None:
    with pytest.raises(RuleError, match="Without consent"):
        tablet.desk.members.join(PHONE, (Purpose.MESSAGES,))
    tablet.reader.settings.clear()
    with pytest.raises(EnvironmentProblem, match="Connect it"):
        tablet.desk.members.join(PHONE)
    assert not said(tablet)


def test_a_guide_who_rang_the_phone_vouches_and_is_credited(tablet: MemoryTablet) -> None:
    knows(tablet, retailer.MEMBER.id, consent=False)
    with pytest.raises(RuleError, match="guide"):
        tablet.desk.members.join(PHONE, proof=Proof.RANG)
    tablet.unlock()
    tablet.desk.members.join(PHONE, proof=Proof.RANG)
    (claim,) = said(tablet)
    assert isinstance(claim, MemberClaimed)
    assert (claim.record, claim.guide, claim.proof) == (retailer.MEMBER.id, "G-LIN", Proof.RANG)
    assert tablet.journal.state.events[-1].actor == "G-LIN"


def test_an_old_card_is_looked_at_before_it_counts(tablet: MemoryTablet) -> None:
    tablet.unlock()
    for shown in ("M-99999999" + own_check_digit("99999999"), "B-LINMEI0001", ""):
        with pytest.raises(InputError):
            tablet.desk.members.join(PHONE, proof=Proof.CARD, shown=shown)
    tablet.desk.members.join(PHONE, proof=Proof.CARD, shown=retailer.MEMBER_CODE)
    (claim,) = said(tablet)
    assert isinstance(claim, MemberClaimed)
    assert (claim.record, claim.proof) == (retailer.MEMBER.id, Proof.CARD)


def test_an_order_counts_when_a_member_bought_it(tablet: MemoryTablet) -> None:
    tablet.desk.add(retailer.SHIRT_M)
    nobodys = tablet.desk.place().placed.number
    tablet.desk.scan(retailer.MEMBER_CODE)
    tablet.desk.add(retailer.SHIRT_M)
    theirs = tablet.desk.place().placed.number
    tablet.unlock()
    for shown in (nobodys, "JA-02-A-999999"):
        with pytest.raises(InputError):
            tablet.desk.members.join(PHONE, proof=Proof.ORDER, shown=shown)
    tablet.desk.members.join(PHONE, proof=Proof.ORDER, shown=theirs)
    claim = said(tablet)[-1]
    assert isinstance(claim, MemberClaimed)
    assert claim.record == retailer.MEMBER.id


def test_what_is_scanned_as_a_proof_is_looked_up_at_once(tablet: MemoryTablet) -> None:
    tablet.desk.scan(retailer.MEMBER_CODE)
    tablet.desk.add(retailer.SHIRT_M)
    placed = tablet.desk.place().placed
    with pytest.raises(RuleError, match="guide"):
        tablet.desk.members.proof_of(retailer.MEMBER_CODE)
    tablet.unlock()
    proof_of = tablet.desk.members.proof_of
    assert proof_of(retailer.MEMBER_CODE) == (Proof.CARD, retailer.MEMBER_CODE)
    assert proof_of(placed.number.lower()) == (Proof.ORDER, placed.number)
    assert proof_of(f"P-{placed.pick_up_codes['JA']}") == (Proof.ORDER, placed.number)
    for text, why in ((retailer.SHIRT_M, "neither"), ("B-LINMEI0001", "neither"), ("JA-02-A-999999", "No member")):
        with pytest.raises(InputError, match=why):
            proof_of(text)


def test_an_old_card_of_another_shop_counts_though_its_owner_was_never_asked(tablet: MemoryTablet) -> None:
    code = "M-99999999" + own_check_digit("99999999")
    tablet.reader.identities[identity_hash(KEY, IdentityKind.CODE, code)] = IndexedMember("m-far", consent=False)
    tablet.unlock()
    with pytest.raises(InputError):
        tablet.desk.members.show(code)  # nobody may recognise it
    assert tablet.desk.members.proof_of(code) == (Proof.CARD, code)
    tablet.desk.members.join(PHONE, proof=Proof.CARD, shown=code)
    claim = said(tablet)[-1]
    assert isinstance(claim, MemberClaimed)
    assert claim.record == "m-far"


def test_a_card_made_without_a_guide_is_vouched_for_later(tablet: MemoryTablet) -> None:
    card = tablet.desk.members.join(PHONE)
    with pytest.raises(RuleError, match="guide"):
        tablet.desk.members.claim(card.code, Proof.RANG, PHONE)
    tablet.unlock()
    tablet.desk.members.claim(card.code, Proof.RANG, PHONE)
    claim = said(tablet)[-1]
    assert isinstance(claim, MemberClaimed)
    assert (claim.member_id, claim.guide, claim.code) == (card.member_id, "G-LIN", "")
    assert claim.phone_hash == identity_hash(KEY, IdentityKind.PHONE, PHONE)
    with pytest.raises(RuleError, match="card itself"):
        tablet.desk.members.claim(card.code, Proof.CARD, card.code)


def test_consent_is_taken_back_at_once_and_given_again_knowing_of_it(tablet: MemoryTablet) -> None:
    card = tablet.desk.members.join(PHONE)
    tablet.desk.members.withdraw()
    assert tablet.desk.basket.member is None
    assert tablet.desk.basket.member_name == ""
    with pytest.raises(InputError):
        tablet.desk.scan(card.code)
    with pytest.raises(RuleError, match="Scan the member"):
        tablet.desk.members.agree((Purpose.MEMBERSHIP,), card.member_id)
    assert isinstance(said(tablet)[-1], ConsentWithdrawn)
    tablet.desk.scan(retailer.MEMBER_CODE)
    tablet.desk.members.withdraw()
    with pytest.raises(InputError):
        tablet.desk.scan(retailer.MEMBER_CODE)


def test_agreeing_to_more_is_a_consent_of_its_own(tablet: MemoryTablet) -> None:
    tablet.desk.members.join(PHONE)
    tablet.desk.members.agree((Purpose.MEMBERSHIP, Purpose.MESSAGES))
    given = said(tablet)[-1]
    assert isinstance(given, ConsentGiven)
    assert given.consent.purposes == (Purpose.MEMBERSHIP, Purpose.MESSAGES)


def test_a_guide_reads_and_writes_only_about_whoever_showed_their_code_since_signing_in(tablet: MemoryTablet) -> None:
    tablet.reader.profiles[retailer.MEMBER.id] = {Field.NAME: "王小雨"}
    members = tablet.desk.members
    members.show(retailer.MEMBER_CODE)
    with pytest.raises(RuleError, match="guide"):
        members.profile(retailer.MEMBER.id)
    tablet.unlock()
    with pytest.raises(RuleError, match="Scan the member"):
        members.profile(retailer.MEMBER.id)
    assert members.show(retailer.MEMBER_CODE).masked_name == "王**"
    members.write_down(retailer.MEMBER.id, {Field.NOTES: "likes linen"})
    assert members.profile(retailer.MEMBER.id) == {Field.NAME: "王小雨", Field.NOTES: "likes linen"}
    assert not [event for event in tablet.journal.state.events if b"linen" in event.body]
    with pytest.raises(RuleError):
        members.write_down(retailer.MEMBER.id, {Field.PHONE: PHONE})
    tablet.desk.lock()
    tablet.unlock()
    with pytest.raises(RuleError, match="Scan the member"):
        members.profile(retailer.MEMBER.id)


@pytest.mark.parametrize("leaves", ["reset", "leave"])
def test_nothing_of_a_member_is_left_at_the_desk_when_it_forgets(tablet: MemoryTablet, leaves: str) -> None:
    tablet.unlock()
    card = tablet.desk.members.join(PHONE)
    getattr(tablet.desk, leaves)()
    assert tablet.desk.basket.member is None
    assert tablet.desk.members.current() is None
    left = repr(vars(tablet.desk._room.open)) + repr(vars(tablet.desk.members))
    for trace in (card.member_id, card.code, PHONE):
        assert trace not in left
    with pytest.raises(RuleError):
        tablet.desk.members.withdraw(card.member_id)


def test_a_card_that_was_merged_is_its_owners(tablet: MemoryTablet) -> None:
    card = tablet.desk.members.join(PHONE)
    tablet.journal.state.cut = len(tablet.journal.state.events)
    row = replace(retailer.MEMBER, id=card.member_id, code=card.code, alias_of=retailer.MEMBER.id)
    tablet.reader.members = (*tablet.reader.members, row)
    tablet.desk.scan(card.code)
    assert tablet.desk.basket.member == retailer.MEMBER.id


def test_a_full_disk_makes_no_half_member(tablet: MemoryTablet) -> None:
    tablet.journal.disk_full = True
    with pytest.raises(EnvironmentProblem):
        tablet.desk.members.join(PHONE)
    assert not tablet.slips
    assert not tablet.journal.state.blobs
    assert tablet.desk.basket.member is None


def test_a_member_of_another_shop_is_recognised_by_the_index_if_they_agreed(tablet: MemoryTablet) -> None:
    code = "M-1234567890123451"
    hashed = identity_hash(KEY, IdentityKind.CODE, code)
    with pytest.raises(MemberUnknown, match="no member's"):
        tablet.desk.scan(code)
    tablet.reader.index_is_here = False
    with pytest.raises(MemberUnknown, match="does not know the members yet"):
        tablet.desk.scan(code)
    tablet.reader.index_is_here = True
    tablet.reader.identities[hashed] = IndexedMember("m-9", "gold", "", "XH", False)
    with pytest.raises(MemberUnknown, match="has not agreed"):
        tablet.desk.scan(code)
    tablet.reader.identities[hashed] = IndexedMember("m-9", "gold", "", "XH", True)
    assert tablet.desk.scan(code).member_name == "** 3451"
    assert tablet.desk.basket.member == "m-9"
