"""The index of all members on a tablet: how large it is, and how fast somebody is found in it."""

import json
import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from kiosk.domain.identity import IdentityKind, identity_hash
from kiosk.ports.sync import Cursor, StreamRow
from kiosk.storage.members_index import FILE, STREAM, KnownEverywhere, MembersIndex, open_index
from kiosk.storage.writer import WriterThread
from tests.bench.measure import Figure, rate, repeat, timed, times

MEMBERS = 500_000 if os.environ.get("FULL") else 50_000  # a code and a phone each
PAGE, ASKED = 2_000, 2_000
KEY = bytes(range(32))


def knowing_members(folder: Path) -> Iterator[Figure]:
    folder.mkdir()
    hashes = [hashed for number in range(MEMBERS) for hashed in _hashes(number)]
    writer = WriterThread("bench")
    store = open_index(writer, folder)
    taken = timed(lambda: _pull(store, hashes))
    yield rate(f"index of members: {len(hashes):,} hashes come in", len(hashes), taken, "rows")
    writer.release(folder / FILE)
    size_mb = (folder / FILE).stat().st_size / 1e6
    yield Figure(f"index of members: size of {len(hashes):,} hashes", round(size_mb, 1), "MB", len(hashes), limit=80)
    asked = random.Random(1).sample(hashes, ASKED)
    plain = folder / "plain.db"
    _plain(plain, hashes)
    with closing(sqlite3.connect(plain)) as conn:
        find = "SELECT member FROM identity WHERE hash = ?"
        raw = repeat(lambda n: conn.execute(find, (bytes.fromhex(asked[n]),)).fetchall(), ASKED)
        yield times("raw: one indexed look-up in a bare table", raw)
    reads = KnownEverywhere(store.readers)
    yield times("index of members: somebody is found", repeat(lambda n: reads.find(asked[n]), ASKED), limit_ms=20)
    absent = [identity_hash(KEY, IdentityKind.PHONE, f"199{number:08d}") for number in range(ASKED)]
    yield times("index of members: nobody is found", repeat(lambda n: reads.find(absent[n]), ASKED), limit_ms=20)
    store.readers.close()
    writer.close()


def _hashes(number: int) -> tuple[str, str]:
    phone, code = f"13{number:09d}", f"M-{number:016d}"
    return identity_hash(KEY, IdentityKind.PHONE, phone), identity_hash(KEY, IdentityKind.CODE, code)


def _pull(store: MembersIndex, hashes: list[str]) -> None:
    store.begin(STREAM, from_zero=True, announced=len(hashes))
    for at in range(0, len(hashes), PAGE):
        rows = [StreamRow("identity", hashed, 0, _body(at + n)) for n, hashed in enumerate(hashes[at : at + PAGE])]
        store.stage(STREAM, rows)
    store.finish(STREAM, Cursor("g", len(hashes)), (), 0)


def _body(number: int) -> str:
    """Half of the members joined at tablets, half come from the retailer's files."""
    member = f"m-{number // 2:032x}" if number % 4 < 2 else f"K-{number // 2:08d}"
    tier, shop = ("", "silver", "gold")[number % 3], f"S{number % 400:03d}"
    return json.dumps({"member": member, "tier": tier, "price_list": "", "home_shop": shop, "consent": number % 5 > 0})


def _plain(path: Path, hashes: list[str]) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE identity (hash BLOB PRIMARY KEY, member TEXT) WITHOUT ROWID")
        conn.executemany("INSERT INTO identity VALUES (?, ?)", ((bytes.fromhex(item), "m-1") for item in hashes))
        conn.commit()
