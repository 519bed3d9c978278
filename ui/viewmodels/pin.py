"""A badge was shown: the PIN is asked for, or it is said why this badge opens nothing."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.staff import LOCK_OUT_MS, StaffMember
from kiosk.services.guiding import PinLocked
from kiosk.services.wording import clock_text
from ui.qt import Property, QmlUncreatable
from ui.stage import Said, Stage, nothing_said
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
LONGEST = 12


@QmlElement
@QmlUncreatable("made by the program")
class PinModel(PageModel):
    """Shows how many digits there are, never which. `state`: "asked", "locked" after wrong PINs until a time, or
    "refused" when the badge opens nothing."""

    changed = Signal()
    cancelled = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._name = ""
        self._pin = ""
        self._until_ms = 0
        self._error: Said = nothing_said
        self._refusal: Said | None = None
        self._second = QTimer(self)
        self._second.setInterval(1_000)
        self._second.timeout.connect(self._tick)

    @Property(str, notify=changed)
    def state(self) -> str:
        if self._refusal is not None:
            return "refused"
        return "locked" if self._left_ms() else "asked"

    @Property(str, notify=changed)
    def greeting(self) -> str:
        if self._refusal is not None:
            return self.texts("ui.pin.refused")
        return self.texts("ui.pin.greeting", name=self._name)

    @Property(int, notify=changed)
    def entered(self) -> int:
        return len(self._pin)

    @Property(str, notify=changed)
    def error(self) -> str:
        """What went wrong; "" when nothing did."""
        if self._refusal is not None:
            return self._refusal()
        if self._left_ms():
            until = clock_text(self._until_ms, self.here) if self.here else ""
            return self.texts("error.pin_locked", until=until)
        return self._error()

    @Property(str, notify=changed)
    def hint(self) -> str:
        """What to do now."""
        return self.texts(f"ui.pin.hint_{self.state}")

    @Property(str, notify=changed)
    def left(self) -> str:
        """Minutes and seconds until the badge takes a PIN again."""
        seconds = -(-self._left_ms() // 1000)
        return f"{seconds // 60}:{seconds % 60:02}"

    @Property(float, notify=changed)
    def share(self) -> float:
        """Of the lock-out, 1 to 0."""
        return min(self._left_ms() / LOCK_OUT_MS, 1.0)

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self.acting

    @Property(bool, notify=changed)
    def canEnter(self) -> bool:
        return len(self._pin) >= 4 and not self.acting and self.state == "asked"

    @Slot()
    def unlock(self) -> None:
        if self.canEnter:
            pin, self._pin, self._error = self._pin, "", nothing_said
            self.act(lambda desk: desk.enter_pin(pin), self._unlocked, self._refused)

    @Slot()
    def cancel(self) -> None:
        self.act(lambda desk: desk.lock(), lambda _done: self.cancelled.emit())

    def enter(self, shown: StaffMember | Exception | None) -> None:
        self._forget()
        if isinstance(shown, Exception):
            error = shown
            self._refusal = lambda: self.stage.sentence(error)
        elif shown is not None:
            self._name = shown.name
            self._look_at_lock()
        self.refresh()

    def leave(self) -> None:
        self._forget()

    def typed(self, text: str) -> None:
        if text.isdigit() and text.isascii() and not self.acting and self.state == "asked":
            self._pin, self._error = (self._pin + text)[:LONGEST], nothing_said
            self.changed.emit()

    def erase(self) -> None:
        self._pin = self._pin[:-1]
        self.changed.emit()

    def submit(self) -> None:
        self.unlock()

    def _forget(self) -> None:
        self._pin, self._error, self._refusal, self._until_ms = "", nothing_said, None, 0
        self._second.stop()

    def _left_ms(self) -> int:
        return max(self._until_ms - self.now_ms, 0)

    def _look_at_lock(self) -> None:
        self.stage.ask(lambda desk: desk.locked_until_ms(), self._locked)

    def _locked(self, until_ms: int) -> None:
        self._until_ms = until_ms
        if until_ms:
            self._second.start()
        self.changed.emit()

    @Slot()
    def _tick(self) -> None:
        if not self._left_ms():
            self._second.stop()
            self._error = nothing_said
        self.changed.emit()

    def _unlocked(self, staff: StaffMember) -> None:
        self.stage.go("orders", staff)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, PinLocked):
            self._error = lambda: self.stage.sentence(error)
        self._look_at_lock()
        self.changed.emit()
