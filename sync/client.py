"""HQ over HTTPS: the tablet's end of the Endpoint protocol."""

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

import msgspec

from kiosk.errors import HqUnreachable
from kiosk.ports.sync import Acknowledgement, Manifest
from sync import protocol
from sync.address import Patience, check_url
from sync.answers import DECODERS, Decoder, Plain, hq_ahead_ms, is_json, problem
from sync.protocol import (
    EnrolAnswer,
    EnrolFinish,
    EnrolOffer,
    EnrolStart,
    Heads,
    Page,
    ResolveAnswer,
    ResolveRequest,
    SessionAnswer,
    SessionRequest,
    WireManifest,
)
from sync.trust import Trust

if TYPE_CHECKING:
    import requests

    from sync.line import Line

T = TypeVar("T")

MAX_ANSWER_BYTES = 64 << 20  # inflated; a page of 2,000 rows has about one
GZIP_FROM_BYTES = 512
RESUMES = 5  # times a blob goes on after a broken connection, as long as each brings something


class HttpEndpoint:
    """Everything a device asks of HQ, over one connection, from one thread. `cut` may be called from any.

    Raises what Endpoint names; HqUnreachable carries the HTTP status and Retry-After when there were any."""

    def __init__(self, base_url: str, *, trust: Trust | None = None, patience: Patience | None = None) -> None:
        self.base_url = check_url(base_url)
        self._trust = trust or Trust()
        self._patience = patience or Patience()
        self._gate = threading.Lock()
        self._made: Line | None = None
        #: By how much HQ's clock was ahead of ours when it last answered, to the second; None before it has.
        self.hq_ahead_ms: int | None = None

    @property
    def _line(self) -> "Line":
        """Made when first used: a third of the time a kiosk takes to start would go into importing `requests`, and no
        order waits for HQ."""
        with self._gate:
            if self._made is None:
                from sync.line import Line

                self._made = Line(self.base_url, trust=self._trust, patience=self._patience)
            return self._made

    @property
    def pin(self) -> str:
        return self._trust.seen

    def enrol_start(self, request: EnrolStart) -> EnrolOffer:
        return self._ask("POST", protocol.PATH_ENROL_START, EnrolOffer, body=msgspec.json.encode(request))

    def enrol_finish(self, request: EnrolFinish, *, wait_s: float = 0) -> EnrolAnswer:
        params, body = {"wait": f"{wait_s:g}"}, msgspec.json.encode(request)
        return self._ask("POST", protocol.PATH_ENROL_FINISH, EnrolAnswer, params=params, body=body, wait_s=wait_s)

    def session(self, request: SessionRequest) -> SessionAnswer:
        return self._ask("POST", protocol.PATH_SESSION, SessionAnswer, body=msgspec.json.encode(request))

    def push(self, run: bytes) -> Acknowledgement:
        return self._ask("POST", protocol.PATH_EVENTS, Acknowledgement, body=run)

    def heads(self, token: str, *, wait_s: float = 0, known: dict[str, int] | None = None) -> Heads:
        params: list[tuple[str, str]] = [("known", f"{stream}:{seq}") for stream, seq in sorted((known or {}).items())]
        if wait_s:
            params.append(("wait", f"{wait_s:g}"))
        return self._ask("GET", protocol.PATH_HEADS, Heads, token=token, params=params, wait_s=wait_s)

    def page(
        self, token: str, stream: str, *, gen: str, after: int, limit: int = protocol.PAGE_ROWS
    ) -> Page:  # fmt: skip
        path = f"{protocol.PATH_STREAMS}/{quote(stream, safe='')}"
        return self._ask("GET", path, Page, token=token, params={"gen": gen, "after": after, "limit": limit})

    def resolve(self, token: str, hashed: str) -> ResolveAnswer:
        body = msgspec.json.encode(ResolveRequest(hashed))
        return self._ask("POST", protocol.PATH_RESOLVE, ResolveAnswer, token=token, body=body)

    def manifest(self, token: str, set_name: str) -> Manifest:
        path = f"{protocol.PATH_SNAPSHOTS}/{quote(set_name, safe='')}"
        return protocol.manifest_from(self._ask("GET", path, WireManifest, token=token))

    def blob(self, token: str, sha256: str) -> Iterator[bytes]:
        """Goes on after a broken connection where it broke off, as long as every attempt brings something."""
        download = _Download()
        for attempt in range(RESUMES + 1):
            had = download.received
            try:
                yield from self._go_on(download, token, sha256)
            except HqUnreachable as error:
                if error.status is not None or attempt == RESUMES or download.received == had:
                    raise
            else:
                return

    def cut(self) -> None:
        """Whoever waits for HQ gets HqUnreachable at once, and so does everybody after."""
        self._line.cut()

    def close(self) -> None:
        self._line.close()

    def _ask(
        self, method: str, path: str, kind: type[T], *, token: str = "", params: Any = None, body: bytes = b"",
        wait_s: float = 0,
    ) -> T:  # fmt: skip
        headers = _headers(token)
        if body:
            headers["Content-Type"] = "application/json"
        if len(body) >= GZIP_FROM_BYTES:
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body, 6, mtime=0)
        with closing(self._line.ask(method, path, headers, params=params, body=body, wait_s=wait_s)) as response:
            if is_json(response.headers):  # a captive portal has a clock of its own
                self._note_clock(response.headers.get("Date", ""))
            raw = self._whole(response)
        if not response.ok or not is_json(response.headers):
            raise problem(response.status_code, response.headers, raw, self._line.unreachable)
        try:
            return msgspec.json.decode(raw, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise self._line.unreachable(f"its answer is no {kind.__name__} ({error})") from error

    def _note_clock(self, date: str) -> None:
        ahead_ms = hq_ahead_ms(date, time.time_ns() // 1_000_000)
        if ahead_ms is not None:
            self.hq_ahead_ms = ahead_ms

    def _whole(self, response: "requests.Response") -> bytes:
        decoder, whole = self._decoder(response), bytearray()
        for piece in self._line.pieces(response):
            whole += self._inflated(decoder, piece)
            if len(whole) > MAX_ANSWER_BYTES:
                raise self._line.unreachable(f"its answer has more than {MAX_ANSWER_BYTES} bytes")
        if whole and not decoder.eof:
            raise self._line.unreachable("its answer ended early")
        return bytes(whole)

    def _go_on(self, download: "_Download", token: str, sha256: str) -> Iterator[bytes]:
        headers = _headers(token) | {"Accept-Encoding": "zstd, gzip"} | download.headers()
        with closing(self._line.ask("GET", f"{protocol.PATH_BLOBS}/{sha256}", headers)) as response:
            if response.status_code not in (200, 206):
                raw = self._whole(response)
                raise problem(response.status_code, response.headers, raw, self._line.unreachable)
            if not download.begins(response, self._decoder(response)):
                raise self._line.unreachable("something else on the way answered", response.status_code)
            for piece in self._line.pieces(response):
                if fresh := download.take(self._inflated(download.decoder, piece), len(piece)):
                    yield fresh
            if not download.decoder.eof:
                raise self._line.unreachable("a file ended early")

    def _decoder(self, response: "requests.Response") -> Decoder:
        encoding = response.headers.get("Content-Encoding", "").strip().lower()
        if encoding not in DECODERS:
            raise self._line.unreachable(f"its answer is encoded as {encoding!r}", response.status_code)
        return DECODERS[encoding]()

    def _inflated(self, decoder: Decoder, piece: bytes) -> bytes:
        try:
            return decoder.inflate(piece)
        except ValueError as error:
            raise self._line.unreachable(f"its answer is damaged ({error})") from error


class _Download:
    """How far a blob is: bytes received as they are encoded, and bytes given away inflated."""

    def __init__(self) -> None:
        self.received = 0
        self.decoder: Decoder = Plain()
        self._given = 0
        self._skip = 0
        self._etag = ""

    def headers(self) -> dict[str, str]:
        if not self.received or not self._etag:
            return {}
        return {"Range": f"bytes={self.received}-", "If-Range": self._etag}

    def begins(self, response: "requests.Response", decoder: Decoder) -> bool:
        """Whether this answers `headers`. Who sends the whole again is heard out: what was given away is skipped."""
        if response.headers.get("Content-Type", "").startswith("text/html"):
            return False
        if response.status_code == 206:
            return response.headers.get("Content-Range", "").startswith(f"bytes {self.received}-")
        self.decoder, self.received, self._skip = decoder, 0, self._given
        self._etag = response.headers.get("ETag", "")
        return True

    def take(self, inflated: bytes, received: int) -> bytes:
        self.received += received
        fresh = inflated[self._skip :]
        self._skip -= len(inflated) - len(fresh)
        self._given += len(fresh)
        return fresh


def _headers(token: str) -> dict[str, str]:
    headers = {"Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": f"kiosk/{protocol.VERSION}"}
    return headers | {"Authorization": f"Bearer {token}"} if token else headers
