"""HQ's own journal: what HQ decides and takes in are events too, of the device "hq"."""

from collections.abc import Sequence

import uuid_utils.compat as uuids
from sqlalchemy import Connection, text

from kiosk.domain import clock
from kiosk.domain.events import Body, Event, Position, start_of, write

DEVICE = "hq"
EPOCH = 1


class HqJournal:
    """Appends within one transaction. What was appended is written by `flush`, at the transaction's end."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._end: Position | None = None
        self._appended: list[Event] = []

    def append(self, body: Body, now_ms: int, actor: str = DEVICE) -> Event:
        """Write the fact; `actor`: who did it. Raises InputError when it is over an event's 64 KiB."""
        end = self._end or self._read_end()
        hlc = clock.tick(end.hlc, now_ms)
        event = write(body, after=end, event_id=str(uuids.uuid7()), actor=actor, hlc=hlc, at_ms=now_ms)
        self._appended.append(event)
        self._end = Position(DEVICE, EPOCH, event.seq, event.chain, hlc)
        return event

    def flush(self, now_ms: int) -> None:
        """Write what was appended; its effects were folded already."""
        if self._appended:
            store_events(self._conn, self._appended, now_ms, state="folded")
            self._appended.clear()

    def _read_end(self) -> Position:
        last = text(
            "SELECT seq, chain, hlc FROM event WHERE device = :device AND epoch = :epoch ORDER BY seq DESC LIMIT 1"
        )
        row = self._conn.execute(last, {"device": DEVICE, "epoch": EPOCH}).one_or_none()
        return Position(DEVICE, EPOCH, row.seq, row.chain, row.hlc) if row else start_of(DEVICE, EPOCH)


def store_events(conn: Connection, events: Sequence[Event], now_ms: int, *, state: str) -> None:
    """Insert events at the end of the order of arrival."""
    position = conn.execute(text("SELECT coalesce(max(position), 0) FROM event")).scalar_one()
    values = [
        {
            "device": event.device, "epoch": event.epoch, "seq": event.seq, "position": position + offset,
            "id": event.id, "type": event.type, "version": event.version, "body": event.body, "actor": event.actor,
            "hlc": event.hlc, "wall_ms": event.wall_ms, "content": event.content, "chain": event.chain,
            "received_ms": now_ms, "state": state,
        }
        for offset, event in enumerate(events, 1)
    ]  # fmt: skip
    conn.execute(_INSERT, values)


_INSERT = text(
    "INSERT INTO event (device, epoch, seq, position, id, type, version, body, actor, hlc, wall_ms, content, chain,"
    " received_ms, state) VALUES (:device, :epoch, :seq, :position, :id, :type, :version, :body, :actor, :hlc,"
    " :wall_ms, :content, :chain, :received_ms, :state)"
)
