"""What every page about one order shows of it."""

from dataclasses import dataclass

from kiosk.domain.contact import mask
from kiosk.domain.events import Fulfilment
from kiosk.domain.order import LineStatus, OrderStatus, OrderView
from kiosk.services.wording import deadline_text, moment_text
from ui.formatting import joined
from ui.models import Rows
from ui.rows import CodeRow, LineRow, StepRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.order_lines import code_rows, line_rows, status_text, status_tone, tally


@dataclass(frozen=True, slots=True)
class Paid:
    """An order that was paid a moment ago, and what goes back to the shopper in cash."""

    order: OrderView
    change_minor: int


class OrderPage(PageModel):
    """Holds the order; subclasses declare the properties QML reads."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._order: OrderView | None = None
        self._phone = ""
        self._line_rows = Rows(LineRow, self)
        self._code_rows = Rows(CodeRow, self)
        self._step_rows = Rows(StepRow, self)

    def show(self, order: OrderView) -> None:
        self._order = order
        self.refresh()

    def refresh(self) -> None:
        if self._order is not None:
            self._line_rows.show(line_rows(self.stage, self._order, self._phone))
            self._code_rows.show(code_rows(self.stage, self._order))
        self.changed.emit()

    def arrived(self) -> None:
        """HQ may have decided: read the order again."""
        if self._order is not None:
            order_id = self._order.order_id
            self.stage.ask(lambda desk: desk.order(order_id), self._again)

    def _again(self, order: OrderView | None) -> None:
        if order is not None and self._order is not None and order.order_id == self._order.order_id:
            self.show(order)

    # Texts

    def number_text(self) -> str:
        return self._order.placed.number if self._order else ""

    def status_text(self) -> str:
        return status_text(self.stage, self._order) if self._order else ""

    def status_tone(self) -> str:
        return status_tone(self._order) if self._order else "plain"

    def tally_text(self) -> str:
        return tally(self.stage, self._order) if self._order else ""

    def tally_tone(self) -> str:
        """Green when all is certain, amber while something is not."""
        statuses = {item.status for item in self._order.lines} if self._order else set()
        return "amber" if statuses & {LineStatus.REQUESTED, LineStatus.REFUSED} else "here"

    def total_text(self) -> str:
        """What the order comes to, less what head office does not have, what was given up and what was taken off."""
        order = self._order
        if order is None:
            return ""
        return self.stage.money(sum(item.price_minor for item in order.lines if item.kept))

    def reduced_text(self) -> str:
        """What was taken off; "" when nothing was."""
        taken = self._order.reduced_minor if self._order else 0
        return self.texts("ui.order.reduced", amount=self.stage.money(-taken)) if taken else ""

    def due_text(self) -> str:
        return self.stage.money(max(self._order.due_minor, 0)) if self._order else ""

    def due_minor(self) -> int:
        return max(self._order.due_minor, 0) if self._order else 0

    def placed_text(self) -> str:
        """When it was placed; and where, when that was not in this shop."""
        order, here = self._order, self.here
        if order is None or here is None:
            return ""
        where = self.stage.place_name(order.placed.shop) if order.placed.shop != here.id else ""
        return joined(self.texts, self.texts("ui.order.placed_at", when=moment_text(order.stamp.at_ms, here)), where)

    def pay_text(self) -> str:
        """Until when it has to be paid, or that it is."""
        order = self._order
        if order is None or self.here is None:
            return ""
        if order.status is OrderStatus.PLACED and order.due_minor <= 0:
            return self.texts("ui.placed.nothing_due")
        if order.status is OrderStatus.PLACED:
            when = deadline_text(self.texts, order.placed.lapses_ms, self.now_ms, self.here)
            return self.texts("ui.placed.pay_before", when=when)
        return self.texts(f"ui.order.is_{order.status.value}")

    def refused_text(self) -> str:
        """What is taken off the sum, because head office does not have it."""
        refused_minor = self._refused_minor()
        return self.texts("ui.placed.less_refused", amount=self.stage.money(refused_minor)) if refused_minor else ""

    def _refused_minor(self) -> int:
        lines = self._order.lines if self._order else ()
        return sum(item.line.total_minor for item in lines if item.status is LineStatus.REFUSED)

    def again(self, index: int) -> None:
        """Look for another way to get what head office does not have."""
        if self._order is not None:
            line = self._order.lines[index].line
            self.stage.go("style", (line.style, line.sku))

    def follow_text(self) -> str:
        """What the shopper hears next about lines HQ has to confirm."""
        if self._order is None or all(item.line.fulfilment is Fulfilment.TAKE_NOW for item in self._order.lines):
            return ""
        if any(item.status is LineStatus.REQUESTED for item in self._order.lines):
            key = "ui.placed.requested_phone" if self._phone else "ui.placed.requested"
            return self.texts(key, masked=mask(self._phone))
        return ""
