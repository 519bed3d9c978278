"""HQ's decisions on requested lines: read what there is, let the rule decide, record it in HQ's own journal."""

from datetime import datetime, time

from sqlalchemy import text

from kiosk.domain.allocation import Request, Supply, allocate, is_parcel
from kiosk.domain.catalogue import Location
from kiosk.domain.events import LineDecision, LinesDecided, OrderLine
from kiosk.domain.order import undecided, view
from kiosk.domain.promises import local
from sync.hq.database import HqTx


def decide(tx: HqTx, order_id: str) -> tuple[LineDecision, ...]:
    """Decide what of the order waits for HQ's word; nothing when it was cancelled, lapsed or is not known whole."""
    facts = tx.store.order(order_id)
    seen = view(facts) if facts else None
    waiting = frozenset(undecided(facts)) if facts else frozenset()
    if seen is None or not waiting:
        return ()
    lines = tuple(line for line in seen.placed.lines if line.line_id in waiting)
    request = Request(seen.placed.shop, lines)
    locations = tx.locations()
    decisions = allocate(request, locations, _supplies(tx, order_id, lines), _sent_today(tx, locations), tx.now_ms)
    tx.append(LinesDecided(order_id, decisions))
    _note_parcels(tx, order_id, lines, decisions)
    return decisions


def _supplies(tx: HqTx, order_id: str, lines: tuple[OrderLine, ...]) -> list[Supply]:
    """What every place has of the lines' SKUs, before these lines set anything aside."""
    tx.store.refresh_stock()
    line_ids = {line.line_id for line in lines}
    own: dict[tuple[str, str], int] = {}
    for row in tx.conn.execute(_OWN, {"source": f"order:{order_id}"}):
        if row.line_id in line_ids:
            own[row.location, row.sku] = own.get((row.location, row.sku), 0) + row.quantity
    locations = tx.locations()
    found = []
    for sku in sorted({line.sku for line in lines}):
        for row in tx.conn.execute(_STOCK, {"sku": sku}):
            place = locations.get(row.location)
            free = row.on_hand - row.reserved + own.get((row.location, sku), 0)
            found.append(Supply(row.location, sku, free - (place.safety_stock if place else 0)))
    return found


def _sent_today(tx: HqTx, locations: dict[str, Location]) -> dict[str, int]:
    """Parcels given to each place with a capacity since its own midnight."""
    limited = (place for place in locations.values() if place.parcels_a_day)
    counts = {}
    for place in limited:
        values = {"location": place.id, "midnight": _midnight_ms(place, tx.now_ms)}
        counts[place.id] = int(tx.conn.execute(_SENT, values).scalar_one())
    return counts


def _midnight_ms(place: Location, now_ms: int) -> int:
    now = local(now_ms, place)
    return int(datetime.combine(now.date(), time(), now.tzinfo).timestamp() * 1000)


def _note_parcels(tx: HqTx, order_id: str, lines: tuple[OrderLine, ...], decisions: tuple[LineDecision, ...]) -> None:
    for line, decision in zip(lines, decisions, strict=True):
        told = decision.promise
        if told is not None and is_parcel(line.fulfilment, told.source, told.place):
            values = {"order_id": order_id, "line_id": line.line_id, "location": told.source, "now": tx.now_ms}
            tx.conn.execute(_PARCEL, values)


_OWN = text("SELECT location, sku, quantity, line_id FROM reservation WHERE source = :source")
_STOCK = text("SELECT location, on_hand, reserved FROM stock WHERE sku = :sku ORDER BY location")
_SENT = text("SELECT count(*) FROM parcel WHERE location = :location AND decided_ms >= :midnight")
_PARCEL = text(
    "INSERT INTO parcel (order_id, line_id, location, decided_ms) VALUES (:order_id, :line_id, :location, :now)"
    " ON CONFLICT (order_id, line_id) DO UPDATE SET location = excluded.location, decided_ms = excluded.decided_ms"
)
