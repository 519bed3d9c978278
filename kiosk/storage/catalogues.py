"""Which catalogue file is in use. Each snapshot comes under its own name; a pointer in shop.db switches.

A live database is never renamed over, replaced or removed: readers of the old file are closed first, each between two
reads, then its writer, then the file goes.
"""

import hashlib
import logging
import os
import re
import secrets
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from kiosk.errors import EnvironmentProblem
from kiosk.ports.sync import Cursor, CutEntry, Manifest, StreamRow
from kiosk.storage.catalogue import CATALOGUE_STREAM, CatalogueReplica, is_public
from kiosk.storage.files import (
    DamagedFile,
    NewerFile,
    Readers,
    StorageClosed,
    check_file,
    connect_reader,
    is_damage,
    remove_database,
    sync_folder,
)
from kiosk.storage.schemas import CATALOGUE
from kiosk.storage.search import CatalogueQueries
from kiosk.storage.shop import ShopStore
from kiosk.storage.writer import WriterThread

T = TypeVar("T")
_log = logging.getLogger(__name__)
_NAME = re.compile(r"catalogue-[0-9a-f-]+\.(db|db-wal|db-shm)")
_HASHED_AT_ONCE = 1 << 20


class CatalogueStore(CatalogueQueries):
    """Implements ports.sync.SnapshotStore and ports.storage.CatalogueReader; ports.sync.Replica on the current file.

    Before the first catalogue `ready()` is False and everything reads empty."""

    def __init__(self, writer: WriterThread, folder: Path, shop: ShopStore) -> None:
        self._writer = writer
        self._folder = folder
        self._shop = shop
        self._gate = threading.Lock()  # one switch at a time
        self._replica: CatalogueReplica | None = None
        self._readers: Readers | None = None
        self._open_pointed()

    def read(self, work: Callable[[sqlite3.Connection], T], nothing: T) -> T:
        while (readers := self._readers) is not None:
            try:
                with readers.snapshot() as conn:
                    return work(conn)
            except StorageClosed:
                if readers is self._readers:
                    raise
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                self._discard(readers, error)
                raise DamagedFile(
                    f"The catalogue {readers.path.name} was damaged ({error}) and has been removed. Orders and "
                    "payments are safe. HQ sends another as soon as it can be reached; until then no goods can be "
                    "looked up.",
                    file=readers.path.name,
                ) from error
        return nothing

    # The way down, on the current file.

    def holds(self, stream: str) -> bool:
        return is_public(stream)

    def cursor(self, stream: str) -> Cursor | None:
        return self._replica.cursor(stream) if self._replica else None

    def begin(self, stream: str, *, from_zero: bool, announced: int) -> None:
        """Without a file, a fresh one is begun: a range can also come row by row."""
        if self._replica is None:
            self._switch_to(self._folder / f"catalogue-{secrets.token_hex(4)}.db")
        self._current().begin(stream, from_zero=from_zero, announced=announced)

    def stage(self, stream: str, rows: Sequence[StreamRow]) -> None:
        self._current().stage(stream, rows)

    def finish(self, stream: str, cursor: Cursor, cut: Sequence[CutEntry], complete_ms: int) -> int:
        return self._current().finish(stream, cursor, cut, complete_ms)

    def touched(self, stream: str, complete_ms: int) -> None:
        self._current().touched(stream, complete_ms)

    # Snapshots.

    def staging_path(self, sha256: str) -> Path:
        return self._folder / f"catalogue-{sha256[:8]}.partial"

    def adopt(self, staged: Path, manifest: Manifest) -> None:
        try:
            _check_staged(staged, manifest)
        except EnvironmentProblem:
            staged.unlink(missing_ok=True)
            raise
        path = self._free_name(manifest.sha256)
        staged.rename(path)
        sync_folder(self._folder)
        self._switch_to(path)

    def close(self) -> None:
        if self._readers is not None:
            self._readers.close()

    def _free_name(self, sha256: str) -> Path:
        """A snapshot that comes again must not replace the file it once became: that one has gone on since."""
        path = self._folder / f"catalogue-{sha256[:8]}.db"
        again = 1
        while path.exists():
            again += 1
            path = self._folder / f"catalogue-{sha256[:8]}-{again}.db"
        return path

    def _switch_to(self, path: Path) -> None:
        with self._gate:
            old_readers = self._readers
            self._replica = CatalogueReplica(path, writer=self._writer)
            self._shop.point_to(path.name)
            self._readers = Readers(path)
            if old_readers is not None:
                self._retire(old_readers)
        _log.info("the catalogue is now %s", path.name)

    def _retire(self, readers: Readers) -> None:
        readers.close()
        self._writer.release(readers.path)
        remove_database(readers.path)

    def _discard(self, readers: Readers, error: sqlite3.DatabaseError) -> None:
        with self._gate:
            if self._readers is not readers:
                return
            self._replica = self._readers = None
            self._shop.point_to("")
            self._retire(readers)
        _log.warning("%s is damaged (%s) and was removed; HQ is asked for another", readers.path.name, error)

    def _open_pointed(self) -> None:
        """At start: open what the pointer names, remove every other file of ours. One that only cannot be read now,
        e.g. on a full disk, is kept: the next start may."""
        with self._shop.readers.snapshot() as shop:
            path = pointed_file(shop, self._folder)
        self._sweep(path.name if path is not None and self._opened(path) else "")

    def _opened(self, path: Path) -> bool:
        """Open the file; whether it is worth keeping."""
        try:
            self._replica = CatalogueReplica(path, writer=self._writer)
            self._readers = Readers(path)
        except NewerFile:
            _log.warning("%s is of a newer version; HQ is asked for one of ours", path.name)
            return False
        except (DamagedFile, sqlite3.DatabaseError) as error:
            self._writer.release(path)
            _log.warning("%s cannot be used (%s); HQ is asked for another", path.name, error)
            return isinstance(error, sqlite3.DatabaseError) and not is_damage(error)
        return True

    def _sweep(self, used: str) -> None:
        for path in self._folder.iterdir():
            if _NAME.fullmatch(path.name) and not (used and path.name.startswith(used)):
                path.unlink(missing_ok=True)

    def _current(self) -> CatalogueReplica:
        if self._replica is None:
            raise EnvironmentProblem(
                "The catalogue was removed while it was brought up to date. The next synchronisation fetches another."
            )
        return self._replica


