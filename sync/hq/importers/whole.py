"""Files that are whole: what is missing from them is withdrawn, and a bad row leaves what HQ has of its key alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NoReturn

from sync.hq.database import HqTx
from sync.hq.importers.fields import BadRow
from sync.hq.importers.report import Desk
from sync.hq.importers.table import FileRefused, Table
from sync.hq.streams import Changes

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Input:
    """A checked file and where its rows are reported."""

    table: Table
    desk: Desk


class WholeFile:
    """The rows of a whole file by key. `key` and `body` raise BadRow; each key is taken once, the first time."""

    def __init__(self, source: Input, key: Callable[[Cells], str], body: Callable[[str, int, Cells], str]) -> None:
        self._source = source
        self._key = key
        self._body = body
        self.lines: dict[str, int] = {}  # key → line; 0 = kept as HQ has it
        self._spoilt: set[str] = set()

    def rows(self) -> Iterator[tuple[str, str]]:
        """Key and body of every good row; the bad ones go to the desk."""
        for line, cells in self._source.table.read(self._source.desk):
            key = ""
            try:
                key = self._key(cells)
                body = self._once(key, line, cells)
            except BadRow as problem:
                self._source.desk.bad(line, str(problem))
                self._spoilt.add(key)
                continue
            self.lines[key] = line
            yield key, body

    def _once(self, key: str, line: int, cells: Cells) -> str:
        first = self.lines.get(key)
        if first is not None:
            raise BadRow(f"{key!r} stands there already, at line {first}")
        return self._body(key, line, cells)

    @property
    def spoilt(self) -> set[str]:
        """The keys of bad rows: HQ keeps what it has of them. Asked when `rows` has come to its end."""
        return self._spoilt - self.lines.keys()

    def kept(self, tx: HqTx, stream: str, entity: str) -> Iterator[tuple[str, str]]:
        """What HQ has under the keys of bad rows. Call it when `rows` has come to its end."""
        self._spoilt -= self.lines.keys()
        if self._spoilt:
            found = [(key, body) for key, body in tx.rows(stream, entity) if key in self._spoilt]
            self.lines.update((key, 0) for key, _ in found)
            yield from found

    def rows_and_kept(self, tx: HqTx, stream: str, entity: str) -> Iterator[tuple[str, str]]:
        """Raises FileRefused at the end when no row was good: everything would be withdrawn."""
        yield from self.rows()
        if not self.lines and list(tx.rows(stream, entity)):
            self.refuse()
        yield from self.kept(tx, stream, entity)

    def refuse(self) -> NoReturn:
        name = self._source.table.path.name
        raise FileRefused(f"no row of {name} can be used: everything would be withdrawn. HQ keeps what it has")

    def put(self, tx: HqTx, stream: str, entity: str) -> None:
        """Make the file HQ's whole set of `entity`, and report what that changed."""
        changes = tx.put_whole(stream, entity, self.rows_and_kept(tx, stream, entity))
        add_up(self._source.desk, changes)


def add_up(desk: Desk, changes: Changes) -> None:
    """Add what a stream took in to the file's figures."""
    desk.report.added += changes.added
    desk.report.changed += changes.changed
    desk.report.withdrawn += changes.withdrawn
    desk.report.same += changes.same
