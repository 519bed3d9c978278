"""Notices that somebody is there, and by what: any touch, click or key of a window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

_SIGNS = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress, QEvent.Type.Wheel)
_FINGERS = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin)
_STEPS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class TouchWatch(QObject):
    """Watches and passes everything on. `touched` hears whether a control may be meant by it, `used` True of a Tab and
    False of a finger."""

    def __init__(self, touched: Callable[[bool], None], used: Callable[[bool], None], window: QObject) -> None:
        super().__init__(window)
        self._touched, self._used = touched, used
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in _SIGNS:
            return False
        key = event.key() if isinstance(event, QKeyEvent) else None
        self._touched(key is None or key in (*_STEPS, *_PRESSES))
        if event.type() in _FINGERS:
            self._used(False)
        elif key in _STEPS:
            self._used(True)
        return False
