"""Money in integer minor units (fen, cents). Never a float anywhere."""

import re
from collections.abc import Sequence

from kiosk.errors import InputError

MINOR_DIGITS = {"CNY": 2, "EUR": 2, "USD": 2, "GBP": 2, "JPY": 0, "KRW": 0, "VND": 0}  # ISO 4217
SYMBOLS = {"CNY": "¥", "JPY": "¥", "EUR": "€", "USD": "$", "GBP": "£", "KRW": "₩", "VND": "₫"}

# A comma only between groups of three: `12,50` means twelve and a half to some, and must not become 1,250 to us.
_AMOUNT = re.compile(r"([-−]?)(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})?(?:\.(\d*))?", re.ASCII)


def parse_minor(text: str, currency: str = "CNY") -> int:
    """Minor units of a decimal text such as `1,193.50`. More decimals than the currency has is an error, not a
    rounding."""
    digits = MINOR_DIGITS[currency]
    found = _AMOUNT.fullmatch(text.strip())
    if found is None or not (found[2] or found[3]):
        raise InputError(f"{text[:40]!r} is not an amount")
    whole, fraction = (found[2] or "0").replace(",", ""), found[3] or ""
    if len(fraction.rstrip("0")) > digits:
        raise InputError(f"{text[:40]!r} has more than {digits} decimals")
    return (-1 if found[1] else 1) * int(whole + fraction[:digits].ljust(digits, "0"))


def format_minor(minor: int, currency: str = "CNY", *, symbol: bool = True) -> str:
    """`¥1,193.50`; whole amounts keep their decimals so that columns line up."""
    digits = MINOR_DIGITS[currency]
    whole, rest = divmod(abs(minor), 10**digits)
    text = f"{whole:,}" + (f".{rest:0{digits}d}" if digits else "")
    return ("−" if minor < 0 else "") + (SYMBOLS[currency] if symbol else "") + text


def allocate(total_minor: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split a total in proportion to the weights, to the last minor unit (largest remainder; ties go to the first).

    The parts always add up to the total; all-zero weights are treated as equal ones."""
    if not weights or any(weight < 0 for weight in weights):
        raise ValueError("weights must be non-negative and at least one")
    shares = weights if any(weights) else [1] * len(weights)
    whole = sum(shares)
    sign = -1 if total_minor < 0 else 1
    parts = [abs(total_minor) * share // whole for share in shares]
    remainders = sorted(range(len(shares)), key=lambda i: (-(abs(total_minor) * shares[i] % whole), i))
    for index in remainders[: abs(total_minor) - sum(parts)]:
        parts[index] += 1
    return tuple(sign * part for part in parts)
