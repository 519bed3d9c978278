"""Snapshots: the ready-to-use catalogue file, made by applying HQ's own streams through the tablet's own replica.

So snapshot = stream by construction. The replica is lent: this side of the wire does not know how tablets store things.
"""

import hashlib
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import msgspec
from sqlalchemy import text

from kiosk.errors import EnvironmentProblem, InputError
from kiosk.ports.sync import Chunk, Cursor, Manifest, Replica, StreamRow
from sync.hq.blobs import BlobFolder
from sync.hq.database import HqDatabase, HqRead
from sync.hq.devices import snapshot_streams
from sync.hq.keys import HqKey
from sync.hq.streams import StreamHead, ensure, heads, in_batches
from sync.protocol import WireManifest, manifest_from, manifest_message, wire_manifest

# Yields the replica of an empty file for these streams; at the end of the context the file is complete and closed.
ReplicaFactory = Callable[[Path, tuple[str, ...]], AbstractContextManager[Replica]]
CHUNK_BYTES = 4 << 20
PATIENCE_S = 5.0  # well below what a device waits for an answer
_STAGE_ROWS = 5_000
_USER_VERSION = slice(60, 64)  # SQLite file format: the header's user version, big-endian


class BeingBuilt(EnvironmentProblem):
    """Not an error of anybody's: HQ is at work on it."""

    code = "snapshot_building"


