"""`python -m tests.faults.printing_lives`: short lives of a spooler on a real journal and a real socket, each in a
process of its own that has imported it all.

One JSON line asks for a life, `{"folder", "port", "kind", "at"}`: it prints what waits in the folder's journal; in a
slip of that kind it kills itself (SIGKILL) when so many bytes of it have gone out, or, with `at` = "starting" or
"printed", around the commits before the first byte and after the last. The answer is how the life ended: a signal's
number, or 0.
"""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from drivers.base import wait_until
from drivers.escpos import PROFILE_80, encode
from drivers.printer import EscposPrinter
from drivers.spooler import Spooler
from drivers.transports import TcpTransport
from kiosk.ports.devices import Part, PartKind, PrintJob, PrintState, Slip
from kiosk.storage.tablet import TabletStorage


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class CutOff(TcpTransport):
    """A cable on which the process dies when `left` more bytes of a slip have gone; None: it does not."""

    left: int | None = None

    def write(self, data: bytes) -> None:
        if self.left is None or data.startswith(b"\x10\x04"):
            super().write(data)
            return
        super().write(data[: self.left])
        die()


class MortalPrinter(EscposPrinter):
    """Dies in slips of one kind."""

    def __init__(self, cable: CutOff, kind: str, at: int | None) -> None:
        super().__init__(cable, PROFILE_80, 2.0, 20.0)
        self._cable, self._kind, self._at = cable, kind, at

    def print(self, slip: Slip) -> None:
        self._cable.left = self._at if slip.kind == self._kind else None
        super().print(slip)


class MortalQueue:
    """The journal's queue, in a process that dies around a commit."""

    def __init__(self, journal: Any, kind: str, at: str) -> None:
        self._journal, self._kind, self._at = journal, kind, at
        self._printing = ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._journal, name)

    def next_job(self) -> PrintJob | None:
        job: PrintJob | None = self._journal.next_job()
        self._printing = job.slip.kind if job else ""
        return job

    def starting(self, job_id: int) -> int | None:
        self._perhaps("starting")
        before: int | None = self._journal.starting(job_id)
        return before

    def printed(self, job_id: int) -> None:
        self._perhaps("printed")
        self._journal.printed(job_id)

    def _perhaps(self, moment: str) -> None:
        if self._printing == self._kind and self._at == moment:
            die()


def live(folder: Path, port: int, kind: str, at: int | str | None) -> None:
    """Until nothing waits any more."""
    tablet = TabletStorage.open(folder)
    offset, moment = (at, "") if isinstance(at, int) else (None, at or "")
    printer = MortalPrinter(CutOff("127.0.0.1", port), kind, offset)
    spooler = Spooler(MortalQueue(tablet.journal, kind, moment), printer, lambda _: None)
    spooler.start()
    done = wait_until(lambda: all(job.state is not PrintState.WAITING for job in tablet.reader.print_jobs()), 30)
    spooler.stop()
    tablet.close()
    os._exit(0 if done else 1)


def main() -> None:
    encode(Slip("warm up", "", (Part(PartKind.MARK, "YUNJIA"), Part(PartKind.QR, "1"))), PROFILE_80)
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if pid == 0:
            live(Path(asked["folder"]), asked["port"], asked["kind"], asked["at"])
        print(-os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
