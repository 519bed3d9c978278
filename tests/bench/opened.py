"""A kiosk with its glass as a process of its own, that says when it can be used and how much memory it has.

`python -m tests.bench.opened FOLDER SCAN…`; without a folder a window with next to nothing in it. Prints a line of
JSON: the wall clock at the first usable screen, and the memory after everything was scanned, in bytes: `own` (nobody
else's and no file's) and `whole` (with the libraries, which are shared and can be read again).
"""

import json
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory


def main(folder: str, *scans: str) -> None:
    os.environ["QT_QPA_PLATFORM"], os.environ["QT_QUICK_BACKEND"] = "offscreen", "software"
    told: dict[str, float] = {}
    (_bare if not folder else _kiosk)(Path(folder), scans, told)
    print(json.dumps(told), flush=True)


def _usable(told: dict[str, float]) -> None:
    told.setdefault("usable", time.time())
    lines = (line.split() for line in Path("/proc/self/status").read_text("ascii").splitlines())
    status = {words[0]: int(words[1]) * 1024 for words in lines if words[0] in ("RssAnon:", "VmRSS:")}
    told["own"], told["whole"] = status["RssAnon:"], status["VmRSS:"]


def _kiosk(folder: Path, scans: tuple[str, ...], told: dict[str, float]) -> None:
    from kiosk.bootstrap.glass import show
    from kiosk.bootstrap.tablet import RunningTill

    steps = ["timeout 60", "wait page attract", "do usable"]
    for code in scans:
        steps += [f"scan {code}", "wait page style", "do usable"]
    with TemporaryDirectory() as place:
        script = Path(place) / "script.drive"
        script.write_text("\n".join(steps) + "\n", "utf-8")
        with RunningTill(folder, language="en") as till:
            show(till, drive=script, pictures=Path(place), hooks={"usable": lambda: _usable(told)})


def _bare(_folder: Path, _scans: tuple[str, ...], told: dict[str, float]) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtQml import QQmlApplicationEngine

    from tests.bench.glass import BARE

    app = QGuiApplication([])
    engine = QQmlApplicationEngine()
    engine.loadData(BARE, QUrl())
    window = engine.rootObjects()[0]

    def drawn() -> None:
        _usable(told)
        app.quit()

    window.frameSwapped.connect(drawn)  # type: ignore[attr-defined]
    app.exec()


if __name__ == "__main__":
    main(*(sys.argv[1:] or [""]))
