"""The index of members that every tablet has: what a retailer's file puts into it. Nothing personal is in it.

Whoever spoke at a tablet is put there by `member_rows`; of the file's members this module keeps, in a stream that no
device reads, which hashes it has put, so that those of a row that went are withdrawn.
"""

import json
from collections.abc import Collection, Iterator, Mapping

from kiosk.domain.identity import IdentityKind, identity_hash
from kiosk.domain.member import Member
from sync.hq.database import HqTx
from sync.hq.member_key import members_key, tell_key
from sync.hq.member_rows import IDENTITY, INDEX

_STREAM, _HASHES = "members", "file_hash"


def put_file_index(tx: HqTx, members: Mapping[str, Member], phones: Mapping[str, str], shops: Collection[str]) -> None:
    """Code and phone of every member of the file, the later ones of bad rows as they were. Who joined at a tablet is
    told by what tablets said, which is written after this."""
    tell_key(tx.conn, tx.streams, shops)
    key, joined = members_key(tx.conn), tx.store.book.ids()
    before = dict(tx.rows(_STREAM, _HASHES))
    wanted: dict[str, str] = {}
    bodies: dict[str, str] = {}
    for member_id, member in members.items():
        if member_id not in joined:
            body = _document(member)
            for hashed in _hashes(key, member, phones.get(member_id), before):
                wanted[hashed], bodies[hashed] = member_id, body
    gone = [(hashed, None) for hashed in before.keys() - wanted.keys() if before[hashed] not in joined]
    tx.put_whole(_STREAM, _HASHES, sorted(wanted.items()))
    tx.put_rows(INDEX, ((IDENTITY, hashed, body) for hashed, body in (*sorted(bodies.items()), *sorted(gone))))


def _hashes(key: bytes, member: Member, phone: str | None, before: Mapping[str, str]) -> Iterator[str]:
    """`phone` None: its row was bad, and what stood there stays."""
    yield identity_hash(key, IdentityKind.CODE, member.code)
    if phone:
        yield identity_hash(key, IdentityKind.PHONE, phone)
    elif phone is None:
        yield from (hashed for hashed, member_id in before.items() if member_id == member.id)


def _document(member: Member) -> str:
    told = {"member": member.id, "tier": member.tier, "price_list": "", "home_shop": member.home_shop, "consent": False}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
