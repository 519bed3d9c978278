"""What HQ's answer means to a device: the table "Failures" of the protocol, one row a line."""

import re
import time
import zlib
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import Protocol

import msgspec

from kiosk.errors import HqRefused, HqUnreachable, InputError, KioskError, OutOfStep, SnapshotRequired, TooOld
from sync.protocol import FORKED, Problem

RETRY_AFTER_MAX_S = 3600.0
SWOLLEN_BYTES = 64 << 20  # more than this from one piece off the line is an attack or a fault

_HTTP_DATE = re.compile(r"\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT")

Unreachable = Callable[[str, int | None], HqUnreachable]


def is_json(headers: Mapping[str, str]) -> bool:
    """Whether HQ itself speaks. A captive portal and a broken proxy answer in HTML, with any status."""
    return headers.get("Content-Type", "").split(";")[0].strip().lower() == "application/json"


def hq_ahead_ms(date: str, now_ms: int) -> int | None:
    """By how much the clock that wrote an HTTP `Date` is ahead of `now_ms`; None when it is no date. The header knows
    no fractions of a second: half of one is its best guess."""
    if not _HTTP_DATE.fullmatch(date):  # two of them, as a careless proxy joins them, are none
        return None
    try:
        said = parsedate_to_datetime(date)
    except (TypeError, ValueError):
        return None
    return round(said.timestamp() * 1000) + 500 - now_ms


def problem(status: int, headers: Mapping[str, str], raw: bytes, unreachable: Unreachable) -> KioskError:
    """The error for an answer that is not 2xx."""
    if not is_json(headers):
        return _later(unreachable(f"something else on the way answered ({status})", status), headers)
    told = _problem(raw)
    detail = told.detail
    match status:
        case 401 | 403:
            return HqRefused(
                f"HQ does not accept this device: {detail}. "
                "Everything is kept. Ask HQ for a pairing code and enrol again",
                reason=told.code,
                detail=detail,
                proof=told.proof,
            )
        case 409:
            return SnapshotRequired(f"HQ cannot continue from here: {detail}")
        case 412:
            return OutOfStep(detail, forked=told.code == FORKED)
        case 426:
            return TooOld(f"this program is too old for HQ: {detail}. Selling goes on and orders are sent; update it")
        case 408 | 425 | 429:
            return _later(unreachable(detail, status), headers)
    if 400 <= status < 500:
        return InputError(detail, status=status)
    return _later(unreachable(f"{detail} ({status})", status), headers)


def _problem(raw: bytes) -> Problem:
    try:
        return msgspec.json.decode(raw, type=Problem)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Problem("", "it gave no reason")


def _later(error: HqUnreachable, headers: Mapping[str, str]) -> HqUnreachable:
    error.retry_after_s = _retry_after(headers.get("Retry-After", ""))
    return error


def _retry_after(text: str) -> float | None:
    """Seconds from now: RFC 9110, 10.2.3, a number or a date. Never more than an hour, whoever wrote it."""
    try:
        wait_s = float(text) if text.strip().isdecimal() else parsedate_to_datetime(text).timestamp() - time.time()
    except (ValueError, TypeError):
        return None
    return min(max(wait_s, 0.0), RETRY_AFTER_MAX_S)


class Decoder(Protocol):
    """Inflates a body piece by piece. Raises ValueError when it is damaged, or swells beyond reason."""

    @property
    def eof(self) -> bool: ...

    def inflate(self, piece: bytes) -> bytes: ...


class Plain:
    """Not compressed: the end of the body is the connection's to know."""

    eof = True

    def inflate(self, piece: bytes) -> bytes:
        return piece


class _Gzip:
    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    def inflate(self, piece: bytes) -> bytes:
        try:
            inflated = self._inner.decompress(piece, SWOLLEN_BYTES)
        except zlib.error as error:
            raise ValueError(str(error)) from None
        if self._inner.unconsumed_tail:
            raise ValueError("it inflates to far more than it should")
        return inflated


class _Zstd:
    def __init__(self) -> None:
        from backports.zstd import ZstdDecompressor

        self._inner = ZstdDecompressor()

    @property
    def eof(self) -> bool:
        return self._inner.eof

    def inflate(self, piece: bytes) -> bytes:
        from backports.zstd import ZstdError

        try:
            inflated = self._inner.decompress(piece, SWOLLEN_BYTES)
        except (ZstdError, EOFError) as error:
            raise ValueError(str(error)) from None
        if not self._inner.eof and not self._inner.needs_input:
            raise ValueError("it inflates to far more than it should")
        return inflated


DECODERS: dict[str, Callable[[], Decoder]] = {
    "": Plain, "identity": Plain, "gzip": _Gzip, "x-gzip": _Gzip, "zstd": _Zstd
}  # fmt: skip
