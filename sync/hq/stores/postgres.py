"""HQ's database on PostgreSQL: several processes, one unit of work that changes streams at a time over all of them.

READ COMMITTED with locks taken in one order, so that nothing has to be tried again (docs/decisions/0029-postgresql.md).
"""

import logging
import math
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as PoolEmpty

from kiosk.errors import EnvironmentProblem, InputError
from sync.hq import schema
from sync.hq.stores.address import REACH, check_server, checked_url, first_line, version_of
from sync.hq.stores.sqlite import SqliteStore
from sync.hq.stores.words import LOCKS, SCHEMA, WORK

log = logging.getLogger(__name__)
_ASIDE = LOCKS + 1  # the first half of the locks of transactions beside the one that works
_ALONE = {"snapshot": 4, "import": 5}
_CHANNEL = "kiosk_hq_moved"
_AGAIN_S = 2.0
_RESTED_S = 1.0  # a connection that rested longer may be gone, with the server or the line
_COPIED_ROWS = 2_000
_HALF = 2**31  # the second half of a lock has a sign


class PostgresStore:
    """`sync.hq.stores.Store` over a database of its own on a PostgreSQL server."""

    one_writer = False
    look_again_s = 10.0

    def __init__(self, url: str, folder: Path) -> None:
        """`url`: postgresql://user@host/database; what it leaves out is found as libpq does. Raises EnvironmentProblem
        when the driver is not installed, InputError when it is no such URL."""
        self._url = checked_url(url)
        told = self._url.set(drivername="postgresql").difference_update_query(REACH)
        self.name, self.folder = told.render_as_string(hide_password=True), folder
        self._ending = threading.Event()
        self._listening = False
        folder.mkdir(parents=True, exist_ok=True)
        self._writer = self._engine("READ COMMITTED", _WRITER, pool_size=4, max_overflow=12)
        self._readers = self._engine("REPEATABLE READ", _READER, pool_size=8, max_overflow=16)

    def _engine(self, isolation: str, settings: tuple[str, ...], **pool: int) -> Engine:
        engine = create_engine(self._url, isolation_level=isolation, **pool)

        def prepare(raw: Any, _record: Any) -> None:
            with raw.cursor() as cursor:
                for setting in settings:
                    cursor.execute(setting)
            raw.commit()

        def rest(_raw: Any, record: Any) -> None:
            record.info["rested"] = time.monotonic()

        def look_after(raw: Any, record: Any, _proxy: Any) -> None:
            if time.monotonic() - record.info.get("rested", math.inf) > _RESTED_S and not self._answers(raw):
                raise DisconnectionError  # the pool takes another one

        for name, listener in (("connect", prepare), ("checkin", rest), ("checkout", look_after)):
            event.listen(engine, name, listener)
        return engine

    def _answers(self, raw: Any) -> bool:
        try:
            raw.execute("SELECT 1")
            raw.rollback()
        except self._driver().Error:
            return False
        return True

    def create(self) -> None:
        with self._explained(), self._writer.begin() as conn:
            _lock(conn, LOCKS, SCHEMA)
            check_server(conn, self.name)
            version = version_of(conn, self.name)
            schema.check_version(version, self.name)
            if version < schema.VERSION:
                schema.create_tables(conn, version)
                for statement in () if version else _FIRST:
                    conn.exec_driver_sql(statement)
                conn.execute(text("UPDATE schema_version SET version = :version"), {"version": schema.VERSION})

    def claim(self, key: str, vault: str) -> None:
        with self._explained(), self._writer.begin() as conn:
            conn.execute(_CLAIM, {"key": key, "vault": vault})
            row = conn.execute(text("SELECT hq_key, vault FROM schema_version")).one()
        for had, have, file in ((row.hq_key, key, "hq.key"), (row.vault, vault, "vault.db")):
            if had != have:
                raise EnvironmentProblem(
                    f"{self.name} was begun with another {file} than the one here. Nothing was changed. All processes "
                    f"on one database share one folder for keys, vault, pictures and chunks: name it with --shared, or "
                    f"put {file} back from the backup."
                )

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self._explained(), self._writer.begin() as conn:
            _lock(conn, LOCKS, WORK)
            yield conn

    @contextmanager
    def aside(self, keys: Iterable[str]) -> Iterator[Connection]:
        locks = sorted({crc32(key.encode()) - _HALF for key in keys})  # in one order: nobody waits in a circle
        with self._explained(), self._writer.begin() as conn:
            conn.execute(_LOCK_ALL, {"first": _ASIDE, "locks": locks})
            yield conn

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._explained(), self._readers.begin() as conn:
            yield conn

    @contextmanager
    def alone(self, work: str) -> Iterator[None]:
        """By a connection that does nothing else: a transaction this long would keep dead rows."""
        values = {"first": LOCKS, "second": _ALONE[work]}
        with self._explained(), closing(self._apart()) as conn:
            conn.execute(text("SELECT pg_advisory_lock(:first, :second)"), values)
            yield

    def tell(self, conn: Connection) -> None:
        conn.exec_driver_sql(f"NOTIFY {_CHANNEL}")

    def heard(self) -> Iterator[None]:
        told = False
        while not self._ending.is_set():
            try:
                yield from self._listen()
            except DBAPIError as error:
                lost = error.orig
            except self._driver().Error as error:
                lost = error
            else:
                continue
            if not told and not self._ending.is_set():
                log.warning("%s cannot be listened to (%s); tablets wait longer until it can", self.name, lost)
            told = True
            self._ending.wait(_AGAIN_S)

    def _listen(self) -> Iterator[None]:
        self._listening = True
        with closing(self._apart()) as conn:
            raw: Any = conn.connection.dbapi_connection
            conn.exec_driver_sql(f"LISTEN {_CHANNEL}")
            yield  # what was told before is not told again
            while not self._ending.is_set():
                for _ in raw.notifies(timeout=1.0, stop_after=1):
                    yield

    def _apart(self) -> Connection:
        """A connection that is nobody else's, not even after it was closed."""
        conn = self._writer.connect().execution_options(isolation_level="AUTOCOMMIT")
        conn.detach()
        return conn

    def wipe(self) -> None:
        """Old versions of rows leave the tables. (What archives of the log and backups keep is opened by no key.)"""
        with self._explained(), closing(self._apart()) as conn:
            conn.exec_driver_sql(f"VACUUM {', '.join(_PERSONAL)}")

    def copy_to(self, path: Path) -> None:
        """Into an empty file of ours, table by table."""
        target = SqliteStore(path)
        with closing(target):
            target.create()
            with self.reading() as here, target.writing() as there:
                for table in schema.tables():
                    _copy(here, there, table.name, [column.name for column in table.columns])

    def close(self) -> None:
        self._ending.set()
        if self._listening:
            with suppress(DBAPIError, PoolEmpty), closing(self._apart()) as conn:
                self.tell(conn)  # or who listens hears of the end a second later
        self._readers.dispose()
        self._writer.dispose()

    def _driver(self) -> Any:
        return self._writer.dialect.dbapi

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except PoolEmpty as error:
            raise self._busy(error) from error
        except (DBAPIError, self._driver().Error) as error:
            if found := self._explanation(getattr(error, "orig", error)):
                raise found from error
            raise

    def _explanation(self, error: Any) -> Exception | None:
        """`error` is the driver's own."""
        driver = self._driver()
        if isinstance(error, driver.DataError):
            return InputError(f"PostgreSQL cannot store this ({first_line(error)}). Nothing of it was stored.")
        if error.sqlstate in _FORBIDDEN:
            return EnvironmentProblem(
                f"HQ's user may not do this in {self.name} ({first_line(error)}). Nothing was changed. Let the user "
                "own the database, or grant it CREATE and TEMPORARY there, then start HQ again."
            )
        if isinstance(error, driver.OperationalError | driver.InterfaceError | driver.InternalError):
            return self._busy(error)
        return None

    def _busy(self, why: object) -> EnvironmentProblem:
        return EnvironmentProblem(
            f"HQ's database {self.name} cannot take this now ({first_line(why)}). What was not finished is undone; "
            "nothing stored before is lost. Check that the server runs, lets HQ's user in and has room, then try again."
        )


