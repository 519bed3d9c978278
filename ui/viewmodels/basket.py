"""The basket: lines, pieces, the way each line reaches the shopper, and the step to an order."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.basket import Basket, BasketLine, Offer
from kiosk.domain.order import OrderView
from kiosk.services.desk import Desk
from kiosk.services.wording import promise_when
from ui.formatting import tone_of
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import LineRow, WayRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.ways import way_rows, where_text

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class BasketModel(PageModel):
    """Shows the stage's basket; every change goes through the desk and comes back as a new basket."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._lines = Rows(LineRow, self)
        self._ways = Rows(WayRow, self)
        self._offers: tuple[Offer, ...] = ()
        self._open_line = -1
        self._full = False
        stage.basketChanged.connect(self.refresh)

    # What QML shows

    @Property(Rows, constant=True)
    def lines(self) -> Rows:
        return self._lines

    @Property(Rows, constant=True)
    def ways(self) -> Rows:
        return self._ways

    @Property(bool, notify=changed)
    def choosing(self) -> bool:
        """Whether the sheet with the ways of one line is open."""
        return self._open_line >= 0

    @Property(str, notify=changed)
    def choosingFor(self) -> str:
        line = self._line(self._open_line)
        return f"{self.texts.named(line)} {self._detail(line)}" if line else ""

    @Property(bool, notify=changed)
    def nothing(self) -> bool:
        return not self._basket.lines

    @Property(str, notify=changed)
    def pieces(self) -> str:
        return self.texts("ui.basket.pieces", count=self._basket.pieces)

    @Property(str, notify=changed)
    def total(self) -> str:
        return self.stage.money(self._basket.total_minor)

    @Property(str, notify=changed)
    def note(self) -> str:
        """What happens next, or why nothing can."""
        if self._full:
            return self.texts("ui.basket.disk_full")
        return self.texts("ui.basket.next_phone" if self._basket.needs_contact else "ui.basket.next_pay")

    @Property(bool, notify=changed)
    def blocked(self) -> bool:
        return self._full

    @Property(bool, notify=changed)
    def canConfirm(self) -> bool:
        return bool(self._basket.lines) and not self.acting and not self._full

    # What a person does

    @Slot(int, int)
    def setQuantity(self, index: int, quantity: int) -> None:
        self.act(lambda desk: desk.change_quantity(index, quantity), self.stage.set_basket)

    @Slot(int)
    def openWays(self, index: int) -> None:
        line = self._line(index)
        if line is not None:
            sku = line.variant.sku
            self.act(lambda desk: desk.offers(sku), lambda offers: self._show_ways(index, offers))

    @Slot(int)
    def chooseWay(self, number: int) -> None:
        index, offer = self._open_line, self._offers[number]
        self.closeWays()
        kind, source = offer.kind.value, offer.promise.source
        self.act(lambda desk: desk.change_offer(index, kind, source), self.stage.set_basket)

    @Slot()
    def closeWays(self) -> None:
        self._open_line = -1
        self.changed.emit()

    @Slot()
    def confirm(self) -> None:
        if self._basket.needs_contact:
            self.stage.go("phone")
        else:
            self.act(_place, self._placed, self._not_placed)

    # What follows

    def enter(self, _shown: object) -> None:
        self._open_line = -1
        self.stage.ask(lambda desk: desk.can_order(), self._room)
        self.refresh()

    def refresh(self) -> None:
        self._lines.show([self._row(index, line) for index, line in enumerate(self._basket.lines)])
        if self._line(self._open_line) is None:
            self._open_line = -1
        self.changed.emit()

    def submit(self) -> None:
        if self.canConfirm:
            self.confirm()

    @property
    def _basket(self) -> Basket:
        return self.stage.basket

    def _room(self, room: bool) -> None:
        self._full = not room
        self.changed.emit()

    def _line(self, index: int) -> BasketLine | None:
        return self._basket.lines[index] if 0 <= index < len(self._basket.lines) else None

    def _show_ways(self, index: int, offers: tuple[Offer, ...]) -> None:
        line = self._line(index)
        if line is None:
            return
        own = (line.offer.kind, line.offer.promise.source)
        chosen = next((n for n, offer in enumerate(offers) if (offer.kind, offer.promise.source) == own), -1)
        self._offers, self._open_line = offers, index
        self._ways.show(way_rows(self.stage, offers, chosen))
        self.changed.emit()

    def _placed(self, order: OrderView) -> None:
        self.stage.set_basket(Basket())
        self.stage.go("placed", (order, ""))

    def _not_placed(self, error: Exception) -> None:
        self.stage.tell_error(error)
        self.enter(None)

    def _detail(self, line: BasketLine) -> str:
        return f"{self.texts.named(line.variant, 'colour')} {line.variant.size}".strip()

    def _row(self, index: int, line: BasketLine) -> LineRow:
        offer, here = line.offer, self.here
        return LineRow(
            key=str(index),
            name=self.texts.named(line),
            detail=self._detail(line),
            picture=self.stage.picture(line.variant.style, line.variant.swatch),
            quantity=line.quantity,
            headline=promise_when(self.texts, offer.kind, offer.promise, here, self.now_ms) if here else "",
            place=where_text(self.stage, offer),
            tone=tone_of(offer.kind),
            amount=self.stage.money(line.total_minor),
        )


def _place(desk: Desk) -> OrderView:
    return desk.place()
