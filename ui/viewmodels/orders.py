"""The guide's home: open orders, and shoppers to call back."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.order import OrderView
from kiosk.ports.storage import CallBackTask
from kiosk.services.desk import Desk
from ui.formatting import joined, phone_groups
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import CallRow, ChoiceRow, OrderRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.order_lines import order_row

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
OUTCOMES = ("other_source", "refund", "not_reached")


@QmlElement
@QmlUncreatable("made by the program")
class OrdersModel(PageModel):
    """`enter` takes None for all open orders, or the orders that one pick-up code found."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._seen: tuple[OrderView, ...] = ()
        self._found: tuple[OrderView, ...] = ()
        self._calls: tuple[CallBackTask, ...] = ()
        self._calling: CallBackTask | None = None
        self._order_rows = Rows(OrderRow, self)
        self._call_rows = Rows(CallRow, self)
        self._outcomes = Rows(ChoiceRow, self)

    @Property(Rows, constant=True)
    def orders(self) -> Rows:
        return self._order_rows

    @Property(Rows, constant=True)
    def calls(self) -> Rows:
        return self._call_rows

    @Property(Rows, constant=True)
    def outcomes(self) -> Rows:
        return self._outcomes

    @Property(str, notify=changed)
    def heading(self) -> str:
        if self._found:
            return self.texts("ui.orders.under_code", count=len(self._found))
        return self.texts("ui.orders.open", count=len(self._seen))

    @Property(str, notify=changed)
    def callHeading(self) -> str:
        return self.texts("ui.orders.calls", count=len(self._calls))

    @Property(bool, notify=changed)
    def nothing(self) -> bool:
        return not self._shown

    @Property(bool, notify=changed)
    def calling(self) -> bool:
        return self._calling is not None

    @Property(str, notify=changed)
    def callingFor(self) -> str:
        return self._calling.number if self._calling else ""

    @Slot(str)
    def open(self, order_id: str) -> None:
        order = next((order for order in self._shown if order.order_id == order_id), None)
        if order is not None:
            self.stage.go("order", order)

    @Slot(str)
    def openCall(self, key: str) -> None:
        self._calling = next((task for task in self._calls if _key(task) == key), None)
        self.refresh()

    @Slot()
    def closeCall(self) -> None:
        self._calling = None
        self.changed.emit()

    @Slot(str)
    def called(self, outcome: str) -> None:
        task, self._calling = self._calling, None
        if task is not None and outcome in OUTCOMES:
            words = self.texts(f"ui.call.{outcome}")
            self.act(lambda desk: desk.calls.made(task.order_id, task.line_ids, words), lambda _done: self.arrived())

    def enter(self, shown: object) -> None:
        self._calling = None
        self._found = shown if isinstance(shown, tuple) else ()
        self.arrived()

    def arrived(self) -> None:
        self.stage.ask(_open_work, self._show)

    def refresh(self) -> None:
        self._order_rows.show([order_row(self.stage, order) for order in self._shown])
        self._call_rows.show([self._call(task) for task in self._calls])
        self._outcomes.show([ChoiceRow(key, self.texts(f"ui.call.{key}"), chosen=False) for key in OUTCOMES])
        self.changed.emit()

    @property
    def _shown(self) -> tuple[OrderView, ...]:
        return self._found or self._seen

    def _show(self, work: tuple[tuple[OrderView, ...], tuple[CallBackTask, ...]]) -> None:
        self._seen, self._calls = work
        self.refresh()

    def _call(self, task: CallBackTask) -> CallRow:
        phone = phone_groups(task.phone) or self.texts("ui.call.no_phone")
        title = joined(self.texts, task.number, phone)
        return CallRow(_key(task), title, self.texts("ui.call.refused", count=len(task.line_ids)))


def _open_work(desk: Desk) -> tuple[tuple[OrderView, ...], tuple[CallBackTask, ...]]:
    return desk.open_orders(), desk.calls.waiting()


def _key(task: CallBackTask) -> str:
    return f"{task.order_id}/{','.join(task.line_ids)}"