def _lock(conn: Connection, first: int, second: int) -> None:
    conn.execute(text("SELECT pg_advisory_xact_lock(:first, :second)"), {"first": first, "second": second})


def _copy(here: Connection, there: Connection, table: str, columns: list[str]) -> None:
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    rows = here.execute(text(f"SELECT {names} FROM {table}").execution_options(yield_per=_COPIED_ROWS))  # noqa: S608 ours
    for batch in rows.partitions(_COPIED_ROWS):
        insert = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 ours
        there.exec_driver_sql(insert, [tuple(row) for row in batch])


# 42501: no right; 25006: a server that only reads, such as a stand-by.
_FORBIDDEN = frozenset({"42501", "25006"})
# What is erased is looked for in these; the content itself is sealed, and its keys are in no database.
_PERSONAL = ("private_blob", "member_facts", "order_facts", "stream_row", "held", "branch")
_READER = ("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",)
_TEXT = 'TEXT COLLATE "C"'  # ordered by bytes, as the tables
_EMPTIED = "ON COMMIT DELETE ROWS"
_WRITER = (
    # An acknowledgement is signed for what is on the disk, whatever the server does by default.
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
    "SET idle_in_transaction_session_timeout = '15min'",  # of a process that stands still while others wait for it
    f"CREATE TEMPORARY TABLE incoming (id {_TEXT} NOT NULL PRIMARY KEY, body {_TEXT}) {_EMPTIED}",
    f"CREATE TEMPORARY TABLE arriving (place BIGINT, id {_TEXT}, body {_TEXT}) {_EMPTIED}",
    f"CREATE TEMPORARY TABLE touched (location {_TEXT}, sku {_TEXT}, PRIMARY KEY (location, sku)) {_EMPTIED}",
)
_FIRST = (
    "CREATE SEQUENCE arrival",
    "CREATE TABLE schema_version (one BOOLEAN PRIMARY KEY, version BIGINT NOT NULL, hq_key TEXT, vault TEXT)",
    "INSERT INTO schema_version VALUES (true, 0, '', '')",
)
_LOCK_ALL = text(
    "SELECT pg_advisory_xact_lock(:first, lock) FROM unnest(CAST(:locks AS int[])) WITH ORDINALITY AS of (lock, place)"
)
_CLAIM = text("UPDATE schema_version SET hq_key = :key, vault = :vault WHERE hq_key = ''")
