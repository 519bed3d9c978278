"""The sheet of paper under the dots: its margins, its edges, and what happened beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

_INK, _PAPER, _DESK, _NOTE = 24, 255, 222, 120
_TOP, _BOTTOM, _TOOTH, _DASH = 40, 40, 8, 10
_NOTE_HIGH = 56


@dataclass(frozen=True, slots=True)
class Paper:
    """A roll: `dots` can be printed on, `margin` at either side cannot. 203 dpi, eight dots to a millimetre."""

    dots: int
    margin: int


PAPER_80, PAPER_58 = Paper(576, 32), Paper(384, 40)


@dataclass(frozen=True, slots=True)
class Placed:
    """Something on the printable width; ink is 255."""

    x: int
    y: int
    image: "Image"


def paper_for(columns: int) -> Paper:
    """The roll that a printer of so many columns of 12 dots takes."""
    return PAPER_58 if columns <= 32 else PAPER_80


def finish(placed: Sequence[Placed], height: int, paper: Paper, *, cut: bool, pulses: int) -> "Image":
    """The sheet in greys: cut clean along a dashed line, or torn; with the sign of a drawer when it was opened."""
    from PIL import Image, ImageDraw

    bottom = _TOP + height + _BOTTOM
    sheet = Image.new("L", (paper.dots + 2 * paper.margin, bottom + _NOTE_HIGH * bool(pulses)), _PAPER)
    for item in placed:
        sheet.paste(_INK, (paper.margin + item.x, _TOP + item.y), item.image)
    pen = ImageDraw.Draw(sheet)
    for x in (0, sheet.width - 1):
        pen.line((x, 0, x, bottom), fill=_DESK)
    _dashes(pen, sheet.width, 0)
    (_dashes if cut else _teeth)(pen, sheet.width, bottom - 1)
    if pulses:
        pen.rectangle((0, bottom, *sheet.size), fill=_DESK)
        _drawer(pen, sheet.width // 2, bottom + _NOTE_HIGH // 2)
    return sheet


def _dashes(pen: "ImageDraw", width: int, y: int) -> None:
    for x in range(0, width, 2 * _DASH):
        pen.line((x, y, x + _DASH, y), fill=_NOTE)


def _teeth(pen: "ImageDraw", width: int, y: int) -> None:
    for x in range(0, width, 2 * _TOOTH):
        pen.polygon(((x, y), (x + _TOOTH, y - _TOOTH), (x + 2 * _TOOTH, y)), fill=_DESK)


def _drawer(pen: "ImageDraw", x: int, y: int) -> None:
    """A till with its drawer out: a box, a wider tray below it, a coin."""
    pen.rectangle((x - 26, y - 16, x + 26, y + 2), outline=_NOTE, width=3)
    pen.rectangle((x - 34, y + 4, x + 34, y + 18), outline=_NOTE, width=3)
    pen.ellipse((x - 4, y + 7, x + 4, y + 15), fill=_NOTE)
