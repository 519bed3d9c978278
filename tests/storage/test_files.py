"""Opening a folder: whose it is, what is not for us, and what is left behind."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.catalogue import Price
from kiosk.errors import EnvironmentProblem
from kiosk.storage.files import DamagedFile, NewerFile, Readers, StorageClosed, write_atomically
from kiosk.storage.keys import FileDeviceKey, NotEnrolled, load_identity, save_identity
from kiosk.storage.lock import FolderLock, FolderTaken
from kiosk.storage.tablet import TabletStorage
from tests.storage.tablets import IDENTITY, Stream, new_tablet, place, small_range

HOLD = """
import sys
from pathlib import Path
from kiosk.storage.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]), "kiosk run")
print("held", flush=True)
sys.stdin.read()
"""


def test_the_second_process_is_told_who_has_the_folder(tmp_path: Path) -> None:
    new_tablet(tmp_path).close()
    folder = tmp_path / "tablet"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(FolderTaken) as refused:
            TabletStorage.open(folder)
        assert f"kiosk run (process {other.pid})" in str(refused.value)
        other.kill()
    TabletStorage.open(folder).close()


def test_a_lock_without_a_name_in_it_still_holds(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path, "kiosk run")
    os.truncate(tmp_path / "kiosk.lock", 0)
    with pytest.raises(FolderTaken, match="another process"):
        FolderLock(tmp_path, "kiosk enrol")
    lock.release()
    lock.release()
    FolderLock(tmp_path, "kiosk enrol").release()


def test_a_folder_that_was_never_enrolled_says_what_to_do(tmp_path: Path) -> None:
    for attempt in (TabletStorage.open, TabletStorage.read_only):
        with pytest.raises(NotEnrolled, match="kiosk enrol"):
            attempt(tmp_path)
    assert list(tmp_path.iterdir()) == []


def newer(path: Path) -> None:
    conn = sqlite3.connect(path)
    conn.execute("PRAGMA user_version = 999")
    conn.close()


def newer_by_a_step(path: Path) -> None:
    conn = sqlite3.connect(path)
    conn.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) SELECT migration_set, 'm999', '' "
                 "FROM _sqlite_migrations LIMIT 1")  # fmt: skip
    conn.commit()
    conn.close()


@pytest.mark.parametrize("make_newer", [newer, newer_by_a_step])
@pytest.mark.parametrize("name", ["journal.db", "shop.db"])
def test_a_file_of_a_newer_version_is_refused_and_left_byte_for_byte(
    tmp_path: Path, name: str, make_newer: Callable[[Path], None]
) -> None:
    tablet = new_tablet(tmp_path)
    place(tablet)
    tablet.close()
    folder = tmp_path / "tablet"
    make_newer(folder / name)
    before = {path.name: path.read_bytes() for path in folder.glob("*.db")}
    for attempt in (TabletStorage.open, TabletStorage.read_only):
        with pytest.raises(NewerFile, match=f"{name} was written by a newer version"):
            attempt(folder)
    assert {path.name: path.read_bytes() for path in folder.glob("*.db")} == before


@pytest.mark.parametrize("content", [b"garbage" * 1000, b"SQLite format 3\x00" + b"\x01" * 5000])
def test_a_journal_that_is_no_database_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    new_tablet(tmp_path).close()
    journal = tmp_path / "tablet" / "journal.db"
    journal.write_bytes(content)
    with pytest.raises(DamagedFile, match="not changed"):
        TabletStorage.open(tmp_path / "tablet")
    assert journal.read_bytes() == content


@pytest.mark.parametrize("emptied", [True, False])
def test_a_journal_that_has_gone_never_begins_again_at_number_one(
    tmp_path: Path, emptied: bool, caplog: pytest.LogCaptureFixture
) -> None:
    tablet = new_tablet(tmp_path)
    place(tablet)
    tablet.close()
    journal, guard = tmp_path / "tablet" / "journal.db", tmp_path / "tablet" / "journal.guard"
    noted = guard.read_bytes()
    journal.unlink()
    if emptied:
        journal.touch()
    guard.unlink()
    with pytest.raises(DamagedFile, match="missing"):
        TabletStorage.open(tmp_path / "tablet")
    guard.write_bytes(noted)
    tablet = TabletStorage.open(tmp_path / "tablet")
    assert place(tablet).number == "JA-02-B-000001"
    assert "a new epoch begins" in caplog.text
    tablet.close()


def test_a_database_of_something_else_is_not_taken_for_ours(tmp_path: Path) -> None:
    new_tablet(tmp_path).close()
    folder = tmp_path / "tablet"
    (folder / "journal.db").write_bytes((folder / "shop.db").read_bytes())
    with pytest.raises(DamagedFile, match="not a journal"):
        TabletStorage.open(folder)


def test_a_damaged_shop_file_is_put_aside_and_sales_go_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    tablet = new_tablet(tmp_path)
    place(tablet)
    tablet.close()
    folder = tmp_path / "tablet"
    for _ in range(2):
        (folder / "shop.db").write_bytes(b"garbage" * 1000)
        tablet = TabletStorage.open(folder)
        place(tablet)
        tablet.close()
    assert sorted(path.name for path in folder.glob("shop.db.damaged-*")) == ["shop.db.damaged-1", "shop.db.damaged-2"]
    assert "put aside" in caplog.text


def test_closing_leaves_no_log_of_sqlites_behind(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    small_range().pull(tablet.catalogues)
    place(tablet)
    tablet.catalogues.search("linen", "cn")
    tablet.close()
    assert [path.name for path in (tmp_path / "tablet").iterdir() if path.name.endswith(("-wal", "-shm"))] == []


def test_after_closing_reads_say_so(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    tablet.reader.sync_status()
    tablet.close()
    with pytest.raises(StorageClosed):
        tablet.reader.sync_status()


def test_a_look_from_outside_sees_a_running_tablet_and_takes_no_lock(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    small_range().pull(tablet.catalogues)
    sold = place(tablet)
    look = TabletStorage.read_only(tmp_path / "tablet")
    assert look.reader.sync_status() == tablet.reader.sync_status()
    assert look.reader.order_by_number(sold.number) == tablet.reader.order(sold.order_id)
    assert look.catalogues.search("linen", "cn").total == 1
    look.close()
    place(tablet)
    tablet.close()
    look = TabletStorage.read_only(tmp_path / "tablet")
    assert look.reader.sync_status().pending_orders == 2
    look.close()


def test_a_thread_that_ends_takes_its_connection_with_it(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    sqlite3.connect(path).close()
    readers = Readers(path)

    def read() -> None:
        with readers.snapshot() as conn:
            conn.execute("SELECT 1").fetchall()

    for _ in range(20):
        thread = threading.Thread(target=read)
        thread.start()
        thread.join()
    assert len(readers._open) == 0
    read()
    assert len(readers._open) == 1
    readers.close()
    with pytest.raises(StorageClosed):
        read()


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    with tablet.journal.readers.snapshot() as conn, pytest.raises(sqlite3.OperationalError, match="readonly"):
        conn.execute("DELETE FROM event")
    tablet.close()


# Key and identity.


def test_only_the_owner_can_read_the_key(tmp_path: Path) -> None:
    FileDeviceKey.create(tmp_path / "device.key")
    assert stat.S_IMODE((tmp_path / "device.key").stat().st_mode) == 0o600


def test_a_key_is_never_replaced(tmp_path: Path) -> None:
    key = FileDeviceKey.create(tmp_path / "device.key")
    with pytest.raises(EnvironmentProblem):
        FileDeviceKey.create(tmp_path / "device.key")
    assert FileDeviceKey.load_or_create(tmp_path / "device.key").public_bytes() == key.public_bytes()


def test_what_one_device_sealed_no_other_opens_and_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    mine, other = (FileDeviceKey.create(tmp_path / name) for name in ("mine", "other"))
    sealed = mine.encrypt(b"13800000000")
    assert sealed != mine.encrypt(b"13800000000")
    assert mine.decrypt(sealed) == b"13800000000"
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for key, content in ((other, sealed), (mine, changed), (mine, b""), (mine, sealed[:5])):
        with pytest.raises(DamagedFile):
            key.decrypt(content)


def test_a_key_file_of_another_length_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "device.key").write_bytes(b"short")
    with pytest.raises(DamagedFile):
        FileDeviceKey.load(tmp_path / "device.key")


def test_the_identity_comes_back_as_it_was_given(tmp_path: Path) -> None:
    save_identity(tmp_path / "identity.json", IDENTITY)
    assert load_identity(tmp_path / "identity.json") == IDENTITY


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"device": 3}'])
def test_an_identity_that_cannot_be_read_says_which_file(tmp_path: Path, content: str) -> None:
    (tmp_path / "identity.json").write_text(content)
    with pytest.raises(DamagedFile, match=r"identity\.json"):
        load_identity(tmp_path / "identity.json")


def test_enrolling_again_as_the_same_device_keeps_key_and_journal(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    key = tablet.key.public_bytes()
    place(tablet)
    tablet.close()
    tablet = new_tablet(tmp_path)
    assert tablet.key.public_bytes() == key
    assert place(tablet).number == "JA-02-A-000002"
    tablet.close()


def test_another_devices_journal_is_never_taken_over(tmp_path: Path) -> None:
    new_tablet(tmp_path).close()
    with pytest.raises(EnvironmentProblem, match="stays untouched"):
        TabletStorage.create(tmp_path / "tablet", replace(IDENTITY, device="ja-09"))
    assert load_identity(tmp_path / "tablet" / "identity.json") == IDENTITY


def test_a_folder_being_enrolled_is_nobody_elses(tmp_path: Path) -> None:
    with TabletStorage.prepare(tmp_path / "tablet") as fresh:
        with pytest.raises(FolderTaken, match="kiosk enrol"):
            TabletStorage.prepare(tmp_path / "tablet")
        fresh.adopt(IDENTITY)
    tablet = TabletStorage.open(tmp_path / "tablet")
    assert tablet.key.public_bytes() == fresh.key.public_bytes()
    tablet.close()


def test_writing_a_file_either_happens_or_does_not(tmp_path: Path) -> None:
    write_atomically(tmp_path / "note", b"old")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        write_atomically(tmp_path / "folder", b"cannot replace a folder")
    write_atomically(tmp_path / "note", b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "note"]
    assert (tmp_path / "note").read_bytes() == b"new"


def test_rows_of_a_closed_catalogue_are_not_a_surprise(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    stream = Stream("catalogue")
    stream.put("price", "cn//X", Price("cn", "", "X", 1))
    stream.pull(tablet.catalogues)
    tablet.close()
    with pytest.raises(StorageClosed):
        tablet.catalogues.price("X", "cn")


def test_a_tablet_that_could_not_open_lets_go_of_everything(tmp_path: Path) -> None:
    """After the obstacle is gone, the same process opens the same folder: no lock, no connection was left."""
    tablet = new_tablet(tmp_path)
    place(tablet)
    tablet.close()
    tablet.close()
    folder = tmp_path / "tablet"
    newest = (folder / "shop.db").read_bytes()
    newer(folder / "shop.db")
    before = threading.active_count()
    with pytest.raises(NewerFile):
        TabletStorage.open(folder)
    assert threading.active_count() == before
    (folder / "shop.db").write_bytes(newest)
    tablet = TabletStorage.open(folder)
    assert tablet.reader.sync_status().pending_orders == 1
    tablet.close()
