"""What a code is, by its looks, and what it means on which screen: one table.

Printed codes carry their kind: `B-` badge, `M-` member, `P-` pick-up code, `KB-` a basket put aside, `T-` a box on
its way to another shop; an order slip carries the order number itself.
A GTIN has a GS1 check digit (GS1 General Specifications, 7.9); our own codes a weighted one modulo 10 over their
digits.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.transfers import is_slip

MAX_CODE = 64


class CodeKind(StrEnum):
    GTIN = "gtin"
    SKU = "sku"
    MEMBER = "member"
    BADGE = "badge"
    ORDER = "order"
    PICK_UP = "pick_up"
    PARKED = "parked"
    TRANSFER = "transfer"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Code:
    """A recognised code. `value` is normalised: GTIN to 14 digits, pick-up to its 8 digits, parked to its 4, the rest
    in capitals: of a transfer its id, or all that the slip in its box says."""

    kind: CodeKind
    value: str


class Screen(StrEnum):
    """Who is at the tablet and what for, as far as a scan cares."""

    SHOPPER = "shopper"  # attract, browse, style, basket, placed
    PIN = "pin"  # a badge was shown, the PIN is asked for
    GUIDE = "guide"  # unlocked: orders, payment, hand-over


class Meaning(StrEnum):
    SHOW_VARIANT = "show_variant"
    RECOGNISE_MEMBER = "recognise_member"
    ASK_PIN = "ask_pin"
    SHOW_ORDER = "show_order"
    OPEN_ORDER = "open_order"
    HAND_OVER = "hand_over"
    TAKE_UP = "take_up"
    RECEIVE = "receive"
    CALL_GUIDE = "call_guide"
    REFUSE = "refuse"


_SHOPPER = {
    CodeKind.GTIN: Meaning.SHOW_VARIANT,
    CodeKind.SKU: Meaning.SHOW_VARIANT,
    CodeKind.MEMBER: Meaning.RECOGNISE_MEMBER,
    CodeKind.BADGE: Meaning.ASK_PIN,
    CodeKind.ORDER: Meaning.SHOW_ORDER,
    CodeKind.PICK_UP: Meaning.CALL_GUIDE,
    CodeKind.PARKED: Meaning.TAKE_UP,
    CodeKind.TRANSFER: Meaning.REFUSE,
    CodeKind.UNKNOWN: Meaning.REFUSE,
}
_PIN = dict.fromkeys(CodeKind, Meaning.REFUSE) | {CodeKind.BADGE: Meaning.ASK_PIN}
_GUIDE = _SHOPPER | {
    CodeKind.ORDER: Meaning.OPEN_ORDER,
    CodeKind.PICK_UP: Meaning.HAND_OVER,
    CodeKind.TRANSFER: Meaning.RECEIVE,
}

MEANINGS: dict[Screen, dict[CodeKind, Meaning]] = {Screen.SHOPPER: _SHOPPER, Screen.PIN: _PIN, Screen.GUIDE: _GUIDE}

_ORDER_NUMBER = re.compile(r"[A-Z0-9]{1,8}-\d{2}-[A-Z]+-\d{6,}")
_BADGE = re.compile(r"B-[0-9A-Z]{8,40}")
_MEMBER = re.compile(r"M-\d{6,18}")
_PICK_UP = re.compile(r"P-(\d{8})")
_PARKED = re.compile(r"KB-(\d{4})(\d)")
_TRANSFER = re.compile(r"T-(\d{16})")
_SKU = re.compile(r"[0-9A-Z][0-9A-Z._/+-]{1,47}")


def recognise(text: str) -> Code:
    """What kind of code `text` is. Never raises: garbage is UNKNOWN, and means nothing on any screen."""
    cleaned = text.strip()
    if cleaned.isascii() and is_slip(cleaned.upper()):
        return Code(CodeKind.TRANSFER, cleaned.upper())
    if not 1 < len(cleaned) <= MAX_CODE or not cleaned.isascii() or not cleaned.isprintable():
        return Code(CodeKind.UNKNOWN, "")
    cleaned = cleaned.upper()  # after the check: `ß` would become SS
    if found := _PICK_UP.fullmatch(cleaned):
        digits = found.group(1)
        return Code(CodeKind.PICK_UP, digits) if own_digit_holds(digits) else Code(CodeKind.UNKNOWN, "")
    if (found := _PARKED.fullmatch(cleaned)) and own_digit_holds(found.group(1) + found.group(2)):
        return Code(CodeKind.PARKED, found.group(1))  # with another last digit it may be a retailer's SKU
    if (found := _TRANSFER.fullmatch(cleaned)) and own_digit_holds(found.group(1)):
        return Code(CodeKind.TRANSFER, cleaned)
    if _BADGE.fullmatch(cleaned):
        return Code(CodeKind.BADGE, cleaned)
    if _MEMBER.fullmatch(cleaned):
        holds = own_digit_holds(cleaned[2:])
        return Code(CodeKind.MEMBER, cleaned) if holds else Code(CodeKind.UNKNOWN, "")
    if _ORDER_NUMBER.fullmatch(cleaned):
        return Code(CodeKind.ORDER, cleaned)
    if (gtin := normalise_gtin(cleaned)) is not None:
        return Code(CodeKind.GTIN, gtin)
    return Code(CodeKind.SKU, cleaned) if _SKU.fullmatch(cleaned) else Code(CodeKind.UNKNOWN, "")


def meaning(code: Code, screen: Screen) -> Meaning:
    return MEANINGS[screen][code.kind]


def gtin_check_digit(digits: str) -> str:
    """The check digit that follows `digits` (any GS1 key without it): weights 3, 1, 3 … from the right, modulo 10."""
    total = sum(int(digit) * (3 if index % 2 == 0 else 1) for index, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def normalise_gtin(text: str) -> str | None:
    """A GTIN-8, -12, -13 or -14 as 14 digits; None when it is none or its check digit is wrong. All zeros is none."""
    if len(text) not in (8, 12, 13, 14) or not (text.isascii() and text.isdigit()) or not text.strip("0"):
        return None
    return text.zfill(14) if gtin_check_digit(text[:-1]) == text[-1] else None


_OWN_WEIGHTS = (
    7,
    3,
    9,
    1,
)  # all coprime to 10: every single wrong digit is found; not GS1's, so the two rarely coincide


def own_check_digit(digits: str) -> str:
    total = sum(int(digit) * _OWN_WEIGHTS[index % 4] for index, digit in enumerate(reversed(digits)))
    return str((5 - total) % 10)


def own_digit_holds(digits: str) -> bool:
    return own_check_digit(digits[:-1]) == digits[-1]


def pick_up_code(random_digits: str) -> str:
    """Eight digits from seven random ones."""
    if len(random_digits) != 7 or not random_digits.isdigit():
        raise ValueError("seven digits expected")
    return random_digits + own_check_digit(random_digits)


def parked_mark(code: str) -> str:
    """What the slip of a basket put aside carries as a bar code: its four digits with a check digit."""
    if len(code) != 4 or not (code.isascii() and code.isdigit()):
        raise ValueError("four digits expected")
    return f"KB-{code}{own_check_digit(code)}"


def transfer_mark(random_digits: str) -> str:
    """The id of a transfer, as the slip of its box carries it in bars, from fifteen random digits."""
    if len(random_digits) != 15 or not (random_digits.isascii() and random_digits.isdigit()):
        raise ValueError("fifteen digits expected")
    return f"T-{random_digits}{own_check_digit(random_digits)}"


def is_phone(text: str) -> bool:
    """A mainland mobile number: 11 digits, the first 1, the second 3 to 9 (MIIT numbering plan)."""
    return re.fullmatch(r"1[3-9]\d{9}", text) is not None and text.isascii()
