"""Slips in the language of receipt printers: our own ESC/POS encoder.

Text goes as GBK, the code of printers sold in China, one second a slip at 9600 baud; only a line that GBK cannot hold
becomes a picture. Commands after "ESC/POS Command Reference" (Epson) as the makers of compatible printers understand
them; what they disagree on is avoided or said twice.
"""

from collections import Counter
from dataclasses import dataclass, field

from drivers.escpos_layout import Line, Space, Symbol, lay_out
from drivers.escpos_raster import LINE_DOTS, Bitmap, draw_line, modules_bitmap
from drivers.escpos_symbols import Bars, QrCode, code128, qr_code
from drivers.escpos_text import to_gbk, wrap
from kiosk.ports.devices import Align, PartKind, Slip

ESC, GS, FS = b"\x1b", b"\x1d", b"\x1c"
#: ESC R 0: with 15 (China) printers show `¥` for `$`. FS &: two-byte characters. FS S: no gaps between them.
_START = ESC + b"@" + ESC + b"t\x00" + ESC + b"R\x00" + FS + b"&" + FS + b"S\x00\x00"
#: Pin 2, 50 ms on, 500 ms off.
_OPEN_DRAWER = ESC + b"p\x00\x19\xfa"
#: Feed to the knife, leave a bridge of paper.
_CUT = GS + b"VB\x00"
_ALIGN = {Align.LEFT: b"\x00", Align.CENTRE: b"\x01", Align.RIGHT: b"\x02"}
_BAR_HEIGHT_DOTS = 80
#: Longer contents are drawn: the length bytes of the native command must not spell a real-time command either.
_NATIVE_QR_BYTES = 512


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """What a model can do. Both widths assume 203 dpi and characters of 12 × 24 dots."""

    name: str
    columns: int
    dots: int
    native_barcode: bool = True
    native_qr: bool = True
    cutter: bool = True


PROFILE_80 = PrinterProfile("80 mm", columns=48, dots=576)
PROFILE_58 = PrinterProfile("58 mm", columns=32, dots=384, cutter=False)


@dataclass(frozen=True, slots=True)
class EncodedSlip:
    """Bytes for the printer, and the characters that no bundled font has (▢ on the paper), counted."""

    data: bytes
    missing: Counter[str]


def encode(slip: Slip, profile: PrinterProfile) -> bytes:
    """The slip as bytes: drawer, parts, cut."""
    return encode_counted(slip, profile).data


def encode_counted(slip: Slip, profile: PrinterProfile) -> EncodedSlip:
    """As `encode`, with the count of characters that could not be shown."""
    writer = _Writer(profile)
    writer.out += _START
    if slip.open_drawer:
        writer.out += _OPEN_DRAWER
    for block in lay_out(slip.parts, profile.columns):
        match block:
            case Line():
                writer.line(block)
            case Space():
                writer.space(block.lines)
            case Symbol():
                writer.symbol(block)
    writer.cut()
    return EncodedSlip(bytes(writer.out), writer.missing)


@dataclass(slots=True)
class _Writer:
    """Bytes so far, and the style the printer is in, so that a style is only sent when it changes."""

    profile: PrinterProfile
    out: bytearray = field(default_factory=bytearray)
    missing: Counter[str] = field(default_factory=Counter)
    _align: Align = Align.LEFT
    _bold: bool = False
    _scale: int = 0

    def line(self, line: Line) -> None:
        text = to_gbk(line.text)
        if text is None:
            self._drawn(line)
            return
        self._style(line)
        self.out += text + b"\n"

    def space(self, lines: int) -> None:
        if lines:
            self._style(Line("", self._align))
            self.out += ESC + b"d" + bytes([lines])

    def symbol(self, symbol: Symbol) -> None:
        """Bars; what bars cannot hold as QR code; what that cannot hold as text."""
        bars = code128(symbol.text, self.profile.dots) if symbol.kind is PartKind.BARCODE else None
        qr = qr_code(symbol.text, self.profile.dots) if bars is None else None
        self._style(Line("", symbol.align))
        if bars is not None:
            self._bars(bars, symbol)
        elif qr is not None:
            self._qr(qr, symbol.text)
        else:
            self._text_of(symbol)

    def cut(self) -> None:
        if not self.profile.cutter:
            self.space(4)
        self.out += _CUT

    def _style(self, line: Line) -> None:
        if line.align is not self._align:
            self._align = line.align
            self.out += ESC + b"a" + _ALIGN[line.align]
        if line.bold != self._bold:
            self._bold = line.bold
            self.out += ESC + b"E" + bytes([line.bold])
        if line.scale != self._scale:
            self._scale = line.scale
            self.out += self._size(line.scale)

    def _size(self, scale: int) -> bytes:
        """Size twice, because some makers scale Chinese characters by FS ! only; and the spacing that fits it."""
        double = scale == 2
        latin, chinese = (b"\x11", b"\x0c") if double else (b"\x00", b"\x00")
        return GS + b"!" + latin + FS + b"!" + chinese + ESC + b"3" + bytes([LINE_DOTS * scale])

    def _drawn(self, line: Line) -> None:
        try:
            drawn = draw_line(line, self.profile.dots)
        except OSError:
            self._boxed(line)
            return
        self.missing += drawn.missing
        self._style(Line("", Align.LEFT))
        self._bitmap(drawn.bitmap)

    def _boxed(self, line: Line) -> None:
        """Without the bundled fonts: the line as text, with □ for what GBK lacks, rather than no receipt."""
        lacking = [char for char in line.text if to_gbk(char) is None]
        self.missing.update(lacking)
        text = "".join("□" if to_gbk(char) is None else char for char in line.text)
        for fitting in wrap(text, self.profile.columns // line.scale):
            self.line(Line(fitting, line.align, line.bold, line.scale))

    def _bitmap(self, bitmap: Bitmap) -> None:
        size = bitmap.row_bytes.to_bytes(2, "little") + bitmap.height.to_bytes(2, "little")
        self.out += GS + b"v0\x00" + size + bitmap.dots

    def _bars(self, bars: Bars, symbol: Symbol) -> None:
        if self.profile.native_barcode:
            self.out += GS + b"H\x02" + GS + b"f\x00" + GS + b"h" + bytes([_BAR_HEIGHT_DOTS])
            self.out += GS + b"w" + bytes([bars.module_dots])
            self.out += GS + b"kI" + bytes([len(bars.data)]) + bars.data
            return
        self._bitmap(modules_bitmap([list(bars.modules)], bars.module_dots, _BAR_HEIGHT_DOTS))
        self._text_of(symbol)

    def _qr(self, qr: QrCode, text: str) -> None:
        content = text.encode("utf-8")
        if not self.profile.native_qr or len(content) > _NATIVE_QR_BYTES:
            self._bitmap(modules_bitmap(qr.rows, qr.module_dots, qr.module_dots))
            return
        for function in (b"A2\x00", b"C" + bytes([qr.module_dots]), b"E1", b"P0" + content, b"Q0"):
            argument = b"1" + function
            self.out += GS + b"(k" + len(argument).to_bytes(2, "little") + argument

    def _text_of(self, symbol: Symbol) -> None:
        for text in wrap(symbol.text, self.profile.columns):
            self.line(Line(text, symbol.align))
