"""What a restored head office can read: not what was erased since the backup."""

import hashlib
from pathlib import Path

import pytest

from kiosk.bootstrap.hq import HqProcess
from kiosk.bootstrap.hq_backup import back_up, restore
from kiosk.errors import InputError

KEPT, ERASED = b'{"phone":"13800000001"}', b'{"phone":"13800000002"}'


def name(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_who_was_erased_after_the_backup_stays_erased(tmp_path: Path) -> None:
    folder = tmp_path / "hq"
    with HqProcess(folder) as hq:
        with hq.office.database.write() as tx:
            tx.private.keep({name(content): content for content in (KEPT, ERASED)}, tx.now_ms)
        made = back_up(hq.office, folder, tmp_path / "backup")
        assert {"hq.db", "vault.db", "hq.key"} <= set(made["files"])
        hq.office.database.vault.forget({name(ERASED)})
    aside = restore(folder, tmp_path / "backup")
    assert aside is not None
    assert (aside / "hq.db").exists()
    with HqProcess(folder) as again, again.office.database.read() as read:
        assert read.private.of([name(KEPT), name(ERASED)]) == {name(KEPT): KEPT}


def test_a_folder_that_has_no_head_office_becomes_the_one_of_the_backup(tmp_path: Path) -> None:
    with HqProcess(tmp_path / "hq") as hq:
        back_up(hq.office, hq.folder, tmp_path / "backup")
    assert restore(tmp_path / "other", tmp_path / "backup") is None
    with HqProcess(tmp_path / "other") as other:
        assert other.office.summary()["events"] == 0
    assert (tmp_path / "other" / "hq.key").read_bytes() == (tmp_path / "hq" / "hq.key").read_bytes()


def test_what_is_no_backup_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="is no backup of head office"):
        restore(tmp_path / "hq", tmp_path / "empty")
    assert not (tmp_path / "hq").exists()
