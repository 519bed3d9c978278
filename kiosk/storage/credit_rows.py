"""What the ledger of credit is made from: HQ's rules, bindings and leavers, with our own facts on top."""

import json
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager

from kiosk.domain import clock, codec
from kiosk.domain.binding import MemberBindings, merge_bindings
from kiosk.domain.credit_rules import CreditRule, CreditRules
from kiosk.domain.facts import OrderFacts
from kiosk.domain.people import Person
from kiosk.ports.identity import DeviceIdentity
from kiosk.storage.overlay import merged

#: The text is searched before anything is taken apart: a month has thousands of orders, and a guide some of them.
_CHANGED = (
    "SELECT order_id FROM {} WHERE changed_ms >= :since AND (:word = '' OR instr(facts, :word) "
    "OR facts ->> '$.placed[0].body.member' IN (SELECT value FROM json_each(:members)))"
)


def own_bindings(journal: sqlite3.Connection, member_id: str) -> MemberBindings | None:
    """What our own facts say."""
    return _bindings(journal, "SELECT body FROM own_binding WHERE id = ?", member_id)


def put_own_bindings(journal: sqlite3.Connection, known: MemberBindings) -> None:
    journal.execute(
        "INSERT OR REPLACE INTO own_binding (id, body) VALUES (?, ?)", (known.member_id, codec.dump(known).decode())
    )


class CreditReads(ABC):
    """Part of the shop reader (ports.credit.CreditReader)."""

    _identity: DeviceIdentity

    @abstractmethod
    def _both(self) -> AbstractContextManager[tuple[sqlite3.Connection, sqlite3.Connection]]:
        """The journal and shop.db, each inside one snapshot."""

    def credit_rules(self) -> CreditRules:
        with self._both() as (_, shop):
            rows = shop.execute("SELECT body FROM credit_rules").fetchall()
        return CreditRules(tuple(codec.load(CreditRule, body) for (body,) in rows))

    def bindings(self, member_id: str) -> MemberBindings | None:
        with self._both() as (journal, shop):
            return _merged(journal, shop, member_id)

    def members_of(self, guide: str) -> tuple[MemberBindings, ...]:
        said = json.dumps(guide, ensure_ascii=False)
        with self._both() as (journal, shop):
            ids: set[str] = set()
            for conn, table in ((journal, "own_binding"), (shop, "binding")):
                rows = conn.execute(f"SELECT id FROM {table} WHERE instr(body, ?)", (said,))  # noqa: S608 two names
                ids |= {member_id for (member_id,) in rows}
            found = (_merged(journal, shop, member_id) for member_id in sorted(ids))
            return tuple(item for item in found if item and any(told.guide == guide for told in item.told))

    def guides_left(self) -> dict[str, int]:
        with self._both() as (journal, shop):
            left = dict(shop.execute("SELECT id, left_ms FROM colleague WHERE left_ms > 0").fetchall())
            own = journal.execute("SELECT said FROM own_person ORDER BY epoch, seq").fetchall()
        for person in (codec.load(Person, said) for (said,) in own):
            if person.shop.hlc and not person.shop.value:
                left.setdefault(person.id, clock.wall_ms(person.shop.hlc))
        return left

    def guide_name(self, guide: str) -> str:
        with self._both() as (_, shop):
            rows = shop.execute("SELECT name FROM colleague WHERE id = ?", (guide,)).fetchall()
        return "".join(name for (name,) in rows)

    def own_members(self) -> dict[str, str]:
        with self._both() as (_, shop):
            return dict(shop.execute("SELECT id, guide FROM own_member").fetchall())

    def orders_changed(self, since_ms: int, naming: str = "", members: Sequence[str] = ()) -> tuple[OrderFacts, ...]:
        word = json.dumps(naming, ensure_ascii=False) if naming else ""
        values = {"since": since_ms, "word": word, "members": json.dumps(list(members))}
        with self._both() as (journal, shop):
            own = journal.execute(_CHANGED.format("own_order"), values).fetchall()
            theirs = shop.execute(_CHANGED.format("order_row"), values).fetchall()
            far = shop.execute(_CHANGED.format("far_order"), values).fetchall()
            ids = dict.fromkeys(order_id for (order_id,) in (*own, *theirs, *far))
            found = (merged(journal, shop, order_id) for order_id in ids)
            return tuple(facts for facts in found if facts is not None)


def _merged(journal: sqlite3.Connection, shop: sqlite3.Connection, member_id: str) -> MemberBindings | None:
    ours = own_bindings(journal, member_id)
    theirs = _bindings(shop, "SELECT body FROM binding WHERE id = ?", member_id)
    return merge_bindings(theirs, ours) if ours else theirs


def _bindings(conn: sqlite3.Connection, statement: str, member_id: str) -> MemberBindings | None:
    rows = conn.execute(statement, (member_id,)).fetchall()
    return next((codec.load(MemberBindings, body) for (body,) in rows), None)
