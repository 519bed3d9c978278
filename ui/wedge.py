"""A window's keys, heard before anything in it: a scanner that types is told from a person, below every text field.

Whatever has the focus takes no input method and no shortcut while keys are heard here: an input method would turn a
bar code into words before a key of it is seen, and a bar code may press any shortcut. What a person's keys mean on
glass does not depend on either: it has its own keyboard for words.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodQueryEvent, QKeyEvent, QWindow

from kiosk.ports.keys import Heard, Key, KeyKind, KeyScanner

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHIFTS = (
    *(Qt.Key.Key_Shift, Qt.Key.Key_AltGr, Qt.Key.Key_Mode_switch),
    *(Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock),
)
#: With one of these a key means something else than it does alone.
CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Wedge(QObject):
    """Hears the keys of a window for `keys`; `scanned` is told the text of every scan, other keys go on to the window
    in their order."""

    def __init__(self, keys: KeyScanner, scanned: Callable[[str], None], window: QWindow) -> None:
        super().__init__(window)
        self._keys, self._scanned, self._window = keys, scanned, window
        self._passing = False
        self._due_ms: int | None = None
        self._late = False
        self._waited = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._time_is_over)
        window.installEventFilter(self)
        window.focusObjectChanged.connect(self._heed)
        self._heed(window.focusObject())

    @property
    def holding(self) -> bool:
        """Whether a key waits until it is known whose it is."""
        return self._due_ms is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QKeyEvent) and kind in _KEYS:
            return watched is self._window and not self._passing and self._hear(event)
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QInputMethodQueryEvent) and event.queries() & Qt.InputMethodQuery.ImEnabled:
            event.setValue(Qt.InputMethodQuery.ImEnabled, False)
            return True
        return kind == QEvent.Type.InputMethod

    def rest(self) -> None:
        """No key will come: what is held back is decided on now."""
        self._act(self._keys.quiet())
        self._wait(0)

    def close(self) -> None:
        """Hear no more; a key that is held back is gone."""
        self._timer.stop()
        self._window.removeEventFilter(self)
        self._window.focusObjectChanged.disconnect(self._heed)

    @Slot(QObject)
    def _heed(self, focus: QObject | None) -> None:
        """What has the focus is asked about input methods and shortcuts."""
        if focus is not None and focus is not self._window:
            focus.installEventFilter(self)
            QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)

    def _hear(self, event: QKeyEvent) -> bool:
        """Whether the key is kept from the window for now, or for ever."""
        key = read_key(event)
        heard = self._keys.feed(key)
        at_once = bool(heard.passed) and heard.passed[-1] is key
        self._act(Heard(heard.passed[:-1], heard.code) if at_once else heard)
        self._wait(key.at_ms)
        return not at_once

    def _act(self, heard: Heard) -> None:
        self._passing = True
        try:
            for key in heard.passed:
                assert isinstance(key.token, QKeyEvent)
                QCoreApplication.sendEvent(self._window, key.token)
        finally:
            self._passing = False
        if heard.code is not None:
            self._scanned(heard.code.text)

    def _wait(self, now_ms: int) -> None:
        due_ms = self._keys.due_ms
        if due_ms == self._due_ms:
            return
        self._due_ms = due_ms
        if due_ms is None:
            self._timer.stop()
        else:
            self._start(max(due_ms - now_ms, 0))

    def _start(self, wait_ms: int, *, late: bool = False) -> None:
        self._late = late
        self._waited.start()
        self._timer.start(wait_ms + 1)

    @Slot()
    def _time_is_over(self) -> None:
        """Where the machine was busy for long, keys may lie waiting that came in time: they come first, once."""
        wait_ms = self._timer.interval()
        if self._waited.elapsed() > 2 * wait_ms and not self._late:
            self._start(wait_ms, late=True)
        else:
            self.rest()


def read_key(event: QKeyEvent) -> Key:
    """What the driver needs to know of a key; its token is the same event, to be sent on."""
    return Key(
        _kind(event),
        event.nativeScanCode() or int(event.key()),
        event.timestamp() or time.monotonic_ns() // 1_000_000,
        event.text(),
        shifted=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier),
        chord=bool(event.modifiers() & CHORD),
        pressed=event.type() == QEvent.Type.KeyPress,
        repeats=event.isAutoRepeat(),
        token=_copy(event),
    )


def _kind(event: QKeyEvent) -> KeyKind:
    key, text = event.key(), event.text()
    if key in _ENTERS:
        return KeyKind.ENTER
    if key == Qt.Key.Key_Tab:
        return KeyKind.TAB
    if key in _SHIFTS:
        return KeyKind.SHIFT
    return KeyKind.CHARACTER if text and text.isprintable() else KeyKind.CONTROL


def _copy(event: QKeyEvent) -> QKeyEvent:
    """Of our own: what `clone` makes is nobody's, and would never be freed."""
    copy = QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
    copy.setTimestamp(event.timestamp())
    return copy
