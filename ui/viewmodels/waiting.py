"""Before the first sync has brought the shop and its range."""

from PySide6.QtCore import Signal
from PySide6.QtQml import QmlElement

from kiosk.ports.sync import SyncProgress
from ui.qt import Property, QmlUncreatable
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.sync import progress_text

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class WaitingModel(PageModel):
    """Shows how far it is; "Sync now" is the way out when nothing moves."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._progress: SyncProgress | None = None

    @Property(float, notify=changed)
    def progress(self) -> float:
        seen = self._progress
        return min(seen.rows / seen.announced, 1.0) if seen and seen.announced else 0.0

    @Property(str, notify=changed)
    def text(self) -> str:
        seen = self._progress
        return progress_text(self.stage, seen) if seen else self.texts("ui.waiting.nothing_yet")

    def progressed(self, progress: SyncProgress) -> None:
        self._progress = progress
        self.changed.emit()
