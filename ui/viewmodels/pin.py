"""A badge was shown: the PIN is asked for."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.staff import StaffMember
from ui.qt import Property, QmlUncreatable
from ui.stage import Said, Stage, nothing_said
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
LONGEST = 12


@QmlElement
@QmlUncreatable("made by the program")
class PinModel(PageModel):
    """Shows how many digits there are, never which."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._name = ""
        self._pin = ""
        self._error: Said = nothing_said

    @Property(str, notify=changed)
    def greeting(self) -> str:
        return self.texts("ui.pin.greeting", name=self._name)

    @Property(int, notify=changed)
    def entered(self) -> int:
        return len(self._pin)

    @Property(str, notify=changed)
    def error(self) -> str:
        return self._error()

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self.acting

    @Property(bool, notify=changed)
    def canEnter(self) -> bool:
        return len(self._pin) >= 4 and not self.acting

    @Slot()
    def unlock(self) -> None:
        if self.canEnter:
            pin, self._pin, self._error = self._pin, "", nothing_said
            self.act(lambda desk: desk.enter_pin(pin), self._unlocked, self._refused)

    @Slot()
    def cancel(self) -> None:
        self.act(lambda desk: desk.lock(), lambda _done: self.stage.go("browse"))

    def enter(self, shown: StaffMember | None) -> None:
        self._pin, self._error = "", nothing_said
        if shown is not None:
            self._name = shown.name
        self.refresh()

    def leave(self) -> None:
        self._pin, self._error = "", nothing_said

    def typed(self, text: str) -> None:
        if text.isdigit() and text.isascii() and not self.acting:
            self._pin, self._error = (self._pin + text)[:LONGEST], nothing_said
            self.changed.emit()

    def erase(self) -> None:
        self._pin = self._pin[:-1]
        self.changed.emit()

    def submit(self) -> None:
        self.unlock()

    def _unlocked(self, staff: StaffMember) -> None:
        self.stage.go("orders", staff)

    def _refused(self, error: Exception) -> None:
        self._error = lambda: self.stage.sentence(error)
        self.changed.emit()
