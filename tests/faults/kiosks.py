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


class ForkedKiosk:
    """One of the zygote's; not our child, so that its end is seen through a pidfd."""

    def __init__(self, pid: int, folder: Path, log: Path) -> None:
        self.pid = pid
        self.folder = folder
        self._log = log
        self._end = os.pidfd_open(pid)

    @property
    def complaints(self) -> list[str]:
        return [line for line in self._log.read_text("utf-8").splitlines() if not line.startswith("kiosk runs on")]

    def wait_until_it_answers(self) -> None:
        wait_until(lambda: running(self.folder) or self._ended(0), f"{self.folder} does not answer {self.complaints}")
        assert not self._ended(0), self.complaints

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        assert self._ended(30_000), "kill -9 took no effect"
        os.close(self._end)

    def _ended(self, timeout_ms: int) -> bool:
        poll = select.poll()
        poll.register(self._end, select.POLLIN)
        return bool(poll.poll(timeout_ms))


class Zygote:
    """Starts kiosks (see zygote.py); a context manager."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.zygote"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment() | {"PYTHONPATH": str(Path(__file__).parents[2])},
        )
        assert self._answer() == "ready"
        return self

    def start(self, folder: Path, log: Path) -> ForkedKiosk:
        assert self._process.stdin
        log.touch()
        self._process.stdin.write(json.dumps({"folder": str(folder), "log": str(log)}) + "\n")
        self._process.stdin.flush()
        return ForkedKiosk(int(self._answer()), folder, log)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()

    def _answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()
