"""What becomes due without an event: by the clock, shoppers whose parcels go to a door nobody has named; and tasks that
waited for a telephone number which came after its order."""

from sqlalchemy import text

from sync.hq.database import HqDatabase
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


_NEWS = text("SELECT sha256 FROM blob_news LIMIT 1")
_TAKE_NEWS = text("DELETE FROM blob_news RETURNING sha256")
_WAITING = text("SELECT order_id FROM order_facts WHERE contact IN :names").bindparams(any_of("names"))
_DUE = text("SELECT order_id FROM address_due WHERE due_ms <= :now ORDER BY due_ms LIMIT :limit")
