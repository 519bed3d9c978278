"""`kiosk run --drive SCRIPT`: somebody at the glass, written down. For tests from end to end, the tour and the demo.

A script has one step a line; `#` begins a comment, quotes hold words together, `{NAME}` is what was remembered:

    wait page browse                 a page is open, everything has come, nothing moves
    wait object basket.confirm       something of that name can be seen and used
    wait text placed.number JA-      something shows a text that contains this
    wait gone notice                 it is not there, or not to be seen
    click browse.card.0              a real press and release in its middle; scrolls there first
    type 13800000000                 keys of a keyboard; `press Return` for one that has no character
    scan {NUMBER}                    what a scanner would say, by the scanner's own way
    wedge {NUMBER}                   the same by a scanner that types: its keys and Enter, without a pause
    remember NUMBER placed.number    keep the text that something shows
    digits CODE placed.code.0        the same, but only its digits
    expect placed.tally "requested"  like `wait text`, but it has to be so now
    leave                            nobody is there: what idle does when it notices
    grab basket.png                  a picture of the window, into the folder of pictures
    language en                      switch to it
    resize 800 1280                  another window
    do "cut the line"                what whoever plays the script lends it, by name
    say "sold {NUMBER}"              a line on standard output, flushed
    timeout 30                       seconds that every step after it may take
    note "…"                         nothing; for whoever reads the script

No step sleeps: each waits for what it needs, at most `timeout` (20) seconds. A step that fails names itself on
standard error, leaves `failed.png` beside the pictures, and ends the script with 1.
"""

import shlex
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QElapsedTimer, QEventLoop, QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk.errors import InputError, KioskError
from kiosk.texts import LANGUAGES
from ui.burst import burst
from ui.finding import centre_of, find_item, lay_out, shows, text_of

HELD_MS = 800
TIMEOUT_S = 20.0
Hook = Callable[[], object]


class Driven(Protocol):
    """A window that a script can use: the kiosk's, or the gallery's."""

    quick: QQuickWindow
    complaints: list[str]
    app: Any  # its open `page`, and `set_language`
    bridge: Any  # takes a `scan`

    def settled(self) -> bool: ...

    def rest(self) -> None: ...


