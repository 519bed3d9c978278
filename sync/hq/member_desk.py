"""What HQ's own people do about members: list, look, undo a merge, erase."""

from dataclasses import dataclass

from kiosk.errors import InputError
from sync.hq import joining
from sync.hq.database import HqDatabase, HqRead
from sync.hq.member_rows import record_under
from sync.hq.members import MemberBook, Person

SHOWN = 500


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member as HQ's people see them: no name, no number.

    `state`: member, withdrawn (no consent in force), pending (the phone is `of`'s), merged (into `of`), erased.
    """

    id: str
    state: str
    of: str
    code: str
    shop: str
    guide: str
    proven: bool
    consent: str  # the version of its text, "" when none is in force
    since_ms: int


def member_lines(database: HqDatabase, limit: int = SHOWN) -> tuple[MemberLine, ...]:
    """Everybody who joined or claimed a record at a tablet, with the ids that were merged into them; the longest known
    first."""
    with database.read() as read:
        book = MemberBook(read.conn)
        lines = (line for person in book.everybody() for line in _lines(read, book, person))
        return tuple(line for line, _ in zip(lines, range(limit), strict=False))


def member_line(database: HqDatabase, member_id: str) -> tuple[MemberLine, ...]:
    """Whoever has this id or code, all ids. Raises InputError when HQ knows nobody."""
    with database.read() as read:
        book = MemberBook(read.conn)
        wanted = member_id.strip()
        person = book.person(book.with_code(wanted.upper()) or wanted)
        if not person.known:
            raise InputError(f"HQ knows no member {member_id[:60]}.")
        return tuple(_lines(read, book, person))


def split_member(database: HqDatabase, member_id: str) -> str:
    """Undo a merge; returns whom the id was merged into."""
    with database.write() as tx:
        return joining.split(tx, member_id.strip())


def erase_member(database: HqDatabase, member_id: str) -> tuple[str, ...]:
    """Forget a member for good; returns all their ids."""
    with database.write() as tx:
        wanted = member_id.strip()
        return joining.erase(tx, tx.store.book.with_code(wanted.upper()) or wanted).ids


def _lines(read: HqRead, book: MemberBook, person: Person) -> list[MemberLine]:
    return [_line(read, book, person, member_id) for member_id in person.ids]


def _line(read: HqRead, book: MemberBook, person: Person, member_id: str) -> MemberLine:
    view, consent = book.view(member_id), person.view.consent
    state, of = "member" if consent or not person.view.since_ms else "withdrawn", ""
    if member_id != person.id:
        state, of = "merged", person.id
    elif view.phone_hash and (holder := record_under(read.conn, view.phone_hash)) not in ("", *person.ids):
        state, of = "pending", holder
    if person.view.erased:
        state = "erased"
    return MemberLine(
        member_id, state, of, person.codes.get(member_id, ""), view.shop or person.home_shop, view.guide,
        bool(view.proven), consent.version if consent else "", view.since_ms,
    )  # fmt: skip
