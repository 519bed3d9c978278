"""A range of any size on its way: taken in at HQ, made into a snapshot, installed by a kiosk that somebody uses."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from backports import zstd

from kiosk.ports.sync import Manifest
from kiosk.storage.catalogue import SCHEMA, CatalogueReplica
from kiosk.storage.tablet import TabletStorage
from sync.hq.importers import import_directory
from sync.hq.office import HeadOffice
from tests.bench.measure import Figure, rate, timed
from tests.bench.office import plain_import
from tests.bench.range_files import write_files
from tests.bench.ranges import build
from tests.bench.world import GEN, HERE, REGION, install, now_ms
from tests.e2e.processes import HqProcess

QUICK, FULL = 40_000, 1_000_000

_TIMES = 3


def scaling(place: Path, *, full: bool) -> Iterator[Figure]:
    variants, turns = (FULL, _TIMES) if full else (QUICK, 1)
    files, folder = write_files(place / "range-files", variants), place / "range-hq"
    figures, manifest = _taken_in(place, files, folder, variants)
    yield from figures
    chunks = [_stored(folder, chunk.sha256).read_bytes() for chunk in manifest.chunks]
    whole = b"".join(zstd.decompress(chunk) for chunk in chunks)
    copies, chains = [], []
    for _ in range(turns):
        copies.append(timed(lambda: _copied(whole, place / "copy.db")))
        chains.append(timed(lambda: _by_hand(chunks, place / "chain.db")))
    size = f"{variants:,} variants"
    yield _seconds(f"raw: copy of the snapshot + fsync, {size}", copies)
    yield _seconds(f"raw: inflate, sha256, write, fsync, quick_check, {size}", chains)
    with HqProcess(folder) as hq:
        before = min(variants // 2, 100_000)
        quiet = [_installed(place / f"quiet-{number}", hq, before, "headless") for number in range(turns)]
        runs = [_installed(place / f"watched-{number}", hq, before) for number in range(turns)]
    took = [run["seconds"] for run in quiet]
    yield _seconds(f"snapshot installed over loopback, {size}", took)
    for name, raw, limit in (("copy", copies, 6.0), ("raw chain", chains, 1.3)):
        ratio = round(median(took) / median(raw), 2)
        yield Figure(f"snapshot installed / {name}, {size}", ratio, "×", turns, limit=limit)
    yield _seconds(f"snapshot installed while somebody scrolls, {size}", [run["seconds"] for run in runs])
    for what, most in (("alone", None), ("meanwhile", 50)):
        longest = median(max(run[what]) for run in runs)
        frames = sum(len(run[what]) for run in runs)
        yield Figure(f"longest time between frames, {what}, {size}", round(longest, 1), "ms", frames, limit=most)


def _taken_in(place: Path, files: Path, folder: Path, variants: int) -> tuple[list[Figure], Manifest]:
    """At HQ: the whole directory, its variants by themselves, and the snapshot that tablets are given of them."""
    size = f"{variants:,} variants"
    plain = timed(lambda: plain_import(files, place / "range-plain.db", ("variants.csv",)))
    with closing(HeadOffice(folder / "hq.db", replica_factory=CatalogueReplica, snapshot_schema=SCHEMA)) as office:
        report = import_directory(office.database, files)
        began = time.perf_counter()
        (manifest,) = office.build_snapshots()
        built = time.perf_counter() - began
    own = report.file("variants.csv")
    alone = rate(f"HQ takes in variants.csv, {size}", own.rows, own.seconds, "variants", limit=30_000)
    figures = [
        rate(f"raw: csv + executemany of variants.csv, {size}", variants, plain, "variants"),
        replace(alone, ratio=round(own.seconds / plain, 1)),
        rate(f"HQ takes in the whole range, {size}", variants, report.seconds, "variants"),
        Figure(f"HQ builds the snapshot, {size}", round(built, 1), "s", variants, limit=120),
        Figure(f"HQ's snapshot, {size}", round(manifest.size / 1e6, 1), "MB", variants, limit=500),
    ]
    return figures, manifest


def _stored(folder: Path, sha256: str) -> Path:
    return folder / "chunks" / sha256[:2] / f"{sha256}.zst"


def _copied(whole: bytes, path: Path) -> None:
    path.unlink(missing_ok=True)
    with path.open("wb") as file:
        file.write(whole)
        os.fsync(file.fileno())


def _by_hand(chunks: list[bytes], path: Path) -> None:
    """What nobody can leave out: every part inflated, the whole hashed, written, made durable and looked over."""
    path.unlink(missing_ok=True)
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for chunk in chunks:
            content = zstd.decompress(chunk)
            digest.update(content)
            file.write(content)
        os.fsync(file.fileno())
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)


def _installed(folder: Path, hq: HqProcess, before: int, *how: str) -> dict[str, Any]:
    """A tablet that shows so many variants, and what its process says of how the larger range came."""
    hq.enrol(HERE, f"http://127.0.0.1:{hq.port}", folder)
    snapshot = folder.with_suffix(".before")
    build(snapshot, before)
    digest = hashlib.sha256(snapshot.read_bytes()).hexdigest()
    storage = TabletStorage.open(folder, clock=now_ms)
    try:
        install(storage, snapshot, Manifest(REGION, GEN, SCHEMA, {}, (), digest, snapshot.stat().st_size, now_ms()))
    finally:
        storage.close()
    command = [sys.executable, "-m", "tests.bench.installing", str(folder), *how]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode:
        raise RuntimeError(f"the kiosk did not install it: {done.stdout[-1000:]} {done.stderr[-2000:]}")
    shutil.rmtree(folder)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _seconds(name: str, found: list[float]) -> Figure:
    return Figure(name, round(median(found), 2), "s", len(found))
