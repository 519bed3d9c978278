"""Facts about a shop's people: who may unlock its tablets, with which badge and PIN, and who no longer may.

A badge is named by its SHA-256, a PIN by its Argon2id hash; neither is ever in a fact as it is. What is known of a
person is the newest word on each of their fields, and every badge of theirs that was switched off: that grows only, so
a lost badge stays off whatever anybody says later.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from itertools import pairwise
from typing import Any, ClassVar

from kiosk.domain.staff import Role, StaffMember
from kiosk.errors import RuleError

LEAST_PIN, MOST_PIN = 4, 6
_SHA256 = re.compile(r"[0-9a-f]{64}")


class OffReason(StrEnum):
    """Why a badge was switched off."""

    LOST = "lost"
    REPLACED = "replaced"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class StaffAdded:
    """Somebody begins in a shop. The first badge and PIN come with it."""

    TYPE: ClassVar[str] = "StaffAdded"
    VERSION: ClassVar[int] = 1
    staff_id: str
    shop: str
    name: str
    role: Role
    badge_sha256: str
    pin_hash: str
    public_code: str

    def __post_init__(self) -> None:
        _check_badge(self.badge_sha256)
        _check_hash(self.pin_hash)
        if not self.name.strip():
            raise ValueError("a person has a name")


@dataclass(frozen=True, slots=True)
class BadgeIssued:
    """A new badge for somebody of the shop; the one before, if there is one, is switched off by a fact of its own."""

    TYPE: ClassVar[str] = "BadgeIssued"
    VERSION: ClassVar[int] = 1
    staff_id: str
    shop: str
    badge_sha256: str

    def __post_init__(self) -> None:
        _check_badge(self.badge_sha256)


@dataclass(frozen=True, slots=True)
class BadgeRevoked:
    """A badge is off, for good."""

    TYPE: ClassVar[str] = "BadgeRevoked"
    VERSION: ClassVar[int] = 1
    staff_id: str
    shop: str
    badge_sha256: str
    reason: OffReason

    def __post_init__(self) -> None:
        _check_badge(self.badge_sha256)


@dataclass(frozen=True, slots=True)
class PinChanged:
    TYPE: ClassVar[str] = "PinChanged"
    VERSION: ClassVar[int] = 1
    staff_id: str
    shop: str
    pin_hash: str

    def __post_init__(self) -> None:
        _check_hash(self.pin_hash)


@dataclass(frozen=True, slots=True)
class StaffLeft:
    """Somebody no longer works in the shop. Their badge is switched off by a fact of its own."""

    TYPE: ClassVar[str] = "StaffLeft"
    VERSION: ClassVar[int] = 1
    staff_id: str
    shop: str


PEOPLE_FACTS = (StaffAdded, BadgeIssued, BadgeRevoked, PinChanged, StaffLeft)
PEOPLE_EVENTS = frozenset(kind.TYPE for kind in PEOPLE_FACTS)


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """A word on one field, and when: the newest counts, by hybrid clock, then by event."""

    hlc: int = 0
    event_id: str = ""
    value: str = ""


NOTHING = Said()


@dataclass(frozen=True, slots=True, order=True)
class BadgeOff:
    """A badge that opens nothing any more, since when (hybrid clock), why, and in which shop that was said."""

    badge_sha256: str
    hlc: int
    event_id: str
    shop: str
    reason: OffReason


@dataclass(frozen=True, slots=True)
class Person:
    """All that is known about one person. `shop` is "" when they work nowhere."""

    id: str
    shop: Said = NOTHING
    name: Said = NOTHING
    role: Said = NOTHING
    public_code: Said = NOTHING
    badge_sha256: Said = NOTHING
    pin_hash: Said = NOTHING
    off: tuple[BadgeOff, ...] = ()


WORDS = tuple(item.name for item in fields(Person) if item.name not in ("id", "off"))


def said_by(body: Any, hlc: int, event_id: str) -> Person:
    """What one fact says about its person."""
    who = body.staff_id
    if isinstance(body, StaffAdded):
        return person_of(_member(body), hlc, event_id)
    if isinstance(body, BadgeIssued):
        return Person(who, badge_sha256=Said(hlc, event_id, body.badge_sha256))
    if isinstance(body, PinChanged):
        return Person(who, pin_hash=Said(hlc, event_id, body.pin_hash))
    if isinstance(body, BadgeRevoked):
        return Person(who, off=(BadgeOff(body.badge_sha256, hlc, event_id, body.shop, body.reason),))
    return Person(who, shop=Said(hlc, event_id))


def _member(body: StaffAdded) -> StaffMember:
    return StaffMember(
        body.staff_id, body.shop, body.name, body.role, body.badge_sha256, body.pin_hash, body.public_code
    )


def person_of(member: StaffMember, hlc: int = 0, event_id: str = "") -> Person:
    """A whole row, as said at one moment; at 0, before anything that was said since."""
    words: dict[str, Any] = {name: Said(hlc, event_id, str(getattr(member, name))) for name in WORDS}
    return Person(member.id, **words)


def merge_person(left: Person, right: Person) -> Person:
    """What both know: commutative, associative, idempotent."""
    if left.id != right.id:
        raise ValueError("what is known of two people cannot be merged")
    words: dict[str, Any] = {name: max(getattr(left, name), getattr(right, name)) for name in WORDS}
    off: dict[str, BadgeOff] = {}
    for item in sorted((*left.off, *right.off)):
        off.setdefault(item.badge_sha256, item)
    return replace(left, off=tuple(off.values()), **words)


def member_of(person: Person) -> StaffMember | None:
    """The person as a tablet knows them; None when they work nowhere. A badge that is off is no badge."""
    if not person.shop.value or not person.name.value:
        return None
    badge = person.badge_sha256.value
    return StaffMember(
        person.id,
        person.shop.value,
        person.name.value,
        Role(person.role.value),
        "" if any(badge == item.badge_sha256 for item in person.off) else badge,
        person.pin_hash.value,
        person.public_code.value,
    )


def with_own_facts(rows: Iterable[StaffMember], said: Iterable[Person]) -> tuple[StaffMember, ...]:
    """HQ's rows with what was said here and they do not include yet, by name."""
    known = {row.id: row for row in rows}
    changed: dict[str, Person] = {}
    for item in said:
        before = changed.get(item.id) or (person_of(known[item.id]) if item.id in known else item)
        changed[item.id] = merge_person(before, item)
    for staff_id, person in changed.items():
        known.pop(staff_id, None)
        if (member := member_of(person)) is not None:
            known[staff_id] = member
    return tuple(sorted(known.values(), key=lambda member: (member.name.casefold(), member.id)))


def check_pin(pin: str) -> None:
    """Whether a PIN may be chosen. Raises RuleError that says what is wrong with it."""
    if not (pin.isascii() and pin.isdigit() and LEAST_PIN <= len(pin) <= MOST_PIN):
        raise RuleError("A PIN has 4 to 6 digits.")
    if len(set(pin)) == 1:
        raise RuleError("The same digit over and over is the first thing anybody tries. Choose another PIN.")
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if steps <= {1} or steps <= {9}:
        raise RuleError("Digits in a row, up or down, are among the first that anybody tries. Choose another PIN.")
    if len(pin) % 2 == 0 and pin == pin[:2] * (len(pin) // 2):
        raise RuleError("A pair that repeats is easily guessed. Choose another PIN.")


def _check_badge(badge_sha256: str) -> None:
    if not _SHA256.fullmatch(badge_sha256):
        raise ValueError("a badge is named by its SHA-256")


def _check_hash(pin_hash: str) -> None:
    if not pin_hash or pin_hash.isdigit():
        raise ValueError("a PIN is kept as its hash")
