"""HQ's state plus our own events that it does not include yet: the rule behind every figure a tablet shows.

An order is the union of HQ's facts and ours; a stock figure is HQ's row, plus what our orders and movements outside
HQ's cut do, less what HQ's row already holds of those same orders. Everything here reads two connections, the
journal's and shop.db's, each inside one snapshot; shop.db's is taken first, so that what its cut leaves out is in
the journal's.
"""

# ruff: noqa: S608 - names in the statements are this package's own constants; values are always bound

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kiosk.domain import codec
from kiosk.domain.facts import OrderFacts, merge
from kiosk.domain.stock import Effects, Movement, StockRow, effects_of_order, overlay


@dataclass(frozen=True, slots=True)
class Cut:
    """Which of this device's events HQ's state includes: epoch → (n, held); an epoch it does not name, none."""

    entries: dict[int, tuple[int, frozenset[int]]]

    def includes(self, epoch: int, seq: int) -> bool:
        n, held = self.entries.get(epoch, (0, frozenset()))
        return seq <= n and seq not in held


@lru_cache(maxsize=2048)
def facts_from(raw: str) -> OrderFacts:
    """Stored facts; frozen, so one copy serves everybody who reads the same text."""
    return codec.load(OrderFacts, raw)


@lru_cache(maxsize=2048)
def _effects(own: str | None, hq: str | None) -> tuple[Effects, Effects]:
    """An order as we see it, and as it stands inside HQ's figures."""
    known = facts_from(hq) if hq else None
    return effects_of_order(merge(known, facts_from(own) if own else None)), effects_of_order(known)


def read_cut(shop: sqlite3.Connection, device: str) -> Cut:
    rows = shop.execute("SELECT epoch, n, held FROM cut WHERE device = ?", (device,)).fetchall()
    return Cut({epoch: (n, frozenset(json.loads(held))) for epoch, n, held in rows})


def outside(journal: sqlite3.Connection, cut: Cut, seq: str) -> tuple[str, list[int]]:
    """An SQL condition on the columns epoch and `seq`: behind HQ's cut. Held events are looked up by `held_orders`."""
    epochs = [epoch for (epoch,) in journal.execute("SELECT epoch FROM watermark").fetchall()]
    parts = [f"(epoch = ? AND {seq} > ?)" for _ in epochs]
    values = [value for epoch in epochs for value in (epoch, cut.entries.get(epoch, (0, ()))[0])]
    return f"({' OR '.join(parts) or '0'})", values


def held_events(cut: Cut) -> str:
    """JSON of [epoch, seq] pairs that are within the cut, yet not included."""
    return json.dumps([[epoch, seq] for epoch, (_, held) in cut.entries.items() for seq in sorted(held)])


def held_orders(journal: sqlite3.Connection, cut: Cut) -> set[str]:
    """Orders of ours with an event that HQ holds back."""
    rows = journal.execute(
        "SELECT DISTINCT event.order_id FROM json_each(?) AS held JOIN event "
        "ON epoch = held.value ->> 0 AND seq = held.value ->> 1 WHERE order_id <> ''",
        (held_events(cut),),
    )
    return {order_id for (order_id,) in rows.fetchall()}


def hq_facts(shop: sqlite3.Connection, order_id: str) -> str | None:
    """As HQ told them: of an order of this shop, or of one elsewhere that a guide of this shop has a share in."""
    row = shop.execute(
        "SELECT facts FROM order_row WHERE order_id = :id UNION ALL SELECT facts FROM far_order WHERE order_id = :id "
        "LIMIT 1",
        {"id": order_id},
    ).fetchone()
    return row[0] if row else None


def own_facts(journal: sqlite3.Connection, order_id: str) -> str | None:
    row = journal.execute("SELECT facts FROM own_order WHERE order_id = ?", (order_id,)).fetchone()
    return row[0] if row else None


def merged(journal: sqlite3.Connection, shop: sqlite3.Connection, order_id: str) -> OrderFacts | None:
    """All that is known about the order at either end."""
    hq, own = hq_facts(shop, order_id), own_facts(journal, order_id)
    return merge(facts_from(hq) if hq else None, facts_from(own) if own else None)


