"""The keys of a scanner that types, for scripts and tests: with a time of their own, so that a busy machine does not
make a person of them."""

import time

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow

PACE_MS = 4
_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


class Typist:
    """Presses keys `pace_ms` apart, whatever time it really takes."""

    def __init__(self, window: QWindow, pace_ms: int = PACE_MS) -> None:
        self._window, self._pace_ms = window, pace_ms
        self._now_ms = time.monotonic_ns() // 1_000_000

    def wait(self, pause_ms: int) -> None:
        """The next key comes so much later."""
        self._now_ms += pause_ms

    def text(self, text: str) -> None:
        for character in text:
            self.character(character)

    def character(self, character: str) -> None:
        """Capitals with Shift; a control character by Ctrl, as keyboards do."""
        key = Qt.Key(ord(character.upper())) if character.isascii() else Qt.Key.Key_unknown
        if ord(character) < 32:
            self.press(Qt.Key(ord(character) + 64), character, Qt.KeyboardModifier.ControlModifier)
        elif character.isupper():
            self.send(QEvent.Type.KeyPress, Qt.Key.Key_Shift)
            self.press(key, character, _SHIFT)
            self.send(QEvent.Type.KeyRelease, Qt.Key.Key_Shift)
        else:
            self.press(key, character)

    def press(self, key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = _NONE) -> None:
        """Down and up."""
        self.send(QEvent.Type.ShortcutOverride, key, text, modifiers)
        self.send(QEvent.Type.KeyPress, key, text, modifiers)
        self.send(QEvent.Type.KeyRelease, key, text, modifiers)
        self.wait(self._pace_ms)

    def send(self, kind: QEvent.Type, key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = _NONE) -> None:
        event = QKeyEvent(kind, key, modifiers, text)
        event.setTimestamp(self._now_ms)
        QCoreApplication.sendEvent(self._window, event)


def burst(window: QWindow, text: str) -> None:
    """A code, and Enter."""
    typist = Typist(window)
    typist.text(text)
    typist.press(Qt.Key.Key_Return, "\r")
