"""One sentence at the edge of the glass: what was done, or why not. It goes away by itself, or with a tap."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from ui.qt import Property, QmlUncreatable
from ui.stage import Said, Stage
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
GOOD_MS, PROBLEM_MS = 3_000, 12_000


@QmlElement
@QmlUncreatable("made by the program")
class NoticeModel(PageModel):
    """`tone` is "good", "problem", or "kept" for what stays until it is tapped."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._tone = "good"
        self._said: Said | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)

    @Property(str, notify=changed)
    def tone(self) -> str:
        return self._tone

    @Property(str, notify=changed)
    def text(self) -> str:
        return self._said() if self._said else ""

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        return self._said is not None

    @Slot(str, object)
    def say(self, tone: str, said: Said) -> None:
        self._tone, self._said = tone, said
        self._timer.stop()
        if tone != "kept":
            self._timer.start(PROBLEM_MS if tone == "problem" else GOOD_MS)
        self.changed.emit()

    @Slot()
    def dismiss(self) -> None:
        self._timer.stop()
        self._said = None
        self.changed.emit()

    def turn(self) -> None:
        """Another page: what was done is told; a problem, and what is to be kept, stays."""
        if self._tone == "good":
            self.dismiss()

    def stop(self) -> None:
        self._timer.stop()
