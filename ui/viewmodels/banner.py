"""The amber line: since when HQ does not answer, and what still works."""

from PySide6.QtCore import Signal
from PySide6.QtQml import QmlElement

from kiosk.ports.storage import SyncStatus
from kiosk.ports.sync import SyncState
from kiosk.services.wording import clock_text
from ui.formatting import age
from ui.qt import Property, QmlUncreatable
from ui.stage import Stage
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
_STOPPED = (
    "hq_refused",
    "hq_revoked",
    "hq_impostor",
    "too_old",
)  # nothing comes down until a person has done something
_DAY_MS = 24 * 60 * 60 * 1000


@QmlElement
@QmlUncreatable("made by the program")
class BannerModel(PageModel):
    """Never a dialog: one shops on."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._state: SyncState | None = None
        self._figures_ms = 0

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        return self._state is not None and (not self._state.online or self._state.code in _STOPPED)

    @Property(str, notify=changed)
    def since(self) -> str:
        if self._state is None or self.here is None:
            return self.texts("ui.banner.offline")
        since_ms = self._state.since_ms
        if self.now_ms - since_ms < _DAY_MS:
            return self.texts("ui.banner.since", time=clock_text(since_ms, self.here))
        return self.texts("ui.banner.since", time=age(self.texts, since_ms, self.now_ms, self.here))

    @Property(str, notify=changed)
    def figures(self) -> str:
        """How old what is known of other places is, "" when nobody has told yet."""
        if not self._figures_ms or self.here is None:
            return ""
        return self.texts("ui.banner.figures", age=age(self.texts, self._figures_ms, self.now_ms, self.here))

    @Property(str, notify=changed)
    def works(self) -> str:
        """What still works, in the words of whoever stands there."""
        if self._state is not None and self._state.code in _STOPPED:
            return self.texts(f"ui.banner.{self._state.code}")
        return self.texts("ui.banner.works_guide" if self.stage.guide else "ui.banner.works")

    def begin(self) -> None:
        reader = self.stage.glass.reader
        self.stage.read(reader.sync_status, self._first)

    def follow(self, state: SyncState) -> None:
        self._state = state
        self.changed.emit()
        self.stage.read(self.stage.glass.catalogue.stock_as_of_ms, self._aged)

    def _aged(self, as_of_ms: int) -> None:
        self._figures_ms = as_of_ms
        self.changed.emit()

    def _first(self, status: SyncStatus) -> None:
        if self._state is None and status.since_ms:
            self.follow(SyncState(status.online, status.since_ms))
