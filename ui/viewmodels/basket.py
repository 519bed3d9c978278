"""The basket: lines, pieces, the way each line reaches the shopper, and the step to an order."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.basket import Basket, BasketLine, Offer
from kiosk.domain.order import OrderView
from kiosk.services.desk import Desk
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import AmountRow, BasketRow, StepRow, WayRow
from ui.stage import Said, Stage, nothing_said
from ui.viewmodels import basket_rows as rows
from ui.viewmodels.base import PageModel
from ui.viewmodels.ways import same_way, useful, way_rows

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class BasketModel(PageModel):
    """Shows the stage's basket; every change goes through the desk and comes back as a new basket."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._lines = Rows(BasketRow, self)
        self._sums = Rows(AmountRow, self)
        self._steps = Rows(StepRow, self)
        self._ways = Rows(WayRow, self)
        self._offers: tuple[Offer, ...] = ()
        self._open_line = self._own = -1
        self._full = False
        self._before: Basket | None = None  # as it was before a line was taken out
        self._remark: Said = nothing_said
        self._sellers: dict[str, str] = {}  # names of guides by their ids, of whoever is signed in by ""
        stage.basketChanged.connect(self._basket_changed)

    # What QML shows

    @Property(Rows, constant=True)
    def lines(self) -> Rows:
        return self._lines

    @Property(Rows, constant=True)
    def sums(self) -> Rows:
        return self._sums

    @Property(Rows, constant=True)
    def steps(self) -> Rows:
        return self._steps

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
        return rows.line_name(self.stage, line) if line else ""

    @Property(bool, notify=changed)
    def nothing(self) -> bool:
        return not self._basket.lines

    @Property(str, notify=changed)
    def remark(self) -> str:
        """What the last change came to, when it was more than was asked for."""
        return self._remark()

    @Property(bool, notify=changed)
    def canUndo(self) -> bool:
        """Whether what was taken out can be put back."""
        return self._before is not None

    @Property(str, notify=changed)
    def pieces(self) -> str:
        return self.texts("ui.basket.pieces", count=self._basket.pieces)

    @Property(str, notify=changed)
    def total(self) -> str:
        return self.stage.money(self._basket.total_minor)

    @Property(str, notify=changed)
    def note(self) -> str:
        """Why nothing can be ordered; "" when it can."""
        return self.texts("ui.basket.disk_full") if self._full else ""

    @Property(bool, notify=changed)
    def canConfirm(self) -> bool:
        return bool(self._basket.lines) and not self.acting and not self._full

    # What a person does

    @Slot(int, int)
    def setQuantity(self, index: int, quantity: int) -> None:
        before, line = self._basket, self._line(index)
        if line is None:
            return
        removed = line if quantity <= 0 else None
        self.act(
            lambda desk: desk.change_quantity(index, quantity), lambda after: self._changed(before, after, removed)
        )

    @Slot()
    def undo(self) -> None:
        """Put back what was taken out last."""
        before = self._before
        if before is not None:
            self.act(lambda desk: desk.take_back(before), lambda after: self._changed(after, after))

    @Slot(int)
    def openWays(self, index: int) -> None:
        line = self._line(index)
        if line is not None:
            sku = line.variant.sku
            self.act(lambda desk: desk.offers(sku), lambda offers: self._show_ways(index, offers))

    @Slot(int)
    def chooseWay(self, number: int) -> None:
        index, offer, before = self._open_line, self._offers[number], self._basket
        self.closeWays()
        kind, source = offer.kind.value, offer.promise.source
        self.act(lambda desk: desk.change_offer(index, kind, source), lambda after: self._changed(before, after))

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

    def renew_prices(self) -> None:
        """What was published counts for the open basket, whole."""
        if self._basket.lines:
            self.stage.ask(lambda desk: desk.renew_prices(), self._repriced)

    def _repriced(self, basket: Basket | None) -> None:
        if basket is not None:
            self.stage.set_basket(basket)
            self.stage.remind("ui.basket.repriced", total=self.stage.money(basket.total_minor))

    def enter(self, _shown: object) -> None:
        self._open_line = -1
        self._forget()
        self.stage.ask(lambda desk: desk.can_order(), self._room)
        self._sellers.clear()
        self._ask_sellers()
        self.refresh()

    def leave(self) -> None:
        self._forget()

    def refresh(self) -> None:
        self._lines.show(rows.line_rows(self.stage, self._basket, lambda guide: self._sellers.get(guide, "")))
        self._sums.show(rows.sum_rows(self.stage, self._basket))
        self._steps.show(rows.step_rows(self.stage, self._basket))
        if self._line(self._open_line) is None:
            self._open_line = -1
        else:
            self._ways.show(way_rows(self.stage, self._offers, self._own))
        self.changed.emit()

    def submit(self) -> None:
        if self.canConfirm:
            self.confirm()

    @property
    def _basket(self) -> Basket:
        return self.stage.basket

    def _changed(self, before: Basket, after: Basket, removed: BasketLine | None = None) -> None:
        self.stage.set_basket(after)
        self._before = before if removed else None
        self._remark = lambda: rows.told(self.stage, before, after, removed)
        self.changed.emit()

    @Slot()
    def _basket_changed(self) -> None:
        """A remark is about the basket before it: with the next one, or once it is put aside, it says nothing more."""
        self._forget()
        self._ask_sellers()
        self.refresh()

    def _ask_sellers(self) -> None:
        """Whose sale each line will be: told while a guide is signed in, and not to shoppers."""
        guides = {line.guide for line in self._basket.lines} | {""}
        if self.stage.guide and guides - self._sellers.keys():
            self.stage.ask(lambda desk: _names(desk, guides), self._know_sellers)

    def _know_sellers(self, names: dict[str, str]) -> None:
        self._sellers = names if self.stage.guide else {}
        self.refresh()

    def _forget(self) -> None:
        self._before, self._remark = None, nothing_said

    def _room(self, room: bool) -> None:
        self._full = not room
        self.changed.emit()

    def _line(self, index: int) -> BasketLine | None:
        return self._basket.lines[index] if 0 <= index < len(self._basket.lines) else None

    def _show_ways(self, index: int, offers: tuple[Offer, ...]) -> None:
        line = self._line(index)
        if line is None:
            return
        shown = useful(offers)
        own = next((offer for offer in offers if same_way(offer, line.offer)), None)
        if own is not None and own not in shown:  # what is so now can be seen to be so
            shown = (*shown, own)
        self._offers, self._open_line = shown, index
        self._own = shown.index(own) if own else -1
        self.refresh()

    def _placed(self, order: OrderView) -> None:
        self.stage.set_basket(Basket())
        self.stage.go("placed", (order, ""))

    def _not_placed(self, error: Exception) -> None:
        self.stage.tell_error(error)
        self.enter(None)


def _names(desk: Desk, guides: set[str]) -> dict[str, str]:
    """Of those that this tablet knows, and of whoever is signed in."""
    found = {guide: desk.colleague(guide) if guide else desk.staff for guide in guides}
    return {guide: staff.name for guide, staff in found.items() if staff is not None}


def _place(desk: Desk) -> OrderView:
    return desk.place()
