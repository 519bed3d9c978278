"""Who is the same person: HQ's rule, its undo, and what is forgotten for good."""

import logging
from itertools import combinations

from sqlalchemy import Text, bindparam, select, text

from kiosk.domain import codec
from kiosk.domain.facts import OrderFacts, blobs_of_order
from kiosk.domain.member_facts import MemberFacts, MemberView, blobs_named, merges, settle, withdrawals
from kiosk.domain.members import Field, MemberErased, MembersMerged, MembersSplit
from kiosk.domain.profile import fields_in
from kiosk.errors import InputError, RuleError
from sync.hq.database import HqTx
from sync.hq.member_rows import record_under
from sync.hq.members import Person
from sync.hq.schema import order_facts
from sync.hq.stores.words import any_of, holds

log = logging.getLogger(__name__)


def decide(tx: HqTx, member_id: str) -> None:
    """After something new was heard of a member: merge those who are one person, forget what must be forgotten."""
    book = tx.store.book
    facts = book.member(member_id)
    if facts is None:
        return
    view = settle(facts)
    if view.erased:
        forget_blobs(tx, blobs_named(facts))
        return
    if view.into or not view.phone_hash:
        return
    _into_record(tx, view)
    _join_peers(tx, view.phone_hash)


def _into_record(tx: HqTx, view: MemberView) -> None:
    """A proven claim: the record whose card or order was shown, else the file's under the phone that rang, goes on as
    theirs. Others who named that phone are peers, and their phone has to ring as well."""
    book = tx.store.book
    shown = view.claim.shown if view.claim else ()
    under = [book.person(found) for phone in view.proven if (found := record_under(tx.conn, phone))]
    named = [*shown, *(person.id for person in under if person.file)]
    record = book.person(next(iter(named), view.member_id))
    apart = record.view.apart | view.apart
    if record.id == view.member_id or not record.known or record.view.erased or apart & {record.id, view.member_id}:
        return
    _merge(tx, view.member_id, record)


def _join_peers(tx: HqTx, phone_hash: str) -> None:
    """All who may be one become the one who came first by the clock."""
    while pair := _pair(tx.store.book.with_phone(phone_hash), phone_hash):
        _merge(tx, pair[1].id, pair[0])


def _pair(peers: tuple[Person, ...], phone_hash: str) -> tuple[Person, Person] | None:
    pairs = combinations(peers, 2)
    return next(((one, other) for one, other in pairs if merges(one.view, other.view, phone_hash)), None)


def _merge(tx: HqTx, member_id: str, into: Person) -> None:
    newcomer = tx.store.book.person(member_id)
    since_ms = newcomer.view.since_ms
    groups = (tx.store.book.member(found) for found in (*into.ids, *newcomer.ids))
    after = tuple(event_id for facts in groups if facts for event_id in withdrawals(facts, since_ms))
    tx.append(MembersMerged(member_id, into.id, after))
    log.info("member %s goes on as %s", member_id, into.id)


def split(tx: HqTx, member_id: str) -> str:
    """Undo a merge: the id stands for itself again, and no rule merges the two. Returns whom it was merged into."""
    facts = tx.store.book.member(member_id)
    into = settle(facts).into if facts else ""
    if not into:
        raise RuleError(f"{member_id[:60]} is merged into nobody. Nothing was changed.")
    tx.append(MembersSplit(member_id, into))
    return into


def erase(tx: HqTx, member_id: str) -> Person:
    """Forget whoever has this id, in every place and under every id; what they bought stays, as nobody's."""
    person = tx.store.book.person(member_id)
    if not person.known:
        raise InputError(f"HQ knows no member {member_id[:60]}. Nothing was changed.")
    blobs = frozenset().union(*(blobs_named(facts) for facts in _facts(tx, person)), _of_orders(tx, person))
    said = (fields_in(content).get(Field.PHONE, "") for content in tx.private.of(blobs).values())
    forget_blobs(tx, blobs | tx.private.naming({phone for phone in said if phone}))
    for found in person.ids:
        tx.append(MemberErased(found))
    return person


def forget_late(tx: HqTx, order_id: str) -> None:
    """An order that comes after its member was erased brings nothing personal."""
    facts = tx.store.order(order_id)
    member_id = facts.placed[0].body.member if facts and facts.placed else ""
    if facts and member_id and tx.store.book.person(member_id).view.erased:
        forget_blobs(tx, frozenset(name for name in blobs_of_order(facts) if tx.private.has(name)))


def _of_orders(tx: HqTx, person: Person) -> frozenset[str]:
    """Contacts, addresses and invoice titles of all that they bought under their card."""
    found: set[str] = set()
    for member_id in person.ids:
        for document in tx.conn.execute(_ORDERS, {"quoted": f'"{member_id}"'}).scalars():
            found |= blobs_of_order(codec.load(OrderFacts, document))
    return frozenset(found)


def _facts(tx: HqTx, person: Person) -> list[MemberFacts]:
    return [facts for found in person.ids if (facts := tx.store.book.member(found)) is not None]


def forget_blobs(tx: HqTx, blobs: frozenset[str]) -> None:
    """Remove personal content, and never take it in again; tasks that showed it are written anew."""
    if not blobs:
        return
    tx.private.forget(blobs, tx.now_ms)
    for order_id in tx.conn.execute(_CONTACTS, {"names": sorted(blobs)}).scalars():
        tx.store.changed_orders.setdefault(order_id, set())
    tx.forgotten |= blobs


_CONTACTS = text("SELECT order_id FROM order_facts WHERE contact IN :names").bindparams(any_of("names"))
_ORDERS = select(order_facts.c.facts).where(holds(order_facts.c.facts, bindparam("quoted", type_=Text)))
