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
    """Whoever is there is warned WARN_S seconds before. A guide's tablet locks IDLE_LOCK_MS after the last touch; who
    waits for a guide is not hurried: as long as that."""

    changed = Signal()
    expired = Signal()
    parked = Signal()
    locked = Signal()

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
        kept = bool(self.stage.basket.lines)
        if self._guide:
            key = "ui.idle.text_basket_guide" if kept else "ui.idle.text_guide"
        else:
            key = "ui.idle.text_basket" if kept else "ui.idle.text"
        return self.texts(key, count=self._left)

    @Property(str, notify=changed)
    def title(self) -> str:
        return self.texts("ui.idle.title_guide" if self._guide else "ui.idle.title")

    @Property(str, notify=changed)
    def finishLabel(self) -> str:
        return self.texts("ui.idle.lock" if self._guide else "ui.idle.finish")

    @Property(bool, notify=changed)
    def canPark(self) -> bool:
        return bool(self.stage.basket.lines) and not self._guide

    @Slot()
    def stay(self) -> None:
        self.touch()

    @Slot()
    def park(self) -> None:
        self.touch()
        self.parked.emit()

    @Slot()
    def finish(self) -> None:
        """ "I am done": at once, without keeping anything. A guide locks, and what the shopper has stays."""
        guide = self._guide
        self.touch()
        if guide:
            self.locked.emit()
        else:
            self.stage.finished.emit()

    def touch(self) -> None:
        """Somebody is there."""
        self._second.stop()
        self._quiet.start(self._patience_ms())
        if self._left:
            self._left = 0
            self.changed.emit()

    @property
    def _guide(self) -> bool:
        return self._watched is Watched.GUIDE

    def _patience_ms(self) -> int:
        """How long nobody has to touch the glass before somebody is warned, or forgotten."""
        if self._guide:
            return max(IDLE_LOCK_MS - WARN_S * 1000, 0)
        return IDLE_LOCK_MS if self._watched is Watched.WAITING else int(self.stage.glass.idle_s * 1000)

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
        if self._watched is Watched.NOBODY:
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
