"""Personal content lies beside the journal, encrypted, until HQ has it."""

import logging
from pathlib import Path

import pytest

from kiosk.domain.events import OrderCancelled
from kiosk.errors import BugError
from kiosk.ports.storage import JournalTx
from kiosk.storage.tablet import TabletStorage
from tests.storage.tablets import acknowledge, deliver, new_tablet


def test_a_phone_number_is_in_no_file_of_the_folder(tmp_path: Path) -> None:
    phone = b"13800000000"
    tablet = new_tablet(tmp_path)

    def work(tx: JournalTx) -> None:
        sha256 = tx.keep_blob(b'{"phone":"' + phone + b'"}')
        tx.append(OrderCancelled("order-1", sha256), "shopper")

    tablet.journal.run(work)
    (blob,) = (tablet.folder / "blobs").iterdir()
    assert blob.stat().st_mode & 0o077 == 0
    files = [path for path in tablet.folder.rglob("*") if path.is_file()]
    assert len(files) >= 6
    assert [path.name for path in files if phone in path.read_bytes()] == []
    run = tablet.journal.next_run()
    assert run is not None
    assert list(run.blobs.values()) == [b'{"phone":"13800000000"}']
    tablet.close()


def test_content_goes_from_the_tablet_when_hq_has_it_and_not_before(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)

    def work(tx: JournalTx) -> None:
        tx.append(OrderCancelled("order-1", tx.keep_blob(b"the same")), "shopper")

    tablet.journal.run(work)
    deliver(tablet)
    assert list((tablet.folder / "blobs").iterdir()) == []
    tablet.journal.run(work)
    tablet.journal.run(work)
    run = tablet.journal.next_run(max_events=1)
    assert run is not None
    tablet.journal.acknowledged(acknowledge(run.events[-1]))
    assert len(list((tablet.folder / "blobs").iterdir())) == 1  # the second event still needs it
    deliver(tablet)
    assert list((tablet.folder / "blobs").iterdir()) == []
    tablet.close()


def test_content_that_no_event_names_is_a_bug_and_not_kept(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    with pytest.raises(BugError):
        tablet.journal.run(lambda tx: tx.keep_blob(b"nobody sends this"))
    assert list((tablet.folder / "blobs").iterdir()) == []
    tablet.close()


def test_content_of_a_killed_unit_of_work_is_swept_at_the_next_start(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    tablet.journal.run(lambda tx: tx.append(OrderCancelled("order-1", tx.keep_blob(b"wanted")), "shopper"))
    tablet.close()
    blobs = tmp_path / "tablet" / "blobs"
    (wanted,) = blobs.iterdir()
    (blobs / ("0" * 64)).write_bytes(b"left behind")
    (blobs / f".{'1' * 64}.1.1.partial").write_bytes(b"torn")
    tablet = TabletStorage.open(tmp_path / "tablet")
    assert list(blobs.iterdir()) == [wanted]
    tablet.close()


def test_lost_content_is_said_and_does_not_hold_the_event_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tablet = new_tablet(tmp_path)
    tablet.journal.run(lambda tx: tx.append(OrderCancelled("order-1", tx.keep_blob(b"lost")), "shopper"))
    (blob,) = (tablet.folder / "blobs").iterdir()
    blob.write_bytes(b"damaged on the disk")
    run = tablet.journal.next_run()
    assert run is not None
    assert (len(run.events), run.blobs) == (2, {})
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    tablet.close()