class FileCatalogue(CatalogueQueries):
    """Implements ports.storage.CatalogueReader on one file that stays; on none at all, everything reads empty."""

    def __init__(self, readers: Readers | None) -> None:
        self._readers = readers

    def read(self, work: Callable[[sqlite3.Connection], T], nothing: T) -> T:
        if self._readers is None:
            return nothing
        with self._readers.snapshot() as conn:
            return work(conn)

    def close(self) -> None:
        if self._readers is not None:
            self._readers.close()


def pointed_file(shop: sqlite3.Connection, folder: Path) -> Path | None:
    """The catalogue file in use, if it is there."""
    rows = shop.execute("SELECT file FROM pointer WHERE name = 'catalogue' AND file <> ''").fetchall()
    return next((folder / name for (name,) in rows if (folder / name).exists()), None)


def _check_staged(staged: Path, manifest: Manifest) -> None:
    """Raises EnvironmentProblem unless the file is the manifest's, whole, and a catalogue this program can read. It is
    read for both at once: they take as long as each other."""
    with ThreadPoolExecutor(1, thread_name_prefix="snapshot-hash") as beside:
        hashed = beside.submit(_sha256, staged)
        wrong = _wrong_inside(staged)
        if hashed.result() != manifest.sha256:
            raise _damaged(staged.name, "it is not the file HQ described")
    if wrong is not None:
        raise wrong


def _wrong_inside(staged: Path) -> EnvironmentProblem | None:
    try:
        _check_inside(staged)
    except EnvironmentProblem as problem:
        return problem
    return None


def _check_inside(staged: Path) -> None:
    check_file(staged, CATALOGUE, immutable=True)
    conn = connect_reader(staged, immutable=True)
    try:
        ((verdict,), *_) = conn.execute("PRAGMA quick_check(1)").fetchall()
        known = conn.execute("SELECT 1 FROM cursor WHERE stream = ? AND gen IS NOT NULL", (CATALOGUE_STREAM,))
        complete = bool(known.fetchall())
    except sqlite3.DatabaseError as error:
        raise _damaged(staged.name, error) from error
    finally:
        conn.close()
    if verdict != "ok" or not complete:
        raise _damaged(staged.name, verdict if verdict != "ok" else "it holds no complete range")


def _sha256(path: Path) -> str:
    """Of a file that is no live database; also makes its bytes durable."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
        while piece := stream.read(_HASHED_AT_ONCE):
            digest.update(piece)
    return digest.hexdigest()


def _damaged(name: str, why: object) -> DamagedFile:
    return DamagedFile(
        f"The catalogue that came from HQ ({name}) cannot be used ({why}) and was thrown away. What was here before "
        "stays in use; the next synchronisation fetches another.",
        file=name,
    )
