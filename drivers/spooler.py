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
#: How often a slip is begun by itself. Each time may have cost paper; then a person decides.
MOST_ATTEMPTS = 3
#: On a slip that says none of its own, for whoever reads it.
COPY_MARK = "补打 COPY {n}"


def as_copy(slip: Slip, number: int) -> Slip:
    """The slip for its copy of this number: it says so at its head, and leaves the drawer alone."""
    words = (slip.copy_mark or COPY_MARK).format(n=number)
    mark = Part(PartKind.TEXT, words, align=Align.CENTRE, bold=True, scale=2, inverse=True)
    return replace(slip, parts=(mark, Part(PartKind.FEED, "0.5"), *slip.parts), open_drawer=False)


class Spooler:
    """One thread. `on_state` hears of the printer's state when it changes, from that thread.

    A job whose printer is known to be unable is not started: its attempts count only when bytes may have been sent.
    After MOST_ATTEMPTS it is set aside for a person, and the jobs behind it come out.
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
        if job.attempts >= MOST_ATTEMPTS:  # the program ended in the last of them
            self._queue.set_aside(job.id, PrinterTrouble.INTERRUPTED)
            return 0.0
        if not state.can_print:
            self._keep(job, PrinterTrouble(state.value))
            return self._ask_again.next_s()
        self._ask_again.reset()
        return self._attempt(job)

    def _attempt(self, job: PrintJob) -> float:
        before = self._queue.starting(job.id)
        if before is None:
            return 0.0
        self._told = None
        try:
            self._printer.print(as_copy(job.slip, before) if before else job.slip)
        except Exception as problem:
            if not isinstance(problem, KioskError):
                _log.exception("slip %s could not be printed", job.slip.reference)
            return self._failed(job, problem)
        self._queue.printed(job.id)
        self._print_again.reset()
        return 0.0

    def _failed(self, job: PrintJob, problem: Exception) -> float:
        params = problem.params if isinstance(problem, PrinterProblem) else {}
        trouble, sent = PrinterTrouble(str(params.get("trouble", "other"))), bool(params.get("sent", True))
        self._queue.failed(job.id, trouble, sent=sent)
        if sent and job.attempts + 1 >= MOST_ATTEMPTS:
            _log.info("slip %s needs somebody to look at it: %s", job.slip.reference, trouble)
            self._queue.set_aside(job.id, trouble)
        self._look()
        return self._print_again.next_s()

    def _keep(self, job: PrintJob, reason: PrinterTrouble) -> None:
        """Write the reason down once, not with every look at the printer."""
        if self._told != (job.id, reason):
            self._told = (job.id, reason)
            self._queue.waits(job.id, reason)

    def _look(self) -> PrinterState:
        state = self._printer.state()
        if state is not self._state:
            self._state = state
            _log.info("printer: %s", state)
            self._on_state(state)
        return state
