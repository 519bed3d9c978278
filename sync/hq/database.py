"""HQ's database: one writer at a time, any number of readers, every change on its way down in the same transaction.

with database.write() as tx:
    tx.put_whole("catalogue", "style", rows)
    tx.append(StockOpened(…))
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from time import time_ns

import uuid_utils.compat as uuids
from sqlalchemy import Connection, text

from kiosk.domain import codec
from kiosk.domain.catalogue import Location
from kiosk.domain.events import Body, Event
from kiosk.domain.fold import fold
from kiosk.domain.rights import RightsGranted
from kiosk.errors import EnvironmentProblem
from sync.hq.folding import HqFoldStore
from sync.hq.guard import Guard
from sync.hq.journal import ONLINE_DEVICE, HqJournal
from sync.hq.member_key import tell_key
from sync.hq.private import PrivateContent
from sync.hq.publishing import CATALOGUE, Publisher, has_tablets
from sync.hq.scarce import note_scarce
from sync.hq.stores import open_store
from sync.hq.streams import Changes, StreamWriter, begin_anew, changes_so_far
from sync.hq.turns import Turns
from sync.hq.vault import Vault

__all__ = ["Changes", "HqDatabase", "HqRead", "HqTx", "HqUnit", "wall_ms"]

log = logging.getLogger(__name__)
VAULT = "vault.db"

_IN_SERVICE = text("SELECT id FROM device WHERE revoked_ms IS NULL ORDER BY id")
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


class HqUnit(HqRead):
    """One transaction. Nothing of it is seen before it commits."""

    def __init__(self, conn: Connection, places: PlaceCache, vault: Vault, now_ms: int) -> None:
        super().__init__(conn, places, vault)
        self.now_ms = now_ms


class HqTx(HqUnit):
    """One transaction that publishes: what it puts is stamped at its end."""

    def __init__(self, conn: Connection, places: PlaceCache, vault: Vault, now_ms: int) -> None:
        super().__init__(conn, places, vault, now_ms)
        self.store = HqFoldStore(conn)
        self.streams = StreamWriter(conn)
        self._journal = HqJournal(conn)
        self._online = HqJournal(conn, ONLINE_DEVICE)
        self._locations: dict[str, Location] | None = None
        self._places_changed = self._range_changed = False
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
        if stream == CATALOGUE and entity in ("style", "variant") and changes.total:
            self._range_changed = True
        return changes

    def append(self, body: Body, actor: str = "") -> Event:
        """Record a fact of HQ's own and let it have its effect at once. Raises InputError when it is over 64 KiB."""
        written = self._journal.append(body, self.now_ms, actor)
        fold(self.store, written)
        return written

    def append_online(self, body: Body, event_id: str, hlc: int, at_ms: int) -> None:
        """Record what the web shop says happened at `at_ms`, and let it have its effect at once."""
        fold(self.store, self._online.record(body, event_id, hlc, at_ms))

    def begin_anew(self) -> None:
        """HQ was put back from a backup: every stream begins anew, and every tablet is asked which rights it spent, for
        those granted since are not known here. None is granted before all have answered."""
        begin_anew(self.conn)
        for device in self.conn.execute(_IN_SERVICE).scalars().all():
            self.append(RightsGranted(str(uuids.uuid7()), device, 0, "", "", 0, 0))

    def finish(self) -> frozenset[str]:
        """Publish what was folded, stamp every changed row; returns the streams that moved."""
        self._journal.flush(self.now_ms)
        self._online.flush(self.now_ms)
        self.store.flush()
        publisher = Publisher(self.private, self.streams, self.locations() if self._has_news else {}, self.now_ms)
        publisher.publish(self.store)
        if self._range_changed:
            note_scarce(self.conn)
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
    """The database of one HQ: a file, or, by its URL, PostgreSQL."""

    def __init__(
        self,
        path: Path,
        *,
        clock: Callable[[], int] = wall_ms,
        url: str = "",
        vault: Path | None = None,
        key: str = "",
    ) -> None:
        """Opens or creates it. `path` is the file; with a `url` only its folder is used. `vault` is the file of keys,
        beside the database if not said; `key` HQ's public key. Raises EnvironmentProblem, leaving it untouched, when it
        is no database of ours, of a newer version, or was begun with other keys."""
        self.path = path
        self.store = open_store(path, url)
        self.clock = clock
        self.moves = 0  # how often a stream may have moved
        self.closed = False
        self._moved = threading.Condition()
        self._hearing: threading.Thread | None = None
        self._places = PlaceCache()
        self.turns = Turns()
        self.vault = Vault(vault or path.with_name(VAULT))
        self._guard = Guard(path.parent)
        try:
            self.store.create()
            self.store.claim(key, self.vault.mark())
            with self.store.reading() as conn:
                gone = set(conn.execute(_FORGOTTEN).scalars())
            self.vault.forget(gone)  # what a power cut left between the two
            self._compare_with_guard()
        except EnvironmentProblem:
            self.close()
            raise

    @contextmanager
    def write(self) -> Iterator[HqTx]:
        """One transaction, one writer at a time. Commits at the end of the block, or leaves no trace."""
        with self.turns.turn(can_wait=True):
            with self.store.writing() as conn:
                tx = HqTx(conn, self._places, self.vault, self.clock())
                yield tx
                moved = tx.finish()
                if moved:
                    self.store.tell(conn)
            if tx.forgotten:
                self.vault.forget(tx.forgotten)
                self.store.wipe()
        if moved:
            self._guard.note(tx.reached)
            self._tell()

    @contextmanager
    def aside(self, key: str) -> Iterator[HqUnit]:
        """One transaction that changes nothing that a stream is made of, beside whoever does: what devices sent, who
        may speak. Those with the same key come one after the other."""
        with self.aside_for(lambda: (key,)) as tx:
            yield tx

    @contextmanager
    def aside_for(self, keys: Callable[[], Iterable[str]]) -> Iterator[HqUnit]:
        """The same with several keys, which are asked for when it is this one's turn and not before."""
        turn = self.turns.turn(can_wait=False) if self.store.one_writer else nullcontext()
        with turn, self.store.aside(keys()) as conn:
            yield HqUnit(conn, self._places, self.vault, self.clock())

    def _compare_with_guard(self) -> None:
        """What was given out under numbers that come once more is not what comes: every stream begins anew."""
        with self.read() as read:
            reached = changes_so_far(read.conn)
        if self._guard.is_behind(reached):
            log.error("HQ's database was put back from a backup: every tablet reads everything anew")
            with self.write() as tx:
                tx.begin_anew()
        self._guard.note(reached, anew=True)

    @contextmanager
    def folding(self) -> Iterator[tuple[Connection, HqFoldStore]]:
        """One transaction that only folds: nothing is published, stamped or recorded. For a copy that is compared."""
        with self.turns.turn(can_wait=True), self.store.writing() as conn:
            store = HqFoldStore(conn)
            yield conn, store
            store.flush()

    @contextmanager
    def read(self) -> Iterator[HqRead]:
        """A consistent view; sees nothing that commits after it began."""
        with self.store.reading() as conn:
            yield HqRead(conn, self._places, self.vault)

    def wait_for_move(self, seen: int, timeout_s: float) -> None:
        """Wait until `moves` is no longer `seen`, or the time is over, or it is time to look for oneself."""
        with self._moved:
            if self._hearing is None and not self.closed:
                self._hearing = threading.Thread(target=self._hear, name="hq-hearing", daemon=True)
                self._hearing.start()
            self._moved.wait_for(lambda: self.moves != seen, min(timeout_s, self.store.look_again_s))

    def close(self) -> None:
        """Close all connections and let waiting readers go; the database stays as it was last committed."""
        with self._moved:
            self.closed = True
            self.moves += 1
            self._moved.notify_all()
        self.store.close()
        if self._hearing is not None:
            self._hearing.join()
        self.vault.close()

    def _hear(self) -> None:
        for _ in self.store.heard():
            self._tell()

    def _tell(self) -> None:
        with self._moved:
            self.moves += 1
            self._moved.notify_all()
