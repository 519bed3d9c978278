"""Goods went out – or had gone out before, and when and by whom."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.order import OrderView
from kiosk.services.fulfilling import AlreadyHandedOver, HandOver
from kiosk.services.wording import moment_text
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import LineRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.order_lines import line_rows

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class HandedModel(PageModel):
    """`enter` takes a HandOver, or the AlreadyHandedOver that a second scan raised."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._order: OrderView | None = None
        self._going: frozenset[str] = frozenset()
        self._before: AlreadyHandedOver | None = None
        self._by = ""
        self._lines = Rows(LineRow, self)

    @Property(Rows, constant=True)
    def lines(self) -> Rows:
        return self._lines

    @Property(bool, notify=changed)
    def again(self) -> bool:
        """Whether this was a second scan, and nothing went out now."""
        return self._before is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        return self.texts("ui.handed.again" if self._before else "ui.handed.title", count=len(self._going))

    @Property(str, notify=changed)
    def detail(self) -> str:
        if self._before is not None and self.here is not None:
            when = moment_text(int(str(self._before.params["at_ms"])), self.here)
            return self.texts("ui.handed.before", when=when, by=self._by)
        return self._order.placed.number if self._order else ""

    @Property(str, notify=changed)
    def rest(self) -> str:
        """What of the order is still to come."""
        left = sum(item.open for item in self._order.lines) if self._order else 0
        return self.texts("ui.handed.rest", count=left) if left else ""

    @Slot()
    def done(self) -> None:
        self.stage.go("orders")

    def enter(self, shown: HandOver | AlreadyHandedOver | None) -> None:
        if isinstance(shown, HandOver):
            self._order, self._before = shown.order, None
            self._going = frozenset(item.line.line_id for item in shown.lines)
        elif isinstance(shown, AlreadyHandedOver):
            self._order, self._before, self._going = None, shown, frozenset()
            staff = self.stage.glass.reader.staff(str(shown.params.get("by", "")))
            self._by = staff.name if staff else self.texts("ui.handed.somebody")
        self.refresh()

    def submit(self) -> None:
        self.done()

    def refresh(self) -> None:
        rows = line_rows(self.stage, self._order) if self._order else []
        self._lines.show([row for row in rows if row.key in self._going])
        self.changed.emit()
