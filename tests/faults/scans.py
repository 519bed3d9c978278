"""Random inputs of scanners, what of them was a whole code by a rule of their own, and a desk that watches for change.

The rules here share nothing with drivers: they look at all of an input at once, which no driver can.
"""

import random
import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field

from kiosk.domain.codes import Screen, parked_mark
from kiosk.errors import KioskError
from kiosk.ports.keys import Key, KeyKind
from tests.drivers.keyboard import CONTROLS, Keyboard
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet

KICK = "\x1bp\x00\x19\x7f"
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_LONGEST_PAUSE_MS = 50
_MARKS = ("", "", "]E0", "]C0", "]Q3", "]d2", "]zz", "]C", "\x02")


@dataclass
class Counter:
    """A desk on one screen, with a basket, paid and unpaid orders, and something put aside. `effects` counts what scans
    changed, `answers` what they were answered."""

    screen: Screen
    tablet: MemoryTablet = field(default_factory=memory_tablet)
    effects: int = 0
    answers: int = 0
    known: tuple[str, ...] = ()
    refusals: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        orders = [self._order(paid=paid) for paid in (True, True, False)]
        self.tablet.desk.add(retailer.TOTE_ONE)
        aside = parked_mark(self.tablet.desk.park().code)
        self.known = (
            *(retailer.LIN_BADGE, retailer.MEI_BADGE, retailer.MEMBER_CODE, retailer.SHIRT_M, retailer.COAT_S),
            *(retailer.variant(retailer.SHIRT_M).gtin[1:], aside),
            *(code for order in orders for code in order),
        )
        self.come_back()

    def _order(self, *, paid: bool) -> tuple[str, str]:
        desk = self.tablet.desk
        desk.add(retailer.TOTE_ONE)
        order = desk.place()
        if paid:
            self.tablet.unlock()
            desk.till.pay_cash(order.order_id, order.due_minor)
            desk.lock()
        return order.placed.number, f"P-{order.placed.pick_up_codes['JA']}"

    def come_back(self) -> None:
        """As it was, whatever a scan has changed."""
        desk = self.tablet.desk
        desk.reset()
        desk.add(retailer.SHIRT_M)
        if self.screen is Screen.PIN:
            desk.scan(retailer.LIN_BADGE)
        elif self.screen is Screen.GUIDE:
            self.tablet.unlock()
        assert desk.screen is self.screen
        self._before = self._state()

    def scan(self, text: str) -> None:
        """Anything but an answer or an error with a sentence is the caller's to explain."""
        try:
            self.tablet.desk.scan(text)
        except KioskError as error:
            self.refusals.add(str(error))
        self.answers += 1

    def take_change(self) -> bool:
        """Whether journal, basket or who is there changed since the last time; if so all is put back."""
        if self._state() == self._before:
            return False
        self.effects += 1
        self.come_back()
        return True

    def _state(self) -> tuple[object, ...]:
        state, there = self.tablet.journal.state, self.tablet.desk._room.open
        return len(state.events), len(state.slips), dict(state.pins), copy(there)


