"""Cells of a retailer's files as values. Each function raises BadRow with a reason that a person can act on."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from kiosk.domain import codes
from kiosk.domain.events import MAX_PIECES
from kiosk.domain.money import MINOR_DIGITS, parse_minor
from kiosk.errors import InputError

MAX_NAME = 200
MAX_DESCRIPTION = 4_000

E = TypeVar("E", bound=StrEnum)
Complain = Callable[[str], None]  # a remark about the row at hand


class BadRow(Exception):
    """This row cannot be taken; the message says why. The rest of the file goes on."""


# C0 and C1 controls, zero-width and bidirectional marks, byte-order mark: no text, and they spoil paper and glass.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]+")
_PLACE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,31}")
_CODE = re.compile(r"[0-9A-Z][0-9A-Z._/+-]{1,47}")
_TILL = re.compile(r"[0-9A-Z]{1,8}")
_AMOUNT = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_SWATCH = re.compile(r"#[0-9a-f]{6}")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")


def place(text: str, column: str) -> str:
    """An id of a location, region, zone, tier, category or person: letters, digits, `.`, `_`, `-`, at most 32."""
    if not _PLACE.fullmatch(text):
        raise BadRow(f"{column} is blank" if not text else f"{column} {text[:40]!r} is not an id (A-Z 0-9 . _ -)")
    return text


def code(text: str, column: str) -> str:
    """A style's or variant's code, in capitals, as a scanner gives it back."""
    capitals = text.upper()
    if not _CODE.fullmatch(capitals):
        raise BadRow(
            f"{column} is blank" if not text else f"{column} {text[:60]!r} is not a code (2 to 48 of A-Z 0-9 . _ / + -)"
        )
    return capitals


def sku(text: str) -> str:
    """A code that no scan can take for a GTIN, a badge, a member, an order or a pick-up code."""
    capitals = code(text, "sku")
    doubtful = capitals.isdigit() or capitals[1] == "-" or capitals.count("-") == 3
    if doubtful and codes.recognise(capitals).kind is not codes.CodeKind.SKU:
        raise BadRow(f"sku {capitals!r} looks like another kind of code ({codes.recognise(capitals).kind.value})")
    return capitals


@lru_cache(maxsize=100_000)
def clean(text: str) -> tuple[str, bool]:
    """`text` without control characters (each stretch becomes one blank), and whether it had any."""
    if text.isprintable() and not _CONTROL.search(text):
        return text, False
    cleaned = " ".join(_CONTROL.sub(" ", text).split())
    return cleaned, cleaned != " ".join(text.split())


def name(text: str, column: str, complain: Callable[[str], None], *, longest: int = MAX_NAME) -> str:
    """A text for glass and paper. Control characters are taken out, with a remark."""
    cleaned, dirty = clean(text)
    if dirty:
        complain(f"{column} has control characters; they were taken out")
    if len(cleaned) > longest:
        raise BadRow(f"{column} has {len(cleaned)} characters; {longest} are allowed")
    return cleaned


def names(zh: str, en: str, column: str, complain: Callable[[str], None]) -> tuple[str, str]:
    """A name in both languages. One may be blank, and the other stands in for it."""
    zh, en = name(zh, f"{column}_zh", complain), name(en, f"{column}_en", complain)
    if not zh and not en:
        raise BadRow(f"{column}_zh and {column}_en are blank")
    return zh or en, en or zh


def gtin(text: str) -> str:
    """14 digits, or "" for a variant without one."""
    if not text:
        return ""
    if len(text) in (13, 14) and text.isascii() and text.isdigit() and _check_digit_holds(text.encode()):
        return text.zfill(14)
    normal = codes.normalise_gtin(text)
    if normal is not None:
        return normal
    if not (text.isascii() and text.isdigit()):
        raise BadRow(f"gtin {text[:40]!r} is not digits only (a spreadsheet may have rounded it)")
    if len(text) not in (8, 12, 13, 14):
        raise BadRow(f"gtin {text[:40]} has {len(text)} digits; 8, 12, 13 or 14 are allowed")
    if not text.strip("0"):
        raise BadRow(f"gtin {text} is all zeros")
    raise BadRow(f"gtin {text} has the wrong check digit; {codes.gtin_check_digit(text[:-1])} would be right")


_ZEROS = 48 * (7 + 3 * 7)  # what 14 digits' ASCII codes add before their values


def _check_digit_holds(digits: bytes) -> bool:
    """As codes.normalise_gtin, on the sums of byte slices: half a million of them take a second instead of five."""
    padded = digits.rjust(14, b"0")
    weighted = sum(padded[1::2]) + 3 * sum(padded[0::2]) - _ZEROS
    return weighted % 10 == 0 and weighted > 0


@lru_cache(maxsize=100_000)
def amount(text: str, currency: str, column: str = "price", *, free: bool = False) -> int:
    """An amount in minor units: above zero, or zero where it may be `free`; a point before decimals, no more of them
    than the currency has."""
    if currency not in MINOR_DIGITS:
        raise BadRow(f"currency {currency[:10]!r} is not one of {', '.join(sorted(MINOR_DIGITS))}")
    if not text:
        raise BadRow(f"{column} is blank")
    if not _AMOUNT.fullmatch(text) or len(text) > 15:
        raise BadRow(f"{column} {text[:40]!r} is not an amount (write 1193.50 or 1,193.50)")
    try:
        minor = parse_minor(text, currency)
    except InputError:
        raise BadRow(f"{column} {text} has more than the {MINOR_DIGITS[currency]} decimals of {currency}") from None
    if minor < 0 or (minor == 0 and not free):
        hint = "; a missing row means: not priced" if column == "price" else ""
        raise BadRow(f"{column} {text} is {'zero' if minor == 0 else 'negative'}{hint}")
    return minor


def whole(text: str, column: str, *, default: int | None = None, highest: int = MAX_PIECES) -> int:
    """A whole number from 0 to `highest`; blank is `default`, where there is one."""
    if not text and default is not None:
        return default
    if not _WHOLE.fullmatch(text):
        raise BadRow(f"{column} is blank" if not text else f"{column} {text[:40]!r} is not a whole number")
    number = int(text)
    if number < 0:
        raise BadRow(f"{column} {number} is negative")
    if number > highest:
        raise BadRow(f"{column} {number} is more than {highest}")
    return number


def till_prefix(text: str) -> str:
    """How a shop's order numbers begin: 1 to 8 of A-Z 0-9."""
    if not _TILL.fullmatch(text):
        raise BadRow(f"till_prefix (or the location's id, when blank) is {text[:40]!r}, not 1 to 8 of A-Z 0-9")
    return text


