"""Bodies on the wire: JSON gzipped where the caller takes it, blobs with ranges over the bytes as they are encoded."""

import gzip
import re
import sys
import zlib
from typing import Any

import msgspec
from litestar import MediaType, Request, Response
from litestar.datastructures import State

from kiosk.errors import InputError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_GZIP_FROM = 1024
_WINDOW_LOG = 23  # a frame that looks back further than 8 MiB is not taken: it would cost us as much memory
_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")


def answer(request: Request[Any, Any, State], value: object) -> Response[bytes]:
    """The value as JSON. Nothing of it is for a cache."""
    raw = msgspec.json.encode(value)
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"}
    if len(raw) >= _GZIP_FROM and "gzip" in _accepted(request):
        raw = gzip.compress(raw, 5, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(raw, media_type=MediaType.JSON, headers=headers)


def bytes_answer(request: Request[Any, Any, State], sha256: str, stored: bytes) -> Response[bytes]:
    """A blob that is stored as zstd, or the range of it that was asked for. Encoding is deterministic, so that a
    download can go on."""
    body, encoding = _encoded(stored, _accepted(request))
    headers = {
        "ETag": f'"{sha256}"',
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, max-age=31536000, immutable",
        "Vary": "Accept-Encoding",
    }
    if encoding:
        headers["Content-Encoding"] = encoding
    wanted = _wanted(request, sha256, len(body))
    if wanted is None:
        return Response(body, media_type="application/octet-stream", headers=headers)
    first, last = wanted
    headers["Content-Range"] = f"bytes {first}-{last}/{len(body)}"
    return Response(body[first : last + 1], status_code=206, media_type="application/octet-stream", headers=headers)


def inflated(raw: bytes, encoding: str, most: int) -> bytes:
    """The request's body, inflated. Raises InputError when it is damaged, or with status 413 when it is larger than
    `most`: a bomb is inflated to one byte more and no further."""
    match encoding.strip().lower():
        case "" | "identity":
            body = raw
        case "gzip" | "x-gzip":
            body = _gunzipped(raw, most)
        case "zstd":
            body = _unpacked(raw, most)
        case other:
            raise InputError(f"bodies encoded as {other[:40]!r} are not taken; use gzip or zstd", status=415)
    if len(body) > most:
        raise InputError(f"the body has more than {most} bytes", status=413)
    return body


def _gunzipped(raw: bytes, most: int) -> bytes:
    decoder = zlib.decompressobj(wbits=31)
    try:
        body = decoder.decompress(raw, most + 1)
    except zlib.error as error:
        raise InputError(f"the body is not gzip: {error}") from None
    if not decoder.eof and len(body) <= most:
        raise InputError("the gzipped body ended early")
    return body


def _unpacked(raw: bytes, most: int) -> bytes:
    decoder = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _WINDOW_LOG})
    try:
        body = decoder.decompress(raw, max_length=most + 1)
    except zstd.ZstdError as error:
        raise InputError(f"the body is not zstd: {error}") from None
    if not decoder.eof and len(body) <= most:
        raise InputError("the zstd body ended early")
    return body


def _accepted(request: Request[Any, Any, State]) -> frozenset[str]:
    offers = request.headers.get("accept-encoding", "").lower().split(",")
    named = (offer.partition(";") for offer in offers)
    return frozenset(name.strip() for name, _, weight in named if weight.replace(" ", "") not in ("q=0", "q=0.0"))


def _encoded(stored: bytes, accepted: frozenset[str]) -> tuple[bytes, str]:
    """Tablets take it as it is stored. Pictures are compressed already: for others they stay as they are."""
    if "zstd" in accepted:
        return stored, "zstd"
    content = zstd.decompress(stored)
    body = gzip.compress(content, 5, mtime=0) if "gzip" in accepted else content
    return (body, "gzip") if len(body) < len(content) else (content, "")


def _wanted(request: Request[Any, Any, State], sha256: str, size: int) -> tuple[int, int] | None:
    """First and last byte of the range; None for the whole. Raises InputError (416) for one beyond the end."""
    asked = _RANGE.fullmatch(request.headers.get("range", "").strip())
    if asked is None or request.headers.get("if-range", f'"{sha256}"') != f'"{sha256}"':
        return None
    first = int(asked[1])
    last = min(int(asked[2]), size - 1) if asked[2] else size - 1
    if first > last:
        raise InputError(f"the blob has {size} bytes; byte {first} is beyond its end", status=416)
    return first, last
