"""What HQ knows of a tablet beside its events: when it last asked, with which program, and how far its rows are.

In memory, and every few minutes in the database: for whoever looks after a restart, or at another process.
"""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import msgspec
from sqlalchemy import Connection, text

from sync.hq.database import HqDatabase

_WRITTEN_EVERY_MS = 5 * 60_000
WHO = "presence"


@dataclass(frozen=True, slots=True)
class Seen:
    """`known`: stream → the head that its rows are at."""

    at_ms: int = 0
    program: str = ""
    known: Mapping[str, int] | None = None


class Presence:
    """Of all tablets of one process."""

    def __init__(self, database: HqDatabase) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._seen: dict[str, Seen] = {}
        self._written: dict[str, int] = {}

    def began(self, device: str, program: str) -> None:
        """It opened a session."""
        self._note(device, program=program, known=None)

    def polled(self, device: str, known: Mapping[str, int]) -> None:
        """It waits for news, and has all rows up to these heads: only then a tablet waits."""
        self._note(device, program="", known=known)

    def _note(self, device: str, *, program: str, known: Mapping[str, int] | None) -> None:
        now_ms = self._database.clock()
        with self._lock:
            before = self._seen.get(device, Seen())
            self._seen[device] = found = Seen(now_ms, program or before.program, known or before.known)
            due = program != "" or now_ms - self._written.get(device, 0) >= _WRITTEN_EVERY_MS
            if due:
                self._written[device] = now_ms
        if due:
            with self._database.aside(WHO) as tx:
                _write(tx.conn, device, found)

    def of(self, conn: Connection, devices: Iterable[str]) -> dict[str, Seen]:
        """What is known of each, by whichever process saw it last."""
        found = {row.device: Seen(row.seen_ms, row.program, _read(row.known)) for row in conn.execute(_ALL)}
        with self._lock:
            for device, seen in self._seen.items():
                other = found.get(device, Seen())
                if seen.at_ms >= other.at_ms:
                    found[device] = replace(
                        seen, program=seen.program or other.program, known=seen.known or other.known
                    )
        return {device: found.get(device, Seen()) for device in devices}


def behind(seen: Seen, heads: Mapping[str, int]) -> int:
    """How many changes of rows a tablet has not brought up, of the streams it follows."""
    return sum(max(heads.get(stream, 0) - head, 0) for stream, head in (seen.known or {}).items())


def _write(conn: Connection, device: str, seen: Seen) -> None:
    known = msgspec.json.encode(dict(seen.known or {})).decode()
    conn.execute(_PUT, {"device": device, "seen_ms": seen.at_ms, "program": seen.program, "known": known})


def _read(known: str) -> dict[str, int]:
    return msgspec.json.decode(known, type=dict[str, int])


_ALL = text("SELECT device, seen_ms, program, known FROM device_seen")
_PUT = text(
    "INSERT INTO device_seen (device, seen_ms, program, known) VALUES (:device, :seen_ms, :program, :known)"
    " ON CONFLICT (device) DO UPDATE SET seen_ms = excluded.seen_ms,"
    " program = CASE WHEN excluded.program = '' THEN device_seen.program ELSE excluded.program END,"
    " known = CASE WHEN excluded.known = '{}' THEN device_seen.known ELSE excluded.known END"
)