class StepFailed(KioskError):
    """A step's condition did not come about in time."""

    code = "step_failed"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a script."""

    line: int
    verb: str
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"line {self.line}: {' '.join((self.verb, *self.words))}"


def parse(script: str) -> tuple[Step, ...]:
    """The steps of a script. Raises InputError naming the line that is none."""
    steps = []
    for number, line in enumerate(script.splitlines(), 1):
        try:
            words = shlex.split(line, comments=True)
        except ValueError as error:
            raise InputError(f"line {number} of the script: {error}") from error
        if words:
            steps.append(Step(number, words[0], tuple(words[1:])))
            _check(steps[-1])
    return tuple(steps)


def play(window: Driven, script: Path, *, pictures: Path | None = None, hooks: Mapping[str, Hook] | None = None) -> int:
    """Play a script on a window; 0, or 1 with the failed step on standard error."""
    steps = parse(script.read_text("utf-8"))
    folder = pictures or Path.cwd()
    folder.mkdir(parents=True, exist_ok=True)
    player = Player(window, folder, dict(hooks or {}))
    for step in steps:
        try:
            player.do(step)
        except (KioskError, AssertionError) as error:
            player.save("failed.png")
            sys.stderr.write(f"{script.name}, {step}\n  {error}\n")
            sys.stderr.flush()
            return 1
    return 0


@dataclass
class Player:
    """Plays steps; keeps what they remember."""

    window: Driven
    pictures: Path
    hooks: dict[str, Hook] = field(default_factory=dict)
    remembered: dict[str, str] = field(default_factory=dict)
    timeout_s: float = TIMEOUT_S

    def do(self, step: Step) -> None:
        verb = _VERBS[step.verb].play
        verb(self, *(self._filled(word) for word in step.words))

    def _filled(self, word: str) -> str:
        for name, text in self.remembered.items():
            word = word.replace("{" + name + "}", text)
        if "{" in word:
            raise StepFailed(f"nothing is remembered that fills {word!r}")
        return word

    # Verbs

    def wait(self, what: str, name: str, text: str = "") -> None:
        checks: dict[str, Callable[[], bool]] = {
            "page": lambda: self.window.app.page == name and self.settled(),
            "object": lambda: self._usable(name) is not None,
            "text": lambda: shows(self._item(name), text),
            "gone": lambda: self._item(name) is None,
        }
        if what not in checks:
            raise StepFailed(f"one waits for {', '.join(checks)}; not for {what!r}")
        self.until(checks[what], f"{what} {name} {text}".strip(), lambda: self._seen(name))

    def click(self, name: str) -> None:
        self.until(lambda: self._usable(name) is not None, f"object {name}", lambda: self._seen(name))
        self.until(self.settled, "the page to settle")
        point = self._at_rest(name)
        QTest.mouseClick(self.window.quick, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        self.breathe()

    def hold(self, name: str) -> None:
        """A finger stays on it for as long as what has to be held needs."""
        self.until(lambda: self._usable(name) is not None, f"object {name}", lambda: self._seen(name))
        self.until(self.settled, "the page to settle")
        given = (self.window.quick, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self._at_rest(name))
        QTest.mousePress(*given)
        clock = QElapsedTimer()
        clock.start()
        self.until(lambda: clock.hasExpired(HELD_MS), "the finger to stay")
        QTest.mouseRelease(*given)
        self.breathe()

    def type(self, text: str) -> None:
        self.until(self.settled, "the page to settle")
        for character in text:
            key = Qt.Key.Key_unknown if not character.isascii() else Qt.Key(ord(character.upper()))
            QTest.sendKeyEvent(QTest.KeyAction.Click, self.window.quick, key, character, Qt.KeyboardModifier.NoModifier)
            self.window.rest()
        self.breathe()

    def press(self, key: str) -> None:
        self.until(self.settled, "the page to settle")
        QTest.keyClick(self.window.quick, Qt.Key[f"Key_{key}"])
        self.window.rest()
        self.breathe()

    def scan(self, text: str) -> None:
        self.until(self.settled, "the page to settle")
        self.window.bridge.scan(text)
        self.breathe()

    def wedge(self, text: str) -> None:
        self.until(self.settled, "the page to settle")
        burst(self.window.quick, text)
        self.breathe()

    def leave(self) -> None:
        self.until(self.settled, "the page to settle")
        self.window.app.idle.nobody_there()
        self.breathe()

    def remember(self, name: str, item: str) -> None:
        self.wait("object", item)
        self.remembered[name] = text_of(self._item(item))

    def digits(self, name: str, item: str) -> None:
        self.wait("object", item)
        self.remembered[name] = "".join(filter(str.isdigit, text_of(self._item(item))))

    def expect(self, name: str, text: str) -> None:
        self.until(self.settled, "the page to settle")
        if not shows(self._item(name), text):
            raise StepFailed(f"{name} does not show {text!r}, but {self._seen(name)}")

    def grab(self, name: str) -> None:
        self.until(self.settled, "the page to settle")
        self.save(name)

    def language(self, language: str) -> None:
        if language not in LANGUAGES:
            raise StepFailed(f"{language!r} is none of {', '.join(LANGUAGES)}")
        self.window.app.set_language(language)
        self.breathe()

    def resize(self, width: str, height: str) -> None:
        self.window.quick.resize(int(width), int(height))
        content = self.window.quick.contentItem()
        self.until(lambda: (content.width(), content.height()) == (int(width), int(height)), "the window to be resized")
        self.window.quick.grabWindow()  # lays everything out
        self.until(self.settled, "the page to settle")

    def call(self, name: str) -> None:
        if name not in self.hooks:
            raise StepFailed(f"nobody lent this script {name!r}; there is {', '.join(self.hooks) or 'nothing'}")
        self.hooks[name]()
        self.breathe()

    def say(self, text: str) -> None:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    def set_timeout(self, seconds: str) -> None:
        self.timeout_s = float(seconds)

    def note(self, *_words: str) -> None:
        """Nothing to do."""

    # Helpers

    def settled(self) -> bool:
        """Whether no answer is outstanding, every picture has come, and the frame shows it."""
        return self.window.settled()

    def save(self, name: str) -> None:
        image = self.window.quick.grabWindow()
        path = self.pictures / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not image.save(str(path)):
            raise StepFailed(f"the picture {path} could not be written")

    def until(self, holds: Callable[[], bool], what: str, seen: Callable[[], str] = lambda: "") -> None:
        """Let Qt work until something holds."""
        clock = QElapsedTimer()
        clock.start()
        while not holds():
            if self.window.complaints:
                raise StepFailed(f"QML is wrong: {self.window.complaints[0]}")
            if clock.hasExpired(int(self.timeout_s * 1000)):
                raise StepFailed(f"waited {self.timeout_s:g} s for {what}. {seen()}".strip())
            self.breathe()

    def breathe(self) -> None:
        """One turn of the event loop: at most 10 ms, less when something happens."""
        loop = QEventLoop()
        QTimer.singleShot(10, loop.quit)
        loop.exec()

    def _item(self, name: str) -> QQuickItem | None:
        return find_item(self.window.quick.contentItem(), name)

    def _at_rest(self, name: str) -> QPoint:
        """The middle of what is where it was a moment ago, and under no notice: nobody taps what moves or is covered.
        Looked at, and scrolled to, only while no picture is on its way."""
        places: list[QPoint] = []

        def stands() -> bool:
            item = self._usable(name)
            if item is None:
                raise StepFailed(f"{name} went away before it could be touched")
            if not self.settled():
                places.clear()
                return False
            lay_out(self.window.quick.contentItem())
            places.append(centre_of(self.window.quick, item))
            return places[-2:-1] == places[-1:] and not self._covered(name, places[-1])

        self.until(stands, f"{name} to stand still")
        return places[-1]

    def _covered(self, name: str, place: QPoint) -> bool:
        """Whether a notice lies over it, which goes by itself."""
        notice = self._item("notice.close")
        if notice is None or name.startswith("notice."):
            return False
        return notice.mapRectToScene(QRectF(0, 0, notice.width(), notice.height())).contains(QPointF(place))

    def _usable(self, name: str) -> QQuickItem | None:
        item = self._item(name)
        return item if item is not None and item.isEnabled() else None

    def _seen(self, name: str) -> str:
        item = self._item(name)
        page = f"(page {self.window.app.page})"
        if item is None:
            return f"There is no {name} to be seen {page}."
        return f"It shows {text_of(item)!r}, {'usable' if item.isEnabled() else 'disabled'} {page}."


@dataclass(frozen=True, slots=True)
class _Verb:
    play: Callable[..., None]
    least: int
    most: int


_VERBS = {
    "wait": _Verb(Player.wait, 2, 3),
    "click": _Verb(Player.click, 1, 1),
    "hold": _Verb(Player.hold, 1, 1),
    "type": _Verb(Player.type, 1, 1),
    "press": _Verb(Player.press, 1, 1),
    "scan": _Verb(Player.scan, 1, 1),
    "wedge": _Verb(Player.wedge, 1, 1),
    "leave": _Verb(Player.leave, 0, 0),
    "remember": _Verb(Player.remember, 2, 2),
    "digits": _Verb(Player.digits, 2, 2),
    "expect": _Verb(Player.expect, 2, 2),
    "grab": _Verb(Player.grab, 1, 1),
    "language": _Verb(Player.language, 1, 1),
    "resize": _Verb(Player.resize, 2, 2),
    "do": _Verb(Player.call, 1, 1),
    "say": _Verb(Player.say, 1, 1),
    "timeout": _Verb(Player.set_timeout, 1, 1),
    "note": _Verb(Player.note, 0, 99),
}


def _check(step: Step) -> None:
    verb = _VERBS.get(step.verb)
    if verb is None:
        raise InputError(f"{step}: there is no step {step.verb!r}; there are {', '.join(_VERBS)}")
    if not verb.least <= len(step.words) <= verb.most:
        raise InputError(f"{step}: {step.verb} takes {verb.least} to {verb.most} words")
