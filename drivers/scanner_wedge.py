"""A bar code scanner that types: told from a person by its haste, and kept from every text field.

Keys come in runs: in a run no key is further than `gap_ms` from the one before it. Every key is held back until it is
known whose it is, which for a person is one gap, for their keys come further apart. Four keys of one run, Shift not
counted, at most seven tenths of the gap apart on average (three, if the last is the terminator) are nobody's fingers:
from there on it is a burst, and none of its keys is passed on, whatever comes of it.

A burst is a code when it is four characters or more and nothing else, is there from its first key, keeps the pace, and
ends with the terminator, or with silence for a scanner that sends none. A key with Ctrl, Alt or Meta, or one that makes
no character, goes the way of the burst and spoils it: what a bar code presses opens nothing. So does a pause: half a
bar code is never one. What comes within half a second after a burst without its terminator is the rest of it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from drivers.symbology import LONGEST_CODE, Reading, read_frame
from kiosk.ports.devices import ScannedCode
from kiosk.ports.keys import Heard, Key, KeyKind

GAP_MS = 50
#: How many keys of one run make a burst, the terminator counted or not, and how many characters a code.
LEAST_KEYS, LEAST_WITH_END, LEAST_CHARACTERS = 4, 3, 4
#: After so much silence nothing belongs to an unfinished scan any more.
REST_MS = 500
#: With a Shift for each of its characters, and the terminator.
_LONGEST_RUN = 2 * LONGEST_CODE + 1

#: What a scanner's terminator is called in the settings; "none" for one that sends none.
TERMINATORS = {"enter": KeyKind.ENTER, "tab": KeyKind.TAB, "none": None}
_UNENDED = Reading(None, "its terminator did not come: check the scanner's suffix")
_log = logging.getLogger(__name__)


def _ignore(reason: str) -> None:
    _log.info("scan not understood: %s", reason)


@dataclass(slots=True)
class _Run:
    """Keys that went down closely after each other. `held`: the same, with what else came between, until it is a burst.
    `sound` while it may become a code."""

    keys: list[Key] = field(default_factory=list)
    held: list[Key] = field(default_factory=list)
    sound: bool = True
    burst: bool = False

    @property
    def strokes(self) -> int:
        return sum(key.kind is not KeyKind.SHIFT for key in self.keys)

    def keeps_pace(self, gap_ms: int) -> bool:
        span_ms = self.keys[-1].at_ms - self.keys[0].at_ms
        return span_ms * 10 <= gap_ms * 7 * (self.strokes - 1)

    def give_first(self) -> list[Key]:
        """Take off the first key that is not Shift, with all that was held before the next one went down."""
        self.sound = False
        first = next(index for index, key in enumerate(self.keys) if key.kind is not KeyKind.SHIFT)
        del self.keys[: first + 1]
        cut = next(index for index, key in enumerate(self.held) if key is self.keys[0])
        given, self.held = self.held[:cut], self.held[cut:]
        return given

    def begin_burst(self) -> tuple[list[Key], set[int]]:
        """What was held and is not the scanner's, and which of the scanner's keys are still down."""
        beside, down = [], set[int]()
        for key in self.held:
            if key.pressed and not key.repeats:
                down.add(key.code)
            elif not key.pressed and key.code in down:
                down.discard(key.code)
            else:
                beside.append(key)
        self.held, self.burst = [], True
        return beside, down

    def go_on(self, key: Key, gap_ms: int) -> None:
        """One more key of a burst. Of an endless one no more is kept than tells that it is none of ours."""
        self.sound = self.sound and key.at_ms - self.keys[-1].at_ms <= gap_ms
        if len(self.keys) > _LONGEST_RUN:
            self.sound = False
            self.keys.pop()
        self.keys.append(key)


class WedgeScanner:
    """A KeyScanner. `terminator` is one of TERMINATORS. `on_garbage` is told why a burst is no code."""

    def __init__(
        self, gap_ms: int = GAP_MS, terminator: str = "enter", on_garbage: Callable[[str], None] = _ignore
    ) -> None:
        self._gap_ms, self._end, self._on_garbage = gap_ms, TERMINATORS[terminator], on_garbage
        self._run: _Run | None = None
        self._ended_ms: int | None = None  # when a terminator, or its tail, was pressed last
        self._foul = False  # its tail was more than terminators
        self._swallowed: set[int] = set()  # keys of scans that are still down

    @property
    def due_ms(self) -> int | None:
        return None if self._run is None else self._run.keys[-1].at_ms + self._patience_ms(self._run)

    def feed(self, key: Key) -> Heard:
        if not key.pressed or key.repeats:
            return self._beside(key)
        before = self._before(key)
        passed, code = self._pressed(key)
        return Heard((*before.passed, *passed), before.code or code)

    def quiet(self) -> Heard:
        run, self._run = self._run, None
        if run is None:
            return Heard()
        if not run.burst:
            return Heard(tuple(run.held))
        if self._end is not None:
            return Heard(code=self._told(_UNENDED))
        return Heard(code=self._read(run))

    # One key

    def _beside(self, key: Key) -> Heard:
        """A key that goes up, or repeats itself, says nothing; it keeps its place in the order."""
        if not key.pressed and key.code in self._swallowed:
            self._swallowed.discard(key.code)
            return Heard()
        if self._run is not None and not self._run.burst:
            self._run.held.append(key)
            return Heard()
        return Heard((key,))

    def _before(self, key: Key) -> Heard:
        """What would have been known by now, had anybody asked."""
        run = self._run
        if run is None or 0 <= key.at_ms - run.keys[-1].at_ms <= self._patience_ms(run):
            return Heard()
        return self.quiet()

    def _patience_ms(self, run: _Run) -> int:
        return REST_MS if run.burst and self._end is not None else self._gap_ms

    def _pressed(self, key: Key) -> tuple[list[Key], ScannedCode | None]:
        self._swallowed.discard(key.code)
        if self._run is None and self._is_tail(key):
            self._ended_ms, self._foul = key.at_ms, self._foul or key.kind is KeyKind.CONTROL or key.chord
            self._swallowed.add(key.code)
            return [], None
        run = self._run = self._run or _Run(sound=not (self._foul and self._follows(key)))
        if run.burst:
            run.go_on(key, self._gap_ms)
            self._swallowed.add(key.code)
            return [], self._finished(run)
        run.keys.append(key)
        run.held.append(key)
        return self._gathered(run)

    def _is_tail(self, key: Key) -> bool:
        """A second Enter, or Ctrl+J, right behind a terminator."""
        return self._follows(key) and (key.chord or key.kind in (KeyKind.ENTER, KeyKind.TAB, KeyKind.CONTROL))

    def _follows(self, key: Key) -> bool:
        return self._ended_ms is not None and 0 <= key.at_ms - self._ended_ms <= self._gap_ms

    def _gathered(self, run: _Run) -> tuple[list[Key], ScannedCode | None]:
        """Whether a run has become a burst. Where it is too long to wait for and none, its first keys are a
        person's."""
        passed: list[Key] = []
        least = LEAST_WITH_END if self._is_end(run.keys[-1]) else LEAST_KEYS
        while run.strokes >= least:
            if run.keeps_pace(self._gap_ms):
                beside, down = run.begin_burst()
                self._swallowed |= down
                return passed + beside, self._finished(run)
            passed += run.give_first()
        return passed, None

    # What a burst comes to

    def _is_end(self, key: Key) -> bool:
        ends = (KeyKind.ENTER, KeyKind.TAB) if self._end is None else (self._end,)
        return key.kind in ends and not key.chord

    def _finished(self, run: _Run) -> ScannedCode | None:
        """The code of a burst whose terminator has just come."""
        if not self._is_end(run.keys[-1]):
            return None
        self._run, self._ended_ms, self._foul = None, run.keys.pop().at_ms, False
        return self._read(run)

    def _read(self, run: _Run) -> ScannedCode | None:
        return self._told(self._understood(run))

    def _told(self, reading: Reading) -> ScannedCode | None:
        if reading.code is None:
            self._on_garbage(reading.reason)
        return reading.code

    def _understood(self, run: _Run) -> Reading:
        if any(key.chord or key.kind not in (KeyKind.CHARACTER, KeyKind.SHIFT) for key in run.keys):
            return Reading(None, "it presses keys that are no characters: check the scanner's suffix")
        if not (run.sound and run.keeps_pace(self._gap_ms)):
            return Reading(None, "it came in pieces")
        characters = [key for key in run.keys if key.kind is KeyKind.CHARACTER]
        if len(characters) < LEAST_CHARACTERS:
            return Reading(None, "it is too short")
        return read_frame(_spelled(characters).encode("utf-8", "replace"))


def _spelled(characters: list[Key]) -> str:
    """What the scanner means: while Caps Lock is on, its Shift makes small letters. A scanner that makes its capitals
    by Caps Lock shifts no letter."""
    if not any(key.shifted and key.text.isalpha() for key in characters):
        return "".join(key.text for key in characters)
    return "".join(key.text.upper() if key.shifted else key.text.lower() for key in characters)
