"""Somebody at the glass of a kiosk with a large range: `python -m tests.bench.atglass FOLDER PLAN`.

PLAN is JSON: `scans` (code and style), `queries`, `cards` and `seconds` of flinging. Prints a line of JSON: seconds
from the last byte of a scan on the line to the frame that shows its style (`scanned`), from a key to the frame with the
answer (`typed`), and of every frame while cards are flung what it costs the thread that draws: from its synchronising
to its swap (`flung`), and all that the thread did since the frame before (`flung_all`); the same of a grid of plain
rectangles (`bare`, `bare_all`).
"""

import gc
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from drivers.virtual import VirtualScanner
from kiosk.bootstrap.glass import show
from kiosk.bootstrap.tablet import RunningTill
from kiosk.config import FILE_NAME
from tests.bench.glass import TO_THE_CARDS, _turn_for, _turn_until

PATIENCE_S = 20.0
SCRIPT = f"""
{TO_THE_CARDS}
do scan
do home
{TO_THE_CARDS}
click bar.search
wait object key.q
do type
do home
{TO_THE_CARDS}
do fling
"""
BARE = b"""
import QtQuick
Window {
    id: window
    width: 1280; height: 800; visible: true
    GridView {
        objectName: "grid"
        anchors.fill: parent
        cellWidth: 244; cellHeight: 320
        cacheBuffer: 0
        model: %d
        delegate: Rectangle { required property int index; width: 224; height: 300; color: "#EFEBE4" }
    }
}
"""


@dataclass
class Frames:
    """What every frame cost the thread that draws, in seconds of the processor, and when it was swapped."""

    window: Any
    work: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    shown: Callable[[], bool] | None = None
    seen_at: float = 0.0
    _began: float = 0.0
    _before: float = 0.0

    def __post_init__(self) -> None:
        from PySide6.QtCore import Qt

        direct = Qt.ConnectionType.DirectConnection
        self.window.beforeSynchronizing.connect(self._begin, direct)
        self.window.frameSwapped.connect(self._end, direct)

    def fresh(self) -> None:
        self.work, self.whole, self._before = [], [], time.thread_time()

    def until(self, shown: Callable[[], bool]) -> float:
        """The moment of the first frame at whose end `shown` holds."""
        self.shown, self.seen_at = shown, 0.0
        _turn_until(lambda: self.seen_at > 0, PATIENCE_S)
        self.shown = None
        assert self.seen_at, "it was never shown"
        return self.seen_at

    def _begin(self) -> None:
        self._began = time.thread_time()

    def _end(self) -> None:
        now = time.thread_time()
        self.work.append(now - self._began)
        self.whole.append(now - self._before)
        self._before = now
        if self.shown is not None and not self.seen_at and self.shown():
            self.seen_at = time.perf_counter()


def main(folder: Path, plan: dict[str, Any]) -> None:
    os.environ["QT_QPA_PLATFORM"], os.environ["QT_QUICK_BACKEND"] = "offscreen", "software"
    told: dict[str, list[float]] = {}
    with TemporaryDirectory() as place:
        scanner = VirtualScanner(Path(place) / "scanner")
        settings = f'[scanner]\nurl = "{scanner.url}"\nwedge = false\n'
        (folder / FILE_NAME).write_text(settings, "utf-8")
        script = Path(place) / "script.drive"
        script.write_text(SCRIPT, "utf-8")
        with RunningTill(folder, language="en") as till:
            hand = Hand(scanner, plan, told)
            hooks = {"scan": hand.scan, "home": hand.home, "type": hand.type, "fling": hand.fling}
            code = show(till, drive=script, pictures=Path(place), hooks=hooks)
        scanner.close()
    print(json.dumps(told), flush=True)
    sys.exit(code)


@dataclass
class Hand:
    scanner: VirtualScanner
    plan: dict[str, Any]
    told: dict[str, list[float]]

    @cached_property
    def glass(self) -> Any:
        """The open window: nobody hands it out."""
        from ui.window import GlassWindow

        return next(found for found in gc.get_objects() if isinstance(found, GlassWindow))

    @cached_property
    def frames(self) -> Frames:
        return Frames(self.glass.quick)

    @property
    def app(self) -> Any:
        return self.glass.app

    def home(self) -> None:
        self.app.finish()
        _turn_for(0.3)

    def scan(self) -> None:
        assert self.scanner.wait_for_listener()
        self.told["scanned"] = [self._scanned(code, style) for code, style in self.plan["scans"]]

    def _scanned(self, code: str, style: str) -> float:
        self.scanner.scan(code)
        began = time.perf_counter()
        took = self.frames.until(lambda: self.app.page == "style" and self.app.style.styleId == style) - began
        _turn_for(0.1)
        return took

    def type(self) -> None:
        self.told["typed"] = [took for query in self.plan["queries"] for took in self._typed(query)]

    def _typed(self, query: str) -> Iterator[float]:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        finder = self.app.browse._finder
        self.app.browse.clear()
        _turn_until(lambda: finder.answers, PATIENCE_S)
        for end, letter in enumerate(query, 1):
            key = Qt.Key(ord(letter.upper())) if letter.isascii() else Qt.Key.Key_unknown
            began = time.perf_counter()
            QTest.sendKeyEvent(
                QTest.KeyAction.Click, self.frames.window, key, letter, Qt.KeyboardModifier.NoModifier, -1
            )
            wanted = query[:end].lstrip()
            yield self.frames.until(lambda: finder.answers and finder.question.query == wanted) - began  # noqa: B023
            _turn_for(0.05)

    def fling(self) -> None:
        from ui.finding import find_item

        finder = self.app.browse._finder
        while len(finder.cards) < self.plan["cards"] and finder.has_more():
            had = len(finder.cards)
            self.app.idle.touched(False)
            finder.more()
            _turn_until(lambda: len(finder.cards) > had, PATIENCE_S)  # noqa: B023
        grid = find_item(self.frames.window.contentItem(), "browse.grid")
        self.told["flung"], self.told["flung_all"] = _flung(grid, self.frames, self.plan["seconds"])
        self.told["cards"] = [len(finder.cards)]
        self.told["bare"], self.told["bare_all"] = _bare(self.plan)


def _flung(grid: Any, frames: Frames, seconds: float) -> tuple[list[float], list[float]]:
    """Up and down, from six places of the list."""
    from PySide6.QtCore import Q_ARG, QMetaObject, Qt

    work: list[float] = []
    whole: list[float] = []
    for at in range(6):
        grid.setProperty("contentY", float(grid.property("contentHeight")) * at / 7)
        _turn_for(0.5)
        frames.fresh()
        velocity = -2_500.0 if at % 2 == 0 else 2_500.0
        QMetaObject.invokeMethod(
            grid, "flick", Qt.ConnectionType.DirectConnection, Q_ARG("double", 0.0), Q_ARG("double", velocity)
        )
        _turn_for(seconds / 6)
        work += frames.work
        whole += frames.whole
    return work, whole


def _bare(plan: dict[str, Any]) -> tuple[list[float], list[float]]:
    from PySide6.QtCore import QObject
    from PySide6.QtQml import QQmlApplicationEngine
    from shiboken6 import delete

    engine = QQmlApplicationEngine()
    engine.loadData(BARE % plan["cards"])
    window = engine.rootObjects()[0]
    frames = Frames(window)
    _turn_for(0.5)
    found = _flung(window.findChild(QObject, "grid"), frames, plan["seconds"])
    delete(engine)
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(sys.argv[2]))
