"""Slips in the language of receipt printers: our own ESC/POS encoder.

Text goes as GBK, the code of printers sold in China, one second a slip at 9600 baud; only a line that GBK cannot hold
becomes a picture. Commands after "ESC/POS Command Reference" (Epson) as the makers of compatible printers understand
them; what they disagree on is avoided or said twice.
"""

from collections import Counter
from dataclasses import dataclass, field, replace

from drivers.escpos_layout import Block, Line, Mark, Run, Space, Symbol, lay_out
from drivers.escpos_ops import LINE_DOTS
from drivers.escpos_raster import Bitmap, draw_line, draw_mark, modules_bitmap
from drivers.escpos_symbols import Bars, QrCode, code128, qr_code
from drivers.escpos_text import to_gbk, wrap
from kiosk.ports.devices import Align, PartKind, Slip

ESC, GS, FS = b"\x1b", b"\x1d", b"\x1c"
#: ESC R 0: with 15 (China) printers show `¥` for `$`. FS &: two-byte characters. FS S: no gaps between them.
#: GS b 1: enlarged characters get round edges, where a model can do that.
_START = ESC + b"@" + ESC + b"t\x00" + ESC + b"R\x00" + FS + b"&" + FS + b"S\x00\x00" + GS + b"b\x01"
#: Pin 2, 50 ms on, 500 ms off.
_OPEN_DRAWER = ESC + b"p\x00\x19\xfa"
#: Feed to the knife, leave a bridge of paper.
_CUT = GS + b"VB\x00"
_ALIGN = {Align.LEFT: b"\x00", Align.CENTRE: b"\x01", Align.RIGHT: b"\x02"}
_BAR_HEIGHT_DOTS = 80
#: Longer contents are drawn: the length bytes of the native command must not spell a real-time command either.
_NATIVE_QR_BYTES = 512
#: Modules that stay white around a QR code (ISO/IEC 18004); printers leave that to us.
_QR_QUIET = 4
_PLAIN = Run("")


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
        writer.block(block)
    writer.cut()
    return EncodedSlip(bytes(writer.out), writer.missing)


@dataclass(slots=True)
class _Writer:
    """Bytes so far, and the style the printer is in, so that a style is only sent when it changes."""

    profile: PrinterProfile
    out: bytearray = field(default_factory=bytearray)
    missing: Counter[str] = field(default_factory=Counter)
    _align: Align = Align.LEFT
    _style: Run = _PLAIN
    _pitch: int = 0

    def block(self, block: Block) -> None:
        match block:
            case Line():
                self.line(block)
            case Space(dots):
                self.space(dots)
            case Symbol():
                self.symbol(block)
            case Mark(text, align):
                self._mark(text, align)

    def line(self, line: Line) -> None:
        texts = [to_gbk(run.text) for run in line.runs]
        if None in texts:
            self._drawn(line)
            return
        self._aligned(line.align)
        self._spaced(line.scale)
        for run, text in zip(line.runs, texts, strict=True):
            self._styled(run)
            self.out += text or b""
        self.out += b"\n"

    def space(self, dots: int) -> None:
        """Whole lines as lines, because every printer knows them; the rest as dots."""
        self._styled(_PLAIN)
        self._spaced(1)
        lines, rest = divmod(dots, LINE_DOTS)
        if lines:
            self.out += ESC + b"d" + bytes([lines])
        if rest:
            self.out += ESC + b"J" + bytes([rest])

    def symbol(self, symbol: Symbol) -> None:
        """Bars; what bars cannot hold as QR code; what that cannot hold as text."""
        bars = code128(symbol.text, self.profile.dots) if symbol.kind is PartKind.BARCODE else None
        qr = qr_code(symbol.text, self.profile.dots) if bars is None else None
        self._styled(_PLAIN)
        self._aligned(symbol.align)
        if bars is not None:
            self._bars(bars, symbol)
        elif qr is not None:
            self.space(_QR_QUIET * qr.module_dots)
            self._qr(qr, symbol.text)
            self.space(_QR_QUIET * qr.module_dots)
        else:
            self._text_of(symbol)

    def cut(self) -> None:
        if not self.profile.cutter:
            self.space(4 * LINE_DOTS)
        self.out += _CUT

    def _aligned(self, align: Align) -> None:
        if align is not self._align:
            self._align = align
            self.out += ESC + b"a" + _ALIGN[align]

    def _spaced(self, scale: int) -> None:
        """The spacing that fits a line's largest characters."""
        if scale != self._pitch:
            self._pitch = scale
            self.out += ESC + b"3" + bytes([LINE_DOTS * scale])

    def _styled(self, run: Run) -> None:
        before, self._style = self._style, run
        if run.bold != before.bold:
            self.out += ESC + b"E" + bytes([run.bold])
        if run.inverse != before.inverse:
            self.out += GS + b"B" + bytes([run.inverse])
        if run.scale != before.scale:
            self.out += self._size(run.scale)

    def _size(self, scale: int) -> bytes:
        """Twice up to double size, because some makers scale Chinese characters by FS ! only, which knows no more."""
        chinese = b"\x00" if scale == 1 else b"\x0c"
        return GS + b"!" + bytes([(scale - 1) * 0x11]) + FS + b"!" + chinese

    def _mark(self, text: str, align: Align) -> None:
        """A mark without its font is large text."""
        if not text:
            return
        try:
            bitmap = draw_mark(text, self.profile.dots)
        except OSError:
            for fitting in wrap(text, self.profile.columns // 2):
                self.line(Line.of(fitting, align, bold=True, scale=2))
            return
        self._styled(_PLAIN)
        self._aligned(align)
        self._bitmap(bitmap)

    def _drawn(self, line: Line) -> None:
        try:
            drawn = draw_line(line, self.profile.dots)
        except OSError:
            self._boxed(line)
            return
        self.missing += drawn.missing
        self._styled(_PLAIN)
        self._aligned(Align.LEFT)
        self._bitmap(drawn.bitmap)

    def _boxed(self, line: Line) -> None:
        """Without the bundled fonts: the line as text, with □ for what GBK lacks, rather than no receipt."""
        self.missing.update(char for char in line.text if to_gbk(char) is None)
        boxed = (replace(run, text="".join(map(_boxed, run.text))) for run in line.runs)
        self._wrapped(Line(tuple(boxed), line.align))

    def _wrapped(self, line: Line) -> None:
        """□ is wider than some of what it stands for."""
        if line.columns <= self.profile.columns:
            self.line(line)
            return
        for text in wrap(line.text, self.profile.columns // line.scale):
            self.line(Line.of(text, line.align, bold=line.runs[0].bold, scale=line.scale))

    def _bitmap(self, bitmap: Bitmap) -> None:
        size = bitmap.row_bytes.to_bytes(2, "little") + bitmap.height.to_bytes(2, "little")
        self.out += GS + b"v0\x00" + size + bitmap.dots

    def _bars(self, bars: Bars, symbol: Symbol) -> None:
        if self.profile.native_barcode:
            words = b"\x02" if symbol.words else b"\x00"
            self.out += GS + b"H" + words + GS + b"f\x00" + GS + b"h" + bytes([_BAR_HEIGHT_DOTS])
            self.out += GS + b"w" + bytes([bars.module_dots])
            self.out += GS + b"kI" + bytes([len(bars.data)]) + bars.data
            return
        self._bitmap(modules_bitmap([list(bars.modules)], bars.module_dots, _BAR_HEIGHT_DOTS))
        if symbol.words:
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
            self.line(Line.of(text, symbol.align))


def _boxed(char: str) -> str:
    return "□" if to_gbk(char) is None else char
