"""A member's life: the same in whatever order it is heard, and nobody walks into another's record."""

from dataclasses import replace
from functools import reduce

import pytest
from hypothesis import given as holds
from hypothesis import strategies as st

from kiosk.domain import codec
from kiosk.domain.codes import CodeKind, recognise
from kiosk.domain.events import Event, body_of
from kiosk.domain.member_facts import (
    MERGES_WITHIN_MS,
    MemberFacts,
    blobs_named,
    member_facts_of,
    merge_member,
    merges,
    settle,
    together,
    withdrawals,
)
from kiosk.domain.members import (
    Consent,
    Field,
    MemberClaimed,
    MemberErased,
    MemberJoined,
    MembersMerged,
    MembersSplit,
    Proof,
    member_code,
)
from tests.domain.member_samples import (
    CONSENT,
    DAY_MS,
    MINUTE_MS,
    NEWER,
    OTHER_PHONE,
    PHONE_HASH,
    Teller,
    changed,
    claimed,
    facts_after,
    given,
    joined,
    withdrawn,
)

LATE_MS = 1_000 * DAY_MS

_BODIES = st.sampled_from([
    joined("m-1"), joined("m-1", "XH", digit=2), joined("m-1", guide="G-LIN", digit=3), claimed("m-1"),
    claimed("m-1", guide="G-MEI", digit=4), given("m-1"), given("m-1", "e001"), given("m-1", "e001", "e002", "e003"),
    withdrawn("m-1"), withdrawn("m-1", "XH"), changed("m-1", 7, Field.NAME), changed("m-1", 8, Field.NAME, Field.NOTES),
    MembersMerged("m-1", "m-0"), MembersMerged("m-1", "m-9", ("e001",)), MembersSplit("m-1", "m-0"),
    MemberErased("m-1"),
])  # fmt: skip
_MOMENTS = st.integers(min_value=1, max_value=6).map(lambda minutes: minutes * MINUTE_MS)


@st.composite
def _lives(draw: st.DrawFn) -> list[MemberFacts]:
    """Up to nine facts of three devices; some of them come twice."""
    teller = Teller()
    for _ in range(draw(st.integers(min_value=1, max_value=9))):
        teller.tell(draw(_BODIES), draw(_MOMENTS), draw(st.sampled_from(["ja-01", "xh-01", "hq"])))
    return [member_facts_of(event) for event in teller.told]


def _merged(facts: list[MemberFacts]) -> MemberFacts | None:
    return reduce(merge_member, facts, None)


