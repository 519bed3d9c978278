"""What a printer remembers between commands: how text, bar codes and lines are to look until told otherwise."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from drivers.escpos_ops import COLUMN_DOTS, LINE_DOTS, Area, Code, Style, Tab
from kiosk.ports.devices import Align

_ALIGNS = (Align.LEFT, Align.CENTRE, Align.RIGHT)
_TABS = Tab(tuple(range(8 * COLUMN_DOTS, 100 * COLUMN_DOTS, 8 * COLUMN_DOTS)))
_BARS = Code("", "")
_LEVELS = {48: "l", 49: "m", 50: "q", 51: "h"}
_QR = 49


@dataclass(slots=True)
class Settings:
    """A printer that was just switched on. Every method takes the one byte that its command brings."""

    style: Style = field(default_factory=Style)
    pitch: int = LINE_DOTS
    area: Area = field(default_factory=Area)
    tab: Tab = _TABS
    custom: bool = False
    _bars: Code = _BARS
    _matrix: Code = _BARS

    def print_mode(self, n: int) -> None:
        self.style = replace(
            self.style,
            small=bool(n & 0x01),
            bold=bool(n & 0x08),
            height=2 if n & 0x10 else 1,
            width=2 if n & 0x20 else 1,
            underline=n >> 7,
        )

    def bold(self, n: int) -> None:
        self.style = replace(self.style, bold=bool(n & 1))

    def underline(self, n: int) -> None:
        self.style = replace(self.style, underline=n % 48 if n % 48 <= 2 else 0)

    def inverse(self, n: int) -> None:
        self.style = replace(self.style, inverse=bool(n & 1))

    def small(self, n: int) -> None:
        self.style = replace(self.style, small=n % 48 == 1)

    def smooth(self, n: int) -> None:
        self.style = replace(self.style, smooth=bool(n & 1))

    def spacing(self, n: int) -> None:
        self.style = replace(self.style, spacing=n)

    def align(self, n: int) -> None:
        self.style = replace(self.style, align=_ALIGNS[n % 48] if n % 48 < len(_ALIGNS) else Align.LEFT)

    def size(self, n: int) -> None:
        self.style = replace(self.style, width=(n >> 4 & 7) + 1, height=(n & 7) + 1)

    def line_pitch(self, n: int) -> None:
        self.pitch = n

    def use_custom(self, n: int) -> None:
        self.custom = bool(n & 1)

    def bar_words(self, n: int) -> None:
        self._bars = replace(self._bars, words=n % 48 if n % 48 <= 3 else 0)

    def bar_font(self, n: int) -> None:
        self._bars = replace(self._bars, small=n % 48 == 1)

    def bar_height(self, n: int) -> None:
        self._bars = replace(self._bars, height=n)

    def bar_module(self, n: int) -> None:
        """1 to 6 dots; 68 to 76 are half steps on some models, read as the next lower whole one."""
        self._bars = replace(self._bars, module=n if 1 <= n <= 6 else max(1, (n - 64) // 2))

    def bars(self, kind: str, text: str, data: bytes) -> Code:
        return replace(self._bars, kind=kind, text=text, align=self.style.align, data=data)

    def set_matrix(self, symbology: int, function: int, argument: bytes) -> None:
        """GS ( k with a function that sets how a QR code will look."""
        if symbology == _QR and argument and function == 67:
            self._matrix = replace(self._matrix, module=max(1, argument[0]))
        if symbology == _QR and argument and function == 69:
            self._matrix = replace(self._matrix, level=_LEVELS.get(argument[0], "l"))

    def matrix(self, kind: str, content: bytes) -> Code:
        text = content.decode("utf-8", "replace")
        return replace(self._matrix, kind=kind, text=text, align=self.style.align, data=content)


SETTERS: dict[bytes, Callable[[Settings, int], None]] = {
    b"\x1b!": Settings.print_mode,
    b"\x1bE": Settings.bold,
    b"\x1bG": Settings.bold,
    b"\x1b-": Settings.underline,
    b"\x1c-": Settings.underline,
    b"\x1dB": Settings.inverse,
    b"\x1bM": Settings.small,
    b"\x1db": Settings.smooth,
    b"\x1b ": Settings.spacing,
    b"\x1ba": Settings.align,
    b"\x1d!": Settings.size,
    b"\x1b3": Settings.line_pitch,
    b"\x1b%": Settings.use_custom,
    b"\x1dH": Settings.bar_words,
    b"\x1df": Settings.bar_font,
    b"\x1dh": Settings.bar_height,
    b"\x1dw": Settings.bar_module,
}
