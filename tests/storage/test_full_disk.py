"""The disk is full at any write: what was refused left no trace, and the tablet goes on when there is room again."""

from pathlib import Path

from kiosk.domain.events import OrderPlaced, body_of
from kiosk.errors import EnvironmentProblem
from kiosk.storage.tablet import TabletStorage
from tests.faults.scale import turns
from tests.storage.selling import confirm
from tests.storage.tablets import deliver, new_tablet

WRITES = turns(50, 500)
ROOMY = 1 << 30


def pages(tablet: TabletStorage) -> int:
    with tablet.journal.readers.snapshot() as conn:
        return int(conn.execute("PRAGMA page_count").fetchone()[0])


def sell_until_full(tablet: TabletStorage) -> list[str]:
    """The numbers that were given out until the disk refused one; anything but an EnvironmentProblem is a fault."""
    sold: list[str] = []
    while len(sold) < 10_000:
        try:
            sold.append(tablet.journal.run(confirm))
        except EnvironmentProblem:
            return sold
    raise AssertionError("the disk was never full")


def test_a_refused_order_uses_up_no_number_and_leaves_nothing_behind(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    sold: list[str] = []
    for write in range(1, WRITES + 1):
        tablet.journal.limit_pages(pages(tablet) + write)
        sold += sell_until_full(tablet)
        blobs = len(list((tmp_path / "tablet" / "blobs").iterdir()))
        assert blobs == len(sold), f"full at write {write}: a refused order's number is still on the disk"
        tablet.journal.limit_pages(ROOMY)
        sold.append(tablet.journal.run(confirm))
    assert sold == [f"JA-02-A-{count:06d}" for count in range(1, len(sold) + 1)]
    placed = [body.number for event in deliver(tablet) if isinstance(body := body_of(event), OrderPlaced)]
    assert placed == sold
    tablet.close()
