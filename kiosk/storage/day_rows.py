"""What a day of the drawer is read from: the events since the last Z, and where the Zs are."""

# ruff: noqa: S608 - names in the statements are this program's own constants; values are always bound

import sqlite3

from kiosk.domain import codec
from kiosk.domain.cashing import DayClosed
from kiosk.domain.day import COUNTED
from kiosk.domain.events import Event
from kiosk.ports.storage import SinceZ, ZReport

_EVENT = "id, type, version, body, actor, hlc, wall_ms, ?, epoch, seq, content, chain"
_COUNTED = ", ".join(f"'{name}'" for name in sorted(COUNTED))
_REPORT = "SELECT id, epoch, seq, wall_ms, actor, body FROM z_report JOIN event USING (epoch, seq)"


def put_day_event(journal: sqlite3.Connection, event: Event) -> None:
    """Note where a Z is; any other event changes nothing."""
    if event.type == DayClosed.TYPE:
        closed = codec.load(DayClosed, event.body)
        journal.execute(
            "INSERT INTO z_report (number, epoch, seq) VALUES (?, ?, ?)", (closed.number, event.epoch, event.seq)
        )


def z_reports(journal: sqlite3.Connection, limit: int) -> tuple[ZReport, ...]:
    rows = journal.execute(f"{_REPORT} ORDER BY epoch DESC, seq DESC LIMIT ?", (limit,)).fetchall()
    return tuple(_report(row) for row in rows)


def z_report(journal: sqlite3.Connection, number: str) -> ZReport | None:
    rows = journal.execute(f"{_REPORT} WHERE number = ?", (number,)).fetchall()
    return next((_report(row) for row in rows), None)


def since_z(journal: sqlite3.Connection, device: str) -> SinceZ:
    last = next(iter(z_reports(journal, 1)), None)
    if last is None:
        first = journal.execute("SELECT epoch, seq, id FROM event ORDER BY epoch, seq LIMIT 1").fetchall()
        ((epoch, seq, origin),) = first or [(1, 1, "")]
    else:
        epoch, seq, origin = last.epoch, last.seq, last.event_id
    rows = journal.execute(
        f"SELECT {_EVENT} FROM event WHERE (epoch, seq) >= (?, ?) AND type IN ({_COUNTED}) ORDER BY epoch, seq",
        (device, epoch, seq),
    ).fetchall()
    return SinceZ(epoch, seq, origin, tuple(Event(*row) for row in rows), last)


def _report(row: tuple[str, int, int, int, str, bytes]) -> ZReport:
    return ZReport(*row[:5], codec.load(DayClosed, row[5]))