class SnapshotShop:
    """Builds snapshots when somebody asks and the newest is too far behind; one at a time."""

    def __init__(
        self, database: HqDatabase, key: HqKey, chunks: BlobFolder, replica_factory: ReplicaFactory, schema: int
    ) -> None:
        """`schema`: the version of file that the factory makes; one of another version is made anew."""
        self._database = database
        self._schema = schema
        self._key = key
        self._chunks = chunks
        self._replica_factory = replica_factory
        self._builder = ThreadPoolExecutor(1, thread_name_prefix="hq-snapshot")
        self._lock = threading.Lock()
        self._building: dict[str, Future[Manifest]] = {}
        self._closing = False

    def manifest(self, set_name: str, wait_s: float = PATIENCE_S, *, newest: bool = False) -> Manifest:
        """A good snapshot of the set, built now if there is none. While a newer one is made, everybody is given the one
        there is, unless they want the `newest`: pages catch up what it lacks. Raises BeingBuilt when it takes longer
        than `wait_s`: it goes on meanwhile, and whoever asks again finds it."""
        with self._lock:
            found, outdated = self._newest(set_name)
            if found is not None and not outdated:
                return found
            building = self._building.get(set_name)
            if building is None or building.done():
                building = self._building[set_name] = self._builder.submit(self._build, set_name)
        if found is not None and not newest:
            return found
        try:
            return building.result(wait_s)
        except TimeoutError:
            raise BeingBuilt("HQ is making the catalogue ready. Ask again in a few seconds.") from None

    def close(self) -> None:
        """Give up the snapshot at hand; the next start makes it when somebody asks."""
        self._closing = True
        self._builder.shutdown(wait=True, cancel_futures=True)

    def _newest(self, set_name: str) -> tuple[Manifest | None, bool]:
        """The last one built, if it can still be used, and whether it is too far behind."""
        with self._database.read() as read:
            find = text("SELECT manifest, gens FROM snapshot WHERE name = :name")
            row = read.conn.execute(find, {"name": set_name}).one_or_none()
            now = heads(read.conn, snapshot_streams(set_name))
        if row is None or {head.stream: head.gen for head in now} != msgspec.json.decode(row.gens):
            return None, True
        manifest = manifest_from(msgspec.json.decode(row.manifest, type=WireManifest))
        if manifest.schema != self._schema:
            return None, True  # tablets of this version would leave it alone, and read a million rows instead
        whole = all(self._chunks.has(chunk.sha256) for chunk in manifest.chunks)
        return manifest if whole else None, _outdated(manifest, now)

    def _build(self, set_name: str) -> Manifest:
        """One process at a time: what it does not know of yet, another would clear away."""
        with self._database.store.alone("snapshot"):
            found, outdated = self._newest(set_name)
            return self._build_anew(set_name) if found is None or outdated else found

    def _build_anew(self, set_name: str) -> Manifest:
        streams = snapshot_streams(set_name)
        with self._database.aside("streams") as tx:
            ensure(tx.conn, streams)
        with tempfile.TemporaryDirectory(prefix=".snapshot-", dir=self._database.store.folder) as folder:
            path = Path(folder) / "catalogue.db"
            found = self._fill(path, streams)
            manifest = self._cut_up(path, set_name, found)
        self._record(manifest, found)
        return manifest

    def _fill(self, path: Path, streams: tuple[str, ...]) -> tuple[StreamHead, ...]:
        """All streams as of one moment."""
        now_ms = self._database.clock()
        with self._database.read() as read, self._replica_factory(path, streams) as replica:
            found = heads(read.conn, streams)
            for head in found:
                replica.begin(head.stream, from_zero=True, announced=head.live)
                for batch in in_batches(_live_rows(read, head.stream), _STAGE_ROWS):
                    if self._closing:
                        raise BeingBuilt("HQ is closing; the catalogue is made ready after its next start.")
                    replica.stage(head.stream, batch)
                replica.finish(head.stream, Cursor(head.gen, head.head), (), now_ms)
        return found

    def _cut_up(self, path: Path, set_name: str, found: tuple[StreamHead, ...]) -> Manifest:
        chunks = []
        whole = hashlib.sha256()
        with path.open("rb") as file:
            header = file.read(100)
            file.seek(0)
            while piece := file.read(CHUNK_BYTES):
                whole.update(piece)
                chunks.append(Chunk(self._chunks.put(piece), len(piece)))
        if path.with_name(path.name + "-wal").exists():
            raise EnvironmentProblem("the snapshot was not closed properly and is not handed out; ask again")
        manifest = Manifest(
            set=set_name,
            gen=found[0].gen,
            schema=int.from_bytes(header[_USER_VERSION], "big"),
            cursors={head.stream: head.head for head in found},
            chunks=tuple(chunks),
            sha256=whole.hexdigest(),
            size=path.stat().st_size,
            built_ms=self._database.clock(),
        )
        return replace(manifest, signature=self._key.sign(manifest_message(manifest)))

    def _record(self, manifest: Manifest, found: tuple[StreamHead, ...]) -> None:
        """Remember it; chunks that no set needs any more go, except those of the one it replaces: somebody may be
        in the middle of them."""
        names = {chunk.sha256 for chunk in manifest.chunks}
        with self._database.aside("snapshot") as tx:
            for row in tx.conn.execute(text("SELECT manifest FROM snapshot")):
                known = msgspec.json.decode(row.manifest, type=WireManifest)
                names.update(sha256 for sha256, _ in known.chunks)
            values = {
                "name": manifest.set,
                "manifest": msgspec.json.encode(wire_manifest(manifest)).decode(),
                "gens": msgspec.json.encode({head.stream: head.gen for head in found}).decode(),
                "now": manifest.built_ms,
            }
            tx.conn.execute(_RECORD, values)
        self._chunks.keep_only(frozenset(names))


def check_set(set_name: str, allowed: str) -> None:
    """A device gets its own set. Raises InputError for another one."""
    if set_name != allowed:
        raise InputError(f"this device's snapshot is {allowed!r}, not {set_name!r}", status=404)


def _outdated(manifest: Manifest, now: tuple[StreamHead, ...]) -> bool:
    """Whether catching up by pages costs more than a new file: 5 % of the rows, at least 200, at most 20,000."""
    behind = sum(head.head - manifest.cursors.get(head.stream, 0) for head in now)
    return behind > min(max(200, sum(head.live for head in now) // 20), 20_000)


def _live_rows(read: HqRead, stream: str) -> Iterator[StreamRow]:
    find = text(
        "SELECT entity, id, seq, body FROM stream_row WHERE stream = :stream AND body IS NOT NULL ORDER BY seq"
    ).execution_options(yield_per=_STAGE_ROWS)
    for row in read.conn.execute(find, {"stream": stream}):
        yield StreamRow(row.entity, row.id, row.seq, row.body)


_RECORD = text(
    "INSERT INTO snapshot (name, manifest, gens, built_ms) VALUES (:name, :manifest, :gens, :now)"
    " ON CONFLICT (name) DO UPDATE SET manifest = excluded.manifest, gens = excluded.gens, built_ms = excluded.built_ms"
)
