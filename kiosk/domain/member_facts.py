"""What is known about one member: facts keyed by event id, as those of an order, and what follows from them.

Merging two sets is a union, so tablets and HQ reach the same member from the same events in whatever order. Several
ids can be one person (`MembersMerged`); then the facts of all of them are settled together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kiosk.domain import codec
from kiosk.domain.clientele import ContactMade, StyleLookedAt, WishAdded, WishRemoved
from kiosk.domain.events import Event, body_of
from kiosk.domain.facts import Stamp
from kiosk.domain.member import Member
from kiosk.domain.members import (
    MEMBER_FACTS,
    Consent,
    ConsentGiven,
    ConsentWithdrawn,
    Field,
    MemberClaimed,
    MemberErased,
    MemberJoined,
    MembersMerged,
    MembersSplit,
    ProfileChanged,
    Proof,
)

#: Who joins after so long with a phone that is known was told nothing of it by an index that came: HQ merges no more
#: by itself. A tablet may be alone for weeks, not for a season.
MERGES_WITHIN_MS = 45 * 24 * 3_600_000
#: Clocks differ: a consent is later than a withdrawal when it is later by more than this.
CLEARLY_LATER_MS = 5 * 60 * 1000


@dataclass(frozen=True, slots=True)
class JoinedFact:
    stamp: Stamp
    body: MemberJoined


@dataclass(frozen=True, slots=True)
class ClaimedFact:
    stamp: Stamp
    body: MemberClaimed


@dataclass(frozen=True, slots=True)
class GivenFact:
    stamp: Stamp
    body: ConsentGiven


@dataclass(frozen=True, slots=True)
class WithdrawnFact:
    stamp: Stamp
    body: ConsentWithdrawn


@dataclass(frozen=True, slots=True)
class ChangedFact:
    stamp: Stamp
    body: ProfileChanged


@dataclass(frozen=True, slots=True)
class MergedFact:
    stamp: Stamp
    body: MembersMerged


@dataclass(frozen=True, slots=True)
class SplitFact:
    stamp: Stamp
    body: MembersSplit


@dataclass(frozen=True, slots=True)
class ErasedFact:
    stamp: Stamp
    body: MemberErased


@dataclass(frozen=True, slots=True)
class WishedFact:
    stamp: Stamp
    body: WishAdded


@dataclass(frozen=True, slots=True)
class UnwishedFact:
    stamp: Stamp
    body: WishRemoved


@dataclass(frozen=True, slots=True)
class LookedFact:
    stamp: Stamp
    body: StyleLookedAt


@dataclass(frozen=True, slots=True)
class ContactedFact:
    stamp: Stamp
    body: ContactMade


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """All that is known about one member id; each tuple sorted by stamp, one entry an event id."""

    member_id: str
    joined: tuple[JoinedFact, ...] = ()
    claimed: tuple[ClaimedFact, ...] = ()
    given: tuple[GivenFact, ...] = ()
    withdrawn: tuple[WithdrawnFact, ...] = ()
    changed: tuple[ChangedFact, ...] = ()
    merged: tuple[MergedFact, ...] = ()
    split: tuple[SplitFact, ...] = ()
    erased: tuple[ErasedFact, ...] = ()
    wished: tuple[WishedFact, ...] = ()
    unwished: tuple[UnwishedFact, ...] = ()
    looked: tuple[LookedFact, ...] = ()
    contacted: tuple[ContactedFact, ...] = ()


_KINDS: tuple[tuple[str, Any], ...] = (
    ("joined", JoinedFact),
    ("claimed", ClaimedFact),
    ("given", GivenFact),
    ("withdrawn", WithdrawnFact),
    ("changed", ChangedFact),
    ("merged", MergedFact),
    ("split", SplitFact),
    ("erased", ErasedFact),
    ("wished", WishedFact),
    ("unwished", UnwishedFact),
    ("looked", LookedFact),
    ("contacted", ContactedFact),
)
_NAMES = tuple(name for name, _ in _KINDS)
_NEVER = (Stamp(0, "", "", ""), "")
_FACTS: dict[str, tuple[str, Any]] = {body.TYPE: kind for body, kind in zip(MEMBER_FACTS, _KINDS, strict=True)}


@dataclass(frozen=True, slots=True)
class Claim:
    """`record` "" = whatever HQ has under the phone. `shown`: records whose card or order a guide was shown."""

    record: str
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberView:
    """What follows from a member's facts. `consent` None: none is in force. `into` "": stands for themselves."""

    member_id: str
    code: str = ""
    shop: str = ""
    phone_hash: str = ""
    proven: frozenset[str] = frozenset()  # the hashes of phones that a guide rang, and that were theirs
    guide: str = ""  # who helped to join, or proved the claim
    since_ms: int = 0
    latest_ms: int = 0  # when the last of those who are one person came
    consent: Consent | None = None
    agreed_ms: int = 0  # when that was
    claim: Claim | None = None
    profile: tuple[tuple[Field, str], ...] = ()  # field → SHA-256 of the blob with its newest content
    shops: frozenset[str] = frozenset()  # those that had to do with them
    into: str = ""
    apart: frozenset[str] = frozenset()  # never merged with these again by a rule
    erased: bool = False


