"""A kiosk with a small range and one with a large one, started in turns: it must make no difference."""

import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from kiosk.ports.identity import DeviceIdentity
from kiosk.ports.sync import Manifest
from kiosk.storage.catalogue import SCHEMA
from kiosk.storage.tablet import TabletStorage
from tests.bench.measure import Figure, times
from tests.bench.ranges import A_STYLE, build, gtin, pictures
from tests.bench.world import GEN, HERE, REGION, apply_round, install, now_ms

SMALL, QUICK, FULL = 10_000, 100_000, 1_000_000
PAIRS, QUICK_PAIRS, STYLES = 10, 5, 300


def opening(place: Path, *, full: bool) -> Iterator[Figure]:
    large = FULL if full else QUICK
    folders = {variants: tablet(place / f"tablet-{variants}", variants) for variants in (SMALL, large)}
    pairs = PAIRS if full else QUICK_PAIRS
    bare, starts = [started("")["seconds"] for _ in range(pairs)], {SMALL: list[float](), large: list[float]()}
    for folder in folders.values():
        started(str(folder))  # once, so that what is compiled and read for the first time counts for nobody
    for _ in range(pairs):
        for variants, folder in folders.items():
            starts[variants].append(started(str(folder))["seconds"])
    alone = times("raw: a bare QML window, to its first frame", bare)
    yield alone
    small = times(f"cold start to the first usable screen, {SMALL:,} variants", starts[SMALL], beside=alone)
    yield small
    name = f"cold start to the first usable screen, {large:,} variants"
    yield times(name, starts[large], limit_ms=1_500, beside=small)
    yield from _memory(folders)


def _memory(folders: dict[int, Path]) -> Iterator[Figure]:
    bare = started("")
    small: dict[str, float] = {}
    for kind in ("own", "whole"):
        yield Figure(f"raw: memory of a bare QML window, {kind}", _megabytes(bare[kind]), "MB", 1)
    for variants, folder in folders.items():
        styles = variants // A_STYLE
        scans = [gtin(number * max(styles // STYLES, 1) % styles, number % A_STYLE) for number in range(STYLES)]
        had = started(str(folder), *scans)
        small = small or had
        for kind in ("own", "whole"):
            name = f"memory after {STYLES} styles with pictures, {kind}, {variants:,} variants"
            ratio = round(had[kind] / small[kind], 3)
            yield Figure(name, _megabytes(had[kind]), "MB", STYLES, limit=220, ratio=ratio)


def _megabytes(count: float) -> float:
    return round(count / 1e6, 1)


def tablet(folder: Path, variants: int) -> Path:
    """A tablet that has come by its range before."""
    with TabletStorage.prepare(folder) as fresh:
        fresh.adopt(DeviceIdentity("bench", HERE, "01", HERE, REGION, "http://127.0.0.1:9", bytes(32)))
    snapshot = folder.with_suffix(".snapshot")
    build(snapshot, variants, pictured=True)
    (folder / "pictures").mkdir()
    for name, content in pictures().items():
        (folder / "pictures" / name).write_bytes(content)
    digest = hashlib.sha256(snapshot.read_bytes()).hexdigest()
    manifest = Manifest(REGION, GEN, SCHEMA, {}, (), digest, snapshot.stat().st_size, now_ms())
    storage = TabletStorage.open(folder, clock=now_ms)
    try:
        install(storage, snapshot, manifest)
        apply_round(storage.shop, f"shop.{HERE}", (), from_zero=True)
    finally:
        storage.close()
    snapshot.unlink()
    return folder


def started(folder: str, *scans: str) -> dict[str, float]:
    """What the process said, with the seconds from its start to its first usable screen."""
    began = time.time()
    command = [sys.executable, "-m", "tests.bench.opened", folder, *scans]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        raise RuntimeError(f"the kiosk did not open: {done.stderr[-2000:]}")
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {**told, "seconds": told["usable"] - began}
