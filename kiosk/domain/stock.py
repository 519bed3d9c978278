"""Stock: what orders and other events do to it. Movements are the only way on hand changes; reservations set aside.

`on hand = opening + movements after the opening's moment`, at the tablet and at HQ.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.domain import clock
from kiosk.domain.events import Event, GoodsReceived, StockCounted, body_of
from kiosk.domain.facts import OrderFacts
from kiosk.domain.order import LineView, view
from kiosk.domain.returns import Grade
from kiosk.domain.transfers import GoodsSent, TransferClosed


@dataclass(frozen=True, slots=True)
class Movement:
    """A signed change of what lies at a location, with its reason. `at_ms` decides on which side of an opening it
    falls."""

    location: str
    sku: str
    delta: int
    at_ms: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reservation:
    """Pieces set aside at a location for an order line."""

    location: str
    sku: str
    quantity: int
    line_id: str


@dataclass(frozen=True, slots=True)
class Effects:
    """What one source (an order's facts, or a single event) does to stock."""

    movements: tuple[Movement, ...] = ()
    reservations: tuple[Reservation, ...] = ()


@dataclass(frozen=True, slots=True)
class StockRow:
    """HQ's figure for a variant at a location. ATP = on hand − reserved − safety stock."""

    location: str
    sku: str
    on_hand: int
    reserved: int = 0
    opened_ms: int = 0

    def atp(self, safety: int = 0) -> int:
        return max(self.on_hand - self.reserved - safety, 0)


def effects_of_order(facts: OrderFacts | None) -> Effects:
    """What the order holds and what it has moved. A line handed over twice moved goods once: the second waits for a
    person."""
    seen = view(facts) if facts else None
    if facts is None or seen is None:
        return Effects()
    movements: list[Movement] = []
    for item in seen.lines:
        movements += _arrivals(facts, item) + _departures(facts, item) + _back_on_shelf(facts, item)
    reservations = tuple(
        Reservation(_held_at(facts, item), item.line.sku, item.line.quantity, item.line.line_id)
        for item in seen.lines
        if item.open
    )
    return Effects(tuple(movements), tuple(kept for kept in reservations if kept.location))


def _held_at(facts: OrderFacts, item: LineView) -> str:
    arrived = [fact.body.location for fact in facts.ready if item.line.line_id in fact.body.line_ids]
    return arrived[0] if arrived else item.promise.source


def _arrivals(facts: OrderFacts, item: LineView) -> list[Movement]:
    """A line brought here moves from its source to this shop when it arrives (the first report counts)."""
    for fact in facts.ready:
        if item.line.line_id in fact.body.line_ids:
            source = item.promise.source
            if fact.body.transfer or source in ("", fact.body.location):
                return []
            pieces, at_ms = item.line.quantity, fact.stamp.at_ms
            return [
                Movement(source, item.line.sku, -pieces, at_ms, "transfer_out"),
                Movement(fact.body.location, item.line.sku, pieces, at_ms, "transfer_in"),
            ]
    return []


def _departures(facts: OrderFacts, item: LineView) -> list[Movement]:
    """Pieces leave our shelves once, where they left first: parcels at dispatch, not when the door opens."""
    left = [
        (fact.stamp, fact.body.location, "dispatched")
        for fact in facts.dispatched
        if item.line.line_id in fact.body.line_ids
    ]
    if item.handed is not None:
        left.append((item.handed, item.handed_from, "handed_over"))
    if not left:
        return []
    stamp, location, reason = min(left)
    return [Movement(location, item.line.sku, -item.line.quantity, stamp.at_ms, reason)]


def _back_on_shelf(facts: OrderFacts, item: LineView) -> list[Movement]:
    """Pieces that left and came back as new, each once: of those returned twice a person decides."""
    found, left = list[Movement](), item.line.quantity if item.gone else 0
    for fact in facts.returned:
        for line in (line for line in fact.body.lines if line.line_id == item.line.line_id):
            pieces = min(line.quantity, left)
            left -= pieces
            if pieces and line.grade is Grade.AS_NEW:
                found.append(Movement(fact.body.location, item.line.sku, pieces, fact.stamp.at_ms, "returned"))
    return found


def effects_of_event(event: Event) -> Effects:
    """Movements of an event that belongs to no order: a received box, goods sent on, a count."""
    body = body_of(event)
    at_ms = clock.wall_ms(event.hlc)
    if isinstance(body, GoodsReceived):
        return Effects(_received(body, at_ms))
    if isinstance(body, GoodsSent):
        sent = ((line.sku, -line.quantity) for line in body.lines)
        return Effects(tuple(Movement(body.location, sku, delta, at_ms, "transfer_out") for sku, delta in sent))
    if isinstance(body, TransferClosed):
        lines = body.lines if body.shelf else ()
        return Effects(tuple(Movement(body.shelf, line.sku, line.pieces, at_ms, "transfer_settled") for line in lines))
    if isinstance(body, StockCounted):
        differences = ((line.sku, line.counted - line.expected) for line in body.lines)
        return Effects(
            tuple(Movement(body.location, sku, delta, at_ms, body.reason) for sku, delta in differences if delta)
        )
    return Effects()


def _received(body: GoodsReceived, at_ms: int) -> tuple[Movement, ...]:
    if body.transfer:
        return tuple(Movement(body.location, line.sku, line.quantity, at_ms, "transfer_in") for line in body.lines)
    arrived = [Movement(body.location, line.sku, line.quantity, at_ms, "received") for line in body.lines]
    left = [
        Movement(body.from_location, line.sku, -line.quantity, at_ms, "transfer_out")
        for line in body.lines
        if body.from_location
    ]
    return tuple(arrived + left)


def overlay(row: StockRow, ours: Iterable[Effects], theirs: Iterable[Effects]) -> StockRow:
    """HQ's figure plus what we know and it does not: `ours` are the effects as we see them, `theirs` the same
    sources as they
    stand inside HQ's figure (empty for an event outside the cut)."""
    moved: Counter[str] = Counter()
    for sign, effects in ((1, ours), (-1, theirs)):
        for effect in effects:
            moved["on_hand"] += sign * sum(
                m.delta
                for m in effect.movements
                if m.location == row.location and m.sku == row.sku and m.at_ms > row.opened_ms
            )
            moved["reserved"] += sign * sum(
                r.quantity for r in effect.reservations if r.location == row.location and r.sku == row.sku
            )
    return StockRow(
        row.location, row.sku, row.on_hand + moved["on_hand"], row.reserved + moved["reserved"], row.opened_ms
    )
