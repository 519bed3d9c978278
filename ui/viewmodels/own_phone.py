"""What a shopper does on the own phone: give an address, or ask for an invoice. A code leads there."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.order import OrderView
from kiosk.services.own_phone import asks_of
from ui.code_image import code_source
from ui.qt import Property, QmlUncreatable
from ui.stage import Stage

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class OwnPhoneModel(QObject):
    """Part of an order's page. There is a code only where the order was placed, while something is to be given."""

    changed = Signal()
    linked = Signal()  # there is a code now

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._order: OrderView | None = None
        self._link = ""
        self._open = False

    @Property(str, notify=changed)
    def source(self) -> str:
        """The code's picture; "" for none."""
        return code_source(self._link)

    @Property(str, notify=changed)
    def title(self) -> str:
        """What the code is for."""
        order = self._order
        return self._stage.texts(f"ui.own_phone.{'address' if order and order.lacks_address else 'invoice'}")

    @Property(str, notify=changed)
    def label(self) -> str:
        """What a guide does with it."""
        order = self._order
        return self._stage.texts(f"ui.own_phone.show_{'address' if order and order.lacks_address else 'invoice'}")

    @Property(str, notify=changed)
    def missing(self) -> str:
        """Said to a guide: nobody has told where a parcel goes; "" when that is known, or not needed."""
        order = self._order
        return self._stage.texts("ui.own_phone.missing") if order and order.lacks_address else ""

    @Property(bool, notify=changed)
    def open(self) -> bool:
        return self._open

    @Slot()
    def ask(self) -> None:
        self._open = bool(self._link)
        self.changed.emit()

    @Slot()
    def close(self) -> None:
        self._open = False
        self.changed.emit()

    def follow(self, order: OrderView | None) -> None:
        """The page shows this order, or shows it again because something happened to it."""
        before, self._order = self._order, order
        if order is None or not asks_of(order):
            self._link, self._open = "", False
        elif before is None or (before.order_id, asks_of(before)) != (order.order_id, asks_of(order)):
            self._link, self._open = "", False
            self._stage.ask(lambda desk: desk.phone_link(order), lambda link: self._show(order, link))
        self.changed.emit()

    def _show(self, order: OrderView, link: str) -> None:
        if self._order is not None and self._order.order_id == order.order_id:
            self._link = link
            self.changed.emit()
            if link:
                self.linked.emit()
