"""A phone number, asked for only when something is not taken now."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.basket import Basket
from kiosk.domain.codes import is_phone
from kiosk.domain.order import OrderView
from ui.formatting import joined, phone_groups
from ui.qt import Property, QmlUncreatable
from ui.stage import Stage
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
DIGITS = 11


@QmlElement
@QmlUncreatable("made by the program")
class PhoneModel(PageModel):
    """The number lives here until the order is placed or the page is left, and nowhere else on glass."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._digits = ""

    @Property(str, notify=changed)
    def shown(self) -> str:
        return phone_groups(self._digits)

    @Property(bool, notify=changed)
    def canPlace(self) -> bool:
        return is_phone(self._digits) and not self.acting

    @Property(str, notify=changed)
    def hint(self) -> str:
        """What is still missing, or wrong as far as it is typed, in words."""
        if is_phone(self._digits):
            return self.texts("ui.phone.ready")
        if not may_become_one(self._digits):
            return self.texts("ui.phone.wrong")
        return self.texts("ui.phone.missing", count=DIGITS - len(self._digits))

    @Property(str, notify=changed)
    def tone(self) -> str:
        if is_phone(self._digits):
            return "here"
        return "quiet" if may_become_one(self._digits) else "problem"

    @Property(str, notify=changed)
    def placeLabel(self) -> str:
        total = self.stage.money(self.stage.basket.total_minor)
        return joined(self.texts, self.texts("ui.phone.place"), total)

    @Slot()
    def clear(self) -> None:
        self._digits = ""
        self.changed.emit()

    @Slot()
    def place(self) -> None:
        if self.canPlace:
            phone = self._digits
            self.act(lambda desk: desk.place(phone), lambda order: self._placed(order, phone))

    def enter(self, _shown: object) -> None:
        self._digits = ""
        self.refresh()

    def leave(self) -> None:
        self._digits = ""

    def typed(self, text: str) -> None:
        if text.isdigit() and text.isascii():
            self._digits = (self._digits + text)[:DIGITS]
            self.changed.emit()

    def erase(self) -> None:
        self._digits = self._digits[:-1]
        self.changed.emit()

    def submit(self) -> None:
        self.place()

    def _placed(self, order: OrderView, phone: str) -> None:
        self._digits = ""
        self.stage.set_basket(Basket())
        self.stage.go("placed", (order, phone))


def may_become_one(digits: str) -> bool:
    """Whether a mobile number can begin so."""
    return is_phone(digits + "13000000000"[len(digits) :])
