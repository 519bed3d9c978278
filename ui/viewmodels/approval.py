"""A manager allows what is above a guide's limit: badge and PIN where one stands, and the guide goes on."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.staff import StaffMember
from kiosk.errors import InputError
from kiosk.services.approving import Approval
from kiosk.services.guiding import PinLocked, PinWrong
from ui.qt import Property, QmlUncreatable
from ui.stage import Asked, Said, Stage, nothing_said
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
SHORTEST, LONGEST = 4, 12


@QmlElement
@QmlUncreatable("made by the program")
class ApprovalModel(PageModel):
    """Lies over any page; whatever is scanned meanwhile is for it. `step`: "" when closed, "badge", "pin". The badge is
    forgotten as soon as it closes, the digits as soon as they were tried."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._asked: Asked | None = None
        self._badge = self._name = self._pin = ""
        self._error: Said = nothing_said
        stage.approvalAsked.connect(self.open)

    # What QML shows

    @Property(str, notify=changed)
    def step(self) -> str:
        if self._asked is None:
            return ""
        return "pin" if self._badge else "badge"

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        return self._asked is not None

    @Property(str, notify=changed)
    def why(self) -> str:
        """Which limit it is above."""
        return self.stage.sentence(self._asked.error) if self._asked else ""

    @Property(str, notify=changed)
    def manager(self) -> str:
        """Whose PIN is asked for."""
        return self.texts("ui.approval.pin", name=self._name) if self._name else ""

    @Property(int, notify=changed)
    def entered(self) -> int:
        return len(self._pin)

    @Property(str, notify=changed)
    def error(self) -> str:
        return self._error()

    @Property(bool, notify=changed)
    def canAllow(self) -> bool:
        return self.step == "pin" and len(self._pin) >= SHORTEST and not self.acting

    # What a manager does

    def scan(self, text: str) -> None:
        """A badge was shown; another one takes its place."""
        self.act(lambda desk: desk.manager_with(text), lambda staff: self._known(staff, text), self._refused)

    @Slot()
    def allow(self) -> None:
        asked = self._asked
        if asked is not None and self.canAllow:
            approval, self._pin, self._error = Approval(self._badge, self._pin), "", nothing_said
            self.act(lambda desk: asked.work(desk, approval), lambda done: self._allowed(asked, done), self._refused)

    @Slot(object)
    def open(self, asked: Asked) -> None:
        self._forget(asked)

    @Slot()
    def close(self) -> None:
        self._forget(None)

    @Slot(str)
    def type(self, text: str) -> None:
        self.typed(text)

    def typed(self, text: str) -> None:
        if self.step == "pin" and text.isdigit() and text.isascii() and not self.acting:
            self._pin, self._error = (self._pin + text)[:LONGEST], nothing_said
            self.changed.emit()

    @Slot()
    def erase(self) -> None:
        self._pin = self._pin[:-1]
        self.changed.emit()

    def submit(self) -> None:
        self.allow()

    # What follows

    def _forget(self, asked: Asked | None) -> None:
        self._asked, self._badge, self._name, self._pin, self._error = asked, "", "", "", nothing_said
        self.changed.emit()

    def _known(self, staff: StaffMember, badge: str) -> None:
        if self._asked is not None:
            self._badge, self._name, self._pin, self._error = badge, staff.name, "", nothing_said
            self.changed.emit()

    def _allowed(self, asked: Asked, done: object) -> None:
        self.close()
        asked.then(done)

    def _refused(self, error: Exception) -> None:
        """A badge or PIN that does not fit is told here; what the shop's rules forbid even so ends it."""
        if isinstance(error, InputError | PinWrong | PinLocked) and self._asked is not None:
            self._error = lambda: self.stage.sentence(error)
            self.changed.emit()
        else:
            self.close()
            self.stage.tell_error(error)
