"""How the one difference of a return, an exchange or a refund is paid, by whoever owes it, in one part or several."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.codes import is_phone
from kiosk.domain.money import MINOR_DIGITS, parse_minor
from kiosk.domain.tenders import REFERENCED, Tender, TenderKind
from kiosk.errors import InputError
from kiosk.services.returning import Returned, Ticket
from ui.formatting import joined, phone_groups
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import AmountRow, ChoiceRow
from ui.rows_returning import TenderRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.returning import Draft, difference

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
LONGEST_AMOUNT = 9
LEAST_REFERENCE, LONGEST_REFERENCE = 4, 40
PHONE_DIGITS = 11
WAYS = (TenderKind.CASH, TenderKind.EXTERNAL, TenderKind.WALLET)


@QmlElement
@QmlUncreatable("made by the program")
class SettlingModel(PageModel):
    """`way` is how the next part is paid: cash, external, wallet; `field` says where typed characters go: amount,
    reference, phone. An amount that nobody typed is all that is left."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._draft: Draft | None = None
        self._parts: list[Tender] = []
        self._way = TenderKind.CASH
        self._field = "amount"
        self._amount = self._reference = self._phone = ""
        self._sums = Rows(AmountRow, self)
        self._part_rows = Rows(TenderRow, self)
        self._ways = Rows(ChoiceRow, self)

    # What QML shows

    @Property(Rows, constant=True)
    def sums(self) -> Rows:
        return self._sums

    @Property(Rows, constant=True)
    def parts(self) -> Rows:
        return self._part_rows

    @Property(str, notify=changed)
    def number(self) -> str:
        return self._draft.order.placed.number if self._draft else ""

    @Property(str, notify=changed)
    def difference(self) -> str:
        return difference(self.stage, self._draft.balance) if self._draft else ""

    @Property(bool, notify=changed)
    def paying(self) -> bool:
        """Whether money changes hands at all."""
        return self._owed > 0

    @Property(bool, notify=changed)
    def giving(self) -> bool:
        """Whether the shopper gets money, and does not pay."""
        return self._draft is not None and self._draft.balance.back_minor > 0

    @Property(Rows, constant=True)
    def ways(self) -> Rows:
        return self._ways

    @Property(bool, notify=changed)
    def referenced(self) -> bool:
        """Whether the way is known by a reference, which has to be typed."""
        return self.paying and self._way in REFERENCED

    @Property(str, notify=changed)
    def field(self) -> str:
        return self._field

    @Property(str, notify=changed)
    def left(self) -> str:
        """What is left to pay once there are parts; "" before."""
        return self.stage.money(self._left) if self._parts else ""

    @Property(str, notify=changed)
    def amountLabel(self) -> str:
        return self.texts("ui.payment.received" if self._taking_cash else "ui.returning.amount")

    @Property(str, notify=changed)
    def amount(self) -> str:
        return self.stage.money(self._typed_minor)

    @Property(str, notify=changed)
    def change(self) -> str:
        """What goes back of cash that was handed in; "" when nothing does."""
        back = self._typed_minor - self._left
        return self.stage.money(back) if self._taking_cash and back > 0 else ""

    @Property(str, notify=changed)
    def reference(self) -> str:
        return self._reference

    @Property(str, notify=changed)
    def how(self) -> str:
        """What the guide does outside this program, before or after."""
        side = "give" if self.giving else "take"
        return self.texts(f"ui.returning.how.{side}_{self._way.value}")

    @Property(bool, notify=changed)
    def asksPhone(self) -> bool:
        ticket = self._draft.ticket if self._draft else None
        return isinstance(ticket, Ticket) and ticket.new.needs_contact

    @Property(str, notify=changed)
    def phone(self) -> str:
        return phone_groups(self._phone)

    @Property(bool, notify=changed)
    def decimals(self) -> bool:
        return MINOR_DIGITS[self.stage.glass.currency] > 0

    @Property(str, notify=changed)
    def label(self) -> str:
        """Of the one button: a part is added while something would be left, else all of it is booked."""
        if not self._owed:
            return self.texts("ui.returning.book_even")
        if self._part_minor < self._left:
            return self.texts("ui.returning.add", amount=self.stage.money(self._part_minor))
        return self.texts(
            "ui.returning.book_give" if self.giving else "ui.returning.book_take", amount=self.stage.money(self._left)
        )

    @Property(str, notify=changed)
    def missing(self) -> str:
        """What the button waits for; "" when for nothing."""
        if not 0 < self._part_minor <= self._left and self._owed:
            return self.texts("ui.returning.not_that_much", amount=self.stage.money(self._left))
        if self._owed and self._way in REFERENCED and len(self._reference.strip()) < LEAST_REFERENCE:
            return self.texts("ui.returning.needs_reference")
        if self.asksPhone and self._part_minor >= self._left and not is_phone(self._phone):
            return self.texts("ui.returning.needs_phone")
        return ""

    @Property(bool, notify=changed)
    def can(self) -> bool:
        return self._draft is not None and not self.missing and not self.acting

    # What a person does

    @Slot(str)
    def chooseWay(self, way: str) -> None:
        self._way = TenderKind(way)
        self._reference = ""
        self._field = "reference" if self._way in REFERENCED else "amount"
        self.refresh()

    @Slot(str)
    def chooseField(self, field: str) -> None:
        self._field = field
        self.changed.emit()

    @Slot(int)
    def removePart(self, index: int) -> None:
        if 0 <= index < len(self._parts):
            del self._parts[index]
            self.refresh()

    @Slot()
    def settle(self) -> None:
        """The one button."""
        if self._draft is None or not self.can:
            return
        if self._owed and self._part_minor < self._left:
            self._parts.append(self._part())
            self._amount = self._reference = ""
            self.chooseWay(self._way.value)
            return
        tenders = (*self._parts, self._part()) if self._owed else ()
        wanted = self._draft.ticket
        if isinstance(wanted, Ticket):
            ticket = replace(wanted, tenders=tenders, phone=self._phone)
            self.act_allowed(lambda desk, approval: desk.returns.book(ticket, approval), self._booked)
        else:
            refund = replace(wanted, tenders=tenders)
            self.act_allowed(lambda desk, approval: desk.repairs.refund(refund, approval), self._booked)

    # What follows

    def enter(self, shown: Draft | None) -> None:
        if shown is not None:
            self._draft, self._parts, self._way = shown, [], TenderKind.CASH
            self._amount = self._reference = self._phone = ""
            self._field = "amount" if self._owed else "phone"
        self.refresh()

    def leave(self) -> None:
        self._phone = ""

    def typed(self, text: str) -> None:
        if self._field == "reference":
            self._reference = (self._reference + text.upper())[:LONGEST_REFERENCE]
        elif self._field == "phone":
            self._phone = (self._phone + text)[:PHONE_DIGITS] if text.isdigit() and text.isascii() else self._phone
        elif self._is_amount(self._amount + text):
            self._amount += text
        self.changed.emit()

    def erase(self) -> None:
        if self._field == "reference":
            self._reference = self._reference[:-1]
        elif self._field == "phone":
            self._phone = self._phone[:-1]
        else:
            self._amount = self._amount[:-1]
        self.changed.emit()

    def submit(self) -> None:
        self.settle()

    def refresh(self) -> None:
        if self._draft is not None:
            balance = self._draft.balance
            ticket = self._draft.ticket
            back = "ui.returning.back" if isinstance(ticket, Ticket) else "ui.repair.money_back"
            rows = [AmountRow("back", self.texts(back), self.stage.money(balance.refund_minor))]
            if isinstance(ticket, Ticket) and ticket.new.lines:
                rows.append(AmountRow("taken", self.texts("ui.returning.taken"), self.stage.money(-balance.new_minor)))
            self._sums.show(rows)
        self._ways.show([self._way_row(kind) for kind in WAYS])
        self._part_rows.show([self._part_row(str(at), tender) for at, tender in enumerate(self._parts)])
        self.changed.emit()

    def _way_row(self, kind: TenderKind) -> ChoiceRow:
        return ChoiceRow(kind.value, self.texts(f"ui.returning.way.{kind.value}"), kind is self._way)

    def _part_row(self, key: str, tender: Tender) -> TenderRow:
        kind = self.texts(f"ui.returning.way.{tender.kind.value}")
        label = joined(self.texts, kind, tender.reference) if tender.reference else kind
        return TenderRow(key, label, self.stage.money(tender.amount_minor))

    @property
    def _owed(self) -> int:
        return max(self._draft.balance.back_minor, self._draft.balance.due_minor) if self._draft else 0

    @property
    def _left(self) -> int:
        return self._owed - sum(tender.amount_minor for tender in self._parts)

    @property
    def _taking_cash(self) -> bool:
        return self._way is TenderKind.CASH and not self.giving

    @property
    def _typed_minor(self) -> int:
        try:
            return parse_minor(self._amount, self.stage.glass.currency) if self._amount else self._left
        except InputError:
            return 0

    @property
    def _part_minor(self) -> int:
        """What the part pays: of cash that was handed in, no more than is left."""
        return min(self._typed_minor, self._left) if self._taking_cash else self._typed_minor

    def _part(self) -> Tender:
        minor, reference = self._part_minor, self._reference.strip()
        if not self._taking_cash:
            return Tender(self._way, minor, reference=reference)
        return Tender(self._way, minor, self._typed_minor, self._typed_minor - minor)

    def _is_amount(self, text: str) -> bool:
        digits = MINOR_DIGITS[self.stage.glass.currency]
        whole, point, fraction = text.partition(".")
        sound = text.isascii() and whole.isdigit() and (fraction.isdigit() or not fraction)
        return sound and len(text) <= LONGEST_AMOUNT and len(fraction) <= digits and bool(digits or not point)

    def _booked(self, done: Returned) -> None:
        self._draft, self._parts = None, []
        self.stage.go("returned", done)
