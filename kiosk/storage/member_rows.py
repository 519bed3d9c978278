"""Members as this tablet knows them: HQ's rows with what was said here and HQ's state does not include yet."""

# ruff: noqa: S608 - names in the statements are this package's own constants; values are always bound

import json
import sqlite3
from collections.abc import Callable

from kiosk.domain import codec
from kiosk.domain.events import Event
from kiosk.domain.member import Member
from kiosk.domain.member_facts import MemberFacts, merge_member, settle, with_consent
from kiosk.domain.members import Field, MemberClaimed, MemberJoined
from kiosk.domain.profile import fields_in, shown_name
from kiosk.storage.overlay import held_events, outside, read_cut

_MEMBER = "id, code, masked_name, tier, home_shop, points, alias_of, purposes, agreed_ms"
ReadBlob = Callable[[str], bytes | None]


def put_member_event(journal: sqlite3.Connection, said: MemberFacts, event: Event) -> None:
    """Keep what a fact of ours says."""
    journal.execute(
        "INSERT OR REPLACE INTO own_member (event_id, epoch, seq, member_id, code, card, said, at_ms) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.id, event.epoch, event.seq, said.member_id, settle(said).code,
            int(event.type in (MemberJoined.TYPE, MemberClaimed.TYPE)), codec.dump(said).decode(), event.wall_ms,
        ),
    )  # fmt: skip


def cards_since(journal: sqlite3.Connection, at_ms: int) -> int:
    """How many joined or claimed a record on this tablet since a moment."""
    rows = journal.execute("SELECT count(*) FROM own_member WHERE card = 1 AND at_ms > ?", (at_ms,)).fetchall()
    return int(rows[0][0])


class Members:
    """Reads of one moment of the two files."""

    def __init__(self, journal: sqlite3.Connection, shop: sqlite3.Connection, device: str, here: str) -> None:
        self._journal = journal
        self._shop = shop
        self._device = device
        self._here = here

    def by_code(self, code: str) -> Member | None:
        row = self._row("code", code)
        return self._known(row.id) if row else self._ours(self._id_of(code))

    def by_id(self, member_id: str) -> Member | None:
        return self._known(member_id) if self._row("id", member_id) else self._ours(member_id)

    def own_facts(self, member_id: str) -> MemberFacts | None:
        """What our facts outside HQ's cut say of an id."""
        cut = read_cut(self._shop, self._device)
        condition, values = outside(self._journal, cut, "seq")
        rows = self._journal.execute(
            f"SELECT said FROM own_member WHERE member_id = ? AND ({condition} OR (epoch, seq) IN "
            "(SELECT value ->> 0, value ->> 1 FROM json_each(?)))",
            (member_id, *values, held_events(cut)),
        )
        found: MemberFacts | None = None
        for (said,) in rows.fetchall():
            found = merge_member(found, codec.load(MemberFacts, said))
        return found

    def profile(self, member_id: str, read: ReadBlob) -> dict[Field, str]:
        """What is written down: as HQ sent it, and what was changed here since."""
        rows = self._shop.execute("SELECT body FROM profile WHERE id = ?", (member_id,)).fetchall()
        known: dict[Field, str] = {}
        for (body,) in rows:
            said = json.loads(body)
            known |= {field: str(said[field.value]) for field in Field if field.value in said}
        own = self.own_facts(member_id)
        for field, sha256 in settle(own).profile if own else ():
            content = read(sha256)
            if content is not None:
                known[field] = fields_in(content).get(field, "")
        return {field: text for field, text in known.items() if text}

    def _known(self, member_id: str) -> Member | None:
        """HQ's row of whoever goes on under an id, unless consent was taken back here a moment ago."""
        row = self._row("id", member_id)
        if row and row.alias_of:
            whole = self._row("id", row.alias_of)
            row = whole or row
        for found in sorted({member_id, row.id}) if row else ():
            own = self.own_facts(found)
            seen = settle(own) if own else None
            if own and seen and own.withdrawn and seen.consent is None:
                return None
            row = with_consent(row, seen) if row and seen else row
        return row

    def _ours(self, member_id: str) -> Member | None:
        """Somebody who joined here, and whom HQ has not told us of."""
        own = self.own_facts(member_id) if member_id else None
        seen = settle(own) if own else None
        if seen is None or not seen.code or seen.consent is None:
            return None
        made = Member(seen.member_id, seen.code, shown_name("", seen.code), home_shop=self._here)
        return with_consent(made, seen)

    def _id_of(self, code: str) -> str:
        rows = self._journal.execute(
            "SELECT member_id FROM own_member WHERE code = ? ORDER BY epoch, seq LIMIT 1", (code,)
        ).fetchall()
        return str(rows[0][0]) if rows else ""

    def _row(self, column: str, value: str) -> Member | None:
        if not value:
            return None
        rows = self._shop.execute(f"SELECT {_MEMBER} FROM member WHERE {column} = ? LIMIT 1", (value,)).fetchall()
        return Member(*rows[0]) if rows else None


def profile_words(shop: sqlite3.Connection) -> set[str]:
    """What is written down about members, word for word: to be taken out of whatever leaves."""
    rows = shop.execute("SELECT value FROM profile, json_each(profile.body)").fetchall()
    return {str(value) for (value,) in rows if value}
