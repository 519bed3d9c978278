"""Whose turn it is to write in this process: one at a time, and first whoever brings what somebody waits for."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_PATIENCE_S = 0.15  # so long whoever can wait lets others go first
_LULL_S = 0.03  # of several who were answered some ask again at once
_LATELY_S = 1.0


class Turns:
    """A lock with two kinds of callers. Interpreting can wait; a device that waits for its acknowledgement should not
    have to. But who lets others go first does so for a moment, or a rush would stop it for good."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._writer: int | None = None  # the thread whose turn it is
        self._coming = 0
        self._came_s = self._rush_s = -_LATELY_S  # when somebody, and when several at once, were last on the way

    @contextmanager
    def coming(self) -> Iterator[None]:
        """While this lasts somebody is on the way to a turn that should not have to wait."""
        with self._changed:
            self._coming += 1
            if self._coming > 1:
                self._rush_s = time.monotonic()
        try:
            yield
        finally:
            with self._changed:
                self._coming -= 1
                self._came_s = time.monotonic()
                self._changed.notify_all()

    @property
    def quiet(self) -> bool:
        """Whether nobody comes now, or came just before."""
        return not self._coming and time.monotonic() - self._came_s > _LATELY_S

    @contextmanager
    def turn(self, *, can_wait: bool) -> Iterator[None]:
        """One thread at a time. Raises RuntimeError in a thread whose turn it is already."""
        with self._changed:
            if self._writer == threading.get_ident():
                raise RuntimeError("a unit of work is already writing in this thread")
            if can_wait:
                self._let_others_go()
            self._changed.wait_for(lambda: self._writer is None)
            self._writer = threading.get_ident()
        try:
            yield
        finally:
            with self._changed:
                self._writer = None
                self._changed.notify_all()

    def _let_others_go(self) -> None:
        """Until nobody comes any more, or it is enough. Called with the lock."""
        now = time.monotonic()
        until = now + _PATIENCE_S
        while now < until:
            lull_s = self._came_s + _LULL_S - now if now - self._rush_s < _LATELY_S else 0.0
            if not self._coming and lull_s <= 0:
                return
            self._changed.wait(until - now if self._coming else min(lull_s, until - now))
            now = time.monotonic()
