"""Ending politely when the machine says so.

Python learns of a signal only while it runs, and Qt's loop is not Python.
"""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSocketNotifier

_ENDING = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def ending_on_signals(end: Callable[[], object]) -> Iterator[None]:
    """Call `end` when SIGINT or SIGTERM comes while Qt's loop runs. For the main thread."""
    inbox, outbox = socket.socketpair()
    outbox.setblocking(False)
    notifier = QSocketNotifier(inbox.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: inbox.recv(1))  # waking up is enough: Python then runs its handlers
    wakeup = signal.set_wakeup_fd(outbox.fileno(), warn_on_full_buffer=False)
    before = {number: signal.signal(number, lambda *_: end()) for number in _ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(wakeup)
        notifier.setEnabled(False)
        inbox.close()
        outbox.close()
