"""A network that fails on demand: a TCP proxy on real sockets. Each connection takes the next fault from a queue."""

import asyncio
import socket
import struct
import threading
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

PIECE = 1 << 16
_PAGE = (
    b"Content-Type: text/html\r\nContent-Length: 44\r\nConnection: close\r\n\r\n"
    b"<html><body>Accept our terms.</body></html>\n"
)
PORTAL = b"HTTP/1.1 200 OK\r\n" + _PAGE
PORTALS = (
    PORTAL,
    b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/login\r\n" + _PAGE,
    b"HTTP/1.1 403 Forbidden\r\n" + _PAGE,
    b"HTTP/1.1 511 Network Authentication Required\r\n" + _PAGE,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one connection. `cut_up`, `cut_down`: reset after so many bytes towards HQ, towards the tablet;
    `silent`: no reset, nothing comes any more. `half_open`: taken, and never answered. `portal`: somebody else's page.
    `lose_answer_to`: what begins so is asked of HQ, HQ answers it, and then the line breaks."""

    cut_up: int | None = None
    cut_down: int | None = None
    silent: bool = False
    latency_s: float = 0
    bytes_a_s: int = 0
    half_open: bool = False
    portal: bytes = b""
    lose_answer_to: bytes = b""


@dataclass(slots=True)
class _Talk:
    """What the two directions of a connection know of each other."""

    fault: Fault
    losing: bool = False


FINE = Fault()
RESET = Fault(cut_up=0)


class FaultProxy:
    """Stands between a tablet and HQ while the block runs. `after` holds once the queue is empty."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname or "", parts.port or 80)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)
        self._tasks: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._closing = False
        self.faults: deque[Fault] = deque()
        self.after = FINE
        self.connections = 0
        self.lost_answers = 0
        self.down_bytes = 0
        self.up_bytes = 0
        self.url = ""

    def __enter__(self) -> Self:
        self._thread.start()
        self._do(self._listen())
        return self

    def __exit__(self, *_error: object) -> None:
        self._do(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def outage(self) -> None:
        """The cable is pulled: what is open breaks, what is new breaks."""
        self.after = RESET
        self.break_all()

    def break_all(self) -> None:
        """What is open breaks; what is new takes the next fault."""
        self._do(self._hang_up())

    def heal(self) -> None:
        self.faults.clear()
        self.after = FINE

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def _close(self) -> None:
        self._closing = True
        await asyncio.sleep(0.01)
        while others := asyncio.all_tasks() - {asyncio.current_task()}:  # one may just be being accepted
            await self._hang_up()
            await asyncio.wait(others, timeout=0.01)
        self._server.close()
        await asyncio.sleep(0.01)  # an aborted transport closes its socket in the loop's next round

    async def _hang_up(self) -> None:
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._closing:
            _reset(writer)
            return
        self.connections += 1
        fault = self.faults.popleft() if self.faults else self.after
        task = self._loop.create_task(self._serve(fault, reader, writer))
        self._tasks[task] = writer
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        _reset(self._tasks.pop(task))
        if not task.cancelled() and (error := task.exception()) and not isinstance(error, OSError):
            raise error

    async def _serve(self, fault: Fault, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if fault.half_open:
            while await reader.read(PIECE):
                pass
            return
        if fault.portal:
            await reader.read(PIECE)
            writer.write(fault.portal)
            await writer.drain()
            return
        if fault.cut_up == 0:
            return
        hq_reader, hq_writer = await self._reach_hq()
        talk = _Talk(fault)
        try:
            pumps = [
                asyncio.ensure_future(self._pump(reader, hq_writer, fault.cut_up, talk, up=True)),
                asyncio.ensure_future(self._pump(hq_reader, writer, fault.cut_down, talk, up=False)),
            ]
            try:
                await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for pump in pumps:
                    pump.cancel()
                await asyncio.gather(*pumps, return_exceptions=True)
        finally:
            _reset(hq_writer)

    async def _reach_hq(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection that is half made when the cable is pulled would never be closed."""
        reaching = asyncio.ensure_future(asyncio.open_connection(*self._target))
        try:
            return await asyncio.shield(reaching)
        except asyncio.CancelledError:
            _reset((await reaching)[1])
            raise

    async def _pump(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, limit: int | None, talk: _Talk, *, up: bool
    ) -> None:
        """Carry bytes until an end closes or the limit is reached."""
        left, most = limit, _piece(talk.fault)
        while piece := await source.read(most if left is None else min(most, left)):
            await asyncio.sleep(talk.fault.latency_s + (len(piece) / talk.fault.bytes_a_s if most < PIECE else 0))
            if talk.losing and not up:
                self.lost_answers += 1
                return
            talk.losing |= up and bool(talk.fault.lose_answer_to) and talk.fault.lose_answer_to in piece
            sink.write(piece)
            await sink.drain()
            self.up_bytes += len(piece) if up else 0
            self.down_bytes += 0 if up else len(piece)
            if left is not None and (left := left - len(piece)) <= 0:
                await asyncio.sleep(0.001)  # let what was written leave before the reset overtakes it
                break
        if talk.fault.silent and left is not None and left <= 0:
            await asyncio.Event().wait()


def _piece(fault: Fault) -> int:
    """How much is carried at once: on a slow line a tenth of a second's worth."""
    return fault.bytes_a_s // 10 if fault.bytes_a_s else PIECE


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close as a pulled cable does: no farewell."""
    opened = writer.get_extra_info("socket")
    if opened is not None and not writer.is_closing():
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
