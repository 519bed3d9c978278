"""size_guides.csv: which body wears which size. One row a figure; the rows of a guide become one row for tablets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kiosk.domain import codec
from kiosk.domain.catalogue import Measure, SizeGuide
from sync.hq.database import HqDatabase, HqTx
from sync.hq.importers import fields
from sync.hq.importers.fields import BadRow
from sync.hq.importers.table import Columns, FileRefused
from sync.hq.importers.whole import Cells, Input, add_up
from sync.hq.importers.world import World
from sync.hq.publishing import CATALOGUE

SIZE_GUIDES = Columns(
    required=("guide", "measure_zh", "measure_en", "size", "low_mm"),
    optional=("name_zh", "name_en", "note_zh", "note_en", "high_mm"),
)
MAX_SIZE = 16
MAX_MM = 5_000
MAX_NOTE = 1_000

Figure = tuple[int, int]
Names = tuple[str, str]


@dataclass(slots=True)
class _Guide:
    """What the rows of one guide have said so far. `lines`: where its name, note and measures were said first."""

    line: int
    name: Names = ("", "")
    note: Names = ("", "")
    sizes: dict[str, None] = field(default_factory=dict)
    measures: dict[Names, dict[str, Figure]] = field(default_factory=dict)
    lines: dict[object, int] = field(default_factory=dict)


def take_guides(database: HqDatabase, inputs: Mapping[str, Input], world: World) -> None:
    """Make the file HQ's whole set of size guides. A guide with a bad row stays as HQ has it: it would lack a figure,
    or have a wrong one."""
    source = inputs["size_guides.csv"]
    with database.write() as tx:
        guides = _Guides(source)
        with source.desk.working():
            guides.read()
            add_up(source.desk, tx.put_whole(CATALOGUE, "size_guide", list(guides.bodies(tx))))
    world.forget()


class _Guides:
    """Gathers guides from their rows, in the order of the file."""

    def __init__(self, source: Input) -> None:
        self._source = source
        self._guides: dict[str, _Guide] = {}
        self._spoilt: set[str] = set()
        self._bad_rows = 0
        self._some_unknown = False

    def read(self) -> None:
        guide_id = ""
        for line, cells in self._source.table.read(self._source.desk):
            self._spoil_beside(guide_id, cells[0])
            guide_id = cells[0]
            try:
                guide_id = fields.place(cells[0], "guide")
                self._take(self._guides.setdefault(guide_id, _Guide(line)), line, cells)
            except BadRow as problem:
                self._bad(guide_id, line, str(problem))
        self._spoil_beside(guide_id)
        for guide_id, guide in self._guides.items():
            if guide_id not in self._spoilt:
                self._check(guide_id, guide)

    def _spoil_beside(self, *guides: str) -> None:
        """A row with too few or too many cells never comes here: it may be of a guide beside it, or of one that has no
        other row."""
        if self._source.desk.report.bad != self._bad_rows:
            self._bad_rows = self._source.desk.report.bad
            self._spoilt.update(guides)
            self._some_unknown = True

    def bodies(self, tx: HqTx) -> Iterator[tuple[str, str]]:
        """Raises FileRefused when no guide is good and HQ has some: everything would be withdrawn."""
        good = {key: guide for key, guide in self._guides.items() if key not in self._spoilt}
        here = dict(tx.rows(CATALOGUE, "size_guide"))
        if here and not good:
            raise FileRefused(
                "no guide of size_guides.csv can be used: everything would be withdrawn. HQ keeps what it has"
            )
        for key, guide in good.items():
            yield key, codec.dump(_finished(key, guide)).decode()
        missing = here.keys() - self._guides.keys() if self._some_unknown else set()
        yield from ((key, here[key]) for key in sorted(here.keys() & (self._spoilt | missing)))

    def _bad(self, guide_id: str, line: int, reason: str) -> None:
        self._source.desk.bad(line, reason)
        self._bad_rows += 1
        self._spoilt.add(guide_id)

    def _take(self, guide: _Guide, line: int, cells: Cells) -> None:
        def notice(reason: str) -> None:
            self._source.desk.notice(line, reason)

        _, measure_zh, measure_en, size, low, name_zh, name_en, note_zh, note_en, high = cells
        guide.name = _said(guide, "name", line, guide.name, _texts(name_zh, name_en, "name", notice, fields.MAX_NAME))
        guide.note = _said(guide, "note", line, guide.note, _texts(note_zh, note_en, "note", notice, MAX_NOTE))
        measure = fields.names(measure_zh, measure_en, "measure", notice)
        size, _ = fields.clean(size)
        if not 0 < len(size) <= MAX_SIZE:
            raise BadRow(f"size has over {MAX_SIZE} characters" if size else "size is blank")
        first = guide.lines.setdefault((measure, size), line)
        if first != line:
            raise BadRow(f"{measure[0]} of size {size!r} stands there already, at line {first}")
        guide.sizes.setdefault(size)
        guide.measures.setdefault(measure, {})[size] = _figure(low, high)

    def _check(self, guide_id: str, guide: _Guide) -> None:
        """Every measure has a figure for every size, and the guide a name."""
        if not any(guide.name):
            self._bad(guide_id, guide.line, f"guide {guide_id!r} has neither name_zh nor name_en in any row")
        for measure, figures in guide.measures.items():
            missing = [size for size in guide.sizes if size not in figures]
            if missing:
                line = min(guide.lines[measure, size] for size in figures)
                self._bad(guide_id, line, f"{measure[0]} has no figure for size {', '.join(missing)[:60]}")


def _texts(zh: str, en: str, column: str, notice: fields.Complain, longest: int) -> Names:
    return fields.name(zh, f"{column}_zh", notice, longest=longest), fields.name(
        en, f"{column}_en", notice, longest=longest
    )


def _said(guide: _Guide, what: str, line: int, known: Names, now: Names) -> Names:
    """A guide's name and note are said once; further rows leave them blank or say the same."""
    if not any(now) or now == known:
        return known
    first = guide.lines.setdefault(what, line)
    if first != line:
        raise BadRow(f"{what} is another one than at line {first}")
    return now


def _figure(low: str, high: str) -> Figure:
    low_mm = fields.whole(low, "low_mm", highest=MAX_MM)
    high_mm = fields.whole(high, "high_mm", default=low_mm, highest=MAX_MM)
    if low_mm > high_mm:
        raise BadRow(f"low_mm {low_mm} is more than high_mm {high_mm}")
    if not low_mm:
        raise BadRow("low_mm is zero")
    return low_mm, high_mm


def _finished(guide_id: str, guide: _Guide) -> SizeGuide:
    sizes = tuple(guide.sizes)
    measures = tuple(
        Measure(zh, en, *zip(*(figures[size] for size in sizes), strict=True))
        for (zh, en), figures in guide.measures.items()
    )
    name_zh, name_en = guide.name
    note_zh, note_en = guide.note
    return SizeGuide(
        guide_id, name_zh or name_en, name_en or name_zh, note_zh or note_en, note_en or note_zh, sizes, measures
    )
