"""kill -9 in the middle of confirming: what was shown is stored, and nothing is doubled or missing."""

import multiprocessing
import random
from contextlib import suppress
from pathlib import Path

from kiosk.domain import events
from kiosk.domain.events import OrderPlaced, body_of
from kiosk.storage.tablet import TabletStorage
from tests.storage.counting_child import count_on
from tests.storage.selling import sell
from tests.storage.tablets import deliver, new_tablet

KILLS = 20
SPAWN = multiprocessing.get_context("forkserver")  # children start in milliseconds, from a process without threads
SPAWN.set_forkserver_preload(["__main__", "tests.storage.selling", "tests.storage.counting_child"])


def sell_and_be_killed(folder: Path, confirmations: int) -> list[str]:
    """The numbers that were shown before the kill; the last one may be torn off by it."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = SPAWN.Process(target=sell, args=(folder, theirs), daemon=True)
    child.start()
    theirs.close()
    shown = [ours.recv() for _ in range(confirmations)]
    child.kill()
    with suppress(EOFError):
        while True:
            shown.append(ours.recv())
    child.join()
    child.close()
    ours.close()
    return shown


def test_after_twenty_kills_every_shown_number_is_stored_once_without_gaps(tmp_path: Path) -> None:
    new_tablet(tmp_path).close()
    folder = tmp_path / "tablet"
    dice = random.Random(20)
    shown: list[str] = []
    for _ in range(KILLS):
        shown += sell_and_be_killed(folder, dice.randint(1, 8))
    tablet = TabletStorage.open(folder)
    numbers = [f"JA-02-A-{count:06d}" for count in range(1, tablet.reader.sync_status().pending_orders + 1)]
    blobs = len(list((folder / "blobs").iterdir()))
    jobs = 0
    while job := tablet.journal.next_job():
        jobs += 1
        tablet.journal.printed(job.id)
    written = deliver(tablet)
    tablet.close()
    stored = [body.number for event in written if isinstance(body := body_of(event), OrderPlaced)]
    assert stored == numbers
    assert len(shown) == len(set(shown)) >= KILLS
    assert set(shown) <= set(stored)
    assert len(stored) - len(shown) <= KILLS
    assert jobs == blobs == len(stored)
    assert [event.seq for event in written] == list(range(1, len(written) + 1))
    chain = events.start_of("ja-02", 1).chain
    for event in written:
        assert events.verify(event, chain)
        chain = event.chain


def test_a_count_loses_nothing_that_was_told_over_twelve_kills(tmp_path: Path) -> None:
    new_tablet(tmp_path).close()
    folder, dice = tmp_path / "tablet", random.Random(12)
    told: dict[tuple[str, str], int] = {}
    for _ in range(12):
        ours, theirs = multiprocessing.Pipe(duplex=False)
        child = SPAWN.Process(target=count_on, args=(folder, theirs), daemon=True)
        child.start()
        theirs.close()
        for _ in range(dice.randint(1, 9)):
            zone, sku, pieces = ours.recv()
            assert pieces > told.get((zone, sku), 0), "it goes on where it was"
            told[zone, sku] = pieces
        child.kill()
        with suppress(EOFError):
            while True:
                zone, sku, pieces = ours.recv()
                told[zone, sku] = pieces
        child.join()
        child.close()
        ours.close()
    tablet = TabletStorage.open(folder)
    kept = {(item.zone, item.sku): item.pieces for item in tablet.reader.tallies()}
    tablet.close()
    assert set(told) <= set(kept)
    assert all(told[key] <= kept[key] for key in told)
    assert sum(kept.values()) - sum(told.values()) <= 12, "at most the piece at hand of each kill"
