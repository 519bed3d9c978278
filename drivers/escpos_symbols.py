"""Bar codes (Code 128) and QR codes for paper: how they are encoded, how wide they get, whether they fit."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import segno

_START = {103: "A", 104: "B", 105: "C"}
_SWITCH = {99: "C", 100: "B", 101: "A"}
#: Start, check digit and stop, and the quiet zones of 10 modules at both ends that ISO/IEC 15417 asks for.
_OVERHEAD_MODULES = 11 + 13 + 20
_CODE128_WIDTHS = (3, 2)
#: A printer obeys these even inside the data of a bar code; pairs of digits in subset C can spell them ("1620").
_REAL_TIME = re.compile(rb"\x10[\x04\x05\x14]")
_QR_WIDEST_DOTS, _QR_LEAST_DOTS, _QR_MOST_DOTS, _QR_QUIET = 240, 3, 8, 4


@dataclass(frozen=True, slots=True)
class Bars:
    """A Code 128 symbol that fits: `data` for GS k (with its subset marks), module width in dots, the modules."""

    data: bytes
    module_dots: int
    modules: tuple[bool, ...]


def code128(text: str, dots: int) -> Bars | None:
    """The bars for `text` on paper of `dots`, or None when Code 128 cannot hold it or the paper is too narrow."""
    if not text or not all(" " <= char <= "~" for char in text):
        return None
    from barcode.codex import Code128

    values = [int(value) for value in Code128(text).encoded]
    data = _subset_b(text) if _REAL_TIME.search(_marked(values)) else _marked(values)
    symbols = len(text) + 1 if data == _subset_b(text) else len(values)
    width = symbols * 11 + _OVERHEAD_MODULES
    fitting = [module for module in _CODE128_WIDTHS if width * module <= dots]
    if not fitting or len(data) > 255:
        return None
    return Bars(data, fitting[0], tuple(module == "1" for module in Code128(text).build()[0]))


def _marked(values: list[int]) -> bytes:
    """Code 128 symbol values (start included, check digit not) in the way GS k writes them."""
    subset = _START[values[0]]
    out = bytearray(b"{" + subset.encode())
    for value in values[1:]:
        if value in _SWITCH and not (subset == "C" and value == 99):
            subset = _SWITCH[value]
            out += b"{" + subset.encode()
        else:
            out += _symbol(value, subset)
    return bytes(out)


def _symbol(value: int, subset: str) -> bytes:
    if subset == "C":
        return bytes([value])
    if subset == "A" and value >= 64:
        return bytes([value - 64])
    return b"{{" if value + 32 == ord("{") else bytes([value + 32])


def _subset_b(text: str) -> bytes:
    return b"{B" + text.replace("{", "{{").encode("ascii")


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code that fits: module size in dots and the modules without quiet zone."""

    module_dots: int
    rows: list[list[bool]]


def qr_code(text: str, dots: int) -> QrCode | None:
    """The QR code for `text` (error correction M), or None when it is empty or would not be readable on `dots`."""
    made = _make_qr(text) if text else None
    if made is None:
        return None
    rows = [[bool(module) for module in row] for row in made.matrix]
    module = min(max(_QR_WIDEST_DOTS // len(rows), _QR_LEAST_DOTS), _QR_MOST_DOTS)
    return QrCode(module, rows) if (len(rows) + 2 * _QR_QUIET) * module <= dots else None


def _make_qr(text: str) -> "segno.QRCode | None":
    import segno

    try:
        return segno.make_qr(text, error="m", boost_error=False)
    except segno.DataOverflowError:
        return None
