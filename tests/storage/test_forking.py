"""Every table that names an event by its place follows when the end of an epoch is moved."""

from pathlib import Path

import pytest

from kiosk.domain.events import EpochStarted
from kiosk.storage.forking import BY_PLACE
from kiosk.storage.tablet import TabletStorage
from tests.storage.tablets import Clock, append, new_tablet

#: The events themselves, how far HQ is, and what belongs to an epoch as a whole.
_OTHERS = {"event", "watermark", "counter", "base", "signed"}


def test_no_table_of_the_journal_is_forgotten(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    with tablet.journal.readers.snapshot() as conn:
        tables = [name for (name,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        columns = {name: {row[1] for row in conn.execute(f"PRAGMA table_info({name})")} for name in tables}
    placed = {name for name, found in columns.items() if "epoch" in found} - _OTHERS
    assert placed == set(BY_PLACE)
    assert all(BY_PLACE[name] in columns[name] for name in placed)
    tablet.close()


@pytest.mark.expects_warnings("journals that differ are told")
def test_a_journal_that_was_parted_opens_again_and_goes_on(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    append(tablet, EpochStarted(1, "test", "0"), EpochStarted(1, "test", "0"))
    tablet.journal.part_ways(1)
    end = tablet.journal.position
    tablet.close()
    again = TabletStorage.open(tmp_path / "tablet", clock=Clock())
    assert (again.journal.position, end.epoch, end.seq) == (end, 2, 4)
    found = again.examination.found(chain=1_000)
    assert (found.journal, found.broken_at) == ("", 0)
    again.close()
