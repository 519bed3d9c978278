"""HQ's database: one writer at a time, any number of readers, every change on its way down in the same transaction.

with database.write() as tx:
    tx.put_whole("catalogue", "style", rows)
    tx.append(StockOpened(…))
"""

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time_ns
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool

from kiosk.domain import codec
from kiosk.domain.catalogue import Location
from kiosk.domain.events import Body, Event
from kiosk.domain.fold import fold
from kiosk.errors import EnvironmentProblem
from sync.hq import schema
from sync.hq.folding import HqFoldStore
from sync.hq.guard import Guard
from sync.hq.journal import ONLINE_DEVICE, HqJournal
from sync.hq.member_key import tell_key
from sync.hq.private import PrivateContent
from sync.hq.publishing import CATALOGUE, Publisher, has_tablets
from sync.hq.streams import Changes, StreamWriter, begin_anew, changes_so_far
from sync.hq.vault import Vault

__all__ = ["Changes", "HqDatabase", "HqRead", "HqTx", "wall_ms"]

log = logging.getLogger(__name__)
VAULT = "vault.db"
_OLDEST_SQLITE = (3, 39, 0)  # IS DISTINCT FROM
_BUSY_S = 60


_FORGOTTEN = text("SELECT sha256 FROM forgotten_blob")
_PLACES_VERSION = text(
    "SELECT coalesce(max(seq), 0), count(*) FROM stream_row WHERE stream = 'catalogue' AND entity = 'location'"
)


def wall_ms() -> int:
    """UTC, milliseconds."""
    return time_ns() // 1_000_000


class PlaceCache:
    """HQ's places as last read: every request asks for them, and they change a few times a year."""

    def __init__(self) -> None:
        self._known: tuple[tuple[int, int], dict[str, Location]] = ((-1, -1), {})

    def get(self, read: "HqRead") -> dict[str, Location]:
        """The places in that view of the database."""
        row = read.conn.execute(_PLACES_VERSION).one()
        version, places = self._known
        if version != (row[0], row[1]):
            places = read.read_locations()
            self._known = ((row[0], row[1]), places)
        return places


class HqRead:
    """A consistent view of the database."""

    def __init__(self, conn: Connection, places: PlaceCache, vault: Vault) -> None:
        self.conn = conn
        self.private = PrivateContent(conn, vault)
        self._places = places

    def rows(self, stream: str, entity: str) -> Iterator[tuple[str, str]]:
        """Live rows (id, body) of one entity, by id."""
        find = text(
            "SELECT id, body FROM stream_row"
            " WHERE stream = :stream AND entity = :entity AND body IS NOT NULL ORDER BY id"
        )
        for row in self.conn.execute(find, {"stream": stream, "entity": entity}):
            yield row.id, row.body

    def row(self, stream: str, entity: str, row_id: str) -> str | None:
        """The body of a live row."""
        find = text("SELECT body FROM stream_row WHERE stream = :stream AND entity = :entity AND id = :id")
        values = {"stream": stream, "entity": entity, "id": row_id}
        body: str | None = self.conn.execute(find, values).scalar_one_or_none()
        return body

    def openings(self, location: str) -> dict[str, tuple[int, int]]:
        """What HQ's files last said of a location: sku → (quantity, at_ms)."""
        find = text("SELECT sku, quantity, at_ms FROM opening WHERE location = :location")
        return {row.sku: (row.quantity, row.at_ms) for row in self.conn.execute(find, {"location": location})}

    def locations(self) -> dict[str, Location]:
        """All places HQ knows, by id."""
        return dict(self._places.get(self))

    def read_locations(self) -> dict[str, Location]:
        """The same, from the rows."""
        return {row_id: codec.load(Location, body) for row_id, body in self.rows(CATALOGUE, "location")}


