"""Taking payment: one tender after another until nothing is due; cash with its change, terminals and wallets with their
references."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.codes import CodeKind, recognise
from kiosk.domain.events import TenderKind
from kiosk.domain.order import OrderView
from kiosk.services.tendering import LONGEST_REFERENCE, MOST_TENDERS, SHORTEST_REFERENCE, Given
from ui.formatting import price
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import AmountRow, ChoiceRow
from ui.rows_till import TenderRow
from ui.stage import Stage
from ui.typed_amount import TypedAmount
from ui.viewmodels.order_page import OrderPage, Paid

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
NOTES = (10, 50, 100, 500, 1_000)  # what people hand over, in whole units of the currency
#: What a code of another system may look like.
FOREIGN = frozenset({CodeKind.GTIN, CodeKind.SKU, CodeKind.UNKNOWN})
WAYS = {"cash": TenderKind.CASH, "external": TenderKind.EXTERNAL, "wallet": TenderKind.WALLET}
_NAMES = {kind: way for way, kind in WAYS.items()}


@QmlElement
@QmlUncreatable("made by the program")
class PaymentModel(OrderPage):
    """`way` is "cash", "external" or "wallet". Of a terminal or wallet an amount that is not typed is all that is still
    due; `field` says what is typed: "amount" or "reference". What was given stays known when one leaves for another
    order: a card may have been charged."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._way, self._field, self._reference = "cash", "reference", ""
        self._amount = TypedAmount(stage.glass.currency)
        self._given: dict[str, tuple[Given, ...]] = {}  # order id → tenders before the last
        self._rows = Rows(AmountRow, self)
        self._suggested = Rows(ChoiceRow, self)
        self._tenders = Rows(TenderRow, self)

    # What QML shows

    @Property(Rows, constant=True)
    def amounts(self) -> Rows:
        return self._rows

    @Property(Rows, constant=True)
    def suggestions(self) -> Rows:
        return self._suggested

    @Property(Rows, constant=True)
    def tenders(self) -> Rows:
        return self._tenders

    @Property(str, notify=changed)
    def number(self) -> str:
        return self.number_text()

    @Property(str, notify=changed)
    def placedAt(self) -> str:
        return self.placed_text()

    @Property(str, notify=changed)
    def due(self) -> str:
        """What is still due."""
        return self.stage.money(self._rest())

    @Property(str, notify=changed)
    def dueLabel(self) -> str:
        return self.texts("ui.payment.still_due" if self._before() else "ui.payment.due")

    @Property(str, notify=changed)
    def way(self) -> str:
        return self._way

    @Property(str, notify=changed)
    def field(self) -> str:
        return self._field

    @Property(bool, notify=changed)
    def writes(self) -> bool:
        """Whether a reference is typed, which needs letters."""
        return self._way != "cash" and self._field == "reference"

    @Property(str, notify=changed)
    def received(self) -> str:
        """What this tender is."""
        return self.stage.money(self._now())

    @Property(str, notify=changed)
    def change(self) -> str:
        """What goes back; "" while it is too little."""
        back = self._now() - self._rest()
        return self.stage.money(back) if back >= 0 else ""

    @Property(str, notify=changed)
    def missing(self) -> str:
        """What is still missing; "" when it is enough."""
        back = self._now() - self._rest()
        return self.stage.money(-back) if back < 0 else ""

    @Property(str, notify=changed)
    def tooMuch(self) -> str:
        """What a terminal or wallet cannot have taken; "" when it can."""
        over = self._now() - self._rest() if self._way != "cash" else 0
        return self.texts("ui.payment.too_much", amount=self.due) if over > 0 else ""

    @Property(str, notify=changed)
    def reference(self) -> str:
        return self._reference

    @Property(str, notify=changed)
    def how(self) -> str:
        """What comes before a reference can be typed."""
        return self.texts(f"ui.payment.{self._way}_how") if self._way != "cash" else ""

    @Property(str, notify=changed)
    def after(self) -> str:
        """What follows when the money is taken, as the printer is now."""
        printed = "" if self.stage.printer.can_print else "_unprinted"
        return self.texts(f"ui.payment.after_{self._way}{printed}")

    @Property(bool, notify=changed)
    def decimals(self) -> bool:
        return self._amount.digits > 0

    @Property(str, notify=changed)
    def takeLabel(self) -> str:
        if self._all_there():
            return self.texts("ui.payment.take", amount=self.due_text())
        if self._completes() or not self._now():
            return self.texts("ui.payment.take", amount=self.due)
        return self.texts("ui.payment.add", amount=self.received)

    @Property(bool, notify=changed)
    def canTake(self) -> bool:
        if self.acting or self.due_minor() <= 0 or (self._now() <= 0 and not self._all_there()):
            return False
        if self._all_there():
            return True
        if self._way != "cash" and (self._now() > self._rest() or len(self._reference.strip()) < SHORTEST_REFERENCE):
            return False
        return self._completes() or len(self._before()) < MOST_TENDERS - 1

    # What a guide does

    @Slot(str)
    def chooseWay(self, way: str) -> None:
        if way in WAYS:
            self._way, self._field = way, "reference"
            self._suggest()
            self.changed.emit()

    @Slot(str)
    def chooseField(self, field: str) -> None:
        self._field = field
        self.changed.emit()

    @Slot(str)
    def suggest(self, amount: str) -> None:
        self._amount.text = amount
        self.changed.emit()

    @Slot()
    def take(self) -> None:
        """All that is due, or a part of it that the next tender follows."""
        if self._order is None or not self.canTake:
            return
        order_id, before = self._order.order_id, self._before()
        given = before if self._all_there() else (*before, self._one())
        if self._completes():
            self.act(lambda desk: desk.till.pay(order_id, given), self._taken)
        else:
            self._keep(given)

    @Slot(str)
    def takeBack(self, key: str) -> None:
        """A tender that was not one after all."""
        self._keep(tuple(item for number, item in enumerate(self._before()) if str(number) != key))

    def enter(self, shown: OrderView | None) -> None:
        self.stage.glass.look_at_printer()
        if shown is not None:
            self._order = shown
        self._way = "cash"
        self._begin()

    def typed(self, text: str) -> None:
        if self.writes:
            self._reference = (self._reference + text.upper())[:LONGEST_REFERENCE]
        else:
            self._amount.typed(text)
        self.changed.emit()

    def scanned(self, text: str) -> bool:
        """A terminal's slip carries its reference as bars, too; whether the scan was one, and none of our own codes."""
        cleaned = "".join(filter(str.isprintable, text)).strip()
        if not self.writes or recognise(text).kind not in FOREIGN or not cleaned:
            return False
        self._reference = cleaned.upper()[:LONGEST_REFERENCE]
        self.changed.emit()
        return True

    def erase(self) -> None:
        if self.writes:
            self._reference = self._reference[:-1]
        else:
            self._amount.erase()
        self.changed.emit()

    def submit(self) -> None:
        self.take()

    def refresh(self) -> None:
        self._rows.show(self._sums())
        self._tenders.show([self._row(number, item) for number, item in enumerate(self._before())])
        self._suggest()
        super().refresh()

    # What follows

    def _begin(self) -> None:
        self._amount.clear()
        self._reference, self._field = "", "reference"
        self.refresh()

    def _before(self) -> tuple[Given, ...]:
        return self._given.get(self._order.order_id, ()) if self._order else ()

    def _keep(self, given: tuple[Given, ...]) -> None:
        if self._order is not None:
            self._given[self._order.order_id] = given
        self._begin()

    def _rest(self) -> int:
        return max(self.due_minor() - sum(item.minor for item in self._before()), 0)

    def _now(self) -> int:
        return self._rest() if self._way != "cash" and not self._amount.text else self._amount.minor

    def _all_there(self) -> bool:
        """Whether the tenders that were added pay for everything, since something was taken off or refused."""
        return bool(self._before()) and self._rest() == 0

    def _completes(self) -> bool:
        return self._now() >= self._rest()

    def _one(self) -> Given:
        return Given(WAYS[self._way], self._now(), self._reference if self._way != "cash" else "")

    def _sums(self) -> list[AmountRow]:
        order = self._order
        if order is None:
            return []
        money, refused_minor = self.stage.money, self._refused_minor()
        told = (
            ("total", order.placed.total_minor),
            ("refused", -refused_minor),
            ("reduced", -order.reduced_minor),
            ("paid", -order.paid_minor),
        )
        return [AmountRow(key, self.texts(f"ui.payment.{key}"), money(minor)) for key, minor in told if minor]

    def _row(self, number: int, item: Given) -> TenderRow:
        label, amount = self.texts(f"ui.payment.{_NAMES[item.kind]}"), self.stage.money(item.minor)
        spoken = self.texts("ui.payment.take_back", what=label, amount=amount)
        return TenderRow(str(number), label, item.reference, amount, spoken)

    def _suggest(self) -> None:
        rest, amount = self._rest(), self._amount
        if self._way == "cash":
            rows = [(minor, price(minor, amount.currency)) for minor in suggestions(rest, amount.unit)]
        else:
            half = -(-rest // (2 * amount.unit)) * amount.unit
            parts = (("ui.payment.rest", rest), ("ui.payment.half", half))
            rows = [(minor, self.texts(key, amount=price(minor, amount.currency))) for key, minor in parts if minor]
            rows = rows[:1] if half >= rest else rows
        self._suggested.show([ChoiceRow(amount.written(minor), label, chosen=False) for minor, label in rows])

    def _taken(self, order: OrderView) -> None:
        back = self._now() - self._rest() if self._way == "cash" and self._rest() else 0
        self._given.pop(order.order_id, None)
        self.stage.go("order", Paid(order, max(back, 0)))


def suggestions(due_minor: int, unit: int) -> tuple[int, ...]:
    """The exact amount, then what people are likely to hand over: the next round amounts."""
    nexts = (-(-due_minor // (note * unit)) * note * unit for note in NOTES)
    return tuple(sorted({due_minor, *nexts}))[:4] if due_minor > 0 else ()
