"""The thread that interprets what was stored and what becomes due by the clock; acknowledgements went out before."""

import logging
import threading

from kiosk.errors import EnvironmentProblem
from sync.hq.database import HqDatabase
from sync.hq.granting import see_to_rights
from sync.hq.interpreting import interpret_stored, retry_held
from sync.hq.reminding import lapse, remind, renew_tasks

log = logging.getLogger(__name__)
_BY_THE_CLOCK = (renew_tasks, remind, lapse, see_to_rights)
_RETRY_S = 2.0
_LOOK_AGAIN_S = 60.0  # something may be due by the clock


class Interpreter:
    """Runs while HQ runs; picks up where the last process stopped."""

    def __init__(self, database: HqDatabase) -> None:
        self._database = database
        self._changed = threading.Condition()
        self._asked = 1  # at the start everything stored is looked at
        self._done = 0
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="hq-interpreter", daemon=True)

    def start(self) -> None:
        """Held events get another chance first: this program may know more than the last one."""
        self._thread.start()

    def once(self) -> None:
        """Interpret all that is stored, here and now: for whoever did not start the thread."""
        self._interpret()
        self._remind()

    def wake(self) -> None:
        """Something was stored."""
        with self._changed:
            self._asked += 1
            self._changed.notify_all()

    def drain(self, timeout_s: float = 60) -> bool:
        """Wait until everything stored so far is folded or held; whether it is."""
        with self._changed:
            asked = self._asked
            self._changed.wait_for(lambda: self._done >= asked or self._stopping, timeout_s)
            return self._done >= asked

    def stop(self) -> None:
        """End after the batch at hand; the rest is picked up at the next start."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        troubled = retried = False
        while not self._stopping:
            asked = self._asked
            try:
                if not retried:
                    retry_held(self._database)
                    retried = True
                self._interpret()
                self._remind()
            except Exception as error:
                # The thread must outlive whatever it is: what devices sent is safe, and HQ's people are told once.
                if not troubled:
                    unforeseen = None if isinstance(error, EnvironmentProblem) else error
                    log.error("events are stored but not interpreted: %s", error, exc_info=unforeseen)
                troubled = True
                self._pause(_RETRY_S)
                continue
            if troubled:
                log.info("events are interpreted again")
            troubled = False
            self._finished(asked)

    def _interpret(self) -> None:
        while not self._stopping and interpret_stored(self._database):
            pass

    def _remind(self) -> None:
        while not self._stopping and any(work(self._database) for work in _BY_THE_CLOCK):
            pass

    def _finished(self, asked: int) -> None:
        with self._changed:
            self._done = asked
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._asked > asked or self._stopping, _LOOK_AGAIN_S)

    def _pause(self, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopping, seconds)
