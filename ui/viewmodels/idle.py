"""Nobody touches the glass any more: warn, let them extend, then forget."""

from enum import Enum

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.services.desk import IDLE_LOCK_MS
from ui.qt import Property, QmlUncreatable
from ui.stage import Stage
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
WARN_S = 20


class Watched(Enum):
    """Who is there, as far as is known."""

    NOBODY = "nobody"
    SHOPPER = "shopper"
    GUIDE = "guide"
    WAITING = "waiting"  # a shopper who called a guide


@QmlElement
@QmlUncreatable("made by the program")
class IdleModel(PageModel):
    """A shopper is warned WARN_S seconds before; a guide's tablet locks after IDLE_LOCK_MS without a word. Who waits
    for a guide is not hurried: as long as that."""

    changed = Signal()
    expired = Signal()
    parked = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._left = 0
        self._watched = Watched.NOBODY
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self.nobody_there)
        self._second = QTimer(self)
        self._second.setInterval(1_000)
        self._second.timeout.connect(self._tick)

    @Property(bool, notify=changed)
    def warning(self) -> bool:
        return self._left > 0

    @Property(int, notify=changed)
    def left(self) -> int:
        """Seconds."""
        return self._left

    @Property(str, notify=changed)
    def leftText(self) -> str:
        return self.texts("ui.idle.left", count=self._left)

    @Property(float, notify=changed)
    def share(self) -> float:
        """Of the time to answer, 1 to 0."""
        return self._left / WARN_S

    @Property(str, notify=changed)
    def text(self) -> str:
        return self.texts("ui.idle.text_basket" if self.stage.basket.lines else "ui.idle.text", count=self._left)

    @Property(bool, notify=changed)
    def canPark(self) -> bool:
        return bool(self.stage.basket.lines)

    @Slot()
    def stay(self) -> None:
        self.touch()

    @Slot()
    def park(self) -> None:
        self.touch()
        self.parked.emit()

    @Slot()
    def finish(self) -> None:
        """ "I am done": at once, without keeping anything."""
        self.touch()
        self.stage.finished.emit()

    def touch(self) -> None:
        """Somebody is there."""
        self._second.stop()
        slow = self._watched in (Watched.GUIDE, Watched.WAITING)
        self._quiet.start(IDLE_LOCK_MS if slow else int(self.stage.glass.idle_s * 1000))
        if self._left:
            self._left = 0
            self.changed.emit()

    def touched(self, at_control: bool) -> None:
        """Somebody is there. A touch that may be meant for one of the answers leaves them where they are, with the
        whole time to give one."""
        if at_control and self._left:
            self._left = WARN_S
            self._second.start()
            self.changed.emit()
        else:
            self.touch()

    def watch(self, watched: Watched) -> None:
        self._watched = watched
        self.touch()

    def stop(self) -> None:
        self._quiet.stop()
        self._second.stop()

    @Slot()
    def nobody_there(self) -> None:
        """Nobody has touched the glass for as long as it waits."""
        if self._watched in (Watched.GUIDE, Watched.NOBODY):
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
