"""The index of members on a tablet: what HQ sends is found by its hash, and nothing but hashes is in the file."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.identity import IdentityKind, IndexedMember, identity_hash
from kiosk.ports.sync import Cursor, StreamRow
from kiosk.storage.members_index import FILE, STREAM, KnownEverywhere, MembersIndex, open_index
from kiosk.storage.writer import WriterThread

KEY = bytes(range(32))
OURS = "m-0193c9a47f0070008000000000000001"
PHONES = [f"138{number:08d}" for number in range(2_000)]


def row(value: str, member: str | None, *, kind: IdentityKind = IdentityKind.PHONE, **more: object) -> StreamRow:
    told = {"member": member, "tier": "", "price_list": "", "home_shop": "", "consent": False, **more}
    body = json.dumps(told) if member else None
    return StreamRow("identity", identity_hash(KEY, kind, value), 0, body)


class Index:
    def __init__(self, folder: Path) -> None:
        self.writer = WriterThread("test")
        self.store: MembersIndex = open_index(self.writer, folder)
        self.reads = KnownEverywhere(self.store.readers)

    def pull(self, rows: list[StreamRow], seq: int, *, anew: bool) -> int:
        self.store.begin(STREAM, from_zero=anew, announced=len(rows))
        self.store.stage(STREAM, rows)
        return self.store.finish(STREAM, Cursor("g", seq), (), 1_000)

    def find(self, value: str, kind: IdentityKind = IdentityKind.PHONE) -> IndexedMember | None:
        return self.reads.find(identity_hash(KEY, kind, value))

    def close(self) -> None:
        self.store.readers.close()
        self.writer.close()


def _came(index: Index) -> bool:
    return index.reads.came


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    opened = Index(tmp_path)
    yield opened
    opened.close()


def test_whoever_is_in_it_is_found_by_code_and_phone(index: Index) -> None:
    assert not _came(index)
    rows = [
        row(PHONES[0], OURS, tier="gold", home_shop="XH", consent=True),
        row("M-10000428", OURS, kind=IdentityKind.CODE, tier="gold", home_shop="XH", consent=True),
        row(PHONES[1], "K-1001"),
        row(PHONES[2], "m-not-hex"),
    ]
    assert index.pull(rows, 4, anew=True) == 4
    assert _came(index)
    known = IndexedMember(OURS, "gold", "", "XH", True)
    assert index.find(PHONES[0]) == index.find("M-10000428", IdentityKind.CODE) == known
    assert index.find(PHONES[1]) == IndexedMember("K-1001")
    assert index.find(PHONES[2]) == IndexedMember("m-not-hex")
    assert index.find(PHONES[0], IdentityKind.CODE) is None, "a phone is no code"


def test_later_rounds_change_and_withdraw(index: Index) -> None:
    index.pull([row(phone, OURS) for phone in PHONES[:5]], 5, anew=True)
    index.pull([row(PHONES[0], "K-2"), row(PHONES[1], None), row(PHONES[9], OURS)], 8, anew=False)
    assert [index.find(PHONES[at]) is not None for at in (0, 1, 2, 9)] == [True, False, True, True]
    assert index.find(PHONES[0]) == IndexedMember("K-2")
    index.pull([row(PHONES[3], OURS)], 9, anew=True)
    assert [phone for phone in PHONES[:10] if index.find(phone)] == [PHONES[3]]


def test_an_interrupted_round_changes_nothing(index: Index, tmp_path: Path) -> None:
    index.pull([row(PHONES[0], OURS)], 1, anew=True)
    index.store.begin(STREAM, from_zero=True, announced=2)
    index.store.stage(STREAM, [row(PHONES[1], OURS)])
    index.close()
    again = Index(tmp_path)
    assert again.find(PHONES[0]) is not None
    assert again.find(PHONES[1]) is None
    assert again.store.cursor(STREAM) == Cursor("g", 1)
    again.close()


def test_the_file_alone_tells_nobody_who_is_in_it(index: Index, tmp_path: Path) -> None:
    """Who has the file and not the key: no phone or code stands in it, and hashing numbers finds none."""
    index.pull([row(phone, OURS, tier="gold") for phone in PHONES], len(PHONES), anew=True)
    content = b"".join(path.read_bytes() for path in tmp_path.glob(f"{FILE}*"))
    assert not [phone for phone in PHONES if phone.encode() in content]
    for key in (b"", b"\0" * 32, bytes(reversed(KEY))):
        guesses = (identity_hash(key, IdentityKind.PHONE, phone) for phone in PHONES[:1_000])
        assert not [found for guess in guesses if (found := index.reads.find(guess))]


def test_a_damaged_file_is_put_aside_and_asked_for_again(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database" * 100)
    opened = Index(tmp_path)
    assert opened.store.cursor(STREAM) is None
    assert opened.pull([row(PHONES[0], OURS)], 1, anew=True) == 1
    opened.close()
