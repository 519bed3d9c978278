"""The shared fold's store over HQ's tables, and stock figures recomputed for what was touched."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

from kiosk.domain import codec
from kiosk.domain.events import Event, OpenedStock
from kiosk.domain.order import OrderFacts
from kiosk.domain.stock import Effects, StockRow


class HqFoldStore:
    """Folded rows of one transaction. Forget it when the transaction rolls back: it remembers what it read."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._orders: dict[str, OrderFacts] = {}
        self._touched: set[tuple[str, str]] = set()
        self._recomputed: set[tuple[str, str]] = set()
        self.changed_orders: dict[str, set[str]] = {}  # order id → devices whose events changed it
        self.changed_stock: dict[tuple[str, str], StockRow | None] = {}  # None: nobody reports it

    def order(self, order_id: str) -> OrderFacts | None:
        if order_id not in self._orders:
            find = text("SELECT facts FROM order_facts WHERE order_id = :order_id")
            facts = self._conn.execute(find, {"order_id": order_id}).scalar_one_or_none()
            if facts is None:
                return None
            self._orders[order_id] = codec.load(OrderFacts, facts)
        return self._orders[order_id]

    def put_order(self, facts: OrderFacts, event: Event) -> None:
        self._orders[facts.order_id] = facts
        self.changed_orders.setdefault(facts.order_id, set()).add(event.device)
        placed = facts.placed[0] if facts.placed else None
        values = {
            "order_id": facts.order_id,
            "facts": codec.dump(facts).decode(),
            "number": placed.body.number if placed else "",
            "shop": placed.body.shop if placed else "",
            "contact": (placed.body.contact or "") if placed else "",
            "placed_ms": placed.stamp.at_ms if placed else 0,
        }
        self._conn.execute(_PUT_ORDER, values)

    def put_effects(self, source: str, effects: Effects, event: Event) -> None:
        del event
        self._drop_effects(source)
        if effects.movements:
            moved = [
                {"source": source, "n": n, "location": item.location, "sku": item.sku, "delta": item.delta,
                 "at_ms": item.at_ms, "reason": item.reason}
                for n, item in enumerate(effects.movements)
            ]  # fmt: skip
            self._conn.execute(_PUT_MOVEMENT, moved)
        if effects.reservations:
            kept = [
                {"source": source, "n": n, "location": item.location, "sku": item.sku, "quantity": item.quantity,
                 "line_id": item.line_id}
                for n, item in enumerate(effects.reservations)
            ]  # fmt: skip
            self._conn.execute(_PUT_RESERVATION, kept)
        self._touched.update((item.location, item.sku) for item in effects.movements)
        self._touched.update((item.location, item.sku) for item in effects.reservations)

    def _drop_effects(self, source: str) -> None:
        for table in ("movement", "reservation"):
            drop = text(f"DELETE FROM {table} WHERE source = :source RETURNING location, sku")  # noqa: S608 two names
            self._touched.update((row.location, row.sku) for row in self._conn.execute(drop, {"source": source}))

    def open_stock(self, location: str, at_ms: int, lines: Sequence[OpenedStock]) -> None:
        values = [{"location": location, "sku": line.sku, "quantity": line.quantity, "at_ms": at_ms} for line in lines]
        if values:
            self._conn.execute(_OPEN, values)
            self._touched.update((location, line.sku) for line in lines)

    def forget(self) -> None:
        """After a savepoint was rolled back: whatever was read or computed in it is read and computed again."""
        self._orders.clear()
        self._touched |= self._recomputed
        for location, sku in tuple(self.changed_stock):
            row = self._conn.execute(_FIGURE, {"location": location, "sku": sku}).one_or_none()
            self.changed_stock[location, sku] = StockRow(*row) if row else None

    def refresh_stock(self) -> None:
        """Bring `stock` up to date where anything was touched: opening + movements after it."""
        if not self._touched:
            return
        self._conn.execute(text("DELETE FROM touched"))
        places: list[dict[str, Any]] = [{"location": place, "sku": sku} for place, sku in sorted(self._touched)]
        self._conn.execute(text("INSERT INTO touched (location, sku) VALUES (:location, :sku)"), places)
        for row in self._conn.execute(_REFRESH):
            self.changed_stock[row.location, row.sku] = StockRow(*row)
        for row in self._conn.execute(_WITHDRAW):
            self.changed_stock[row.location, row.sku] = None
        self._recomputed |= self._touched
        self._touched.clear()


