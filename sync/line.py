"""One HTTP connection to HQ that can be cut off from another thread, and bodies read in pieces under a deadline.

A network of a shop fails in every way: it resets, stalls, drips, and answers with somebody else's page. Every socket
operation has a timeout, a whole body has a deadline, and whatever goes wrong is HqUnreachable.
"""

import io
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakSet

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from kiosk.errors import HqUnreachable
from sync.address import Patience
from sync.pins import pin_of
from sync.trust import Trust

PIECE_BYTES = 1 << 16


class Line:
    """Belongs to one thread; only `cut` may be called from another. `base_url` has been checked."""

    def __init__(self, base_url: str, *, trust: Trust, patience: Patience) -> None:
        self.base_url = base_url
        self.peer = urlsplit(self.base_url).netloc
        self._patience = patience
        self._closed = threading.Event()
        self._connections: WeakSet[HTTPConnection] = WeakSet()
        self._trust = trust
        self._session = self._new_session()

    def _new_session(self) -> requests.Session:
        session = requests.Session()
        session.trust_env = False  # neither a proxy nor a password file of whoever logged in here
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        session.verify = str(self._trust.ca_file) if self._trust.ca_file else not self._trust.pinned
        adapter = HTTPAdapter(pool_connections=1, pool_maxsize=1, max_retries=0)
        adapter.poolmanager.pool_classes_by_scheme = _watched(self)
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        return session

    def ask(
        self, method: str, path: str, headers: Mapping[str, str], *, params: Any = None, body: bytes = b"",
        wait_s: float = 0,
    ) -> requests.Response:  # fmt: skip
        """The answer with its headers; the caller reads the body and closes. `wait_s`: how long HQ may think."""
        timeout = (self._patience.connect_s, self._patience.read_s + wait_s)
        # A file is sent in small blocks, each with its own timeout: a slow line gets a large run up as well.
        content = io.BytesIO(body) if body else None
        try:
            return self._session.request(
                method, self.base_url + path, headers=dict(headers), params=params, data=content, timeout=timeout,
                stream=True, allow_redirects=False,
            )  # fmt: skip
        except (OSError, HTTPError) as error:
            raise self.unreachable(_reason(error)) from error

    def pieces(self, response: requests.Response) -> Iterator[bytes]:
        """The body as it is encoded, as it arrives."""
        deadline = time.monotonic() + self._patience.body_s
        try:
            while piece := response.raw.read1(PIECE_BYTES, decode_content=False):
                yield piece
                if time.monotonic() > deadline:
                    raise self.unreachable(f"its answer took longer than {self._patience.body_s:.0f} s")
        except (OSError, HTTPError) as error:
            raise self.unreachable(_reason(error)) from error

    def unreachable(self, reason: str, status: int | None = None) -> HqUnreachable:
        problem = HqUnreachable(
            f"HQ ({self.peer}) does not answer: {reason}. Nothing is lost: it stays on this device and is sent later"
        )
        problem.status = status
        return problem

    def cut(self) -> None:
        """From any thread, for good: whoever waits for HQ gets HqUnreachable at once."""
        self._closed.set()
        for connection in tuple(self._connections):
            _shut(connection)

    def close(self) -> None:
        self.cut()
        self._session.close()

    def opening(self, connection: HTTPConnection) -> None:
        self._connections.add(connection)

    def shaken_hands(self, connection: HTTPSConnection) -> None:
        """Nothing was sent yet. Raises HqImpostor."""
        theirs = connection.sock.getpeercert(binary_form=True) if isinstance(connection.sock, ssl.SSLSocket) else None
        if theirs is None:
            raise self.unreachable("it showed no certificate")
        self._trust.look(pin_of(theirs))
        connection.is_verified = connection.is_verified or self._trust.pinned

    def opened(self, connection: HTTPConnection) -> None:
        if self._closed.is_set():
            _shut(connection)


def _watched(line: Line) -> dict[str, type[HTTPConnectionPool]]:
    """Pools whose connections are known to the line from the moment they are opened."""

    class Plain(HTTPConnection):
        def connect(self) -> None:
            line.opening(self)
            super().connect()
            line.opened(self)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            line.opening(self)
            super().connect()
            line.shaken_hands(self)
            line.opened(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _shut(connection: HTTPConnection) -> None:
    opened = connection.sock
    if opened is None:
        return
    try:
        opened.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it had gone before us


def _reason(error: Exception) -> str:
    """What a person can do something with; the library's text names objects and addresses."""
    if isinstance(error, requests.exceptions.SSLError):
        return "it cannot prove who it is (certificate)"
    if isinstance(error, requests.exceptions.ConnectTimeout | requests.exceptions.ReadTimeout):
        return "no answer in time"
    if isinstance(error, requests.exceptions.ConnectionError):
        return "no connection"
    return "the connection broke"
