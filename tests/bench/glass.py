"""Glass: how soon a touch is answered, and how much work a frame is in every transition, beside a page with next to
nothing on it. Software renderer, 1280 × 800, motion on."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

from tests.bench.measure import Figure, times

ROUNDS, QUICK_ROUNDS, TOUCH_ROUNDS = 10, 6, 5
ANSWER_LIMIT_MS, FRAME_LIMIT_MS = 100.0, 12.0
TO_THE_CARDS = """timeout 60
wait page attract
click attract.invitation
wait page browse
wait object browse.card.0"""
LONG_RANGE = 72  # styles in the list that is scrolled
BARE = b"""
import QtQuick
Window {
    id: window
    width: 1280; height: 800; visible: true
    Rectangle {
        width: 64; height: 64
        NumberAnimation on x { from: 0; to: 900; duration: 2000; loops: Animation.Infinite }
    }
}
"""


def touching(folder: Path, *, full: bool) -> Iterator[Figure]:
    """All figures of glass."""
    turns = ROUNDS if full else QUICK_ROUNDS
    os.environ["QT_QPA_PLATFORM"], os.environ["QT_QUICK_BACKEND"] = "offscreen", "software"
    from PySide6.QtGui import QGuiApplication

    app = QGuiApplication.instance() or QGuiApplication([])
    bare = _bare_frames()
    yield times("frame work, bare page", bare)
    with _glass(folder) as hand:
        answers = [seconds for _ in range(TOUCH_ROUNDS) for seconds in hand.touch_everything()]
        yield times("first answer to a touch", answers, limit_ms=ANSWER_LIMIT_MS)
        pooled: list[float] = []
        for name, act in TRANSITIONS.items():
            rounds = [hand.frames_of(act) for _ in range(turns)]
            frames = [seconds for frames in rounds for seconds in frames]
            pooled += frames
            yield times(f"frame work, {name}", frames, limit_ms=FRAME_LIMIT_MS)
            yield times(f"the dearest frame each time, {name}", [max(frames) for frames in rounds])
            yield _ratio(name, frames, bare)
        yield times("frame work, all transitions", pooled, limit_ms=FRAME_LIMIT_MS)
        yield _ratio("all transitions", pooled, bare)
    del app


def _ratio(name: str, frames: list[float], bare: list[float]) -> Figure:
    """How many bare pages a frame costs, on average: of some transitions most frames draw next to nothing."""
    return Figure(f"{name} / bare page", round(fmean(frames) / fmean(bare), 1), "×", len(frames))


@dataclass
class FrameWatch:
    """Seconds of work of every frame that was swapped: of the processor, in the thread that draws, so that others who
    work on the machine do not count."""

    window: object
    seconds: list[float] = field(default_factory=list)
    _began: float = 0.0

    def __post_init__(self) -> None:
        from PySide6.QtCore import Qt

        direct = Qt.ConnectionType.DirectConnection
        self.window.beforeSynchronizing.connect(self._begin, direct)  # type: ignore[attr-defined]
        self.window.frameSwapped.connect(self._end, direct)  # type: ignore[attr-defined]

    def _begin(self) -> None:
        self._began = time.thread_time()

    def _end(self) -> None:
        self.seconds.append(time.thread_time() - self._began)


@dataclass
class Hand:
    """Somebody at the glass, with a watch."""

    shown: "Shown"  # type: ignore[name-defined]  # noqa: F821
    watch: FrameWatch

    def play(self, *lines: str) -> None:
        self.shown.play(*lines)

    def home(self) -> None:
        self.shown.window.app.finish()
        self.play("wait page browse", "wait object browse.card.0")
        self.rest()

    def rest(self, quiet_s: float = 0.1, at_most_s: float = 0.5) -> None:
        """Until nothing moves any more: no frame for a while."""
        end = time.perf_counter() + at_most_s
        seen = -1
        while seen != len(self.watch.seconds) and time.perf_counter() < end:
            seen = len(self.watch.seconds)
            _turn_for(quiet_s)

    def frames_of(self, act: "Act") -> list[float]:
        """The frames from when something is done until nothing moves."""
        self.home()
        act.before(self)
        self.rest()
        began = len(self.watch.seconds)
        act.do(self)
        self.rest()
        return self.watch.seconds[began:]

    def touch_everything(self) -> Iterator[float]:
        """Seconds from a press to the frame that answers it, for what lies on a page. The finger slides off again."""
        for lines in PAGES_TO_TOUCH:
            self.home()
            self.play(*lines[:-1])
            self.rest()
            for name in lines[-1].split():
                yield self._touch(name)

    def _touch(self, name: str) -> float:
        from PySide6.QtCore import QPoint, Qt
        from PySide6.QtTest import QTest

        from ui.finding import centre_of

        item = self.shown.player._usable(name)
        assert item is not None, name
        quick, left = self.shown.window.quick, Qt.MouseButton.LeftButton
        place = centre_of(quick, item)
        self.rest(0.05)
        seen, began = len(self.watch.seconds), time.perf_counter()
        QTest.mousePress(quick, left, Qt.KeyboardModifier.NoModifier, place)
        _turn_until(lambda: len(self.watch.seconds) > seen, 2.0)
        took = time.perf_counter() - began
        QTest.mouseMove(quick, QPoint(2, 2))
        QTest.mouseRelease(quick, left, Qt.KeyboardModifier.NoModifier, QPoint(2, 2))
        self.rest(0.05)
        return took


@dataclass(frozen=True)
class Act:
    do: Callable[[Hand], object]
    before: Callable[[Hand], object] = lambda _hand: None


JACKET = "PADDED-JACKET/SAGE/M"
PAGES_TO_TOUCH = (
    ("browse.card.0 browse.card.1 bar.basket bar.language",),
    ("click bar.search", "wait object key.q", "key.q key.m key.erase key.done"),
    (f"scan {JACKET}", "wait object style.add", f"style.cell.{JACKET} style.add style.way.0"),
    (f"scan {JACKET}", "click style.add", "click bar.basket", "wait page basket", "basket.line.0.more basket.confirm"),
)


def _scroll(hand: Hand) -> None:
    grid = hand.shown.player._item("browse.grid")
    assert grid is not None
    for _ in range(30):
        grid.setProperty("contentY", float(grid.property("contentY")) + 40)
        _turn_for(0.016)


def _added(hand: Hand) -> None:
    hand.play(f"scan {JACKET}", "wait object style.add", "click style.add", "wait text bar.basket 1")


def _in_basket(hand: Hand) -> None:
    _added(hand)
    hand.play("click bar.basket", "wait page basket")


def _steps(*lines: str) -> Callable[[Hand], object]:
    return lambda hand: hand.play(*lines)


TRANSITIONS = {
    "range to style": Act(_steps("click browse.card.0", "wait page style", "wait object style.title")),
    "style to basket": Act(_steps("click bar.basket", "wait page basket"), _added),
    "basket back to style": Act(_steps("click bar.back", "wait page style"), _in_basket),
    "a sheet opens": Act(_steps("click basket.line.0.way", "wait object basket.way.0"), _in_basket),
    "a notice comes": Act(_steps("scan NO-SUCH-SKU", "wait object notice")),
    "the keyboard comes": Act(_steps("click bar.search", "wait object key.q")),
    "the keyboard comes, from a style": Act(
        _steps("click bar.search", "wait object key.q"), _steps("click browse.card.0", "wait object style.title")
    ),
    "search while typing": Act(
        _steps("type shirt", "wait text browse.heading shirt"), _steps("click bar.search", "wait object key.q")
    ),
    "cards scroll": Act(_scroll),
}


@contextmanager
def _glass(folder: Path) -> Iterator[Hand]:
    from kiosk.domain.catalogue import Style
    from tests.ui.front import front_of, wide_tablet
    from tests.ui.glasses import Shown
    from ui.drive import Player
    from ui.window import open_window

    tablet = wide_tablet()
    for rank in range(LONG_RANGE):
        style = Style(
            f"MORE-{rank:02d}", "亚麻长袖衬衫", "Long-sleeved linen shirt", "more", "更多", "More", rank=100 + rank
        )
        tablet.catalogue._styles[style.id] = style
    front = front_of(tablet, "en", idle_s=3600.0)
    window = open_window(front, size=(1280, 800))
    with closing(window):
        player = Player(window, folder)
        hand = Hand(Shown(tablet, front, window, player, front.bus, []), FrameWatch(window.quick))
        hand.home()
        yield hand


def _bare_frames() -> list[float]:
    from PySide6.QtQml import QQmlApplicationEngine
    from shiboken6 import delete

    engine = QQmlApplicationEngine()
    engine.loadData(BARE)
    watch = FrameWatch(engine.rootObjects()[0])
    _turn_for(3.0)
    delete(engine)
    return watch.seconds[10:]


def _turn_for(seconds: float) -> None:
    _turn_until(lambda: False, seconds)


def _turn_until(holds: Callable[[], bool], at_most_s: float) -> None:
    """Let Qt work; no longer than needed."""
    from PySide6.QtCore import QEventLoop, QTimer

    end = time.perf_counter() + at_most_s
    while not holds() and (left := end - time.perf_counter()) > 0:
        loop = QEventLoop()
        QTimer.singleShot(min(2, max(1, int(left * 1000))), loop.quit)
        loop.exec()
