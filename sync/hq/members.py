"""The members of all shops as HQ knows them: facts by member id, who is the same person, what files said.

What the members' file says stands in a stream that no device reads; shops get `member` rows of those they know, and
of what is written down about them a `profile` row.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from kiosk.domain import codec
from kiosk.domain.events import Event
from kiosk.domain.member import Member
from kiosk.domain.member_facts import MemberFacts, MemberView, settle

STREAM, FILE = "members", "file"
_MOST_STEPS = 20  # of a chain of merges


@dataclass(frozen=True, slots=True)
class Person:
    """One person: the id that goes on, all ids, what their facts come to, and the file's row where there is one.

    `codes`: id → code of each id that has one."""

    id: str
    ids: tuple[str, ...]
    view: MemberView
    file: Member | None
    codes: dict[str, str]

    @property
    def known(self) -> bool:
        """Whether HQ has heard of them at all."""
        return self.file is not None or bool(self.view.since_ms) or self.view.erased

    @property
    def withheld(self) -> bool:
        """Nobody is told anything of them: erased, or consent was given once and is no longer in force."""
        return self.view.erased or (self.view.consent is None and bool(self.view.since_ms))

    @property
    def home_shop(self) -> str:
        return self.file.home_shop if self.file else self.view.shop


class MemberBook:
    """Facts about members within one transaction; written by `flush`."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._known: dict[str, MemberFacts | None] = {}
        self._unwritten: set[str] = set()
        self.changed: dict[str, str] = {}  # id → the person it was part of before this transaction

    def member(self, member_id: str) -> MemberFacts | None:
        if member_id not in self._known:
            facts = self._conn.execute(_FACTS, {"member_id": member_id}).scalar_one_or_none()
            self._known[member_id] = codec.load(MemberFacts, facts) if facts is not None else None
        return self._known[member_id]

    def put_member(self, facts: MemberFacts, event: Event) -> None:
        del event
        self.changed.setdefault(facts.member_id, self.root(facts.member_id))
        self._known[facts.member_id] = facts
        self._unwritten.add(facts.member_id)

    def flush(self) -> None:
        changed = (self._known[member_id] for member_id in sorted(self._unwritten))
        if rows := [_row(facts) for facts in changed if facts is not None]:
            self._conn.execute(_PUT, rows)
        self._unwritten.clear()

    def root(self, member_id: str) -> str:
        """The id that goes on for whoever has this one."""
        seen = [member_id]
        while len(seen) < _MOST_STEPS and (into := self.view(seen[-1]).into) and into not in seen:
            seen.append(into)
        return seen[-1]

    def person(self, member_id: str) -> Person:
        """Whoever has this id, whole."""
        self.flush()
        root, ids = self.root(member_id), []
        waiting = [root]
        while waiting:
            ids.append(waiting.pop())
            merged = self._conn.execute(_MERGED_INTO, {"into": ids[-1]}).scalars()
            waiting += [found for found in merged if found not in ids and found not in waiting]
        ids[1:] = sorted(ids[1:])
        others = [facts for found in ids[1:] if (facts := self.member(found)) is not None]
        view = settle(self.member(root) or MemberFacts(root), others)
        files = [row for found in ids if (row := self.file(found)) is not None]
        codes = {found: code for found in ids if (code := self.view(found).code)}
        codes |= {row.id: row.code for row in files if row.code}
        return Person(root, tuple(ids), view, next(iter(files), None), codes)

    def with_phone(self, phone_hash: str) -> tuple[Person, ...]:
        """Who said that this phone is theirs, each once: who stands in a file first, then the longest known."""
        self.flush()
        ids = self._conn.execute(_WITH_PHONE, {"phone_hash": phone_hash}).scalars().all() if phone_hash else ()
        found = {person.id: person for person in map(self.person, ids)}
        return tuple(sorted(found.values(), key=lambda person: (person.file is None, person.view.since_ms, person.id)))

    def with_code(self, code: str) -> str:
        """The id that a code was given to, "" when none was."""
        self.flush()
        found = self._conn.execute(_WITH_CODE, {"code": code}).scalars().first()
        return found or ""

    def everybody(self) -> tuple[Person, ...]:
        """Who has ever said anything, each person once, the longest known first."""
        self.flush()
        roots = {self.root(found) for found in self._conn.execute(_ALL).scalars().all()}
        return tuple(sorted(map(self.person, roots), key=lambda person: (person.view.since_ms, person.id)))

    def ids(self) -> frozenset[str]:
        """Every id that tablets spoke of, and those of older records that others were merged into."""
        self.flush()
        return frozenset(self._conn.execute(_ALL_AND_INTO).scalars()) - {""}

    def file(self, member_id: str) -> Member | None:
        """What the members' file says of an id."""
        values = {"stream": STREAM, "entity": FILE, "id": member_id}
        body = self._conn.execute(_FILE_ROW, values).scalar_one_or_none()
        return codec.load(Member, body) if body is not None else None

    def view(self, member_id: str) -> MemberView:
        """What one id's own facts come to."""
        return settle(self.member(member_id) or MemberFacts(member_id))


def _row(facts: MemberFacts) -> dict[str, str]:
    view = settle(facts)
    return {
        "member_id": facts.member_id,
        "facts": codec.dump(facts).decode(),
        "phone_hash": "" if view.erased else view.phone_hash,
        "code": view.code,
        "merged_into": view.into,
    }


_FACTS = text("SELECT facts FROM member_facts WHERE member_id = :member_id")
_MERGED_INTO = text("SELECT member_id FROM member_facts WHERE merged_into = :into ORDER BY member_id")
_WITH_PHONE = text("SELECT member_id FROM member_facts WHERE phone_hash = :phone_hash ORDER BY member_id")
_WITH_CODE = text("SELECT member_id FROM member_facts WHERE code = :code ORDER BY member_id")
_ALL = text("SELECT member_id FROM member_facts")
_ALL_AND_INTO = text("SELECT member_id FROM member_facts UNION SELECT merged_into FROM member_facts")
_FILE_ROW = text("SELECT body FROM stream_row WHERE stream = :stream AND entity = :entity AND id = :id")
_PUT = text(
    "INSERT INTO member_facts (member_id, facts, phone_hash, code, merged_into)"
    " VALUES (:member_id, :facts, :phone_hash, :code, :merged_into)"
    " ON CONFLICT (member_id) DO UPDATE SET facts = excluded.facts, phone_hash = excluded.phone_hash,"
    " code = excluded.code, merged_into = excluded.merged_into"
)
