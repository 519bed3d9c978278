"""`python -m tests.ui.walk [chapter …] [--out build/walk]`: every stop in every view.

Leaves a picture of each, `summary.txt` with the faults by page, and ends with 1 when there are any."""

import argparse
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.ui.walk.whole import prepare, summary, walk

JOBS = 2


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.ui.walk", description="Look at every page in every view.")
    parser.add_argument("chapters", nargs="*", metavar="chapter", help="all of them when none is named")
    parser.add_argument("--out", type=Path, default=Path("build/walk"))
    parser.add_argument("--jobs", type=int, default=JOBS)
    given = parser.parse_args()
    prepare()
    from tests.ui.walk.chapters import CHAPTERS

    known = [chapter.name for chapter in CHAPTERS]
    if unknown := set(given.chapters) - set(known):
        parser.error(f"no such chapter: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    shutil.rmtree(given.out, ignore_errors=True)
    given.out.mkdir(parents=True)
    names = given.chapters or known
    with ProcessPoolExecutor(given.jobs, mp_context=get_context("spawn")) as pool:
        reports = []
        for name, (looks, faults) in zip(names, pool.map(walk, names, [given.out] * len(names)), strict=True):
            print(f"{name}: {looks} looks, {len(faults)} faults", file=sys.stderr, flush=True)
            reports.append((looks, faults))
    found = [fault for _, faults in reports for fault in faults]
    text = "\n".join(summary(sum(looks for looks, _ in reports), found))
    (given.out / "summary.txt").write_text(text + "\n", "utf-8")
    print(text)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
