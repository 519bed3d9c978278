"""What a shopper waits for at the glass with a range of any size: a scan, a letter typed, cards that are flung."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

from tests.bench.measure import Figure, times
from tests.bench.opening import FULL, QUICK, tablet
from tests.bench.ranges import A_STYLE, gtin, named

SCANS, QUERIES, CARDS, FLUNG_S = 100, 20, 10_000, 12.0
QUICK_SHARE = 0.3  # of all that, in a quick run


def using(place: Path, *, full: bool) -> Iterator[Figure]:
    variants = FULL if full else QUICK
    size = f"{variants:,} variants"
    folder = place / f"tablet-{variants}"
    told = _at_glass(
        folder if folder.exists() else tablet(folder, variants),
        _plan(variants // A_STYLE, 1.0 if full else QUICK_SHARE),
    )
    yield times(f"scan to screen, from the last byte on the line, {size}", told["scanned"], limit_ms=60)
    yield times(f"search to the frame, {size}", told["typed"], limit_ms=50)
    cards = f"{int(told['cards'][0]):,} styles with pictures"
    bare = times("raw: frame work while a grid of rectangles is flung", told["bare"])
    yield bare
    yield times(f"frame work while flinging {cards}, {size}", told["flung"], limit_ms=12, beside=bare)
    bare = times("raw: all the drawing thread does in a frame of it", told["bare_all"])
    yield bare
    yield times(f"all the drawing thread does in a frame, {cards}, {size}", told["flung_all"], beside=bare)
    share = round(fmean(told["flung_all"]) / fmean(told["bare_all"]), 1)
    yield Figure(f"frames of flung cards / of rectangles, {size}", share, "×", len(told["flung_all"]))


def _plan(styles: int, share: float) -> dict[str, object]:
    rng = random.Random(12)
    scanned, asked = round(SCANS * share), round(QUERIES * share)
    scans = [(gtin(number, rng.randrange(A_STYLE)), named(number).id) for number in rng.sample(range(styles), scanned)]
    words = [named(rng.randrange(styles)).name_en.split() for _ in range(asked)]
    queries = [" ".join(rng.sample(found, min(len(found), 2)))[:12].strip() for found in words]
    return {"scans": scans, "queries": queries, "cards": round(CARDS * share), "seconds": FLUNG_S * share}


def _at_glass(folder: Path, plan: dict[str, object]) -> dict[str, list[float]]:
    command = [sys.executable, "-m", "tests.bench.atglass", str(folder), json.dumps(plan)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode:
        raise RuntimeError(f"nobody could use the kiosk: {done.stdout[-1000:]} {done.stderr[-2000:]}")
    told: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return told
