"""What is known of a member beyond the card: HQ's row with the wishes, looks and contacts that were recorded here."""

import sqlite3
from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from dataclasses import replace

from kiosk.domain import codec
from kiosk.domain.insight import Insight
from kiosk.domain.member import Member
from kiosk.domain.member_facts import together
from kiosk.domain.members import Field
from kiosk.ports.members import Client
from kiosk.storage.member_rows import Members, ReadBlob


class InsightReads(ABC):
    """Part of the shop reader."""

    _read_blob: ReadBlob

    @abstractmethod
    def _both(self) -> AbstractContextManager[tuple[sqlite3.Connection, sqlite3.Connection]]:
        """The journal and shop.db, each inside one snapshot."""

    @abstractmethod
    def _members(self, journal: sqlite3.Connection, shop: sqlite3.Connection) -> Members: ...

    def insight(self, member_id: str) -> Insight | None:
        with self._both() as (journal, shop):
            return insight_of(shop, self._members(journal, shop), member_id)

    def clients(self) -> tuple[Client, ...]:
        with self._both() as (journal, shop):
            return clients_of(shop, self._members(journal, shop), self._read_blob)


def insight_of(shop: sqlite3.Connection, members: Members, member_id: str) -> Insight | None:
    """Of whoever goes on under the id. None when consent is not in force, or nothing is known."""
    member = members.by_id(member_id)
    return _whole(shop, members, member, member_id) if member is not None else None


def clients_of(shop: sqlite3.Connection, members: Members, read: ReadBlob) -> tuple[Client, ...]:
    """Everybody of whom HQ has told something, by id."""
    found = []
    for (member_id,) in shop.execute("SELECT id FROM insight ORDER BY id").fetchall():
        member = members.by_id(member_id)
        insight = _whole(shop, members, member, member_id) if member is not None else None
        if member is not None and insight is not None:
            found.append(Client(member, insight, members.profile(member.id, read).get(Field.BIRTHDAY, "")))
    return tuple(found)


def _whole(shop: sqlite3.Connection, members: Members, member: Member, asked: str) -> Insight | None:
    rows = shop.execute("SELECT body FROM insight WHERE id = ?", (member.id,)).fetchall()
    told = next((codec.load(Insight, body) for (body,) in rows), None)
    own = [facts for found in sorted({member.id, asked}) if (facts := members.own_facts(found)) is not None]
    if told is None and not own:
        return None
    base = told or Insight(member.id)
    return replace(base, said=together(member.id, [*([base.said] if base.said else []), *own]))
