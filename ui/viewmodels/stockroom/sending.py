"""A box that goes to another location of ours."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.catalogue import Location
from kiosk.domain.transfers import GoodsSent
from kiosk.services.goods import Article
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import ChoiceRow
from ui.stage import Stage
from ui.viewmodels.stockroom.packing import PackingModel
from ui.viewmodels.stockroom.words import place_of

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class SendingModel(PackingModel):
    """Beside each article stands what lies here: more than that can be sent, for figures may be wrong, but is told."""

    told = Signal()
    booked = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._to = ""
        self._places: tuple[Location, ...] = ()
        self._choosing = False
        self._sent: GoodsSent | None = None
        self._place_rows = Rows(ChoiceRow, self)

    @Property(Rows, constant=True)
    def places(self) -> Rows:
        return self._place_rows

    @Property(str, notify=told)
    def to(self) -> str:
        """Where it goes, by name; "" = nobody has said."""
        return place_of(self.stage, self._to) if self._to else ""

    @Property(bool, notify=told)
    def choosing(self) -> bool:
        return self._choosing

    @Property(str, notify=told)
    def note(self) -> str:
        return self._typed.get("note", "")

    @Property(str, notify=told)
    def sendLabel(self) -> str:
        if not self._to:
            return self.texts("ui.stockroom.choose_place")
        return self.texts("ui.stockroom.send_now", count=self.total, place=self.to)

    @Property(bool, notify=told)
    def canSend(self) -> bool:
        return self.total > 0 and bool(self._to) and not self.acting

    @Property(bool, notify=told)
    def done(self) -> bool:
        return self._sent is not None

    @Property(str, notify=told)
    def doneTitle(self) -> str:
        if self._sent is None:
            return ""
        place = place_of(self.stage, self._sent.to_location)
        count = sum(line.quantity for line in self._sent.lines)
        return self.texts("ui.stockroom.sent", count=count, place=place)

    @Property(str, notify=told)
    def doneText(self) -> str:
        return self.texts("ui.stockroom.sent_then", number=self._sent.document) if self._sent else ""

    @Slot()
    def choosePlace(self) -> None:
        self._choosing = True
        self.stage.ask(lambda desk: desk.stockroom.destinations(), self._show_places)

    @Slot()
    def closePlaces(self) -> None:
        self._choosing = False
        self.refresh()

    @Slot(str)
    def place(self, location_id: str) -> None:
        self._to, self._choosing = location_id, False
        self.refresh()

    @Slot()
    def send(self) -> None:
        if not self.canSend:
            return
        to, pieces, note, unknown = self._to, dict(self._pieces), self.note, tuple(self._codes)
        self.act(lambda desk: desk.stockroom.send(to, pieces, note, unknown=unknown), self._gone)

    @Slot()
    def next(self) -> None:
        self._sent = None
        self.refresh()

    def note_of(self, article: Article, quantity: int) -> tuple[str, str]:
        free = article.on_hand - article.reserved
        if quantity > article.on_hand:
            return self.texts("ui.stockroom.only_here", count=article.on_hand), "amber"
        if quantity > free:
            return self.texts("ui.stockroom.set_aside_here", count=article.reserved), "amber"
        return self.texts("ui.stockroom.here", count=article.on_hand), "quiet"

    def refresh(self) -> None:
        rows = [ChoiceRow(place.id, self.texts.named(place), place.id == self._to) for place in self._places]
        self._place_rows.show(rows)
        super().refresh()
        self.told.emit()

    def _show_places(self, places: tuple[Location, ...]) -> None:
        self._places = places
        self.refresh()

    def _gone(self, sent: GoodsSent) -> None:
        self.clear()
        self._to, self._sent = "", sent
        self.refresh()
        self.booked.emit()
