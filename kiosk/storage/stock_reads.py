"""The stockroom's reads: transfers under way, the count, and what moved."""

# ruff: noqa: S608 - names in the statements are this package's own constants; values are always bound

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager

from kiosk.domain.counting import Counting, Tally
from kiosk.domain.events import Event
from kiosk.domain.facts import ORDER_EVENTS
from kiosk.domain.in_transit import TransferFacts
from kiosk.domain.movements import StockMovement, movements_of_event, movements_of_order, newest_first
from kiosk.domain.stock import StockRow
from kiosk.ports.identity import DeviceIdentity
from kiosk.storage import stock_rows
from kiosk.storage.overlay import merged

_EVENT = "id, type, version, body, actor, hlc, wall_ms, '', epoch, seq, content, chain"
_ORDERS_OF_ARTICLE = 60  # newest orders that are looked at for an article's card


class StockReads(ABC):
    """Part of the shop reader (ports.stock.StockReader)."""

    _identity: DeviceIdentity

    @abstractmethod
    def _both(self) -> AbstractContextManager[tuple[sqlite3.Connection, sqlite3.Connection]]:
        """The journal and shop.db, each inside one snapshot."""

    def shelf(self, also: Sequence[str] = ()) -> dict[str, StockRow]:
        with self._both() as (journal, shop):
            return stock_rows.shelf_figures(journal, shop, self._identity, also)

    def open_transfers(self) -> tuple[TransferFacts, ...]:
        with self._both() as (journal, shop):
            return tuple(stock_rows.open_transfers(journal, shop))

    def transfer(self, transfer_id: str) -> TransferFacts | None:
        with self._both() as (journal, shop):
            return stock_rows.merged_transfer(journal, shop, transfer_id)

    def counting(self) -> Counting | None:
        with self._both() as (journal, _):
            return stock_rows.counting(journal)

    def tallies(self, sku: str = "") -> tuple[Tally, ...]:
        with self._both() as (journal, _):
            return stock_rows.tallies(journal, sku)

    def movements(self, from_ms: int, to_ms: int, limit: int = 500) -> tuple[StockMovement, ...]:
        with self._both() as (journal, shop):
            rows = journal.execute(
                f"SELECT order_id, {_EVENT} FROM event WHERE wall_ms >= ? AND wall_ms < ?", (from_ms, to_ms)
            ).fetchall()
            told = [(order_id, Event(*row)) for order_id, *row in rows]
            moved = [item for _, event in told for item in self._of_event(event)]
            ours = {event.id for _, event in told}
            orders = {order_id for order_id, event in told if event.type in ORDER_EVENTS}
            moved += [item for item in self._of_orders(journal, shop, orders) if item.event_id in ours]
        return newest_first(moved, limit)

    def movements_of(self, sku: str, limit: int = 20) -> tuple[StockMovement, ...]:
        with self._both() as (journal, shop):
            rows = journal.execute(
                f"SELECT {_EVENT} FROM event WHERE (epoch, seq) IN (SELECT epoch, seq FROM own_movement "
                "WHERE sku = ? AND location = ? ORDER BY epoch DESC, seq DESC LIMIT ?)",
                (sku, self._identity.shop, limit),
            ).fetchall()
            moved = [item for row in rows for item in self._of_event(Event(*row))]
            orders = journal.execute(
                "SELECT order_id FROM own_order_sku WHERE sku = ? ORDER BY epoch DESC, last_seq DESC LIMIT ?",
                (sku, _ORDERS_OF_ARTICLE),
            ).fetchall()
            moved += self._of_orders(journal, shop, {order_id for (order_id,) in orders})
        return newest_first((item for item in moved if item.sku == sku), limit)

    def _of_event(self, event: Event) -> tuple[StockMovement, ...]:
        return movements_of_event(event, self._identity.shop)

    def _of_orders(
        self, journal: sqlite3.Connection, shop: sqlite3.Connection, order_ids: set[str]
    ) -> list[StockMovement]:
        known = (merged(journal, shop, order_id) for order_id in sorted(order_ids))
        return [item for facts in known if facts for item in movements_of_order(facts, self._identity.shop)]