class HqTx(HqRead):
    """One transaction. What it puts is stamped at its end; nothing of it is seen before it commits."""

    def __init__(self, conn: Connection, places: PlaceCache, vault: Vault, now_ms: int) -> None:
        super().__init__(conn, places, vault)
        self.now_ms = now_ms
        self.store = HqFoldStore(conn)
        self.streams = StreamWriter(conn)
        self._journal = HqJournal(conn)
        self._online = HqJournal(conn, ONLINE_DEVICE)
        self._locations: dict[str, Location] | None = None
        self._places_changed = False
        self.reached = 0
        self.forgotten: set[str] = set()  # blobs that were removed: no copy of them may stay in the file, no key

    def locations(self) -> dict[str, Location]:
        if self._locations is None:
            self._locations = self.read_locations() if self._places_changed else super().locations()
        return self._locations

    def put_rows(self, stream: str, rows: Iterable[tuple[str, str, str | None]]) -> int:
        """Put (entity, id, body) rows, body None for a tombstone; returns how many were not so before."""
        by_entity: dict[str, list[tuple[str, str | None]]] = {}
        for entity, row_id, body in rows:
            by_entity.setdefault(entity, []).append((row_id, body))
        changes = [
            self._noted(stream, entity, self.streams.put(stream, entity, by_entity[entity])) for entity in by_entity
        ]
        return sum(change.total for change in changes)

    def put_whole(self, stream: str, entity: str, rows: Iterable[tuple[str, str]], *, scope: str = "") -> Changes:
        """Make `rows` (id, body) the entity's whole set of ids that begin with `scope`; a missing one is withdrawn."""
        return self._noted(stream, entity, self.streams.put_whole(stream, entity, rows, scope))

    def _noted(self, stream: str, entity: str, changes: Changes) -> Changes:
        if (stream, entity) == (CATALOGUE, "location") and changes.total:
            self._locations = None
            self._places_changed = True
        return changes

    def append(self, body: Body, actor: str = "") -> Event:
        """Record a fact of HQ's own and let it have its effect at once. Raises InputError when it is over 64 KiB."""
        written = self._journal.append(body, self.now_ms, actor)
        fold(self.store, written)
        return written

    def append_online(self, body: Body, event_id: str, hlc: int, at_ms: int) -> None:
        """Record what the web shop says happened at `at_ms`, and let it have its effect at once."""
        fold(self.store, self._online.record(body, event_id, hlc, at_ms))

    def finish(self) -> frozenset[str]:
        """Publish what was folded, stamp every changed row; returns the streams that moved."""
        self._journal.flush(self.now_ms)
        self._online.flush(self.now_ms)
        self.store.flush()
        publisher = Publisher(self.private, self.streams, self.locations() if self._has_news else {}, self.now_ms)
        publisher.publish(self.store)
        if self._places_changed:
            publisher.move_stock()
            places = self.locations().values()
            tell_key(self.conn, self.streams, sorted(place.id for place in places if has_tablets(place)))
        self.streams.stamp()
        self.reached = changes_so_far(self.conn)
        return self.streams.streams

    @property
    def _has_news(self) -> bool:
        store = self.store
        changed = (
            store.changed_orders, store.changed_stock, store.changed_transfers, store.changed_bindings,
            store.changed_people, store.book.changed, store.to_gather,
        )  # fmt: skip
        return bool(self._places_changed or any(changed))