@holds(_lives(), st.randoms())
def test_a_life_is_the_same_in_whatever_order_and_grouping_and_however_often_it_is_heard(facts, dice):
    whole = _merged(facts)
    mixed = [*facts, *dice.sample(facts, len(facts) // 2)]
    dice.shuffle(mixed)
    assert _merged(mixed) == whole
    cut = dice.randrange(len(mixed) + 1)
    assert merge_member(_merged(mixed[:cut]), _merged(mixed[cut:])) == whole
    assert merge_member(whole, whole) == whole
    assert whole is not None
    assert settle(codec.load(MemberFacts, codec.dump(whole))) == settle(whole)


@holds(_lives(), _lives())
def test_people_who_are_one_are_the_same_from_either_end(ones, others):
    one, other = _merged(ones), _merged(others)
    assert one is not None
    assert other is not None
    other = replace(other, member_id="m-2")
    seen, again = settle(one, (other,)), settle(other, (one,))
    for name in ("consent", "profile", "shops", "erased", "proven", "since_ms", "apart"):
        assert getattr(seen, name) == getattr(again, name)
    assert together("x", (one, other)) == together("x", (other, one, one))


@holds(_lives())
def test_withdrawal_wins_over_every_consent_that_did_not_know_of_it(facts):
    whole = _merged(facts)
    assert whole is not None
    knew = [set(fact.body.after) for fact in whole.given]
    knew += [
        {event_id for fact in whole.merged for event_id in fact.body.after} for _ in (*whole.joined, *whole.claimed)
    ]
    allowed = any(set(withdrawals(whole)) <= after for after in knew) and not whole.erased
    assert (settle(whole).consent is not None) == allowed


def test_joining_is_consent_and_taking_it_back_ends_it_whichever_clock_is_ahead():
    teller = Teller()
    join, back = teller.tell(joined("m-1"), 9 * MINUTE_MS), teller.tell(withdrawn("m-1", "XH"), MINUTE_MS, "xh-01")
    assert settle(facts_after(join)).consent == CONSENT
    assert settle(facts_after(join, back)).consent is None
    blind = teller.tell(given("m-1"), 99 * MINUTE_MS)
    assert settle(facts_after(join, back, blind)).consent is None, "it did not know that consent was taken back"
    knowing = teller.tell(given("m-1", back.id), 2 * MINUTE_MS)
    assert settle(facts_after(join, back, knowing)).consent == NEWER
    assert settle(facts_after(join, back, knowing, teller.tell(withdrawn("m-1"), MINUTE_MS))).consent is None


def test_each_field_is_what_was_written_last():
    teller = Teller()
    events = [
        teller.tell(joined("m-1"), 1 * MINUTE_MS),
        teller.tell(changed("m-1", 7, Field.NAME, Field.NOTES), 5 * MINUTE_MS, "xh-01"),
        teller.tell(changed("m-1", 8, Field.NAME), 4 * MINUTE_MS),
    ]
    seen = dict(settle(facts_after(*events)).profile)
    assert seen == {Field.PHONE: f"{1:064x}", Field.NAME: f"{7:064x}", Field.NOTES: f"{7:064x}"}
    assert blobs_named(facts_after(*events)) == {f"{digit:064x}" for digit in (1, 7, 8)}, "older words count as well"


def test_after_the_end_nothing_personal_is_left_whatever_comes_later():
    teller = Teller()
    events = [teller.tell(joined("m-1"), MINUTE_MS), teller.tell(MemberErased("m-1"), 2 * MINUTE_MS, "hq")]
    events += [teller.tell(changed("m-1", 7, Field.NAME), 3 * MINUTE_MS), teller.tell(given("m-1"), 4 * MINUTE_MS)]
    seen = settle(facts_after(*events))
    assert (seen.erased, seen.consent, seen.profile) == (True, None, ())


def test_the_last_word_on_merging_counts_and_a_split_keeps_the_two_apart():
    teller = Teller()
    join = teller.tell(joined("m-2"), MINUTE_MS)
    merge = teller.tell(MembersMerged("m-2", "m-1"), 2 * MINUTE_MS, "hq")
    split = teller.tell(MembersSplit("m-2", "m-1"), 3 * MINUTE_MS, "hq")
    assert settle(facts_after(join, merge)).into == "m-1"
    apart = settle(facts_after(split, merge, join))
    assert apart.into == ""
    first = settle(facts_after(teller.tell(joined("m-1", guide="G-LIN"), 0)))
    rang = frozenset({PHONE_HASH})
    assert merges(first, replace(apart, proven=rang, apart=frozenset()), PHONE_HASH)
    assert not merges(first, replace(apart, proven=rang), PHONE_HASH)


def _came(member: str, at_ms: int, *, guide: str = "", claim: bool = False):
    body = claimed(member, guide=guide) if claim else joined(member, guide=guide)
    return settle(facts_after(Teller().tell(body, at_ms)))


@pytest.mark.parametrize(
    ("one", "other", "allowed"),
    [
        (_came("m-1", 0), _came("m-2", DAY_MS), True),
        (_came("m-1", 0), _came("m-2", MERGES_WITHIN_MS + 1), False),
        (_came("m-1", 0), _came("m-2", DAY_MS, guide="G-LIN"), False),
        (_came("m-1", 0, guide="G-LIN"), _came("m-2", DAY_MS), False),
        (_came("m-1", 0, guide="G-LIN"), _came("m-2", LATE_MS, guide="G-MEI"), True),
        (_came("m-1", 0), _came("m-2", DAY_MS, claim=True), False),
        (_came("m-1", 0, guide="G-LIN"), _came("m-2", DAY_MS, guide="G-LIN", claim=True), True),
    ],
)
def test_who_only_types_a_number_is_let_into_no_record_that_others_vouch_for(one, other, allowed):
    assert merges(one, other, PHONE_HASH) is allowed
    assert merges(other, one, PHONE_HASH) is allowed, "whose clock is behind is let in no more than who comes later"


def test_a_proof_by_somebody_who_was_not_signed_in_is_none():
    teller = Teller()
    forged = teller.tell(joined("m-1", guide="G-LIN"), MINUTE_MS, actor="shopper")
    assert not settle(facts_after(forged)).proven
    claim = teller.tell(claimed("m-2", guide="G-LIN"), MINUTE_MS, actor="G-BO")
    assert not settle(facts_after(claim)).proven
    shown = MemberClaimed("m-2", "JA", "r-old", guide="G-LIN", proof=Proof.CARD)
    seen = settle(facts_after(claim, teller.tell(shown, MINUTE_MS, actor="G-BO"))).claim
    assert seen is not None
    assert seen.shown == ()


def test_a_claim_that_is_proven_later_credits_who_proved_it():
    teller = Teller()
    claim = teller.tell(claimed("m-1"), MINUTE_MS)
    proof = MemberClaimed("m-1", "JA", phone_hash=PHONE_HASH, guide="G-MEI", proof=Proof.RANG)
    seen = settle(facts_after(claim, teller.tell(proof, DAY_MS)))
    assert (seen.guide, seen.proven, seen.code) == ("G-MEI", frozenset({PHONE_HASH}), body_of(claim).code)


def test_another_phone_that_rings_proves_nothing_and_a_card_says_nothing_of_a_phone():
    teller = Teller()
    claim = teller.tell(claimed("m-1"), MINUTE_MS)
    other = MemberClaimed("m-1", "JA", phone_hash=OTHER_PHONE, guide="G-MEI", proof=Proof.RANG)
    assert not settle(facts_after(claim, teller.tell(other, DAY_MS))).proven
    card = MemberClaimed("m-1", "JA", "r-7", guide="G-MEI", proof=Proof.CARD)
    seen = settle(facts_after(claim, teller.tell(card, DAY_MS)))
    assert not seen.proven
    assert seen.claim is not None
    assert (seen.claim.shown, seen.guide) == (("r-7",), "G-MEI")


def test_a_code_of_ours_is_a_member_code_to_every_scanner():
    code = member_code("123456789012345")
    assert recognise(code).kind is CodeKind.MEMBER
    assert recognise(code[:-1] + str((int(code[-1]) + 1) % 10)).kind is CodeKind.UNKNOWN


GOOD = ("m-1", "JA", member_code("1" * 15), PHONE_HASH, CONSENT, "c" * 64)


@pytest.mark.parametrize(
    "make",
    [
        lambda: MemberJoined("m-1", "JA", "M-123", PHONE_HASH, CONSENT, "c" * 64),
        lambda: MemberJoined("m-1", "JA", GOOD[2], "13800006620", CONSENT, "c" * 64),
        lambda: MemberJoined("m-1", "JA", GOOD[2], PHONE_HASH, CONSENT, "13800006620"),
        lambda: MemberJoined(*GOOD, guide=None, proof=Proof.RANG),
        lambda: MemberClaimed("m-1", "JA"),
        lambda: MemberClaimed("m-1", "JA", guide="G-LIN", proof=Proof.RANG),
        lambda: MemberClaimed("m-1", "JA", "m-1", *GOOD[2:]),
        lambda: Consent("2026-11", "zh", ()),
        lambda: changed("m-1", 1),
        lambda: MembersMerged("m-1", "m-1"),
        lambda: member_code("1234"),
    ],
)
def test_what_would_be_personal_or_senseless_cannot_become_a_fact(make):
    with pytest.raises(ValueError, match=r".{10,}"):
        make()


def test_an_event_says_nothing_of_the_phone():
    event: Event = Teller().tell(joined("m-1", guide="G-LIN"), MINUTE_MS)
    assert b"138" not in event.body
