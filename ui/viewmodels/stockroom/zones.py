"""Which zones a count has, before it begins: those that shops usually have, and any that is typed."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.counting import MAX_ZONE_NAME
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import ChoiceRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.stockroom.words import USUAL_ZONES, zone_name

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class ZonesModel(PageModel):
    """A sheet. `chosen` zones keep the order in which they are offered; `name` is being typed."""

    changed = Signal()
    begun = Signal(object, bool)  # names, whether they are the whole shop

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._shown = False
        self._whole = True
        self._typing = False
        self._name = ""
        self._out: set[str] = set()
        self._more: list[str] = []
        self._rows = Rows(ChoiceRow, self)

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        return self._shown

    @Property(bool, notify=changed)
    def whole(self) -> bool:
        return self._whole

    @Property(bool, notify=changed)
    def typing(self) -> bool:
        return self._typing

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._name

    @Property(Rows, constant=True)
    def zones(self) -> Rows:
        return self._rows

    @Property(str, notify=changed)
    def beginLabel(self) -> str:
        return self.texts("ui.stockroom.begin", count=len(self._chosen))

    @Property(bool, notify=changed)
    def canBegin(self) -> bool:
        return bool(self._chosen)

    @Slot()
    def open(self) -> None:
        self._shown = True
        self.refresh()

    @Slot()
    def close(self) -> None:
        self._shown = self._typing = False
        self._name = ""
        self.refresh()

    @Slot(str)
    def toggle(self, key: str) -> None:
        self._out ^= {key}
        self.refresh()

    @Slot(bool)
    def setWhole(self, whole: bool) -> None:
        self._whole = whole
        self.refresh()

    @Slot()
    def startTyping(self) -> None:
        self._typing = True
        self.refresh()

    @Slot()
    def begin(self) -> None:
        names = tuple(self._chosen)
        self.close()
        self.begun.emit(names, self._whole)

    @Slot(str)
    def typed(self, text: str) -> None:
        self._typing = True
        self._name = (self._name + text)[:MAX_ZONE_NAME]
        self.refresh()

    @Slot()
    def erase(self) -> None:
        self._name = self._name[:-1]
        self.refresh()

    @Slot()
    def submit(self) -> None:
        """One more zone."""
        name = self._name.strip()
        if name and name not in self._all:
            self._more.append(name)
        self._name, self._typing = "", False
        self.refresh()

    def refresh(self) -> None:
        self._rows.show([ChoiceRow(key, name, key not in self._out) for key, name in self._offered])
        self.changed.emit()

    @property
    def _offered(self) -> list[tuple[str, str]]:
        usual = [(key, zone_name(self.texts, key)) for key in USUAL_ZONES]
        return [*usual, *((name, name) for name in self._more)]

    @property
    def _all(self) -> list[str]:
        return [name for _, name in self._offered]

    @property
    def _chosen(self) -> list[str]:
        return [key for key, _ in self._offered if key not in self._out]
