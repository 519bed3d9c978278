"""Kiosks for a test that kills many of them."""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from kiosk.control import running
from tests.e2e.processes import environment, wait_until


class Forked:
    """One of the zygote's; not our child, so that its end is seen through a pidfd."""

    _ANNOUNCED: tuple[str, ...] = ()

    def __init__(self, pid: int, folder: Path, log: Path) -> None:
        self.pid = pid
        self.folder = folder
        self.dead = False
        self._log = log
        self._end = os.pidfd_open(pid)

    @property
    def complaints(self) -> list[str]:
        """Of all its lives."""
        return [line for line in self._log.read_text("utf-8").splitlines() if not line.startswith(self._ANNOUNCED)]

    def wait_until_it_answers(self) -> None:
        wait_until(lambda: running(self.folder) or self.ended(0), f"{self.folder} does not answer {self.complaints}")
        assert not self.ended(0), self.complaints

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        assert self.ended(30_000), "kill -9 took no effect"
        os.close(self._end)
        self.dead = True

    def ended(self, timeout_ms: int) -> bool:
        poll = select.poll()
        poll.register(self._end, select.POLLIN)
        return bool(poll.poll(timeout_ms))


class ForkedKiosk(Forked):
    _ANNOUNCED = ("kiosk runs on",)


class ForkedHq(Forked):
    _ANNOUNCED = ("HQ serves",)


class Zygote:
    """Starts kiosks, or what `kind` says (see zygote.py); a context manager. What still lives at its end is killed."""

    def __init__(self, kind: str = "tablet") -> None:
        self._kind = kind
        self._last: Forked | None = None

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.zygote", self._kind],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment() | {"PYTHONPATH": str(Path(__file__).parents[2])},
        )
        assert self._answer() == "ready"
        return self

    def start(self, folder: Path, log: Path, *more: str | Path) -> ForkedKiosk:
        """`kiosk run` on a tablet's folder, headless or as `more` says."""
        pid = self._fork(log, "run", "--data", folder, *(more or ("--headless",)))
        self._last = kiosk = ForkedKiosk(pid, folder, log)
        return kiosk

    def serve(self, folder: Path, log: Path, port: int) -> ForkedHq:
        """`kiosk hq serve` on a folder."""
        pid = self._fork(log, "hq", "serve", "--data", folder, "--port", str(port))
        self._last = hq = ForkedHq(pid, folder, log)
        return hq

    def _fork(self, log: Path, *args: str | Path) -> int:
        assert self._process.stdin
        log.touch()
        self._process.stdin.write(json.dumps({"args": [str(arg) for arg in args], "log": str(log)}) + "\n")
        self._process.stdin.flush()
        return int(self._answer())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._last and not self._last.dead:
            self._last.kill()
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()

    def _answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()
