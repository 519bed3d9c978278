"""The order is placed: its number, its pick-up codes, what is confirmed or requested, and what comes next."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.order import OrderView
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.stage import Stage
from ui.viewmodels.order_page import OrderPage
from ui.viewmodels.order_steps import step_rows
from ui.viewmodels.own_phone import OwnPhoneModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
LOOK_AFTER_PRINTER_MS = 2_000


@QmlElement
@QmlUncreatable("made by the program")
class PlacedModel(OrderPage):
    """`enter` takes (order, phone); the phone is kept for its last four digits until the page is left."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._unprinted = False
        self._own_phone = OwnPhoneModel(stage)
        self._own_phone.linked.connect(self.refresh)
        self._printer = QTimer(self)
        self._printer.setInterval(LOOK_AFTER_PRINTER_MS)
        self._printer.timeout.connect(self._look_after_printer)

    @Property(Rows, constant=True)
    def lines(self) -> Rows:
        return self._line_rows

    @Property(Rows, constant=True)
    def codes(self) -> Rows:
        return self._code_rows

    @Property(OwnPhoneModel, constant=True)
    def ownPhone(self) -> OwnPhoneModel:
        return self._own_phone

    @Property(Rows, constant=True)
    def steps(self) -> Rows:
        return self._step_rows

    @Property(str, notify=changed)
    def number(self) -> str:
        return self.number_text()

    @Property(str, notify=changed)
    def tally(self) -> str:
        return self.tally_text()

    @Property(str, notify=changed)
    def tone(self) -> str:
        return self.tally_tone()

    @Property(str, notify=changed)
    def total(self) -> str:
        return self.due_text()

    @Property(str, notify=changed)
    def payBefore(self) -> str:
        return self.pay_text()

    @Property(str, notify=changed)
    def refused(self) -> str:
        return self.refused_text()

    @Property(str, notify=changed)
    def follow(self) -> str:
        return self.follow_text()

    @Property(bool, notify=changed)
    def unprinted(self) -> bool:
        """Whether the printer has refused the slip so far, or is known to be unable."""
        return self._unprinted or not self.stage.printer.can_print

    @Property(bool, notify=changed)
    def guide(self) -> bool:
        return self.stage.guide

    @Slot(int)
    def chooseAgain(self, index: int) -> None:
        self.again(index)

    @Slot()
    def done(self) -> None:
        """A shopper is forgotten; a guide goes on with the order."""
        if self.stage.guide and self._order is not None:
            self.stage.go("order", self._order)
        else:
            self.stage.finished.emit()

    def enter(self, shown: tuple[OrderView, str] | None) -> None:
        if shown is not None:
            self._order, self._phone = shown
            self._unprinted = False
        self._printer.start()
        self.refresh()
        self.arrived()

    def mark(self) -> object:
        return (self._order, "") if self._order is not None else None

    def leave(self) -> None:
        self._printer.stop()
        self._own_phone.follow(None)
        self._phone = ""

    @Slot()
    def refresh(self) -> None:
        if self._order is not None:
            self._own_phone.follow(self._order if self._order.lacks_address else None)
            by_phone = bool(self._own_phone.source)
            self._step_rows.show(step_rows(self.stage, self._order, slip=True, by_phone=by_phone))
        super().refresh()

    def submit(self) -> None:
        self.done()

    @Slot()
    def _look_after_printer(self) -> None:
        self.stage.read(self.stage.glass.reader.print_problems, self._printed)

    def _printed(self, problems: tuple[tuple[int, str, str], ...]) -> None:
        number = self.number_text()
        unprinted = any(reference == number for _, reference, _ in problems)
        if unprinted != self._unprinted:
            self._unprinted = unprinted
            self.changed.emit()
