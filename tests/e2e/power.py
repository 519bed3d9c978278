"""Power cuts in the middle of selling: a shopper who confirms order after order, and somebody who pulls the plug."""

import threading
from collections.abc import Callable

from kiosk.control import ControlClient
from kiosk.errors import EnvironmentProblem
from tests.e2e.processes import TabletProcess


class Confirming:
    """Confirms the same order again and again in a thread of its own, until the kiosk is gone.

    `told` gets every number that was answered; `cut_off` says that a confirmation was under way at the end."""

    def __init__(self, tablet: TabletProcess, lines: tuple[str, ...], told: dict[str, int]) -> None:
        self._tablet = tablet
        self._lines = list(lines)
        self._told = told
        self._error: BaseException | None = None
        self.cut_off = False
        self.answered = 0
        self._first = threading.Event()
        self._thread = threading.Thread(target=self._run, name="shopper", daemon=True)
        self._thread.start()

    def wait_for_first(self) -> None:
        """Returns once a number was answered."""
        assert self._first.wait(60), (self._error, self._tablet.complaints)

    def kill(self, when: Callable[[], object] = lambda: None) -> None:
        """kill -9, at the moment that `when` returns."""
        when()
        self._tablet.kill()
        self._thread.join(30)
        assert not self._thread.is_alive(), "the shopper still waits for an answer of a dead kiosk"
        if self._error:
            raise self._error

    def _run(self) -> None:
        try:
            with ControlClient(self._tablet.folder) as client:
                while self._confirm(client):
                    pass
        except (EnvironmentProblem, OSError):
            pass  # killed before we could connect
        except BaseException as error:  # shown by kill(), in the test's own thread
            self._error = error

    def _confirm(self, client: ControlClient) -> bool:
        self.cut_off = True
        try:
            order = client.call("place", lines=self._lines)
        except (EnvironmentProblem, OSError, ValueError):  # ValueError: an answer torn in the middle
            return False
        self.cut_off = False
        number = order["number"]
        assert number not in self._told, f"{number} was given twice"
        self._told[number] = order["total_minor"]
        self.answered += 1
        self._first.set()
        return True
