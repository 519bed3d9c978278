"""Work off the GUI thread: a lane for the desk, one for reading, one for waiting. Results come by a queued signal.

The desk's lane is an executor of one, because a desk belongs to one thread, and because its verbs wait for the disk.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")
Then = Callable[[T], object]
Failed = Callable[[Exception], object]
_log = logging.getLogger(__name__)


class Tasks(QObject):
    """Runs plain functions on plain values; `then` and `failed` are called in the GUI thread."""

    _finished = Signal(object)
    idled = Signal()

    def __init__(self, desk: Executor | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk or ThreadPoolExecutor(1, "desk")
        self._lent = desk is not None
        self._reading = ThreadPoolExecutor(1, "reading")
        self._waiting = ThreadPoolExecutor(1, "waiting")
        self._open = 0
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way whose result the GUI thread has not had."""
        return self._open == 0

    def desk(self, work: Callable[[], T], then: Then[T], failed: Failed) -> None:
        """Run in the desk's thread, in the order asked."""
        self._submit(self._desk, work, then, failed)

    def read(self, work: Callable[[], T], then: Then[T], failed: Failed) -> None:
        """Run a read that is too long for the GUI thread."""
        self._submit(self._reading, work, then, failed)

    def wait(self, work: Callable[[], T], then: Then[T], failed: Failed) -> None:
        """Run what may take minutes because another machine is asked; nothing else waits behind it."""
        self._submit(self._waiting, work, then, failed)

    def close(self) -> None:
        """Finish what is under way; nothing is delivered any more."""
        self._closed = True
        self._reading.shutdown(wait=True, cancel_futures=True)
        if not self._lent:
            self._desk.shutdown(wait=True, cancel_futures=True)
        self._waiting.shutdown(wait=False, cancel_futures=True)

    def _submit(self, lane: Executor, work: Callable[[], T], then: Then[T], failed: Failed) -> None:
        if self._closed:
            return
        self._open += lane is not self._waiting  # whoever waits for idleness does not wait for HQ
        lane.submit(self._work, lane, work, then, failed)

    def _work(self, lane: Executor, work: Callable[[], T], then: Then[T], failed: Failed) -> None:
        try:
            value = work()
        except Exception as error:  # the edge of a thread: whatever happened is told in the GUI thread
            caught = error
            self._finish(lane, lambda: failed(caught))
        else:
            self._finish(lane, lambda: then(value))

    def _finish(self, lane: Executor, result: Callable[[], object]) -> None:
        if not self._closed:
            self._finished.emit((lane, result))

    def _deliver(self, finished: tuple[Executor, Callable[[], object]]) -> None:
        lane, result = finished
        self._open -= lane is not self._waiting
        if self._closed:
            return
        try:
            result()
        except Exception:
            _log.exception("showing a result failed")
        if self.idle:
            self.idled.emit()
