"""Bar codes (Code 128) and QR codes for paper: how they are encoded, how wide they get, whether they fit."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import segno

#: Symbol values of ISO/IEC 15417: start in subset B or C, change to it, and what the check digit is counted by.
_START = {"B": 104, "C": 105}
_CHANGE = {"B": 100, "C": 99}
_CHECK_MODULUS = 103
#: Start, check digit and stop, and the quiet zones of 10 modules at both ends that ISO/IEC 15417 asks for.
_OVERHEAD_MODULES = 11 + 13 + 20
_CODE128_WIDTHS = (3, 2)
_PAIRS = re.compile(r"((?:\d\d){2,})")
#: A printer obeys these even inside the data of a bar code; pairs of digits in subset C can spell them ("1620").
_REAL_TIME = re.compile(rb"\x10[\x04\x05\x14]")
_QR_WIDEST_DOTS, _QR_LEAST_DOTS, _QR_MOST_DOTS, _QR_QUIET = 240, 3, 6, 4


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
    parts = _subsets(text)
    if _REAL_TIME.search(_marked(parts)):
        parts = [("B", text)]
    data, values = _marked(parts), _values(parts)
    width = len(values) * 11 + _OVERHEAD_MODULES
    fitting = [module for module in _CODE128_WIDTHS if width * module <= dots]
    if not fitting or len(data) > 255:
        return None
    return Bars(data, fitting[0], _modules(values))


def _subsets(text: str) -> list[tuple[str, str]]:
    """Four digits or more go two to a symbol (subset C), everything else one to a symbol (B).

    python-barcode's own choice loses leading digits 99, which are a change of subset elsewhere.
    """
    return [("C" if at % 2 else "B", part) for at, part in enumerate(_PAIRS.split(text)) if part]


def _pairs(digits: str) -> list[int]:
    return [int(digits[at : at + 2]) for at in range(0, len(digits), 2)]


def _marked(parts: list[tuple[str, str]]) -> bytes:
    """As GS k writes it: `{B` and `{C` before what is in that subset."""
    out = bytearray()
    for subset, part in parts:
        out += b"{" + subset.encode()
        out += bytes(_pairs(part)) if subset == "C" else part.replace("{", "{{").encode("ascii")
    return bytes(out)


def _values(parts: list[tuple[str, str]]) -> list[int]:
    """Symbol values, start included, check digit not."""
    values: list[int] = []
    for subset, part in parts:
        values.append(_CHANGE[subset] if values else _START[subset])
        values += _pairs(part) if subset == "C" else [ord(char) - 32 for char in part]
    return values


def _modules(values: list[int]) -> tuple[bool, ...]:
    from barcode.charsets import code128 as table

    check = (values[0] + sum(at * value for at, value in enumerate(values))) % _CHECK_MODULUS
    pattern = "".join(table.CODES[value] for value in [*values, check]) + table.STOP + "11"
    return tuple(module == "1" for module in pattern)


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
