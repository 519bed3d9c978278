"""An order before a guide: what is due, what can go out, what must be made ready, and cancelling with a reason."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.order import OrderStatus, OrderView
from kiosk.services.fulfilling import HandOver, going_out, to_make_ready
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import ChoiceRow
from ui.stage import Stage
from ui.viewmodels.order_history import OrderHistoryModel
from ui.viewmodels.order_page import OrderPage

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
REASONS = ("changed_mind", "wrong_article", "not_paying", "mistake")


@QmlElement
@QmlUncreatable("made by the program")
class OrderModel(OrderPage):
    """The verbs offered are those the order allows here and now; the desk decides again when one is used."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._asking = False
        self._reasons = Rows(ChoiceRow, self)
        self._history = OrderHistoryModel(stage)

    @Property(Rows, constant=True)
    def lines(self) -> Rows:
        return self._line_rows

    @Property(Rows, constant=True)
    def codes(self) -> Rows:
        return self._code_rows

    @Property(Rows, constant=True)
    def reasons(self) -> Rows:
        return self._reasons

    @Property(OrderHistoryModel, constant=True)
    def history(self) -> OrderHistoryModel:
        return self._history

    @Property(str, notify=changed)
    def number(self) -> str:
        return self.number_text()

    @Property(str, notify=changed)
    def status(self) -> str:
        return self.status_text()

    @Property(str, notify=changed)
    def tone(self) -> str:
        return self.status_tone()

    @Property(str, notify=changed)
    def placedAt(self) -> str:
        return self.placed_text()

    @Property(str, notify=changed)
    def total(self) -> str:
        return self.total_text()

    @Property(str, notify=changed)
    def due(self) -> str:
        return self.due_text()

    @Property(str, notify=changed)
    def payLabel(self) -> str:
        return self.texts("ui.order.pay", amount=self.due_text())

    @Property(str, notify=changed)
    def payNote(self) -> str:
        return self.pay_text()

    @Property(str, notify=changed)
    def receipts(self) -> str:
        if self._order is None or not self._order.receipt_numbers:
            return ""
        return self.texts("ui.order.receipts", numbers=" ".join(self._order.receipt_numbers))

    @Property(str, notify=changed)
    def attention(self) -> str:
        """What a person has to decide; "" when nothing."""
        marks = self._order.attention if self._order else ()
        return " ".join(self.texts(f"ui.attention.{mark.value}") for mark in marks)

    @Property(bool, notify=changed)
    def canPay(self) -> bool:
        order = self._order
        return order is not None and order.due_minor > 0 and not self.acting

    @Property(bool, notify=changed)
    def canHandOver(self) -> bool:
        order, here = self._order, self.here
        paid = order is not None and bool(order.receipt_numbers) and order.paid
        return bool(paid and order and here and going_out(order, here)) and not self.acting

    @Property(bool, notify=changed)
    def canMakeReady(self) -> bool:
        return bool(self._order and self.here and to_make_ready(self._order, self.here)) and not self.acting

    @Property(bool, notify=changed)
    def canCancel(self) -> bool:
        order = self._order
        open_now = order is not None and order.status is OrderStatus.PLACED and not order.receipt_numbers
        return open_now and not self.acting

    @Property(bool, notify=changed)
    def asking(self) -> bool:
        return self._asking

    @Slot()
    def pay(self) -> None:
        self.stage.go("payment", self._order)

    @Slot()
    def handOver(self) -> None:
        if self._order is not None:
            order_id = self._order.order_id
            self.act(lambda desk: desk.hand_over(order_id), self._handed)

    @Slot()
    def makeReady(self) -> None:
        if self._order is not None:
            order_id = self._order.order_id
            self.act(lambda desk: desk.mark_ready(order_id), self._made_ready)

    @Slot()
    def askCancel(self) -> None:
        self._asking = True
        self.changed.emit()

    @Slot()
    def keep(self) -> None:
        self._asking = False
        self.changed.emit()

    @Slot(str)
    def cancel(self, reason: str) -> None:
        self._asking = False
        if self._order is not None and reason in REASONS:
            order_id, words = self._order.order_id, self.texts(f"ui.cancel.{reason}")
            self.act(lambda desk: desk.cancel(order_id, words), self._cancelled)

    def enter(self, shown: OrderView | None) -> None:
        self._asking = False
        if shown is not None:
            self._order = shown
            self.refresh()
        else:
            self.arrived()

    def refresh(self) -> None:
        self._reasons.show([ChoiceRow(key, self.texts(f"ui.cancel.{key}"), chosen=False) for key in REASONS])
        if self._order is not None:
            self._history.follow(self._order.order_id)
        super().refresh()

    def _handed(self, done: HandOver) -> None:
        self.stage.go("handed", done)

    def _made_ready(self, order: OrderView) -> None:
        self.stage.tell("ui.order.made_ready")
        self.show(order)

    def _cancelled(self, order: OrderView) -> None:
        self.stage.tell("ui.cancel.done", number=order.placed.number)
        self.show(order)