def member_facts_of(event: Event) -> MemberFacts:
    """What one event says about its member. Raises InputError when its body does not fit."""
    body = body_of(event)
    name, kind = _FACTS[event.type]
    fields: dict[str, Any] = {name: (kind(Stamp(event.hlc, event.id, event.device, event.actor), body),)}
    return MemberFacts(body.member_id, **fields)


def merge_member(left: MemberFacts | None, right: MemberFacts | None) -> MemberFacts | None:
    """The union of two sets of facts about the same id: commutative, associative, idempotent."""
    if left is None or right is None:
        return left or right
    if left.member_id != right.member_id:
        raise ValueError("facts of two members cannot be merged")
    return together(left.member_id, (left, right))


def together(member_id: str, facts: Iterable[MemberFacts]) -> MemberFacts:
    """The facts of several ids as if they were one's."""
    everything = tuple(facts)
    return MemberFacts(
        member_id, **{name: _union(fact for item in everything for fact in getattr(item, name)) for name in _NAMES}
    )


def _union(facts: Iterable[Any]) -> tuple[Any, ...]:
    known: dict[str, Any] = {}
    for fact in facts:
        other = known.setdefault(fact.stamp.event_id, fact)
        if other != fact:  # one event under two identities, after a restore: the same one counts everywhere
            known[fact.stamp.event_id] = min(other, fact, key=lambda item: (item.stamp, codec.dump(item.body)))
    return tuple(sorted(known.values(), key=lambda fact: fact.stamp))


def settle(facts: MemberFacts, others: Sequence[MemberFacts] = ()) -> MemberView:
    """The member, with whoever is merged into them (`others`): their consents, withdrawals and fields are one's."""
    alone = _of_one(facts)
    if not others:
        return alone
    views, whole = [alone, *map(_of_one, others)], together(facts.member_id, (facts, *others))
    agreed = _agreed(whole)
    return replace(
        alone,
        phone_hash=next((view.phone_hash for view in views if view.phone_hash), ""),
        proven=frozenset().union(*(view.proven for view in views)),
        since_ms=min((view.since_ms for view in views if view.since_ms), default=0),
        latest_ms=max(view.latest_ms for view in views),
        consent=agreed[1] if agreed else None,
        agreed_ms=agreed[0].at_ms if agreed else 0,
        claim=_claim(whole),
        profile=_profile(whole),
        shops=_shops(whole),
        apart=frozenset().union(*(view.apart for view in views)),
        erased=bool(whole.erased),
    )


def with_consent(row: Member, seen: MemberView) -> Member:
    """A member's row with what they agreed to, where that is known."""
    if seen.consent is None:
        return row
    return replace(row, purposes=" ".join(seen.consent.purposes), agreed_ms=seen.agreed_ms)


def _came(facts: MemberFacts) -> tuple[JoinedFact | ClaimedFact, ...]:
    return (*facts.joined, *facts.claimed)


def _of_one(facts: MemberFacts) -> MemberView:
    came = min((fact for fact in _came(facts) if fact.body.code), key=_stamp, default=None)
    proofs = [fact for fact in _came(facts) if _attested(fact)]
    first = min(proofs, key=_stamp, default=None)
    guide = (first.body.guide if first else None) or (came.body.guide if came else None)
    agreed = _agreed(facts)
    return MemberView(
        facts.member_id,
        code=came.body.code if came else "",
        shop=came.body.shop if came else "",
        phone_hash=came.body.phone_hash if came else "",
        proven=_proven(proofs, came.body.phone_hash if came else ""),
        guide=guide or "",
        since_ms=came.stamp.at_ms if came else 0,
        latest_ms=came.stamp.at_ms if came else 0,
        consent=agreed[1] if agreed else None,
        agreed_ms=agreed[0].at_ms if agreed else 0,
        claim=_claim(facts),
        profile=_profile(facts),
        shops=_shops(facts),
        into=_into(facts),
        apart=frozenset(fact.body.into for fact in facts.split),
        erased=bool(facts.erased),
    )


