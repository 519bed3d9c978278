"""HQ's database in one SQLite file: one writer, any number of readers."""

import logging
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, DBAPIError
from sqlalchemy.pool import QueuePool

from kiosk.errors import EnvironmentProblem, InputError
from sync.hq import schema
from sync.hq.stores.words import machines_fault

log = logging.getLogger(__name__)
_OLDEST = (3, 39, 0)  # IS DISTINCT FROM
_BUSY_S = 60


class SqliteStore:
    """`sync.hq.stores.Store` over a file. The folder's lock keeps other processes away."""

    one_writer = True
    look_again_s = 1.0

    def __init__(self, path: Path) -> None:
        _check_machine(path)
        self.name, self.folder, self._path = str(path), path.parent, path
        self._writer = _engine(path, "rwc", "BEGIN IMMEDIATE", connections=1)
        self._readers = _engine(path, "ro", "BEGIN", connections=8)

    def create(self) -> None:
        try:
            with self._writer.begin() as conn:
                create(conn, self.name)
            event.listen(self._writer, "connect", _scratch)
            self._writer.dispose()
        except DatabaseError as error:
            raise EnvironmentProblem(
                f"{self._path} cannot be opened as HQ's database ({error.orig}). Nothing was changed. "
                "Check the path, the disk and the backup."
            ) from error

    def claim(self, key: str, vault: str) -> None:
        """They lie beside the file, and go with it."""

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self._explained(), self._writer.begin() as conn:
            yield conn

    def aside(self, keys: Iterable[str]) -> Any:
        del keys
        return self.writing()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._explained(), self._readers.begin() as conn:
            yield conn

    @contextmanager
    def alone(self, work: str) -> Iterator[None]:
        del work
        yield

    def tell(self, conn: Connection) -> None:
        """There is no other process."""

    def heard(self) -> Iterator[None]:
        return iter(())

    def wipe(self) -> None:
        """Copy the log back and empty it: what was removed lies in older pages of it. Readers of that moment are
        waited for; where one stays longer, the next wipe or the end of the process does it."""
        with self._writer.connect() as conn:
            raw: Any = conn.connection
            busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            log.warning("the database's log still holds what was erased: somebody reads. Erase once more to empty it.")

    def copy_to(self, path: Path) -> None:
        where = f"file:{quote(str(self._path.absolute()))}?mode=ro"
        with closing(sqlite3.connect(where, uri=True)) as source, closing(sqlite3.connect(path)) as target:
            source.backup(target)

    def close(self) -> None:
        self._readers.dispose()
        self._writer.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            if machines_fault(error):
                raise EnvironmentProblem(
                    f"HQ's database {self._path} cannot take this now ({error.orig}). What was not finished is undone; "
                    "nothing stored before is lost. Make room on the disk or end the other program, then try again."
                ) from error
            if "overflow" in str(error.orig):
                raise InputError("A number is over 64 bits. Nothing of it was stored.") from error
            raise


def create(conn: Connection, where: str) -> None:
    """Make the tables of a new database, and those that one of an older version lacks. Raises EnvironmentProblem, and
    touches nothing, on one of a newer version."""
    version = conn.exec_driver_sql("PRAGMA user_version").scalar_one()
    schema.check_version(version, where)
    if version < schema.VERSION:
        schema.create_tables(conn, version)
        conn.exec_driver_sql(_BUYERS)
        conn.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION}")


def _check_machine(path: Path) -> None:
    if sqlite3.sqlite_version_info < _OLDEST:
        raise EnvironmentProblem(
            f"SQLite {sqlite3.sqlite_version} is too old for HQ; it needs {'.'.join(map(str, _OLDEST))}."
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
    for statement in _SCRATCH:
        raw.execute(statement)


# Before version 3 nobody noted whose an order is.
_BUYERS = (
    "INSERT OR IGNORE INTO member_order (order_id, member_id) "
    "SELECT order_id, facts ->> '$.placed[0].body.member' FROM order_facts "
    "WHERE coalesce(facts ->> '$.placed[0].body.member', '') <> ''"
)

# Sets of rows on their way in, and stock figures to recompute.
_SCRATCH = (
    "CREATE TEMPORARY TABLE incoming (id TEXT NOT NULL PRIMARY KEY, body TEXT) WITHOUT ROWID",
    "CREATE TEMPORARY TABLE touched (location TEXT, sku TEXT, PRIMARY KEY (location, sku)) WITHOUT ROWID",
)
