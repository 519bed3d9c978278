"""Journals that HQ keeps itself: of the device "hq", what it decides and takes in; of "online", what the web shop's
files say. Each is one chain from its own start, as a tablet's."""

from collections.abc import Sequence

import uuid_utils.compat as uuids
from sqlalchemy import Connection, text

from kiosk.domain import clock
from kiosk.domain.events import Body, Event, Position, start_of, write
from sync.hq.stores.words import next_positions

DEVICE = "hq"
ONLINE_DEVICE = "online"
EPOCH = 1


class HqJournal:
    """Appends within one transaction. What was appended is written by `flush`, at the transaction's end."""

    def __init__(self, conn: Connection, device: str = DEVICE) -> None:
        self._conn = conn
        self._device = device
        self._end: Position | None = None
        self._appended: list[Event] = []

    def append(self, body: Body, now_ms: int, actor: str = "") -> Event:
        """Write the fact; `actor` did it, "" = HQ itself. Raises InputError when it is over an event's 64 KiB."""
        end = self._end = self._end or self._read_end()
        return self.record(body, str(uuids.uuid7()), clock.tick(end.hlc, now_ms), now_ms, actor)

    def record(self, body: Body, event_id: str, hlc: int, at_ms: int, actor: str = "") -> Event:
        """As `append`, for a fact whose id and moment are given."""
        end = self._end or self._read_end()
        event = write(body, after=end, event_id=event_id, actor=actor or self._device, hlc=hlc, at_ms=at_ms)
        self._appended.append(event)
        self._end = Position(self._device, EPOCH, event.seq, event.chain, hlc)
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
        row = self._conn.execute(last, {"device": self._device, "epoch": EPOCH}).one_or_none()
        return Position(self._device, EPOCH, row.seq, row.chain, row.hlc) if row else start_of(self._device, EPOCH)


def store_events(conn: Connection, events: Sequence[Event], now_ms: int, *, state: str) -> None:
    """Insert events at the end of the order of arrival."""
    values = [
        {
            "device": event.device, "epoch": event.epoch, "seq": event.seq, "position": position,
            "id": event.id, "type": event.type, "version": event.version, "body": event.body, "actor": event.actor,
            "hlc": event.hlc, "wall_ms": event.wall_ms, "content": event.content, "chain": event.chain,
            "received_ms": now_ms, "state": state,
        }
        for position, event in zip(next_positions(conn, len(events)), events, strict=True)
    ]  # fmt: skip
    conn.execute(_INSERT, values)


_INSERT = text(
    "INSERT INTO event (device, epoch, seq, position, id, type, version, body, actor, hlc, wall_ms, content, chain,"
    " received_ms, state) VALUES (:device, :epoch, :seq, :position, :id, :type, :version, :body, :actor, :hlc,"
    " :wall_ms, :content, :chain, :received_ms, :state)"
)
