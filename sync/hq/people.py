"""The people of all shops as HQ knows them: what the staff file said, and what shops said since.

They stand in a stream that no device reads: a `person` row is the whole record of somebody. What follows from it for a
shop is a `staff` row of the shop's stream, and a `badge_off` row for every badge that was switched off.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Text, and_, bindparam, or_, select, text

from kiosk.domain import clock, codec
from kiosk.domain.people import WORDS, BadgeOff, Person, Said, member_of, merge_person, person_of
from kiosk.domain.staff import StaffMember
from sync.hq.schema import stream_row
from sync.hq.stores.words import any_of, holds

STREAM, ENTITY = "people", "person"
Rows = dict[tuple[str, str], dict[str, str | None]]  # (stream, entity) → id → body


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of somebody; `file` is their row as the last staff file had it, None when it had none."""

    person: Person
    file: StaffMember | None = None

    @property
    def member(self) -> StaffMember | None:
        return member_of(self.person)


def restated(record: Record, told: StaffMember | None, hlc: int) -> Record:
    """The record after a staff file that has, or no longer has, the person's row. The file says only what is different
    from the file before: a row that repeats itself knows nothing of what a shop did since."""
    said = Person(record.person.id)
    if told is None:
        said = replace(said, shop=Said(hlc, "file")) if record.file else said
    else:
        new = person_of(told, hlc, "file")
        old = person_of(record.file) if record.file else Person(told.id)
        changed = {name: getattr(new, name) for name in WORDS if _differs(new, old, name)}
        said = replace(said, **changed)
    return Record(merge_person(record.person, said), told)


def _differs(new: Person, old: Person, name: str) -> bool:
    return bool(getattr(new, name).value != getattr(old, name).value)


def read_record(conn: Connection, staff_id: str, shop: str) -> Record:
    """As kept; else from the shop's row, which an older program took from a file; else nothing."""
    kept = _row(conn, STREAM, ENTITY, staff_id)
    if kept is not None:
        return codec.load(Record, kept)
    row = _row(conn, f"shop.{shop}", "staff", staff_id)
    return of_older_row(codec.load(StaffMember, row)) if row is not None else Record(Person(staff_id))


def of_older_row(member: StaffMember) -> Record:
    """Of somebody whom an older program took from a file: said before anything else."""
    return Record(person_of(member), member)


def read_records(conn: Connection, shops: Iterable[str]) -> dict[str, Record]:
    """Everybody's."""
    older = (codec.load(StaffMember, body) for shop in shops for body in _rows(conn, f"shop.{shop}", "staff"))
    found = {member.id: of_older_row(member) for member in older}
    kept = (codec.load(Record, body) for body in _rows(conn, STREAM, ENTITY))
    return found | {record.person.id: record for record in kept}


def with_public_code(conn: Connection, code: str, shops: Iterable[str]) -> StaffMember | None:
    """Whoever works under this public code, or without one under this id; None of nobody, or where two do."""
    values = {"quoted": json.dumps(code, ensure_ascii=False), "shops": [f"shop.{shop}" for shop in shops]}
    rows = conn.execute(_NAMING, values).all()
    shop_of = {row.id: row.stream.partition(".")[2] for row in rows}
    people = (read_record(conn, staff_id, shop).member for staff_id, shop in shop_of.items())
    found = [person for person in people if person and (person.public_code or person.id) == code]
    return found[0] if len(found) == 1 else None


def badges_off(records: Iterable[Record]) -> dict[str, BadgeOff]:
    """Every badge that was switched off, whoever had it."""
    return {item.badge_sha256: item for record in records for item in record.person.off}


def rows_of(before: Record, after: Record) -> Rows:
    """What a change of somebody's record changes on the streams: their own row, those of the shops that they left and
    came to, and the badges that are off."""
    rows: Rows = defaultdict(dict)
    staff_id = after.person.id
    rows[STREAM, ENTITY][staff_id] = codec.dump(after).decode()
    for record in (before, after):  # the shop they come to is last
        member = record.member
        if member is not None:
            here = record is after
            rows[f"shop.{member.shop}", "staff"][staff_id] = codec.dump(member).decode() if here else None
    for item in after.person.off:
        rows[f"shop.{item.shop}", "badge_off"][f"{item.badge_sha256}/{staff_id}"] = codec.dump(item).decode()
    return rows


@dataclass(frozen=True, slots=True)
class Known:
    """What every shop knows of a guide anywhere: how they are called, and when they left (0 = they have not)."""

    name: str
    left_ms: int = 0


def known_of(record: Record) -> Known | None:
    """None of somebody of whom only a badge or a PIN is known."""
    said, name = record.person.shop, record.person.name.value
    if not name:
        return None
    return Known(name, 0 if said.value else clock.wall_ms(said.hlc))


def colleague_row(record: Record) -> str | None:
    known = known_of(record)
    return codec.dump(known).decode() if known else None


def staff_rows(records: Mapping[str, Record]) -> dict[str, list[tuple[str, str]]]:
    """Shop → (id, body) of everybody who works there."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for staff_id, record in sorted(records.items()):
        if record.member is not None:
            found[record.member.shop].append((staff_id, codec.dump(record.member).decode()))
    return found


def _row(conn: Connection, stream: str, entity: str, row_id: str) -> str | None:
    find = text("SELECT body FROM stream_row WHERE stream = :stream AND entity = :entity AND id = :id")
    body: str | None = conn.execute(find, {"stream": stream, "entity": entity, "id": row_id}).scalar_one_or_none()
    return body


def _rows(conn: Connection, stream: str, entity: str) -> Iterator[str]:
    find = text("SELECT body FROM stream_row WHERE stream = :stream AND entity = :entity AND body IS NOT NULL")
    yield from conn.execute(find, {"stream": stream, "entity": entity}).scalars()


_ROW = stream_row.c
_NAMING = select(_ROW.stream, _ROW.id).where(
    _ROW.body.is_not(None),
    holds(_ROW.body, bindparam("quoted", type_=Text)),
    or_(
        and_(_ROW.stream == STREAM, _ROW.entity == ENTITY),
        and_(_ROW.stream.in_(any_of("shops")), _ROW.entity == "staff"),
    ),
)
