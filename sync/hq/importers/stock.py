"""stock.csv: what was counted at a location at a moment. Not whole: a variant that is missing keeps its figure.

Each count that says something new becomes a line of a StockOpened event in HQ's journal; movements after its moment
still count. Several transactions of bounded size: the same file again finishes what was interrupted.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from kiosk.domain.events import OpenedStock, StockOpened
from sync.hq.database import HqDatabase, HqTx
from sync.hq.importers import fields
from sync.hq.importers.fields import BadRow
from sync.hq.importers.report import Desk
from sync.hq.importers.table import Columns
from sync.hq.importers.whole import Cells, Input
from sync.hq.importers.world import World
from sync.hq.streams import in_batches

STOCK = Columns(required=("location", "sku", "quantity", "counted_at"))
MAX_LINES = 1_000  # of one event
MAX_BYTES = 56 * 1024
LINES_PER_TRANSACTION = 50_000
CLOCKS_DIFFER_MS = 5 * 60 * 1000

Count = tuple[int, str, int]  # UTC ms, SKU, quantity


@dataclass(slots=True)
class _Counts:
    """One location's rows, 28 bytes each: a chain's stock file has many millions."""

    sku: "array[int]" = field(default_factory=lambda: array("I"))
    quantity: "array[int]" = field(default_factory=lambda: array("q"))
    at_ms: "array[int]" = field(default_factory=lambda: array("q"))
    line: "array[int]" = field(default_factory=lambda: array("q"))

    def add(self, sku: int, quantity: int, at_ms: int, line: int) -> None:
        self.sku.append(sku)
        self.quantity.append(quantity)
        self.at_ms.append(at_ms)
        self.line.append(line)


def take_stock(database: HqDatabase, inputs: Mapping[str, Input], world: World) -> None:
    """Append what the file says and HQ does not know yet."""
    source = inputs["stock.csv"]
    with database.read() as read:
        locations, skus = set(world.locations(read)), sorted(world.skus(read))
    with source.desk.working():
        parsed = _Parser(source, locations, skus, database.clock() + CLOCKS_DIFFER_MS).parse()
        for location in sorted(parsed):
            with database.read() as read:
                known = read.openings(location)
            news = sorted(_news(location, parsed.pop(location), known, skus, source.desk))
            for batch in in_batches(news, LINES_PER_TRANSACTION):
                with database.write() as tx:
                    source.desk.report.events += _append(tx, location, batch)


class _Parser:
    """Reads the rows into columns of numbers per location."""

    def __init__(self, source: Input, locations: set[str], skus: list[str], latest_ms: int) -> None:
        self._source = source
        self._locations = locations
        self._numbers = {sku: number for number, sku in enumerate(skus)}
        self._latest_ms = latest_ms
        self._counts: defaultdict[str, _Counts] = defaultdict(_Counts)

    def parse(self) -> dict[str, _Counts]:
        for line, cells in self._source.table.read(self._source.desk):
            try:
                self._row(line, cells)
            except BadRow as problem:
                self._source.desk.bad(line, str(problem))
        return self._counts

    def _row(self, line: int, cells: Cells) -> None:
        location, sku, quantity, counted_at = cells
        if location not in self._locations:
            raise BadRow(f"location {location[:40]!r} is not known")
        number = self._numbers.get(sku.upper())
        if number is None:
            raise BadRow(f"sku {sku[:60]!r} is not known")
        at_ms = fields.moment(counted_at)
        if at_ms > self._latest_ms:
            raise BadRow(f"counted_at {counted_at} is in the future: sales until then would not count")
        self._counts[location].add(number, fields.whole(quantity, "quantity"), at_ms, line)


def _news(
    location: str, counts: _Counts, known: Mapping[str, tuple[int, int]], skus: list[str], desk: Desk
) -> Iterator[Count]:
    """The counts that are later than what HQ has of the variant. Two of one variant in a file: the first is taken."""
    first: dict[int, int] = {}
    stale: list[int] = []
    for number, quantity, at_ms, line in zip(counts.sku, counts.quantity, counts.at_ms, counts.line, strict=True):
        sku = skus[number]
        if first.setdefault(number, line) != line:
            desk.bad(line, f"{location} {sku} stands there already, at line {first[number]}")
            continue
        before = known.get(sku)
        if before is None or at_ms > before[1]:
            desk.report.added += before is None
            desk.report.changed += before is not None
            yield at_ms, sku, quantity
        elif at_ms == before[1] and quantity != before[0]:
            desk.bad(line, f"HQ has another count ({before[0]}) of the same moment; give a later counted_at")
        else:
            desk.report.same += 1
            if at_ms < before[1]:
                stale.append(line)
    if stale:
        desk.notice(
            stale[0], f"{len(stale)} counts of {location} from this line on are older than HQ's; they were left out"
        )


def _append(tx: HqTx, location: str, news: list[Count]) -> int:
    """One event a moment and at most MAX_LINES lines; returns how many."""
    events = 0
    for at_ms, counts in groupby(news, itemgetter(0)):
        for lines in _portions(OpenedStock(sku, quantity) for _, sku, quantity in counts):
            tx.append(StockOpened(location, at_ms, tuple(lines)))
            events += 1
    return events


def _portions(lines: Iterator[OpenedStock]) -> Iterator[list[OpenedStock]]:
    portion: list[OpenedStock] = []
    size = 0
    for line in lines:
        weight = len(line.sku) + len(str(line.quantity)) + 24  # {"sku":"…","quantity":…},
        if len(portion) == MAX_LINES or size + weight > MAX_BYTES:
            yield portion
            portion, size = [], 0
        portion.append(line)
        size += weight
    if portion:
        yield portion
