"""What head office's people ask about the shops' stockrooms: boxes between shops, and codes that nobody knows."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import text

from kiosk.domain import codec
from kiosk.domain.events import BODIES, GoodsReceived, StockCounted
from kiosk.domain.in_transit import Transfer, TransferFacts, settled
from kiosk.domain.transfers import GoodsSent
from sync.hq.database import HqDatabase

_LOOKED_AT = 2_000  # newest boxes and counts


@dataclass(frozen=True, slots=True)
class UnknownCode:
    """A code that a shop scanned among its goods and its range does not have: last when, and in how many bookings."""

    code: str
    location: str
    bookings: int
    last_ms: int


def open_transfers(database: HqDatabase) -> tuple[Transfer, ...]:
    """Boxes of which something is in transit, or came that was not sent; the longest waiting first."""
    with database.read() as read:
        rows = read.conn.execute(text("SELECT facts FROM transfer_facts WHERE open = 1 ORDER BY changed_ms")).scalars()
        return tuple(settled(codec.load(TransferFacts, facts)) for facts in rows)


def unknown_codes(database: HqDatabase) -> tuple[UnknownCode, ...]:
    """From the newest boxes and counts; what is scanned most often comes first."""
    found: dict[tuple[str, str], UnknownCode] = {}
    for body, at_ms in _bodies(database):
        for code in body.unknown:
            known = found.get((code, body.location), UnknownCode(code, body.location, 0, at_ms))
            found[code, body.location] = UnknownCode(code, body.location, known.bookings + 1, max(known.last_ms, at_ms))
    return tuple(sorted(found.values(), key=lambda item: (-item.bookings, item.code, item.location)))


def _bodies(database: HqDatabase) -> Iterator[tuple[GoodsReceived | GoodsSent | StockCounted, int]]:
    newest = text(
        "SELECT type, version, body, wall_ms FROM event WHERE type IN ('GoodsReceived', 'GoodsSent', 'StockCounted')"
        " AND state = 'folded' ORDER BY position DESC LIMIT :limit"
    )
    with database.read() as read:
        for kind, version, body, wall_ms in read.conn.execute(newest, {"limit": _LOOKED_AT}):
            yield codec.load(BODIES[kind, version], body), wall_ms