def choice(kind: type[E], text: str, column: str, *, default: E | None = None) -> E:
    if not text and default is not None:
        return default
    try:
        return kind(text.lower())
    except ValueError:
        raise BadRow(f"{column} {text[:40]!r} is not one of {', '.join(kind)}") from None


@lru_cache(maxsize=10_000)
def swatch(text: str) -> str:
    """`#rrggbb` in small letters, or ""."""
    lowered = text.lower()
    if lowered and not _SWATCH.fullmatch(lowered):
        raise BadRow(f"swatch {text[:20]!r} is not a colour like #2f4a3c")
    return lowered


def minute_of_day(text: str, column: str) -> int:
    """Minutes after midnight of `09:30`; `24:00` is the end of the day."""
    found = _CLOCK.fullmatch(text)
    minutes = int(found.group(1)) * 60 + int(found.group(2)) if found and int(found.group(2)) < 60 else -1
    if not 0 <= minutes <= 24 * 60:
        raise BadRow(f"{column} {text[:20]!r} is not a time of day like 09:30")
    return minutes


@lru_cache(maxsize=10_000)
def moment(text: str, column: str = "counted_at") -> int:
    """UTC milliseconds of an ISO 8601 moment, which must name its offset: files cross time zones."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise BadRow(f"{column} {text[:40]!r} is not a moment like 2026-11-20T21:30:00+08:00") from None
    if read.tzinfo is None:
        raise BadRow(f"{column} {text[:40]!r} has no offset from UTC (add +08:00, or Z)")
    at_ms = round((read - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1000)
    if at_ms <= 0:
        raise BadRow(f"{column} {text[:40]!r} is before 1970")
    return at_ms
