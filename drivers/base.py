"""What all cables share: one way to wait, one way to try again, one way to run a device's thread.

Nothing else in drivers waits by the clock.
"""

import threading
import time
from collections.abc import Callable


class Waker:
    """A wait that another thread can end: for a moment with `wake`, for good with `stop`."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._stopped = False

    @property
    def stopped(self) -> bool:
        return self._stopped

    def wake(self) -> None:
        self._event.set()

    def stop(self) -> None:
        self._stopped = True
        self._event.set()

    def wait(self, timeout_s: float | None = None) -> None:
        """Return when woken, stopped, or after `timeout_s`. A wake is used up by one wait, a stop never."""
        self._event.wait(timeout_s)
        self._event.clear()
        # In this order a stop between the two lines is not lost.
        if self._stopped:
            self._event.set()


class Backoff:
    """Intervals between attempts: doubling from `first_s` up to `longest_s`."""

    def __init__(self, first_s: float, longest_s: float) -> None:
        self._first_s, self._longest_s = first_s, longest_s
        self._next_s = first_s

    def next_s(self) -> float:
        current = self._next_s
        self._next_s = min(current * 2, self._longest_s)
        return current

    def reset(self) -> None:
        self._next_s = self._first_s


class DeviceThread:
    """The one thread that owns a device. `run` gets the waker and returns when it is stopped."""

    def __init__(self, name: str, run: Callable[[Waker], None]) -> None:
        self.waker = Waker()
        self._thread = threading.Thread(target=run, args=(self.waker,), name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ask the thread to end and wait for it; from within the thread itself, only ask."""
        self.waker.stop()
        if self._thread.ident is not None and threading.current_thread() is not self._thread:
            self._thread.join()


def wait_until(condition: Callable[[], bool], timeout_s: float, step_s: float = 0.01) -> bool:
    """Look at a device that has no way to call us; whether the condition came true in time."""
    deadline = time.monotonic() + timeout_s
    never = threading.Event()
    while not condition():
        if time.monotonic() >= deadline:
            return False
        never.wait(step_s)
    return True
