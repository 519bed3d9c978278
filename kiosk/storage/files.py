"""Opening the files: one writer connection, read-only readers, and a clear answer when a file is not for us."""

# ruff: noqa: S608 - names in the statements are this package's own constants; values are always bound

import errno
import os
import shutil
import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kiosk.errors import EnvironmentProblem
from kiosk.storage.schemas import Schema

ROOM_BYTES = 64 << 20
BUSY_MS = 5_000
_STEPS_TABLE = "_sqlite_migrations"  # where sqlite-utils notes which steps ran
_FAILING = (errno.EIO, errno.EFBIG, errno.EROFS)  # what a dying disk, or a file system that gave up, says of a file
_CACHE_KIB = 32 << 10  # at most; a large round touches indexes in no order


class NewerFile(EnvironmentProblem):
    """A file of a newer version of this program; it stays untouched."""

    code = "newer_file"


class DamagedFile(EnvironmentProblem):
    """A file that is no database of ours, or is broken."""

    code = "damaged_file"


class DiskFull(EnvironmentProblem):
    """Nothing more can be stored; what was stored is safe."""

    code = "disk_full"


class DiskFailed(EnvironmentProblem):
    """The disk answers with errors."""

    code = "disk_failed"


class StorageClosed(EnvironmentProblem):
    """Somebody reads from files that were closed."""

    code = "storage_closed"


class Snapshots(Protocol):
    """A source of short, consistent reads of one file."""

    def snapshot(self) -> AbstractContextManager[sqlite3.Connection]: ...


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file's one read-write connection."""

    conn: sqlite3.Connection

    def close(self) -> None:
        self.conn.close()


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken; anything else that SQLite says leaves it as good as it was."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def connect_writer(path: Path, *, synchronous: str) -> OpenFile:
    """The one read-write connection. Transactions are begun by hand; nobody but its thread checkpoints. The file is
    its owner's alone; what SQLite keeps beside it takes over its mode."""
    _make_private(path)
    conn = sqlite3.connect(path, isolation_level=None, cached_statements=256)
    conn.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute(f"PRAGMA synchronous = {synchronous}")
    conn.execute("PRAGMA foreign_keys = ON")
    conn.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten
    conn.execute("PRAGMA wal_autocheckpoint = 0")
    conn.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    return OpenFile(conn)


def _make_private(path: Path) -> None:
    """Begin the file, or close it to others. Where that is not ours to do, SQLite says what it cannot do either.

    One that is there is not opened for it: closing it again would drop the locks of the connections that have it open.
    """
    with suppress(OSError):
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            _close_to_others(path, 0o600)


