"""A return, an exchange or a refund was booked: what changed hands, and what is printed."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.tenders import TenderKind
from kiosk.services.returning import Returned
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import AmountRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class ReturnedModel(PageModel):
    """`enter` takes what the desk did; coming back from an order it is shown again."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._done: Returned | None = None
        self._moved, self._papers = Rows(AmountRow, self), Rows(AmountRow, self)

    @Property(Rows, constant=True)
    def moved(self) -> Rows:
        """How the difference was paid, part by part."""
        return self._moved

    @Property(Rows, constant=True)
    def papers(self) -> Rows:
        """What comes out of the printer, with its number."""
        return self._papers

    @Property(str, notify=changed)
    def title(self) -> str:
        if self._done is None:
            return ""
        balance = self._done.balance
        if balance.back_minor:
            return self.texts("ui.returning.done_give", amount=self.stage.money(balance.back_minor))
        if balance.due_minor:
            return self.texts("ui.returning.done_take", amount=self.stage.money(balance.due_minor))
        return self.texts("ui.returning.done_even" if self._done.exchange else "ui.returning.done_back")

    @Property(str, notify=changed)
    def change(self) -> str:
        """What goes back of the cash that was handed in; "" when nothing does."""
        minor = sum(tender.change_minor for tender in self._done.tenders) if self._done else 0
        return self.texts("ui.returning.done_change", amount=self.stage.money(minor)) if minor else ""

    @Property(str, notify=changed)
    def later(self) -> str:
        """What of the new pieces is still to come."""
        new = self._done.exchange if self._done else None
        left = sum(item.line.quantity for item in new.lines if item.open) if new else 0
        return self.texts("ui.returning.later", count=left) if left else ""

    @Property(bool, notify=changed)
    def exchanged(self) -> bool:
        return self._done is not None and self._done.exchange is not None

    @Slot()
    def openOrder(self) -> None:
        if self._done is not None:
            self.stage.go("order", self._done.order)

    @Slot()
    def openNew(self) -> None:
        if self._done is not None and self._done.exchange is not None:
            self.stage.go("order", self._done.exchange)

    @Slot()
    def done(self) -> None:
        self.stage.go("orders")

    def enter(self, shown: Returned | None) -> None:
        if shown is not None:
            self._done = shown
        self.refresh()

    def submit(self) -> None:
        self.done()

    def refresh(self) -> None:
        if self._done is not None:
            self._moved.show(self._movements(self._done))
            self._papers.show(self._printed(self._done))
        self.changed.emit()

    def _movements(self, done: Returned) -> list[AmountRow]:
        credit = done.balance.credit_minor
        used = [AmountRow("credit", self.texts("ui.returning.used"), self.stage.money(credit))] if credit else []
        side = "back" if done.balance.back_minor else "got"
        return used + [
            AmountRow(
                str(at), self.texts(f"ui.returning.{side}_{tender.kind.value}"), self.stage.money(tender.amount_minor)
            )
            for at, tender in enumerate(done.tenders)
            if tender.kind is not TenderKind.CREDIT
        ]

    def _printed(self, done: Returned) -> list[AmountRow]:
        new = done.exchange
        numbers = {
            "return_slip": done.number,
            "refund_slip": done.number,
            "receipt": new.receipt_numbers[-1] if new else "",
            "pick_up_slip": new.placed.number if new else "",
        }
        return [
            AmountRow(f"{at}", self.texts(f"ui.returning.paper.{kind}"), numbers[kind])
            for at, kind in enumerate(done.slips)
        ]
