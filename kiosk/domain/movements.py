"""What moved on one shelf, as a manager reads it: when, why, which article, how many, under which paper, by whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kiosk.domain.events import Event, GoodsReceived, StockCounted, body_of
from kiosk.domain.facts import ORDER_EVENTS, OrderFacts, Stamp
from kiosk.domain.stock import effects_of_event, effects_of_order
from kiosk.domain.transfers import GoodsSent, TransferClosed

#: What the reasons of movements are to a person; any other reason is a count's.
_KINDS = {
    "received": "received",
    "handed_over": "sold",
    "dispatched": "sold",
    "returned": "returned",
    "transfer_in": "transfer_in",
    "transfer_out": "transfer_out",
    "transfer_settled": "settled",
}
KINDS = ("received", "transfer_in", "transfer_out", "sold", "returned", "count", "settled")


@dataclass(frozen=True, slots=True)
class StockMovement:
    """One article's change by one fact. `paper`: delivery note, transfer, order number, zone of a count or the reason
    of a settlement."""

    event_id: str
    at_ms: int
    kind: str
    sku: str
    delta: int
    paper: str
    actor: str


def movements_of_event(event: Event, location: str) -> tuple[StockMovement, ...]:
    """What a box, a transfer or a count changed at the location; nothing for events of orders."""
    if event.type in ORDER_EVENTS:
        return ()
    moved = [item for item in effects_of_event(event).movements if item.location == location]
    paper = _paper(body_of(event)) if moved else ""
    return tuple(
        StockMovement(event.id, item.at_ms, _KINDS.get(item.reason, "count"), item.sku, item.delta, paper, event.actor)
        for item in moved
    )


def _paper(body: object) -> str:
    if isinstance(body, GoodsReceived | GoodsSent):
        return body.document
    if isinstance(body, StockCounted):
        return body.zone
    return body.reason if isinstance(body, TransferClosed) else ""


def movements_of_order(facts: OrderFacts, location: str) -> tuple[StockMovement, ...]:
    """What the order changed at the location, by the facts that say so."""
    told = {(reason, stamp.at_ms): stamp for reason, stamp in _stamps(facts)}
    number = facts.placed[0].body.number if facts.placed else ""
    return tuple(
        StockMovement(stamp.event_id, item.at_ms, _KINDS[item.reason], item.sku, item.delta, number, stamp.actor)
        for item in effects_of_order(facts).movements
        if item.location == location and (stamp := told.get((item.reason, item.at_ms)))
    )


def _stamps(facts: OrderFacts) -> Iterator[tuple[str, Stamp]]:
    groups: tuple[tuple[tuple[str, ...], Iterable[Stamp]], ...] = (
        (("handed_over",), (fact.stamp for fact in facts.handed)),
        (("dispatched",), (fact.stamp for fact in facts.dispatched)),
        (("returned",), (fact.stamp for fact in facts.returned)),
        (("transfer_in", "transfer_out"), (fact.stamp for fact in facts.ready)),
    )
    return ((reason, stamp) for reasons, stamps in groups for stamp in stamps for reason in reasons)


def newest_first(found: Iterable[StockMovement], limit: int) -> tuple[StockMovement, ...]:
    return tuple(sorted(found, key=lambda item: (item.at_ms, item.event_id, item.sku), reverse=True)[:limit])
