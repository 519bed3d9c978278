"""What is known about one order: facts, each an event about it, keyed by event id.

An order *is* the facts known about it. Merging two sets is a union, so tablet and HQ reach the same order from the
same events in whatever order the network gives them; `kiosk.domain.order` settles what follows from them.
"""

from dataclasses import dataclass
from typing import Any

from kiosk.domain import clock, codec
from kiosk.domain.calls import CallTried
from kiosk.domain.credit_facts import CreditClaimed, CreditDecided, CreditDisputed
from kiosk.domain.details import DetailsGiven
from kiosk.domain.events import (
    CallBackMade,
    Event,
    GoodsHandedOver,
    LinesDecided,
    LinesDispatched,
    LinesReady,
    OrderCancelled,
    OrderLapsed,
    OrderPaid,
    OrderPlaced,
    body_of,
)
from kiosk.domain.repairs import AttentionSettled, LinesAskedAgain, MoneyRefunded
from kiosk.domain.returns import GoodsReturned, PriceReduced


@dataclass(frozen=True, slots=True, order=True)
class Stamp:
    """When, where and by whom a fact was recorded. Sorts by clock, then id: the same order at both ends."""

    hlc: int
    event_id: str
    device: str
    actor: str

    @property
    def at_ms(self) -> int:
        return clock.wall_ms(self.hlc)


@dataclass(frozen=True, slots=True)
class PlacedFact:
    stamp: Stamp
    body: OrderPlaced


@dataclass(frozen=True, slots=True)
class PaidFact:
    stamp: Stamp
    body: OrderPaid


@dataclass(frozen=True, slots=True)
class HandedFact:
    stamp: Stamp
    body: GoodsHandedOver


@dataclass(frozen=True, slots=True)
class ReadyFact:
    stamp: Stamp
    body: LinesReady


@dataclass(frozen=True, slots=True)
class DispatchedFact:
    stamp: Stamp
    body: LinesDispatched


@dataclass(frozen=True, slots=True)
class CancelledFact:
    stamp: Stamp
    body: OrderCancelled


@dataclass(frozen=True, slots=True)
class LapsedFact:
    stamp: Stamp
    body: OrderLapsed


@dataclass(frozen=True, slots=True)
class DecidedFact:
    stamp: Stamp
    body: LinesDecided


@dataclass(frozen=True, slots=True)
class CalledFact:
    stamp: Stamp
    body: CallBackMade


@dataclass(frozen=True, slots=True)
class TriedFact:
    stamp: Stamp
    body: CallTried


@dataclass(frozen=True, slots=True)
class ReducedFact:
    stamp: Stamp
    body: PriceReduced


@dataclass(frozen=True, slots=True)
class ReturnedFact:
    stamp: Stamp
    body: GoodsReturned


@dataclass(frozen=True, slots=True)
class ClaimedFact:
    stamp: Stamp
    body: CreditClaimed


@dataclass(frozen=True, slots=True)
class DisputedFact:
    stamp: Stamp
    body: CreditDisputed


@dataclass(frozen=True, slots=True)
class SettledFact:
    stamp: Stamp
    body: CreditDecided


@dataclass(frozen=True, slots=True)
class GivenFact:
    stamp: Stamp
    body: DetailsGiven


@dataclass(frozen=True, slots=True)
class RefundedFact:
    stamp: Stamp
    body: MoneyRefunded


@dataclass(frozen=True, slots=True)
class AskedFact:
    stamp: Stamp
    body: LinesAskedAgain


