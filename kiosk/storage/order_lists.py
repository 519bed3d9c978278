"""Lists of orders by how they stand and by words: HQ's rows, save those that our own events are ahead of.

An order with an event of ours outside HQ's cut is judged by all that is known here; there are as many as HQ lacks. Of
all others HQ's row says how they stand, and SQLite finds them without reading their facts.
"""

# ruff: noqa: S608 - names in the statements are this package's own constants; values are always bound

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import merge as merge_sorted
from itertools import islice
from typing import Any

from kiosk.domain import codec
from kiosk.domain.facts import OrderFacts
from kiosk.domain.standing import WORK, Standing, changed_ms, matches, needles, standing_of, words_of
from kiosk.ports.orders import CallBackTask, OrderQuery, OrdersFound
from kiosk.storage.overlay import Cut, held_orders, merged, outside, read_cut

_PHONE_END = 4
_COLUMNS = "order_id, placed_ms, changed_ms, lapses_ms, standing, words"


@dataclass(frozen=True, slots=True)
class _Row:
    order_id: str
    placed_ms: int
    changed_ms: int
    lapses_ms: int
    standing: int
    words: str


class OrderLists:
    """Reads within one snapshot of both files."""

    def __init__(self, journal: sqlite3.Connection, shop: sqlite3.Connection, device: str, here: str) -> None:
        self._journal = journal
        self._shop = shop
        self._here = here
        self._ours = self._unsettled(read_cut(shop, device))

    def find(self, query: OrderQuery) -> OrdersFound:
        wanted = needles(query.text)
        if wanted:
            theirs, ours = self._with_words(query, wanted)
        else:
            theirs, ours = self._standing(query)
        ids = _newest([theirs, ours], query.limit + 1)
        facts = (merged(self._journal, self._shop, order_id) for order_id in ids[: query.limit])
        return OrdersFound(tuple(item for item in facts if item is not None), len(ids) > query.limit)

    def counts(self, since_ms: int, before_ms: int) -> dict[Standing, int]:
        found = dict.fromkeys(Standing, 0)
        for standing, count in self._shop_rows(
            f"SELECT standing, count(*) FROM order_row WHERE standing & {int(WORK)} GROUP BY standing"
        ):
            for kind in Standing(max(standing, 0)) & WORK:
                found[kind] += count
        for kind in (Standing.DONE, Standing.OVER, Standing.LAPSES):
            condition, values = _condition(OrderQuery(kind, since_ms=since_ms, before_ms=before_ms))
            ((found[kind],),) = self._shop_rows(f"SELECT count(*) FROM order_row WHERE {condition}", *values)
        for order_id in self._ours:
            self._count(found, self._their_row(order_id), -1, since_ms, before_ms)
        for row in (*self._ours.values(), *self._unread()):
            self._count(found, row, 1, since_ms, before_ms)
        return found

    def _count(self, found: dict[Standing, int], row: _Row | None, by: int, since_ms: int, before_ms: int) -> None:
        for kind in Standing(row.standing) if row is not None and row.standing > 0 else ():
            if row is not None and _is_listed(row, OrderQuery(kind, since_ms=since_ms, before_ms=before_ms)):
                found[kind] += by

    # HQ's rows

    def _standing(self, query: OrderQuery) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
        condition, values = _condition(query)
        order = _SORTED.get(query.standing, "placed_ms")
        rows = self._shop_rows(
            f"SELECT {_sign(query)}{order}, order_id FROM order_row WHERE {condition} "
            f"ORDER BY {order} {'ASC' if _sign(query) else 'DESC'}, order_id DESC LIMIT ?",
            *values,
            query.limit + 1 + len(self._ours),
        )
        own = [row for row in (*self._ours.values(), *self._unread()) if _is_listed(row, query)]
        return self._not_ours(rows), [_sort_key(row, query) for row in own]

    def _with_words(
        self, query: OrderQuery, wanted: tuple[tuple[str, ...], ...]
    ) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
        condition = " AND ".join(f"({' OR '.join(['instr(words, ?)'] * len(group))})" for group in wanted)
        values = [needle for group in wanted for needle in group]
        rows = self._shop_rows(
            f"SELECT placed_ms, order_id FROM order_row WHERE {condition} "
            "ORDER BY placed_ms DESC, order_id DESC LIMIT ?",
            *values,
            query.limit + 1 + len(self._ours),
        )
        rows += self._with_phone(query.text.strip())
        own = [(row.placed_ms, row.order_id) for row in self._ours.values() if matches(row.words, wanted)]
        return self._not_ours(rows), own

    def _with_phone(self, end: str) -> list[tuple[int, str]]:
        """Orders whose shopper is to be called at a number with this end: the only numbers that are not encrypted."""
        if len(end) != _PHONE_END or not end.isdigit():
            return []
        tasks = (codec.load(CallBackTask, body) for (body,) in self._shop_rows("SELECT body FROM task"))
        ids = [task.order_id for task in tasks if task.phone.endswith(end)]
        return self._shop_rows(
            "SELECT placed_ms, order_id FROM order_row WHERE order_id IN (SELECT value FROM json_each(?))",
            json.dumps(ids),
        )

    def _not_ours(self, rows: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
        return [(at, order_id) for at, order_id in rows if order_id not in self._ours]

    def _their_row(self, order_id: str) -> _Row | None:
        rows = self._shop_rows(f"SELECT {_COLUMNS} FROM order_row WHERE order_id = ?", order_id)
        return next((_Row(*row) for row in rows), None)

    def _unread(self) -> list[_Row]:
        """Rows of before there were standings, which HQ has not sent again yet."""
        ids = self._shop_rows(f"SELECT order_id FROM order_row WHERE standing & {int(WORK)} AND standing < 0")
        rows = (self._judged(order_id) for (order_id,) in ids if order_id not in self._ours)
        return [row for row in rows if row is not None]

    def _shop_rows(self, statement: str, *values: object) -> list[Any]:
        return self._shop.execute(statement, values).fetchall()

    # Ours

    def _unsettled(self, cut: Cut) -> dict[str, _Row]:
        condition, values = outside(self._journal, cut, "last_seq")
        rows = self._journal.execute(
            f"SELECT {_COLUMNS} FROM own_order WHERE order_id IN "
            f"(SELECT order_id FROM own_order_epoch WHERE {condition}) OR order_id IN "
            "(SELECT value FROM json_each(?))",
            (*values, json.dumps(sorted(held_orders(self._journal, cut)))),
        ).fetchall()
        found = {row[0]: _Row(*row) for row in rows}
        judged = self._known_to_hq(found) | {order_id for order_id, row in found.items() if row.standing < 0}
        for order_id in judged:
            row = self._judged(order_id)
            if row is not None:
                found[order_id] = row
        return found

    def _known_to_hq(self, ids: Iterable[str]) -> set[str]:
        rows = self._shop.execute(
            "SELECT order_id FROM order_row WHERE order_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        ).fetchall()
        return {order_id for (order_id,) in rows}

    def _judged(self, order_id: str) -> _Row | None:
        facts = merged(self._journal, self._shop, order_id)
        return _row_of(facts, self._here) if facts is not None and facts.placed else None


_SORTED = {Standing.DONE: "changed_ms", Standing.LAPSES: "lapses_ms"}


def _sign(query: OrderQuery) -> str:
    """What lapses next comes first, anything else newest first; either way by a number that falls."""
    return "-" if query.standing is Standing.LAPSES else ""


def _sort_key(row: _Row, query: OrderQuery) -> tuple[int, str]:
    at_ms = getattr(row, _SORTED.get(query.standing, "placed_ms"))
    return (-at_ms if _sign(query) else at_ms, row.order_id)


def _condition(query: OrderQuery) -> tuple[str, tuple[int, ...]]:
    """The SQL of `_is_listed`, worded as the indexes are."""
    if query.standing is Standing.DONE:
        return f"standing & {int(Standing.DONE)} AND standing > 0 AND changed_ms >= ?", (query.since_ms,)
    if query.standing is Standing.OVER:
        return f"standing & {int(Standing.OVER)} AND standing > 0", ()
    working = f"standing & {int(WORK)} AND standing > 0 AND standing & {int(query.standing)}"
    if query.standing is Standing.LAPSES:
        return f"{working} AND lapses_ms < ?", (query.before_ms,)
    return working, ()


def _is_listed(row: _Row, query: OrderQuery) -> bool:
    if not Standing(row.standing) & query.standing:
        return False
    if query.standing is Standing.DONE:
        return row.changed_ms >= query.since_ms
    return query.standing is not Standing.LAPSES or row.lapses_ms < query.before_ms


def _newest(lists: Iterable[list[tuple[int, str]]], limit: int) -> list[str]:
    ordered = merge_sorted(*(sorted(items, reverse=True) for items in lists), reverse=True)
    return list(dict.fromkeys(order_id for _, order_id in islice(ordered, limit)))


def _row_of(facts: OrderFacts, here: str) -> _Row:
    placed = facts.placed[0]
    return _Row(
        facts.order_id,
        placed.stamp.at_ms,
        changed_ms(facts),
        placed.body.lapses_ms,
        int(standing_of(facts, here)),
        words_of(facts),
    )
