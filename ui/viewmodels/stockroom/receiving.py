"""A box that comes in: under a delivery note, or with the slip of another shop, which says what should be in it."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.order import OrderView
from kiosk.domain.transfers import BoxSlip
from kiosk.services.desk import Desk
from kiosk.services.goods import Article
from ui.qt import Property, QmlUncreatable
from ui.stage import Stage
from ui.viewmodels.stockroom.packing import PackingModel
from ui.viewmodels.stockroom.words import place_of

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class _Done:
    """What was booked in a moment ago."""

    paper: str
    pieces: int
    missing: int
    orders: tuple[str, ...] = ()


@QmlElement
@QmlUncreatable("made by the program")
class ReceivingModel(PackingModel):
    """With a slip, `listed` says what was packed; what is in the list is what was found."""

    told = Signal()
    booked = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._slip: BoxSlip | None = None
        self._listed: dict[str, int] = {}
        self._done: _Done | None = None

    @Property(str, notify=told)
    def note(self) -> str:
        return self._typed.get("note", "")

    @Property(bool, notify=told)
    def transfer(self) -> bool:
        """Whether a slip of another shop was scanned."""
        return self._slip is not None

    @Property(str, notify=told)
    def transferTitle(self) -> str:
        return (self._slip.document or self._slip.transfer_id) if self._slip else ""

    @Property(str, notify=told)
    def transferFrom(self) -> str:
        if self._slip is None:
            return ""
        place = place_of(self.stage, self._slip.from_location)
        return self.texts("ui.stockroom.from_place", place=place)

    @Property(str, notify=told)
    def warning(self) -> str:
        """What is not as it should be, before it is booked."""
        if self._slip is None:
            return ""
        here = self.here.id if self.here else ""
        elsewhere = self._slip.to_location not in ("", here)
        missing, over = self._apart()
        place = place_of(self.stage, self._slip.to_location)
        said = (
            self.texts("ui.stockroom.not_for_us", place=place) if elsewhere else "",
            self.texts("ui.stockroom.short_then", count=missing) if missing else "",
            self.texts("ui.stockroom.over_then", count=over) if over else "",
            self.texts("ui.stockroom.unlisted") if not self._listed else "",
        )
        return "\n".join(sentence for sentence in said if sentence)

    @Property(str, notify=told)
    def bookLabel(self) -> str:
        missing, _ = self._apart()
        if self._listed and missing:
            return self.texts("ui.stockroom.book_short", count=self.total, missing=missing)
        return self.texts("ui.stock.book_receive", count=self.total)

    @Property(bool, notify=told)
    def canBook(self) -> bool:
        return self.total > 0 and (bool(self.note.strip()) or self._slip is not None) and not self.acting

    @Property(bool, notify=told)
    def canEmpty(self) -> bool:
        """Whether the slip's list can be counted anew from nothing."""
        return bool(self._listed) and self.total > 0

    @Property(bool, notify=told)
    def done(self) -> bool:
        return self._done is not None

    @Property(str, notify=told)
    def doneTitle(self) -> str:
        return self.texts("ui.stock.received", count=self._done.pieces) if self._done else ""

    @Property(str, notify=told)
    def doneText(self) -> str:
        if self._done is None:
            return ""
        done = self._done
        said = (
            self.texts("ui.stockroom.under", paper=done.paper),
            self.texts("ui.stockroom.set_aside", numbers=self.texts("ui.comma").join(done.orders))
            if done.orders
            else "",
            self.texts("ui.stockroom.short_told", count=done.missing) if done.missing else "",
        )
        return "\n".join(sentence for sentence in said if sentence)

    # What a person does

    @Slot()
    def empty(self) -> None:
        """Count piece by piece: nothing is there until it was scanned."""
        self._pieces = dict.fromkeys(self._pieces, 0)
        self._history = []
        self.refresh()

    @Slot()
    def forgetSlip(self) -> None:
        self.clear()
        self.refresh()

    @Slot()
    def next(self) -> None:
        self._done = None
        self.refresh()

    @Slot()
    def book(self) -> None:
        if not self.canBook:
            return
        slip, note, unknown = self._slip, self.note, tuple(self._codes)
        pieces = {sku: count for sku, count in self._pieces.items() if count}
        document = (slip.document or slip.transfer_id) if slip else note
        source, mark = (slip.from_location, slip.transfer_id) if slip else ("", None)
        done = _Done(document, self.total, self._apart()[0])

        def work(desk: Desk) -> tuple[OrderView, ...]:
            return desk.stockroom.receive(document, pieces, source or None, transfer=mark, unknown=unknown)

        self.act(work, lambda waited: self._booked(done, waited))

    def expect(self, slip: BoxSlip) -> None:
        """A slip was scanned: its list is what should be in the box."""
        skus = tuple(sku for sku, _ in slip.pieces)
        self.stage.ask(lambda desk: desk.stockroom.goods.articles(skus), lambda found: self._expect(slip, found))

    # For the list

    def least_of(self, sku: str) -> int:
        """What the slip lists stays in the list, with none found; anything else goes."""
        return -1 if sku in self._listed else 0 if self._slip else 1

    def note_of(self, article: Article, quantity: int) -> tuple[str, str]:
        if not self._listed:
            return "", "quiet"
        listed = self._listed.get(article.sku, 0)
        if not listed:
            return self.texts("ui.stockroom.not_listed"), "amber"
        return self.texts("ui.stockroom.listed", count=listed), "quiet" if quantity == listed else "amber"

    def refresh(self) -> None:
        super().refresh()
        self.told.emit()

    def clear(self) -> None:
        super().clear()
        self._slip, self._listed = None, {}

    def _expect(self, slip: BoxSlip, articles: tuple[Article, ...]) -> None:
        self.clear()
        self._slip, self._listed, self._done = slip, dict(slip.pieces), None
        for article in articles:
            self.note_article(article)
        self._pieces = dict(slip.pieces)
        self.refresh()

    def _apart(self) -> tuple[int, int]:
        """Pieces missing, and pieces that nobody listed."""
        skus = {*self._listed, *self._pieces} if self._listed else set[str]()
        apart = [self._listed.get(sku, 0) - self._pieces.get(sku, 0) for sku in skus]
        return sum(max(count, 0) for count in apart), sum(max(-count, 0) for count in apart)

    def _booked(self, done: _Done, waited: tuple[OrderView, ...]) -> None:
        self.clear()
        self._done = replace(done, orders=tuple(order.placed.number for order in waited))
        self.refresh()
        self.booked.emit()
