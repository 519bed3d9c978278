"""What a stream of ESC/POS bytes does to paper, step by step, and the slips these steps make.

A list of steps is enough to show a slip as text; it also holds what drawing it would need.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from drivers.escpos_text import clean, columns
from kiosk.ports.devices import Align

#: Dots from line to line after ESC 2, and from column to column of font A.
LINE_DOTS, COLUMN_DOTS = 30, 12


@dataclass(frozen=True, slots=True)
class Style:
    """How characters look. `width` and `height` are multiples, `underline` is dots, `spacing` dots between characters;
    `small` is font B, `chinese` that two-byte characters are read, and `smooth` that enlarged ones get round edges."""

    align: Align = Align.LEFT
    bold: bool = False
    width: int = 1
    height: int = 1
    underline: int = 0
    inverse: bool = False
    small: bool = False
    spacing: int = 0
    chinese: bool = False
    smooth: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Part of a line; the line ends with a Feed."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Feed:
    """Ends the line begun, if any, and moves the paper by lines of `pitch` dots, or by dots."""

    lines: int = 1
    dots: int = 0
    pitch: int = LINE_DOTS


@dataclass(frozen=True, slots=True)
class Move:
    """The next thing in this line stands at a dot counted from the left margin, or from the thing before it."""

    dots: int
    absolute: bool


@dataclass(frozen=True, slots=True)
class Tab:
    """To the next of these columns of dots."""

    stops: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """From here on lines begin `left` dots from the edge and are `width` wide; None: as wide as the paper allows."""

    left: int = 0
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of dots, eight to a byte, 1 is black; `dots` is empty when nobody sent them. Every dot is printed `across`
    by `down` dots large. One that is `inline` stands in a line of text."""

    width: int
    height: int
    dots: bytes
    align: Align = Align.LEFT
    across: int = 1
    down: int = 1
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A symbol drawn by the printer: `kind` "code128", "ean13", "qr", "pdf417", … `data` is what was sent for it; one
    module is `module` dots; bars are `height` dots high with their text above (1), below (2) or both (3), in font B
    when `small`; `level` is a QR code's error correction."""

    kind: str
    text: str
    align: Align = Align.LEFT
    data: bytes = b""
    module: int = 3
    height: int = 162
    words: int = 0
    small: bool = False
    level: str = "l"


@dataclass(frozen=True, slots=True)
class Cut:
    pass


@dataclass(frozen=True, slots=True)
class Drawer:
    pin: int


@dataclass(frozen=True, slots=True)
class StatusRequest:
    """The host wants a byte back: of DLE EOT `n` at once, of GS r `n` when the paper has got so far."""

    n: int
    real_time: bool


@dataclass(frozen=True, slots=True)
class Skipped:
    """Bytes that change nothing we show: settings, and (not `known`) what nobody knows."""

    raw: bytes
    known: bool = True


Op = Text | Feed | Move | Tab | Area | Picture | Code | Cut | Drawer | StatusRequest | Skipped


@dataclass(frozen=True, slots=True)
class DecodedSlip:
    """One piece of paper: its text (pictures and codes as a line in brackets), whether it was cut off, and how often
    the drawer was pulsed with it."""

    text: str
    barcodes: tuple[str, ...]
    qrs: tuple[str, ...]
    cut: bool
    drawer: int
    ops: tuple[Op, ...] = ()

    @property
    def pictures(self) -> int:
        return sum(isinstance(op, Picture) for op in self.ops)

    @property
    def unknown(self) -> int:
        """How many commands nobody knows were stepped over."""
        return sum(isinstance(op, Skipped) and not op.known for op in self.ops)


def make_slip(ops: Sequence[Op]) -> DecodedSlip:
    codes = [op for op in ops if isinstance(op, Code)]
    return DecodedSlip(
        text=as_text(ops),
        barcodes=tuple(code.text for code in codes if code.kind != "qr"),
        qrs=tuple(code.text for code in codes if code.kind == "qr"),
        cut=any(isinstance(op, Cut) for op in ops),
        drawer=sum(isinstance(op, Drawer) for op in ops),
        ops=tuple(ops),
    )


class SlipCollector:
    """Cuts a stream of steps into slips."""

    def __init__(self, on_slip: Callable[[DecodedSlip], None]) -> None:
        self._on_slip = on_slip
        self._ops: list[Op] = []

    def add(self, ops: Iterable[Op]) -> None:
        for op in ops:
            if isinstance(op, StatusRequest):
                continue  # talk, not paper
            self._ops.append(op)
            if isinstance(op, Cut):
                self._finish()

    def end(self) -> None:
        """The host is gone. What is on paper without a cut is a torn-off slip."""
        if any(isinstance(op, Text | Picture | Code | Drawer) for op in self._ops):
            self._finish()
        self._ops.clear()

    def _finish(self) -> None:
        slip = make_slip(self._ops)
        self._ops.clear()
        self._on_slip(slip)


def as_text(ops: Iterable[Op], width: int = 0) -> str:
    """The paper as lines of text. With a `width` in columns, centred and right-aligned lines are indented."""
    page = _Page(width)
    for op in ops:
        page.add(op)
    page.end_line()
    return "\n".join(page.lines)


class _Page:
    def __init__(self, width: int) -> None:
        self.lines: list[str] = []
        self._width = width
        self._line = ""
        self._columns = 0
        self._align = Align.LEFT

    def add(self, op: Op) -> None:
        match op:
            case Text(text, style):
                self._align = self._align if self._line else style.align
                self._line += text
                self._columns += columns(text) * style.width
            case Tab():
                self._line += "\t"
            case Feed(lines):
                self._feed(lines)
            case Picture(width, height, align=align):
                self._block(f"[picture {width}×{height}]", align)
            case Code(kind, text, align):
                self._block(f"[{kind} {clean(text)}]", align)
            case Cut():
                self.end_line()
            case _:
                pass

    def end_line(self) -> None:
        if self._line:
            self._put(self._line, self._columns, self._align)
            self._line, self._columns = "", 0

    def _feed(self, lines: int) -> None:
        blank = lines - 1 if self._line else lines
        self.end_line()
        self.lines += [""] * blank

    def _block(self, text: str, align: Align) -> None:
        self.end_line()
        self._put(text, columns(text), align)

    def _put(self, text: str, wide: int, align: Align) -> None:
        free = max(0, self._width - wide)
        indent = {Align.LEFT: 0, Align.CENTRE: free // 2, Align.RIGHT: free}[align]
        self.lines.append(" " * indent + text)