@dataclass(frozen=True, slots=True)
class AttendedFact:
    stamp: Stamp
    body: AttentionSettled


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """All that is known about one order; each tuple sorted by stamp, one entry an event id."""

    order_id: str
    placed: tuple[PlacedFact, ...] = ()
    paid: tuple[PaidFact, ...] = ()
    handed: tuple[HandedFact, ...] = ()
    ready: tuple[ReadyFact, ...] = ()
    dispatched: tuple[DispatchedFact, ...] = ()
    cancelled: tuple[CancelledFact, ...] = ()
    lapsed: tuple[LapsedFact, ...] = ()
    decided: tuple[DecidedFact, ...] = ()
    called: tuple[CalledFact, ...] = ()
    tried: tuple[TriedFact, ...] = ()
    reduced: tuple[ReducedFact, ...] = ()
    returned: tuple[ReturnedFact, ...] = ()
    claimed: tuple[ClaimedFact, ...] = ()
    disputed: tuple[DisputedFact, ...] = ()
    settled: tuple[SettledFact, ...] = ()
    given: tuple[GivenFact, ...] = ()
    refunded: tuple[RefundedFact, ...] = ()
    asked: tuple[AskedFact, ...] = ()
    attended: tuple[AttendedFact, ...] = ()


_FACTS: dict[str, tuple[str, Any]] = {
    OrderPlaced.TYPE: ("placed", PlacedFact),
    OrderPaid.TYPE: ("paid", PaidFact),
    GoodsHandedOver.TYPE: ("handed", HandedFact),
    LinesReady.TYPE: ("ready", ReadyFact),
    LinesDispatched.TYPE: ("dispatched", DispatchedFact),
    OrderCancelled.TYPE: ("cancelled", CancelledFact),
    OrderLapsed.TYPE: ("lapsed", LapsedFact),
    LinesDecided.TYPE: ("decided", DecidedFact),
    CallBackMade.TYPE: ("called", CalledFact),
    CallTried.TYPE: ("tried", TriedFact),
    PriceReduced.TYPE: ("reduced", ReducedFact),
    GoodsReturned.TYPE: ("returned", ReturnedFact),
    CreditClaimed.TYPE: ("claimed", ClaimedFact),
    CreditDisputed.TYPE: ("disputed", DisputedFact),
    CreditDecided.TYPE: ("settled", SettledFact),
    DetailsGiven.TYPE: ("given", GivenFact),
    MoneyRefunded.TYPE: ("refunded", RefundedFact),
    LinesAskedAgain.TYPE: ("asked", AskedFact),
    AttentionSettled.TYPE: ("attended", AttendedFact),
}
_FIELDS = tuple(name for name, _ in _FACTS.values())
ORDER_EVENTS = frozenset(_FACTS)


def blobs_of_order(facts: OrderFacts) -> frozenset[str]:
    """Side-blobs with something personal: the number to call, and what the shopper's own phone gave."""
    contacts = (fact.body.contact for fact in facts.placed if fact.body.contact)
    return frozenset((*contacts, *(fact.body.content for fact in facts.given)))


def facts_of(event: Event) -> OrderFacts:
    """What one event says about its order. Raises InputError when it is no order event or its body does not fit."""
    body = body_of(event)
    name, kind = _FACTS[event.type]
    fact = kind(Stamp(event.hlc, event.id, event.device, event.actor), body)
    fields: dict[str, Any] = {name: (fact,)}
    return OrderFacts(body.order_id, **fields)


def merge(left: OrderFacts | None, right: OrderFacts | None) -> OrderFacts | None:
    """The union of two sets of facts about the same order: commutative, associative, idempotent."""
    if left is None or right is None:
        return left or right
    if left.order_id != right.order_id:
        raise ValueError("facts of two orders cannot be merged")
    return OrderFacts(left.order_id, **{name: _union(getattr(left, name), getattr(right, name)) for name in _FIELDS})


def newest_hlc(facts: OrderFacts) -> int:
    """The clock of the newest fact."""
    return max((fact.stamp.hlc for name in _FIELDS for fact in getattr(facts, name)), default=0)


def _union(left: tuple[Any, ...], right: tuple[Any, ...]) -> tuple[Any, ...]:
    if not left or not right:
        return left or right
    known: dict[str, Any] = {}
    for fact in (*left, *right):
        other = known.setdefault(fact.stamp.event_id, fact)
        if other != fact:  # one event recorded under two identities, after a restore: the same one counts everywhere
            known[fact.stamp.event_id] = min(other, fact, key=lambda item: (item.stamp, codec.dump(item.body)))
    return tuple(sorted(known.values(), key=lambda fact: fact.stamp))
