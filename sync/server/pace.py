"""How often somebody may ask HQ: a token bucket for every device, and for every address that has not shown a session.

A long poll is one request, however long it waits. What is only handed out (chunks, pictures, pages) costs a fraction: a
tablet's first day fetches thousands of them. Whoever is over it is answered 429 before a byte of the body is read.
"""

import asyncio
import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from kiosk.errors import KioskError
from sync import protocol

_MOST_NAMES = 10_000
_SHARE = ((protocol.PATH_BLOBS + "/", 0.1), (protocol.PATH_STREAMS + "/", 0.25))
Asgi = Callable[[Any, Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Pace:
    """So many requests at once, and so many a minute from then on."""

    burst: float
    a_minute: float


@dataclass(frozen=True, slots=True)
class Paces:
    """A device, by its session. Of an address: everything else, and sealed runs, which need no session: all tablets of
    a shop may have one address."""

    device: Pace = Pace(1200, 600)
    runs: Pace = Pace(600, 600)
    address: Pace = Pace(240, 240)


class Buckets:
    """Of one pace, by name. For one thread. A name that was not heard of for long is forgotten with a full bucket."""

    def __init__(self, pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace, self._clock = pace, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens, and when there were so many

    def take(self, name: str, cost: float = 1.0) -> float:
        """Seconds to wait, 0 when it may go on: then it is counted."""
        now = self._clock()
        before, at = self._left.get(name, (self._pace.burst, now))
        left = min(self._pace.burst, before + (now - at) * self._pace.a_minute / 60)
        allowed = left >= cost
        self._left[name] = (left - cost if allowed else left, now)
        self._left.move_to_end(name)
        while len(self._left) > _MOST_NAMES:
            self._left.popitem(last=False)
        return 0.0 if allowed else (cost - left) * 60 / self._pace.a_minute


class Paced:
    """An ASGI application behind buckets. `whose` names the device of a session; it raises KioskError for none, and is
    asked in a thread, once a session, when the application has an answer for it."""

    def __init__(
        self, app: Asgi, whose: Callable[[str], str], paces: Paces, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._app, self._whose = app, whose
        self._devices, self._runs, self._addresses = (
            Buckets(pace, clock) for pace in (paces.device, paces.runs, paces.address)
        )
        self._known: OrderedDict[str, str] = OrderedDict()  # session → device

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif wait_s := self._take(scope, _token(scope)):
            await _refuse(send, wait_s)
        else:
            await self._pass_on(scope, receive, send)

    async def _pass_on(self, scope: Any, receive: Any, send: Any) -> None:
        token = _token(scope)

        async def noting(message: Any) -> None:
            """Before the answer goes out: the next request may follow at once."""
            if token and token not in self._known and 200 <= message.get("status", 0) < 300:
                await self._get_to_know(token)
            await send(message)

        await self._app(scope, receive, noting)

    def _take(self, scope: Any, token: str) -> float:
        path = scope["path"]
        device = self._known.get(token)
        if device is not None:
            return self._devices.take(device, next((cost for start, cost in _SHARE if path.startswith(start)), 1.0))
        buckets = self._runs if path == protocol.PATH_EVENTS else self._addresses
        return buckets.take(_address(scope))

    async def _get_to_know(self, token: str) -> None:
        try:
            device = await asyncio.get_running_loop().run_in_executor(None, self._whose, token)
        except KioskError:
            return
        self._known[token] = device
        while len(self._known) > _MOST_NAMES:
            self._known.popitem(last=False)


def _token(scope: Any) -> str:
    raw = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
    kind, _, token = raw.decode("latin-1").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _address(scope: Any) -> str:
    """An IPv6 network counts as one: whoever has one address of it has 2⁶⁴."""
    host = (scope.get("client") or ("", 0))[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    return host if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))


async def _refuse(send: Any, wait_s: float) -> None:
    body = msgspec.json.encode(
        protocol.Problem("too_often", "HQ was asked too often just now. Nothing was done; it is asked again later")
    )
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"retry-after", str(math.ceil(wait_s)).encode()),
    ]
    await send({"type": "http.response.start", "status": 429, "headers": headers})
    await send({"type": "http.response.body", "body": body})
