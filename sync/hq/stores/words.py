"""What the two databases are told in words of their own."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import BindParameter, Boolean, Connection, Text, bindparam, text
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

_ANALYSED_ROWS = 1_000
_FEW_ROWS = 200  # up to here a statement for each is as fast
_OVERFLOW = "integer overflow"  # SQLite calls a sum over 64 bits an operational error


class holds(FunctionElement[bool]):  # noqa: N801 - reads as a word of SQL
    """`holds(whole, part)`: whether a text, or bytes, is in another."""

    type = Boolean()
    inherit_cache = True


class member_named(FunctionElement[str]):  # noqa: N801 - reads as a word of SQL
    """`member_named(body)`: the text under "member" of a JSON document."""

    type = Text()
    inherit_cache = True


class style_named(FunctionElement[str]):  # noqa: N801 - reads as a word of SQL
    """`style_named(body)`: the text under "style" of a JSON document."""

    type = Text()
    inherit_cache = True


@compiles(holds, "sqlite")
def _holds_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    whole, part = element.clauses
    return f"instr({compiler.process(whole, **options)}, {compiler.process(part, **options)}) > 0"


@compiles(holds, "postgresql")
def _holds_postgres(element: Any, compiler: Any, **options: Any) -> str:
    whole, part = element.clauses
    return f"position({compiler.process(part, **options)} IN {compiler.process(whole, **options)}) > 0"


@compiles(member_named, "sqlite")
def _member_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"json_extract({compiler.process(element.clauses, **options)}, '$.member')"


@compiles(member_named, "postgresql")
def _member_postgres(element: Any, compiler: Any, **options: Any) -> str:
    return f"(({compiler.process(element.clauses, **options)})::json ->> 'member')"


@compiles(style_named, "sqlite")
def _style_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"json_extract({compiler.process(element.clauses, **options)}, '$.style')"


@compiles(style_named, "postgresql")
def _style_postgres(element: Any, compiler: Any, **options: Any) -> str:
    return f"(({compiler.process(element.clauses, **options)})::json ->> 'style')"


def any_of(name: str) -> BindParameter[str]:
    """A list of texts after IN. PostgreSQL has to be told their type where the list is empty."""
    return bindparam(name, expanding=True, type_=Text)


def is_postgres(conn: Connection) -> bool:
    return conn.dialect.name == "postgresql"


def next_positions(conn: Connection, count: int) -> list[int]:
    """Places in the order of arrival, growing. Those of transactions that run at once may be mixed, and one that is
    given up leaves a hole: nobody follows events by position."""
    if is_postgres(conn):
        return list(conn.execute(_ARRIVALS, {"count": count}).scalars())
    last = int(conn.execute(text("SELECT coalesce(max(position), 0) FROM event")).scalar_one())
    return list(range(last + 1, last + count + 1))


def load_incoming(conn: Connection, batches: Iterable[Sequence[tuple[str, str | None]]]) -> int:
    """Fill `incoming`; a later row of the same id wins. Returns how many rows it has then. By the driver's own hand: a
    set may have a million rows."""
    conn.execute(text("DELETE FROM incoming"))
    rest = iter(batches)
    first = next(rest, ())
    if is_postgres(conn) and len(first) > _FEW_ROWS:
        _copy(conn, chain(first, chain.from_iterable(rest)))
    else:
        insert = _LOAD.format("%s" if is_postgres(conn) else "?")
        for batch in chain((first,) if first else (), rest):
            conn.exec_driver_sql(insert, list(batch))
    loaded = int(conn.execute(text("SELECT count(*) FROM incoming")).scalar_one())
    look_at(conn, "incoming", loaded)
    return loaded


def _copy(conn: Connection, rows: Iterable[tuple[str, str | None]]) -> None:
    raw: Any = conn.connection.dbapi_connection
    with raw.cursor() as cursor, cursor.copy("COPY arriving (place, id, body) FROM STDIN") as copy:
        for place, row in enumerate(rows):
            copy.write_row((place, *row))
    conn.execute(text("INSERT INTO incoming SELECT DISTINCT ON (id) id, body FROM arriving ORDER BY id, place DESC"))
    conn.execute(text("TRUNCATE arriving"))


def look_at(conn: Connection, table: str, changed: int) -> None:
    """After many rows of a table changed PostgreSQL plans by what it thought before, until it has looked; at temporary
    tables it never looks by itself."""
    if is_postgres(conn) and changed > _ANALYSED_ROWS:
        conn.exec_driver_sql(f"ANALYZE {table}")


def keep_blobs_apart(conn: Connection, *, erasing: bool) -> None:
    """Until the end of the transaction: nobody stores personal content while some is being erased."""
    if is_postgres(conn):
        conn.execute(text(f"SELECT pg_advisory_xact_lock{'' if erasing else '_shared'}({LOCKS}, {BLOBS})"))


def machines_fault(error: DBAPIError) -> bool:
    """Whether it is the database or its machine that cannot do it now, not what was to be stored."""
    its_kind = isinstance(error, OperationalError | InterfaceError | InternalError)
    return its_kind and str(error.orig) != _OVERFLOW


LOCKS = 0x6B696F73  # the first half of our advisory locks, "kios"; the second:
WORK, BLOBS, SCHEMA = 1, 2, 3

_LOAD = "INSERT INTO incoming (id, body) VALUES ({0}, {0}) ON CONFLICT (id) DO UPDATE SET body = excluded.body"
_ARRIVALS = text("SELECT nextval('arrival') FROM generate_series(1, :count)")
