"""Notices that somebody is there, and by what: any touch, click or key of a window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

_SIGNS = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress, QEvent.Type.Wheel)
_FINGERS = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin)


class TouchWatch(QObject):
    """Watches and passes everything on. `used` hears True of a Tab, False of a finger."""

    def __init__(self, touched: Callable[[], None], used: Callable[[bool], None], window: QObject) -> None:
        super().__init__(window)
        self._touched, self._used = touched, used
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self._touched()
        if event.type() in _FINGERS:
            self._used(False)
        elif isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._used(True)
        return False
