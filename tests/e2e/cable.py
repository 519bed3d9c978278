"""The line between a shop and HQ: real sockets, and somebody who can pull the plug without touching either end."""

import selectors
import socket
import struct
import threading

_RESET = struct.pack("ii", 1, 0)  # linger 0: the other side sees a reset, as when a router goes dark


class Cable:
    """A TCP relay to `port` of this machine. While it is cut, connections break and new ones are hung up on at once."""

    def __init__(self, port: int) -> None:
        self._target = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._wake, self._woken = socket.socketpair()
        self._selector.register(self._woken, selectors.EVENT_READ)
        self._peers: dict[socket.socket, socket.socket] = {}
        self._whole = threading.Event()
        self._whole.set()
        self._settled = threading.Event()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="cable", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def connect_to(self, port: int) -> None:
        """HQ came back on another port."""
        self._target = ("127.0.0.1", port)

    def cut(self) -> None:
        """Returns when nothing goes through any more."""
        self._whole.clear()
        self._do()

    def heal(self) -> None:
        self._whole.set()

    def close(self) -> None:
        self._closed = True
        self._do()
        self._thread.join()
        self._selector.close()
        for end in (self._listener, self._wake, self._woken):
            end.close()

    def _do(self) -> None:
        self._settled.clear()
        self._wake.send(b"!")
        assert self._settled.wait(10), "the cable is stuck"

    def _run(self) -> None:
        while not self._closed:
            for key, _ in self._selector.select():
                if key.fileobj is self._listener:
                    self._join_up()
                elif key.fileobj is self._woken:
                    self._heed()
                elif isinstance(key.fileobj, socket.socket) and key.fileobj in self._peers:
                    self._relay(key.fileobj)
        self._settled.set()

    def _heed(self) -> None:
        self._woken.recv(64)
        if self._closed or not self._whole.is_set():
            for end in tuple(self._peers):
                if end in self._peers:
                    self._part(end)
        self._settled.set()

    def _join_up(self) -> None:
        near, _ = self._listener.accept()
        if not self._whole.is_set():
            _hang_up(near)
            return
        try:
            far = socket.create_connection(self._target, timeout=5)
        except OSError:
            _hang_up(near)
            return
        for end, other in ((near, far), (far, near)):
            end.settimeout(10)
            self._peers[end] = other
            self._selector.register(end, selectors.EVENT_READ)

    def _relay(self, end: socket.socket) -> None:
        try:
            data = end.recv(65536)
            if data:
                self._peers[end].sendall(data)
                return
        except OSError:
            pass  # either side is gone; both ends are closed below
        self._part(end)

    def _part(self, end: socket.socket) -> None:
        other = self._peers.pop(end)
        self._peers.pop(other)
        for one in (end, other):
            self._selector.unregister(one)
            _hang_up(one)


def _hang_up(end: socket.socket) -> None:
    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    end.close()
