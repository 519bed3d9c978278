"""The bundle, where one has been built: what it weighs, and how soon its first screen is there."""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import Figure, times
from tests.bench.opening import QUICK, started, tablet

BUNDLE = Path("dist") / "kiosk"
STARTS, QUICK_STARTS = 10, 5


def bundled(place: Path, *, full: bool) -> Iterator[Figure]:
    if not (BUNDLE / "kiosk").exists():
        print("no bundle has been built: make bundle", flush=True)
        return
    files = (path for path in BUNDLE.rglob("*") if path.is_file() and not path.is_symlink())
    yield Figure("bundle", round(sum(path.stat().st_size for path in files) / 1e6, 1), "MB", 1, limit=230)
    folder = tablet(place / "bundled", QUICK)
    script, picture = place / "usable.drive", place / "usable.png"
    script.write_text("timeout 60\nwait page attract\ngrab usable.png\n", "utf-8")
    bare, seconds = [], []
    _first_picture(folder, script, picture)
    for _ in range(STARTS if full else QUICK_STARTS):
        bare.append(started("")["seconds"])
        seconds.append(_first_picture(folder, script, picture))
    alone = times("raw: a bare QML window of the checkout's Qt, in turns", bare)
    yield alone
    yield times(f"the bundle, to its first screen, {QUICK:,} variants", seconds, limit_ms=1_500, beside=alone)


def _first_picture(folder: Path, script: Path, picture: Path) -> float:
    """Seconds from the start of the process until its first screen answers and has been drawn once more."""
    picture.unlink(missing_ok=True)
    command = [str(BUNDLE.absolute() / "kiosk"), "run", "--data", str(folder), "--drive", str(script)]
    shown = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    began = time.time()
    done = subprocess.run(
        command, cwd=picture.parent, env=os.environ | shown, capture_output=True, text=True, timeout=120, check=False
    )
    if done.returncode:
        raise RuntimeError(f"the bundle did not open: {done.stderr[-2000:]}")
    return picture.stat().st_mtime - began
