"""All journals folded once more, from the first event on, beside what HQ has: the proof that its rows are what the
events say, and nothing else.

It happens in a copy of one moment, a SQLite file wherever HQ's database lies: whoever works meanwhile is not disturbed,
and nothing is changed. HQ decides nothing again, for its decisions are events of its own. Held events have no effect
here either.
"""

# ruff: noqa: S608 - names in the statements are this module's own constants; values are always bound

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from kiosk.domain.fold import fold
from sync.hq.database import HqDatabase
from sync.hq.interpreting import MERGED_AGAIN
from sync.hq.journal import DEVICE, ONLINE_DEVICE
from sync.hq.journals import broken
from sync.hq.stored import StoredEvent, as_said, read_stored
from sync.hq.stores.words import any_of

LISTED = 20  # differences that are told in words
_BATCH = 500
_OWN = (DEVICE, ONLINE_DEVICE)
#: Tables that follow from the events alone, with what names a row of them.
FOLDED = {
    "effect": ("event_id",),
    "order_facts": ("order_id",),
    "transfer_facts": ("transfer_id",),
    "right_facts": ("right_id",),
    "member_facts": ("member_id",),
    "member_order": ("order_id",),
    "member_binding": ("member_id",),
    "movement": ("source", "n"),
    "reservation": ("source", "n"),
    "opening": ("location", "sku"),
    "stock": ("location", "sku"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not what the events give. `has`, `gives`: its columns, None where there is no such row."""

    table: str
    key: str
    has: str | None
    gives: str | None


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many events had their effect again, how many rows they gave, and which are not HQ's: LISTED of them.
    `broken`: journals that are not what was written and sealed, and where."""

    events: int
    rows: int
    different: int
    differences: tuple[Difference, ...]
    broken: tuple[str, ...]


def rebuild(database: HqDatabase) -> Rebuilt:
    """Look at every hash and seal, fold everything again, compare. Takes room for a second database meanwhile."""
    with tempfile.TemporaryDirectory(prefix=".rebuild-", dir=database.store.folder) as folder:
        copy = Path(folder) / "again.db"
        database.store.copy_to(copy)
        before = _moved_aside(copy)
        with closing(HqDatabase(copy, clock=database.clock)) as again:
            with again.read() as read:
                wrong = tuple(broken(read))
            events = sum(_fold(again, batch) for batch in _batches(again))
        return _compared(before, copy, events, wrong)


def _moved_aside(copy: Path) -> Path:
    """What HQ has of the folded tables, in a file of its own; the copy begins without them."""
    aside = copy.with_name("has.db")
    with closing(sqlite3.connect(copy, isolation_level=None)) as conn:
        conn.execute("ATTACH ? AS aside", (str(aside),))
        for table in FOLDED:
            conn.execute(f"CREATE TABLE aside.{table} AS SELECT * FROM main.{table}")
            conn.execute(f"DELETE FROM main.{table}")
    return aside


def _batches(database: HqDatabase) -> Iterator[Sequence[StoredEvent]]:
    after = 0
    while True:
        with database.read() as read:
            rows = read.conn.execute(_NEXT, {"after": after, "limit": _BATCH})
            batch = [read_stored(row) for row in rows]
        if not batch:
            return
        yield batch
        after = batch[-1].position


def _fold(database: HqDatabase, batch: Sequence[StoredEvent]) -> int:
    """As `interpreting` does it, without deciding, publishing or holding anything."""
    with database.folding() as (conn, store):
        ids = [stored.event.id for stored in batch]
        known = {row.event_id for row in conn.execute(_KNOWN, {"ids": ids})}
        new: dict[str, str] = {}
        for stored in batch:
            event = stored.event
            if (event.id in known or event.id in new) and event.type not in MERGED_AGAIN:
                continue
            fold(store, as_said(stored))
            if event.device not in _OWN:
                new[event.id] = event.content
        if new:
            conn.execute(_EFFECT, [{"id": event_id, "content": content} for event_id, content in new.items()])
    return len(batch)


def _compared(has: Path, gives: Path, events: int, wrong: tuple[str, ...]) -> Rebuilt:
    rows = different = 0
    listed: list[Difference] = []
    with closing(sqlite3.connect(has)) as conn:
        conn.execute("ATTACH ? AS again", (str(gives),))
        for table, key in FOLDED.items():
            rows += conn.execute(f"SELECT count(*) FROM again.{table}").fetchone()[0]
            for name in _differing(conn, table, key):
                different += 1
                if len(listed) < LISTED:
                    listed.append(_difference(conn, table, key, name))
    return Rebuilt(events, rows, different, tuple(listed), wrong)


def _differing(conn: sqlite3.Connection, table: str, key: Sequence[str]) -> list[tuple[object, ...]]:
    """Keys of rows that are in one and not, or not so, in the other."""
    names, columns = ", ".join(key), ", ".join(row[1] for row in conn.execute(f"PRAGMA main.table_info({table})"))
    one, other = (f"SELECT {columns} FROM {schema}.{table}" for schema in ("main", "again"))
    both = f"SELECT * FROM ({one} EXCEPT {other}) UNION ALL SELECT * FROM ({other} EXCEPT {one})"
    return conn.execute(f"SELECT DISTINCT {names} FROM ({both}) ORDER BY {names}").fetchall()


def _difference(conn: sqlite3.Connection, table: str, key: Sequence[str], name: Sequence[object]) -> Difference:
    wanted = " AND ".join(f"{column} = ?" for column in key)
    found = (conn.execute(f"SELECT * FROM {schema}.{table} WHERE {wanted}", name).fetchone() for schema in _BOTH)
    has, gives = (None if row is None else repr(row)[:400] for row in found)
    return Difference(table, "/".join(map(str, name)), has, gives)


_BOTH = ("main", "again")
_NEXT = text(
    "SELECT e.device, e.epoch, e.seq, e.position, e.id, e.type, e.version, e.body, e.actor, e.hlc, e.wall_ms,"
    " e.content, e.chain, e.received_ms, NULL AS revoked_ms, NULL AS shop, NULL AS since_ms FROM event e"
    " WHERE e.state = 'folded' AND e.position > :after ORDER BY e.position LIMIT :limit"
)
_KNOWN = text("SELECT event_id FROM effect WHERE event_id IN :ids").bindparams(any_of("ids"))
_EFFECT = text("INSERT INTO effect (event_id, content) VALUES (:id, :content)")
