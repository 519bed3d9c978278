"""Money in integer minor units (fen, cents). Never a float anywhere."""

from collections.abc import Sequence

from kiosk.errors import InputError

MINOR_DIGITS = {"CNY": 2, "EUR": 2, "USD": 2, "GBP": 2, "JPY": 0, "KRW": 0, "VND": 0}  # ISO 4217
SYMBOLS = {"CNY": "¥", "JPY": "¥", "EUR": "€", "USD": "$", "GBP": "£", "KRW": "₩", "VND": "₫"}


def parse_minor(text: str, currency: str = "CNY") -> int:
    """Minor units of a decimal text such as `1,193.50`. More decimals than the currency has is an error, not a
    rounding."""
    digits = MINOR_DIGITS[currency]
    cleaned = text.strip().replace(",", "")
    whole, _, fraction = cleaned.partition(".")
    sign = -1 if whole.startswith("-") else 1
    whole = whole.removeprefix("-") or "0"
    if not (whole.isascii() and whole.isdigit()) or (fraction and not (fraction.isascii() and fraction.isdigit())):
        raise InputError(f"{text!r} is not an amount")
    if len(fraction.rstrip("0")) > digits:
        raise InputError(f"{text!r} has more than {digits} decimals")
    return sign * int(whole + fraction[:digits].ljust(digits, "0"))


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
