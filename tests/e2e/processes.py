"""Processes of ours as a test sees them: what they say, whether they warned, how they end."""

import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from kiosk.control import ControlClient

#: The program under test: this checkout, or what KIOSK_COMMAND names, such as a bundle's.
KIOSK = tuple(shlex.split(os.environ.get("KIOSK_COMMAND", ""))) or (sys.executable, "-W", "error", "-m", "kiosk")
_TIMEOUT_S = 60.0


def wait_until(holds: Callable[[], object], what: str, timeout_s: float = _TIMEOUT_S) -> None:
    """Ask a process from outside until it says so: there is no event to wait for across a process's border."""
    deadline = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < deadline, f"after {timeout_s:g} s: {what}"
        threading.Event().wait(0.02)


def kiosk(*words: str | Path, fails: bool = False) -> str:
    """Run one command to its end; its output, or, where it must fail, its complaint."""
    done = subprocess.run(
        [*KIOSK, *map(str, words)], capture_output=True, text=True, timeout=_TIMEOUT_S, env=environment()
    )
    said = f"kiosk {' '.join(map(str, words))} → {done.returncode}\n{done.stdout}\n{done.stderr}"
    if fails:
        assert done.returncode == 1, said
        assert "Traceback" not in done.stderr, said
        return done.stdout + done.stderr
    assert done.returncode == 0, said
    assert not done.stderr, said
    return done.stdout


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUNBUFFERED": "1"}


class Child:
    """A running process. Leaving the block ends it, and fails when it warned of something nobody `expects`."""

    def __init__(self, *words: str | Path, expects: tuple[str, ...] = (), cwd: Path | None = None) -> None:
        self.lines: list[str] = []
        self.complaints: list[str] = []
        self._expects = expects
        self._said = threading.Condition()
        self._process = subprocess.Popen(
            [*KIOSK, *map(str, words)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
            cwd=cwd,
        )
        self._readers = [
            threading.Thread(target=self._read, args=(stream, kept), daemon=True)
            for stream, kept in ((self._process.stdout, self.lines), (self._process.stderr, self.complaints))
        ]
        for reader in self._readers:
            reader.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def wait_for(self, pattern: str, timeout_s: float = _TIMEOUT_S) -> re.Match[str]:
        """The first line of its output that the pattern is found in."""
        with self._said:
            self._said.wait_for(lambda: self._find(pattern) or not self._alive(), timeout_s)
            found = self._find(pattern)
        assert found, f"no line like {pattern!r} in {self.lines} {self.complaints}"
        return found

    def end(self, timeout_s: float = _TIMEOUT_S) -> int:
        """Ask it to stop; its exit code."""
        if self.running:
            self._process.send_signal(signal.SIGTERM)
        return self.finish(timeout_s)

    def finish(self, timeout_s: float = _TIMEOUT_S) -> int:
        """Wait until it ends by itself; its exit code."""
        try:
            code = self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise AssertionError(f"did not end in {timeout_s:g} s: {self.lines} {self.complaints}") from None
        self._close()
        return code

    def kill(self) -> None:
        """kill -9: what a power cut does to a process."""
        self._process.kill()
        self._process.wait()
        self._close()

    def surprises(self) -> list[str]:
        """What it complained of although nobody expected it."""
        return [line for line in self.complaints if not any(re.search(known, line) for known in self._expects)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.running:
            code = self.end() if kind is None else self._put_down()
            assert kind is not None or code == 0, (code, self.lines, self.complaints)
        if kind is None:
            assert not self.surprises(), self.surprises()

    def _put_down(self) -> int:
        self.kill()
        print("\n".join((*self.lines, *self.complaints)))  # pytest shows it with the failure
        return 0

    def _read(self, stream: IO[str] | None, kept: list[str]) -> None:
        assert stream
        for line in stream:
            with self._said:
                kept.append(line.rstrip("\n"))
                self._said.notify_all()
        with self._said:
            self._said.notify_all()

    def _alive(self) -> bool:
        return self._readers[0].is_alive() and self.running

    def _find(self, pattern: str) -> re.Match[str] | None:
        return next((found for line in self.lines if (found := re.search(pattern, line))), None)

    def _close(self) -> None:
        for reader in self._readers:
            reader.join()
        for stream in (self._process.stdout, self._process.stderr):
            assert stream
            stream.close()


class HqProcess(Child):
    """`kiosk hq serve` on a folder."""

    def __init__(
        self,
        folder: Path,
        expects: tuple[str, ...] = (),
        *,
        public_url: str = "",
        more: tuple[str | Path, ...] = (),
    ) -> None:
        self.folder = folder
        phones = ("--public-url", public_url) if public_url else ()
        super().__init__("hq", "serve", "--data", folder, "--port", "0", *phones, *more, expects=expects)
        self.port = int(self.wait_for(r"HQ serves http://127\.0\.0\.1:(\d+)").group(1))

    def pair(self, shop: str) -> str:
        """A pairing code for one tablet of the shop."""
        return kiosk("hq", "pair", shop, "--data", self.folder).splitlines()[0].strip()


class TabletProcess(Child):
    """`kiosk run --headless`, or with glass (`more`), on a tablet's folder."""

    def __init__(self, folder: Path, *more: str | Path, ready: bool = True, expects: tuple[str, ...] = ()) -> None:
        self.folder = folder
        super().__init__("run", "--data", folder, *(more or ("--headless",)), expects=expects, cwd=folder.parent)
        if ready:
            self.wait_for("kiosk runs on")

    def ask(self, verb: str, **args: Any) -> Any:
        """One verb at a desk of its own. Raises what the kiosk says is wrong."""
        with ControlClient(self.folder) as client:
            return client.call(verb, **args)

    def print_set_aside(self, **guide: str) -> None:
        """What a guide does about slips that were begun too often: has them printed."""
        for job in self.ask("print-list", **guide)["jobs"]:
            if job["state"] == "attention":
                self.ask("print-again", job=job["job"], **guide)

    def desk(self, **args: Any) -> Any:
        """The open desk, where scans go: `scan`, `pin`, `place` (with the phone number), or nothing to look at it."""
        return self.ask("open-desk", **args)