class HqDatabase:
    """The file and its connections: one that writes, a pool that reads."""

    def __init__(self, path: Path, *, clock: Callable[[], int] = wall_ms) -> None:
        """Opens or creates the database. Raises EnvironmentProblem, leaving it untouched, when it is no database of
        ours or of a newer version."""
        self.path = path
        self.clock = clock
        self.moves = 0  # commits of this process that moved a stream
        self.closed = False
        self._moved = threading.Condition()
        self._places = PlaceCache()
        self._lock = threading.RLock()
        self._writing = False
        _check_machine(path)
        self._writer = _engine(path, "rwc", "BEGIN IMMEDIATE", connections=1)
        self._readers = _engine(path, "ro", "BEGIN", connections=8)
        self.vault = Vault(path.with_name(VAULT))
        try:
            with self._writer.begin() as conn:
                schema.create(conn, str(path))
                self.vault.forget(set(conn.execute(_FORGOTTEN).scalars()))  # what a power cut left between the two
            event.listen(self._writer, "connect", _scratch)
            self._writer.dispose()
            self._guard = Guard(path.parent)
            self._compare_with_guard()
        except (DatabaseError, EnvironmentProblem) as error:
            self.close()
            if isinstance(error, EnvironmentProblem):
                raise
            raise EnvironmentProblem(
                f"{path} cannot be opened as HQ's database ({error.orig}). Nothing was changed. "
                "Check the path, the disk and the backup."
            ) from error

    @contextmanager
    def write(self) -> Iterator[HqTx]:
        """One transaction, one writer at a time. Commits at the end of the block, or leaves no trace."""
        with self._lock:
            if self._writing:
                raise RuntimeError("a unit of work is already writing in this thread")
            self._writing = True
            try:
                with _explained(self.path), self._writer.begin() as conn:
                    tx = HqTx(conn, self._places, self.vault, self.clock())
                    yield tx
                    moved = tx.finish()
                if tx.forgotten:
                    self.vault.forget(tx.forgotten)
                    self._wipe()
            finally:
                self._writing = False
        if moved:
            self._guard.note(tx.reached)
            with self._moved:
                self.moves += 1
                self._moved.notify_all()

    def _compare_with_guard(self) -> None:
        """What was given out under numbers that come once more is not what comes: every stream begins anew."""
        with self.read() as read:
            reached = changes_so_far(read.conn)
        if self._guard.is_behind(reached):
            log.error("HQ's database was put back from a backup: every tablet reads everything anew")
            with self.write() as tx:
                begin_anew(tx.conn)
        self._guard.note(reached, anew=True)

    @contextmanager
    def folding(self) -> Iterator[tuple[Connection, HqFoldStore]]:
        """One transaction that only folds: nothing is published, stamped or recorded. For a copy that is compared."""
        with self._lock, _explained(self.path), self._writer.begin() as conn:
            store = HqFoldStore(conn)
            yield conn, store
            store.flush()

    def _wipe(self) -> None:
        """Copy the log back and empty it: what was removed lies in older pages of it. Readers of that moment are
        waited for; where one stays longer, the next wipe or the end of the process does it."""
        with self._writer.connect() as conn:
            raw: Any = conn.connection
            busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            log.warning("the database's log still holds what was erased: somebody reads. Erase once more to empty it.")

    @contextmanager
    def read(self) -> Iterator[HqRead]:
        """A consistent view; sees nothing that commits after it began."""
        with _explained(self.path), self._readers.begin() as conn:
            yield HqRead(conn, self._places, self.vault)

    def wait_for_move(self, seen: int, timeout_s: float) -> None:
        """Wait until `moves` is no longer `seen`, or the time is over."""
        with self._moved:
            self._moved.wait_for(lambda: self.moves != seen, timeout_s)

    def close(self) -> None:
        """Close all connections and let waiting readers go; the database stays as it was last committed."""
        with self._moved:
            self.closed = True
            self.moves += 1
            self._moved.notify_all()
        self._readers.dispose()
        self._writer.dispose()
        self.vault.close()


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise EnvironmentProblem(
            f"HQ's database {path} cannot take this now ({error.orig}). What was not finished is undone; "
            "nothing stored before is lost. Make room on the disk or end the other program, then try again."
        ) from error


def _check_machine(path: Path) -> None:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise EnvironmentProblem(
            f"SQLite {sqlite3.sqlite_version} is too old for HQ; it needs {'.'.join(map(str, _OLDEST_SQLITE))}."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)  # it holds shoppers' phone numbers


def _engine(path: Path, mode: str, begin: str, *, connections: int) -> Engine:
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=_BUSY_S, isolation_level=None, check_same_thread=False)

    overflow = 0 if mode == "rwc" else 56
    engine = create_engine(
        "sqlite+pysqlite://", creator=connect, poolclass=QueuePool, pool_size=connections, max_overflow=overflow
    )

    def prepare(raw: Any, _record: Any) -> None:
        settings = ["cache_size = -65536", "temp_store = MEMORY"]
        if mode == "rwc":
            settings = ["journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", *settings]
        for setting in settings:
            raw.execute(f"PRAGMA {setting}").fetchall()

    def start(conn: Connection) -> None:
        conn.exec_driver_sql(begin)

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", start)
    return engine


def _scratch(raw: Any, _record: Any) -> None:
    """Temporary tables live as long as their connection."""
    for statement in schema.SCRATCH:
        raw.execute(statement)
