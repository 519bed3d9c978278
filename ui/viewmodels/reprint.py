"""The papers of an order once more: which, and what becomes of them."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.order import OrderView
from kiosk.ports.devices import QueuedJob
from kiosk.services.printing import OrderPaper, PaperKind, papers_of
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows_print import PaperRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.print_jobs import kind_name, slip_name

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class ReprintModel(PageModel):
    """A sheet over the guide's order page."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._order: OrderView | None = None
        self._papers: tuple[OrderPaper, ...] = ()
        self._rows = Rows(PaperRow, self)

    @Property(Rows, constant=True)
    def papers(self) -> Rows:
        return self._rows

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        return self._order is not None

    @Property(str, notify=changed)
    def number(self) -> str:
        return self._order.placed.number if self._order else ""

    @Slot(str)
    def ask(self, number: str) -> None:
        """Which paper of this order?"""
        self.stage.glass.look_at_printer()
        self.stage.ask(lambda desk: desk.order_by_number(number), self._show)

    @Slot()
    def close(self) -> None:
        self._order = None
        self.changed.emit()

    @Slot(str)
    def choose(self, key: str) -> None:
        chosen = next((paper for paper in self._papers if _key(paper) == key), None)
        if self._order is not None and chosen is not None:
            order_id, wanted = self._order.order_id, chosen
            self.act(lambda desk: desk.paperwork.reprint(order_id, wanted), self._queued)

    @Slot()
    def refresh(self) -> None:
        self._rows.show([PaperRow(_key(paper), self._label(paper)) for paper in self._papers])
        self.changed.emit()

    def _show(self, order: OrderView) -> None:
        self._order, self._papers = order, papers_of(order)
        self.refresh()

    def _label(self, paper: OrderPaper) -> str:
        kind = kind_name(self.texts, paper.kind)
        place = self.stage.place_name(paper.which) or paper.which
        return self.texts(
            "ui.print.slip", kind=kind, number=place if paper.kind is PaperKind.PICK_UP else paper.reference
        )

    def _queued(self, job: QueuedJob) -> None:
        self.close()
        key = "ui.print.queued" if self.stage.printer.can_print else "ui.print.kept"
        self.stage.tell(key, slip=slip_name(self.texts, job))


def _key(paper: OrderPaper) -> str:
    return ".".join(part for part in (paper.kind.value, paper.which or paper.reference) if part)
