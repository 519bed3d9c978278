"""Lost demand: what shoppers searched for and did not find, where, and how often."""

from dataclasses import dataclass

from sqlalchemy import text

from kiosk.domain import codec
from kiosk.domain.terms import fold_text
from kiosk.domain.visits import NothingFound
from sync.hq.database import HqDatabase

_LOOKED_AT = 20_000  # newest searches


@dataclass(frozen=True, slots=True)
class LostDemand:
    """What was searched for in a shop in vain: how often, last when, and how often only filters kept something out."""

    text: str
    shop: str
    times: int
    last_ms: int
    filtered: int


def lost_demand(database: HqDatabase) -> tuple[LostDemand, ...]:
    """Of the newest searches; what was asked for most often comes first. Words that differ in case or width are one."""
    found: dict[tuple[str, str], LostDemand] = {}
    newest = text(
        "SELECT body, wall_ms FROM event WHERE type = 'NothingFound' AND state = 'folded'"
        " ORDER BY position DESC LIMIT :limit"
    )
    with database.read() as read:
        for body, wall_ms in read.conn.execute(newest, {"limit": _LOOKED_AT}):
            said = codec.load(NothingFound, body)
            key = (fold_text(said.text), said.shop)
            known = found.get(key, LostDemand(said.text, said.shop, 0, wall_ms, 0))
            found[key] = LostDemand(
                known.text,
                known.shop,
                known.times + 1,
                max(known.last_ms, wall_ms),
                known.filtered + bool(said.filtered),
            )
    return tuple(sorted(found.values(), key=lambda item: (-item.times, item.text, item.shop)))
