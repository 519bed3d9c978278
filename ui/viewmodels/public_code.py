"""The public code of whoever is signed in: held out to a member, whose own phone scans it."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.services.own_phone import PublicCode
from ui.code_image import code_source
from ui.qt import Property, QmlUncreatable
from ui.stage import Stage

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class PublicCodeModel(QObject):
    """Part of the guide's page of members. There is one only where phones reach head office."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._code: PublicCode | None = None
        self._open = False

    @Property(bool, notify=changed)
    def there(self) -> bool:
        return self._code is not None

    @Property(str, notify=changed)
    def code(self) -> str:
        return self._code.code if self._code else ""

    @Property(str, notify=changed)
    def source(self) -> str:
        """The code's picture; "" for none."""
        return code_source(self._code.link if self._code else "")

    @Property(bool, notify=changed)
    def open(self) -> bool:
        return self._open

    @Slot()
    def ask(self) -> None:
        self._open = self.there
        self.changed.emit()

    @Slot()
    def close(self) -> None:
        self._open = False
        self.changed.emit()

    def follow(self) -> None:
        """A guide is at the page: perhaps another one, perhaps since head office said where phones get to it."""
        self._show(None)
        self._stage.ask(lambda desk: desk.clientele.public_code(), self._show)

    def _show(self, code: PublicCode | None) -> None:
        self._code = code
        self.close()
