"""What HQ asks of a PostgreSQL before it uses one."""

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from kiosk.errors import EnvironmentProblem, InputError
from sync.hq import schema

_OLDEST = 140000
REACH = {
    "connect_timeout": "10", "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3",
    "application_name": "kiosk hq",
}  # fmt: skip


def checked_url(url: str) -> URL:
    """Raises InputError when it is no address of a PostgreSQL, EnvironmentProblem when the driver is not installed."""
    try:
        import psycopg  # noqa: F401 - only whether it is there
    except ImportError:
        raise EnvironmentProblem(
            "HQ's database is on PostgreSQL, and the driver is not installed here. Nothing was changed. "
            "Install it with: pip install 'kiosk[postgres]'"
        ) from None
    try:
        given = make_url(url)
    except ArgumentError:
        given = None
    if given is None or given.drivername not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise InputError("This is no address of a PostgreSQL database. Write it as postgresql://user@host/database.")
    wanted = {name: value for name, value in REACH.items() if name not in given.query}
    return given.set(drivername="postgresql+psycopg").update_query_dict(wanted)


def check_server(conn: Connection, where: str) -> None:
    """Raises EnvironmentProblem when the server is too old or keeps text in another encoding."""
    encoding, version = (
        conn.exec_driver_sql(f"SHOW {name}").scalar_one() for name in ("server_encoding", "server_version_num")
    )
    if encoding != "UTF8" or int(version) < _OLDEST:
        raise EnvironmentProblem(
            f"{where} has the encoding {encoding} on PostgreSQL {int(version) // 10000}; HQ needs UTF8 on PostgreSQL "
            f"{_OLDEST // 10000} or newer. Nothing was changed. Create another database: createdb --encoding=UTF8 "
            "--template=template0 NAME."
        )


def version_of(conn: Connection, where: str) -> int:
    """The version of HQ's tables, 0 of an empty database. Raises EnvironmentProblem when others' tables are there."""
    there = set(inspect(conn).get_table_names())
    if "schema_version" in there:
        return int(conn.execute(text("SELECT version FROM schema_version")).scalar_one())
    if strange := sorted(there & {table.name for table in schema.tables()}):
        raise EnvironmentProblem(
            f"{where} has tables of another program ({', '.join(strange[:3])}). Nothing was changed. "
            "HQ needs a database of its own."
        )
    return 0


def first_line(error: object) -> str:
    """Of what the driver says; the rest is for its developers."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
