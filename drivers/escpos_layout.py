"""A slip's parts as lines of a given width: what goes where on the paper, before any printer's language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drivers.escpos_text import clean, columns, wrap
from kiosk.ports.devices import Align, Part, PartKind

#: A left text gets at least this share of the width beside the right one, or they stand below each other.
_LEAST_LEFT_SHARE = 3
_MOST_FEED = 20


@dataclass(frozen=True, slots=True)
class Line:
    """Clean text that fits the width in one style."""

    text: str
    align: Align = Align.LEFT
    bold: bool = False
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Symbol:
    """A bar code or QR code; `kind` is PartKind.BARCODE or PartKind.QR."""

    kind: PartKind
    text: str
    align: Align


@dataclass(frozen=True, slots=True)
class Space:
    lines: int


Block = Line | Symbol | Space


def lay_out(parts: Iterable[Part], width: int) -> Iterator[Block]:
    """The blocks of a slip on paper of `width` columns."""
    for part in parts:
        yield from _blocks(part, width)


def _blocks(part: Part, width: int) -> Iterator[Block]:
    match part.kind:
        case PartKind.TEXT:
            yield from _text(part, width // _scale(part))
        case PartKind.PAIR:
            yield from _pair(part, width // _scale(part))
        case PartKind.RULE:
            yield Line("-" * width)
        case PartKind.FEED:
            yield Space(_feed_lines(part.text))
        case PartKind.BARCODE | PartKind.QR:
            yield Symbol(part.kind, clean(part.text), part.align)


def _scale(part: Part) -> int:
    return 2 if part.scale >= 2 else 1


def _feed_lines(text: str) -> int:
    """A FEED is one empty line, or as many as its text says."""
    lines = int(text) if text.isascii() and text.isdigit() else 1
    return min(lines, _MOST_FEED)


def _text(part: Part, width: int) -> Iterator[Line]:
    for text in wrap(clean(part.text), width):
        yield Line(text, part.align, part.bold, _scale(part))


def _pair(part: Part, width: int) -> Iterator[Line]:
    left, right = clean(part.text), clean(part.right)
    room = width - columns(right) - 1
    lines = _beside(left, right, room, width) if room * _LEAST_LEFT_SHARE >= width else _below(left, right, width)
    for text in lines:
        yield Line(text, Align.LEFT, part.bold, _scale(part))


def _beside(left: str, right: str, room: int, width: int) -> list[str]:
    """The right text stands at the end of the last line of the left one."""
    *upper, last = wrap(left, room)
    return [*upper, last + " " * (width - columns(last) - columns(right)) + right]


def _below(left: str, right: str, width: int) -> list[str]:
    flush_right = (" " * (width - columns(text)) + text for text in wrap(right, width))
    return [*wrap(left, width), *flush_right]
