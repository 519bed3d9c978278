"""Personal content at HQ: sealed in the database and in every copy of it, and closed for good when its key goes."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.domain.contact import contact_blob
from kiosk.errors import EnvironmentProblem
from sync.hq.database import HqDatabase
from sync.hq.vault import Vault

PHONE = "13987650421"
CONTENT = contact_blob(PHONE, "salt")
NAME = hashlib.sha256(CONTENT).hexdigest()
OTHER = contact_blob("13800006620", "salt")
OTHER_NAME = hashlib.sha256(OTHER).hexdigest()


def kept(database: HqDatabase) -> None:
    with database.write() as tx:
        assert tx.private.keep({NAME: CONTENT, OTHER_NAME: OTHER}, 1) == sorted((NAME, OTHER_NAME))


def copied(database: Path, to: Path) -> Path:
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)
    return to


def test_what_is_sealed_can_be_opened_and_found_by_its_phone(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault.db")
    sealed = vault.seal({NAME: CONTENT, OTHER_NAME: OTHER})
    assert PHONE.encode() not in sealed[NAME] + (tmp_path / "vault.db").read_bytes()
    assert vault.open(sealed) == {NAME: CONTENT, OTHER_NAME: OTHER}
    assert vault.named(PHONE) == {NAME}
    vault.close()
    again = Vault(tmp_path / "vault.db")
    assert again.open(sealed) == {NAME: CONTENT, OTHER_NAME: OTHER}
    assert again.named(PHONE) == {NAME}
    again.forget({NAME})
    assert again.open(sealed) == {OTHER_NAME: OTHER}
    assert again.named(PHONE) == frozenset()
    again.close()


def test_a_full_disk_is_told_in_words_and_with_room_again_the_same_vault_goes_on(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault.db")
    pages = vault._conn.execute("PRAGMA page_count").fetchone()[0]
    vault._conn.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    many = {hashlib.sha256(content).hexdigest(): content for content in (b"{%d}" % n for n in range(100))}
    for _ in range(2):
        with pytest.raises(EnvironmentProblem, match="nothing stored before is lost"):
            vault.seal(many)
    vault._conn.execute("PRAGMA max_page_count = 1000000").fetchall()
    assert vault.open(vault.seal(many)) == many
    vault.close()


def test_content_that_was_exchanged_or_changed_opens_as_nothing(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault.db")
    sealed = vault.seal({NAME: CONTENT, OTHER_NAME: OTHER})
    broken = sealed[NAME][:-1] + bytes([sealed[NAME][-1] ^ 1])
    assert vault.open({NAME: broken}) == {}
    assert vault.open({NAME: sealed[OTHER_NAME]}) == {}
    assert vault.open({NAME: CONTENT}) == {NAME: CONTENT}, "as an older program kept it"
    vault.close()


def test_a_backup_made_before_tells_nothing_after_an_erasure(tmp_path: Path) -> None:
    database = HqDatabase(tmp_path / "hq.db")
    kept(database)
    before = copied(tmp_path / "hq.db", tmp_path / "backup.db")
    with database.write() as tx:
        tx.private.forget(frozenset({NAME}), 2)
        tx.forgotten.add(NAME)
        assert tx.private.keep({NAME: CONTENT}, 3) == [], "sent once more"
    database.close()
    assert not [path for path in tmp_path.iterdir() if PHONE.encode() in path.read_bytes()]
    before.replace(tmp_path / "hq.db")  # restored
    restored = HqDatabase(tmp_path / "hq.db")
    with restored.read() as read:
        assert read.private.of([NAME, OTHER_NAME]) == {OTHER_NAME: OTHER}
    restored.close()


def test_a_power_cut_between_the_database_and_its_keys_is_made_good_at_the_next_start(tmp_path: Path) -> None:
    database = HqDatabase(tmp_path / "hq.db")
    kept(database)
    before = copied(tmp_path / "hq.db", tmp_path / "backup.db")
    with database.write() as tx:
        tx.private.forget(frozenset({NAME}), 2)  # and nobody came to the key
    database.close()
    HqDatabase(tmp_path / "hq.db").close()
    before.replace(tmp_path / "hq.db")
    restored = HqDatabase(tmp_path / "hq.db")
    with restored.read() as read:
        assert set(read.private.of([NAME, OTHER_NAME])) == {OTHER_NAME}
    restored.close()


def test_a_file_that_is_no_vault_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "vault.db"
    path.write_bytes(json.dumps({"not": "a database"}).encode() * 100)
    with pytest.raises(EnvironmentProblem, match="backup"):
        Vault(path)
    assert path.read_bytes().startswith(b'{"not"')
