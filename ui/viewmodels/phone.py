"""A phone number, asked for only when something is not taken now."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.basket import Basket
from kiosk.domain.order import OrderView
from ui.formatting import joined
from ui.phone_digits import PhoneDigits
from ui.qt import Property, QmlUncreatable
from ui.stage import Stage
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class PhoneModel(PageModel):
    """The number lives here until the order is placed or the page is left, and nowhere else on glass."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._digits = PhoneDigits()

    @Property(str, notify=changed)
    def shown(self) -> str:
        return self._digits.shown

    @Property(bool, notify=changed)
    def canPlace(self) -> bool:
        return self._digits.whole and not self.acting

    @Property(str, notify=changed)
    def hint(self) -> str:
        """What is still missing, or wrong as far as it is typed, in words."""
        if self._digits.whole:
            return self.texts("ui.phone.ready")
        if not self._digits.possible:
            return self.texts("ui.phone.wrong")
        return self.texts("ui.phone.missing", count=self._digits.missing)

    @Property(str, notify=changed)
    def tone(self) -> str:
        if self._digits.whole:
            return "here"
        return "quiet" if self._digits.possible else "problem"

    @Property(str, notify=changed)
    def placeLabel(self) -> str:
        total = self.stage.money(self.stage.basket.total_minor)
        return joined(self.texts, self.texts("ui.phone.place"), total)

    @Slot()
    def clear(self) -> None:
        self._digits.clear()
        self.changed.emit()

    @Slot()
    def place(self) -> None:
        if self.canPlace:
            phone = self._digits.text
            self.act(lambda desk: desk.place(phone), lambda order: self._placed(order, phone))

    def enter(self, _shown: object) -> None:
        self._digits.clear()
        self.refresh()

    def leave(self) -> None:
        self._digits.clear()

    def typed(self, text: str) -> None:
        self._digits.typed(text)
        self.changed.emit()

    def erase(self) -> None:
        self._digits.erase()
        self.changed.emit()

    def submit(self) -> None:
        self.place()

    def _placed(self, order: OrderView, phone: str) -> None:
        self._digits.clear()
        self.stage.set_basket(Basket())
        self.stage.go("placed", (order, phone))
