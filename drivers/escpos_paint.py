"""Paints what the steps of a stream do to paper: the picture of a slip as it would come out, dot by dot.

Pillow is imported with the first slip, because a tablet that only prints never paints.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drivers.escpos_bars import modules
from drivers.escpos_glyphs import cell
from drivers.escpos_ops import LINE_DOTS, Area, Code, Cut, Drawer, Feed, Move, Op, Picture, Skipped, Style, Tab, Text
from drivers.escpos_sheet import Paper, Placed, finish
from kiosk.ports.devices import Align

if TYPE_CHECKING:
    from PIL.Image import Image

_RESET = b"\x1b@"
_HRI_GAP = 4


@dataclass(frozen=True, slots=True)
class Painting:
    """The picture, where on the printable width everything stands (in dots), and the symbols that found no room or
    that nobody here can draw."""

    image: "Image"
    placed: tuple[Placed, ...]
    lost: tuple[str, ...]


def paint(ops: Iterable[Op], paper: Paper) -> Painting:
    """The slip on that paper. Never raises: what cannot be drawn is a frame, and named in `lost`."""
    painter = _Painter(paper)
    kept = tuple(ops)
    for op in kept:
        painter.add(op)
    painter.end_line(0)
    cut, pulses = any(isinstance(op, Cut) for op in kept), sum(isinstance(op, Drawer) for op in kept)
    image = finish(painter.placed, painter.y, paper, cut=cut, pulses=pulses)
    return Painting(image, tuple(painter.placed), tuple(painter.lost))


@dataclass(slots=True)
class _Painter:
    paper: Paper
    y: int = 0
    placed: list[Placed] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    _area: Area = field(default_factory=Area)
    _line: list[tuple[int, "Image"]] = field(default_factory=list)
    _x: int = 0
    _align: Align = Align.LEFT
    _pitch: int = LINE_DOTS

    def add(self, op: Op) -> None:
        match op:
            case Text(text, style):
                self._text(text, style)
            case Feed(lines, dots, pitch):
                self._feed(lines, dots, pitch)
            case Move(dots, absolute):
                self._x = max(0, dots if absolute else self._x + dots)
            case Tab(stops):
                self._x = next((stop for stop in stops if stop > self._x), self._x)
            case Picture(inline=True):
                self._put(_picture(op), op.align)
            case Picture():
                self._block(_picture(op), op.align)
            case Code():
                self._code(op)
            case _:
                self._rest(op)

    def _rest(self, op: Op) -> None:
        match op:
            case Area():
                self._area = op
            case Cut():
                self.end_line(0)
            case Skipped(raw) if raw == _RESET:
                self._area = Area()
            case _:
                pass

    @property
    def _room(self) -> int:
        left = self.paper.dots - self._area.left
        return left if self._area.width is None else min(left, self._area.width)

    def _text(self, text: str, style: Style) -> None:
        for char in text:
            self._put(cell(char, style), style.align)

    def _put(self, image: "Image", align: Align) -> None:
        """Into the line, or into the next one when this is full."""
        if self._line and self._x + image.width > self._room:
            self.end_line(self._pitch)
        self._align = self._align if self._line else align
        self._line.append((self._x, image))
        self._x += image.width

    def _feed(self, lines: int, dots: int, pitch: int) -> None:
        self._pitch = pitch
        if lines and self._line:
            self.end_line(pitch)
            lines -= 1
        self.end_line(0)
        self.y += lines * pitch + dots

    def end_line(self, pitch: int) -> None:
        """Characters of all sizes stand on one line; what is higher than the pitch moves the paper by its height."""
        high = max((image.height for _, image in self._line), default=0)
        left = self._area.left + self._indent(self._x, self._align)
        for x, image in self._line:
            self._place(left + x, self.y + high - image.height, image)
        self.y += max(pitch, high) if self._line else 0
        self._line.clear()
        self._x = 0

    def _indent(self, wide: int, align: Align) -> int:
        free = max(0, self._room - wide)
        return {Align.LEFT: 0, Align.CENTRE: free // 2, Align.RIGHT: free}[align]

    def _block(self, image: "Image", align: Align) -> None:
        self.end_line(self._pitch)
        self._place(self._area.left + self._indent(image.width, align), self.y, image)
        self.y += image.height

    def _place(self, x: int, y: int, image: "Image") -> None:
        self.placed.append(Placed(x, y, image))

    def _code(self, code: Code) -> None:
        drawn = _matrix(code) if code.kind == "qr" else _bars(code)
        if drawn is None or drawn.width > self._room:
            self.lost.append(code.text)
            drawn = _frame(self._room // 2, 3 * LINE_DOTS)
        self._block(drawn, code.align)


def _picture(picture: Picture) -> "Image":
    from PIL import Image

    row_bytes = (picture.width + 7) // 8
    if not picture.dots or not row_bytes or not picture.height:
        return _frame(max(1, picture.width * picture.across), max(1, picture.height * picture.down))
    dots = picture.dots[: row_bytes * picture.height].ljust(row_bytes * picture.height, b"\0")
    image = Image.frombytes("1", (row_bytes * 8, picture.height), dots).convert("L")
    image = image.crop((0, 0, picture.width, picture.height))
    return image.resize((image.width * picture.across, image.height * picture.down), Image.Resampling.NEAREST)


def _frame(wide: int, high: int) -> "Image":
    """Stands for a picture or a symbol that cannot be shown."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (wide, high), 0)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, wide - 1, high - 1), outline=255, width=2)
    pen.line((0, 0, wide, high), fill=255)
    return image


def _bars(code: Code) -> "Image | None":
    """The bars at their module width, with the characters above or below them that the command asked for."""
    from PIL import Image

    pattern = modules(code.kind, code.data)
    if not pattern:
        return None
    row = Image.new("L", (len(pattern), 1))
    row.putdata([255 if module == "1" else 0 for module in pattern])
    bars = row.resize((len(pattern) * code.module, code.height), Image.Resampling.NEAREST)
    words = _words(code)
    above, below = (words.height + _HRI_GAP if code.words & bit else 0 for bit in (1, 2))
    whole = Image.new("L", (max(bars.width, words.width if code.words else 0), above + bars.height + below), 0)
    whole.paste(bars, ((whole.width - bars.width) // 2, above))
    for y in [0] * bool(above) + [whole.height - words.height] * bool(below):
        whole.paste(words, ((whole.width - words.width) // 2, y))
    return whole


def _words(code: Code) -> "Image":
    from PIL import Image

    cells = [cell(char, Style(small=code.small)) for char in code.text if char.isprintable()]
    line = Image.new("L", (sum(image.width for image in cells), max((image.height for image in cells), default=1)), 0)
    x = 0
    for image in cells:
        line.paste(image, (x, 0))
        x += image.width
    return line


def _matrix(code: Code) -> "Image | None":
    import segno
    from PIL import Image

    try:
        made = segno.make_qr(code.text, error=code.level, boost_error=False)
    except (ValueError, segno.DataOverflowError):
        return None
    rows = [list(row) for row in made.matrix]
    image = Image.new("L", (len(rows), len(rows)))
    image.putdata([255 if module else 0 for row in rows for module in row])
    return image.resize((len(rows) * code.module, len(rows) * code.module), Image.Resampling.NEAREST)
