"""Reading streams: heads to wait on, pages of a round, and the cut that says which events a shop's state includes."""

import time

from sqlalchemy import Connection, text

from kiosk.errors import SnapshotRequired
from sync.hq.database import HqDatabase
from sync.hq.streams import StreamHead, ensure, heads
from sync.protocol import PAGE_ROWS, Head, Page, WireCut, WireRow


def read_heads(database: HqDatabase, streams: tuple[str, ...]) -> tuple[Head, ...]:
    """The heads of all these streams; a stream nobody wrote to yet begins to exist."""
    with database.read() as read:
        found = heads(read.conn, streams)
    if len(found) < len(streams):
        with database.aside("streams") as tx:
            ensure(tx.conn, streams)
            found = heads(tx.conn, streams)
    return tuple(Head(head.stream, head.gen, head.head, head.horizon, head.live) for head in found)


def wait_for_heads(
    database: HqDatabase, streams: tuple[str, ...], known: dict[str, int], wait_s: float
) -> tuple[Head, ...]:
    """As `read_heads`, but waits until a stream has moved past what the caller knows, or the time is over."""
    until = time.monotonic() + wait_s
    while True:
        seen = database.moves
        found = read_heads(database, streams)
        left = until - time.monotonic()
        if left <= 0 or database.closed or any(head.head > known.get(head.stream, 0) for head in found):
            return found
        database.wait_for_move(seen, left)


def read_page(database: HqDatabase, stream: str, *, gen: str, after: int, limit: int) -> Page:
    """Rows after the cursor. The last page of a round carries the head and the cut of the very same moment."""
    with database.read() as read:
        (head,) = heads(read.conn, (stream,))
        start = after if gen else 0
        _check_cursor(head, gen, start)
        size = max(1, min(limit, PAGE_ROWS))
        values = {"stream": stream, "after": start, "limit": size + 1}
        rows = tuple(WireRow(row.entity, row.id, row.seq, row.body) for row in read.conn.execute(_ROWS, values))
        rows = read.private.filled(rows)
        more = len(rows) > size
        announced = int(read.conn.execute(_ANNOUNCED, values).scalar_one())
        cut = () if more or not stream.startswith("shop.") else _cut(read.conn, stream.removeprefix("shop."))
        return Page(stream, head.gen, head.head, rows[:size], more, announced, cut)


def _check_cursor(head: StreamHead, gen: str, after: int) -> None:
    if gen and gen != head.gen:
        raise SnapshotRequired(f"{head.stream} was started anew; read it again from the beginning")
    if after > head.head:
        raise SnapshotRequired(f"{head.stream} is at {head.head}, the cursor at {after}; read it again")
    if 0 < after < head.horizon:
        raise SnapshotRequired(f"{head.stream} goes back to {head.horizon}, the cursor is at {after}; read it again")


def _cut(conn: Connection, shop: str) -> tuple[WireCut, ...]:
    """Up to which event of each journal the shop's state is folded, less what is held: of its own devices, and of those
    whose events its orders have."""
    held: dict[tuple[str, int], list[int]] = {}
    for row in conn.execute(_HELD, {"shop": shop}):
        held.setdefault((row.device, row.epoch), []).append(row.seq)
    ends = conn.execute(_ENDS, {"shop": shop})
    return tuple(
        WireCut(row.device, row.epoch, row.through, tuple(held.get((row.device, row.epoch), ()))) for row in ends
    )


_ROWS = text(
    "SELECT entity, id, seq, body FROM stream_row WHERE stream = :stream AND seq > :after ORDER BY seq LIMIT :limit"
)
_ANNOUNCED = text("SELECT count(*) FROM stream_row WHERE stream = :stream AND seq > :after")
_CONCERNED = "(SELECT id FROM device WHERE shop = :shop UNION SELECT device FROM shop_device WHERE shop = :shop)"
_ENDS = text(f"SELECT device, epoch, through FROM progress WHERE device IN {_CONCERNED} ORDER BY device, epoch")  # noqa: S608 ours
_HELD = text(f"SELECT device, epoch, seq FROM held WHERE device IN {_CONCERNED} ORDER BY device, epoch, seq")  # noqa: S608 ours
