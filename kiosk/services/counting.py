"""Units of work of a count that goes on for a while: begun, seen zone by zone, compared, counted once more, booked.

All of it is kept in the journal as it is scanned: whoever comes next on this tablet, after a kill too, goes on."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kiosk.domain import counting as counts
from kiosk.domain.catalogue import Location
from kiosk.domain.counting import AGAIN, MAX_ZONE_NAME, MAX_ZONES, Compared, Counting, Tally, Zone
from kiosk.domain.events import MAX_PIECES, CountedLine, StockCounted
from kiosk.domain.transfers import MAX_UNKNOWN, unknown_codes
from kiosk.errors import InputError, RuleError
from kiosk.ports.storage import JournalTx

_LINES_IN_ONE_FACT = 400
PriceOf = Callable[[str], int | None]


@dataclass(frozen=True, slots=True)
class Booked:
    """A count that became facts: SKU → pieces more (or, below zero, fewer) than the figure said."""

    articles: int
    differences: dict[str, int]
    unknown: tuple[str, ...]


def begin(tx: JournalTx, zones: Sequence[str], *, whole: bool) -> Counting:
    """A count of the zones named; without any, of a few articles. Raises RuleError while another is under way."""
    if tx.counting() is not None:
        raise RuleError("A count is under way on this tablet. Book it, or give it up, before another one begins.")
    names = tuple(dict.fromkeys(name.strip()[:MAX_ZONE_NAME] for name in zones))
    if whole and not names:
        raise InputError("A count of the whole shop has at least one zone.")
    if len(names) > MAX_ZONES or not all(name and name.isprintable() and name != AGAIN for name in names):
        raise InputError(f"A count has up to {MAX_ZONES} zones, each with a name.")
    counting = Counting(tx.new_id(), tx.now_ms, tuple(Zone(name) for name in names), whole)
    tx.put_counting(counting)
    return counting


def under_way(tx: JournalTx) -> Counting:
    counting = tx.counting()
    if counting is None:
        raise RuleError("No count is under way on this tablet.")
    return counting


def see(tx: JournalTx, zone: str, sku: str, change: Callable[[int], int], actor: str) -> Tally:
    """Pieces of an article lie in a zone: `change` gives how many now from how many before. Remembers what the figure
    is at this moment. Raises RuleError when the zone is closed or unknown."""
    counting = under_way(tx)
    _note_who(tx, counting, zone, actor)
    before = next((item for item in tx.tallies(sku) if item.zone == zone), None)
    pieces = change(before.pieces if before else 0)
    if pieces > MAX_PIECES:
        raise InputError(f"A count has at least one article, and 0 to {MAX_PIECES:,} pieces of each.")
    seen = counts.tally(before, zone, tx.own_stock(sku), pieces, tx.now_ms)
    if pieces < 0:
        tx.drop_tally(sku, zone)
    else:
        tx.put_tally(seen)
    return seen


def _note_who(tx: JournalTx, counting: Counting, zone: str, actor: str) -> None:
    if zone == AGAIN:
        if not counting.all_in:
            raise RuleError("Count all zones first: what is missing in one may lie in another.")
        return
    known = counting.zone(zone)
    if (known is None) != (not counting.zones and zone == ""):
        raise RuleError("This count has no such zone.")
    if known is not None and known.done:
        raise RuleError("This zone is closed. Open it again to count in it.")
    if known is not None and actor not in known.by:
        tx.put_counting(counting.with_zone(replace(known, by=(*known.by, actor))))


def note_unknown(tx: JournalTx, code: str) -> Counting:
    """A code that is no article of ours was scanned; counting goes on."""
    counting = under_way(tx)
    for known in unknown_codes((code,)):
        if known in counting.unknown or len(counting.unknown) < MAX_UNKNOWN:
            times = counting.unknown.get(known, 0) + 1
            counting = replace(counting, unknown={**counting.unknown, known: times})
    tx.put_counting(counting)
    return counting


def close_zone(tx: JournalTx, name: str, *, done: bool = True) -> Counting:
    """All of the zone is counted; or, `done` false, it is not after all."""
    counting = under_way(tx)
    zone = counting.zone(name)
    if zone is None:
        raise RuleError("This count has no such zone.")
    changed = counting.with_zone(replace(zone, done=done))
    tx.put_counting(changed)
    return changed


def compared(tx: JournalTx) -> tuple[Compared, ...]:
    """The count beside the figures of this moment."""
    tallies = tx.tallies()
    return counts.compare(under_way(tx), tallies, tx.shelf(tuple(dict.fromkeys(item.sku for item in tallies))))


def book(tx: JournalTx, here: Location, price_of: PriceOf, actor: str) -> Booked:
    """Turn the count into facts, one or more a zone. Raises RuleError while zones are open or a difference is to be
    counted once more."""
    counting, rows = under_way(tx), compared(tx)
    if not counting.all_in:
        raise RuleError("Count all zones first: what is missing in one may lie in another.")
    if not rows:
        raise InputError(f"A count has at least one article, and 0 to {MAX_PIECES:,} pieces of each.")
    if counting.zones and any(row.to_recount(price_of(row.sku) if row.difference else 0) for row in rows):
        raise RuleError("Count the articles of the list once more, then book.")
    figures = tx.shelf(tuple(row.sku for row in rows if row.stale))
    settled = [_on_the_new_file(row, figures[row.sku].on_hand) if row.stale else row for row in rows]
    unknown = unknown_codes(counting.unknown)
    for zone, lines in _by_zone(settled):
        tx.append(StockCounted(here.id, lines, zone=zone, count_id=counting.count_id, unknown=unknown), actor)
        unknown = ()
    tx.drop_counting()
    differences = {row.sku: row.difference for row in settled if row.difference}
    return Booked(len(settled), differences, unknown_codes(counting.unknown))


def _on_the_new_file(row: Compared, on_hand: int) -> Compared:
    """Of a few articles nobody keeps a list to count again: the figure of this moment is the one to compare with."""
    return replace(row, expected=on_hand, stale=False)


def _by_zone(rows: Sequence[Compared]) -> Iterator[tuple[str, tuple[CountedLine, ...]]]:
    zones: dict[str, list[CountedLine]] = defaultdict(list)
    for row in rows:
        zones[row.zone].append(CountedLine(row.sku, row.counted, row.expected))
    for zone, lines in sorted(zones.items()):
        for first in range(0, len(lines), _LINES_IN_ONE_FACT):
            yield zone, tuple(lines[first : first + _LINES_IN_ONE_FACT])
