"""Devices without hardware, at the end of a real cable: a receipt printer behind TCP, a scanner behind a pty.

They replace the device, never the driver: demo and tests run the code that a shop runs.
"""

import logging
import os
import pty
import re
import select
import selectors
import socket
import struct
import threading
import time
import tty
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from drivers.base import DeviceThread, Waker, wait_until
from drivers.escpos_decoder import EscposDecoder
from drivers.escpos_ops import DecodedSlip, Op, SlipCollector, StatusRequest
from drivers.slip_files import SlipFiles

_log = logging.getLogger(__name__)
_REAL_TIME_STATUS = re.compile(rb"\x10\x04([\x01-\x04])")


@dataclass(slots=True)
class _Host:
    """One connection to the virtual printer. `waiting` holds what came while there was no paper."""

    connection: socket.socket
    collector: SlipCollector
    decoder: EscposDecoder = field(default_factory=EscposDecoder)
    waiting: bytes = b""


class VirtualPrinter:
    """Listens like a network printer, answers status requests, and turns what it is sent into slips.

    Slips go to `on_slip` (from the printer's thread), to `slips`, and as text and as pictures of paper of `width`
    columns to `folder`. What may be changed while it runs: `paper` ("ok", "low", "out"), `cover_open`, `answering`,
    and, in bytes of a job, when the connection is cut once (`hang_up_after`) and when the paper ends (`paper_lasts`).
    """

    def __init__(
        self,
        folder: Path | None = None,
        on_slip: Callable[[DecodedSlip], None] | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        width: int = 48,
    ) -> None:
        self.paper, self.cover_open, self.answering = "ok", False, True
        self.host: str
        self.port: int
        self.hang_up_after: int | None = None
        self.paper_lasts: int | None = None
        self.slips: list[DecodedSlip] = []
        self._on_slip = on_slip
        self._files = SlipFiles(folder, width) if folder is not None else None
        self._changed = threading.Condition()
        self._listener = socket.create_server((host, port))
        self._listener.setblocking(False)
        #: Where it listens; stays known when it has stopped.
        self.host, self.port = self._listener.getsockname()[:2]
        self._hosts: dict[socket.socket, _Host] = {}
        #: Hosts that are gone, whose slips still wait for paper.
        self._gone: list[_Host] = []
        self._selector = selectors.DefaultSelector()
        self._thread = DeviceThread("virtual printer", self._run)

    @property
    def url(self) -> str:
        """What `open_printer` takes."""
        return f"tcp://{self.host}:{self.port}"

    def start(self) -> None:
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._thread.start()

    def stop(self) -> None:
        self._thread.stop()
        for connection in tuple(self._hosts):
            self._leave(connection)
        self._selector.close()
        self._listener.close()
        if self._files is not None:
            self._files.close()

    def wait_for_slips(self, count: int, timeout_s: float = 10.0) -> list[DecodedSlip]:
        """The slips so far, once there are `count` of them or the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: len(self.slips) >= count, timeout_s)
            return list(self.slips)

    def _run(self, waker: Waker) -> None:
        while not waker.stopped:
            for key, _ in self._selector.select(timeout=0.05):
                if key.fileobj is self._listener:
                    self._welcome()
                elif isinstance(key.fileobj, socket.socket):
                    self._receive(self._hosts[key.fileobj])
            if self._prints():
                self._catch_up()

    def _welcome(self) -> None:
        try:
            connection, _ = self._listener.accept()
        except OSError:
            return  # whoever it was did not wait
        connection.settimeout(1.0)
        self._hosts[connection] = _Host(connection, SlipCollector(self._keep))
        self._selector.register(connection, selectors.EVENT_READ)

    def _receive(self, host: _Host) -> None:
        try:
            data = host.connection.recv(65536)
        except OSError:
            data = b""
        if not data:
            self._leave(host.connection)
            return
        data, cut_off = self._until_hang_up(data)
        self._take(host, data)
        if cut_off:
            # Linger 0: the host gets a reset, as from a printer that lost its power.
            host.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._leave(host.connection)

    def _until_hang_up(self, data: bytes) -> tuple[bytes, bool]:
        """Status requests do not count as bytes of a job."""
        if self.hang_up_after is None or _REAL_TIME_STATUS.fullmatch(data):
            return data, False
        if len(data) <= self.hang_up_after:
            self.hang_up_after -= len(data)
            return data, False
        kept, self.hang_up_after = data[: self.hang_up_after], None
        return kept, True

    def _take(self, host: _Host, data: bytes) -> None:
        if self._prints():
            self._catch_up()
            data = self._until_paper_ends(host, data)
        if self._prints():
            self._print(host, data)
            return
        for request in _REAL_TIME_STATUS.finditer(data):
            self._answer(host, self._real_time_byte(request[1][0]))
        host.waiting += _REAL_TIME_STATUS.sub(b"", data)

    def _until_paper_ends(self, host: _Host, data: bytes) -> bytes:
        """Print what there is paper for; what is left has to wait."""
        if self.paper_lasts is None or _REAL_TIME_STATUS.fullmatch(data):
            return data
        if len(data) <= self.paper_lasts:
            self.paper_lasts -= len(data)
            return data
        printed, rest = data[: self.paper_lasts], data[self.paper_lasts :]
        self._print(host, printed)
        self.paper, self.paper_lasts = "out", None
        return rest

    def _catch_up(self) -> None:
        """There is paper: print what had to wait."""
        for host in (*self._hosts.values(), *self._gone):
            data, host.waiting = host.waiting, b""
            self._print(host, data)
        for host in self._gone:
            self._end(host)
        self._gone.clear()

    def _print(self, host: _Host, data: bytes) -> None:
        self._perform(host, host.decoder.feed(data))

    def _perform(self, host: _Host, ops: list[Op]) -> None:
        for op in ops:
            if isinstance(op, StatusRequest):
                self._answer(host, self._real_time_byte(op.n) if op.real_time else self._sensors())
        host.collector.add(ops)

    def _leave(self, connection: socket.socket) -> None:
        host = self._hosts.pop(connection)
        self._selector.unregister(connection)
        connection.close()
        if host.waiting:
            self._gone.append(host)
        else:
            self._end(host)

    def _end(self, host: _Host) -> None:
        self._perform(host, host.decoder.finish())
        host.collector.end()

    def _prints(self) -> bool:
        return self.paper != "out" and not self.cover_open

    def _answer(self, host: _Host, byte: int) -> None:
        if not self.answering:
            return
        try:
            host.connection.sendall(bytes([byte]))
        except OSError:
            _log.info("the host did not wait for its answer")

    def _real_time_byte(self, n: int) -> int:
        """Answers to DLE EOT: fixed bits 0x12, and what is wrong."""
        bits = {
            1: 0 if self._prints() else 0x08,
            2: 0x04 * self.cover_open | 0x20 * (self.paper == "out"),
            4: {"low": 0x0C, "out": 0x6C}.get(self.paper, 0),
        }
        return 0x12 | bits.get(n, 0)

    def _sensors(self) -> int:
        return {"low": 0x03, "out": 0x0F}.get(self.paper, 0)

    def _keep(self, slip: DecodedSlip) -> None:
        with self._changed:
            self.slips.append(slip)
            if self._files is not None:
                self._files.write(slip)
            self._changed.notify_all()
        if slip.unknown:
            _log.info("%d commands that nobody knows were stepped over", slip.unknown)
        if self._on_slip is not None:
            self._on_slip(slip)


class VirtualScanner:
    """A scanner on a pseudo-terminal: give `path` to a SerialScanner, then `scan`.

    `path` is a link that stays the same when the scanner is unplugged and plugged in again, as in /dev/serial/by-id.
    """

    def __init__(self, path: Path) -> None:
        self._link = path
        self._master = -1
        self.plug_in()

    @property
    def path(self) -> str:
        return str(self._link)

    @property
    def url(self) -> str:
        """What `open_scanner` takes."""
        return f"serial://{self._link.absolute()}"

    def plug_in(self) -> None:
        self._master, slave = pty.openpty()
        tty.setraw(slave)
        # The link appears at once: who waits for the port never sees half of it.
        fresh = self._link.with_name(self._link.name + ".new")
        fresh.symlink_to(os.ttyname(slave))
        fresh.replace(self._link)
        os.close(slave)

    def unplug(self) -> None:
        if self._master >= 0:
            self._link.unlink(missing_ok=True)
            os.close(self._master)
            self._master = -1

    close = unplug

    def is_listened_to(self) -> bool:
        """Whether a program has the port open."""
        poll = select.poll()
        poll.register(self._master, select.POLLOUT)
        return not any(events & select.POLLHUP for _, events in poll.poll(0))

    def wait_for_listener(self, timeout_s: float = 10.0) -> bool:
        """Whether a program opened the port in time. Waits a moment more: opening throws away what lies in the line."""
        found = wait_until(self.is_listened_to, timeout_s)
        wait_until(lambda: False, 0.1)
        return found

    def scan(self, text: str, end: str = "\r") -> None:
        self.write((text + end).encode())

    def write(self, data: bytes) -> None:
        """Raw bytes on the line, as fast as the other side reads them."""
        deadline = time.monotonic() + 10.0
        while data and time.monotonic() < deadline:
            if select.select([], [self._master], [], 0.1)[1]:
                data = data[os.write(self._master, data[:1024]) :]
