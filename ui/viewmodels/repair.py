"""An order that needs attention, repaired in place: another source, a call, money back, or it stays as it is."""

from collections.abc import Iterator

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.basket import Offer
from kiosk.domain.order import LineStatus, OrderView
from kiosk.domain.repairs import SETTLED_BY_WORD, Attention, RefundReason
from kiosk.domain.ticket import Balance
from kiosk.services.repairing import Refund, can_ask_again, given_up, goes_back
from ui.formatting import joined
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import ChoiceRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.order_lines import line_name
from ui.viewmodels.returning import Draft
from ui.viewmodels.ways import useful, when_text, where_text

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
REASONS = ("goods_found", "shopper_agreed", "booked_elsewhere", "mistake")
_CALL, _OTHER, _REFUND, _SETTLE = "call", "other", "refund", "settle"
_REFUSED, _OVER, _ALL = "refused", "over", "all"
_GIVE_UP = f"{_REFUND}.{_ALL}"
_CLOSED = (Attention.CANCEL_AFTER_PAYMENT, Attention.PAID_AFTER_LAPSE)
_OVERPAID = {Attention.PAID_TWICE: RefundReason.PAID_TWICE, Attention.REDUCED_TOO_LATE: RefundReason.PRICE}


@QmlElement
@QmlUncreatable("made by the program")
class RepairModel(PageModel):
    """Lies over the order. `step`: "" when closed, "ways" while another source is chosen, "reason" while somebody says
    why it stays as it is. `choices`: what one tap does."""

    changed = Signal()
    repaired = Signal(object)  # OrderView

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._order: OrderView | None = None
        self._step = self._line_id = ""
        self._kind: Attention | None = None
        self._offers: tuple[Offer, ...] = ()
        self._choices, self._ways = Rows(ChoiceRow, self), Rows(ChoiceRow, self)
        self._reasons = Rows(ChoiceRow, self)

    @Property(Rows, constant=True)
    def choices(self) -> Rows:
        return self._choices

    @Property(Rows, constant=True)
    def ways(self) -> Rows:
        return self._ways

    @Property(Rows, constant=True)
    def reasons(self) -> Rows:
        return self._reasons

    @Property(str, notify=changed)
    def step(self) -> str:
        return self._step

    @Property(str, notify=changed)
    def title(self) -> str:
        return self.texts("ui.repair.which_way" if self._step == "ways" else "ui.repair.why")

    @Property(str, notify=changed)
    def subtitle(self) -> str:
        """Which article, or what is being decided."""
        if self._step == "ways" and self._order is not None:
            line = next(item.line for item in self._order.lines if item.line.line_id == self._line_id)
            return joined(self.texts, line_name(self.stage, line), line.size)
        return self.texts(f"ui.attention.{self._kind.value}") if self._kind else ""

    @Property(bool, notify=changed)
    def nowhere(self) -> bool:
        """Whether nobody else has it."""
        return self._step == "ways" and not self._offers

    @Property(bool, notify=changed)
    def canGiveUp(self) -> bool:
        """Whether a paid order that nothing is wrong with can be given up for its money."""
        order = self._order
        return bool(order and order.paid and not order.attention and any(item.open for item in order.lines))

    def follow(self, order: OrderView | None) -> None:
        self._order = order
        self._choices.show(list(self._possible(order)) if order else [])
        self.changed.emit()

    @Slot(str)
    def choose(self, key: str) -> None:
        what, _, which = key.partition(".")
        order = self._order
        offered = (*(row.key for row in self._choices.rows), *([_GIVE_UP] if self.canGiveUp else ()))
        if order is None or self.acting or key not in offered:
            return
        if what == _CALL:
            self.stage.go("calls", order.order_id)
        elif what == _REFUND:
            self._give_back(order, which)
        elif what == _SETTLE:
            self._ask_why(Attention(which))
        else:
            self._ask_ways(order, which)

    @Slot()
    def giveUp(self) -> None:
        self.choose(_GIVE_UP)

    @Slot(str)
    def chooseWay(self, key: str) -> None:
        kind, _, source = key.partition("@")
        if self._order is not None and self._line_id:
            order_id, line_id = self._order.order_id, self._line_id
            self.act(lambda desk: desk.repairs.ask_again(order_id, line_id, kind, source), self._asked)

    @Slot(str)
    def settle(self, reason: str) -> None:
        if self._order is None or self._kind is None or reason not in REASONS:
            return
        order_id, mark, words = self._order.order_id, self._kind, self.texts(f"ui.repair.{reason}")
        self.close()
        self.act_allowed(lambda desk, approval: desk.repairs.settle(order_id, mark, words, approval), self._settled)

    @Slot()
    def close(self) -> None:
        self._step = self._line_id = ""
        self._kind, self._offers = None, ()
        self.changed.emit()

    @Slot()
    def refresh(self) -> None:
        self._say()
        self.follow(self._order)

    # What one tap can do

    def _possible(self, order: OrderView) -> Iterator[ChoiceRow]:
        marks = order.attention
        for item in order.lines:
            if can_ask_again(order, item):
                name = joined(self.texts, line_name(self.stage, item.line), item.line.size)
                yield ChoiceRow(f"{_OTHER}.{item.line.line_id}", self.texts("ui.repair.other", name=name), chosen=False)
        if Attention.REFUSED_PAID in marks:
            yield ChoiceRow(_CALL, self.texts("ui.repair.call"), chosen=False)
        for which in self._refunds(order):
            yield ChoiceRow(f"{_REFUND}.{which}", self._refund_words(order, which), chosen=False)
        for mark in marks:
            if mark in SETTLED_BY_WORD:
                words = "ui.repair.keep" if mark in _CLOSED else "ui.repair.stays"
                yield ChoiceRow(f"{_SETTLE}.{mark.value}", self.texts(words), chosen=False)

    def _refunds(self, order: OrderView) -> Iterator[str]:
        marks = set(order.attention)
        if marks & {Attention.REFUSED_PAID, Attention.OWED}:
            yield _REFUSED
        elif marks & set(_OVERPAID):
            yield _OVER
        if marks & set(_CLOSED) and any(item.open for item in order.lines):
            yield _ALL

    def _refund_words(self, order: OrderView, which: str) -> str:
        amount = self.stage.money(_sum_of(order, _lines(order, which)))
        return self.texts("ui.repair.give_up" if which == _ALL else "ui.repair.give_back", amount=amount)

    def _give_back(self, order: OrderView, which: str) -> None:
        line_ids = _lines(order, which)
        over = next((why for mark, why in _OVERPAID.items() if mark in order.attention), RefundReason.OTHER)
        reason = {_ALL: RefundReason.SHOPPER_CANCELS, _REFUSED: RefundReason.NOT_AVAILABLE}.get(which, over)
        wanted = Refund(order.order_id, line_ids, reason)
        self.stage.go("settling", Draft(order, wanted, Balance(_sum_of(order, line_ids))))

    def _ask_ways(self, order: OrderView, line_id: str) -> None:
        def found(offers: tuple[Offer, ...]) -> None:
            self._step, self._line_id, self._offers = "ways", line_id, useful(offers)
            self._say()
            self.changed.emit()

        self.act(lambda desk: desk.repairs.ways(order.order_id, line_id), found)

    def _way(self, offer: Offer) -> ChoiceRow:
        words = joined(self.texts, when_text(self.stage, offer), where_text(self.stage, offer))
        return ChoiceRow(f"{offer.kind.value}@{offer.promise.source}", words, chosen=False)

    def _ask_why(self, kind: Attention) -> None:
        self._step, self._kind = "reason", kind
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        self._ways.show([self._way(offer) for offer in self._offers])
        self._reasons.show([ChoiceRow(key, self.texts(f"ui.repair.{key}"), chosen=False) for key in REASONS])

    def _asked(self, order: OrderView) -> None:
        self.close()
        self.stage.tell("ui.repair.asked")
        self.repaired.emit(order)

    def _settled(self, order: OrderView) -> None:
        self.stage.tell("ui.repair.settled")
        self.repaired.emit(order)


def _lines(order: OrderView, which: str) -> tuple[str, ...]:
    """Lines that are given up with it."""
    if which == _OVER:
        return ()
    chosen = given_up(order)
    if which == _REFUSED:
        chosen = tuple(item for item in chosen if item.status is LineStatus.REFUSED)
    return tuple(item.line.line_id for item in chosen)


def _sum_of(order: OrderView, line_ids: tuple[str, ...]) -> int:
    lines, over_minor = goes_back(order, line_ids)
    return sum(line.refund_minor for line in lines) + over_minor
