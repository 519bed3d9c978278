"""What a virtual printer printed, as files: `003-Receipt_Paid.txt` to search, `003-Receipt_Paid.png` to look at."""

import logging
import re
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from drivers.escpos_ops import Code, DecodedSlip, Feed, Text, as_text
from drivers.escpos_paint import paint
from drivers.escpos_sheet import paper_for

_log = logging.getLogger(__name__)
_LONGEST_TITLE = 40


class SlipFiles:
    """Writes slips into a folder, counting on from those that lie there: a second start writes over nothing.

    Pictures are painted in a thread of their own, because a printer answers at once whatever it is doing.
    """

    def __init__(self, folder: Path, columns: int) -> None:
        self._folder, self._columns = folder, columns
        self._number = _highest_number(folder)
        self._painter = ThreadPoolExecutor(1, "paper")

    def close(self) -> None:
        """Returns when everything is painted."""
        self._painter.shutdown()

    def write(self, slip: DecodedSlip) -> None:
        """The text now, the picture beside it soon."""
        self._number += 1
        self._folder.mkdir(parents=True, exist_ok=True)
        torn = "" if slip.cut else "-incomplete"
        name = f"{self._number:03d}-{title_of(slip)}{torn}"
        (self._folder / f"{name}.txt").write_text(as_text(slip.ops, self._columns) + "\n", "utf-8")
        self._painter.submit(self._paint, slip, self._folder / f"{name}.png")

    def _paint(self, slip: DecodedSlip, path: Path) -> None:
        try:
            paint(slip.ops, paper_for(self._columns)).image.save(path, optimize=True)
        except OSError:
            _log.exception("%s was not painted", path.name)


def title_of(slip: DecodedSlip) -> str:
    """What stands large on it, else its first line that says something, as part of a file name."""
    lines = list(_lines(slip))
    large = [text for text, enlarged in lines if enlarged]
    return next(filter(None, map(_as_name, [*large, *(text for text, _ in lines)])), "blank")


def _lines(slip: DecodedSlip) -> Iterator[tuple[str, bool]]:
    """The lines of text and the codes, and whether something in the line is enlarged."""
    text, enlarged = "", False
    for op in slip.ops:
        match op:
            case Text(part, style):
                text, enlarged = text + part, enlarged or style.width > 1
            case Code(kind, content):
                yield f"{kind} {content}", False
            case Feed():
                yield text, enlarged
                text, enlarged = "", False
            case _:
                pass
    yield text, enlarged


def _as_name(line: str) -> str:
    """Letters, digits, `-` and, for blanks, `_`."""
    words = re.sub(r"\s+", "_", line.strip())
    kept = "".join(char for char in words if unicodedata.category(char)[0] in "LN" or char in "-_")
    return kept.strip("-_")[:_LONGEST_TITLE]


def _highest_number(folder: Path) -> int:
    names = folder.glob("[0-9][0-9][0-9]*-*.txt")
    return max((int(path.name.split("-")[0]) for path in names), default=0)
