"""This tablet: everything a doctor looks at, worst first, and the bundle for whoever helps."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ports.health import Check, DeviceState, Verdict
from kiosk.services.health import said
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows_health import CheckRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel

T = TypeVar("T")
QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
_TONES = {Verdict.FAIL: "problem", Verdict.WARN: "amber", Verdict.OK: "here"}  # the order of the list, too


@QmlElement
@QmlUncreatable("made by the program")
class HealthModel(PageModel):
    """Looks when it opens, and when asked to look again: the files are read whole, which takes a moment."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._found: tuple[Check, ...] = ()
        self._busy = False
        self._rows = Rows(CheckRow, self)

    @Property(Rows, constant=True)
    def checks(self) -> Rows:
        return self._rows

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether it is looking, or packing."""
        return self._busy

    @Property(str, notify=changed)
    def summary(self) -> str:
        if not self._found:
            return self.texts("ui.health.looking")
        wrong = sum(check.verdict is not Verdict.OK and bool(said(self.texts, check)[2]) for check in self._found)
        return self.texts("ui.health.wrong", count=wrong) if wrong else self.texts("ui.health.well")

    @Slot()
    def look(self) -> None:
        self._do(self.stage.glass.health.thorough, self._show)

    @Slot()
    def pack(self) -> None:
        self._do(self.stage.glass.health.pack_bundle, self._packed)

    def enter(self, _shown: object) -> None:
        self.refresh()
        self.look()

    def leave(self) -> None:
        self._found = ()

    @Slot()
    def refresh(self) -> None:
        order = list(_TONES)
        found = sorted(self._found, key=lambda check: order.index(check.verdict))
        self._rows.show([self._row(check) for check in found])
        self.changed.emit()

    def _do(self, work: Callable[[], T], then: Callable[[T], object]) -> None:
        if self._busy:
            return
        self._busy = True
        self.changed.emit()
        self.stage.tasks.read(work, lambda found: self._done(lambda: then(found)), self._failed)

    def _done(self, then: Callable[[], object]) -> None:
        self._busy = False
        then()
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.changed.emit()
        self.stage.tell_error(error)

    def _show(self, found: tuple[Check, ...]) -> None:
        self._found = found
        self.refresh()

    def _packed(self, bundle: Path) -> None:
        self.stage.remind("ui.health.packed", name=bundle.name)

    def _row(self, check: Check) -> CheckRow:
        name, found, todo = said(self.texts, check)
        unknown = check.code == DeviceState.UNKNOWN.value
        verdict = self.texts("ui.health.unknown" if unknown else f"ui.health.{check.verdict.value}")
        return CheckRow(check.key, name, found, todo, verdict, _TONES[check.verdict])
