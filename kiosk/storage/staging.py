"""Rounds: rows of a stream are staged aside, then become visible in one transaction.

Staged rows live in a temporary table of the writer's connection: an interrupted round costs the file nothing. Rows are
unpacked by SQLite itself (json_each, json_extract), which lets the other threads run meanwhile; a loop in Python over
100,000 rows would make every confirmation at the till wait for the interpreter.
"""

# ruff: noqa: S608 - names in the statements are this package's own constants; values are always bound

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec

from kiosk.errors import BugError, EnvironmentProblem
from kiosk.ports.storage import StreamAge
from kiosk.ports.sync import Cursor, CutEntry, StreamRow
from kiosk.storage.files import check_file, migrate, transaction
from kiosk.storage.schemas import Schema
from kiosk.storage.writer import WriterThread

STAGE_ROWS = 500  # a transaction
_pack = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Column:
    """A column and the SQL that takes it out of a staged row's `id` and `body`."""

    name: str
    source: str


def text(name: str, field: str = "") -> Column:
    return Column(name, f"coalesce(body ->> '$.{field or name}', '')")


def number(name: str, field: str = "") -> Column:
    return Column(name, f"coalesce(body ->> '$.{field or name}', 0)")


BODY = Column("body", "body")
ROW_ID = Column("id", "id")


@dataclass(frozen=True, slots=True)
class Entity:
    """How rows of one kind are kept. `key` must follow from the row's id alone: a tombstone has nothing else.

    `scoped`: several streams share the table, which then has a column `stream`."""

    name: str
    table: str
    key: tuple[Column, ...]
    columns: tuple[Column, ...]
    scoped: bool = False

    @property
    def view(self) -> str:
        return f"in_{self.table}"

    def keys(self) -> str:
        return ", ".join(column.name for column in self.key)

    def create_view(self) -> str:
        picked = ", ".join(f"{column.source} AS {column.name}" for column in (*self.key, *self.columns))
        return (
            f"CREATE TEMP VIEW {self.view} AS SELECT stream, {picked} FROM temp.staged "
            f"WHERE entity = '{self.name}' AND body IS NOT NULL"
        )

    def gone_keys(self) -> str:
        picked = ", ".join(column.source for column in self.key)
        return f"SELECT {picked} FROM temp.staged WHERE stream = :stream AND entity = '{self.name}' AND body IS NULL"

    @property
    def count(self) -> str:
        """How many rows the stream has here."""
        return f"SELECT count(*) FROM {self.table}" + (" WHERE stream = :stream" if self.scoped else "")

    @property
    def count_replaced(self) -> str:
        """How many of them the staged rows replace or remove."""
        picked = ", ".join(column.source for column in self.key)
        staged = f"SELECT {picked} FROM temp.staged WHERE stream = :stream AND entity = '{self.name}'"
        mine = " AND stream = :stream" if self.scoped else ""
        return f"SELECT count(*) FROM {self.table} WHERE ({self.keys()}) IN ({staged}){mine}"

    @property
    def count_staged(self) -> str:
        return (
            f"SELECT count(*) FROM temp.staged WHERE stream = :stream AND entity = '{self.name}' AND body IS NOT NULL"
        )

    def deletes(self, *, from_zero: bool) -> list[str]:
        mine = " AND stream = :stream" if self.scoped else ""
        found = [f"DELETE FROM {self.table} WHERE ({self.keys()}) IN ({self.gone_keys()}){mine}"]
        if from_zero:
            # EXCEPT, because NOT IN over two columns compares every row with every other: minutes for a region's stock.
            here = f"SELECT {self.keys()} FROM {self.table}{mine.replace(' AND', ' WHERE', 1)}"
            sent = f"SELECT {self.keys()} FROM temp.{self.view} WHERE stream = :stream"
            found.append(f"DELETE FROM {self.table} WHERE ({self.keys()}) IN ({here} EXCEPT {sent})")
        return found

    def upsert(self) -> str:
        names = [column.name for column in (*self.key, *self.columns)] + (["stream"] if self.scoped else [])
        changed = [name for name in names if name not in {column.name for column in self.key}]
        updates = ", ".join(f"{name} = excluded.{name}" for name in changed)
        return (
            f"INSERT INTO {self.table} ({', '.join(names)}) SELECT {', '.join(names)} FROM temp.{self.view} "
            f"WHERE stream = :stream ON CONFLICT ({self.keys()}) DO UPDATE SET {updates}"
        )


