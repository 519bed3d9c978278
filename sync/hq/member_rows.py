"""What follows from members for the streams: `member` and `profile` rows of the shops that know them, and the keyed
hashes by which every shop finds them."""

import json
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, select, text

from kiosk.domain import codec
from kiosk.domain.identity import IdentityKind, identity_hash
from kiosk.domain.member import Member
from kiosk.domain.member_facts import MemberView, with_consent
from kiosk.domain.members import Field
from kiosk.domain.profile import fields_in, shown_name
from sync.hq.members import MemberBook, Person
from sync.hq.private import PrivateContent
from sync.hq.schema import stream_row
from sync.hq.stores.words import any_of, member_named

INDEX, IDENTITY = "members.index", "identity"
Rows = dict[tuple[str, str], dict[str, str | None]]  # (stream, entity) → id → body


def record_under(conn: Connection, hashed: str) -> str:
    """Which member the index has under a phone or code, "" when none."""
    values = {"stream": INDEX, "entity": IDENTITY, "id": hashed}
    body = conn.execute(_ROW, values).scalar_one_or_none()
    return str(json.loads(body)["member"]) if body is not None else ""


def rows_of(private: PrivateContent, book: MemberBook, person: Person, key: bytes, places: Iterable[str]) -> Rows:
    """All rows of one person, those that are withdrawn included. `places`: wherever there may be rows of theirs."""
    conn = private.conn
    rows: Rows = defaultdict(dict)
    shops = {f"shop.{shop}" for shop in {person.home_shop, *person.view.shops} if shop}
    profile = {field.value: blob for field, blob in person.view.profile}
    name = _name(private, person)
    for stream in shops | _streams_with(conn, person.ids, places):
        told = stream in shops and not person.withheld
        for member_id in person.ids:
            rows[stream, "member"][member_id] = _member(person, member_id, name) if told else None
        rows[stream, "profile"] |= dict.fromkeys(person.ids)
        if told and profile:
            rows[stream, "profile"][person.id] = json.dumps(profile, separators=(",", ":"))
    rows[INDEX, IDENTITY] |= _identities(conn, book, person, key)
    return rows


def _name(private: PrivateContent, person: Person) -> str:
    """As it was written last, "" when nowhere."""
    blob = dict(person.view.profile).get(Field.NAME, "")
    content = private.of([blob]) if blob else {}
    return fields_in(content.get(blob, b"")).get(Field.NAME, "")


def _member(person: Person, member_id: str, name: str) -> str:
    code = person.codes.get(member_id, "")
    file = person.file or Member(person.id, "", "", home_shop=person.home_shop)
    shown = shown_name(name, code) if name or not file.masked_name else file.masked_name
    alias_of = person.id if member_id != person.id else ""
    row = Member(member_id, code, shown, file.tier, file.home_shop, file.points, alias_of)
    return codec.dump(with_consent(row, person.view)).decode()


def _streams_with(conn: Connection, ids: Iterable[str], places: Iterable[str]) -> set[str]:
    """The shops' streams that have rows of one of the ids now."""
    streams = [f"shop.{place}" for place in places]
    found = conn.execute(_WITH_ROWS, {"streams": streams, "ids": sorted(ids)}).scalars()
    return set(found)


def _identities(conn: Connection, book: MemberBook, person: Person, key: bytes) -> dict[str, str | None]:
    """Under every code, and under every phone of which this person is the one who is known by it."""
    body = None if person.view.erased else _identity(person)
    rows = {identity_hash(key, IdentityKind.CODE, code): body for code in person.codes.values()}
    phones = {view.phone_hash for view in _views(book, person) if view.phone_hash}
    for phone_hash in phones:
        holder = _holder(conn, book, phone_hash)
        rows[phone_hash] = _identity(holder) if holder else None
    if person.view.erased:
        rows |= dict.fromkeys(_under(conn, person.ids))
    return rows


def _views(book: MemberBook, person: Person) -> list[MemberView]:
    return [book.view(member_id) for member_id in person.ids]


def _identity(person: Person) -> str:
    file = person.file
    document = {
        "member": person.id,
        "tier": file.tier if file else "",
        "price_list": "",
        "home_shop": person.home_shop,
        "consent": person.view.consent is not None,
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _holder(conn: Connection, book: MemberBook, phone_hash: str) -> Person | None:
    """Who is known by a phone: an older record, else the first whom a guide vouched for, else the first."""
    old = record_under(conn, phone_hash)
    record = book.person(old) if old else None
    if record and record.file and not record.view.erased:
        return record
    people = [person for person in book.with_phone(phone_hash) if not person.view.erased]
    return min(
        people, key=lambda person: (phone_hash not in person.view.proven, person.view.since_ms, person.id), default=None
    )


def _under(conn: Connection, ids: Iterable[str]) -> list[str]:
    """The hashes under which the index has these members."""
    return list(conn.execute(_UNDER, {"ids": sorted(ids)}).scalars())


_ROW = text("SELECT body FROM stream_row WHERE stream = :stream AND entity = :entity AND id = :id")
_WITH_ROWS = text(
    "SELECT DISTINCT stream FROM stream_row WHERE stream IN :streams AND entity IN ('member', 'profile') AND id IN :ids"
    " AND body IS NOT NULL"
).bindparams(any_of("streams"), any_of("ids"))
# Walks the whole index: an erasure is rare, and must find what an older program or a file put there.
_UNDER = select(stream_row.c.id).where(
    stream_row.c.stream == INDEX,
    stream_row.c.entity == IDENTITY,
    stream_row.c.body.is_not(None),
    member_named(stream_row.c.body).in_(any_of("ids")),
)
