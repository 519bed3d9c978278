"""An order before a guide: what is due, what was paid, what can go out, what must be made ready, cancelling with a
reason."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.order import OrderStatus, OrderView
from kiosk.domain.ticket import returnable
from kiosk.services.fulfilling import HandOver, going_out, to_make_ready
from kiosk.services.printing import papers_of
from kiosk.services.reducing import can_be_reduced
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import ChoiceRow
from ui.stage import Stage
from ui.viewmodels.order_history import OrderHistoryModel
from ui.viewmodels.order_page import OrderPage, Paid
from ui.viewmodels.own_phone import OwnPhoneModel
from ui.viewmodels.reduce import ReduceModel
from ui.viewmodels.repair import RepairModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
LOOK_AFTER_PRINTER_MS = 2_000
REASONS = ("changed_mind", "wrong_article", "not_paying", "mistake")


@QmlElement
@QmlUncreatable("made by the program")
class OrderModel(OrderPage):
    """The verbs offered are those the order allows here and now; the desk decides again when one is used."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._asking = self._watching = False
        self._change_minor, self._trouble = 0, ""
        self._reasons = Rows(ChoiceRow, self)
        self._take_off = ReduceModel(stage)
        self._take_off.taken.connect(self._taken_off)
        self._repair = RepairModel(stage)
        self._repair.repaired.connect(self.repaired)
        self._printer = QTimer(self)
        self._printer.setInterval(LOOK_AFTER_PRINTER_MS)
        self._printer.timeout.connect(self._look_after_printer)
        self._history = OrderHistoryModel(stage)
        self._own_phone = OwnPhoneModel(stage)

    @Property(Rows, constant=True)
    def lines(self) -> Rows:
        return self._line_rows

    @Property(Rows, constant=True)
    def codes(self) -> Rows:
        return self._code_rows

    @Property(Rows, constant=True)
    def reasons(self) -> Rows:
        return self._reasons

    @Property(OwnPhoneModel, constant=True)
    def ownPhone(self) -> OwnPhoneModel:
        return self._own_phone

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

    @property
    def _all_paid(self) -> bool:
        return self._order is not None and self._order.paid

    @Property(str, notify=changed)
    def dueLabel(self) -> str:
        return self.texts("ui.order.is_paid" if self._all_paid else "ui.order.due")

    @Property(str, notify=changed)
    def due(self) -> str:
        """What is still to pay; of an order that is paid, what was paid."""
        order = self._order
        return self.stage.money(order.paid_minor) if order and self._all_paid else self.due_text()

    @Property(str, notify=changed)
    def payLabel(self) -> str:
        return self.texts("ui.order.pay", amount=self.due_text())

    @Property(str, notify=changed)
    def payNote(self) -> str:
        """Until when it has to be paid, or what is to be known beside the label above."""
        plainly = self._order is not None and self._order.status is OrderStatus.PAID
        return "" if plainly else self.pay_text()

    @Property(str, notify=changed)
    def reduced(self) -> str:
        return self.reduced_text()

    @Property(str, notify=changed)
    def justPaid(self) -> str:
        """Over the amount that goes back in cash for the payment a moment ago, or was paid exactly; "" without one."""
        if not self._watching:
            return ""
        return self.texts("ui.order.change" if self._change_minor else "ui.order.is_paid")

    @Property(str, notify=changed)
    def change(self) -> str:
        order = self._order
        return self.stage.money(self._change_minor or order.paid_minor) if order and self._watching else ""

    @Property(str, notify=changed)
    def receipts(self) -> str:
        if self._order is None or not self._order.receipt_numbers:
            return ""
        return self.texts("ui.order.receipts", numbers=" ".join(self._order.receipt_numbers))

    @Property(str, notify=changed)
    def printing(self) -> str:
        """How the receipt of a payment a moment ago comes along; "" for older ones."""
        if not self._watching:
            return ""
        if not self._trouble:
            return self.texts("ui.order.printing")
        key = f"ui.printer.{self._trouble}"
        why = self.texts(key if key in self.texts else "ui.printer.other")
        return self.texts("ui.order.not_printed", why=why)

    @Property(bool, notify=changed)
    def unprinted(self) -> bool:
        return bool(self._trouble)

    @Property(ReduceModel, constant=True)
    def takeOff(self) -> ReduceModel:
        return self._take_off

    @Property(RepairModel, constant=True)
    def repair(self) -> RepairModel:
        return self._repair

    @Property(bool, notify=changed)
    def canTakeOff(self) -> bool:
        return self._order is not None and can_be_reduced(self._order) and not self.acting

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
    def canReturn(self) -> bool:
        return bool(self._order and returnable(self._order)) and not self.acting

    @Property(str, notify=changed)
    def givenBack(self) -> str:
        """What was given back for it, under which numbers; "" when nothing came back."""
        order = self._order
        if order is None or not order.return_numbers:
            return ""
        amount, numbers = self.stage.money(order.refunded_minor), " ".join(order.return_numbers)
        return self.texts("ui.returning.given_back", amount=amount, numbers=numbers)

    @Property(bool, notify=changed)
    def canPrint(self) -> bool:
        """Whether it has a paper that still holds."""
        return self._order is not None and bool(papers_of(self._order))

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
    def takeBack(self) -> None:
        self.stage.go("returning", self._order)

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

    @Slot()
    def askTakeOff(self) -> None:
        if self._order is not None and self.canTakeOff:
            self._take_off.open(self._order)

    @Slot()
    def openCredit(self) -> None:
        if self._order is not None:
            self.stage.go("credit", self._order)

    def enter(self, shown: OrderView | Paid | None) -> None:
        self._asking = False
        if shown is None:
            self.arrived()
            return
        paid = isinstance(shown, Paid)
        self._order = shown.order if isinstance(shown, Paid) else shown
        self._change_minor = shown.change_minor if isinstance(shown, Paid) else 0
        self._watching, self._trouble = paid, ""
        if paid:
            self._printer.start()
        self.refresh()

    def leave(self) -> None:
        self._printer.stop()
        self._watching = False
        self._change_minor = 0
        self._take_off.close()
        self._repair.close()

    def typed(self, text: str) -> None:
        self._take_off.typed(text)

    def erase(self) -> None:
        self._take_off.erase()

    def submit(self) -> None:
        self._take_off.submit()

    def refresh(self) -> None:
        self._reasons.show([ChoiceRow(key, self.texts(f"ui.cancel.{key}"), chosen=False) for key in REASONS])
        if self._order is not None:
            self._history.follow(self._order.order_id)
        self._own_phone.follow(self._order)
        self._repair.follow(self._order)
        super().refresh()

    @Slot(object)
    def _taken_off(self, order: OrderView) -> None:
        self.stage.tell("ui.reduce.done", amount=self.stage.money(order.due_minor))
        self.show(order)

    @Slot(object)
    def repaired(self, order: OrderView) -> None:
        self.show(order)

    @Slot()
    def _look_after_printer(self) -> None:
        self.stage.read(self.stage.glass.reader.print_problems, self._printed)

    def _printed(self, problems: tuple[tuple[int, str, str], ...]) -> None:
        numbers = self._order.receipt_numbers if self._order else ()
        trouble = next((why for _, reference, why in problems if reference in numbers), "")
        if trouble != self._trouble:
            self._trouble = trouble
            self.changed.emit()

    def _handed(self, done: HandOver) -> None:
        self.stage.go("handed", done)

    def _made_ready(self, order: OrderView) -> None:
        self.stage.tell("ui.order.made_ready")
        self.show(order)

    def _cancelled(self, order: OrderView) -> None:
        self.stage.tell("ui.cancel.done", number=order.placed.number)
        self.show(order)
