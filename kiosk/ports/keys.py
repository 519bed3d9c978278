"""Keys, as they come from a keyboard or from a scanner that pretends to be one (a keyboard wedge)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from kiosk.ports.devices import ScannedCode


class KeyKind(StrEnum):
    CHARACTER = "character"  # one printable character
    ENTER = "enter"
    TAB = "tab"
    SHIFT = "shift"  # makes characters and is none: Shift, AltGr, Caps Lock, Num Lock
    CONTROL = "control"  # all others: Escape, arrows, function keys, Ctrl, Alt, Meta themselves


@dataclass(frozen=True, slots=True)
class Key:
    """A key that goes down, or up again (`pressed` False).

    `code` tells physical keys apart, so that an up finds its down. `at_ms` is of any steady clock, as near to the
    keyboard as it can be had. `shifted`: Shift is down. `chord`: Ctrl, Alt or Meta is down. `repeats`: it has been down
    for long and repeats itself. `token` is whatever the one who feeds the key wants to see again."""

    kind: KeyKind
    code: int
    at_ms: int
    text: str = ""
    shifted: bool = False
    chord: bool = False
    pressed: bool = True
    repeats: bool = False
    token: object = None


@dataclass(frozen=True, slots=True)
class Heard:
    """Keys that a person pressed, in their order, to be acted on now; and the code that a scan came to."""

    passed: tuple[Key, ...] = ()
    code: ScannedCode | None = None


class KeyScanner(Protocol):
    """Tells a scanner's keys from a person's. Every key that is fed is passed on in its order, sooner or later, or
    belongs to a scan; none is passed on twice."""

    def feed(self, key: Key) -> Heard: ...

    def quiet(self) -> Heard:
        """No key came until `due_ms`: what is held back is decided on."""

    @property
    def due_ms(self) -> int | None:
        """When, by the clock of the keys, to call `quiet` unless a key comes before; None when nothing waits."""
