"""What becomes due without an event: by the clock, shoppers whose parcels go to a door nobody has named, and orders
that nobody paid and whose tablet is silent; and tasks that waited for a telephone number which came after its order."""

import logging

from sqlalchemy import text

from kiosk.domain.events import OrderLapsed
from kiosk.domain.waiting import LAPSES_AFTER_MS, lapse_due_ms
from sync.hq.database import HqDatabase, HqTx
from sync.hq.stores.words import any_of

log = logging.getLogger(__name__)
_AT_ONCE = 200


def remind(database: HqDatabase) -> int:
    """Publish the tasks of those whose moment has come; returns how many, 0 when none has."""
    with database.read() as read:
        due = read.conn.execute(_DUE, {"now": database.clock(), "limit": _AT_ONCE}).scalars().all()
    if due:
        with database.write() as tx:
            for order_id in due:
                tx.store.changed_orders.setdefault(order_id, set())
    return len(due)


def lapse(database: HqDatabase) -> int:
    """Let unpaid orders lapse whose tablet has long been due to say so; what they held is free again. Returns how many
    were due, 0 when none was. A payment that comes up later all the same wins, and a person decides."""
    with database.read() as read:
        due = read.conn.execute(_LAPSING, {"now": database.clock(), "limit": _AT_ONCE}).scalars().all()
    if due:
        with database.write() as tx:
            for order_id in due:
                _lapse(tx, order_id)
    return len(due)


def _lapse(tx: HqTx, order_id: str) -> None:
    facts = tx.store.order(order_id)
    due_ms = lapse_due_ms(facts) if facts else 0
    if facts and 0 < due_ms <= tx.now_ms:
        limit_ms = due_ms - LAPSES_AFTER_MS
        log.info("order %s lapses: not paid until its limit, and its tablet has not said so", order_id)
        tx.append(OrderLapsed(order_id, limit_ms))
    tx.conn.execute(_LAPSED, {"order_id": order_id})


def renew_tasks(database: HqDatabase) -> int:
    """Publish the tasks whose numbers came; returns how many contents came, 0 when none did."""
    with database.read() as read:
        if read.conn.execute(_NEWS).first() is None:
            return 0
    with database.write() as tx:
        names = tx.conn.execute(_TAKE_NEWS).scalars().all()
        for order_id in tx.conn.execute(_WAITING, {"names": names}).scalars():
            tx.store.changed_orders.setdefault(order_id, set())
    return len(names)


_NEWS = text("SELECT sha256 FROM blob_news LIMIT 1")
_TAKE_NEWS = text("DELETE FROM blob_news RETURNING sha256")
_WAITING = text("SELECT order_id FROM order_facts WHERE contact IN :names").bindparams(any_of("names"))
_LAPSING = text("SELECT order_id FROM lapse_due WHERE due_ms <= :now ORDER BY due_ms LIMIT :limit")
_LAPSED = text("DELETE FROM lapse_due WHERE order_id = :order_id")
_DUE = text("SELECT order_id FROM address_due WHERE due_ms <= :now ORDER BY due_ms LIMIT :limit")