def unsettled_orders(journal: sqlite3.Connection, cut: Cut, skus: Sequence[str]) -> list[str]:
    """Orders with one of the SKUs and an event of ours that HQ's state does not include."""
    condition, values = outside(journal, cut, "last_seq")
    wanted = json.dumps(skus)
    rows = journal.execute(
        f"SELECT DISTINCT order_id FROM own_order_sku WHERE sku IN (SELECT value FROM json_each(?)) AND {condition}",
        (wanted, *values),
    ).fetchall()
    found = {order_id for (order_id,) in rows}
    if any(held for _, held in cut.entries.values()):
        found |= held_orders(journal, cut)
    return sorted(found)


def unsettled_skus(journal: sqlite3.Connection, cut: Cut) -> list[str]:
    """Variants that an event of ours is about which HQ's state does not include: of all others HQ's row is right."""
    by_order, order_values = outside(journal, cut, "last_seq")
    by_movement, movement_values = outside(journal, cut, "seq")
    rows = journal.execute(
        f"SELECT sku FROM own_order_sku WHERE {by_order} "
        "OR order_id IN (SELECT value FROM json_each(?)) "
        f"UNION SELECT sku FROM own_movement WHERE {by_movement} OR (epoch, seq) IN "
        "(SELECT value ->> 0, value ->> 1 FROM json_each(?))",
        (*order_values, json.dumps(sorted(held_orders(journal, cut))), *movement_values, held_events(cut)),
    )
    return sorted(sku for (sku,) in rows.fetchall())


def _own_movements(journal: sqlite3.Connection, cut: Cut, skus: Sequence[str]) -> list[Movement]:
    """What boxes and counts of ours moved that HQ's figures do not include."""
    condition, values = outside(journal, cut, "seq")
    rows = journal.execute(
        "SELECT location, sku, delta, at_ms, reason FROM own_movement "
        f"WHERE sku IN (SELECT value FROM json_each(?)) AND ({condition} OR (epoch, seq) IN "
        "(SELECT value ->> 0, value ->> 1 FROM json_each(?)))",
        (json.dumps(skus), *values, held_events(cut)),
    )
    return [Movement(*row) for row in rows.fetchall()]


def own_figures(
    journal: sqlite3.Connection, shop: sqlite3.Connection, device: str, location: str, skus: Sequence[str]
) -> dict[str, StockRow]:
    """This shop's figures, our own events included; a variant that neither end knows is absent."""
    rows = _hq_rows(shop, location, skus)
    cut = read_cut(shop, device)
    ours: dict[str, list[Effects]] = defaultdict(list)
    theirs: dict[str, list[Effects]] = defaultdict(list)
    for order_id in unsettled_orders(journal, cut, skus):
        own, hq = _effects(own_facts(journal, order_id), hq_facts(shop, order_id))
        _by_sku(ours, own)
        _by_sku(theirs, hq)
    _by_sku(ours, Effects(tuple(_own_movements(journal, cut, skus))))
    figures = {}
    for sku in skus:
        row = rows.get(sku, StockRow(location, sku, 0))
        seen = overlay(row, ours[sku], theirs[sku])
        if sku in rows or seen != row:
            figures[sku] = seen
    return figures


def _hq_rows(shop: sqlite3.Connection, location: str, skus: Sequence[str]) -> dict[str, StockRow]:
    rows = shop.execute(
        "SELECT location, sku, on_hand, reserved, opened_ms FROM stock "
        "WHERE sku IN (SELECT value FROM json_each(?)) AND location = ?",
        (json.dumps(skus), location),
    )
    return {row[1]: StockRow(*row) for row in rows.fetchall()}


def _by_sku(found: dict[str, list[Effects]], effects: Effects) -> None:
    for movement in effects.movements:
        found[movement.sku].append(Effects(movements=(movement,)))
    for reservation in effects.reservations:
        found[reservation.sku].append(Effects(reservations=(reservation,)))


def less_own_requests(
    journal: sqlite3.Connection, shop: sqlite3.Connection, device: str, rows: Iterable[StockRow]
) -> tuple[StockRow, ...]:
    """Figures of other locations, which carry no cut, less what our orders want there that HQ has no row of yet."""
    given = tuple(rows)
    cut = read_cut(shop, device)
    requested: dict[str, list[Effects]] = defaultdict(list)
    for order_id in unsettled_orders(journal, cut, [row.sku for row in given]):
        if hq_facts(shop, order_id) is None:
            own, _ = _effects(own_facts(journal, order_id), None)
            _by_sku(requested, Effects(reservations=own.reservations))
    return tuple(overlay(row, requested[row.sku], ()) for row in given)
