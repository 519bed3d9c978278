"""Nobody touches the glass any more: warn, let them extend, then forget."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.services.desk import IDLE_LOCK_MS
from ui.qt import Property, QmlUncreatable
from ui.stage import Stage
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
WARN_S = 20


@QmlElement
@QmlUncreatable("made by the program")
class IdleModel(PageModel):
    """A shopper is warned WARN_S seconds before; a guide's tablet locks after IDLE_LOCK_MS without a word."""

    changed = Signal()
    expired = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._left = 0
        self._guide = False
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._quiet_for_long)
        self._second = QTimer(self)
        self._second.setInterval(1_000)
        self._second.timeout.connect(self._tick)

    @Property(bool, notify=changed)
    def warning(self) -> bool:
        return self._left > 0

    @Property(str, notify=changed)
    def text(self) -> str:
        return self.texts("ui.idle.text", count=self._left)

    @Slot()
    def stay(self) -> None:
        self.touch()

    def touch(self) -> None:
        """Somebody is there."""
        self._second.stop()
        quiet_ms = IDLE_LOCK_MS if self._guide else int(self.stage.glass.idle_s * 1000)
        self._quiet.start(quiet_ms)
        if self._left:
            self._left = 0
            self.changed.emit()

    def watch(self, *, guide: bool) -> None:
        self._guide = guide
        self.touch()

    def stop(self) -> None:
        self._quiet.stop()
        self._second.stop()

    @Slot()
    def _quiet_for_long(self) -> None:
        if self._guide:
            self.expired.emit()
            return
        self._left = WARN_S
        self._second.start()
        self.changed.emit()

    @Slot()
    def _tick(self) -> None:
        self._left -= 1
        self.changed.emit()
        if self._left <= 0:
            self._second.stop()
            self.expired.emit()
