"""The shopper's own order, opened with its slip: states, and cancelling before it is paid."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.order import OrderStatus, OrderView
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.stage import Stage
from ui.viewmodels.order_lines import standing
from ui.viewmodels.order_page import OrderPage
from ui.viewmodels.order_steps import step_rows

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

    @Property(Rows, constant=True)
    def steps(self) -> Rows:
        return self._step_rows

    @Property(str, notify=changed)
    def headline(self) -> str:
        """How the order stands, in a sentence."""
        return self.texts(f"ui.my_order.title_{standing(self._order)}") if self._order else ""

    @Property(str, notify=changed)
    def total(self) -> str:
        """What is to be paid, or what the order came to when nothing is."""
        return self.due_text() if self.due else self.total_text()

    @Property(bool, notify=changed)
    def due(self) -> bool:
        return self.due_minor() > 0

    @Property(str, notify=changed)
    def payNote(self) -> str:
        """Until when it has to be paid; afterwards, what one can still do."""
        order = self._order
        if order is None or order.status is OrderStatus.PLACED:
            return self.pay_text()
        return self.texts(f"ui.my_order.then_{order.status.value}")

    @Property(str, notify=changed)
    def refused(self) -> str:
        return self.refused_text()

    @Property(str, notify=changed)
    def reduced(self) -> str:
        return self.reduced_text()

    @Property(str, notify=changed)
    def sureThen(self) -> str:
        """What cancelling would do."""
        kept = [item.line.quantity for item in self._order.lines if item.open] if self._order else []
        return self.texts("ui.cancel.sure_then", count=sum(kept))

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

    @Slot(int)
    def chooseAgain(self, index: int) -> None:
        self.again(index)

    @Slot()
    def done(self) -> None:
        self.stage.finished.emit()

    def enter(self, shown: OrderView | None) -> None:
        self._asking = False
        if shown is not None:
            self._order = shown
        self.refresh()
        self.arrived()

    def mark(self) -> object:
        return self._order

    def refresh(self) -> None:
        if self._order is not None:
            self._step_rows.show(step_rows(self.stage, self._order, slip=False))
        super().refresh()

    def _cancelled(self, order: OrderView) -> None:
        self.stage.tell("ui.cancel.done", number=order.placed.number)
        self.show(order)
