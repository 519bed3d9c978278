"""Ways to a receipt printer: network port 9100, serial line, device file, plain file.

A transport opens with its first use and after `close` opens again: a printer in the network serves one host at a time.
Every failure is an OSError; what it means for the slip is for the printer to say.
"""

import contextlib
import os
import select
import socket
import stat
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from drivers.base import wait_until

if TYPE_CHECKING:
    import serial

CONNECT_TIMEOUT_S = 3.0
#: A printer that takes no byte for so long is out of paper, busy or gone.
STALL_TIMEOUT_S = 15.0


class Transport(Protocol):
    """A two-way cable. `name` says which, in words for staff."""

    @property
    def name(self) -> str: ...

    @property
    def two_way(self) -> bool:
        """Whether anything can ever be read; known once open."""

    def open(self) -> None:
        """Connect if not connected. Raises OSError."""

    def write(self, data: bytes) -> None:
        """Return when the other side has accepted every byte. Raises OSError."""

    def read(self, timeout_s: float) -> bytes:
        """What arrives within `timeout_s`, at least one byte; empty when nothing does. Raises OSError when the other
        side hung up."""

    def close(self) -> None:
        """Let go of the printer; what was written is not lost. Never raises."""


class TcpTransport:
    """A printer in the network ("raw" or JetDirect printing, port 9100)."""

    def __init__(self, host: str, port: int = 9100) -> None:
        self._host, self._port = host, port
        self._socket: socket.socket | None = None

    @property
    def name(self) -> str:
        return f"{self._host}:{self._port}"

    @property
    def two_way(self) -> bool:
        return True

    def open(self) -> None:
        self._opened()

    def _opened(self) -> socket.socket:
        if self._socket is None:
            self._socket = socket.create_connection((self._host, self._port), CONNECT_TIMEOUT_S)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket

    def write(self, data: bytes) -> None:
        opened = self._opened()
        opened.settimeout(STALL_TIMEOUT_S)
        # Not sendall: its time-out is for everything, ours is for a printer that stands still.
        rest = memoryview(data)
        while rest:
            rest = rest[opened.send(rest) :]

    def read(self, timeout_s: float) -> bytes:
        opened = self._opened()
        opened.settimeout(timeout_s)
        try:
            data = opened.recv(256)
        except TimeoutError:
            return b""
        if not data:
            raise ConnectionResetError("the printer hung up")
        return data

    def close(self) -> None:
        if self._socket is None:
            return
        closing, self._socket = self._socket, None
        try:
            # Closing with an answer unread would make the kernel throw away what the printer has not taken yet.
            closing.shutdown(socket.SHUT_WR)
            closing.settimeout(0.05)
            while closing.recv(256):
                pass
        except OSError:
            pass  # the slip's fate was settled before: nothing is left to lose here
        finally:
            closing.close()


class SerialTransport:
    """A printer on a serial line. `flow` is "none", "rts" (hardware), "dtr" or "xon"."""

    def __init__(self, path: str, baud: int = 9600, flow: str = "none") -> None:
        self._path, self._baud, self._flow = path, baud, flow
        self._port: serial.Serial | None = None

    @property
    def name(self) -> str:
        return self._path

    @property
    def two_way(self) -> bool:
        return True

    def open(self) -> None:
        self._opened()

    def _opened(self) -> "serial.Serial":
        if self._port is None:
            import serial

            with serial_errors():
                self._port = serial.Serial(
                    self._path,
                    self._baud,
                    write_timeout=STALL_TIMEOUT_S,
                    rtscts=self._flow == "rts",
                    dsrdtr=self._flow == "dtr",
                    xonxoff=self._flow == "xon",
                )
        return self._port

    def write(self, data: bytes) -> None:
        port = self._opened()
        with serial_errors():
            # By pieces, so that the time-out is for a printer that stands still, not for a long slip at 9600 baud.
            for start in range(0, len(data), 512):
                port.write(data[start : start + 512])
            sending_s = len(data) * 10 / self._baud
            if not wait_until(lambda: port.out_waiting == 0, sending_s + STALL_TIMEOUT_S):
                raise TimeoutError("the printer takes no more bytes")

    def read(self, timeout_s: float) -> bytes:
        port = self._opened()
        with serial_errors():
            port.timeout = timeout_s
            return bytes(port.read(1))

    def close(self) -> None:
        if self._port is None:
            return
        closing, self._port = self._port, None
        with contextlib.suppress(OSError), serial_errors():  # unplugged: it is closed
            closing.close()


@contextlib.contextmanager
def serial_errors() -> Iterator[None]:
    """pyserial lets `termios.error` through, which is no OSError, when a port goes away at the wrong moment."""
    import termios

    try:
        yield
    except termios.error as error:
        raise OSError(*error.args) from error


class FileTransport:
    """A device file such as /dev/usb/lp0, or a plain file to which slips are appended."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._fd: int | None = None
        self._two_way = False

    @property
    def name(self) -> str:
        return self._path

    @property
    def two_way(self) -> bool:
        return self._two_way

    def open(self) -> None:
        self._opened()

    def _opened(self) -> int:
        if self._fd is None:
            flags = os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
            if self._path.startswith("/dev/"):  # never leave a plain file where a printer should be
                self._fd = os.open(self._path, os.O_RDWR | flags)
            else:
                self._fd = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | flags, 0o600)
            self._two_way = stat.S_ISCHR(os.fstat(self._fd).st_mode)
        return self._fd

    def write(self, data: bytes) -> None:
        fd = self._opened()
        rest = memoryview(data)
        while rest:
            if not select.select([], [fd], [], STALL_TIMEOUT_S)[1]:
                raise TimeoutError("the printer takes no more bytes")
            rest = rest[os.write(fd, rest) :]

    def read(self, timeout_s: float) -> bytes:
        fd = self._opened()
        if not self._two_way:
            return b""
        deadline = time.monotonic() + timeout_s
        while (left_s := deadline - time.monotonic()) > 0:
            if not select.select([fd], [], [], left_s)[0]:
                break
            if data := os.read(fd, 256):
                return data
            wait_until(lambda: False, 0.02)  # usblp says "readable" when it has nothing to say
        return b""

    def close(self) -> None:
        if self._fd is None:
            return
        closing, self._fd = self._fd, None
        with contextlib.suppress(OSError):  # unplugged: it is closed
            os.close(closing)
