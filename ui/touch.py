"""Notices that somebody is there: any touch, click or key of a window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject

_SIGNS = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress, QEvent.Type.Wheel)


class TouchWatch(QObject):
    """Watches and passes everything on."""

    def __init__(self, touched: Callable[[], None], window: QObject) -> None:
        super().__init__(window)
        self._touched = touched
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self._touched()
        return False
