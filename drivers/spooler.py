"""Takes print jobs from the journal to the printer, one at a time, until each is on paper."""

import logging
from collections.abc import Callable
from dataclasses import replace

from drivers.base import Backoff, DeviceThread, Waker
from kiosk.errors import KioskError
from kiosk.ports.devices import (
    Align,
    Part,
    PartKind,
    PrinterProblem,
    PrinterState,
    PrinterTrouble,
    PrintJob,
    PrintQueue,
    ReceiptPrinter,
    Slip,
)

_log = logging.getLogger(__name__)

#: A printer that says what is wrong costs nothing to ask again; staff stand beside it with a roll of paper.
_ASK_AGAIN_S = (0.5, 5.0)
#: A slip that came out in part costs paper with every attempt.
_PRINT_AGAIN_S = (2.0, 300.0)
#: With nothing to print, how often the printer is asked how it is.
WATCH_S = 30.0
_BLOCKED = {PrinterState.OFFLINE: PrinterTrouble.OFFLINE, PrinterState.PAPER_OUT: PrinterTrouble.PAPER_OUT}
COPY_MARK = "补打 COPY"


def as_copy(slip: Slip) -> Slip:
    """The slip for another attempt: the first may have come out, so this one says so and leaves the drawer alone."""
    mark = Part(PartKind.TEXT, f"*** {COPY_MARK} ***", align=Align.CENTRE, bold=True)
    return replace(slip, parts=(mark, *slip.parts), open_drawer=False)


class Spooler:
    """One thread. `on_state` hears of the printer's state when it changes, from that thread.

    A job whose printer is known to be unable is not started: its attempts count only when bytes may have been sent.
    """

    def __init__(
        self,
        queue: PrintQueue,
        printer: ReceiptPrinter,
        on_state: Callable[[PrinterState], None],
        watch_s: float = WATCH_S,
    ) -> None:
        self._queue, self._printer, self._on_state, self._watch_s = queue, printer, on_state, watch_s
        self._thread = DeviceThread("spooler", self._run)
        self._state: PrinterState | None = None
        self._ask_again = Backoff(*_ASK_AGAIN_S)
        self._print_again = Backoff(*_PRINT_AGAIN_S)
        self._told: tuple[int, str] | None = None

    def start(self) -> None:
        self._thread.start()

    def nudge(self) -> None:
        """There may be a new job, or somebody has seen to the printer: look now."""
        self._thread.waker.wake()

    def stop(self) -> None:
        """Finish the slip being printed, then end."""
        self._thread.stop()

    def _run(self, waker: Waker) -> None:
        while not waker.stopped:
            try:
                wait_s = self._step()
            except Exception:
                # Whatever it is, one job or one full disk must not end all printing until the next start.
                _log.exception("the print queue could not be worked on")
                wait_s = self._print_again.next_s()
            if wait_s > 0:
                waker.wait(wait_s)

    def _step(self) -> float:
        """Look after one job; how long to wait before the next."""
        state = self._look()
        job = self._queue.next_job()
        if job is None:
            return self._watch_s
        if state in _BLOCKED:
            self._keep(job, _BLOCKED[state])
            return self._ask_again.next_s()
        self._ask_again.reset()
        return self._attempt(job)

    def _attempt(self, job: PrintJob) -> float:
        self._queue.starting(job.id)
        try:
            self._printer.print(job.slip if job.attempts == 0 else as_copy(job.slip))
        except Exception as problem:
            if not isinstance(problem, KioskError):
                _log.exception("slip %s could not be printed", job.slip.reference)
            self._queue.failed(job.id, _trouble(problem))
            self._look()
            return self._print_again.next_s()
        self._queue.printed(job.id)
        self._print_again.reset()
        self._told = None
        return 0.0

    def _keep(self, job: PrintJob, reason: PrinterTrouble) -> None:
        """Write the reason down once, not with every look at the printer."""
        if self._told != (job.id, reason):
            self._told = (job.id, reason)
            self._queue.failed(job.id, reason)

    def _look(self) -> PrinterState:
        state = self._printer.state()
        if state is not self._state:
            self._state = state
            _log.info("printer: %s", state)
            self._on_state(state)
        return state


def _trouble(problem: Exception) -> PrinterTrouble:
    trouble = problem.params.get("trouble") if isinstance(problem, PrinterProblem) else None
    return PrinterTrouble(str(trouble)) if trouble else PrinterTrouble.OTHER
