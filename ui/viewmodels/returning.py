"""A return or an exchange before a guide: what comes back and why, what is taken instead, and the one difference.

Nothing is kept anywhere until it is booked: whoever leaves the page half done has changed nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.basket import Basket, BasketLine, Offer
from kiosk.domain.order import LineView, OrderView
from kiosk.domain.returns import Grade, ReturnReason
from kiosk.domain.ticket import Balance, ComingBack, returnable
from kiosk.services.at_desk import Scanned
from kiosk.services.repairing import Refund
from kiosk.services.returning import Returned, Ticket
from kiosk.services.wording import line_status
from ui.formatting import joined
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import BasketRow, ChoiceRow, WayRow
from ui.rows_returning import ReturnRow
from ui.stage import Stage
from ui.viewmodels.basket_rows import line_name, line_rows
from ui.viewmodels.order_page import OrderPage
from ui.viewmodels.ways import same_way, useful, way_rows

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Draft:
    """A ticket, or a refund without goods, without its tenders; and what it comes to."""

    order: OrderView
    ticket: Ticket | Refund
    balance: Balance


@dataclass(frozen=True, slots=True)
class _Choice:
    """What was chosen for a line; a grade that nobody chose follows from the reason."""

    pieces: int = 0
    reason: ReturnReason | None = None
    grade: Grade | None = None

    @property
    def state(self) -> Grade:
        return self.grade or (Grade.FAULTY if self.reason is ReturnReason.FAULTY else Grade.AS_NEW)


@QmlElement
@QmlUncreatable("made by the program")
class ReturningModel(OrderPage):
    """`enter` takes the order; coming back from the payment everything is as it was left."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._chosen: dict[str, _Choice] = {}
        self._new = Basket()
        self._offers: tuple[Offer, ...] = ()
        self._open_line = self._own = -1
        self._back_rows = Rows(ReturnRow, self)
        self._new_rows = Rows(BasketRow, self)
        self._reasons, self._grades = Rows(ChoiceRow, self), Rows(ChoiceRow, self)
        self._ways = Rows(WayRow, self)

    # What QML shows

    @Property(Rows, constant=True)
    def lines(self) -> Rows:
        return self._back_rows

    @Property(Rows, constant=True)
    def taken(self) -> Rows:
        return self._new_rows

    @Property(Rows, constant=True)
    def reasons(self) -> Rows:
        return self._reasons

    @Property(Rows, constant=True)
    def grades(self) -> Rows:
        return self._grades

    @Property(Rows, constant=True)
    def ways(self) -> Rows:
        return self._ways

    @Property(str, notify=changed)
    def of(self) -> str:
        """The order it is of, and when that was placed."""
        return joined(self.texts, self.number_text(), self.placed_text())

    @Property(bool, notify=changed)
    def nothingTaken(self) -> bool:
        return not self._new.lines

    @Property(bool, notify=changed)
    def choosing(self) -> bool:
        """Whether the sheet with the ways of one new line is open."""
        return self._open_line >= 0

    @Property(str, notify=changed)
    def choosingFor(self) -> str:
        line = self._taken_line(self._open_line)
        return line_name(self.stage, line) if line else ""

    @Property(str, notify=changed)
    def difference(self) -> str:
        """`Give back ¥399.00`, `Take ¥270.00`, `Even`."""
        return difference(self.stage, self._balance) if self._coming_back else self.texts("ui.returning.nothing")

    @Property(str, notify=changed)
    def sums(self) -> str:
        """What the difference is between; while something is missing, what that is."""
        if not self._coming_back:
            return self.texts("ui.returning.choose")
        if not self._reasoned:
            return self.texts("ui.returning.say_why")
        back, taken = (self.stage.money(minor) for minor in (self._balance.refund_minor, self._balance.new_minor))
        if not self._new.lines:
            return self.texts("ui.returning.only_back", count=sum(item.pieces for item in self._coming_back.values()))
        return self.texts("ui.returning.sums", back=back, taken=taken)

    @Property(bool, notify=changed)
    def canGoOn(self) -> bool:
        return bool(self._coming_back) and self._reasoned and not self.acting

    @Property(str, notify=changed)
    def goOnLabel(self) -> str:
        return self.texts("ui.returning.book_even" if self._even else "ui.returning.go_on")

    # What a person does

    @Slot(str, int)
    def setPieces(self, line_id: str, pieces: int) -> None:
        item = self._line(line_id)
        if item is not None:
            self._choose(line_id, replace(self._choice(line_id), pieces=max(0, min(pieces, item.returnable))))

    @Slot(str, str)
    def chooseReason(self, line_id: str, reason: str) -> None:
        self._choose(line_id, replace(self._choice(line_id), reason=ReturnReason(reason)))

    @Slot(str, str)
    def chooseGrade(self, line_id: str, grade: str) -> None:
        self._choose(line_id, replace(self._choice(line_id), grade=Grade(grade)))

    @Slot(int, int)
    def setTaken(self, index: int, quantity: int) -> None:
        new = self._new
        if self._taken_line(index) is not None:
            self.act(lambda desk: desk.returns.change_quantity(new, index, quantity), self._take)

    @Slot(int)
    def openWays(self, index: int) -> None:
        new = self._new
        if self._taken_line(index) is not None:
            self.act(lambda desk: desk.returns.ways(new, index), lambda offers: self._show_ways(index, offers))

    @Slot(int)
    def chooseWay(self, number: int) -> None:
        index, offer, new = self._open_line, self._offers[number], self._new
        self.closeWays()
        kind, source = offer.kind.value, offer.promise.source
        self.act(lambda desk: desk.returns.change_way(new, index, kind, source), self._take)

    @Slot()
    def closeWays(self) -> None:
        self._open_line = -1
        self.changed.emit()

    @Slot()
    def goOn(self) -> None:
        """To how it is paid; an even exchange, for which nothing is left to ask, is booked."""
        if self._order is None or not self.canGoOn:
            return
        ticket = self._ticket(self._order)
        if self._even:
            self.act(lambda desk: desk.returns.book(ticket), self._booked)
        else:
            self.stage.go("settling", Draft(self._order, ticket, self._balance))

    # What follows

    def enter(self, shown: OrderView | None) -> None:
        self._open_line = -1
        if shown is not None:
            self._order, self._chosen, self._new = shown, {}, Basket()
            self.refresh()
        else:
            self.arrived()

    def take(self, scanned: Scanned) -> None:
        """A scanned tag: the first of a line that nobody has touched comes back, any other is taken instead."""
        sku = scanned.style.chosen_sku if scanned.style else ""
        items = returnable(self._order) if self._order else ()
        untouched = (item for item in items if item.line.sku == sku and item.line.line_id not in self._chosen)
        item = next(untouched, None)
        if item is not None:
            self.setPieces(item.line.line_id, 1)
        elif sku:
            new = self._new
            self.act(lambda desk: desk.returns.add(new, sku), self._take)

    def submit(self) -> None:
        self.goOn()

    def refresh(self) -> None:
        for rows, kinds, words in ((self._reasons, ReturnReason, "why"), (self._grades, Grade, "state")):
            rows.show([ChoiceRow(key, self.texts(f"ui.returning.{words}.{key}"), chosen=False) for key in kinds])
        if self._order is not None:
            self._back_rows.show([self._row(item) for item in self._order.lines])
        self._new_rows.show(line_rows(self.stage, self._new))
        if self.choosing:
            self._ways.show(way_rows(self.stage, self._offers, self._own))
        self.changed.emit()

    def show(self, order: OrderView) -> None:
        """As it stands now: of what came back elsewhere meanwhile no more can be chosen."""
        left = {item.line.line_id: item.returnable for item in returnable(order)}
        for line_id, choice in self._chosen.items():
            self._chosen[line_id] = replace(choice, pieces=min(choice.pieces, left.get(line_id, 0)))
        super().show(order)

    @property
    def _coming_back(self) -> dict[str, _Choice]:
        return {line_id: choice for line_id, choice in self._chosen.items() if choice.pieces}

    @property
    def _reasoned(self) -> bool:
        return all(choice.reason for choice in self._coming_back.values())

    @property
    def _balance(self) -> Balance:
        refunds = (self._refund_minor(line_id) for line_id in self._coming_back)
        return Balance(sum(refunds), self._new.total_minor)

    @property
    def _even(self) -> bool:
        balance = self._balance
        settled = not balance.back_minor and not balance.due_minor
        return bool(self._coming_back) and settled and not self._new.needs_contact

    def _refund_minor(self, line_id: str) -> int:
        item, choice = self._line(line_id), self._choice(line_id)
        return item.refund_minor(choice.pieces) if item and choice.pieces else 0

    def _line(self, line_id: str) -> LineView | None:
        lines: Sequence[LineView] = self._order.lines if self._order else ()
        return next((item for item in lines if item.line.line_id == line_id), None)

    def _taken_line(self, index: int) -> BasketLine | None:
        return self._new.lines[index] if 0 <= index < len(self._new.lines) else None

    def _ticket(self, order: OrderView) -> Ticket:
        lines = tuple(
            ComingBack(line_id, choice.pieces, choice.reason or ReturnReason.OTHER, choice.state)
            for line_id, choice in self._coming_back.items()
        )
        return Ticket(order.order_id, lines, self._new)

    def _choose(self, line_id: str, choice: _Choice) -> None:
        self._chosen[line_id] = choice
        self.refresh()

    def _choice(self, line_id: str) -> _Choice:
        return self._chosen.get(line_id, _Choice())

    def _row(self, item: LineView) -> ReturnRow:
        line, choice = item.line, self._choice(item.line.line_id)
        pieces = self.texts("paper.quantity", count=line.quantity)
        variant = self.stage.glass.catalogue.variant(line.sku)
        refund_minor = self._refund_minor(line.line_id)
        return ReturnRow(
            key=line.line_id,
            name=self.texts.named(line),
            detail=joined(self.texts, f"{self.texts.named(line, 'colour')} {line.size}".strip(), pieces),
            picture=self.stage.picture(line.style, variant.swatch if variant else ""),
            pieces=choice.pieces,
            most=item.returnable,
            refund=self.stage.money(refund_minor) if choice.pieces else "",
            reason=choice.reason.value if choice.reason else "",
            grade=choice.state.value,
            said=self._said(item),
        )

    def _said(self, item: LineView) -> str:
        if item.returned:
            return self.texts("ui.returning.tag", count=item.returned)
        return "" if item.gone else line_status(self.texts, item)

    def _take(self, new: Basket) -> None:
        self._new = new
        self.refresh()

    def _show_ways(self, index: int, offers: tuple[Offer, ...]) -> None:
        line = self._taken_line(index)
        if line is None:
            return
        self._offers, self._open_line = useful(offers), index
        own = (at for at, offer in enumerate(self._offers) if same_way(offer, line.offer))
        self._own = next(own, -1)
        self.refresh()

    def _booked(self, done: Returned) -> None:
        self._chosen, self._new = {}, Basket()
        self.stage.go("returned", done)


def difference(stage: Stage, balance: Balance) -> str:
    """The one difference in words."""
    if balance.back_minor:
        return stage.texts("ui.returning.give", amount=stage.money(balance.back_minor))
    if balance.due_minor:
        return stage.texts("ui.returning.take", amount=stage.money(balance.due_minor))
    return stage.texts("ui.returning.even")
