"""The printer as staff see it on every page of theirs: what keeps it from printing, and what to do."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ports.devices import PrinterState
from ui.qt import Property, QmlUncreatable
from ui.stage import Stage
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
#: "Well" is what has been heard, never what is merely not known to be wrong.
_TONES = {PrinterState.OK: "here", PrinterState.PAPER_LOW: "amber", PrinterState.UNKNOWN: "amber"}


@QmlElement
@QmlUncreatable("made by the program")
class PrinterModel(PageModel):
    """Heard from the bus whenever it changes."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._heard = False

    @Property(bool, notify=changed)
    def blocked(self) -> bool:
        """Whether nothing comes out until somebody has seen to it. A tablet without a printer waits for nobody."""
        state = self.stage.printer
        return not state.can_print and state is not PrinterState.NONE

    @Property(bool, notify=changed)
    def told(self) -> bool:
        """Whether it is told over the page: to staff, on whatever page they are."""
        return self.blocked and self.stage.guide

    @Property(str, notify=changed)
    def words(self) -> str:
        """How it is and, where something is to be done, what."""
        return self.texts(f"ui.printer.{self.stage.printer.value}")

    @Property(str, notify=changed)
    def brief(self) -> str:
        """Where there is room for two words: what keeps it, "" when nothing does."""
        return self.texts(f"ui.printer.brief_{self.stage.printer.value}") if self.blocked else ""

    @Property(str, notify=changed)
    def tone(self) -> str:
        return _TONES.get(self.stage.printer, "problem")

    def begin(self) -> None:
        """As it was before this glass listened."""
        self.stage.ask(lambda desk: desk.paperwork.printer, self._first)

    @Slot(object)
    def follow(self, state: PrinterState) -> None:
        self._heard = True
        self.stage.printer = state
        self.changed.emit()

    def _first(self, state: PrinterState) -> None:
        if not self._heard:
            self.follow(state)
