"""What every page about one order shows of it."""

from kiosk.domain.contact import mask
from kiosk.domain.events import Fulfilment
from kiosk.domain.order import LineStatus, OrderStatus, OrderView
from kiosk.services.wording import deadline_text, moment_text
from ui.models import Rows
from ui.rows import CodeRow, LineRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.order_lines import code_rows, line_rows, status_text, status_tone, tally


class OrderPage(PageModel):
    """Holds the order; subclasses declare the properties QML reads."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._order: OrderView | None = None
        self._phone = ""
        self._line_rows = Rows(LineRow, self)
        self._code_rows = Rows(CodeRow, self)

    def show(self, order: OrderView) -> None:
        self._order = order
        self.refresh()

    def refresh(self) -> None:
        if self._order is not None:
            self._line_rows.show(line_rows(self.stage, self._order))
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

    def total_text(self) -> str:
        return self.stage.money(self._order.placed.total_minor) if self._order else ""

    def due_text(self) -> str:
        return self.stage.money(max(self._order.due_minor, 0)) if self._order else ""

    def due_minor(self) -> int:
        return max(self._order.due_minor, 0) if self._order else 0

    def placed_text(self) -> str:
        if self._order is None or self.here is None:
            return ""
        return self.texts("ui.order.placed_at", when=moment_text(self._order.stamp.at_ms, self.here))

    def pay_text(self) -> str:
        """Until when it has to be paid, or that it is."""
        order = self._order
        if order is None or self.here is None:
            return ""
        if order.status is OrderStatus.PLACED:
            when = deadline_text(self.texts, order.placed.lapses_ms, self.now_ms, self.here)
            return self.texts("ui.placed.pay_before", when=when)
        return self.texts(f"ui.order.is_{order.status.value}")

    def follow_text(self) -> str:
        """What the shopper hears next about lines HQ has to confirm."""
        if self._order is None or all(item.line.fulfilment is Fulfilment.TAKE_NOW for item in self._order.lines):
            return ""
        if any(item.status is LineStatus.REFUSED for item in self._order.lines):
            return self.texts("ui.order.refused_note")
        if any(item.status is LineStatus.REQUESTED for item in self._order.lines):
            key = "ui.placed.requested_phone" if self._phone else "ui.placed.requested"
            return self.texts(key, masked=mask(self._phone))
        return ""
