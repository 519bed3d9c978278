"""A hundred thousand random inputs of scanners: nothing changes unless a known code was whole, and nothing breaks."""

import random
from collections.abc import Callable

import pytest

from drivers.framing import Framer
from drivers.scanner_wedge import WedgeScanner
from drivers.symbology import read_frame
from kiosk.domain.codes import Screen
from tests.drivers.keyboard import Keyboard, hear
from tests.faults.scans import Chunk, Counter, random_bytes, random_keys, whole_codes_in_bytes, whole_codes_in_keys

INPUTS = 100_000
OF_BYTES, OF_KEYS = 20_000, 13_334  # on each of three screens
SEED = 20_261_124
assert (OF_BYTES + OF_KEYS) * len(Screen) >= INPUTS

Play = Callable[[random.Random, Counter], set[str]]


class SerialLine:
    """A framer that lives as long as the cable does."""

    def __init__(self) -> None:
        self._framer, self._now_s = Framer(), 0.0

    def play(self, chance: random.Random, counter: Counter) -> set[str]:
        """Whatever comes of one input goes to the desk; the codes that were whole in it."""
        chunks = random_bytes(chance, counter.known)
        for chunk in chunks:
            if chunk.quiet:
                self._wait()
            for frame in self._framer.feed(chunk.data, self._now_s):
                code = read_frame(frame).code
                if code is not None:
                    counter.scan(code.text)
        self._wait()
        return whole_codes_in_bytes(chunks)

    def _wait(self) -> None:
        self._now_s += 1.0
        self._framer.feed(b"", self._now_s)


class WedgeLine:
    """A scanner that types, and people who do."""

    def __init__(self) -> None:
        self._scanner, self._keyboard = WedgeScanner(), Keyboard()

    def play(self, chance: random.Random, counter: Counter) -> set[str]:
        keyboard = self._keyboard
        keyboard.pressed = []
        for _ in range(chance.choice((1, 1, 2))):
            random_keys(chance, counter.known, keyboard)
        for code in hear(self._scanner, keyboard.pressed, asking=chance.random() < 0.5).codes:
            counter.scan(code)
        keyboard.wait(1_000)
        return whole_codes_in_keys(keyboard.pressed)


@pytest.mark.parametrize("screen", Screen)
def test_bytes_change_nothing_unless_a_known_code_was_whole(screen: Screen) -> None:
    play_all(screen, OF_BYTES, SerialLine().play)


@pytest.mark.parametrize("screen", Screen)
def test_keys_change_nothing_unless_a_known_code_was_whole(screen: Screen) -> None:
    play_all(screen, OF_KEYS, WedgeLine().play)


def play_all(screen: Screen, inputs: int, play: Play) -> None:
    """Each input has a seed of its own, so that one that fails can be played alone."""
    counter = Counter(screen)
    changing = {code.upper() for code in counter.known}
    for number in range(inputs):
        seed = f"{SEED}-{screen}-{number}"
        try:
            whole = play(random.Random(seed), counter)
            changed = counter.take_change()
        except Exception as error:
            raise AssertionError(f"seed {seed} broke it") from error
        assert not changed or whole & changing, f"seed {seed} changed something with {whole}"
    assert counter.answers > inputs // 6, "hardly anything reached the desk: this proves nothing"
    assert counter.effects > inputs // 250, "no whole code did what it means: this proves nothing"
    assert all(said.endswith(".") for said in counter.refusals), counter.refusals


def test_what_is_whole_is_known_by_eye() -> None:
    """The rule that judges the drivers, judged."""
    half = [
        Chunk(b"B-LIN0"),
        Chunk(b"00001\r", quiet=True),
        Chunk(b"B-MEI"),
        Chunk(b"000001\r]C0M-1\x00\x03B-X\r\nB-Y"),
    ]
    assert whole_codes_in_bytes(half) == {"00001", "B-MEI000001", "M-1", "B-X", ""}
    keyboard = Keyboard()
    for text in ("AB", "CD"):
        keyboard.text(text, 50)
        keyboard.enter()
    keyboard.text("EF")
    keyboard.wait(60)
    keyboard.text("GH")
    keyboard.enter()
    keyboard.text("IJ")
    keyboard.chord("Ctrl", "o")
    keyboard.enter()
    assert whole_codes_in_keys(keyboard.pressed) == {"AB", "CD", "GH"}
