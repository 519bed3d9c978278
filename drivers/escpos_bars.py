"""Bars as a printer draws them from the data of its commands: GS k of any kind → dark and light modules.

Independent of how our own encoder counts its modules, so that the one proves the other.
"""

from collections.abc import Callable, Iterator

_CODE128_STARTS = {"A": 103, "B": 104, "C": 105}
_CODE128_CHANGES = {"A": 101, "B": 100, "C": 99}
_CODE128_FUNCTIONS = {"1": 102, "2": 97, "3": 96}
_CODE128_SHIFT = 98
_CODE93_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
#: Nine modules a sign, AIM USS-93; the last four are the shifts ($) (%) (/) (+).
_CODE93 = (
    "100010100101001000101000100101000010100101000100100100100100010101010000100010010100001010"
    "110101000110100100110100010110010100110010010110001010101101000101100100101100010100110100"
    "100011010101011000101001100101000110100101100100010110110110100110110010110101100110100110"
    "110010110110011010101101100101100110100110110100111010100101110111010100111010010111001010"
    "101101110101110110110101110100100110111011010111010110100110010"
)
_CODE93_EDGE = "101011110"
_UPCE_PARITY = ("EEEOOO", "EEOEOO", "EEOOEO", "EEOOOE", "EOEEOO", "EOOEEO", "EOOOEE", "EOEOEO", "EOEOOE", "EOOEOE")
_WIDE = 3


def modules(kind: str, data: bytes) -> str:
    """The symbol as `1` (dark) and `0`, "" when a printer would print nothing: unknown kind, data that do not fit."""
    draw = _KINDS.get(kind)
    try:
        return draw(data) if draw else ""
    except (ValueError, KeyError, IndexError):
        return ""


def _code128(data: bytes) -> str:
    from barcode.charsets import code128 as table

    values = list(_code128_values(data))
    check = (values[0] + sum(at * value for at, value in enumerate(values))) % 103
    return "".join([*(table.CODES[value] for value in (*values, check)), table.STOP, "11"])


def _code128_values(data: bytes) -> Iterator[int]:
    """Symbol values, start included. `{A` `{B` `{C` choose the subset, `{S` `{1` … are functions, `{{` is a brace."""
    subset, at = "", 0
    while at < len(data):
        mark = chr(data[at + 1]) if data[at] == 0x7B and at + 1 < len(data) else ""
        if mark in _CODE128_STARTS:
            yield _CODE128_CHANGES[mark] if subset else _CODE128_STARTS[mark]
            subset = mark
        elif not subset:
            raise ValueError("a subset comes first")
        elif mark and mark != "{":
            yield _CODE128_SHIFT if mark == "S" else _code128_function(mark, subset)
        else:
            yield _code128_value(data[at], subset)
        at += 2 if mark else 1


def _code128_function(mark: str, subset: str) -> int:
    return {"A": 101, "B": 100}[subset] if mark == "4" else _CODE128_FUNCTIONS[mark]


def _code128_value(byte: int, subset: str) -> int:
    if subset == "C":
        return byte if byte < 100 else _reject(byte)
    if subset == "A" and byte < 32:
        return byte + 64
    return byte - 32 if 32 <= byte < (96 if subset == "A" else 128) else _reject(byte)


def _reject(byte: int) -> int:
    raise ValueError(f"{byte} is not in this subset")


def _digits(data: bytes) -> str:
    text = data.decode("ascii")
    return text if text.isdigit() else str(_reject(0))


def _check_digit(digits: str) -> str:
    """Weights 3, 1, 3 … from the right, modulo 10 (GS1 General Specifications, 7.9)."""
    return str(-sum(int(digit) * (3 if at % 2 == 0 else 1) for at, digit in enumerate(reversed(digits))) % 10)


def _ean(data: bytes, length: int) -> str:
    """EAN-13, EAN-8 and UPC-A: a printer adds the check digit where it is missing, and takes what it is given."""
    from barcode.charsets import ean as table

    digits = _digits(data)
    digits = digits if len(digits) == length else digits + _check_digit(digits)
    if len(digits) != length:
        raise ValueError("too many or too few digits")
    if length == 8:
        left, right, parity = digits[:4], digits[4:], "AAAA"
    else:
        first, digits = ("0", digits) if length == 12 else (digits[0], digits[1:])
        left, right, parity = digits[:6], digits[6:], table.LEFT_PATTERN[int(first)]
    drawn = "".join(table.CODES[kind][int(digit)] for kind, digit in zip(parity, left, strict=True))
    rest = "".join(table.CODES["C"][int(digit)] for digit in right)
    return f"{table.EDGE}{drawn}{table.MIDDLE}{rest}{table.EDGE}"


