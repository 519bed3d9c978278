"""Taking payment: cash with its change, or what an external terminal took."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.money import MINOR_DIGITS, parse_minor
from kiosk.domain.order import OrderView
from kiosk.errors import InputError
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import AmountRow, ChoiceRow
from ui.stage import Stage
from ui.viewmodels.order_page import OrderPage

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
NOTES = (10, 50, 100, 500, 1_000)  # what people hand over, in whole units of the currency
LONGEST_AMOUNT, LONGEST_REFERENCE = 9, 40


@QmlElement
@QmlUncreatable("made by the program")
class PaymentModel(OrderPage):
    """`way` is "cash" or "external". An amount is typed as it is said: `700`, `683.50`."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._way = "cash"
        self._amount = ""
        self._reference = ""
        self._rows = Rows(AmountRow, self)
        self._suggested = Rows(ChoiceRow, self)

    @Property(Rows, constant=True)
    def amounts(self) -> Rows:
        return self._rows

    @Property(Rows, constant=True)
    def suggestions(self) -> Rows:
        return self._suggested

    @Property(str, notify=changed)
    def number(self) -> str:
        return self.number_text()

    @Property(str, notify=changed)
    def placedAt(self) -> str:
        return self.placed_text()

    @Property(str, notify=changed)
    def due(self) -> str:
        return self.due_text()

    @Property(str, notify=changed)
    def way(self) -> str:
        return self._way

    @Property(str, notify=changed)
    def received(self) -> str:
        return self.stage.money(self._given())

    @Property(str, notify=changed)
    def change(self) -> str:
        """What goes back; "" while it is too little."""
        back = self._given() - self.due_minor()
        return self.stage.money(back) if back >= 0 else ""

    @Property(str, notify=changed)
    def missing(self) -> str:
        """What is still missing; "" when it is enough."""
        back = self._given() - self.due_minor()
        return self.stage.money(-back) if back < 0 else ""

    @Property(str, notify=changed)
    def reference(self) -> str:
        return self._reference

    @Property(bool, notify=changed)
    def decimals(self) -> bool:
        return MINOR_DIGITS[self.stage.glass.currency] > 0

    @Property(str, notify=changed)
    def takeLabel(self) -> str:
        return self.texts("ui.payment.take", amount=self.due_text())

    @Property(bool, notify=changed)
    def canTake(self) -> bool:
        if self.acting or self.due_minor() <= 0:
            return False
        return self._given() >= self.due_minor() if self._way == "cash" else len(self._reference) >= 4

    @Slot(str)
    def chooseWay(self, way: str) -> None:
        self._way = way
        self.changed.emit()

    @Slot(str)
    def suggest(self, amount: str) -> None:
        self._amount = amount
        self.changed.emit()

    @Slot()
    def take(self) -> None:
        if self._order is None or not self.canTake:
            return
        order_id, given_minor, reference = self._order.order_id, self._given(), self._reference
        if self._way == "cash":
            self.act(lambda desk: desk.till.pay_cash(order_id, given_minor), self._taken)
        else:
            self.act(lambda desk: desk.till.pay_external(order_id, reference), self._taken)

    @Property(str, notify=changed)
    def after(self) -> str:
        """What follows when the money is taken, as the printer is now."""
        if not self.stage.printer.can_print:
            return self.texts(f"ui.payment.after_{self._way}_unprinted")
        return self.texts(f"ui.payment.after_{self._way}")

    def enter(self, shown: OrderView | None) -> None:
        self.stage.glass.look_at_printer()
        self._way, self._amount, self._reference = "cash", "", ""
        if shown is not None:
            self._order = shown
        self.refresh()

    def typed(self, text: str) -> None:
        if self._way == "external":
            self._reference = (self._reference + text.upper())[:LONGEST_REFERENCE]
        elif _is_amount(self._amount + text, MINOR_DIGITS[self.stage.glass.currency]):
            self._amount += text
        self.changed.emit()

    def erase(self) -> None:
        if self._way == "external":
            self._reference = self._reference[:-1]
        else:
            self._amount = self._amount[:-1]
        self.changed.emit()

    def submit(self) -> None:
        self.take()

    def refresh(self) -> None:
        order = self._order
        if order is not None:
            rows = [AmountRow("total", self.texts("ui.payment.total"), self.stage.money(order.placed.total_minor))]
            if order.paid_minor:
                rows.append(AmountRow("paid", self.texts("ui.payment.paid"), self.stage.money(-order.paid_minor)))
            refused = order.placed.total_minor - order.paid_minor - order.due_minor
            if refused > 0:
                rows.append(AmountRow("refused", self.texts("ui.payment.refused"), self.stage.money(-refused)))
            self._rows.show(rows)
            self._suggested.show([self._suggestion(minor) for minor in suggestions(order.due_minor, self._unit)])
        super().refresh()

    @property
    def _unit(self) -> int:
        return int(10 ** MINOR_DIGITS[self.stage.glass.currency])

    def _given(self) -> int:
        try:
            return parse_minor(self._amount or "0", self.stage.glass.currency)
        except InputError:
            return 0

    def _suggestion(self, minor: int) -> ChoiceRow:
        whole, rest = divmod(minor, self._unit)
        digits = MINOR_DIGITS[self.stage.glass.currency]
        typed = f"{whole}.{rest:0{digits}d}" if rest else str(whole)
        return ChoiceRow(typed, self.stage.money(minor), chosen=False)

    def _taken(self, order: OrderView) -> None:
        change = self.change if self._way == "cash" and self._given() > self.due_minor() else ""
        self.stage.go("order", order)
        if change:
            self.stage.remind("ui.payment.taken_change", change=change)
        else:
            self.stage.tell("ui.payment.taken")


def suggestions(due_minor: int, unit: int) -> tuple[int, ...]:
    """The exact amount, then what people are likely to hand over: the next round amounts."""
    nexts = (-(-due_minor // (note * unit)) * note * unit for note in NOTES)
    return tuple(sorted({due_minor, *nexts}))[:4] if due_minor > 0 else ()


def _is_amount(text: str, digits: int) -> bool:
    whole, point, fraction = text.partition(".")
    sound = all(part.isdigit() and part.isascii() for part in (whole, fraction) if part)
    return (
        sound and bool(whole) and len(text) <= LONGEST_AMOUNT and len(fraction) <= digits and bool(digits or not point)
    )
