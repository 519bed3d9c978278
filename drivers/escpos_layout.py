"""A slip's parts as lines of a given width: what goes where on the paper, before any printer's language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from drivers.escpos_ops import LINE_DOTS
from drivers.escpos_text import clean, columns, wrap
from kiosk.ports.devices import Align, Part, PartKind

#: A left text gets at least this share of the width beside the right one, or they stand below each other.
_LEAST_LEFT_SHARE = 3
_MOST_FEED = 20
_MOST_SCALE = 3
_NO_BREAK = "\u00a0"
#: Beside a white-on-black lead, which is wide, hanging would waste paper: further lines are only set in a little.
_HANGING_BELOW_INVERSE = 2
#: Box-drawing lines of two columns, in every Chinese printer.
_RULES = {False: "─", True: "━"}


@dataclass(frozen=True, slots=True)
class Run:
    """Clean text in one style."""

    text: str
    bold: bool = False
    scale: int = 1
    inverse: bool = False

    @property
    def columns(self) -> int:
        return columns(self.text) * self.scale


@dataclass(frozen=True, slots=True)
class Line:
    """Runs that fit the width together."""

    runs: tuple[Run, ...]
    align: Align = Align.LEFT

    @classmethod
    def of(cls, text: str, align: Align = Align.LEFT, *, bold: bool = False, scale: int = 1) -> Self:
        return cls((Run(text, bold, scale),), align)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def columns(self) -> int:
        return sum(run.columns for run in self.runs)

    @property
    def scale(self) -> int:
        return max(run.scale for run in self.runs)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A bar code or QR code; `kind` is PartKind.BARCODE or PartKind.QR."""

    kind: PartKind
    text: str
    align: Align
    words: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """The brand's name as a picture."""

    text: str
    align: Align


@dataclass(frozen=True, slots=True)
class Space:
    dots: int


Block = Line | Symbol | Mark | Space


def lay_out(parts: Iterable[Part], width: int) -> Iterator[Block]:
    """The blocks of a slip on paper of `width` columns."""
    for part in parts:
        yield from _blocks(part, width)


def _blocks(part: Part, width: int) -> Iterator[Block]:
    match part.kind:
        case PartKind.TEXT:
            yield from _text(part, width)
        case PartKind.PAIR:
            yield from _pair(part, width)
        case PartKind.RULE:
            yield Line.of(_RULES[part.bold] * (width // 2))
        case PartKind.FEED:
            yield Space(_feed_dots(part.text))
        case PartKind.MARK:
            yield Mark(clean(part.text), part.align)
        case PartKind.BARCODE | PartKind.QR:
            yield Symbol(part.kind, clean(part.text), part.align, part.words)


def _scale(wanted: int) -> int:
    return min(max(wanted, 1), _MOST_SCALE)


def _feed_dots(text: str) -> int:
    """A FEED is one empty line, or as many as its text says."""
    whole, _, tenths = text.partition(".")
    number = whole.isascii() and whole.isdigit() and (not tenths or (tenths.isascii() and tenths.isdigit()))
    return round(min(float(text), _MOST_FEED) * LINE_DOTS) if number else LINE_DOTS


def _text(part: Part, width: int) -> Iterator[Line]:
    scale = _fitting_scale(part, width)
    for runs in _left(part, width // scale, scale):
        yield Line(runs, part.align)


def _fitting_scale(part: Part, width: int) -> int:
    """A word too wide for the paper is set smaller rather than cut in two: a number must stay one."""
    widest = max(columns(word) for word in clean(part.text).split(" ")) if part.text.isascii() else 0
    scale = _scale(part.scale)
    return scale if widest * scale <= width else max(1, width // widest)


def _left(part: Part, room: int, scale: int) -> list[tuple[Run, ...]]:
    """A part's text after its lead, line by line. Beside a lead of plain text further lines hang."""
    lead = _lead(part, scale, room)
    if not lead:
        text, inverse = clean(f"{part.lead} {part.text}" if part.lead else part.text), _is_inverse(part)
        lines = wrap(text, room - 2 * inverse)
        return [(Run(f" {line} " if inverse else line, part.bold, scale, inverse),) for line in lines]
    taken = sum(run.columns for run in lead) // scale
    hanging = _HANGING_BELOW_INVERSE if part.inverse else taken
    text = _NO_BREAK.join(map(clean, part.text.split(_NO_BREAK)))
    first, *rest = _wrapped(text, max(1, room - taken), max(1, room - hanging))
    indent = Run(" " * hanging, scale=scale)
    return [(*lead, Run(first, part.bold, scale)), *((indent, Run(line, part.bold, scale)) for line in rest)]


def _is_inverse(part: Part) -> bool:
    return part.inverse and part.kind is PartKind.TEXT and not part.lead


def _lead(part: Part, scale: int, room: int) -> tuple[Run, ...]:
    """With a blank after it; an inverse one with a blank of its own colour at both ends as well. Nothing when it is
    none, or so long that it had better be the beginning of the text."""
    lead = clean(part.lead)
    if not lead or 2 * columns(lead) > room:
        return ()
    if part.inverse:
        return Run(f" {lead} ", part.bold, scale, inverse=True), Run(" ", scale=scale)
    return (Run(f"{lead} ", part.bold, scale),)


def _wrapped(text: str, first: int, further: int) -> list[str]:
    """Lines of which the first has another width than the others. A no-break space is one: dates stay whole."""
    head, *rest = wrap(text, first)
    left = text[len(head) :].lstrip(" ") if rest else ""
    lines = [head, *wrap(left, further)] if left else [head]
    return [line.replace(_NO_BREAK, " ") for line in lines]


def _pair(part: Part, width: int) -> Iterator[Line]:
    """The right text stands at the end of the last line of the left one, or below it."""
    scale = _scale(part.scale)
    text, inverse = clean(part.right), part.inverse and not part.lead
    right = Run(f" {text} " if inverse else text, part.bold, _scale(part.right_scale or scale), inverse)
    room = (width - right.columns) // scale - 1
    roomy = not part.lead and (room * _LEAST_LEFT_SHARE >= width // scale or room >= columns(clean(part.text)))
    *upper, last = _left(part, room if roomy else width // scale, scale)
    for runs in upper:
        yield Line(runs)
    free = width - sum(run.columns for run in last) - right.columns
    if free > 0:
        yield Line((*last, Run(" " * free), right))
        return
    yield Line(last)
    yield from _flush_right(right, width // right.scale)


def _flush_right(right: Run, room: int) -> Iterator[Line]:
    for text in wrap(right.text, room):
        run = Run(text, right.bold, right.scale, right.inverse)
        yield Line((Run(" " * (room - columns(text)), scale=right.scale), run))
