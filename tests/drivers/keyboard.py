"""Keys with a time, as a person or a scanner presses them, without a keyboard."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kiosk.ports.keys import Heard, Key, KeyKind, KeyScanner

CONTROLS = ("F1", "F4", "F12", "Escape", "Left", "Delete")


@dataclass
class Keyboard:
    """Presses go to `pressed` in order; time passes only when it is told to."""

    now_ms: int = 1_000
    pressed: list[Key] = field(default_factory=list)

    def wait(self, pause_ms: int) -> None:
        self.now_ms += pause_ms

    def text(self, text: str, gap_ms: int = 5) -> None:
        """Characters, down and up, the next one `gap_ms` after each; capitals with Shift."""
        for character in text:
            self.character(character)
            self.wait(gap_ms)

    def character(self, character: str, *, chord: bool = False) -> None:
        shifted = character.isupper()
        if shifted:
            self.down(KeyKind.SHIFT, "Shift")
        self.tap(KeyKind.CHARACTER, character.upper(), character, shifted=shifted, chord=chord)
        if shifted:
            self.up(KeyKind.SHIFT, "Shift")

    def enter(self) -> None:
        self.tap(KeyKind.ENTER, "Enter", "\r")

    def tab(self) -> None:
        self.tap(KeyKind.TAB, "Tab", "\t")

    def control(self, name: str) -> None:
        self.tap(KeyKind.CONTROL, name)

    def chord(self, modifier: str, character: str) -> None:
        """Ctrl+O: the modifier goes down first and up last."""
        self.down(KeyKind.CONTROL, modifier)
        self.tap(KeyKind.CONTROL, character.upper(), "\x0f", chord=True)
        self.up(KeyKind.CONTROL, modifier)

    def tap(self, kind: KeyKind, name: str, text: str = "", *, shifted: bool = False, chord: bool = False) -> None:
        self.down(kind, name, text, shifted=shifted, chord=chord)
        self.up(kind, name, text, shifted=shifted, chord=chord)

    def down(
        self,
        kind: KeyKind,
        name: str,
        text: str = "",
        *,
        shifted: bool = False,
        chord: bool = False,
        repeats: bool = False,
    ) -> None:
        self.pressed.append(Key(kind, code_of(name), self.now_ms, text, shifted, chord, repeats=repeats))

    def up(self, kind: KeyKind, name: str, text: str = "", *, shifted: bool = False, chord: bool = False) -> None:
        self.pressed.append(Key(kind, code_of(name), self.now_ms, text, shifted, chord, pressed=False))


def code_of(name: str) -> int:
    """A number for a physical key, the same in every run."""
    return int.from_bytes(name.encode(), "big")


@dataclass
class Told:
    """What came of keys: those passed on, in order, and the codes."""

    passed: list[Key] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What lands in a text field."""
        return "".join(key.text for key in self.passed if key.pressed)

    def take(self, heard: Heard) -> None:
        self.passed += heard.passed
        if heard.code is not None:
            self.codes.append(heard.code.text)


def hear(scanner: KeyScanner, keys: Iterable[Key], *, asking: bool = True, until_ms: int | None = None) -> Told:
    """Feed keys, with the clock running between them if `asking`; then as long as anything waits, or until a moment."""
    told = Told()
    for key in keys:
        if asking:
            _let_time_pass(scanner, told, key.at_ms)
        told.take(scanner.feed(key))
    if until_ms is not None:
        _let_time_pass(scanner, told, until_ms)
        return told
    while scanner.due_ms is not None:
        told.take(scanner.quiet())
    return told


def _let_time_pass(scanner: KeyScanner, told: Told, now_ms: int) -> None:
    while (due_ms := scanner.due_ms) is not None and due_ms < now_ms:
        told.take(scanner.quiet())
