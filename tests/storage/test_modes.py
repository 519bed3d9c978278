"""Nobody but its owner looks into a tablet's folder, whatever the system's habits are."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.storage.tablet import TabletStorage
from tests.storage.tablets import new_tablet, place, small_range
from tests.storage.test_catalogues import adopt, snapshot


@pytest.fixture(autouse=True)
def careless() -> Iterator[None]:
    """A system on which everybody may read and write what is new."""
    before = os.umask(0)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    """Everything in the folder, and itself, that others may do anything with."""
    found = [folder, *folder.rglob("*")]
    return [path.name for path in found if stat.S_IMODE(path.lstat().st_mode) & 0o077]


def test_a_new_tablet_is_its_owners_alone_while_it_is_used_and_afterwards(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    place(tablet)
    adopt(tablet, snapshot(tmp_path, small_range()))
    names = {path.name for path in tablet.folder.iterdir()}
    assert {"journal.db", "journal.db-wal", "shop.db", "shop.db-wal", "kiosk.lock"} <= names
    assert open_to_others(tablet.folder) == []
    tablet.close()
    assert open_to_others(tablet.folder) == []


def test_a_folder_that_was_open_is_closed_when_the_kiosk_opens_it(tmp_path: Path) -> None:
    new_tablet(tmp_path).close()
    folder = tmp_path / "tablet"
    folder.chmod(0o755)
    for name in ("journal.db", "shop.db", "kiosk.lock"):
        (folder / name).chmod(0o644)
    TabletStorage.open(folder).close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert open_to_others(folder) == []


def test_a_folder_made_by_hand_is_closed_when_a_tablet_is_enrolled_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "by-hand"
    folder.mkdir(mode=0o777)
    with TabletStorage.prepare(folder):
        assert open_to_others(folder) == []
