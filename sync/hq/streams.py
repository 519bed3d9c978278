"""Streams: rows on their way to tablets, stamped gaplessly in commit order.

A row that changes gets a negative provisional seq at once, so that its transaction reads what it wrote; at the end of
the transaction the heads are locked in sorted order and the rows stamped. Sequences and timestamps would lose rows
under concurrent commits.
"""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, text

from sync.hq.stores.words import load_incoming, look_at

T = TypeVar("T")
_LOAD_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Changes:
    """What taking in a whole set did, in rows."""

    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    same: int = 0

    @property
    def total(self) -> int:
        """Rows that tablets will be sent."""
        return self.added + self.changed + self.withdrawn


@dataclass(frozen=True, slots=True)
class StreamHead:
    """`live`: rows that are not tombstones."""

    stream: str
    gen: str
    head: int
    horizon: int
    live: int


def in_batches(items: Iterable[T], size: int = _LOAD_ROWS) -> Iterator[list[T]]:
    """`items` in lists of `size`, the last one shorter."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


class StreamWriter:
    """The stream rows one transaction changes."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._provisional: dict[str, int] = {}
        self._live: dict[str, int] = {}

    @property
    def streams(self) -> frozenset[str]:
        """What this transaction has changed."""
        return frozenset(self._provisional)

    def put(self, stream: str, entity: str, rows: Iterable[tuple[str, str | None]]) -> Changes:
        """Put rows (id, body) of one entity, body None withdrawing. A later row of the same id wins."""
        return self._take_in(stream, entity, self._load(rows))

    def put_whole(self, stream: str, entity: str, rows: Iterable[tuple[str, str]], scope: str) -> Changes:
        """The entity's whole set of rows whose id begins with `scope`: what is missing from it is withdrawn."""
        loaded = self._load(rows)
        missing = text(
            "INSERT INTO incoming (id, body) SELECT id, NULL FROM stream_row AS kept"
            " WHERE stream = :stream AND entity = :entity AND body IS NOT NULL AND substr(id, 1, :length) = :scope"
            " AND NOT EXISTS (SELECT 1 FROM incoming WHERE incoming.id = kept.id)"
        )
        values = {"stream": stream, "entity": entity, "scope": scope, "length": len(scope)}
        withdrawn = self._conn.execute(missing, values).rowcount
        return self._take_in(stream, entity, loaded + withdrawn)

    def _load(self, rows: Iterable[tuple[str, str | None]]) -> int:
        return load_incoming(self._conn, in_batches(rows))

    def _take_in(self, stream: str, entity: str, loaded: int) -> Changes:
        key: dict[str, Any] = {"stream": stream, "entity": entity}
        found = self._conn.execute(_COMPARE, key).one()
        changes = Changes(found.added, found.changed, found.withdrawn, loaded - sum(found))
        if changes.total:
            given = self._provisional.get(stream, 0)
            self._conn.execute(_TAKE_IN, {**key, "given": given})
            self._provisional[stream] = given + changes.total
            self._live[stream] = self._live.get(stream, 0) + changes.added - changes.withdrawn
        return changes

    def stamp(self) -> None:
        """Give every changed row its final seq: the last work of the transaction."""
        for stream, given in sorted(self._provisional.items()):
            rows = self._conn.execute(_PROVISIONAL, {"stream": stream}).scalar_one()
            head = _advance(self._conn, stream, rows, self._live[stream])
            how = _STAMP if rows == given else _RENUMBER
            self._conn.execute(how, {"stream": stream, "before": head - rows})
            look_at(self._conn, "stream_row", rows)


def ensure(conn: Connection, streams: Iterable[str]) -> None:
    """Let the streams exist, empty, each with a random gen."""
    values = [{"stream": stream, "gen": secrets.token_hex(8)} for stream in sorted(streams)]
    if values:
        conn.execute(_ENSURE, values)


def changes_so_far(conn: Connection) -> int:
    """How many rows were ever stamped, in all streams together."""
    return int(conn.execute(text("SELECT coalesce(sum(head), 0) FROM stream_head")).scalar_one())


def was_gen(conn: Connection, stream: str, gen: str) -> bool:
    """Whether the stream had this gen before it began anew."""
    find = text("SELECT 1 FROM former_gen WHERE stream = :stream AND gen = :gen")
    return conn.execute(find, {"stream": stream, "gen": gen}).one_or_none() is not None


def begin_anew(conn: Connection) -> None:
    """A new gen for every stream: whoever has rows of one asks for all of it again."""
    conn.execute(text("INSERT INTO former_gen (stream, gen) SELECT stream, gen FROM stream_head"))
    for stream in conn.execute(text("SELECT stream FROM stream_head ORDER BY stream")).scalars().all():
        anew = text("UPDATE stream_head SET gen = :gen WHERE stream = :stream")
        conn.execute(anew, {"stream": stream, "gen": secrets.token_hex(8)})


def heads(conn: Connection, streams: Iterable[str]) -> tuple[StreamHead, ...]:
    """The heads of those streams that exist, in the order asked for."""
    find = text("SELECT stream, gen, head, horizon, live FROM stream_head WHERE stream = :stream")
    found = (conn.execute(find, {"stream": stream}).one_or_none() for stream in streams)
    return tuple(StreamHead(*row) for row in found if row is not None)


def _advance(conn: Connection, stream: str, rows: int, live: int) -> int:
    ensure(conn, (stream,))
    move = text("UPDATE stream_head SET head = head + :rows, live = live + :live WHERE stream = :stream RETURNING head")
    return int(conn.execute(move, {"stream": stream, "rows": rows, "live": live}).scalar_one())


_COMPARE = text(
    "SELECT coalesce(sum(CASE WHEN i.body IS NOT NULL AND r.body IS NULL THEN 1 ELSE 0 END), 0) AS added,"
    " coalesce(sum(CASE WHEN i.body <> r.body THEN 1 ELSE 0 END), 0) AS changed,"
    " coalesce(sum(CASE WHEN i.body IS NULL AND r.body IS NOT NULL THEN 1 ELSE 0 END), 0) AS withdrawn"
    " FROM incoming i LEFT JOIN stream_row r ON r.stream = :stream AND r.entity = :entity AND r.id = i.id"
)
_TAKE_IN = text(
    "INSERT INTO stream_row (stream, entity, id, seq, body)"
    " SELECT :stream, :entity, i.id, -:given - row_number() OVER (ORDER BY i.id), i.body"
    " FROM incoming i LEFT JOIN stream_row r ON r.stream = :stream AND r.entity = :entity AND r.id = i.id"
    " WHERE i.body IS DISTINCT FROM r.body ORDER BY i.id"
    " ON CONFLICT (stream, entity, id) DO UPDATE SET seq = excluded.seq, body = excluded.body"
)
_PROVISIONAL = text("SELECT count(*) FROM stream_row WHERE stream = :stream AND seq < 0")
_STAMP = text("UPDATE stream_row SET seq = :before - seq WHERE stream = :stream AND seq < 0")
# A row that was changed twice left a gap in the provisional numbers.
_RENUMBER = text(
    "UPDATE stream_row SET seq = :before + n.place FROM"
    " (SELECT entity, id, row_number() OVER (ORDER BY seq DESC) AS place"
    " FROM stream_row WHERE stream = :stream AND seq < 0) AS n"
    " WHERE stream_row.stream = :stream AND stream_row.entity = n.entity AND stream_row.id = n.id"
)
_ENSURE = text(
    "INSERT INTO stream_head (stream, gen, head, horizon, live) VALUES (:stream, :gen, 0, 0, 0)"
    " ON CONFLICT (stream) DO NOTHING"
)
