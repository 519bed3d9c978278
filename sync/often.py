"""How often somebody may ask: so many times within so long, by name, in memory."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable

_MOST_NAMES = 10_000


class Often:
    """Not for several threads at once."""

    def __init__(self, most: int, within_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._within_s, self._clock = most, within_s, clock
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()

    def allows(self, name: str) -> bool:
        """Whether `name` may ask now; if so it has."""
        now = self._clock()
        times = self._asked.setdefault(name, deque())
        self._asked.move_to_end(name)
        while times and now - times[0] >= self._within_s:
            times.popleft()
        while len(self._asked) > _MOST_NAMES:
            self._asked.popitem(last=False)
        if len(times) >= self._most:
            return False
        times.append(now)
        return True
