"""Reads ESC/POS back: bytes → steps. What the virtual printer shows, and the proof of what the encoder wrote.

Takes bytes as they arrive, in pieces of any size. Commands it does not show are stepped over; nothing makes it raise.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from drivers.escpos_bytes import ByteReader, NeedMore
from drivers.escpos_commands import BARCODE_KINDS, CODE_PAGES, FIXED, MATRIX_KINDS, code128_text
from drivers.escpos_ops import (
    COLUMN_DOTS,
    LINE_DOTS,
    Area,
    Cut,
    Drawer,
    Feed,
    Move,
    Op,
    Picture,
    Skipped,
    StatusRequest,
    Tab,
    Text,
)
from drivers.escpos_pictures import COLUMN_MODES, graphics, multiples, rows_of_columns
from drivers.escpos_state import SETTERS, Settings

_GBK_RUN = re.compile(rb"(?:[\x81-\xfe][\x40-\xfe]|[\x20-\x80])+")
_BYTE_RUN = re.compile(rb"[\x20-\xff]+")


class EscposDecoder(ByteReader):
    """One printer's memory: the bytes it has not understood yet, its style, and what it stored for later."""

    def __init__(self) -> None:
        super().__init__()
        self._last = False
        self._reset()
        self._commands = self._table()

    def feed(self, data: bytes) -> list[Op]:
        """The steps that these bytes complete."""
        self._buffer = self._buffer[self._at :] + data
        self._at = 0
        ops: list[Op] = []
        while self._at < len(self._buffer):
            start = self._at
            try:
                op = self._next()
            except NeedMore:
                self._at = start
                break
            ops.append(Skipped(self._buffer[start : self._at], self._known) if op is None else op)
        return ops

    def finish(self) -> list[Op]:
        """Nothing more will come: read what is left as far as it goes."""
        self._last = True
        ops = self.feed(b"")
        if self._at < len(self._buffer):
            ops.append(Skipped(self._buffer[self._at :], known=False))
        self._buffer, self._at, self._last = b"", 0, False
        return ops

    def _reset(self) -> None:
        self._settings = Settings()
        self._code_page = CODE_PAGES[0]
        self._known = True
        self._stored: dict[int, bytes] = {}
        self._custom: dict[int, Picture] = {}
        self._graphics: Picture | None = None
        self._defined: Picture | None = None

    def _next(self) -> Op | None:
        """One step, or None for bytes that show nothing. Changes no state before the whole command is here."""
        first = self._buffer[self._at]
        self._known = True
        if first >= 0x20:
            return self._custom_character(first) or self._text()
        self._at += 1
        if first == 0x0A:
            return Feed(pitch=self._settings.pitch)
        if first == 0x09:
            return self._settings.tab
        if first not in {0x10, 0x1B, 0x1C, 0x1D}:
            return None
        return self._command(bytes([first]) + self._take(1))

    def _command(self, name: bytes) -> Op | None:
        if name in SETTERS:
            SETTERS[name](self._settings, self._byte())
            return None
        if name in self._commands:
            return self._commands[name]()
        if name[1:] == b"(" and name[0] != 0x10:
            return self._extended(name[0])
        self._known = name in FIXED
        self._take(FIXED.get(name, 0))
        return None

    def _text(self) -> Op:
        style = self._settings.style
        pattern = _GBK_RUN if style.chinese else _BYTE_RUN
        found = pattern.match(self._buffer, self._at)
        if found is None:
            if self._at + 1 == len(self._buffer) and not self._last:
                raise NeedMore
            self._at += 1
            return Text("\ufffd", style)
        self._at = found.end()
        return Text(found[0].decode("gbk" if style.chinese else self._code_page, "replace"), style)

    def _custom_character(self, code: int) -> Op | None:
        """A character that the host has drawn itself is a small picture in the line."""
        if not self._settings.custom or code not in self._custom:
            return None
        self._at += 1
        return self._custom[code]

    # Commands that show something or change how text is read

    def _table(self) -> dict[bytes, Callable[[], Op | None]]:
        return {
            b"\x1b@": self._reset,
            b"\x1bt": self._choose_code_page,
            b"\x1bd": lambda: Feed(self._byte(), pitch=self._settings.pitch),
            b"\x1be": lambda: Feed(self._byte(), pitch=self._settings.pitch),
            b"\x1bJ": lambda: Feed(0, self._byte()),
            b"\x1bK": lambda: Feed(0, self._byte()),
            b"\x1b2": lambda: self._settings.line_pitch(LINE_DOTS),
            b"\x1b$": lambda: Move(self._number(), absolute=True),
            b"\x1b\\": lambda: Move((self._number() + 0x8000) % 0x10000 - 0x8000, absolute=False),
            b"\x1dL": self._left_margin,
            b"\x1dW": self._area_width,
            b"\x1bp": self._drawer,
            b"\x1bi": Cut,
            b"\x1bm": Cut,
            b"\x1b*": self._column_picture,
            b"\x1bD": self._tabs,
            b"\x1b&": self._define_characters,
            b"\x1dV": self._cut,
            b"\x1dv": self._raster,
            b"\x1dk": self._barcode,
            b"\x1d8": self._long_graphics,
            b"\x1d*": self._define_picture,
            b"\x1d/": self._defined_picture,
            b"\x1dr": lambda: StatusRequest(self._byte(), real_time=False),
            b"\x1dC": self._counter,
            b"\x1c&": lambda: self._set_gbk(True),
            b"\x1c.": lambda: self._set_gbk(False),
            b"\x1cq": self._define_stored_pictures,
            b"\x10\x04": self._real_time_status,
            b"\x10\x14": self._real_time_order,
        }

    def _left_margin(self) -> Area:
        self._settings.area = replace(self._settings.area, left=self._number())
        return self._settings.area

    def _area_width(self) -> Area:
        self._settings.area = replace(self._settings.area, width=self._number())
        return self._settings.area

    def _choose_code_page(self) -> None:
        self._code_page = CODE_PAGES.get(self._byte(), CODE_PAGES[0])

    def _set_gbk(self, on: bool) -> None:
        self._settings.style = replace(self._settings.style, chinese=on)

    def _drawer(self) -> Op:
        return Drawer(self._take(3)[0] % 48)

    def _cut(self) -> Op:
        if self._byte() >= 65:
            self._byte()
        return Cut()

    def _real_time_status(self) -> Op:
        n = self._byte()
        if n in {7, 8}:
            self._byte()
        return StatusRequest(n, real_time=True)

    def _real_time_order(self) -> Op | None:
        function = self._byte()
        arguments = self._take({1: 2, 2: 2, 3: 5, 7: 1, 8: 7}.get(function, 0))
        return Drawer(arguments[0]) if function == 1 else None

    # Pictures

    def _raster(self) -> Op:
        across, down = multiples(self._take(2)[1])
        row_bytes, height = self._number(), self._number()
        return self._picture(row_bytes * 8, height, self._block(row_bytes * height), across, down)

    def _picture(self, width: int, height: int, dots: bytes, across: int = 1, down: int = 1) -> Picture:
        return Picture(width, height, dots, self._settings.style.align, across, down)

    def _column_picture(self) -> Op:
        """ESC *: columns of 8 or 24 dots, top first, in a line of text."""
        height, across, down = COLUMN_MODES.get(self._byte(), COLUMN_MODES[1])
        width = self._number()
        dots = rows_of_columns(self._block(width * height // 8), height)
        return replace(self._picture(width, height, dots, across, down), inline=True)

    def _define_picture(self) -> None:
        across, down = self._take(2)
        dots = rows_of_columns(self._block(across * down * 8), down * 8)
        self._defined = self._picture(across * 8, down * 8, dots)

    def _defined_picture(self) -> Op | None:
        across, down = multiples(self._byte())
        if self._defined is None:
            return None
        return replace(self._defined, across=across, down=down, align=self._settings.style.align)

    def _define_stored_pictures(self) -> None:
        for _ in range(self._byte()):
            self._block(self._number() * self._number() * 8)

    def _long_graphics(self) -> Op | None:
        self._byte()
        return self._graphics_function(self._block(self._number(4)))

    def _graphics_function(self, argument: bytes) -> Op | None:
        """GS ( L: 112 and 113 store a picture, 2 and 50 print it."""
        function = argument[1] if len(argument) > 1 else 0
        if function in {112, 113} and len(argument) >= 10:
            self._graphics = self._picture(*graphics(argument))
        if function in {2, 50} and self._graphics is not None:
            return replace(self._graphics, align=self._settings.style.align)
        return None

    # Symbols

    def _barcode(self) -> Op:
        m = self._byte()
        data = self._take(self._byte()) if m >= 65 else self._until_nul()
        kind = BARCODE_KINDS.get(m, "barcode")
        text = code128_text(data) if m == 73 else data.decode("latin-1")
        return self._settings.bars(kind, text, data)

    def _extended(self, lead: int) -> Op | None:
        """ESC ( x, GS ( x, FS ( x: a length, then so many bytes."""
        letter = self._byte()
        argument = self._block(self._number())
        if lead != 0x1D:
            return None
        if letter == ord("L"):
            return self._graphics_function(argument)
        return self._matrix_function(argument) if letter == ord("k") else None

    def _matrix_function(self, argument: bytes) -> Op | None:
        """GS ( k: function 80 stores the content, 81 prints it."""
        if len(argument) < 3:
            return None
        symbology, function = argument[:2]
        self._settings.set_matrix(symbology, function, argument[2:])
        if function == 80:
            self._stored[symbology] = argument[3:]
        if function != 81 or symbology not in self._stored:
            return None
        return self._settings.matrix(MATRIX_KINDS.get(symbology, "symbol"), self._stored[symbology])

    # Settings of changing length

    def _tabs(self) -> None:
        """ESC D: columns, rising, ended by NUL."""
        self._settings.tab = Tab(tuple(column * COLUMN_DOTS for column in self._until_nul()))

    def _counter(self) -> None:
        if self._byte() in {ord("0"), ord("2")}:
            self._take(2)
        else:
            self._take(4)

    def _define_characters(self) -> None:
        high, first, last = self._take(3)
        drawn = {}
        for code in range(first, last + 1):
            width = self._byte()
            dots = rows_of_columns(self._block(high * width), high * 8)
            drawn[code] = replace(self._picture(max(width, COLUMN_DOTS), high * 8, b""), inline=True)
            drawn[code] = replace(drawn[code], width=width, dots=dots)
        self._custom |= drawn
