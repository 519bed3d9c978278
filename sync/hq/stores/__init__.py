"""Where HQ's database lies: a SQLite file, or PostgreSQL. The two differ here and nowhere else; SQL is written once."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

__all__ = ["Store", "open_store"]


class Store(Protocol):
    """A database and its connections. Every context explains errors: EnvironmentProblem is the machine's fault and
    worth another try, InputError is that of what was to be stored."""

    name: str  # as people are told, without a password
    folder: Path  # for files that live as long as the work at hand
    one_writer: bool  # whether nothing goes on beside `writing`
    look_again_s: float  # so long nobody may be told of another process's commit

    def create(self) -> None:
        """Make the tables, or those that an older version lacks. Raises EnvironmentProblem, leaving everything as it
        is, when this is no database of ours or of a newer version."""

    def claim(self, key: str, vault: str) -> None:
        """Note whose signing key and vault belong to this database. Raises EnvironmentProblem when others do."""

    def writing(self) -> AbstractContextManager[Connection]:
        """The one transaction, over all processes, that changes what streams are made of."""

    def aside(self, keys: Iterable[str]) -> AbstractContextManager[Connection]:
        """A transaction that changes nothing of that; those with a key in common come one after the other."""

    def reading(self) -> AbstractContextManager[Connection]:
        """One moment of the database, whatever commits meanwhile."""

    def alone(self, work: str) -> AbstractContextManager[None]:
        """While this lasts no other process is at this work."""

    def tell(self, conn: Connection) -> None:
        """Let other processes know, once this transaction commits, that a stream moved."""

    def heard(self) -> Iterator[None]:
        """Ends with `close`; yields whenever another process may have moved a stream."""

    def wipe(self) -> None:
        """After an erasure: leave no older version of the rows where the database itself can reach it."""

    def copy_to(self, path: Path) -> None:
        """All rows, of one moment, into a new SQLite file."""

    def close(self) -> None:
        """Close all connections."""


def open_store(path: Path, url: str = "") -> Store:
    """The file at `path`, or, with a URL, PostgreSQL; then `path` only says which folder is ours. Connects to nothing
    yet."""
    if url:
        from sync.hq.stores.postgres import PostgresStore

        return PostgresStore(url, path.parent)
    from sync.hq.stores.sqlite import SqliteStore

    return SqliteStore(path)
