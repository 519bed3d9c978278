"""A guide is called: the tablet becomes a lamp, until one comes or nobody waits any more."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ports.storage import GuideCall
from kiosk.texts import load_texts
from ui.formatting import age
from ui.qt import Property, QmlUncreatable
from ui.stage import Stage
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
TOLD_EVERY_MS = 10_000
STALE_MS = 30 * 60_000  # a call found at the start that is older was made by somebody who has gone


@QmlElement
@QmlUncreatable("made by the program")
class HelpModel(PageModel):
    """Lights at once, whatever disk and line say: the worst case of anything ends here."""

    changed = Signal()
    switched = Signal()  # somebody waits, or no longer

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._since_ms = 0
        self._shown = False
        self._timer = QTimer(self)
        self._timer.setInterval(TOLD_EVERY_MS)
        self._timer.timeout.connect(self.refresh)

    @Property(bool, notify=changed)
    def calling(self) -> bool:
        """Whether somebody waits."""
        return self._since_ms > 0

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        """Whether the lamp fills the glass; who waits may look on instead."""
        return self._shown

    @Property(str, notify=changed)
    def label(self) -> str:
        return self.texts("ui.help.called" if self.calling else "ui.help.button")

    @Property(str, notify=changed)
    def word(self) -> str:
        """For the shop's people to read from afar, in the shop's language."""
        return load_texts(self.stage.glass.home_language)("ui.help.word")

    @Property(str, notify=changed)
    def since(self) -> str:
        return self.texts("ui.help.since", age=age(self.texts, self._since_ms, self.now_ms, self.here))

    @Slot()
    def hide(self) -> None:
        self._shown = False
        self.changed.emit()

    @Slot()
    def cancel(self) -> None:
        self.stage.ask(lambda desk: desk.cancel_call(), lambda _done: None, lambda _error: None)
        self._turn_off()

    def call(self, page: str, style: str) -> None:
        """Somebody wants a guide; who has called already sees the lamp again."""
        if not self.calling:
            self._light(self.now_ms)
            self.stage.ask(lambda desk: desk.call_guide(page, style), lambda _call: None, lambda _error: None)
        self._shown = True
        self.changed.emit()

    def begin(self) -> None:
        """Somebody may have waited when the tablet was switched off."""
        self.stage.ask(lambda desk: desk.guide_call(), self._found)

    def answer(self, call: GuideCall | None) -> None:
        """A guide is there, and is told first what it was about."""
        if not self.calling and call is None:
            return
        since_ms = call.called_ms if call else self._since_ms
        page = call.called.page if call else ""
        where = self.texts(f"ui.help.at_{page}") if f"ui.help.at_{page}" in self.texts else self.texts("ui.help.at")
        self._turn_off()
        when = age(self.texts, since_ms, self.now_ms, self.here)
        self.stage.remind("ui.help.answered", where=where, age=when)

    def forget(self) -> None:
        """Nobody waits any more."""
        self._turn_off()

    def stop(self) -> None:
        self._timer.stop()

    def _found(self, call: GuideCall | None) -> None:
        if call is None:
            return
        if self.now_ms - call.called_ms < STALE_MS:
            self._light(call.called_ms)
            self._shown = True
            self.changed.emit()
        else:
            self.stage.ask(lambda desk: desk.cancel_call("left"), lambda _done: None, lambda _error: None)

    def _light(self, since_ms: int) -> None:
        self._since_ms = since_ms
        self._timer.start()
        self.switched.emit()

    def _turn_off(self) -> None:
        was, self._since_ms, self._shown = self.calling, 0, False
        self._timer.stop()
        self.changed.emit()
        if was:
            self.switched.emit()
