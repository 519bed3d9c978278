"""A kiosk that installs another range: `python -m tests.bench.installing FOLDER [headless]`.

Prints a line of JSON: the `seconds` it took; with glass somebody scrolls, and there are milliseconds between frames,
`alone` and `meanwhile`."""

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.bootstrap.glass import show
from kiosk.bootstrap.tablet import RunningTill, Till
from kiosk.bus import Bus
from kiosk.ports.sync import RoundApplied, SyncProgress
from tests.bench.glass import TO_THE_CARDS

ALONE_S, AFTER_S, PATIENCE_S = 5.0, 1.0, 300.0
STEP, EVERY_MS, FAR = 24, 16, 1_500
SCRIPT = f"""
{TO_THE_CARDS}
do alone
do meanwhile
"""


class Watch:
    """Notes when the file begins to come and when it is in use."""

    def __init__(self, bus: Bus) -> None:
        self.began, self.ended = 0.0, 0.0
        self.done = threading.Event()
        bus.subscribe(SyncProgress, self._coming)
        bus.subscribe(RoundApplied, self._applied)

    @property
    def seconds(self) -> float:
        return self.ended - self.began

    def _coming(self, news: SyncProgress) -> None:
        if news.unit == "bytes" and not self.began:
            self.began = time.perf_counter()

    def _applied(self, news: RoundApplied) -> None:
        if news.stream == "catalogue" and self.began and not self.ended:
            self.ended = time.perf_counter()
            self.done.set()


class Waiting(RunningTill):
    """HQ is asked only when `begin` says so."""

    def start(self, on_scan: Callable[[str], None]) -> None:
        self.begin = lambda: super(Waiting, self).start(on_scan)


def headless(folder: Path) -> None:
    with Till(folder) as till:
        watch = Watch(till.bus)
        till.sync(lambda _: None)
    print(json.dumps({"seconds": watch.seconds}), flush=True)


def with_glass(folder: Path) -> None:
    os.environ["QT_QPA_PLATFORM"], os.environ["QT_QUICK_BACKEND"] = "offscreen", "software"
    told: dict[str, object] = {}
    with TemporaryDirectory() as place, Waiting(folder, language="en") as till:
        watch = Watch(till.bus)
        script = Path(place) / "script.drive"
        script.write_text(SCRIPT, "utf-8")

        def alone() -> None:
            told["alone"] = _scroll(ALONE_S, lambda: False)

        def meanwhile() -> None:
            till.begin()
            told["meanwhile"] = _scroll(PATIENCE_S, watch.done.is_set)
            told["seconds"] = watch.seconds

        code = show(till, drive=script, pictures=Path(place), hooks={"alone": alone, "meanwhile": meanwhile})
    print(json.dumps(told), flush=True)
    sys.exit(code or not watch.done.is_set())


def _scroll(at_most_s: float, over: Callable[[], bool]) -> list[float]:
    """Milliseconds between frames while the range is drawn up and down, until it is over and a little after."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtQuick import QQuickWindow

    from ui.finding import find_item

    (window,) = (found for found in QGuiApplication.allWindows() if isinstance(found, QQuickWindow))
    swapped: list[float] = []
    window.frameSwapped.connect(lambda: swapped.append(time.perf_counter()), Qt.ConnectionType.DirectConnection)
    loop, timer, moved = QEventLoop(), QTimer(), [0]
    deadline = time.perf_counter() + at_most_s

    def move() -> None:
        nonlocal deadline
        grid = find_item(window.contentItem(), "browse.grid")
        if grid is not None:
            moved[0] += STEP
            grid.setProperty("contentY", float(FAR - abs(moved[0] % (2 * FAR) - FAR)))
        if over():
            deadline = min(deadline, time.perf_counter() + AFTER_S)
        if time.perf_counter() > deadline:
            loop.quit()

    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(move)
    timer.start(EVERY_MS)
    loop.exec()
    timer.stop()
    return [round((after - before) * 1000, 2) for before, after in pairwise(swapped)]


if __name__ == "__main__":
    (headless if sys.argv[2:] else with_glass)(Path(sys.argv[1]))