_PUT_ORDER = text(
    "INSERT INTO order_facts (order_id, facts, number, shop, contact, placed_ms)"
    " VALUES (:order_id, :facts, :number, :shop, :contact, :placed_ms)"
    " ON CONFLICT (order_id) DO UPDATE SET facts = excluded.facts, number = excluded.number, shop = excluded.shop,"
    " contact = excluded.contact, placed_ms = excluded.placed_ms"
)
_PUT_MOVEMENT = text(
    "INSERT INTO movement (source, n, location, sku, delta, at_ms, reason)"
    " VALUES (:source, :n, :location, :sku, :delta, :at_ms, :reason)"
)
_PUT_RESERVATION = text(
    "INSERT INTO reservation (source, n, location, sku, quantity, line_id)"
    " VALUES (:source, :n, :location, :sku, :quantity, :line_id)"
)
_OPEN = text(
    "INSERT INTO opening (location, sku, quantity, at_ms) VALUES (:location, :sku, :quantity, :at_ms)"
    " ON CONFLICT (location, sku) DO UPDATE SET quantity = excluded.quantity, at_ms = excluded.at_ms"
    " WHERE excluded.at_ms > opening.at_ms OR (excluded.at_ms = opening.at_ms AND excluded.quantity > opening.quantity)"
)
# A place that only seemed to be concerned, until another fact arrived, is as if it had never been: rows depend on the
# events, not on the order of their arrival.
_WITHDRAW = text(
    "DELETE FROM stock WHERE (location, sku) IN (SELECT location, sku FROM touched) AND on_hand = 0 AND reserved = 0"
    " AND NOT EXISTS (SELECT 1 FROM opening o WHERE o.location = stock.location AND o.sku = stock.sku)"
    " AND NOT EXISTS (SELECT 1 FROM movement m WHERE m.location = stock.location AND m.sku = stock.sku)"
    " AND NOT EXISTS (SELECT 1 FROM reservation r WHERE r.location = stock.location AND r.sku = stock.sku)"
    " RETURNING location, sku"
)
_FIGURE = text(
    "SELECT location, sku, on_hand, reserved, opened_ms FROM stock WHERE location = :location AND sku = :sku"
)
_REFRESH = text(
    "INSERT INTO stock (location, sku, on_hand, reserved, opened_ms)"
    " SELECT t.location, t.sku, coalesce(o.quantity, 0) + (SELECT coalesce(sum(m.delta), 0) FROM movement m"
    " WHERE m.location = t.location AND m.sku = t.sku AND m.at_ms > coalesce(o.at_ms, 0)),"
    " (SELECT coalesce(sum(r.quantity), 0) FROM reservation r WHERE r.location = t.location AND r.sku = t.sku),"
    " coalesce(o.at_ms, 0)"
    " FROM touched t LEFT JOIN opening o ON o.location = t.location AND o.sku = t.sku WHERE true"
    " ON CONFLICT (location, sku) DO UPDATE SET on_hand = excluded.on_hand, reserved = excluded.reserved,"
    " opened_ms = excluded.opened_ms WHERE stock.on_hand <> excluded.on_hand OR stock.reserved <> excluded.reserved"
    " OR stock.opened_ms <> excluded.opened_ms RETURNING location, sku, on_hand, reserved, opened_ms"
)
