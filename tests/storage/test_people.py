"""People on a tablet's disk: files from before, facts that HQ holds, and slips with a secret on them."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from kiosk.domain import codec
from kiosk.domain.people import BadgeOff, BadgeRevoked, OffReason, PinChanged
from kiosk.ports.devices import Part, PartKind, PrinterTrouble, Slip
from kiosk.ports.sync import CutEntry
from kiosk.storage.files import DamagedFile
from kiosk.storage.keys import FileDeviceKey
from kiosk.storage.migrations import MIGRATIONS
from kiosk.storage.schemas import JOURNAL, SHOP
from kiosk.storage.sealed_slips import slip_of, stored
from kiosk.storage.tablet import TabletStorage
from tests.fakes.retailer import LIN, MEI
from tests.storage.tablets import IDENTITY, Stream, append, deliver, new_tablet

BADGE = "B-12345678901234567890"
SLIP = Slip("badge_slip", "G-BO", (Part(PartKind.BARCODE, BADGE, words=False),), secret=True)


def with_people(folder: Path) -> tuple[TabletStorage, Stream]:
    tablet, stream = new_tablet(folder), Stream("shop.JA")
    for member in (LIN, MEI):
        stream.put("staff", member.id, member)
    stream.pull(tablet.shop)
    return tablet, stream


def _older(path: Path, migration_set: str, step: str, application_id: int) -> None:
    """An empty file as the version before people made it."""
    path.unlink()
    database = Database(path)
    MIGRATIONS[migration_set].apply(database, stop_before=step)
    if migration_set == "shop":
        database.execute("INSERT INTO cursor VALUES ('shop.JA', 'g1', 7, 1, 2, 0)")
        database.execute("INSERT INTO staff VALUES ('G-LIN', 'JA', 'Lin', 'guide', ?, 'pin', 'LIN1')", ("a" * 64,))
    database.execute(f"PRAGMA application_id = {application_id}")
    applied = len(tuple(MIGRATIONS[migration_set].applied(database)))
    database.execute(f"PRAGMA user_version = {applied}")
    database.conn.commit()
    database.close()


def test_files_of_the_version_before_are_read_and_the_shops_stream_is_asked_for_anew(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    folder = tablet.folder
    tablet.close()
    _older(folder / "shop.db", "shop", "m003_badges_off", SHOP.application_id)
    tablet = TabletStorage.open(folder)
    cursor = tablet.shop.cursor("shop.JA")
    assert cursor is not None
    assert cursor.gen.startswith("before "), "which HQ does not know: it gives every row once more"
    assert [member.name for member in tablet.reader.people()] == ["Lin"]
    assert tablet.reader.badge_off("a" * 64) is None
    append(tablet, BadgeRevoked("G-LIN", "JA", "a" * 64, OffReason.LOST), actor="G-MEI")
    assert tablet.reader.staff_by_badge("a" * 64) is None
    tablet.close()


def test_a_journal_of_the_version_before_takes_facts_about_people(tmp_path: Path) -> None:
    tablet, _ = with_people(tmp_path)
    folder = tablet.folder
    tablet.close()
    database = Database(folder / "journal.db")
    for table in ("own_person", "own_badge_off"):
        database.table(table).drop()
    database.execute("DELETE FROM _sqlite_migrations WHERE name = 'm007_people'")
    database.execute(f"PRAGMA user_version = {len(JOURNAL.steps) - 1}")
    database.conn.commit()
    database.close()
    tablet = TabletStorage.open(folder)
    append(tablet, BadgeRevoked("G-LIN", "JA", LIN.badge_sha256, OffReason.LOST), actor="G-MEI")
    assert tablet.reader.badge_off(LIN.badge_sha256) is not None
    tablet.close()


def test_a_fact_that_hq_holds_back_still_counts_here(tmp_path: Path) -> None:
    tablet, stream = with_people(tmp_path)
    append(tablet, PinChanged("G-LIN", "JA", "$argon2id$new"), actor="G-MEI")
    (sent,) = [event for event in deliver(tablet) if event.type == "PinChanged"]
    stream.put("staff", MEI.id, MEI)
    stream.pull(tablet.shop, (CutEntry(IDENTITY.device, 1, sent.seq, (sent.seq,)),))
    lin = tablet.reader.staff("G-LIN")
    assert lin is not None
    assert lin.pin_hash == "$argon2id$new"
    stream.put("staff", MEI.id, MEI)
    stream.pull(tablet.shop, (CutEntry(IDENTITY.device, 1, sent.seq),))
    assert tablet.reader.staff("G-LIN") == LIN, "now HQ's row includes it"
    tablet.close()


def test_a_badge_that_hq_says_is_off_is_off_here(tmp_path: Path) -> None:
    tablet, stream = with_people(tmp_path)
    off = BadgeOff(LIN.badge_sha256, 7, "e1", "JA", OffReason.LOST)
    stream.put("badge_off", f"{LIN.badge_sha256}/G-LIN", off)
    stream.pull(tablet.shop)
    assert tablet.reader.badge_off(LIN.badge_sha256) == off
    tablet.close()


def test_a_secret_slip_lies_sealed_until_it_is_printed_and_not_after(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    journal = tablet.journal
    journal.run(lambda tx: tx.enqueue(SLIP))
    job = journal.next_job()
    assert job is not None
    assert job.slip == SLIP
    journal.failed(job.id, PrinterTrouble.PAPER_OUT, sent=True)
    tablet.close()
    assert BADGE.encode() not in (tablet.folder / "journal.db").read_bytes()
    tablet = TabletStorage.open(tablet.folder)
    again = tablet.journal.next_job()
    assert again is not None
    assert again.slip == SLIP
    tablet.journal.printed(again.id)
    with tablet.journal.readers.snapshot() as conn:
        ((kept,),) = conn.execute("SELECT slip FROM print_job").fetchall()
    assert "sealed" not in kept
    assert codec.load(Slip, kept).parts == ()
    tablet.close()


def test_a_sealed_slip_is_read_with_the_devices_key_alone(tmp_path: Path) -> None:
    ours, theirs = (FileDeviceKey.load_or_create(tmp_path / name) for name in ("ours", "theirs"))
    text = stored(SLIP, ours)
    assert BADGE not in text
    assert slip_of(text, ours) == SLIP
    with pytest.raises(DamagedFile):
        slip_of(text, theirs)


def test_any_other_slip_is_kept_as_it_always_was(tmp_path: Path) -> None:
    key = FileDeviceKey.load_or_create(tmp_path / "key")
    slip = Slip("receipt", "JA-02-A-R-000001", (Part(PartKind.TEXT, "亚麻衬衫"),))
    assert stored(slip, key) == codec.dump(slip).decode()
    assert slip_of(stored(slip, key), key) == slip
