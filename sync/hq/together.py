"""Work that several threads want done at once, done by one of them: what it costs to begin and end is paid once."""

import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Waiting(Generic[T, R]):
    """One thread's piece of work, and what came of it."""

    def __init__(self, item: T) -> None:
        self.item = item
        self._done = False
        self._result: R | None = None
        self._error: BaseException | None = None

    def succeed(self, result: R) -> None:
        self._result, self._done = result, True

    def fail(self, error: BaseException) -> None:
        self._error, self._done = error, True

    def is_done(self) -> bool:
        return self._done

    def outcome(self) -> R:
        """What came of it; raises what went wrong with it."""
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]  # it is done


class Together(Generic[T, R]):
    """`work(gather)` is run by one thread at a time: `gather()` gives what waits at that moment, and each of it has to
    be told what came of it before `work` ends. Nobody waits for others to come: those who come while it works are the
    next group."""

    def __init__(
        self,
        work: Callable[[Callable[[], Sequence[Waiting[T, R]]]], None],
        fits: Callable[[Sequence[T], T], bool],
    ) -> None:
        """`fits(group, item)`: whether one more may be among those."""
        self._work = work
        self._fits = fits
        self._changed = threading.Condition()
        self._waiting: list[Waiting[T, R]] = []
        self._working = False

    def do(self, item: T) -> R:
        """Wait for a turn, for oneself or for all who wait by then."""
        mine: Waiting[T, R] = Waiting(item)
        with self._changed:
            self._waiting.append(mine)
        while not mine.is_done():
            with self._changed:
                self._changed.wait_for(lambda: mine.is_done() or not self._working)
                if mine.is_done():
                    break
                self._working = True
            self._lead()
        return mine.outcome()

    def _lead(self) -> None:
        group: list[Waiting[T, R]] = []

        def gather() -> Sequence[Waiting[T, R]]:
            group.extend(self._take())
            return group

        try:
            self._work(gather)
        except BaseException as error:
            _tell(group or self._take(), error)
        finally:
            _tell(group, RuntimeError("a piece of work was forgotten"))
            with self._changed:
                self._working = False
                self._changed.notify_all()

    def _take(self) -> Sequence[Waiting[T, R]]:
        """Those who came first, until one does not fit."""
        with self._changed:
            group: list[T] = []
            for each in self._waiting:
                if group and not self._fits(group, each.item):
                    break
                group.append(each.item)
            taken, self._waiting = self._waiting[: len(group)], self._waiting[len(group) :]
        return taken


def _tell(group: Sequence[Waiting[T, R]], error: BaseException) -> None:
    for each in group:
        if not each.is_done():
            each.fail(error)
