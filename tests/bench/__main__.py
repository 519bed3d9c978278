"""`python -m tests.bench [group …] [--out bench.json]`: measure, print a table, write the figures.

Groups: see GROUPS; all of them when none is named, here or in ONLY. With FULL=1 in the environment at full size, which
takes its time."""

import argparse
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.bundled import bundled
from tests.bench.glass import touching
from tests.bench.intake import taking_in
from tests.bench.measure import Figure, save, show
from tests.bench.members import knowing_members
from tests.bench.office import taking_in_files
from tests.bench.opening import opening
from tests.bench.rounds import rounds
from tests.bench.scaling import scaling
from tests.bench.searching import searching
from tests.bench.selling import confirming, looking
from tests.bench.starting import starting
from tests.bench.using import using
from tests.bench.world import build_snapshot, open_tablet

GROUPS = (
    "confirm",
    "look",
    "rounds",
    "office",
    "intake",
    "scale",
    "members",
    "search",
    "start",
    "open",
    "use",
    "bundle",
    "glass",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="How long things take here.")
    parser.add_argument("groups", nargs="*", metavar="group", help=f"any of {', '.join(GROUPS)}")
    parser.add_argument("--out", type=Path, default=Path("bench.json"))
    given = parser.parse_args()
    groups = given.groups or os.environ.get("ONLY", "").split() or list(GROUPS)
    if unknown := set(groups) - set(GROUPS):
        parser.error(f"no such group: {', '.join(sorted(unknown))}")
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as place:
        os.environ["XDG_RUNTIME_DIR"] = place
        for found in measure(Path(place), groups):
            print(f"{found.name}: {found.value:,.6g} {found.unit}", flush=True)
            figures.append(found)
    print(f"\n{show(figures)}")
    save(given.out, figures)


def measure(place: Path, groups: list[str]) -> Iterator[Figure]:
    if {"confirm", "look"} & set(groups):
        snapshot = place / "snapshot.db"
        manifest = build_snapshot(snapshot)
        with open_tablet(place / "tablet", snapshot, manifest) as storage:
            if "confirm" in groups:
                yield from confirming(storage, place, snapshot, manifest)
            if "look" in groups:
                yield from looking(storage)
    full = bool(os.environ.get("FULL"))
    if "rounds" in groups:
        yield from rounds(place, full=full)
    if "office" in groups:
        yield from taking_in_files(place)
    if "intake" in groups:
        yield from taking_in(place / "intake", full=full)
    if "scale" in groups:
        yield from scaling(place, full=full)
    if "members" in groups:
        yield from knowing_members(place / "members")
    if "search" in groups:
        yield from searching(place, full=full)
    if "start" in groups:
        yield from starting(place)
    if "open" in groups:
        yield from opening(place, full=full)
    if "use" in groups:
        yield from using(place, full=full)
    if "bundle" in groups:
        yield from bundled(place, full=full)
    if "glass" in groups:
        yield from touching(place, full=full)


if __name__ == "__main__":
    main()
