"""Slips that are not on paper: what keeps each, since when; print again, or discard with a reason."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ports.devices import PrinterState, PrintState, QueuedJob
from kiosk.texts import Texts
from ui.formatting import age, joined
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import ChoiceRow
from ui.rows_print import PrintJobRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
LOOK_MS = 2_000
REASONS = ("came_out", "not_needed", "by_hand")


@QmlElement
@QmlUncreatable("made by the program")
class PrintJobsModel(PageModel):
    """Looks after the slips as long as they are shown."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._jobs: tuple[QueuedJob, ...] = ()
        self._asked: QueuedJob | None = None
        self._rows = Rows(PrintJobRow, self)
        self._reasons = Rows(ChoiceRow, self)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    @Property(Rows, constant=True)
    def jobs(self) -> Rows:
        return self._rows

    @Property(Rows, constant=True)
    def reasons(self) -> Rows:
        return self._reasons

    @Property(bool, notify=changed)
    def none(self) -> bool:
        return not self._jobs

    @Property(bool, notify=changed)
    def asking(self) -> bool:
        """Whether a reason is asked for."""
        return self._asked is not None

    @Property(str, notify=changed)
    def asked(self) -> str:
        """Which slip is to be discarded."""
        return slip_name(self.texts, self._asked) if self._asked else ""

    def show_while(self, shown: bool) -> None:
        """Look now and from time to time, until it is no longer shown."""
        if shown and not self._timer.isActive():
            self._timer.start()
            self.look()
        elif not shown:
            self._timer.stop()
            self._asked = None

    @Slot()
    def look(self) -> None:
        self.stage.read(self.stage.glass.reader.print_jobs, self._show)

    @Slot(str)
    def again(self, key: str) -> None:
        self.act(lambda desk: desk.paperwork.again(int(key)), self._tried)

    @Slot(str)
    def askDiscard(self, key: str) -> None:
        self._asked = next((job for job in self._jobs if str(job.id) == key), None)
        self.changed.emit()

    @Slot()
    def keep(self) -> None:
        self._asked = None
        self.changed.emit()

    @Slot(str)
    def discard(self, reason: str) -> None:
        if self._asked is None or reason not in REASONS:
            return
        job_id, words = self._asked.id, self.texts(f"ui.print.{reason}")
        self._asked = None
        self.act(lambda desk: desk.paperwork.discard(job_id, words), self._discarded)

    @Slot()
    def refresh(self) -> None:
        self._rows.show([self._row(job) for job in self._jobs])
        self._reasons.show([ChoiceRow(key, self.texts(f"ui.print.{key}"), chosen=False) for key in REASONS])
        self.changed.emit()

    def _show(self, jobs: tuple[QueuedJob, ...]) -> None:
        self._jobs = jobs
        self.refresh()

    def _row(self, job: QueuedJob) -> PrintJobRow:
        texts, needs_one = self.texts, job.state is PrintState.ATTENTION
        waits = texts("ui.print.since", age=age(texts, job.created_ms, self.now_ms, self.here))
        return PrintJobRow(
            str(job.id),
            slip_name(texts, job),
            self._why(job),
            joined(texts, waits, texts("ui.print.begun", count=job.attempts)) if job.attempts else waits,
            texts("ui.print.attention" if needs_one else "ui.print.waits"),
            "problem" if needs_one else "amber",
            texts("ui.print.again" if job.attempts else "ui.print.now"),
        )

    def _why(self, job: QueuedJob) -> str:
        """What keeps it from coming out, and what to do."""
        if not job.reason:
            none = self.stage.printer is PrinterState.NONE
            return self.texts("ui.printer.none" if none else "ui.print.next")
        key = f"ui.printer.{job.reason}"
        why = self.texts(key if key in self.texts else "ui.printer.other")
        begun = job.state is PrintState.ATTENTION and job.attempts
        return self.texts("ui.print.look", why=why) if begun else why

    def _tried(self, job: QueuedJob) -> None:
        self.stage.tell("ui.print.tried", slip=slip_name(self.texts, job))
        self.look()

    def _discarded(self, job: QueuedJob) -> None:
        self.stage.tell("ui.print.discarded", slip=slip_name(self.texts, job))
        self.look()


def slip_name(texts: Texts, job: QueuedJob) -> str:
    """`Receipt JA-02-A-R-000001`; a kind that is not known here is a slip."""
    return texts("ui.print.slip", kind=kind_name(texts, job.kind), number=job.reference)


def kind_name(texts: Texts, kind: str) -> str:
    key = f"ui.print.{kind}"
    return texts(key if key in texts else "ui.print.other_slip")
