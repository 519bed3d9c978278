"""Bitmaps for what a printer's own fonts and symbols cannot do: single lines, bar codes and QR codes.

Drawn with the fonts that the glass uses. Pillow is imported with the first bitmap, in the thread that prints.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from assets import FONT_BOLD, FONT_REGULAR, asset_path
from drivers.escpos_layout import Line, Run
from drivers.escpos_ops import COLUMN_DOTS, LINE_DOTS
from drivers.escpos_text import char_columns, columns
from kiosk.ports.devices import Align

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

#: Dots of a character's height, and from its bottom up to the base line.
CHARACTER_DOTS, BELOW_BASE_DOTS = 24, 3
#: Grey of a smoothed glyph from which a dot is black.
_BLACK_FROM = 96
#: What no bundled font has is looked up as this: a code point that is never a character.
_NO_CHARACTER = "\U0010ffff"
#: DLE EOT, DLE ENQ and DLE DC4 are obeyed by printers even inside pictures: DC4 can open the drawer.
_REAL_TIME = re.compile(rb"\x10(?=[\x04\x05\x14])")


@dataclass(frozen=True, slots=True)
class Bitmap:
    """Rows of dots, top first, eight to a byte, left bit first, 1 is black."""

    row_bytes: int
    height: int
    dots: bytes


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line as a bitmap, and the characters for which ▢ stands in it."""

    bitmap: Bitmap
    missing: Counter[str]


def draw_line(line: Line, dots: int) -> DrawnLine:
    """The line in the same columns as text would take. Raises OSError when the fonts are not installed."""
    from PIL import Image

    canvas = Image.new("L", (dots, LINE_DOTS * line.scale), 0)
    missing: Counter[str] = Counter()
    x = _start(line, dots)
    for run in line.runs:
        pen = _Pen(canvas, run, CHARACTER_DOTS * line.scale, missing)
        for piece in _pieces(run.text):
            pen.draw(x, piece)
            x += pen.dots(piece)
        pen.invert(x)
    return DrawnLine(_to_bitmap(canvas), missing)


