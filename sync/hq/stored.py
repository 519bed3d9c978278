"""Events as they lie at HQ, with what counts for their interpretation."""

from dataclasses import dataclass, replace
from typing import Any

from kiosk.domain import clock
from kiosk.domain.events import Event
from kiosk.domain.members import MEMBER_EVENTS

_MAX_LEAD_MS = 5 * 60 * 1000  # a member's fact counts as said at most so long after it came


@dataclass(slots=True)
class StoredEvent:
    """An event as it lies here, and what counts for its interpretation."""

    event: Event
    position: int
    received_ms: int
    revoked_ms: int | None
    shop: str | None  # its device's
    since_ms: int | None  # held since, when it was held before


def read_stored(row: Any) -> StoredEvent:
    """Of a row of `event` with what stands beside it."""
    return StoredEvent(read_event(row), row.position, row.received_ms, row.revoked_ms, row.shop, row.since_ms)


def read_event(row: Any) -> Event:
    return Event(
        row.id, row.type, row.version, row.body, row.actor, row.hlc, row.wall_ms, row.device, row.epoch, row.seq,
        row.content, row.chain,
    )  # fmt: skip


def as_said(stored: StoredEvent) -> Event:
    """A member's fact from a clock that is far ahead would be the last word for years."""
    event = stored.event
    if event.type not in MEMBER_EVENTS:
        return event
    latest = clock.tick(0, stored.received_ms + _MAX_LEAD_MS)
    return replace(event, hlc=min(event.hlc, latest))


SELECT_STORED = (
    "SELECT e.device, e.epoch, e.seq, e.position, e.id, e.type, e.version, e.body, e.actor, e.hlc, e.wall_ms,"
    " e.content, e.chain, e.received_ms, d.revoked_ms, d.shop, h.since_ms, h.aggregate FROM event e"
    " LEFT JOIN device d ON d.id = e.device LEFT JOIN held h ON h.position = e.position"
)
