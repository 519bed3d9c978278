"""A count: of a few articles, or of zones; compared, counted once more where it is far off, booked. All of it lives in
the journal: this model shows what is there and adds to it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.counting import Counting, Tally, Zone
from kiosk.services.counting import Booked
from kiosk.services.counting_room import Comparison, Difference, Seen
from kiosk.services.desk import Desk
from kiosk.services.goods import Article
from ui.formatting import joined
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows_stock import PieceRow, ZoneRow
from ui.stage import Stage
from ui.viewmodels.stockroom.scanning import MOST, ScanningModel
from ui.viewmodels.stockroom.words import detail_of, name_of, zone_name

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
MOST_SHOWN = 200  # of a zone, the newest
_State = tuple[Counting | None, tuple[Tally, ...], tuple[Article, ...]]


@QmlElement
@QmlUncreatable("made by the program")
class CountingModel(ScanningModel):
    """`step`: start, scan, compare or done."""

    told = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._counting: Counting | None = None
        self._tallies: tuple[Tally, ...] = ()
        self._zone = ""
        self._comparison: Comparison | None = None
        self._booked: Booked | None = None
        self._piece_rows, self._zone_rows = Rows(PieceRow, self), Rows(ZoneRow, self)
        self._difference_rows = Rows(PieceRow, self)

    # What there is to see

    @Property(str, notify=told)
    def step(self) -> str:
        if self._counting is None:
            return "done" if self._booked else "start"
        return "compare" if self._comparison else "scan"

    @Property(bool, notify=told)
    def zoned(self) -> bool:
        return self._counting is not None and bool(self._counting.zones)

    @Property(Rows, constant=True)
    def zones(self) -> Rows:
        return self._zone_rows

    @Property(str, notify=told)
    def zone(self) -> str:
        return self._zone

    @Property(bool, notify=told)
    def zoneOpen(self) -> bool:
        """Whether scans are counted: into the zone that is chosen."""
        if self._counting is None or self._comparison:
            return False
        known = self._counting.zone(self._zone)
        return not self._counting.zones or (known is not None and not known.done)

    @Property(bool, notify=told)
    def zoneDone(self) -> bool:
        known = self._counting.zone(self._zone) if self._counting else None
        return known is not None and known.done

    @Property(bool, notify=told)
    def allIn(self) -> bool:
        return self.zoned and self._counting is not None and self._counting.all_in

    @Property(Rows, constant=True)
    def pieces(self) -> Rows:
        return self._piece_rows

    @Property(bool, notify=told)
    def nothing(self) -> bool:
        return not self._piece_rows.rows

    @Property(str, notify=told)
    def heading(self) -> str:
        count = sum(item.pieces for item in self._tallies if item.zone == self._zone)
        name = zone_name(self.texts, self._zone) or self.texts("ui.stockroom.few")
        return self.texts("ui.stockroom.zone_pieces", name=name, count=count)

    @Property(Rows, constant=True)
    def differences(self) -> Rows:
        return self._difference_rows

    @Property(str, notify=told)
    def compared(self) -> str:
        found = self._comparison
        if found is None:
            return ""
        apart = sum(1 for item in found.differences if item.row.difference)
        return self.texts("ui.stockroom.compared", count=found.articles, apart=apart)

    @Property(str, notify=told)
    def comparedThen(self) -> str:
        found = self._comparison
        if found is None:
            return ""
        again = found.to_recount
        return self.texts("ui.stockroom.again", count=again) if again else self.texts("ui.stockroom.ready")

    @Property(str, notify=told)
    def bookLabel(self) -> str:
        if self.step == "compare":
            return self.texts("ui.stockroom.book_count")
        return self.texts("ui.stock.book_count", count=sum(item.pieces for item in self._tallies))

    @Property(bool, notify=told)
    def canBook(self) -> bool:
        if self._counting is None or self.acting:
            return False
        if self.zoned:
            return self._comparison is not None and self._comparison.to_recount == 0
        return bool(self._tallies)

    @Property(str, notify=told)
    def doneTitle(self) -> str:
        return self.texts("ui.stock.counted", count=len(self._booked.differences)) if self._booked else ""

    @Property(str, notify=told)
    def doneText(self) -> str:
        if self._booked is None:
            return ""
        more = sum(max(change, 0) for change in self._booked.differences.values())
        fewer = sum(max(-change, 0) for change in self._booked.differences.values())
        unknown = len(self._booked.unknown)
        return "\n".join(
            (
                self.texts("ui.stockroom.counted_then", count=self._booked.articles, more=more, fewer=fewer),
                *([self.texts("ui.stockroom.unknown_told", count=unknown)] if unknown else []),
            )
        )

    # What a person does

    @Slot()
    def beginFew(self) -> None:
        self.act(lambda desk: desk.stockroom.counting.begin(), lambda _begun: self.look())

    def begin_zones(self, zones: tuple[str, ...], *, whole: bool) -> None:
        self.act(
            lambda desk: desk.stockroom.counting.begin(zones, whole=whole),
            lambda begun: self._enter(begun.zones[0].name),
        )

    @Slot(str)
    def chooseZone(self, name: str) -> None:
        self._enter(name)

    @Slot()
    def closeZone(self) -> None:
        """All of it is counted; on to the next one that is open."""
        zone = self._zone
        self.act(lambda desk: desk.stockroom.counting.close_zone(zone), self._closed)

    @Slot()
    def reopenZone(self) -> None:
        zone = self._zone
        self.act(lambda desk: desk.stockroom.counting.close_zone(zone, done=False), lambda _done: self.look())

    @Slot(str, int)
    def setQuantity(self, sku: str, quantity: int) -> None:
        zone = self._zone
        self.act(lambda desk: desk.stockroom.counting.set_pieces(zone, sku, min(quantity, MOST)), self._saw)

    @Slot(str)
    def takeOut(self, sku: str) -> None:
        """It was never seen here."""
        self.setQuantity(sku, -1)

    @Slot()
    def compare(self) -> None:
        self.act(lambda desk: desk.stockroom.counting.compare(), self._show_comparison)

    @Slot()
    def backToZones(self) -> None:
        self._comparison = None
        self.look()

    @Slot(str, int)
    def recount(self, sku: str, quantity: int) -> None:
        """Somebody looked once more, everywhere: so many there are."""
        self.act(lambda desk: _recounted(desk, sku, min(max(quantity, 0), MOST)), self._show_comparison)

    @Slot(str)
    def confirm(self, sku: str) -> None:
        """It is as it was counted."""
        found = self._difference(sku)
        if found is not None:
            self.recount(sku, found.row.counted)

    @Slot()
    def book(self) -> None:
        if self.canBook:
            self.act(lambda desk: desk.stockroom.counting.book(), self._finished)

    @Slot()
    def giveUp(self) -> None:
        self.act(lambda desk: desk.stockroom.counting.give_up(), lambda _none: self._finished(None))

    @Slot()
    def next(self) -> None:
        self._booked = None
        self.refresh()

    def scan(self, text: str) -> None:
        if self._comparison is not None:
            self.stage.ask(lambda desk: desk.stockroom.scan(text), lambda found: self._again(found.article, text))
        elif self._counting is None:
            self.stage.ask(lambda desk: _first(desk, text), self._saw)
        elif self.zoneOpen:
            zone = self._zone
            self.stage.ask(lambda desk: desk.stockroom.counting.add(zone, text), self._saw)
        else:
            self.stage.tell("ui.stockroom.choose_zone")

    @Slot()
    def undo(self) -> None:
        if not self._history:
            return
        kind, key = self._history.pop()
        if kind == "piece":
            left = self.pieces_of(key) - 1
            self.setQuantity(key, left or -1)
        else:
            self.refresh()

    # For the list

    def pieces_of(self, sku: str) -> int:
        found = (item for item in self._tallies if (item.sku, item.zone) == (sku, self._zone))
        return next((item.pieces for item in found), 0)

    def times_of(self, code: str) -> int:
        return self._counting.unknown.get(code, 0) if self._counting else 0

    def look(self) -> None:
        """Read again what the journal has."""
        known = frozenset(self._articles)
        self.stage.ask(lambda desk: _read(desk, known), self._show)

    def refresh(self) -> None:
        seen = [item for item in self._tallies if item.zone == self._zone]
        newest = sorted(seen, key=lambda item: item.at_ms, reverse=True)
        self._piece_rows.show([self._piece(item) for item in newest[:MOST_SHOWN] if item.sku in self._articles])
        self._zone_rows.show([self._zone_row(zone) for zone in (self._counting.zones if self._counting else ())])
        found = self._comparison.differences if self._comparison else ()
        self._difference_rows.show([self._difference_row(item) for item in found])
        self.show_unknown(self._counting.unknown.items() if self._counting else ())
        self.told.emit()
        self.changed.emit()

    def _piece(self, item: Tally) -> PieceRow:
        article = self._articles[item.sku]
        return PieceRow(item.sku, name_of(self.stage, article), detail_of(self.stage, article), item.pieces)

    def _zone_row(self, zone: Zone) -> ZoneRow:
        count = sum(item.pieces for item in self._tallies if item.zone == zone.name)
        state = self.texts("ui.stockroom.zone_done" if zone.done else "ui.stockroom.zone_open")
        said = joined(self.texts, state, self.texts("ui.stockroom.pc", count=count))
        return ZoneRow(
            zone.name,
            zone_name(self.texts, zone.name),
            said,
            "here" if zone.done else "plain",
            zone.name == self._zone,
            zone.done,
        )

    def _difference_row(self, item: Difference) -> PieceRow:
        row, article = item.row, item.article
        if row.missing:
            note = self.texts("ui.stockroom.nobody_saw", expected=row.expected)
        elif row.difference:
            change = f"{row.difference:+d}".replace("-", "−")
            note = self.texts("ui.stockroom.differs", expected=row.expected, change=change)
        else:
            note = self.texts("ui.stockroom.agrees", expected=row.expected)
        tone = "problem" if item.to_recount else "here" if not row.difference else "amber"
        action = self.texts("ui.stockroom.confirm", count=row.counted) if item.to_recount else ""
        name, detail = name_of(self.stage, article), detail_of(self.stage, article)
        return PieceRow(row.sku, name, detail, row.counted, note, tone, action)

    def _difference(self, sku: str) -> Difference | None:
        found = self._comparison.differences if self._comparison else ()
        return next((item for item in found if item.row.sku == sku), None)

    def _again(self, article: Article | None, text: str) -> None:
        """A scan while the list is worked through: the first one begins that article's second count with one piece."""
        found = self._difference(article.sku) if article else None
        if found is None:
            self.stage.tell("ui.stockroom.not_in_list", code=text)
            return
        self.recount(found.row.sku, found.row.counted + 1 if found.row.recounted else 1)

    def _enter(self, zone: str) -> None:
        self._zone, self._history = zone, []
        self.look()

    def _show(self, state: _State) -> None:
        self._counting, self._tallies, articles = state
        for article in articles:
            self.note_article(article)
        if self._counting is None:
            self._zone, self._comparison, self._history = "", None, []
        elif self._counting.zones and self._counting.zone(self._zone) is None:
            self._zone = next(
                (zone.name for zone in self._counting.zones if not zone.done), self._counting.zones[0].name
            )
        self.refresh()

    def _saw(self, seen: Seen) -> None:
        if seen.article is not None:
            self.note_article(seen.article)
            if seen.pieces < 0 or not seen.pieces:
                self._history = [item for item in self._history if item != ("piece", seen.article.sku)]
            else:
                self.note_scan("piece", seen.article.sku)
        else:
            self.note_scan("unknown", seen.unknown)
        self._booked = None
        self.look()

    def _closed(self, counting: Counting) -> None:
        following = next((zone.name for zone in counting.zones if not zone.done), self._zone)
        self._enter(following)

    def _show_comparison(self, found: Comparison) -> None:
        self._comparison = found
        for item in found.differences:
            self.note_article(item.article)
        self.look()

    def _finished(self, booked: Booked | None) -> None:
        self._booked, self._comparison = booked, None
        self.look()


def _read(desk: Desk, known: frozenset[str]) -> _State:
    """The names of articles are looked up once: a count of thousands is read again after every scan."""
    room = desk.stockroom
    tallies = room.counting.tallies()
    skus = tuple(dict.fromkeys(item.sku for item in tallies if item.sku not in known))
    return room.counting.now(), tallies, room.goods.articles(skus)


def _first(desk: Desk, text: str) -> Seen:
    """A scan before anything was begun is one of a few articles."""
    if desk.stockroom.counting.now() is None:
        desk.stockroom.counting.begin()
    return desk.stockroom.counting.add("", text)


def _recounted(desk: Desk, sku: str, pieces: int) -> Comparison:
    desk.stockroom.counting.recount(sku, pieces)
    return desk.stockroom.counting.compare()