class StagedReplica(ABC):
    """The part of ports.sync.Replica that shop.db and the catalogue share. The file's connection lives in `writer`."""

    schema: Schema

    def __init__(self, writer: WriterThread, path: Path, *, synchronous: str = "NORMAL") -> None:
        self._writer = writer
        self._path = path
        self._rounds: dict[str, bool] = {}  # stream → from_zero
        self._live: dict[str, int] = {}  # stream → rows it had when its round was opened, where that is known
        if path.exists():
            check_file(path, self.schema)
        self._database = writer.open(path, synchronous=synchronous)
        writer.run(self._prepare)

    @property
    def path(self) -> Path:
        return self._path

    @abstractmethod
    def entities(self, stream: str) -> Sequence[Entity]:
        """What rows the stream has. Rows of other kinds come from a newer HQ and are passed over."""

    @abstractmethod
    def all_entities(self) -> Iterable[Entity]: ...

    def holds(self, stream: str) -> bool:
        return bool(self.entities(stream))

    def cursor(self, stream: str) -> Cursor | None:
        rows = self._query("SELECT gen, seq FROM cursor WHERE stream = ? AND gen IS NOT NULL", (stream,))
        return next((Cursor(gen, seq) for gen, seq in rows), None)

    def begin(self, stream: str, *, from_zero: bool, announced: int) -> None:
        if not self.entities(stream):
            raise BugError(f"{stream} does not live in {self._path.name}")
        if stream not in self._rounds:
            known = self._query("SELECT rows FROM cursor WHERE stream = ? AND gen IS NOT NULL AND rows > 0", (stream,))
            for (rows,) in known:
                self._live[stream] = rows
        self._rounds[stream] = from_zero
        self._write(
            ("DELETE FROM temp.staged WHERE stream = :stream", {"stream": stream}),
            (
                (
                    "INSERT INTO cursor (stream, gen, seq, complete_ms, rows, announced) "
                    "VALUES (:stream, NULL, 0, 0, 0, :announced) "
                    "ON CONFLICT (stream) DO UPDATE SET rows = 0, announced = excluded.announced"
                ),
                {"stream": stream, "announced": announced},
            ),
        )

    def stage(self, stream: str, rows: Sequence[StreamRow]) -> None:
        self._round(stream)
        for start in range(0, len(rows), STAGE_ROWS):
            batch = rows[start : start + STAGE_ROWS]
            packed = _pack([(row.entity, row.id, self.body_to_keep(row)) for row in batch]).decode()
            self._write(
                (
                    (
                        "INSERT OR REPLACE INTO temp.staged (stream, entity, id, body) "
                        "SELECT :stream, value ->> 0, value ->> 1, value ->> 2 FROM json_each(:packed)"
                    ),
                    {"stream": stream, "packed": packed},
                ),
                (
                    "UPDATE cursor SET rows = rows + :rows WHERE stream = :stream",
                    {"stream": stream, "rows": len(batch)},
                ),
            )

    def body_to_keep(self, row: StreamRow) -> str | None:
        """What is staged of a row: its body, or what a rule made of it."""
        return row.body

    def finish(self, stream: str, cursor: Cursor, cut: Sequence[CutEntry], complete_ms: int) -> int:
        from_zero = self._round(stream)

        def work() -> int:
            with transaction(self._database.conn):
                live = self._live_after(stream, from_zero=from_zero)
                applied = self._apply_round(stream, from_zero=from_zero)
                self.finishing(stream, cut)
                live = self._count(stream, "count") if live is None else live
                self._database.conn.execute(
                    "UPDATE cursor SET gen = ?, seq = ?, complete_ms = ?, rows = ?, announced = 0 WHERE stream = ?",
                    (cursor.gen, cursor.seq, complete_ms, live, stream),
                )
            return applied

        try:
            applied = self._writer.run(work)
        except sqlite3.DatabaseError as error:
            raise EnvironmentProblem(
                f"What HQ sent for {stream} cannot be read ({error}); nothing was changed."
            ) from error
        del self._rounds[stream]
        self._live.pop(stream, None)
        return applied

    def _live_after(self, stream: str, *, from_zero: bool) -> int | None:
        """How many rows the stream will have, from the staged ones alone: a round of one row must not cost a look at
        every row there is. None when it is not known how many it had."""
        if from_zero:
            return self._count(stream, "count_staged")
        if stream not in self._live:
            return None
        return self._live[stream] - self._count(stream, "count_replaced") + self._count(stream, "count_staged")

    def _count(self, stream: str, what: Literal["count", "count_staged", "count_replaced"]) -> int:
        statements = (getattr(entity, what) for entity in self.entities(stream))
        counts = (self._database.conn.execute(statement, {"stream": stream}).fetchone() for statement in statements)
        return sum(count for (count,) in counts)

    @abstractmethod
    def finishing(self, stream: str, cut: Sequence[CutEntry]) -> None:
        """What else changes with the round, in its transaction."""

    def touched(self, stream: str, complete_ms: int) -> None:
        self._write(
            ("UPDATE cursor SET complete_ms = :at WHERE stream = :stream", {"stream": stream, "at": complete_ms})
        )

    def _apply_round(self, stream: str, *, from_zero: bool) -> int:
        conn = self._database.conn
        for entity in self.entities(stream):
            self.apply(entity, stream, from_zero=from_zero)
        ((applied,),) = conn.execute("SELECT count(*) FROM temp.staged WHERE stream = ?", (stream,)).fetchall()
        conn.execute("DELETE FROM temp.staged WHERE stream = ?", (stream,))
        return int(applied)

    def apply(self, entity: Entity, stream: str, *, from_zero: bool) -> None:
        """Let the staged rows of one kind replace what is there; in the round's transaction."""
        for statement in (*entity.deletes(from_zero=from_zero), entity.upsert()):
            self._database.conn.execute(statement, {"stream": stream})

    def _prepare(self) -> None:
        migrate(self._database, self.schema)
        conn = self._database.conn
        conn.execute(
            "CREATE TEMP TABLE staged (stream TEXT, entity TEXT, id TEXT, body TEXT, "
            "PRIMARY KEY (stream, entity, id)) WITHOUT ROWID"
        )
        for entity in self.all_entities():
            conn.execute(entity.create_view())
        with suppress(
            sqlite3.OperationalError
        ):  # a figure for people; a full disk must not keep the shop closed for it
            self._close_rounds()

    def _close_rounds(self) -> None:
        """What an earlier process had staged went with it; its streams have what they had before."""
        conn = self._database.conn
        for (stream,) in conn.execute("SELECT stream FROM cursor WHERE announced > 0").fetchall():
            rows = self._count(stream, "count")
            conn.execute("UPDATE cursor SET rows = ?, announced = 0 WHERE stream = ?", (rows, stream))

    def _round(self, stream: str) -> bool:
        if stream not in self._rounds:
            raise BugError(f"rows of {stream} came without a round having been opened")
        return self._rounds[stream]

    def _query(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        return self._writer.run(lambda: self._database.conn.execute(statement, values).fetchall())

    def _write(self, *statements: tuple[str, dict[str, object]]) -> None:
        def work() -> None:
            with transaction(self._database.conn):
                for statement, values in statements:
                    self._database.conn.execute(statement, values)

        self._writer.run(work)


def stream_ages(conn: sqlite3.Connection) -> tuple[StreamAge, ...]:
    rows = conn.execute("SELECT stream, complete_ms, rows, announced FROM cursor ORDER BY stream").fetchall()
    return tuple(StreamAge(*row) for row in rows)
