"""Bitmaps for what a printer's own fonts and symbols cannot do: single lines, bar codes and QR codes.

Drawn with the fonts that the glass uses. Pillow is imported with the first bitmap, because most slips need none.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from assets import FONT_BOLD, FONT_REGULAR, asset_path
from drivers.escpos_layout import Line
from drivers.escpos_text import char_columns, columns
from kiosk.ports.devices import Align

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

#: Dots of one column, of a character's height, of a line with its spacing, and from its top to the base line.
COLUMN_DOTS, CHARACTER_DOTS, LINE_DOTS, BASE_LINE_DOTS = 12, 24, 30, 23
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
    for run in _runs(line.text):
        _draw_run(canvas, x, run, line, missing)
        x += columns(run) * COLUMN_DOTS * line.scale
    return DrawnLine(_to_bitmap(canvas), missing)


def _start(line: Line, dots: int) -> int:
    free = max(0, dots - columns(line.text) * COLUMN_DOTS * line.scale)
    return {Align.LEFT: 0, Align.CENTRE: free // 2, Align.RIGHT: free}[line.align]


def _runs(text: str) -> list[str]:
    """Chinese characters one by one, because they stand in a grid; narrow words whole, because they do not."""
    clusters: list[str] = []
    for char in text:
        if clusters and char_columns(char) == 0:
            clusters[-1] += char
        else:
            clusters.append(char)
    runs: list[str] = []
    for is_narrow_word, group in groupby(clusters, lambda cluster: cluster != " " and columns(cluster) < 2):
        members = tuple(group)
        runs += ["".join(members)] if is_narrow_word else members
    return runs


def _draw_run(canvas: "Image", x: int, run: str, line: Line, missing: Counter[str]) -> None:
    if run == " ":
        return
    if not all(_has(char) for char in run):
        for char in run:
            _draw_one(canvas, x, char, line, missing)
            x += char_columns(char) * COLUMN_DOTS * line.scale
        return
    _paste(canvas, x, columns(run), line, _glyphs(run, line))


def _draw_one(canvas: "Image", x: int, char: str, line: Line, missing: Counter[str]) -> None:
    if _has(char):
        _paste(canvas, x, char_columns(char), line, _glyphs(char, line))
    elif char_columns(char):
        missing[char] += 1
        _draw_box(canvas, x, char_columns(char) * COLUMN_DOTS * line.scale, line.scale)


def _glyphs(run: str, line: Line) -> "Image":
    """The run as wide as the font makes it, in a line's height."""
    from PIL import Image, ImageDraw

    font = _font_for(run, line)
    width = max(1, round(font.getlength(run)))
    picture = Image.new("L", (width, LINE_DOTS * line.scale), 0)
    ImageDraw.Draw(picture).text((0, BASE_LINE_DOTS * line.scale), run, fill=255, font=font, anchor="ls")
    return picture


def _paste(canvas: "Image", x: int, wide: int, line: Line, picture: "Image") -> None:
    """Squeeze what is wider than its columns, so that pairs stay flush."""
    room = wide * COLUMN_DOTS * line.scale
    if picture.width > room:
        picture = picture.resize((max(1, room), picture.height))
    canvas.paste(picture, (x, 0))


def _draw_box(canvas: "Image", x: int, width: int, scale: int) -> None:
    """▢, drawn by hand: it must not depend on what a font has."""
    from PIL import ImageDraw

    frame = (x + scale, 3 * scale, x + width - 2 * scale, BASE_LINE_DOTS * scale)
    ImageDraw.Draw(canvas).rectangle(frame, outline=255, width=2 * scale)


def _font_for(run: str, line: Line) -> "FreeTypeFont":
    """Bold holds less than Regular; a name's rare character is worth more than its weight."""
    size = CHARACTER_DOTS * line.scale
    if line.bold and all(_has(char, FONT_BOLD) for char in run):
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