def _upce(data: bytes) -> str:
    """From 6 to 8 digits of the short form, or the 11 or 12 of a UPC-A that has one."""
    from barcode.charsets import ean as table

    digits = _digits(data)
    short = _short_upc(digits[1:11]) if len(digits) in (11, 12) else digits[1:7] if len(digits) > 6 else digits
    if len(short) != 6 or (len(digits) > 6 and digits[0] != "0"):
        raise ValueError("there is no short form")
    parity = _UPCE_PARITY[int(_check_digit("0" + _long_upc(short)))]
    drawn = (table.CODES["B" if kind == "E" else "A"][int(digit)] for kind, digit in zip(parity, short, strict=True))
    return "101" + "".join(drawn) + "010101"


def _short_upc(ten: str) -> str:
    """The six digits that stand for manufacturer (five) and product (five)."""
    maker, product = ten[:5], ten[5:]
    if maker[2] in "012" and maker[3:] == "00" and product[:2] == "00":
        return maker[:2] + product[2:] + maker[2]
    if maker[3:] == "00" and product[:3] == "000":
        return maker[:3] + product[3:] + "3"
    if maker[4] == "0" and product[:4] == "0000":
        return maker[:4] + product[4] + "4"
    return maker + product[4] if product[:4] == "0000" and product[4] >= "5" else ""


def _long_upc(short: str) -> str:
    last = short[5]
    if last in "012":
        return f"{short[:2]}{last}0000{short[2:5]}"
    if last in "34":
        cut = int(last)
        return f"{short[:cut]}00000{short[cut:5]}".ljust(10, "0")
    return f"{short[:5]}0000{last}"


def _code39(data: bytes) -> str:
    from barcode.charsets import code39 as table

    signs = data.decode("ascii").strip("*")
    return "0".join([table.EDGE, *(str(table.MAP[sign][1]) for sign in signs), table.EDGE])


def _code93(data: bytes) -> str:
    values = [value for char in data.decode("ascii") for value in _code93_values(char)]
    for longest in (20, 15):
        values.append(sum((at % longest + 1) * value for at, value in enumerate(reversed(values))) % 47)
    drawn = "".join(_CODE93[9 * value : 9 * value + 9] for value in values)
    return _CODE93_EDGE + drawn + _CODE93_EDGE + "1"


def _code93_values(char: str) -> tuple[int, ...]:
    """A small letter is its capital after the shift (+)."""
    return (46, _CODE93_SIGNS.index(char.upper())) if char.islower() else (_CODE93_SIGNS.index(char),)


def _itf(data: bytes) -> str:
    from barcode.charsets import itf as table

    digits = _digits(data)
    if len(digits) % 2:
        raise ValueError("digits come in pairs")
    drawn = ""
    for bars, spaces in zip(digits[::2], digits[1::2], strict=True):
        both = zip(table.CODES[int(bars)], table.CODES[int(spaces)].lower(), strict=True)
        drawn += "".join(bar + space for bar, space in both)
    return _widths(table.START + drawn + table.STOP)


def _codabar(data: bytes) -> str:
    from barcode.charsets import codabar as table

    text = data.decode("ascii").upper()
    patterns = [table.STARTSTOP[text[0]], *(table.CODES[sign] for sign in text[1:-1]), table.STARTSTOP[text[-1]]]
    return _widths("n".join(patterns))


def _widths(pattern: str) -> str:
    """W and N are bars, w and n spaces, wide or narrow."""
    return "".join(("1" if sign.isupper() else "0") * (_WIDE if sign in "Ww" else 1) for sign in pattern)


_KINDS: dict[str, Callable[[bytes], str]] = {
    "upca": lambda data: _ean(data, 12),
    "upce": _upce,
    "ean13": lambda data: _ean(data, 13),
    "ean8": lambda data: _ean(data, 8),
    "code39": _code39,
    "code93": _code93,
    "itf": _itf,
    "codabar": _codabar,
    "code128": _code128,
}
