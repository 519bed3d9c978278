"""staff.csv and members.csv: who works in which shop, and whom it knows. Both are whole, over all shops."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from kiosk.domain import clock, codec, codes
from kiosk.domain.member import Member
from kiosk.domain.people import BadgeOff, Person, merge_person
from kiosk.domain.staff import Role, StaffMember
from sync.hq.database import HqDatabase, HqTx
from sync.hq.importers import fields
from sync.hq.importers.fields import BadRow
from sync.hq.importers.pins import is_pin_hash
from sync.hq.importers.table import Columns
from sync.hq.importers.whole import Cells, Input, WholeFile, add_up
from sync.hq.importers.world import World
from sync.hq.insights import known_beyond
from sync.hq.members import FILE
from sync.hq.members import STREAM as STREAM_OF_MEMBERS
from sync.hq.members_index import put_file_index
from sync.hq.people import ENTITY, STREAM, Record, badges_off, colleague_row, read_records, restated, staff_rows
from sync.hq.publishing import shop_stream

STAFF = Columns(
    required=("staff_id", "shop", "name", "role", "badge", "pin_hash"), optional=("public_code", "member_id")
)
MEMBERS = Columns(required=("member_id", "code", "name", "home_shop"), optional=("phone", "tier", "points"))
OWN_MEMBER = "own_member"
MAX_POINTS = 1_000_000_000


def take_staff(database: HqDatabase, inputs: Mapping[str, Input], world: World) -> None:
    """Who works where. What a shop said of its people since the last file stands, unless this file says something
    new."""
    with database.write() as tx:
        staff, source = _Staff(world.shops(tx)), inputs["staff.csv"]
        file = WholeFile(source, staff.key, staff.body)
        with source.desk.working():
            told = {key: codec.load(StaffMember, body) for key, body in file.rows()}
            _tell_shared_codes(told, file, source)
            records = read_records(tx.conn, staff.shops)
            if not told and any(record.file for record in records.values()):
                file.refuse()
            off, hlc = badges_off(records.values()), clock.tick(0, tx.now_ms)
            for key in (records.keys() | told.keys()) - file.spoilt:
                record = restated(records.get(key, Record(Person(key))), told.get(key), hlc)
                records[key] = _without_lost_badge(record, off, file.lines.get(key, 0), source)
            _put_records(tx, source, records, staff.shops)
            _put_own_members(tx, staff, file.spoilt)


def _tell_shared_codes(told: Mapping[str, StaffMember], file: WholeFile, source: Input) -> None:
    """A public code that two people have leads to nobody."""
    first: dict[str, str] = {}
    for key, member in told.items():
        other = first.setdefault(member.public_code, key)
        if other != key:
            line = file.lines[other]
            source.desk.notice(file.lines[key], f"public_code is that of line {line}, too: scanned, it leads to nobody")


def _without_lost_badge(record: Record, off: Mapping[str, BadgeOff], line: int, source: Input) -> Record:
    """A badge that a shop switched off stays off, also when the file gives it to somebody else."""
    gone = off.get(record.file.badge_sha256) if record.file else None
    if gone is None:
        return record
    source.desk.notice(line, f"this badge was switched off in {gone.shop} and stays off; give the person another one")
    return replace(record, person=merge_person(record.person, Person(record.person.id, off=(gone,))))


def _put_records(tx: HqTx, source: Input, records: Mapping[str, Record], shops: list[str]) -> None:
    whole = {staff_id: codec.dump(record).decode() for staff_id, record in records.items()}
    tx.put_whole(STREAM, ENTITY, sorted(whole.items()))
    by_shop = staff_rows(records)
    known = [(staff_id, row) for staff_id, record in sorted(records.items()) if (row := colleague_row(record))]
    for shop in shops:
        stream = shop_stream(shop)
        add_up(source.desk, tx.put_whole(stream, "staff", by_shop.get(shop, [])))
        tx.put_whole(stream, "colleague", known)


def _put_own_members(tx: HqTx, staff: "_Staff", spoilt: set[str]) -> None:
    """To every shop: a guide may buy anywhere. What HQ has of bad rows stays."""
    told = {member: json.dumps({"guide": guide}) for member, guide in staff.own_members.items()}
    for shop in staff.shops:
        stream = shop_stream(shop)
        kept = {key: body for key, body in tx.rows(stream, OWN_MEMBER) if json.loads(body)["guide"] in spoilt}
        tx.put_whole(stream, OWN_MEMBER, sorted((kept | told).items()))


def take_members(database: HqDatabase, inputs: Mapping[str, Input], world: World) -> None:
    with database.write() as tx:
        members, source = _Members(world.shops(tx)), inputs["members.csv"]
        _put_members(tx, source, WholeFile(source, members.key, members.body), members)


def masked(name: str) -> str:
    """What the glass may show of a name: its first character."""
    return name[:1] + "**"


class _People:
    """Rows of people, each of one shop; an id and a printed code belong to one person over all shops."""

    def __init__(self, shops: list[str]) -> None:
        self.shops = shops
        self.shop_of: dict[str, str] = {}
        self._codes: dict[str, int] = {}  # code → line

    def key(self, cells: Cells) -> str:
        return fields.place(cells[0], "id")

    def _settle(self, key: str, shop: str, code: str, line: int) -> None:
        """The last thing about a row: it is good, so its shop and its code are its own."""
        first = self._codes.setdefault(code, line)
        if first != line:
            raise BadRow(f"its code or badge is that of line {first}")
        self.shop_of[key] = shop

    def _shop(self, text: str, column: str) -> str:
        if text not in self.shops:
            raise BadRow(f"{column} {text[:40]!r} is no shop, dealer's shop or counter of ours")
        return text


def _code(kind: codes.CodeKind, text: str, column: str) -> str:
    """The code as a scanner gives it. The reason never quotes it: a badge is a secret."""
    code = codes.recognise(text)
    if code.kind is not kind:
        raise BadRow(f"{column} is {'blank' if not text else 'none: ' + _SHAPES[kind]}")
    return code.value


class _Staff(_People):
    def __init__(self, shops: list[str]) -> None:
        super().__init__(shops)
        self.own_members: dict[str, str] = {}  # member → the guide who is that member

    def body(self, key: str, line: int, cells: Cells) -> str:
        _, shop, name, role, badge, pin_hash, public_code, own = cells
        badge = _code(codes.CodeKind.BADGE, badge, "badge")
        if not is_pin_hash(pin_hash):
            raise BadRow("pin_hash is no Argon2id hash ($argon2id$v=19$m=…,t=…,p=…$…$…); never write the PIN itself")
        member = StaffMember(
            key,
            self._shop(shop, "shop"),
            _person(name),
            fields.choice(Role, role, "role"),
            badge_sha256=hashlib.sha256(badge.encode()).hexdigest(),
            pin_hash=pin_hash,
            public_code=fields.place(public_code or key, "public_code"),
        )
        self._settle(key, shop, badge, line)
        if own:
            self.own_members[fields.place(own, "member_id")] = key
        return codec.dump(member).decode()


class _Members(_People):
    def __init__(self, shops: list[str]) -> None:
        super().__init__(shops)
        self.phones: dict[str, str] = {}  # hashed before anything of them is written down

    def body(self, key: str, line: int, cells: Cells) -> str:
        _, code, name, home_shop, phone, tier, points = cells
        member = Member(
            key,
            _code(codes.CodeKind.MEMBER, code, "code"),
            masked(_person(name)),
            tier=fields.place(tier, "tier") if tier else "",
            home_shop=self._shop(home_shop, "home_shop"),
            points=fields.whole(points, "points", default=0, highest=MAX_POINTS),
        )
        if phone and not codes.is_phone(phone):
            raise BadRow("phone is no mobile number: 11 digits, beginning with 1")
        self._settle(key, home_shop, member.code, line)
        self.phones[key] = phone
        return codec.dump(member).decode()


def _person(text: str) -> str:
    name, _ = fields.clean(text)
    if not name or len(name) > fields.MAX_NAME:
        raise BadRow(f"name {'is blank' if not name else f'has over {fields.MAX_NAME} characters'}")
    return name


_SHAPES = {
    codes.CodeKind.BADGE: "B- and 8 to 40 of A-Z 0-9 expected",
    codes.CodeKind.MEMBER: "M- and 6 to 18 digits expected, the last one the check digit",
}


def _put_members(tx: HqTx, source: Input, file: WholeFile, people: _Members) -> None:
    """Spread the rows over the shops' streams; who is in none of them is withdrawn. Who joined at a tablet is in no
    file and stays; who was erased, or took consent back, is in none of the streams whatever the file says."""
    by_shop: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    with source.desk.working():
        told = dict(file.rows())
        if not told and any(list(tx.rows(shop_stream(shop), "member")) for shop in people.shops):
            file.refuse()
        joined = tx.store.book.ids()
        for key in sorted(joined & told.keys()):
            if tx.store.book.person(key).view.erased:
                source.desk.notice(
                    file.lines[key], "this member was erased at their wish; take the row out of the file"
                )
                del told[key]
        for key, body in told.items():
            if key not in joined:
                by_shop[people.shop_of[key]].append((key, body))
        said = [*told.items(), *file.kept(tx, STREAM_OF_MEMBERS, FILE)]
        with_more = known_beyond(tx.conn)
        before = {key: tx.row(STREAM_OF_MEMBERS, FILE, key) for key in with_more}
        tx.put_whole(STREAM_OF_MEMBERS, FILE, sorted(said))
        put_file_index(tx, {key: codec.load(Member, body) for key, body in said}, people.phones, people.shops)
        tx.store.to_gather |= {key for key in with_more if tx.row(STREAM_OF_MEMBERS, FILE, key) != before[key]}
        for shop in people.shops:
            stream = shop_stream(shop)
            kept = {**dict(file.kept(tx, stream, "member")), **_joined_rows(tx, stream, joined)}
            add_up(source.desk, tx.put_whole(stream, "member", [*by_shop.pop(shop, ()), *kept.items()]))
    for member_id in sorted(joined & told.keys()):
        tx.store.book.changed.setdefault(member_id, member_id)  # written anew, with what the file says now


def _joined_rows(tx: HqTx, stream: str, joined: frozenset[str]) -> dict[str, str]:
    """What is there of those whom tablets spoke of; it is brought up to date when the file is taken in."""
    return {key: body for key, body in tx.rows(stream, "member") if key in joined}
