"""A bar code scanner on a serial line (RS-232, or USB as virtual serial port)."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from drivers.base import Backoff, DeviceThread, Waker
from drivers.framing import Framer
from drivers.symbology import read_frame
from drivers.transports import serial_errors
from kiosk.ports.devices import ScannedCode

if TYPE_CHECKING:
    import serial

_log = logging.getLogger(__name__)

#: How long a read waits for a byte: not how fast a scan arrives, only how fast `stop` does.
_READ_S = 0.1


def _ignore(reason: str) -> None:
    _log.info("scan not understood: %s", reason)


class SerialScanner:
    """A Scanner that waits for its port to appear, reads, and waits again when the port goes away.

    `on_garbage` is told why a frame is no code. `ready` is set while the port is open.
    """

    def __init__(self, path: str, baud: int = 9600, on_garbage: Callable[[str], None] = _ignore) -> None:
        self._path, self._baud, self._on_garbage = path, baud, on_garbage
        self._thread: DeviceThread | None = None
        self._framer = Framer()
        self._missing_said = False
        self.ready = threading.Event()

    def start(self, on_scan: Callable[[ScannedCode], None]) -> None:
        self.stop()
        self._thread = DeviceThread(f"scanner {self._path}", lambda waker: self._run(waker, on_scan))
        self._thread.start()

    def stop(self) -> None:
        if self._thread is not None:
            self._thread.stop()
            self._thread = None

    def _run(self, waker: Waker, on_scan: Callable[[ScannedCode], None]) -> None:
        backoff = Backoff(0.1, 2.0)
        while not waker.stopped:
            try:
                with serial_errors(), contextlib.closing(self._open()) as port:
                    backoff.reset()
                    self._read(port, waker, on_scan)
            except OSError as error:
                self._say_missing(error)
                waker.wait(backoff.next_s())
            finally:
                self.ready.clear()
                self._framer.reset()

    def _open(self) -> "serial.Serial":
        import serial

        port = serial.Serial(self._path, self._baud, timeout=_READ_S)
        self._missing_said = False
        self.ready.set()
        _log.info("scanner at %s is ready", self._path)
        return port

    def _read(self, port: "serial.Serial", waker: Waker, on_scan: Callable[[ScannedCode], None]) -> None:
        """Until stopped. An unplugged port raises OSError from whatever touches it."""
        while not waker.stopped:
            data = port.read(1)
            data += port.read(port.in_waiting) if data else b""
            for frame in self._framer.feed(data, time.monotonic()):
                self._deliver(frame, on_scan)

    def _deliver(self, frame: bytes, on_scan: Callable[[ScannedCode], None]) -> None:
        reading = read_frame(frame)
        if reading.code is None:
            self._on_garbage(reading.reason)
            return
        try:
            on_scan(reading.code)
        except Exception:
            _log.exception("a scan could not be dealt with")

    def _say_missing(self, error: OSError) -> None:
        if not self._missing_said:
            self._missing_said = True
            _log.warning("scanner at %s is not there (%s): check its cable", self._path, error)