def _start(line: Line, dots: int) -> int:
    free = max(0, dots - line.columns * COLUMN_DOTS)
    return {Align.LEFT: 0, Align.CENTRE: free // 2, Align.RIGHT: free}[line.align]


def _pieces(text: str) -> list[str]:
    """Chinese characters one by one, because they stand in a grid; narrow words whole, because they do not."""
    clusters: list[str] = []
    for char in text:
        if clusters and char_columns(char) == 0:
            clusters[-1] += char
        else:
            clusters.append(char)
    pieces: list[str] = []
    for is_narrow_word, group in groupby(clusters, lambda cluster: cluster != " " and columns(cluster) < 2):
        members = tuple(group)
        pieces += ["".join(members)] if is_narrow_word else members
    return pieces


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws in the style of one run; `bottom` is where characters of all sizes in a line end."""

    canvas: "Image"
    run: Run
    bottom: int
    missing: Counter[str]

    def dots(self, piece: str) -> int:
        return columns(piece) * COLUMN_DOTS * self.run.scale

    def draw(self, x: int, piece: str) -> None:
        if piece == " ":
            return
        if all(_has(char) for char in piece):
            self._paste(x, self.dots(piece), self._glyphs(piece))
            return
        for char in piece:
            self._draw_one(x, char)
            x += char_columns(char) * COLUMN_DOTS * self.run.scale

    def invert(self, end: int) -> None:
        """White on black, as high as characters are."""
        from PIL import ImageOps

        if not self.run.inverse:
            return
        box = (end - self.dots(self.run.text), self.bottom - CHARACTER_DOTS * self.run.scale, end, self.bottom)
        self.canvas.paste(ImageOps.invert(self.canvas.crop(box)), box)

    def _draw_one(self, x: int, char: str) -> None:
        if _has(char):
            self._paste(x, self.dots(char), self._glyphs(char))
        elif char_columns(char):
            self.missing[char] += 1
            self._draw_box(x, self.dots(char))

    def _glyphs(self, piece: str) -> "Image":
        """The piece as wide as the font makes it, in a line's height."""
        from PIL import Image, ImageDraw

        font = self._font_for(piece)
        picture = Image.new("L", (max(1, round(font.getlength(piece))), self.canvas.height), 0)
        base_line = self.bottom - BELOW_BASE_DOTS * self.run.scale
        ImageDraw.Draw(picture).text((0, base_line), piece, fill=255, font=font, anchor="ls")
        return picture

    def _paste(self, x: int, room: int, picture: "Image") -> None:
        """Squeeze what is wider than its columns, so that pairs stay flush."""
        if picture.width > room:
            picture = picture.resize((max(1, room), picture.height))
        self.canvas.paste(picture, (x, 0))

    def _draw_box(self, x: int, width: int) -> None:
        """▢, drawn by hand: it must not depend on what a font has."""
        from PIL import ImageDraw

        scale = self.run.scale
        frame = (x + scale, self.bottom - 21 * scale, x + width - 2 * scale, self.bottom - scale)
        ImageDraw.Draw(self.canvas).rectangle(frame, outline=255, width=2 * scale)

    def _font_for(self, piece: str) -> "FreeTypeFont":
        """Bold holds less than Regular; a name's rare character is worth more than its weight."""
        size = CHARACTER_DOTS * self.run.scale
        if self.run.bold and all(_has(char, FONT_BOLD) for char in piece):
            return _font(FONT_BOLD, size)
        return _font(FONT_REGULAR, size)


@lru_cache(maxsize=8)
def _font(name: str, size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    return ImageFont.truetype(str(asset_path(name)), size)


@lru_cache(maxsize=4096)
def _has(char: str, name: str = FONT_REGULAR) -> bool:
    """Whether the font draws something else than its sign for "I do not have this"."""
    if char == " ":
        return True
    return _shape(char, name) != _shape(_NO_CHARACTER, name)


def _shape(char: str, name: str) -> tuple[tuple[int, int], bytes]:
    mask = _font(name, CHARACTER_DOTS).getmask(char)
    return mask.size, bytes(mask)


#: The brand's letters: their height from base line to top, the air between them, and what stays free at both edges.
_MARK_CAP_DOTS, _MARK_AIR, _MARK_EDGE_DOTS = 40, 0.35, 48


@lru_cache(maxsize=4)
def draw_mark(text: str, dots: int) -> Bitmap:
    """The brand's name in bold, spaced letters, as wide as it is. Raises OSError when the fonts are not installed."""
    from PIL import Image, ImageDraw

    size = _mark_size(text, dots)
    font, air = _font(FONT_BOLD, size), round(size * _MARK_AIR)
    widths = [round(font.getlength(char)) for char in text]
    canvas = Image.new("L", (sum(widths) + air * (len(text) - 1), round(size * 1.3)), 0)
    x = 0
    for char, width in zip(text, widths, strict=True):
        ImageDraw.Draw(canvas).text((x, size), char, fill=255, font=font, anchor="ls")
        x += width + air
    box = canvas.getbbox() or (0, 0, 1, 1)
    return _to_bitmap(canvas.crop(box))


def _mark_size(text: str, dots: int) -> int:
    """Capitals are about 0.73 of a font's size; a long name gets smaller, so that it stays one line."""
    size = round(_MARK_CAP_DOTS / 0.73)
    air = round(size * _MARK_AIR) * (len(text) - 1)
    wide = _font(FONT_BOLD, size).getlength(text) + air
    return max(12, int(size * min(1.0, (dots - _MARK_EDGE_DOTS) / max(wide, 1))))


def modules_bitmap(rows: list[list[bool]], dots_wide: int, dots_high: int) -> Bitmap:
    """A symbol's modules (True is dark), each drawn `dots_wide` by `dots_high`."""
    lines = [_pack([module for module in row for _ in range(dots_wide)]) * dots_high for row in rows]
    row_bytes = (len(rows[0]) * dots_wide + 7) // 8
    return Bitmap(row_bytes, len(rows) * dots_high, defuse(b"".join(lines)))


def _pack(dots: list[bool]) -> bytes:
    """One row, padded with white to whole bytes."""
    missing = -len(dots) % 8
    bits = "".join("1" if dot else "0" for dot in dots) + "0" * missing
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def _to_bitmap(canvas: "Image") -> Bitmap:
    sharp = canvas.point(lambda grey: 255 if grey >= _BLACK_FROM else 0).convert("1", dither=None)
    return Bitmap((canvas.width + 7) // 8, canvas.height, defuse(sharp.tobytes()))


def defuse(dots: bytes) -> bytes:
    """Add one dot wherever a picture would by chance contain a command that printers obey inside pictures."""
    return _REAL_TIME.sub(b"\x18", dots)
