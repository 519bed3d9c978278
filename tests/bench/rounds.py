"""Rounds of 100,000 rows on a range of any size, beside the same rows upserted by hand into the same tables.

By hand means: the values lie ready as tuples, each table has one statement, and names go through the search index as
FTS5 asks of a table it does not copy: the old terms are taken out, the new ones put in."""

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain import codec
from kiosk.domain.stock import StockRow
from kiosk.ports.sync import StreamRow
from kiosk.storage.catalogue import CatalogueReplica
from tests.bench.measure import Figure, rate, timed
from tests.bench.ranges import A_STYLE, build, sku, style, style_row
from tests.bench.world import REGION, WAREHOUSE, ZONE, apply_round, price_row

ROWS = 100_000
QUICK, FULL = 100_000, 1_000_000
STREAM, STOCK_STREAM = "catalogue", f"stock.{REGION}"
_FIRST_SEQ = 10**8


@dataclass(frozen=True)
class Change:
    """Rows of a round, stream by stream, and what a person who knows the tables would write instead."""

    streams: dict[str, list[StreamRow]]
    by_hand: Callable[[sqlite3.Connection], None]


def rounds(place: Path, *, full: bool) -> Iterator[Figure]:
    variants = FULL if full else QUICK
    base = place / "rounds.db"
    build(base, variants)
    limits = {"price and stock": 0.6, "names": 0.4}
    for name, change in (("price and stock", _prices_and_stock(variants)), ("names", _names(variants))):
        raw = timed_on(base, place / "raw.db", change.by_hand)
        alone = rate(f"raw: {ROWS:,} upserts, {name}, {variants:,} variants", ROWS, raw, "rows")
        yield alone
        own = _applied(base, place / "own.db", change.streams)
        yield rate(f"a round of {ROWS:,} rows, {name}, {variants:,} variants", ROWS, own, "rows")
        share, limit = round(100 * raw / own, 1), 100 * limits[name]
        yield Figure(f"round to upserts by hand, {name}, {variants:,} variants", share, "%", 1, limit=limit)


def timed_on(base: Path, path: Path, work: Callable[[sqlite3.Connection], None]) -> float:
    """Seconds of the work on a copy of the file, with its commit."""
    _copy(base, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = NORMAL")
        conn.execute("PRAGMA cache_size = -32768")
        conn.execute("PRAGMA wal_autocheckpoint = 0")

        def whole() -> None:
            conn.execute("BEGIN IMMEDIATE")
            work(conn)
            conn.execute("COMMIT")

        return timed(whole)


def _applied(base: Path, path: Path, streams: dict[str, list[StreamRow]]) -> float:
    _copy(base, path)
    with closing(CatalogueReplica(path)) as replica:
        return sum(
            timed(lambda stream=stream, rows=rows: apply_round(replica, stream, rows, seq=_FIRST_SEQ * 2))  # type: ignore[misc]
            for stream, rows in streams.items()
        )


def _copy(base: Path, path: Path) -> None:
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    shutil.copyfile(base, path)


def _spread(all_: int, count: int) -> Iterable[int]:
    """`count` numbers from all over the range."""
    return (number * all_ // count for number in range(count))


def _sku(variant: int) -> str:
    return sku(*divmod(variant, A_STYLE))


def _prices_and_stock(variants: int) -> Change:
    """A price of its own for 50,000 variants, and 50,000 figures of the warehouse."""
    half = ROWS // 2
    keys = [_sku(number) for number in _spread(variants, half)]
    prices = [(ZONE, key, "", 10_000 + at % 900 * 100) for at, key in enumerate(keys)]
    stock = [(key, WAREHOUSE, STOCK_STREAM, 1 + at % 9) for at, key in enumerate(keys)]

    def by_hand(conn: sqlite3.Connection) -> None:
        conn.executemany(_PRICE, prices)
        conn.executemany(_STOCK, stock)

    return Change(
        {
            STREAM: [price_row(key, minor, _FIRST_SEQ + at) for at, (_, key, _, minor) in enumerate(prices)],
            STOCK_STREAM: [_stock_row(key, count, _FIRST_SEQ + at) for at, (key, _, _, count) in enumerate(stock)],
        },
        by_hand,
    )


def _stock_row(key: str, on_hand: int, seq: int) -> StreamRow:
    body = codec.dump(StockRow(WAREHOUSE, key, on_hand)).decode()
    return StreamRow("stock", f"{WAREHOUSE}/{key}", seq, body)


def _names(variants: int) -> Change:
    """Prices of 95,000 variants, and another name for 5,000 styles."""
    renamed = ROWS // 20
    keys = [_sku(number) for number in _spread(variants, ROWS - renamed)]
    prices = [(ZONE, key, "", 10_000 + at % 900 * 100) for at, key in enumerate(keys)]
    new = [style(number, before="新款") for number in _spread(variants // A_STYLE, renamed)]

    def by_hand(conn: sqlite3.Connection) -> None:
        conn.executemany(_PRICE, prices)
        ids = [(style.id,) for style in new]
        conn.executemany(_FTS_OUT, ids)
        conn.executemany(_STYLE, [(style.name_zh, style.name_en, style.terms, style.id) for style in new])
        conn.executemany(_FTS_IN, ids)

    rows = [style_row(style, _FIRST_SEQ + at) for at, style in enumerate(new)]
    rows += [price_row(key, minor, _FIRST_SEQ + renamed + at) for at, (_, key, _, minor) in enumerate(prices)]
    return Change({STREAM: rows}, by_hand)


_PRICE = (
    "INSERT INTO price (zone, code, tier, minor, currency) VALUES (?, ?, ?, ?, 'CNY') "
    "ON CONFLICT (zone, code, tier) DO UPDATE SET minor = excluded.minor"
)
_STOCK = (
    "INSERT INTO regional_stock (sku, location, stream, on_hand, reserved, opened_ms) VALUES (?, ?, ?, ?, 0, 0) "
    "ON CONFLICT (sku, location) DO UPDATE SET on_hand = excluded.on_hand"
)
_FTS_OUT = (
    "INSERT INTO style_fts (style_fts, rowid, terms, tag) SELECT 'delete', row, terms, tag FROM style WHERE id = ?"
)
_STYLE = "UPDATE style SET name_zh = ?, name_en = ?, terms = ? WHERE id = ?"
_FTS_IN = "INSERT INTO style_fts (rowid, terms, tag) SELECT row, terms, tag FROM style WHERE id = ?"
