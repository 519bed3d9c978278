"""A count by zones: what was seen where, against what this tablet believed while it was looked at.

The figure goes on living while shelves are counted. An article that lay in one zone was counted at one moment, and is
compared with the figure of that moment: a sale before it is in both, a sale after it in neither. Between two zones of
one article a sale may have taken a piece that was counted already or one that was not yet; nobody can tell, so the
figure is a range, from the least to the most it was while the article was counted, and only what lies outside of it is
a difference. A count says how far reality is from the figure, never what the figure is: so it commutes with sales.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kiosk.domain.pieces import MAX_PIECES
from kiosk.domain.stock import StockRow

#: A difference of so many pieces, or worth so much (minor units), is counted once more before it is booked.
RECOUNT_PIECES = 2
RECOUNT_MINOR = 500_00
#: The zone of what was counted once more: it stands for all zones.
AGAIN = "*"
MAX_ZONES = 40
MAX_ZONE_NAME = 24


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the shop: shelf, window, stockroom. `by`: who counted in it, in the order they came."""

    name: str
    by: tuple[str, ...] = ()
    done: bool = False


@dataclass(frozen=True, slots=True)
class Counting:
    """A count that is under way on this tablet. `whole`: it covers the shop, so that what nobody saw is missing.
    Without zones it is a count of a few articles. `unknown`: codes that are no article of ours, and how often."""

    count_id: str
    started_ms: int
    zones: tuple[Zone, ...] = ()
    whole: bool = False
    unknown: dict[str, int] = field(default_factory=dict)

    @property
    def all_in(self) -> bool:
        return all(zone.done for zone in self.zones)

    def zone(self, name: str) -> Zone | None:
        return next((zone for zone in self.zones if zone.name == name), None)

    def with_zone(self, changed: Zone) -> "Counting":
        return replace(self, zones=tuple(changed if zone.name == changed.name else zone for zone in self.zones))


@dataclass(frozen=True, slots=True)
class Tally:
    """Pieces of an article seen in a zone, and what this tablet's figure was meanwhile. `opened_ms` tells which stock
    file the figure stood on: a newer one makes the comparison void."""

    zone: str
    sku: str
    pieces: int
    least: int
    most: int
    opened_ms: int
    at_ms: int = 0


def tally(before: Tally | None, zone: str, figure: StockRow, pieces: int, at_ms: int) -> Tally:
    """The tally after `pieces` are known to lie in the zone, now, while the figure is `figure`."""
    pieces = min(max(pieces, 0), MAX_PIECES)
    least = most = figure.on_hand
    opened_ms = figure.opened_ms
    if before is not None and zone != AGAIN:
        least, most, opened_ms = min(before.least, least), max(before.most, most), before.opened_ms
    return Tally(zone, figure.sku, pieces, least, most, opened_ms, at_ms)


@dataclass(frozen=True, slots=True)
class Compared:
    """An article of the count beside its figure. `missing`: nobody saw one anywhere. `stale`: a stock file came
    between. `zone`: where all of it lay, "" = in several or in none."""

    sku: str
    zone: str
    counted: int
    expected: int
    recounted: bool
    missing: bool
    stale: bool

    @property
    def difference(self) -> int:
        return self.counted - self.expected

    def to_recount(self, price_minor: int | None) -> bool:
        """Whether somebody has to look once more before this is booked."""
        if self.recounted and not self.stale:
            return False
        apart = abs(self.difference)
        worth = apart * (price_minor or 0)
        return self.stale or self.missing or apart >= RECOUNT_PIECES or worth >= RECOUNT_MINOR


def compare(counting: Counting, tallies: Iterable[Tally], figures: Mapping[str, StockRow]) -> tuple[Compared, ...]:
    """Every article that was seen or, of a whole shop, should have been. `figures`: of this shop now, at least those
    that are not zero."""
    found: dict[str, list[Tally]] = {}
    for item in tallies:
        found.setdefault(item.sku, []).append(item)
    seen = [_compared(sku, items, figures.get(sku)) for sku, items in sorted(found.items())]
    rest = sorted(sku for sku, row in figures.items() if row.on_hand and sku not in found) if counting.whole else []
    return (*seen, *(Compared(sku, "", 0, figures[sku].on_hand, False, True, False) for sku in rest))


def _compared(sku: str, items: list[Tally], figure: StockRow | None) -> Compared:
    again = [item for item in items if item.zone == AGAIN]
    counts = again or items
    counted = min(sum(item.pieces for item in counts), MAX_PIECES)
    least, most = min(item.least for item in counts), max(item.most for item in counts)
    expected = min(max(counted, least), most)
    opened_ms = figure.opened_ms if figure else 0
    stale = any(item.opened_ms != opened_ms for item in counts)
    zones = [item.zone for item in items if item.zone != AGAIN and item.pieces]
    zone = zones[0] if len(zones) == 1 else ""
    return Compared(sku, zone, counted, expected, bool(again), False, stale)
