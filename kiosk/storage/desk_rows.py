"""What the journal keeps about the desk alone: baskets put aside, calls for a guide, and tries at PINs."""

import sqlite3

from kiosk.domain import codec
from kiosk.domain.events import Event, body_of
from kiosk.domain.staff import PinAttempts
from kiosk.domain.visits import BasketParked, BasketTakenUp, GuideAnswered, GuideCallCancelled, GuideCalled
from kiosk.ports.storage import GuideCall

DESK_EVENTS = frozenset(
    kind.TYPE for kind in (BasketParked, BasketTakenUp, GuideCalled, GuideCallCancelled, GuideAnswered)
)


def put_desk_event(journal: sqlite3.Connection, event: Event) -> None:
    """Bring the rows up to date; any other event changes nothing."""
    if event.type not in DESK_EVENTS:
        return
    body = body_of(event)
    if isinstance(body, BasketParked):
        journal.execute("DELETE FROM parked_basket WHERE lapses_ms <= ?", (event.wall_ms,))
        journal.execute(
            "INSERT INTO parked_basket (basket_id, code, body, lapses_ms) VALUES (?, ?, ?, ?)",
            (body.basket_id, body.code, event.body.decode(), body.lapses_ms),
        )
    elif isinstance(body, BasketTakenUp):
        journal.execute("DELETE FROM parked_basket WHERE basket_id = ?", (body.basket_id,))
    elif isinstance(body, GuideCalled):
        journal.execute(
            "INSERT INTO guide_call (call_id, body, called_ms) VALUES (?, ?, ?)",
            (body.call_id, event.body.decode(), event.wall_ms),
        )
    else:
        journal.execute("DELETE FROM guide_call WHERE call_id = ?", (body.call_id,))


def pin_attempts(journal: sqlite3.Connection, staff_id: str) -> PinAttempts:
    rows = journal.execute("SELECT failed, last_ms FROM pin_attempts WHERE staff_id = ?", (staff_id,)).fetchall()
    return PinAttempts(*rows[0]) if rows else PinAttempts()


def parked_basket(journal: sqlite3.Connection, code: str, now_ms: int) -> BasketParked | None:
    rows = journal.execute(
        "SELECT body FROM parked_basket WHERE code = ? AND lapses_ms > ? LIMIT 1", (code, now_ms)
    ).fetchall()
    return codec.load(BasketParked, rows[0][0]) if rows else None


def guide_call(journal: sqlite3.Connection) -> GuideCall | None:
    rows = journal.execute("SELECT body, called_ms FROM guide_call ORDER BY called_ms DESC LIMIT 1").fetchall()
    return GuideCall(codec.load(GuideCalled, rows[0][0]), rows[0][1]) if rows else None
