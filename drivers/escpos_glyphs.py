"""Characters as a printer's own fonts show them: font A 12 × 24 dots, font B 9 × 17, Chinese 24 × 24.

Drawn from the bundled fonts at dot size. Ink is 255, paper 0.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from assets import FONT_BOLD, FONT_PAPER_BOLD, FONT_PAPER_REGULAR, FONT_REGULAR, asset_path
from drivers.escpos_ops import Style
from drivers.escpos_text import char_columns

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

FONT_A, FONT_B, CHINESE = (12, 24), (9, 17), (24, 24)
#: From the top of a cell to the base line: letters have descenders, Chinese characters fill their square.
_BASE_LINE = {FONT_A: 19, FONT_B: 14, CHINESE: 21}
#: Grey of a smoothed glyph from which a dot is black.
_BLACK_FROM = 110


def cell(char: str, style: Style) -> "Image":
    """The character in its cell, spacing included, as large as the style says."""
    from PIL import ImageDraw, ImageOps

    drawn = _drawn(char, _columns(char, style), style.bold, style.small)
    if style.width * style.height > 1:
        drawn = _enlarged(drawn, style)
    if style.spacing:
        drawn = ImageOps.expand(drawn, (0, 0, style.spacing * style.width, 0), 0)
    if style.inverse:
        return ImageOps.invert(drawn)
    if style.underline:
        top = drawn.height - style.underline
        ImageDraw.Draw(drawn).rectangle((0, top, drawn.width, drawn.height), fill=255)
    return drawn


def _enlarged(small: "Image", style: Style) -> "Image":
    """Every dot a block; with smoothing, its corners rounded where they stick out and filled where they notch."""
    from PIL import Image, ImageFilter

    size = (small.width * style.width, small.height * style.height)
    blocks = small.resize(size, Image.Resampling.NEAREST)
    if not style.smooth or not small.width:
        return blocks
    return _sharp(blocks.filter(ImageFilter.GaussianBlur(0.5 * max(style.width, style.height))), 128)


def _columns(char: str, style: Style) -> int:
    """A code page has narrow characters only; in Chinese mode what takes two bytes takes two columns."""
    return char_columns(char) if style.chinese else 1


@lru_cache(maxsize=4096)
def _bitmap(char: str, columns: int, bold: bool, small: bool) -> "Image":
    from PIL import Image, ImageDraw

    size = CHINESE if columns == 2 else FONT_B if small else FONT_A
    font = _font(_file_for(char, columns, bold), size[1] if not small or columns == 2 else 18)
    long = font.getlength(char)
    room = Image.new("L", (max(size[0], round(long)), size[1]), 0)
    place = ((room.width - long) / 2, _BASE_LINE[size])
    ImageDraw.Draw(room).text(place, char, fill=255, font=font, anchor="ls")
    return _sharp(room if room.size == size else room.resize(size), _BLACK_FROM)


def _drawn(char: str, columns: int, bold: bool, small: bool) -> "Image":
    """A mark of no width of its own has no cell either."""
    from PIL import Image

    return _bitmap(char, columns, bold, small).copy() if columns else Image.new("L", (0, FONT_A[1]))


def _file_for(char: str, columns: int, bold: bool) -> str:
    if columns == 1 and (" " <= char <= "~" or char == "¥"):
        return FONT_PAPER_BOLD if bold else FONT_PAPER_REGULAR
    return FONT_BOLD if bold else FONT_REGULAR


@lru_cache(maxsize=16)
def _font(name: str, size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    # One character at a time needs no shaping, and shaping refuses some.
    return ImageFont.truetype(str(asset_path(name)), size, layout_engine=ImageFont.Layout.BASIC)


def _sharp(grey: "Image", black_from: int) -> "Image":
    return grey.point(lambda level: 255 if level >= black_from else 0)
