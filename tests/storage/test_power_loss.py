"""The power goes while orders are confirmed: the journal's log ends anywhere, also in the middle of a page.

What the disk had is a beginning of the log, at least as long as when the last number was shown. Each beginning is
opened as a tablet opens it after a power cut.
"""

import random
import shutil
from pathlib import Path

import pytest

from kiosk.domain.events import OrderPlaced, body_of, start_of, verify
from kiosk.storage.tablet import TabletStorage
from tests.faults.scale import turns
from tests.storage.selling import confirm
from tests.storage.tablets import IDENTITY, Clock, deliver, new_tablet

CUTS = turns(500, 50_000)
ORDERS = 30
SEED = 20_261_127


def a_day(folder: Path) -> tuple[bytes, bytes, list[int]]:
    """A journal as it lay on the disk before its log, the log, and how long that was when each number was shown."""
    new_tablet(folder).close()
    file, log = folder / "tablet" / "journal.db", folder / "tablet" / "journal.db-wal"
    before = file.read_bytes()
    tablet = TabletStorage.open(folder / "tablet", clock=Clock())
    shown = []
    for _ in range(ORDERS):
        tablet.journal.run(confirm)
        shown.append(log.stat().st_size)
    whole = log.read_bytes()
    assert file.read_bytes() == before, "the log was copied back meanwhile: cuts of it would mean nothing"
    blobs = folder / "blobs"
    shutil.copytree(folder / "tablet" / "blobs", blobs)
    tablet.close()
    return before, whole, shown


def cut_off(folder: Path, before: bytes, log: bytes) -> TabletStorage:
    """A tablet whose disk has so much of the log."""
    for name in ("journal.db-shm", "journal.guard"):
        (folder / "tablet" / name).unlink(missing_ok=True)
    (folder / "tablet" / "journal.db").write_bytes(before)
    (folder / "tablet" / "journal.db-wal").write_bytes(log)
    shutil.copytree(folder / "blobs", folder / "tablet" / "blobs", dirs_exist_ok=True)
    return TabletStorage.open(folder / "tablet", clock=Clock())


@pytest.mark.slow
def test_a_number_that_was_shown_survives_the_power_wherever_the_log_ends(tmp_path: Path) -> None:
    before, log, shown = a_day(tmp_path)
    dice = random.Random(SEED)
    torn = 0
    for turn in range(CUTS):
        cut = dice.choice(
            (dice.randrange(len(log) + 1), dice.choice(shown), dice.choice(shown) - dice.randrange(1, 200))
        )
        sure = sum(1 for length in shown if length <= cut)
        tablet = cut_off(tmp_path, before, log[:cut])
        number = tablet.journal.run(confirm)
        events = deliver(tablet)
        tablet.close()
        told = f"cut {turn} at byte {cut} of {len(log)}"
        numbers = [body.number for event in events if isinstance(body := body_of(event), OrderPlaced)]
        assert sure <= len(numbers) - 1 <= sure + 1, told
        assert numbers == [f"JA-02-A-{count:06d}" for count in range(1, len(numbers) + 1)], told
        assert number == numbers[-1], told
        chain = start_of(IDENTITY.device, 1).chain
        for event in events:
            assert verify(event, chain), told
            chain = event.chain
        torn += cut not in shown
    assert torn > CUTS // 2, "most cuts hit no order: this proves little"


def test_a_log_that_lost_a_shown_number_would_be_noticed(tmp_path: Path) -> None:
    before, log, shown = a_day(tmp_path)
    tablet = cut_off(tmp_path, before, log[: shown[3] - 1])
    numbers = [event for event in deliver(tablet) if isinstance(body_of(event), OrderPlaced)]
    tablet.close()
    assert len(numbers) == 3
