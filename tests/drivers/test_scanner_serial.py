"""The scanner driver at the end of a real pseudo-terminal, which is unplugged and plugged in again."""

import logging
import queue
import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.scanner_serial import SerialScanner
from drivers.virtual import VirtualScanner
from kiosk.ports.devices import ScannedCode


class Desk:
    """Where scans arrive."""

    def __init__(self, link: Path) -> None:
        self.far = VirtualScanner(link)
        self.codes: queue.Queue[str] = queue.Queue()
        self.garbage: queue.Queue[str] = queue.Queue()
        self.scanner = SerialScanner(self.far.path, on_garbage=self.garbage.put)

    def start(self) -> None:
        self.scanner.start(lambda code: self.codes.put(code.text))
        assert self.scanner.ready.wait(10)

    def next(self) -> str:
        return self.codes.get(timeout=10)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "scanner")
    yield desk
    desk.scanner.stop()
    desk.far.close()


def test_scans_arrive_in_their_order(desk: Desk) -> None:
    desk.start()
    codes = [f"JA-02-A-{number:06d}" for number in range(200)]
    for code in codes:
        desk.far.scan(code)
    assert [desk.next() for _ in codes] == codes


def test_the_symbology_comes_along(desk: Desk) -> None:
    got: queue.Queue[ScannedCode] = queue.Queue()
    desk.scanner.start(got.put)
    assert desk.scanner.ready.wait(10)
    desk.far.scan("]E04006381333931", end="\r\n")
    assert got.get(timeout=10) == ScannedCode("4006381333931", "]E0")


def test_a_scan_in_two_pieces_is_one(desk: Desk) -> None:
    desk.start()
    desk.far.write(b"400638")
    desk.far.write(b"1333931\r")
    assert desk.next() == "4006381333931"


def test_a_qr_code_of_4000_characters_is_refused_and_the_next_scan_is_fine(desk: Desk) -> None:
    desk.start()
    desk.far.scan("x" * 4000)
    desk.far.scan("P-12345678")
    assert desk.next() == "P-12345678"
    assert "4000 characters" in desk.garbage.get(timeout=10)


def test_noise_on_the_line_never_ends_the_scanner(desk: Desk) -> None:
    desk.start()
    chance = random.Random(8)
    for _ in range(100):
        desk.far.write(chance.randbytes(300))
    desk.far.scan("\rafter the noise")
    while desk.next() != "after the noise":
        pass


@pytest.mark.expects_warnings("an unplugged scanner is worth a line")
def test_it_comes_back_when_it_is_plugged_in_again(desk: Desk) -> None:
    desk.start()
    for number in range(3):
        desk.far.write(b"before\r40063")
        assert desk.next() == "before"
        desk.far.unplug()
        wait_for_clear(desk.scanner.ready)
        desk.far.plug_in()
        assert desk.scanner.ready.wait(10)
        desk.far.scan(f"after-{number}")
        assert desk.next() == f"after-{number}"
    assert desk.codes.empty()


def wait_for_clear(event: threading.Event) -> None:
    tick = threading.Event()
    for _ in range(1000):
        if not event.is_set():
            return
        tick.wait(0.01)
    raise AssertionError("the scanner did not notice")


def test_a_scanner_that_is_plugged_in_later_is_found_and_missed_only_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    missed = threading.Event()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            missed.set()

    listener = Listener(logging.WARNING)
    logging.getLogger("drivers.scanner_serial").addHandler(listener)
    codes: queue.Queue[str] = queue.Queue()
    scanner = SerialScanner(str(tmp_path / "scanner"))
    scanner.start(lambda code: codes.put(code.text))
    assert missed.wait(10)
    far = VirtualScanner(tmp_path / "scanner")
    assert scanner.ready.wait(10)
    far.scan("here")
    assert codes.get(timeout=10) == "here"
    scanner.stop()
    far.close()
    logging.getLogger("drivers.scanner_serial").removeHandler(listener)
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_a_listener_that_fails_does_not_end_the_scanner(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    def on_scan(code: ScannedCode) -> None:
        if code.text == "bad":
            raise ZeroDivisionError
        desk.codes.put(code.text)

    desk.scanner.start(on_scan)
    assert desk.scanner.ready.wait(10)
    desk.far.scan("bad")
    desk.far.scan("good")
    assert desk.next() == "good"
    assert caplog.messages == ["a scan could not be dealt with"]


def test_it_can_be_stopped_and_started_again_and_the_port_is_free_meanwhile(desk: Desk) -> None:
    desk.start()
    assert desk.far.wait_for_listener()
    desk.scanner.stop()
    assert not desk.far.is_listened_to()
    desk.start()
    desk.far.scan("again")
    assert desk.next() == "again"
