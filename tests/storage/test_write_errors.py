"""The disk answers a write with an error, or takes half of it: at any write, in a process of its own."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from kiosk.domain.events import OrderPlaced, body_of, start_of, verify
from kiosk.storage.tablet import TabletStorage
from tests.faults.scale import first_seed, turns
from tests.storage.tablets import IDENTITY, deliver, new_tablet

ROOT = Path(__file__).parents[2]
WRITES = turns(50, 500)
SEED = first_seed(20_261_127)


def lines_of_a_failing_disk(folder: Path) -> list[str]:
    command = [sys.executable, "-m", "tests.storage.limited_child", str(folder), str(WRITES), str(SEED)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=3_000)
    assert done.returncode == 0, f"KIOSK_SEED={SEED}: {done.stdout[-200:]}\n{done.stderr[-3_000:]}"
    return done.stdout.splitlines()


def test_an_order_that_a_failing_disk_refused_leaves_nothing_and_the_same_tablet_goes_on(tmp_path: Path) -> None:
    new_tablet(tmp_path).close()
    said = lines_of_a_failing_disk(tmp_path / "tablet")
    refused, sold = [line for line in said if line.startswith("!")], [line for line in said if line[0] != "!"]
    assert len(refused) == WRITES + 1
    assert all("safe" in line for line in refused), set(refused)
    assert sold == [f"JA-02-A-{count:06d}" for count in range(1, len(sold) + 1)], f"KIOSK_SEED={SEED}"
    with closing(sqlite3.connect(tmp_path / "tablet" / "journal.db")) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    tablet = TabletStorage.open(tmp_path / "tablet")
    blobs = list((tmp_path / "tablet" / "blobs").iterdir())
    written = deliver(tablet)
    tablet.close()
    assert len(blobs) == len(sold), "a refused order's number is still on the disk"
    assert [body.number for event in written if isinstance(body := body_of(event), OrderPlaced)] == sold
    chain = start_of(IDENTITY.device, 1).chain
    for event in written:
        assert verify(event, chain)
        chain = event.chain
