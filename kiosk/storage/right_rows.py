"""Rights to scarce goods as this tablet has them: HQ's rows, less what its own journal says was spent or given back."""

import sqlite3
from collections.abc import Sequence

from kiosk.domain import codec
from kiosk.domain.rights import RightFacts, RightsGranted, merge_right

_SELECT = "SELECT id, body, recalled FROM right_row"


def own_right(journal: sqlite3.Connection, right_id: str) -> RightFacts | None:
    """What our own events say of a right."""
    row = journal.execute("SELECT body FROM own_right WHERE id = ?", (right_id,)).fetchone()
    return codec.load(RightFacts, row[0]) if row else None


def put_own_right(journal: sqlite3.Connection, facts: RightFacts) -> None:
    journal.execute(
        "INSERT OR REPLACE INTO own_right (id, body) VALUES (?, ?)", (facts.right_id, codec.dump(facts).decode())
    )


def rights_of(
    journal: sqlite3.Connection, shop: sqlite3.Connection, location: str, sku: str, epoch: int
) -> tuple[RightFacts, ...]:
    """Rights to a SKU on the shelf of a place that may be spent in this epoch, the oldest first. One that is asked back
    is spent no more."""
    rows = shop.execute(f"{_SELECT} WHERE sku = ? AND location = ? AND recalled = 0 ORDER BY id", (sku, location))
    known = _known(journal, rows.fetchall())
    return tuple(item for item in known if item.left and item.granted and item.granted.epoch == epoch)


def rights_asked_back(journal: sqlite3.Connection, shop: sqlite3.Connection, epoch: int) -> tuple[RightFacts, ...]:
    """Rights of this epoch, and questions, that HQ wants an answer to."""
    known = _known(journal, shop.execute(f"{_SELECT} WHERE recalled = 1 ORDER BY id").fetchall())
    return tuple(item for item in known if item.open and item.granted and item.granted.epoch in (0, epoch))


def _known(journal: sqlite3.Connection, rows: Sequence[tuple[str, str, int]]) -> list[RightFacts]:
    told = (RightFacts(right_id, codec.load(RightsGranted, body)) for right_id, body, _ in rows)
    return [merge_right(own_right(journal, item.right_id), item) for item in told]
