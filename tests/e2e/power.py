"""Power cuts in the middle of selling: a shopper who confirms order after order, and somebody who pulls the plug."""

import itertools
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from kiosk.control import ControlClient
from kiosk.errors import EnvironmentProblem


class Mortal(Protocol):
    """A kiosk that can be killed."""

    folder: Path

    def kill(self) -> None: ...


class Confirming:
    """Confirms one order after the other in a thread of its own, each with the next of `lines`, until the kiosk
    is gone.

    `told` gets every number that was answered; `cut_off` says that a confirmation was under way at the end."""

    def __init__(self, kiosk: Mortal, lines: Sequence[str], told: dict[str, int]) -> None:
        self._kiosk = kiosk
        self._lines = itertools.cycle(lines)
        self._told = told
        self._error: BaseException | None = None
        self._progress = threading.Condition()
        self._ended = False
        self._last_s = 0.005  # how long a confirmation took the last time
        self.cut_off = False
        self.answered = 0
        self._thread = threading.Thread(target=self._run, name="shopper", daemon=True)
        self._thread.start()

    def kill_after(self, answers: int, share: float) -> None:
        """kill -9 when so many orders are answered, and `share` of the time has passed that the next one takes."""
        with self._progress:
            self._progress.wait_for(lambda: self.answered >= answers or self._ended, 60)
        time.sleep(share * self._last_s)
        self._kiosk.kill()
        self._thread.join(30)
        assert not self._thread.is_alive(), "the shopper still waits for an answer of a dead kiosk"
        if self._error:
            raise self._error

    def _run(self) -> None:
        try:
            with ControlClient(self._kiosk.folder) as client:
                while self._confirm(client):
                    pass
        except (EnvironmentProblem, OSError):
            pass  # killed before we could connect
        except BaseException as error:  # shown by kill_after(), in the test's own thread
            self._error = error
        with self._progress:
            self._ended = True
            self._progress.notify_all()

    def _confirm(self, client: ControlClient) -> bool:
        self.cut_off = True
        began = time.perf_counter()
        try:
            order = client.call("place", lines=[next(self._lines)])
        except (EnvironmentProblem, OSError, ValueError):  # ValueError: an answer torn in the middle
            return False
        self.cut_off = False
        number = order["number"]
        assert number not in self._told, f"{number} was given twice"
        self._told[number] = order["total_minor"]
        with self._progress:
            self._last_s = time.perf_counter() - began
            self.answered += 1
            self._progress.notify_all()
        return True
