"""The way up: sealed runs of events, until HQ has signed for all of them. Nothing is ever dropped."""

import logging
from collections.abc import Callable

from kiosk.errors import HqUnreachable, InputError, OutOfStep
from kiosk.ports.sync import EventsDelivered, EventSource, SealedRun
from sync.protocol import MAX_RUN_EVENTS, Endpoint, encode_run

FAILURES_BEFORE_CUTTING = 5
TOO_LARGE = 413

_log = logging.getLogger(__name__)


class Uploader:
    """A run that HQ chokes on again and again is cut smaller by its author, which we are: perhaps one event is to
    blame, and the others get through."""

    def __init__(self, endpoint: Endpoint, source: EventSource, observer: Callable[[object], None]) -> None:
        self._endpoint = endpoint
        self._source = source
        self._observer = observer
        self._max_events = MAX_RUN_EVENTS
        self._failures = 0
        self.delivered = 0  # events HQ has signed for since the start

    def drain(self) -> None:
        """Send all that HQ does not have. Raises HqUnreachable, HqRefused, OutOfStep, InputError when HQ rejects a run,
        BugError: whatever HQ has not signed for stays in the journal."""
        while run := self._source.next_run(max_events=self._max_events):
            self._deliver(run)

    def _deliver(self, run: SealedRun) -> None:
        try:
            acknowledgement = self._endpoint.push(encode_run(run))
        except HqUnreachable as error:
            self._choked(error, run)
            raise
        except OutOfStep as error:
            if error.forked:
                self._source.part_ways(run.epoch)
            raise
        except InputError as error:
            if len(run.events) == 1 or error.params.get("status") != TOO_LARGE:
                raise
            return self._cut_to(len(run.events) // 2, str(error))
        self._source.acknowledged(acknowledgement)
        self._failures = 0
        self._max_events = min(MAX_RUN_EVENTS, self._max_events * 2)
        return self._count(run, acknowledgement.through)

    def _count(self, run: SealedRun, through: int) -> None:
        count = min(through, run.events[-1].seq) - run.events[0].seq + 1
        if count < 1:
            raise HqUnreachable("HQ signed for nothing of the run it was sent. The events stay here and are sent again")
        self.delivered += count
        self._observer(EventsDelivered(count))

    def _choked(self, error: HqUnreachable, run: SealedRun) -> None:
        """Count what HQ itself (or its proxy) answered; a dead line says nothing about the run."""
        if error.status == TOO_LARGE:
            self._cut_to(len(run.events) // 2, str(error))
        elif error.status is not None and error.status >= 500:
            self._failures += 1
            if self._failures >= FAILURES_BEFORE_CUTTING:
                self._cut_to(1, str(error))

    def _cut_to(self, max_events: int, reason: str) -> None:
        smaller = max(1, max_events)
        if smaller < self._max_events:
            _log.info("runs are cut to %d events: %s", smaller, reason)
        self._max_events = smaller
