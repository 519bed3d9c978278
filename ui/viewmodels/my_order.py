"""The shopper's own order, opened with its slip: states, and cancelling before it is paid."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.order import OrderStatus, OrderView
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.stage import Stage
from ui.viewmodels.order_page import OrderPage

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class MyOrderModel(OrderPage):
    """Shows no contact and no pick-up code: whoever finds a slip on the floor learns neither."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._asking = False

    @Property(Rows, constant=True)
    def lines(self) -> Rows:
        return self._line_rows

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
    def tally(self) -> str:
        return self.tally_text()

    @Property(str, notify=changed)
    def placedAt(self) -> str:
        return self.placed_text()

    @Property(str, notify=changed)
    def total(self) -> str:
        return self.total_text()

    @Property(str, notify=changed)
    def payNote(self) -> str:
        return self.pay_text()

    @Property(str, notify=changed)
    def follow(self) -> str:
        return self.follow_text()

    @Property(bool, notify=changed)
    def canCancel(self) -> bool:
        order = self._order
        open_now = order is not None and order.status is OrderStatus.PLACED and not order.receipt_numbers
        return open_now and not self.acting

    @Property(bool, notify=changed)
    def asking(self) -> bool:
        """Whether the shopper is asked if they mean it."""
        return self._asking

    @Slot()
    def askCancel(self) -> None:
        self._asking = True
        self.changed.emit()

    @Slot()
    def keep(self) -> None:
        self._asking = False
        self.changed.emit()

    @Slot()
    def cancel(self) -> None:
        self._asking = False
        if self._order is not None:
            order_id, reason = self._order.order_id, self.texts("ui.cancel.by_shopper")
            self.act(lambda desk: desk.cancel(order_id, reason), self._cancelled)

    @Slot()
    def done(self) -> None:
        self.stage.finished.emit()

    def enter(self, shown: OrderView | None) -> None:
        self._asking = False
        if shown is not None:
            self._order = shown
        self.refresh()

    def _cancelled(self, order: OrderView) -> None:
        self.stage.tell("ui.cancel.done", number=order.placed.number)
        self.show(order)
