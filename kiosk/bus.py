"""In-process announcements: a unit of work commits, then whoever listens is told. No delivery order between
listeners."""

import logging
import threading
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Bus:
    """Calls every subscriber of a message's type, in the publishing thread. A subscriber's error is logged and never
    reaches the publisher: what was announced has already happened."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._subscribers: dict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)

    def subscribe(self, kind: type[T], listener: Callable[[T], None]) -> Callable[[], None]:
        """Listen to messages of `kind`; returns the function that stops listening."""
        with self._lock:
            self._subscribers[kind].append(listener)
        return lambda: self._remove(kind, listener)

    def publish(self, message: object) -> None:
        with self._lock:
            listeners = tuple(self._subscribers[type(message)])
        for listener in listeners:
            try:
                listener(message)
            except Exception:
                _log.exception("a listener of %s failed", type(message).__name__)

    def _remove(self, kind: type[T], listener: Callable[[T], None]) -> None:
        with self._lock:
            if listener in self._subscribers[kind]:
                self._subscribers[kind].remove(listener)
