"""Transfers: what is known of each, and what of it is still on its way.

Like an order, a transfer *is* the facts known about it, and merging two sets of them is a union. Sent, received and
settled are sums: per article `in transit = sent − received − settled`, above zero when something is missing, below when
more came than was sent. That is no error of anybody's until a manager says where the goods are.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from kiosk.domain import clock
from kiosk.domain.events import Event, GoodsReceived, body_of
from kiosk.domain.transfers import GoodsSent, SettledLine, Settlement, TransferClosed


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """When and by whom a fact was recorded. Without the device: an event recorded under two identities is one."""

    hlc: int
    event_id: str
    actor: str

    @property
    def at_ms(self) -> int:
        return clock.wall_ms(self.hlc)


@dataclass(frozen=True, slots=True)
class SentFact:
    told: Told
    body: GoodsSent


@dataclass(frozen=True, slots=True)
class ReceivedFact:
    told: Told
    body: GoodsReceived


@dataclass(frozen=True, slots=True)
class ClosedFact:
    told: Told
    body: TransferClosed


@dataclass(frozen=True, slots=True)
class TransferFacts:
    """All that is known about one transfer; each tuple in the order of the clock, one entry an event id."""

    transfer_id: str
    sent: tuple[SentFact, ...] = ()
    received: tuple[ReceivedFact, ...] = ()
    closed: tuple[ClosedFact, ...] = ()


def facts_of(event: Event) -> TransferFacts | None:
    """What an event says about a transfer; None when it is about none. Raises InputError when its body does not fit."""
    if event.type not in (GoodsSent.TYPE, GoodsReceived.TYPE, TransferClosed.TYPE):
        return None
    body, told = body_of(event), Told(event.hlc, event.id, event.actor)
    if isinstance(body, GoodsSent):
        return TransferFacts(body.transfer_id, sent=(SentFact(told, body),))
    if isinstance(body, TransferClosed):
        return TransferFacts(body.transfer_id, closed=(ClosedFact(told, body),))
    return TransferFacts(body.transfer, received=(ReceivedFact(told, body),)) if body.transfer else None


def merge(left: TransferFacts | None, right: TransferFacts | None) -> TransferFacts | None:
    """The union of two sets of facts about the same transfer: commutative, associative, idempotent."""
    if left is None or right is None:
        return left or right
    if left.transfer_id != right.transfer_id:
        raise ValueError("facts of two transfers cannot be merged")
    return TransferFacts(
        left.transfer_id,
        _union(left.sent, right.sent),
        _union(left.received, right.received),
        _union(left.closed, right.closed),
    )


def _union(left: tuple[Any, ...], right: tuple[Any, ...]) -> tuple[Any, ...]:
    known = {fact.told.event_id: fact for fact in (*left, *right)}
    return tuple(sorted(known.values(), key=lambda fact: fact.told))


@dataclass(frozen=True, slots=True)
class TransitLine:
    sku: str
    sent: int
    received: int
    settled: int

    @property
    def left(self) -> int:
        """In transit; below zero when more arrived than was sent."""
        return self.sent - self.received - self.settled


@dataclass(frozen=True, slots=True)
class Transfer:
    """A transfer as it stands. `sent_ms` and `received_ms` are 0 until a fact says so; so is `sender` "", when only a
    box's bars were scanned and its sender has not told anybody yet."""

    transfer_id: str
    document: str
    sender: str
    receiver: str
    sent_ms: int
    received_ms: int
    lines: tuple[TransitLine, ...]
    closed: tuple[ClosedFact, ...]

    @property
    def open(self) -> bool:
        """Whether anything is in transit, or arrived that was never sent."""
        return any(line.left for line in self.lines)

    @property
    def differs(self) -> bool:
        """Whether a box was opened whose content is not what its papers say."""
        return self.open and bool(self.received_ms)

    @property
    def missing(self) -> int:
        return sum(max(line.left, 0) for line in self.lines)

    @property
    def surplus(self) -> int:
        return sum(max(-line.left, 0) for line in self.lines)

    def to_settle(self, settlement: Settlement) -> tuple[SettledLine, ...]:
        """What would be settled so: all that is left; of goods that are lost only those that were sent."""
        return tuple(
            SettledLine(line.sku, line.left)
            for line in self.lines
            if line.left > 0 or (line.left and settlement is not Settlement.LOST)
        )


def settled(facts: TransferFacts) -> Transfer:
    """What follows from the facts."""
    sent, received, closed = Counter[str](), Counter[str](), Counter[str]()
    for fact in facts.sent:
        sent.update({line.sku: line.quantity for line in fact.body.lines})
    for box in facts.received:
        for line in box.body.lines:
            received[line.sku] += line.quantity
    for end in facts.closed:
        for gone in end.body.lines:
            closed[gone.sku] += gone.pieces
    document, sender, receiver = _papers(facts)
    return Transfer(
        facts.transfer_id, document, sender, receiver,
        facts.sent[0].told.at_ms if facts.sent else 0,
        facts.received[0].told.at_ms if facts.received else 0,
        tuple(TransitLine(sku, sent[sku], received[sku], closed[sku]) for sku in sorted({*sent, *received, *closed})),
        facts.closed,
    )  # fmt: skip


def _papers(facts: TransferFacts) -> tuple[str, str, str]:
    """Document, sender, receiver, from whoever knows best."""
    if facts.sent:
        first = facts.sent[0].body
        return first.document, first.location, first.to_location
    if facts.received:
        box = facts.received[0].body
        return box.document, box.from_location or "", box.location
    end = facts.closed[0].body
    return "", end.from_location, end.to_location


def places_of(facts: TransferFacts) -> frozenset[str]:
    """Every location that has to know: the two ends, and wherever the box was opened or settled after all."""
    ends = {place for fact in facts.sent for place in (fact.body.location, fact.body.to_location)}
    ends |= {place for box in facts.received for place in (box.body.location, box.body.from_location or "")}
    ends |= {place for end in facts.closed for place in (end.body.from_location, end.body.to_location)}
    return frozenset(ends - {""})
