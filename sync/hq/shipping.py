"""Parcels that leave a warehouse: HQ's own people record them, since no tablet stands there."""

from collections import defaultdict

from sqlalchemy import text

from kiosk.domain import codec
from kiosk.domain.catalogue import LocationKind
from kiosk.domain.events import Fulfilment, LinesDispatched
from kiosk.domain.facts import OrderFacts
from kiosk.domain.order import LineStatus, LineView, OrderView, view
from kiosk.errors import InputError, RuleError
from sync.hq.database import HqDatabase, HqTx

_WAITING = (LineStatus.CONFIRMED, LineStatus.RE_SOURCED)


def dispatch(database: HqDatabase, number: str, reference: str) -> tuple[str, ...]:
    """Record that the order's parcels left its warehouses under the carrier's reference; returns the SKUs that went.

    Raises InputError for an order HQ does not know, RuleError when it is not paid or nothing waits to be sent."""
    with database.write() as tx:
        order = _order(tx, number)
        if not order.paid:
            raise RuleError(f"{number} is not paid yet. Nothing was recorded.")
        leaving: dict[str, list[LineView]] = defaultdict(list)
        for item in order.lines:
            if _leaves_a_warehouse(tx, item):
                leaving[item.promise.source].append(item)
        if not leaving:
            raise RuleError(f"No parcel of {number} waits in a warehouse. Nothing was recorded.")
        for location, items in leaving.items():
            line_ids = tuple(item.line.line_id for item in items)
            tx.append(LinesDispatched(order.order_id, line_ids, location, reference.strip()[:60]))
        return tuple(item.line.sku for items in leaving.values() for item in items)


def _order(tx: HqTx, number: str) -> OrderView:
    find = text("SELECT facts FROM order_facts WHERE number = :number")
    facts = tx.conn.execute(find, {"number": number.strip().upper()}).scalar_one_or_none()
    seen = view(codec.load(OrderFacts, facts)) if facts else None
    if seen is None:
        raise InputError(f"HQ knows no order {number[:40]}. Nothing was recorded.")
    return seen


def _leaves_a_warehouse(tx: HqTx, item: LineView) -> bool:
    place = tx.locations().get(item.promise.source)
    return (
        item.line.fulfilment is Fulfilment.DELIVER
        and item.status in _WAITING
        and place is not None
        and place.kind is LocationKind.WAREHOUSE
    )
