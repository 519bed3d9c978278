"""What becomes due by the clock alone, without an event: shoppers whose parcels go to a door nobody has named."""

from sqlalchemy import text

from sync.hq.database import HqDatabase

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


_DUE = text("SELECT order_id FROM address_due WHERE due_ms <= :now ORDER BY due_ms LIMIT :limit")
