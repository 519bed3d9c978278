"""What becomes due without an event: by the clock, shoppers whose parcels go to a door nobody has named, and unpaid
orders that their tablet never let lapse; and tasks that waited for a telephone number which came after its order."""

from sqlalchemy import text

from kiosk.domain.events import OrderLapsed
from kiosk.domain.order import view
from kiosk.domain.waiting import can_lapse
from sync.hq.database import HqDatabase, HqTx
from sync.hq.stores.words import any_of

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


def lapse(database: HqDatabase) -> int:
    """Let unpaid orders lapse that HQ has known for the limit of their shop and LAPSE_GRACE_MS more: their tablet did
    not do it, and what they hold is nobody's. Returns how many were looked at, 0 when none is due.

    By HQ's own clock, for a tablet's may be years off. One with an event that HQ holds may be paid: it waits."""
    with database.read() as read:
        due = read.conn.execute(_LAPSE_DUE, {"now": database.clock(), "limit": _AT_ONCE}).scalars().all()
    if due:
        with database.write() as tx:
            for order_id in due:
                _let_lapse(tx, order_id)
    return len(due)


def _let_lapse(tx: HqTx, order_id: str) -> None:
    if tx.conn.execute(_IS_HELD, {"aggregate": f"order:{order_id}"}).first() is not None:
        tx.conn.execute(_LATER, {"order_id": order_id, "due_ms": tx.now_ms + _LOOK_AGAIN_MS})
        return
    facts = tx.store.order(order_id)
    if facts is not None and can_lapse(view(facts)):
        tx.append(OrderLapsed(order_id, facts.placed[0].body.lapses_ms))
    tx.store.changed_orders.setdefault(order_id, set())  # publishing it takes it off the list


_LOOK_AGAIN_MS = 3_600_000
_NEWS = text("SELECT sha256 FROM blob_news LIMIT 1")
_TAKE_NEWS = text("DELETE FROM blob_news RETURNING sha256")
_WAITING = text("SELECT order_id FROM order_facts WHERE contact IN :names").bindparams(any_of("names"))
_DUE = text("SELECT order_id FROM address_due WHERE due_ms <= :now ORDER BY due_ms LIMIT :limit")
_LAPSE_DUE = text("SELECT order_id FROM lapse_due WHERE due_ms <= :now ORDER BY due_ms LIMIT :limit")
_IS_HELD = text("SELECT 1 FROM held WHERE aggregate = :aggregate LIMIT 1")
_LATER = text("UPDATE lapse_due SET due_ms = :due_ms WHERE order_id = :order_id")
