"""The order is placed: its number, its pick-up codes, and what is confirmed or requested."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.order import OrderView
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.viewmodels.order_page import OrderPage

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class PlacedModel(OrderPage):
    """`enter` takes (order, phone); the phone is kept for its last four digits until the page is left."""

    changed = Signal()

    @Property(Rows, constant=True)
    def lines(self) -> Rows:
        return self._line_rows

    @Property(Rows, constant=True)
    def codes(self) -> Rows:
        return self._code_rows

    @Property(str, notify=changed)
    def number(self) -> str:
        return self.number_text()

    @Property(str, notify=changed)
    def tally(self) -> str:
        return self.tally_text()

    @Property(str, notify=changed)
    def total(self) -> str:
        return self.total_text()

    @Property(str, notify=changed)
    def payBefore(self) -> str:
        return self.pay_text()

    @Property(str, notify=changed)
    def follow(self) -> str:
        return self.follow_text()

    @Property(bool, notify=changed)
    def guide(self) -> bool:
        return self.stage.guide

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
        self.refresh()

    def leave(self) -> None:
        self._phone = ""

    def submit(self) -> None:
        self.done()
