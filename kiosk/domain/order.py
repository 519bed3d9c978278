"""The life of an order, as a set of facts and what follows from them.

An order *is* the facts known about it, keyed by event id. Merging two sets is a union, so tablet and HQ reach the same
order from the same events in whatever order the network gives them; conflicts are settled here, by rule, when the
set is read.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from kiosk.domain import clock, codec
from kiosk.domain.events import (
    CallBackMade,
    Event,
    Fulfilment,
    GoodsHandedOver,
    LineDecision,
    LinesDecided,
    LinesDispatched,
    LinesReady,
    OrderCancelled,
    OrderLapsed,
    OrderLine,
    OrderPaid,
    OrderPlaced,
    Outcome,
    Promise,
    body_of,
)


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
}
_FIELDS = tuple(name for name, _ in _FACTS.values())
ORDER_EVENTS = frozenset(_FACTS)


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


def _union(left: tuple[Any, ...], right: tuple[Any, ...]) -> tuple[Any, ...]:
    known: dict[str, Any] = {}
    for fact in (*left, *right):
        other = known.setdefault(fact.stamp.event_id, fact)
        if other != fact:  # one event recorded under two identities, after a restore: the same one counts everywhere
            known[fact.stamp.event_id] = min(other, fact, key=lambda item: (item.stamp, codec.dump(item.body)))
    return tuple(sorted(known.values(), key=lambda fact: fact.stamp))


class OrderStatus(StrEnum):
    """As more becomes known an order only moves down this list, whichever fact comes first. Two exceptions: a payment
    of a part opens what was cancelled or lapsed, and goods that were refused and move on all the same are owed."""

    PLACED = "placed"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"  # or refused whole by HQ, and the shopper was told
    PAID = "paid"
    COMPLETED = "completed"  # every line that was not refused reached the shopper


class LineStatus(StrEnum):
    CONFIRMED = "confirmed"
    REQUESTED = "requested"
    RE_SOURCED = "re_sourced"
    REFUSED = "refused"
    READY = "ready"
    IN_TRANSIT = "in_transit"
    HANDED_OVER = "handed_over"
    RELEASED = "released"  # the order was cancelled or lapsed


class Attention(StrEnum):
    """What a person has to decide."""

    CANCEL_AFTER_PAYMENT = "cancel_after_payment"
    PAID_AFTER_LAPSE = "paid_after_lapse"
    HANDED_OVER_TWICE = "handed_over_twice"
    HANDED_OVER_UNPAID = "handed_over_unpaid"
    PAID_TWICE = "paid_twice"
    REFUSED_PAID = "refused_paid"


@dataclass(frozen=True, slots=True)
class LineView:
    line: OrderLine
    status: LineStatus
    promise: Promise  # the newest one: HQ's when it has spoken
    handed: Stamp | None = None
    handed_from: str = ""
    called: bool = False

    @property
    def open(self) -> bool:
        """Whether the line still holds stock."""
        return self.status not in (
            LineStatus.REFUSED,
            LineStatus.HANDED_OVER,
            LineStatus.RELEASED,
            LineStatus.IN_TRANSIT,
        )


@dataclass(frozen=True, slots=True)
class OrderView:
    """What follows from the facts: one truth for screen, paper, HQ and export."""

    order_id: str
    placed: OrderPlaced
    stamp: Stamp
    status: OrderStatus
    lines: tuple[LineView, ...]
    paid_minor: int
    due_minor: int
    attention: tuple[Attention, ...]
    receipt_numbers: tuple[str, ...]

    @property
    def paid(self) -> bool:
        """Whether goods may leave. An order that owes nothing because it is closed or refused whole is not paid."""
        return bool(self.receipt_numbers) and self.due_minor <= 0


def view(facts: OrderFacts) -> OrderView | None:
    """The order as it stands; None while its OrderPlaced is not known here. Of two OrderPlaced the earlier counts."""
    if not facts.placed:
        return None
    placed = facts.placed[0]
    paid_minor = sum(tender.amount_minor for fact in facts.paid for tender in fact.body.tenders)
    # What HQ refused is not owed. An order refused whole owes nothing, and is not thereby paid.
    lines = tuple(_line_view(facts, line) for line in placed.body.lines)
    refused_minor = sum(item.line.total_minor for item in lines if item.status is LineStatus.REFUSED)
    due_minor = placed.body.total_minor - refused_minor - paid_minor
    status = _status(facts, lines, paid=bool(facts.paid) and due_minor <= 0)
    if status in (OrderStatus.CANCELLED, OrderStatus.LAPSED):
        lines = tuple(_released(item) for item in lines)
        due_minor = 0
    return OrderView(
        facts.order_id,
        placed.body,
        placed.stamp,
        status,
        lines,
        paid_minor,
        due_minor,
        _attention(facts, lines, due_minor),
        tuple(fact.body.receipt_number for fact in facts.paid),
    )


def _status(facts: OrderFacts, lines: tuple[LineView, ...], *, paid: bool) -> OrderStatus:
    if facts.paid:  # a payment that meets a cancel or a lapse wins, and a person decides
        done = paid and all(item.status in (LineStatus.HANDED_OVER, LineStatus.REFUSED) for item in lines)
        return OrderStatus.COMPLETED if done else OrderStatus.PAID if paid else OrderStatus.PLACED
    # Nothing is left to pay for or to wait for: without this, an order refused whole would stay open for ever.
    if facts.cancelled or all(item.status is LineStatus.REFUSED and item.called for item in lines):
        return OrderStatus.CANCELLED
    if facts.lapsed:
        return OrderStatus.LAPSED
    return OrderStatus.PLACED


def _line_view(facts: OrderFacts, line: OrderLine) -> LineView:
    decision = _decision(facts, line)
    promise = decision.promise if decision and decision.promise else line.promise
    handed = next(
        (
            (fact.stamp, item.location)
            for fact in facts.handed
            for item in fact.body.lines
            if item.line_id == line.line_id
        ),
        None,
    )
    called = any(line.line_id in fact.body.line_ids for fact in facts.called)
    if handed:
        return LineView(line, LineStatus.HANDED_OVER, promise, handed[0], handed[1], called)
    return LineView(line, _open_status(facts, line, decision), promise, called=called)


def _open_status(facts: OrderFacts, line: OrderLine, decision: LineDecision | None) -> LineStatus:
    if any(line.line_id in fact.body.line_ids for fact in facts.dispatched):
        return LineStatus.IN_TRANSIT
    if any(line.line_id in fact.body.line_ids for fact in facts.ready):
        return LineStatus.READY
    if decision is not None:
        return LineStatus(decision.outcome.value)
    return LineStatus.CONFIRMED if line.fulfilment is Fulfilment.TAKE_NOW else LineStatus.REQUESTED


def _decision(facts: OrderFacts, line: OrderLine) -> LineDecision | None:
    """HQ's word: the newest, but a refusal is final, for the shopper is called about it. A line taken now is
    confirmed by the shop; HQ has no say in it."""
    if line.fulfilment is Fulfilment.TAKE_NOW:
        return None
    found = [item for fact in facts.decided for item in fact.body.decisions if item.line_id == line.line_id]
    return next((item for item in found if item.outcome is Outcome.REFUSED), found[-1] if found else None)


def _released(item: LineView) -> LineView:
    kept = (LineStatus.HANDED_OVER, LineStatus.IN_TRANSIT, LineStatus.REFUSED)
    return item if item.status in kept else replace(item, status=LineStatus.RELEASED)


def _attention(facts: OrderFacts, lines: tuple[LineView, ...], due_minor: int) -> tuple[Attention, ...]:
    handed = [item.line_id for fact in facts.handed for item in fact.body.lines]
    checks = (
        (Attention.CANCEL_AFTER_PAYMENT, facts.paid and facts.cancelled),
        (Attention.PAID_AFTER_LAPSE, facts.paid and facts.lapsed),
        (Attention.HANDED_OVER_TWICE, len(handed) != len(set(handed))),
        (Attention.HANDED_OVER_UNPAID, handed and (not facts.paid or due_minor > 0)),
        (Attention.PAID_TWICE, due_minor < 0 and len(facts.paid) > 1),
        (
            Attention.REFUSED_PAID,
            facts.paid and any(item.status is LineStatus.REFUSED and not item.called for item in lines),
        ),
    )
    return tuple(kind for kind, holds in checks if holds)


def call_backs(facts: OrderFacts) -> tuple[str, ...]:
    """Line ids HQ refused and nobody has called the shopper about yet: the call-back task."""
    seen = view(facts)
    if seen is None or seen.status in (OrderStatus.CANCELLED, OrderStatus.LAPSED):
        return ()
    return tuple(item.line.line_id for item in seen.lines if item.status is LineStatus.REFUSED and not item.called)


def undecided(facts: OrderFacts) -> tuple[str, ...]:
    """Line ids that wait for HQ's word."""
    seen = view(facts)
    return tuple(item.line.line_id for item in seen.lines if item.status is LineStatus.REQUESTED) if seen else ()


def shops_of(facts: OrderFacts) -> frozenset[str]:
    """Locations whose tablets must know the order: where it was placed, where goods come from, where they are handed
    over."""
    seen = view(facts)
    if seen is None:
        return frozenset()
    places = {seen.placed.shop}
    for item in seen.lines:
        places |= {item.promise.source, item.promise.place, item.line.promise.place}
    return frozenset(places - {DOOR, ""})


DOOR = "door"