def _stamp(fact: Any) -> Stamp:
    stamp: Stamp = fact.stamp
    return stamp


def _attested(fact: JoinedFact | ClaimedFact) -> bool:
    """A proof counts when whoever attested it was signed in: only the tablet that knows the badge writes the actor."""
    return fact.body.proof is not None and fact.body.guide == fact.stamp.actor


def _proven(proofs: Sequence[JoinedFact | ClaimedFact], phone_hash: str) -> frozenset[str]:
    """A phone that rang is theirs; a card that was shown says nothing of any phone."""
    rang = (fact.body.phone_hash for fact in proofs if fact.body.proof is Proof.RANG)
    return frozenset(phone for phone in rang if phone and phone == phone_hash)


def _claim(facts: MemberFacts) -> Claim | None:
    if not facts.claimed:
        return None
    records = [fact.body.record for fact in facts.claimed if fact.body.record]
    seen = (fact for fact in facts.claimed if _attested(fact) and fact.body.proof is not Proof.RANG)
    return Claim(next(iter(records), ""), tuple(fact.body.record for fact in seen if fact.body.record))


def _agreed(facts: MemberFacts) -> tuple[Stamp, Consent] | None:
    """The newest that no withdrawal stands against: one does unless the consent knew of it."""
    if facts.erased:
        return None
    taken_back = {fact.stamp.event_id for fact in facts.withdrawn}
    known = {event_id for fact in facts.merged for event_id in fact.body.after}
    said: list[tuple[Stamp, Consent, set[str]]] = [
        (fact.stamp, fact.body.consent, set(fact.body.after)) for fact in facts.given
    ]
    said += [(fact.stamp, fact.body.consent, known) for fact in _came(facts) if fact.body.consent is not None]
    standing = [(stamp, consent) for stamp, consent, after in said if taken_back <= after]
    return max(standing, key=lambda item: item[0]) if standing else None


def _profile(facts: MemberFacts) -> tuple[tuple[Field, str], ...]:
    """Each field's newest word."""
    if facts.erased:
        return ()
    newest: dict[Field, tuple[Stamp, str]] = {}
    words: list[JoinedFact | ClaimedFact | ChangedFact] = [*_came(facts), *facts.changed]
    for fact in words:
        body = fact.body
        for field in body.fields if isinstance(body, ProfileChanged) else (Field.PHONE,):
            if body.profile:
                newest[field] = max(newest.get(field, _NEVER), (fact.stamp, body.profile))
    return tuple((field, newest[field][1]) for field in Field if field in newest)


def _shops(facts: MemberFacts) -> frozenset[str]:
    names = ("joined", "claimed", "given", "withdrawn", "changed")
    return frozenset(fact.body.shop for name in names for fact in getattr(facts, name))


def _into(facts: MemberFacts) -> str:
    said: list[MergedFact | SplitFact] = [*facts.merged, *facts.split]
    last = max(said, key=_stamp, default=None)
    return last.body.into if isinstance(last, MergedFact) else ""


def blobs_named(facts: MemberFacts) -> frozenset[str]:
    """All side-blobs of the member, those of older words included."""
    words: list[JoinedFact | ClaimedFact | ChangedFact] = [*_came(facts), *facts.changed]
    return frozenset(fact.body.profile for fact in words if fact.body.profile)


def withdrawals(facts: MemberFacts, before_ms: int | None = None) -> tuple[str, ...]:
    """The event ids of withdrawals, clearly before a moment where one is given."""
    limit = float("inf") if before_ms is None else before_ms - CLEARLY_LATER_MS
    return tuple(fact.stamp.event_id for fact in facts.withdrawn if fact.stamp.at_ms < limit)


def merges(one: MemberView, other: MemberView, phone_hash: str) -> bool:
    """Whether HQ may take two members who both named a phone for one person by itself: each is let into what the other
    has.

    It may when that phone rang for both. When for neither, only where no tablet could know of the other: who types a
    number that all tablets had long known, or one of an older record, has not shown that it is theirs."""
    if one.erased or other.erased or one.member_id in other.apart or other.member_id in one.apart:
        return False
    if phone_hash in one.proven | other.proven:
        return phone_hash in one.proven & other.proven
    claims = one.claim is not None or other.claim is not None
    apart_ms = max(one.since_ms, other.since_ms) - min(one.latest_ms, other.latest_ms)
    return not claims and apart_ms <= MERGES_WITHIN_MS
