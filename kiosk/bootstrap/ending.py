"""Running until the machine says that it is enough."""

import signal
import threading

_LOOK_EVERY_S = 0.5


class Ending:
    """SIGINT and SIGTERM from now on only ask to end. For the main thread, before others start."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self._asked.set())

    def ask(self) -> None:
        """From any thread: it is enough."""
        self._asked.set()

    def wait(self) -> None:
        """Return when one of the signals has come, or somebody asked.

        It looks now and then: a signal that arrives just before the thread falls asleep wakes nobody, and Python runs
        its handler only when the main thread is awake."""
        while not self._asked.wait(_LOOK_EVERY_S):
            pass
