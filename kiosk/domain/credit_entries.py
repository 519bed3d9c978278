"""What a ledger of credit is made of. Amounts in minor units; nothing in it is a sentence yet, all of it is data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.credit_rules import Role


class Number(StrEnum):
    """Three numbers, never mixed."""

    CREDIT = "credit"  # towards a target; several may count the same sale in full
    COMMISSION = "commission"  # money, shared out once
    REVENUE = "revenue"  # the books, once


class State(StrEnum):
    PENDING = "pending"  # paid; the goods may still come back
    EARNED = "earned"  # the return window is over
    REVERSED = "reversed"  # came back, or could not be had


class Why(StrEnum):
    """The codes of reasons. Each has its sentence in every language."""

    SOLD = "sold"  # at_ms
    CLAIMED = "claimed"  # at_ms
    CLAIMED_LATE = "claimed_late"  # at_ms, by, words
    BOUND = "bound"  # until_ms
    HANDED = "handed"  # guide, until_ms
    SHOP = "shop"  # the shop that sold it
    FILLED = "filled"  # the shop whose goods they were
    ONLINE = "online"
    HOUSE = "house"
    FELL_NOBODY = "fell_nobody"  # role
    FELL_LEFT = "fell_left"  # role, guide, at_ms
    FELL_OWN = "fell_own"  # role, guide
    DECIDED = "decided"  # by, at_ms, words
    RETURNED = "returned"  # pieces, of, number, at_ms
    REFUSED = "refused"  # at_ms
    REFUNDED = "refunded"  # at_ms
    REVENUE = "revenue"  # at_ms


Argument = str | int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an entry is as it is. `args`: what the code's sentence needs, by name."""

    code: Why
    args: tuple[tuple[str, Argument], ...] = ()

    def arg(self, name: str) -> Argument:
        return dict(self.args)[name]


def reason(code: Why, **args: Argument) -> Reason:
    return Reason(code, tuple(sorted(args.items())))


class Dispute(StrEnum):
    NONE = "none"
    OPEN = "open"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class TakenOff:
    """What guides took off the line before it was paid: it counts for nobody."""

    minor: int
    kinds: tuple[str, ...]  # of ReductionKind


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger. What an order gives somebody is the sum of their entries; `amount_minor` of a reversal is
    below zero, and `reverses` is the key of what it takes back."""

    key: str
    line_id: str
    number: Number
    role: Role
    party: str  # guide, shop, "online", "house"; of revenue whoever's sale it is
    amount_minor: int
    state: State
    at_ms: int  # paid, returned, refunded or refused
    due_ms: int  # when it is, or was, earned; 0 = not before the goods have gone out
    reason: Reason
    rule: str
    percent: int
    base_minor: int  # what was paid for the line
    own_purchase: bool = False  # bought with the guide's own member code
    dispute: Dispute = Dispute.NONE
    reverses: str = ""
    taken_off: TakenOff | None = None


@dataclass(frozen=True, slots=True)
class Parties:
    """Who is who beyond one order: when guides left, which member is which guide, what is a shop."""

    left_ms: Mapping[str, int] = field(default_factory=dict)
    own_members: Mapping[str, str] = field(default_factory=dict)  # member → guide
    shops: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sums:
    """What somebody has of one number. What was taken back is no longer in the first two, also where it was given long
    before; `reversed_minor` says how much that is, above zero."""

    pending_minor: int = 0
    earned_minor: int = 0
    reversed_minor: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.pending_minor + other.pending_minor,
            self.earned_minor + other.earned_minor,
            self.reversed_minor + other.reversed_minor,
        )


def sums_of(entries: Iterable[Entry], now_ms: int) -> dict[tuple[str, Number], Sums]:
    """(party, number) → sums as of `now_ms`."""
    totals: dict[tuple[str, Number], Sums] = {}
    for entry in entries:
        ripe, minor = 0 < entry.due_ms <= now_ms, entry.amount_minor
        said = Sums(0 if ripe else minor, minor if ripe else 0, -minor if entry.reverses else 0)
        key = (entry.party, entry.number)
        totals[key] = totals.get(key, Sums()) + said
    return totals
