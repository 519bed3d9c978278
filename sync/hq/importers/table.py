"""One CSV file of a retailer: checked as a whole before its first row is used, then read row by row.

RFC 4180 with what spreadsheets make of it: UTF-8 with or without byte-order mark, LF or CRLF, quoted commas, quotes and
line breaks. A file whose structure is broken is refused: the rows a broken quote swallows would be withdrawn.
"""

import codecs
import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol

from kiosk.errors import InputError
from sync.hq.importers.report import Desk

CHUNK = 1 << 20
BROKEN_QUOTES = "its quotes do not match (a quote inside a quoted text is written twice)"


class FileRefused(InputError):
    """Nothing of this file was taken; the message says what is wrong with it. The other files are not affected."""

    code = "file_refused"


@dataclass(frozen=True, slots=True)
class Columns:
    """The header a file must, and may, have. Order in the file does not matter."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return self.required + self.optional


Row = tuple[int, tuple[str, ...]]  # line of its first character, cells in the order of Columns.all


@dataclass(frozen=True, slots=True)
class Table:
    """A file that passed the check. `rows` counts its rows, blank lines not included."""

    path: Path
    columns: Columns
    header: tuple[str, ...]
    rows: int
    unknown: tuple[str, ...]

    def read(self, desk: Desk) -> Iterator[Row]:
        """Rows with their cells stripped; a row with too few or too many cells goes to the desk instead."""
        width, pick = len(self.header), self._picker()
        with _reader(self.path) as reader:
            next(reader)
            for line, cells in _records(reader):
                desk.row()
                if len(cells) == width:
                    cells.append("")
                    yield line, tuple(map(str.strip, pick(cells)))
                else:
                    desk.bad(line, _wrong_width(len(cells), width) if cells else BROKEN_QUOTES)
        desk.show()

    def _picker(self) -> "itemgetter[Any]":
        """Picks the known columns; an absent optional one reads the blank cell appended to every row."""
        blank = len(self.header)
        places = {title: index for index, title in enumerate(self.header)}
        return itemgetter(*(places.get(title, blank) for title in self.columns.all))


class _Reader(Protocol):
    """What csv.reader gives."""

    @property
    def line_num(self) -> int: ...

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


def _wrong_width(cells: int, width: int) -> str:
    hint = "; is a text with a comma not in quotes?" if cells > width else ""
    return f"{cells} cells where the header has {width}{hint}"


def open_table(path: Path, columns: Columns) -> Table:
    """Read the whole file once for its structure. Raises FileRefused."""
    _check_encoding(path)
    try:
        with _reader(path) as reader:
            header = tuple(title.strip().lower() for title in next(reader, []))
            _check_header(header, columns)
            rows = sum(1 for _ in _records(reader))
    except csv.Error:
        raise FileRefused("line 1: the quotes of the header do not match") from None
    unknown = tuple(title for title in header if title and title not in columns.all)
    return Table(path, columns, header, rows, unknown)


@contextmanager
def _reader(path: Path) -> Iterator[_Reader]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield csv.reader(stream, strict=True)


def _records(reader: _Reader) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line they begin on, blank lines left out; a row whose quotes do not match comes as [].

    Raises FileRefused when such a row runs over several lines, for they may be rows that it swallowed."""
    line = reader.line_num + 1
    while True:
        try:
            for cells in reader:
                if cells:
                    yield line, cells
                line = reader.line_num + 1
            return
        except csv.Error:
            if reader.line_num > line:
                raise FileRefused(f"line {line}: a quote is opened there and not closed as it should be") from None
            yield line, []
            line = reader.line_num + 1


def _check_encoding(path: Path) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                decoder.decode(chunk)
                line += chunk.count(b"\n")
            decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        line += error.object[: error.start].count(b"\n")
        raise FileRefused(f"line {line}: it is not UTF-8; save it as “CSV UTF-8” and import again") from None
    except OSError as error:
        raise FileRefused(f"it cannot be read ({error.strerror})") from None


def _check_header(header: tuple[str, ...], columns: Columns) -> None:
    if not header:
        raise FileRefused("it is empty; its first line must name the columns")
    if len(header) == 1 and any(mark in header[0] for mark in ";\t"):
        raise FileRefused("its columns are not separated by commas")
    missing = [title for title in columns.required if title not in header]
    if missing:
        raise FileRefused(f"the column {', '.join(missing)} is missing; the header has {', '.join(header)[:200]}")
    twice = sorted({title for title in header if title in columns.all and header.count(title) > 1})
    if twice:
        raise FileRefused(f"the column {', '.join(twice)} stands there twice")
