"""Synchronises by itself: at once when something happens here, within a second when something happens at HQ, patiently
when the network is away."""

import logging
import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

from kiosk.errors import EnvironmentProblem, KioskError
from sync.engine import CycleReport, SyncEngine
from sync.protocol import Endpoint, Heads

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Wake(Enum):
    """Why the thread stops waiting."""

    LOCAL = auto()  # something was recorded here
    NEWS = auto()  # the long poll has ended, one way or the other
    NETWORK = auto()  # the network came back
    NOW = auto()  # a person asked
    STOP = auto()


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds. `wait_s`: how long HQ holds a long poll. Back-off is full jitter: anywhere from 0 to
    base · 2ⁿ, at most `longest_s` (Brooker, "Exponential Backoff and Jitter", 2015)."""

    wait_s: float = 55  # as long as HQ holds one: an idle tablet asks 1.1 times a minute
    base_s: float = 1
    longest_s: float = 30
    idle_s: float = 60  # a cycle even if nobody woke us
    chance: Callable[[], float] = random.random

    def back_off_s(self, failures: int) -> float:
        ceiling = min(self.longest_s, self.base_s * 2.0 ** min(failures, 16))
        return self.chance() * ceiling


class SyncWorker:
    """Two daemon threads: one runs cycles, one waits at HQ on a connection of its own. `poll` is that connection;
    `cuts` break both connections, so that `stop` need not wait for a timeout."""

    def __init__(
        self, engine: SyncEngine, poll: Endpoint, *, cuts: Sequence[Callable[[], None]], rhythm: Rhythm | None = None
    ) -> None:
        self._engine = engine
        self._poll = poll
        self._cuts = cuts
        self._rhythm = rhythm or Rhythm()
        self._condition = threading.Condition()
        self._wakes: set[Wake] = set()
        self._ask: tuple[str, Heads] | None = None  # token and heads the next long poll starts from
        self._news: Heads | None = None
        self._asked: list[Future[CycleReport]] = []
        self._ended = False
        self._threads = [
            threading.Thread(target=self._run, name="sync", daemon=True),
            threading.Thread(target=self._listen, name="sync-poll", daemon=True),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def nudge(self, *, network_back: bool = False) -> None:
        """From any thread: something was recorded here, or the network came back. Returns at once."""
        self._engine.local_events.set()
        self._wake(Wake.NETWORK if network_back else Wake.LOCAL)

    def sync_now(self) -> Future[CycleReport]:
        """From any thread: a person wants it now, also after HQ refused us. Returns at once; whoever wants to wait
        takes the report from the future, which is cancelled when the worker stops first."""
        asked: Future[CycleReport] = Future()
        with self._condition:
            self._asked.append(asked)
            if self._ended:
                asked.cancel()
        self._wake(Wake.NOW)
        return asked

    def stop(self, timeout_s: float = 2) -> bool:
        """Whether both threads ended in time; what they were doing is taken up again with the next start."""
        self._wake(Wake.STOP)
        for cut in self._cuts:
            cut()
        deadline = time.monotonic() + timeout_s
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    # --- waiting

    def _wake(self, reason: Wake) -> None:
        with self._condition:
            self._wakes.add(reason)
            self._condition.notify_all()

    @property
    def _stopping(self) -> bool:
        return Wake.STOP in self._wakes

    def _wait(self, reasons: set[Wake], timeout_s: float) -> set[Wake]:
        """Sleep until one of `reasons`, or to stop; which there were. Others are kept for later."""
        with self._condition:
            self._condition.wait_for(lambda: self._wakes & (reasons | {Wake.STOP}), timeout_s)
            found = self._wakes & reasons
            self._wakes -= reasons
            return found

    # --- cycles

    def _run(self) -> None:
        failures = 0
        while not self._stopping:
            report = self._cycle()
            if report is None or report.error is not None:
                self._back_off(report, failures)
                failures += 1
                continue
            failures = 0
            self._listen_from(report)
            self._wait(set(Wake) - {Wake.STOP}, self._rhythm.idle_s)
        with self._condition:
            self._ended = True
            for waiting in self._asked:
                waiting.cancel()

    def _cycle(self) -> CycleReport | None:
        with self._condition:
            heads, self._news = self._news, None
            asked = [waiting for waiting in self._asked if waiting.set_running_or_notify_cancel()]
            self._asked = []
        if asked:
            self._engine.try_again()
        report = _surviving(lambda: self._engine.cycle(None if asked else heads))
        for waiting in asked:
            _settle(waiting, report)
        return report

    def _back_off(self, report: CycleReport | None, failures: int) -> None:
        """Wait our turn. What is recorded meanwhile still goes up at once, unless going up is what fails."""
        wait_s = max(self._rhythm.back_off_s(failures), (report and report.retry_after_s) or 0)
        deadline = time.monotonic() + wait_s
        up = report is not None and report.upload_error is None
        self._news = None  # will be old by then
        while not self._stopping and (left_s := deadline - time.monotonic()) > 0:
            found = self._wait({Wake.NETWORK, Wake.NOW, Wake.LOCAL} if up else {Wake.NETWORK, Wake.NOW}, left_s)
            if found - {Wake.LOCAL}:
                return
            if found:
                up = _surviving(self._goes_up) is True

    def _goes_up(self) -> bool:
        return self._engine.upload() is None

    # --- HQ's news

    def _listen_from(self, report: CycleReport) -> None:
        if report.heads is None or not self._engine.token:
            return
        with self._condition:
            self._ask = (self._engine.token, report.heads)
            self._condition.notify_all()

    def _listen(self) -> None:
        """The long poll. It only says that there is news, or that the line broke; cycles find out what."""
        failures = 0
        while (ask := self._next_ask()) is not None:
            token, known = ask
            began = time.monotonic()
            try:
                heads = self._poll.heads(token, wait_s=self._rhythm.wait_s, known=_known(known))
            except KioskError:
                self._pause(self._rhythm.back_off_s(failures) if failures else 0)
                failures += 1
            else:
                failures = 0
                if heads.heads == known.heads and time.monotonic() - began < min(1, self._rhythm.wait_s / 2):
                    self._pause(self._rhythm.wait_s / 5)  # this HQ does not wait: do not ask it all the time
                self._news = heads
            self._wake(Wake.NEWS)

    def _next_ask(self) -> tuple[str, Heads] | None:
        with self._condition:
            self._condition.wait_for(lambda: self._ask is not None or self._stopping)
            ask, self._ask = self._ask, None
            return None if self._stopping else ask

    def _pause(self, seconds: float) -> None:
        with self._condition:
            self._condition.wait_for(lambda: self._stopping, seconds)


def _surviving(work: Callable[[], T]) -> T | None:
    """None when it failed in a way nobody foresaw: that is logged, and tried again like any failure."""
    try:
        return work()
    except Exception:
        _log.exception("synchronising failed; it is tried again")
        return None


def _settle(asked: Future[CycleReport], report: CycleReport | None) -> None:
    if report is None:
        asked.set_exception(EnvironmentProblem("Synchronising failed; the log says why. Nothing is lost; try again"))
    else:
        asked.set_result(report)


def _known(heads: Heads) -> dict[str, int]:
    return {head.stream: head.head for head in heads.heads}