# Bytes of a serial line


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes that arrive together; before them the line may have been quiet for long."""

    data: bytes
    quiet: bool = False


def random_bytes(chance: random.Random, known: tuple[str, ...]) -> list[Chunk]:
    """One input. One in ten holds a known code, whole, somewhere."""
    data = chance.choice(_RARE)(chance, known)
    end = chance.choice((b"\r", b"\n", b"\r\n", b"\x03", b"", b""))
    return list(_in_pieces(chance, data + end))


def _in_pieces(chance: random.Random, data: bytes) -> Iterator[Chunk]:
    while data:
        cut = len(data) if chance.random() < 0.7 else chance.randint(1, len(data))
        yield Chunk(data[:cut], quiet=chance.random() < 0.3)
        data = data[cut:]


def _noise(chance: random.Random, _known: tuple[str, ...]) -> bytes:
    return chance.randbytes(chance.randrange(60))


def _truncated(chance: random.Random, known: tuple[str, ...]) -> bytes:
    code = chance.choice(known).encode()
    return code[: chance.randrange(len(code))] if chance.random() < 0.5 else code[chance.randrange(1, len(code)) :]


def _mistaken(chance: random.Random, known: tuple[str, ...]) -> bytes:
    code = list(chance.choice(known))
    code[chance.randrange(len(code))] = chance.choice("0123456789ABCXYZ-/. ~")
    return "".join(code).encode()


def _dressed(chance: random.Random, known: tuple[str, ...]) -> bytes:
    text = chance.choice(known)
    place = chance.randrange(len(text) + 1)
    extra = chance.choice((KICK, "衬衫", "\x1b@", "\x1dV\x00", "'; DROP TABLE event; --", "?", "%s", "\udcff"))
    return (text[:place] + extra + text[place:]).encode("utf-8", "surrogateescape")


def _joined(chance: random.Random, known: tuple[str, ...]) -> bytes:
    glue = chance.choice((b"", b"", b"\x1d", b" ", b"\x00", b"\r"))
    return glue.join(chance.choice(known).encode() for _ in range(chance.randint(2, 4)))


def _buried(chance: random.Random, known: tuple[str, ...]) -> bytes:
    ends = (b"\r", b"\n", b"\x03", b"")
    parts = (chance.randbytes(9), chance.choice(ends), _whole(chance, known), chance.choice(ends), chance.randbytes(9))
    return b"".join(parts)


def _whole(chance: random.Random, known: tuple[str, ...]) -> bytes:
    code = chance.choice(known)
    return (chance.choice(_MARKS) + (code.lower() if chance.random() < 0.2 else code)).encode()


def _endless(chance: random.Random, known: tuple[str, ...]) -> bytes:
    return chance.choice(known).encode() + bytes([chance.randrange(32, 127)]) * chance.choice((60, 600, 9_000))


_MAKERS = (_noise, _truncated, _mistaken, _dressed, _joined, _buried, _whole)
#: What is rare, or takes long.
_RARE = (*_MAKERS * 12, _endless)


def whole_codes_in_bytes(chunks: list[Chunk]) -> set[str]:
    """Everything between two terminators, or between a long silence and a terminator, with no silence in it."""
    spells: list[bytes] = [b""]
    for chunk in chunks:
        if chunk.quiet:
            spells.append(b"")
        spells[-1] += chunk.data
    pieces = [piece for spell in spells for piece in re.split(rb"[\r\n\x03]", spell)[:-1]]
    return {_plain(piece) for piece in pieces}


def _plain(piece: bytes) -> str:
    text = piece.decode("utf-8", "replace").lstrip("\x02")
    mark = _AIM.match(text)
    return "".join(char for char in text[mark.end() if mark else 0 :] if char.isprintable()).strip().upper()


# Keys with their times


def random_keys(chance: random.Random, known: tuple[str, ...], keyboard: Keyboard) -> None:
    """Press the keys of one input: a scan that may be cut, slow, spoiled or mixed with a person's keys."""
    code = chance.choice((*_MAKERS, _whole))(chance, known)[:80].decode("utf-8", "ignore")
    gap_ms, evil = chance.choice((0, 2, 5, 5, 15, 34, 49, 60)), chance.random()
    for character in code.replace("\r", "").replace("\n", ""):
        if evil < 0.3 and chance.random() < 0.1:
            _trouble(chance, keyboard)
        _press(keyboard, character)
        keyboard.wait(gap_ms)
    if chance.random() < 0.8:
        chance.choice((keyboard.enter, keyboard.enter, keyboard.enter, keyboard.tab))()
    keyboard.wait(chance.choice((0, 5, 49, 51, 120, 700)))


def _press(keyboard: Keyboard, character: str) -> None:
    if character.isprintable():
        keyboard.character(character)
    else:
        keyboard.chord("Ctrl", chr(ord(character) % 32 + 64))  # how a keyboard sends it


def _trouble(chance: random.Random, keyboard: Keyboard) -> None:
    pick = chance.random()
    if pick < 0.3:
        keyboard.chord(chance.choice(("Ctrl", "Alt", "Meta")), chance.choice("oqw"))
    elif pick < 0.5:
        keyboard.control(chance.choice(CONTROLS))
    elif pick < 0.8:  # somebody types beside it
        keyboard.wait(chance.choice((1, 20, 60)))
        keyboard.character(chance.choice("abc123"))
        keyboard.wait(chance.choice((1, 20, 60)))
    else:
        keyboard.wait(chance.choice((51, 300, 499, 501)))


def whole_codes_in_keys(keys: list[Key]) -> set[str]:
    """What stands between a pause, or an Enter, and the next Enter, typed without a pause or any other key."""
    found, text, before_ms, sound = set[str](), "", keys[0].at_ms if keys else 0, True
    for key in (key for key in keys if key.pressed):
        if not 0 <= key.at_ms - before_ms <= _LONGEST_PAUSE_MS:
            text, sound = "", True
        before_ms = key.at_ms
        if key.kind is KeyKind.ENTER and not key.chord:
            found |= {_plain(text.encode("utf-8", "replace"))} if sound else set()
            text, sound = "", True
        elif key.kind is KeyKind.CHARACTER and not key.chord:
            text += key.text
        elif key.kind is not KeyKind.SHIFT:
            sound = False
    return found
