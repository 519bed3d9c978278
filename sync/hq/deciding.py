"""HQ's decisions on requested lines: read what there is, let the rule decide, record it in HQ's own journal."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, time

from sqlalchemy import text

from kiosk.domain.allocation import Request, Supply, allocate, is_parcel
from kiosk.domain.catalogue import Location
from kiosk.domain.events import Fulfilment, LineDecision, LinesDecided, OrderLine
from kiosk.domain.facts import OrderFacts
from kiosk.domain.order import LineStatus, ask_of, view
from kiosk.domain.promises import local
from kiosk.domain.stock import effects_of_order
from sync.hq.database import HqTx
from sync.hq.scarce import is_paused
from sync.hq.stores.words import any_of


class Desk:
    """Decides orders of one transaction, one after the other."""

    def __init__(self, tx: HqTx) -> None:
        self._tx = tx
        self._sent: dict[str, int] | None = None

    def decide(self, order_id: str) -> tuple[LineDecision, ...]:
        """Decide what of the order waits for HQ's word; nothing when it was cancelled, lapsed or is not known whole."""
        facts = self._tx.store.order(order_id)
        lines = _waiting(facts) if facts else ()
        if facts is None or not lines or self._waits_for_answers(order_id, lines):
            return ()
        request = Request(facts.placed[0].body.shop, lines)
        sent = self._sent_today()
        supplies = self._supplies(facts, lines)
        allocated = allocate(request, self._tx.locations(), supplies, sent, self._tx.now_ms)
        decisions = tuple(replace(item, ask=ask_of(facts, item.line_id)) for item in allocated)
        self._tx.append(LinesDecided(order_id, decisions))
        self._note_parcels(order_id, lines, decisions)
        return decisions

    def _waits_for_answers(self, order_id: str, lines: tuple[OrderLine, ...]) -> bool:
        """Whether the order has scarce goods, and tablets may have rights to them that HQ does not know."""
        if not is_paused(self._tx.conn):
            return False
        skus = [line.sku for line in lines]
        waits = self._tx.conn.execute(_ANY_SCARCE, {"skus": skus}).first() is not None
        if waits:
            self._tx.conn.execute(_WAIT, {"order_id": order_id})
        return waits

    def _supplies(self, facts: OrderFacts, lines: tuple[OrderLine, ...]) -> list[Supply]:
        """What every place has of the lines' SKUs, before these lines set anything aside."""
        self._tx.store.refresh_stock()
        line_ids = {line.line_id for line in lines}
        own: Counter[tuple[str, str]] = Counter()
        for item in effects_of_order(facts).reservations:
            if item.line_id in line_ids:
                own[item.location, item.sku] += item.quantity
        locations = self._tx.locations()
        found = []
        for sku in sorted({line.sku for line in lines}):
            for row in self._tx.conn.execute(_STOCK, {"sku": sku}):
                place = locations.get(row.location)
                free = row.on_hand - row.reserved + own[row.location, sku] - row.granted
                found.append(Supply(row.location, sku, free - (place.safety_stock if place else 0)))
        return found

    def _sent_today(self) -> dict[str, int]:
        """Parcels given to each place with a capacity since its own midnight."""
        if self._sent is None:
            self._sent = {}
            for place in self._tx.locations().values():
                if place.parcels_a_day:
                    values = {"location": place.id, "midnight": _midnight_ms(place, self._tx.now_ms)}
                    self._sent[place.id] = int(self._tx.conn.execute(_SENT, values).scalar_one())
        return self._sent

    def _note_parcels(self, order_id: str, lines: tuple[OrderLine, ...], decisions: tuple[LineDecision, ...]) -> None:
        sent = self._sent_today()
        for line, decision in zip(lines, decisions, strict=True):
            told = decision.promise
            if told is not None and is_parcel(line.fulfilment, told.source, told.place):
                sent[told.source] = sent.get(told.source, 0) + 1
                values = {"order_id": order_id, "line_id": line.line_id, "location": told.source}
                self._tx.conn.execute(_PARCEL, {**values, "now": self._tx.now_ms})


def _waiting(facts: OrderFacts) -> tuple[OrderLine, ...]:
    """Lines that wait for HQ's word: as `order.undecided`, but most orders are done with at a glance."""
    if not facts.placed or all(line.fulfilment is Fulfilment.TAKE_NOW for line in facts.placed[0].body.lines):
        return ()
    seen = view(facts)
    return tuple(item.line for item in seen.lines if item.status is LineStatus.REQUESTED) if seen else ()


def _midnight_ms(place: Location, now_ms: int) -> int:
    now = local(now_ms, place)
    return int(datetime.combine(now.date(), time(), now.tzinfo).timestamp() * 1000)


# `granted`: what tablets may sell by rights is nobody else's.
_STOCK = text(
    "SELECT location, on_hand, reserved, CAST(coalesce((SELECT sum(r.outstanding) FROM right_facts r"
    " WHERE r.kept = 1 AND r.location = stock.location AND r.sku = stock.sku), 0) AS BIGINT) AS granted"
    " FROM stock WHERE sku = :sku ORDER BY location"
)
_ANY_SCARCE = text("SELECT 1 FROM scarce WHERE sku IN :skus LIMIT 1").bindparams(any_of("skus"))
_WAIT = text("INSERT INTO right_waiting (order_id) VALUES (:order_id) ON CONFLICT (order_id) DO NOTHING")
_SENT = text("SELECT count(*) FROM parcel WHERE location = :location AND decided_ms >= :midnight")
_PARCEL = text(
    "INSERT INTO parcel (order_id, line_id, location, decided_ms) VALUES (:order_id, :line_id, :location, :now)"
    " ON CONFLICT (order_id, line_id) DO UPDATE SET location = excluded.location, decided_ms = excluded.decided_ms"
)