def own_folder(folder: Path) -> None:
    """Make the folder, or one that others may look into, its owner's alone: it holds phone numbers and a key. Raises
    EnvironmentProblem when it belongs to somebody else."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        _close_to_others(folder, 0o700)
    except PermissionError as error:
        raise EnvironmentProblem(
            f"{folder} is open to others and belongs to another user. Nothing was changed. Start the program as that "
            f"user, or let that user close it: chmod 700 {folder}"
        ) from error


def _close_to_others(path: Path, mode: int) -> None:
    if path.stat().st_mode & 0o077:
        path.chmod(mode)


def connect_reader(path: Path, *, immutable: bool = False) -> sqlite3.Connection:
    """A connection that cannot write. `immutable` only for a file that nobody else has open."""
    uri = f"{path.resolve().as_uri()}?{'immutable=1' if immutable else 'mode=ro'}"
    conn = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, cached_statements=256)
    conn.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    return conn


def check_file(path: Path, schema: Schema, *, immutable: bool = False) -> None:
    """Raises NewerFile or DamagedFile when `path` is not a file this program may write. Changes nothing."""
    conn = connect_reader(path, immutable=immutable)
    try:
        version = int(conn.execute("PRAGMA user_version").fetchone()[0])
        kind = int(conn.execute("PRAGMA application_id").fetchone()[0])
        applied = _applied(conn, schema)
    except sqlite3.DatabaseError as error:
        raise DamagedFile(f"{path.name} is not a database ({error}). It was not changed.", file=path.name) from None
    finally:
        conn.close()
    if kind not in (0, schema.application_id):
        raise DamagedFile(f"{path.name} is a database, but not a {schema.name}. It was not changed.", file=path.name)
    if version > len(schema.steps) or not applied <= set(schema.steps):
        raise NewerFile(
            f"{path.name} was written by a newer version of this program and is left untouched. "
            "Install that version again, or a newer one.",
            file=path.name,
        )


def is_up_to_date(path: Path, schema: Schema) -> bool:
    """Whether the file has all that this program reads. Changes nothing."""
    conn = connect_reader(path)
    try:
        return set(schema.steps) <= _applied(conn, schema)
    except sqlite3.DatabaseError:
        return False
    finally:
        conn.close()


def _applied(conn: sqlite3.Connection, schema: Schema) -> set[str]:
    if not conn.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (_STEPS_TABLE,)).fetchone():
        return set()
    rows = conn.execute(f"SELECT name FROM {_STEPS_TABLE} WHERE migration_set = ?", (schema.migration_set,))
    return {name for (name,) in rows.fetchall()}


def migrate(file: OpenFile, schema: Schema) -> None:
    """Bring a file up to date; each step is one transaction."""
    if set(schema.steps) <= _applied(file.conn, schema):
        return
    # Only now: the library takes a fifth of the time in which a kiosk starts.
    from sqlite_utils import Database

    from kiosk.storage.migrations import MIGRATIONS

    MIGRATIONS[schema.migration_set].apply(Database(file.conn, execute_plugins=False))
    file.conn.execute(f"PRAGMA application_id = {schema.application_id}")
    file.conn.execute(f"PRAGMA user_version = {len(schema.steps)}")


@contextmanager
def transaction(conn: sqlite3.Connection) -> Iterator[None]:
    """A write transaction from its first statement on: it can wait for a lock, but never fail half-way for one."""
    with explained():
        conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            conn.execute("COMMIT")
        except BaseException:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
            raise


@contextmanager
def explained() -> Iterator[None]:
    """Turn SQLite's and the system's word for a full or failing disk into ours."""
    try:
        yield
    except sqlite3.OperationalError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            raise disk_full() from error
        if code == sqlite3.SQLITE_IOERR:
            raise _disk_failed(error) from error
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full() from error
        if error.errno in _FAILING:
            raise _disk_failed(error) from error
        raise


def disk_full() -> DiskFull:
    return DiskFull(
        "The disk is full. Everything stored so far is safe, but nothing more can be sold until there is room: "
        "free some space on this machine."
    )


def _disk_failed(error: sqlite3.Error | OSError) -> DiskFailed:
    said = error.strerror if isinstance(error, OSError) else error
    return DiskFailed(
        f"The disk does not take what is written ({said}). What was stored before is safe; have it looked at."
    )


def has_room(folder: Path, floor_bytes: int = ROOM_BYTES) -> bool:
    return shutil.disk_usage(folder).free >= floor_bytes


class _Reader:
    """A thread's own connection; its lock lets another thread close it between two reads."""

    def __init__(self, path: Path) -> None:
        self.lock = threading.RLock()
        self.conn = connect_reader(path)
        self.closed = False
        self.farewell: Callable[[], object] = bool

    def close(self) -> None:
        with self.lock:
            self.closed = True
            self.conn.close()
        self.farewell()


class Readers:
    """Read-only connections to one file, one a thread, closed with their thread or all together."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._gate = threading.Lock()
        self._open: set[_Reader] = set()
        self._local = threading.local()
        self._closed = False

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Reads that all see the same moment. Fetch every cursor to its end: an open one would stop checkpoints."""
        reader = self._mine()
        with reader.lock:
            if reader.closed:
                raise StorageClosed(f"{self.path.name} was closed while it was read")
            outermost = not reader.conn.in_transaction  # a read within a read sees the same moment
            if outermost:
                reader.conn.execute("BEGIN")
            try:
                yield reader.conn
            finally:
                if outermost:
                    reader.conn.execute("ROLLBACK")

    def close(self) -> None:
        with self._gate:
            self._closed = True
            readers, self._open = self._open, set()
        for reader in readers:
            reader.close()

    def _mine(self) -> _Reader:
        reader: _Reader | None = getattr(self._local, "reader", None)
        if reader is not None:
            return reader
        with self._gate:
            if self._closed:
                raise StorageClosed(f"{self.path.name} is closed")
            reader = _Reader(self.path)
            self._open.add(reader)
        self._local.reader = reader
        # The thread's locals die with it, and the connection with them.
        self._local.end = _End()
        reader.farewell = weakref.finalize(self._local.end, self._forget, reader).detach
        return reader

    def _forget(self, reader: _Reader) -> None:
        with self._gate:
            self._open.discard(reader)
        reader.close()


class _End:
    """Something to notice the end of a thread by."""


def write_atomically(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Either the old content or the new one is there, also after a power cut."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.partial")
    try:
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
        sync_folder(path.parent)
    except OSError:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Make names durable, not only contents."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_database(path: Path) -> None:
    """Remove a closed database with what SQLite keeps beside it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def put_aside(path: Path) -> Path:
    """Give a closed database, with what SQLite keeps beside it, a name nobody opens; returns it."""
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(aside.with_name(aside.name + suffix))
    sync_folder(path.parent)
    return aside
