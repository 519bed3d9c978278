"""Two people at two screens: the commands that make a machine a tablet, as processes."""

import os
import pty
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.processes import KIOSK, Child, HqProcess, environment, kiosk, wait_until
from tests.e2e.retailer import write_retailer


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[HqProcess]:
    with HqProcess(tmp_path / "hq") as running:
        kiosk("hq", "import", write_retailer(tmp_path / "files"), "--data", running.folder)
        yield running


class Screen:
    """`kiosk hq pair` before somebody who can answer."""

    def __init__(self, hq: HqProcess) -> None:
        self._terminal, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [*KIOSK, "hq", "pair", "JA", "--data", str(hq.folder)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment(),
        )
        os.close(theirs)
        self.text = ""

    def wait_for(self, pattern: str) -> re.Match[str]:
        while not (found := re.search(pattern, self.text)):
            try:
                self.text += os.read(self._terminal, 4096).decode("utf-8", "replace")
            except OSError:  # the process has closed its end
                raise AssertionError(self.text) from None
        return found

    def answer(self, line: str) -> int:
        os.write(self._terminal, line.encode() + b"\n")
        self.wait_for(r"is JA-01-|was refused")
        code = self.process.wait(60)
        os.close(self._terminal)
        return code


def url(hq: HqProcess) -> str:
    return f"http://127.0.0.1:{hq.port}"


@pytest.mark.parametrize("word", ["y", "n"])
def test_both_screens_show_the_same_digits_and_a_person_decides(hq: HqProcess, tmp_path: Path, word: str) -> None:
    screen = Screen(hq)
    code = screen.wait_for(r"kiosk enrol http://127\.0\.0\.1:\d+ (\w{8})").group(1)
    screen.wait_for("█")  # a QR code of the same
    folder = tmp_path / "tablet"
    with Child("enrol", url(hq), code, "--data", folder, "--name", "at the door") as tablet:
        here = tablet.wait_for(r"shows (\d{3} \d{3})\.").group(1)
        there = screen.wait_for(r"Tablet at the door shows (\d{3} \d{3})\? \[y/N\]").group(1)
        assert here == there
        ended = screen.answer(word)
        assert (ended, tablet.finish()) == ((0, 0) if word == "y" else (1, 1))
        tablet.complaints = [line for line in tablet.complaints if word == "y" or "refused this device" not in line]
    assert (folder / "identity.json").exists() == (word == "y")
    assert folder.exists() == (word == "y")


def test_whoever_gives_up_leaves_nothing_behind(hq: HqProcess, tmp_path: Path) -> None:
    folder = tmp_path / "tablet"
    with Child("enrol", url(hq), hq.pair("JA"), "--data", folder) as tablet:
        tablet.wait_for("This tablet shows")
        os.kill(tablet.pid, signal.SIGINT)
        assert tablet.finish() == 1
        tablet.complaints = [line for line in tablet.complaints if line.strip() not in ("", "Aborted!")]
    assert not folder.exists()
    assert kiosk("hq", "devices", "--data", hq.folder) == ""


def test_digits_typed_wrong_refuse_the_tablet(hq: HqProcess, tmp_path: Path) -> None:
    folder = tmp_path / "tablet"
    with Child("enrol", url(hq), hq.pair("JA"), "--data", folder) as tablet:
        digits = tablet.wait_for(r"shows (\d{3} \d{3})\.").group(1).replace(" ", "")
        wrong = f"{(int(digits) + 1) % 10**6:06d}"
        assert "is not what HQ shows" in kiosk("hq", "confirm", "JA", wrong, "--data", hq.folder, fails=True)
        assert tablet.finish() == 1
        assert any("code is used up" in line for line in tablet.complaints)
        tablet.complaints = []
    assert not folder.exists()
    assert "No tablet of JA waits" in kiosk("hq", "confirm", "JA", digits, "--data", hq.folder, fails=True)


def test_a_code_is_made_without_a_server_too(tmp_path: Path) -> None:
    folder = tmp_path / "hq"
    kiosk("hq", "import", write_retailer(tmp_path / "files"), "--data", folder)
    said = kiosk("hq", "pair", "JA", "--data", folder)
    assert "kiosk hq confirm JA DIGITS" in said
    with HqProcess(folder) as hq:
        hq.enrol("JA", url(hq), tmp_path / "tablet", code=said.splitlines()[0])
        wait_until(lambda: "  JA  " in kiosk("hq", "devices", "--data", folder), "HQ knows no tablet")
