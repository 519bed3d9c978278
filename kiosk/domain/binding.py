"""Whose member somebody is: a guide is bound to a member, for a time, and protected against others for a part of it.

What is known of a member is the union of facts, so every end settles the same binding whatever arrives first. How long
a binding holds is the rule's of the moment at which it was made: a new rule takes nothing away from it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar

from kiosk.domain import clock

MAX_MEMBERS = 1_000  # of one hand-over, so that it stays an event
DAY_MS = 86_400_000


class BoundHow(StrEnum):
    JOINED = "joined"  # the guide enrolled the member
    BADGE = "badge"  # at the tablet
    CODE = "code"  # the shopper's phone scanned the guide's public code
    FILE = "file"  # HQ's own list


@dataclass(frozen=True, slots=True)
class GuideBound:
    """A member and a guide found each other."""

    TYPE: ClassVar[str] = "GuideBound"
    VERSION: ClassVar[int] = 1
    member_id: str
    guide: str
    shop: str
    how: BoundHow

    def __post_init__(self) -> None:
        if not self.member_id or not self.guide:
            raise ValueError("a binding names a member and a guide")


@dataclass(frozen=True, slots=True)
class MembersHandedOver:
    """A guide leaves, and a manager gives their members to another one; history and windows stay."""

    TYPE: ClassVar[str] = "MembersHandedOver"
    VERSION: ClassVar[int] = 1
    members: tuple[str, ...]
    from_guide: str
    to_guide: str
    shop: str

    def __post_init__(self) -> None:
        if not 0 < len(self.members) <= MAX_MEMBERS or "" in self.members:
            raise ValueError("a hand-over names 1 to 1,000 members")
        if not self.from_guide or not self.to_guide or self.from_guide == self.to_guide:
            raise ValueError("members go from one guide to another one")


BINDING_FACTS = (GuideBound, MembersHandedOver)
BINDING_EVENTS = frozenset(kind.TYPE for kind in BINDING_FACTS)


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """One fact about a member's guide. `from_guide`: "" = bound afresh, else handed over by them."""

    hlc: int
    event_id: str
    guide: str
    from_guide: str = ""
    shop: str = ""
    how: str = ""

    @property
    def at_ms(self) -> int:
        return clock.wall_ms(self.hlc)


@dataclass(frozen=True, slots=True)
class MemberBindings:
    """All that is known about the guides of one member, oldest first."""

    member_id: str
    told: tuple[Told, ...] = ()


def bindings_said(body: Any, hlc: int, event_id: str) -> tuple[MemberBindings, ...]:
    """What one fact says, member by member."""
    if isinstance(body, GuideBound):
        told = Told(hlc, event_id, body.guide, shop=body.shop, how=body.how.value)
        return (MemberBindings(body.member_id, (told,)),)
    moved = Told(hlc, event_id, body.to_guide, body.from_guide, body.shop)
    return tuple(MemberBindings(member, (moved,)) for member in dict.fromkeys(body.members))


def merge_bindings(left: MemberBindings | None, right: MemberBindings) -> MemberBindings:
    """The union: commutative, associative, idempotent. One event under two identities counts once, as the lesser."""
    if left is None:
        return right
    if left.member_id != right.member_id:
        raise ValueError("what is known of two members cannot be merged")
    known: dict[str, Told] = {}
    for item in sorted((*left.told, *right.told)):
        known.setdefault(item.event_id, item)
    return MemberBindings(left.member_id, tuple(sorted(known.values())))


def of_one_person(member_id: str, known: Iterable[MemberBindings | None]) -> MemberBindings | None:
    """What is known under several ids that turned out to be one person, as said of `member_id`."""
    found: MemberBindings | None = None
    for item in known:
        if item is not None:
            found = merge_bindings(found, replace(item, member_id=member_id))
    return found


@dataclass(frozen=True, slots=True)
class Windows:
    """How long a binding holds, and for how much of that nobody else takes the member over; milliseconds."""

    valid_ms: int
    protected_ms: int


@dataclass(frozen=True, slots=True)
class Binding:
    """A member's guide at a moment. `handed_by`: who handed the member over, "" when they were bound by themselves."""

    guide: str
    since_ms: int
    protected_until_ms: int
    until_ms: int
    handed_by: str = ""


def bound_at(known: MemberBindings | None, at_ms: int, windows: Callable[[int], Windows | None]) -> Binding | None:
    """Who the member's guide is at `at_ms`. `windows`: those of a binding made at a moment; None = nothing binds then.

    A fact of that very millisecond counts. Until a binding's protection is over another guide changes nothing, until
    its validity is over they take it over, and whoever is bound again begins anew."""
    found: Binding | None = None
    for item in known.told if known else ():
        if item.at_ms > at_ms:
            break
        if found is not None and item.at_ms >= found.until_ms:
            found = None
        found = _handed(found, item) if item.from_guide else _bound(found, item, windows(item.at_ms))
    return found if found is not None and at_ms < found.until_ms else None


def _handed(found: Binding | None, item: Told) -> Binding | None:
    """Only who is the member's guide has them to hand over."""
    if found is None or found.guide != item.from_guide:
        return found
    return replace(found, guide=item.guide, handed_by=item.from_guide)


def _bound(found: Binding | None, item: Told, windows: Windows | None) -> Binding | None:
    if windows is None or windows.valid_ms <= 0:
        return found
    if found is not None and found.guide != item.guide and item.at_ms < found.protected_until_ms:
        return found
    return Binding(item.guide, item.at_ms, item.at_ms + windows.protected_ms, item.at_ms + windows.valid_ms)
