"""Text as a receipt printer counts it: cleaned of controls, measured in columns, wrapped, in GBK where GBK can hold it.

A column is the width of one Latin character; a Chinese character takes two.
"""

import unicodedata
from collections.abc import Iterator

#: What printers lack under its own number but have as another sign that looks the same: full-width ones, without which
#: `¥` is no GBK at all, and the hyphen for a minus.
_SAME_SIGN = str.maketrans({"¥": "￥", "£": "￡", "¢": "￠", "−": "-"})
_LINE_ENDS = "\t\n\v\f\r\x85\u2028\u2029"
#: Signs that stay with the text before them, and signs that stay with the text after them.
_CLOSING = "，。、；：？！）】》〉」』”’…％‰℃,.;:?!)]}%"
_OPENING = "（【《〈「『“‘￥￡([{"


def clean(text: str) -> str:
    """What may reach a printer: no control, format or surrogate character, hence no command hidden in a name.

    Line ends and every kind of narrow space become a space; composed forms are used where Unicode has them.
    """
    spaced = "".join(" " if _is_space(char) else char for char in text)
    kept = "".join(char for char in spaced if not _is_invisible(char))
    return unicodedata.normalize("NFC", kept).translate(_SAME_SIGN)


def _is_space(char: str) -> bool:
    return char in _LINE_ENDS or (char != "\u3000" and unicodedata.category(char) == "Zs")


def _is_invisible(char: str) -> bool:
    if unicodedata.category(char) in {"Cc", "Cf", "Cs"}:
        return True
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"  # variation selectors


def to_gbk(text: str) -> bytes | None:
    """The text in GBK, or None when a printer's built-in font cannot show it.

    GBK does hold some accented Latin letters, but as full-width pinyin: "caf é". They are not text here.
    """
    if any(_is_accented_latin(char) for char in text):
        return None
    try:
        return text.encode("gbk")
    except UnicodeEncodeError:
        return None


def _is_accented_latin(char: str) -> bool:
    return char > "\x7f" and unicodedata.name(char, "").startswith("LATIN ")


def char_columns(char: str) -> int:
    """0 for a mark that sits on the character before it, 1, or 2."""
    if " " <= char <= "~":
        return 1
    if unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    width = unicodedata.east_asian_width(char)
    if width in "WF":
        return 2
    if to_gbk(char) is not None:
        return 2
    return 2 if width == "A" and not _is_accented_latin(char) else 1


def columns(text: str) -> int:
    return sum(map(char_columns, text))


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns: broken at spaces and between Chinese characters, never before a closing sign,
    inside a word only when the word alone is too wide. At least one line, possibly empty."""
    lines = [""]
    for piece in _pieces(text):
        if columns(lines[-1]) + columns(piece.rstrip(" ")) <= width:
            lines[-1] += piece
            continue
        first, *rest = _chop(piece, width)
        lines = [*lines, first, *rest] if lines[-1].strip(" ") else [*lines[:-1], first, *rest]
    return [line.rstrip(" ") for line in lines]


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for char in text:
        if piece and _may_break(piece[-1], char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after == " " or char_columns(after) == 0:
        return False
    if before == " ":
        return True
    if after in _CLOSING or before in _OPENING:
        return False
    return char_columns(before) == 2 or char_columns(after) == 2


def _chop(piece: str, width: int) -> list[str]:
    """Cut a piece into lines, by characters if it must be."""
    lines = [""]
    for char in piece:
        if char != " " and columns(lines[-1]) + char_columns(char) > width and lines[-1]:
            lines.append("")
        lines[-1] += char
    return lines
