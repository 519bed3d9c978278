"""Where parcels go, and in whose name invoices are made out: personal, for whoever ships and bills, and for no shop."""

import csv
from collections.abc import Iterator
from typing import NamedTuple, TextIO, TypeVar

from sqlalchemy import text

from kiosk.domain import codec
from kiosk.domain.details import Address, Detail, Invoice, details_in
from kiosk.domain.facts import OrderFacts
from kiosk.domain.order import OrderStatus, OrderView, view
from sync.hq.database import HqDatabase
from sync.hq.exporter import harmless
from sync.hq.private import PrivateContent

T = TypeVar("T", Address, Invoice)


class ShippingRow(NamedTuple):
    """An order of which something goes to a door, or an invoice is wished. Blank is what was not given (yet)."""

    order_number: str
    shop: str
    status: str
    name: str
    phone: str
    region: str
    street: str
    invoice_title: str
    tax_number: str


def shipping_rows(database: HqDatabase) -> Iterator[ShippingRow]:
    """Oldest order first; without those that are over."""
    with database.read() as read:
        find = text("SELECT facts FROM order_facts WHERE number <> '' ORDER BY placed_ms, order_id")
        for row in read.conn.execute(find.execution_options(yield_per=500)).scalars():
            facts = codec.load(OrderFacts, row)
            order = view(facts)
            if order is not None and _is_wanted(order):
                yield _row(read.private, facts, order)


def write_shipping(database: HqDatabase, file: TextIO) -> int:
    """Write the rows as CSV with a header; returns how many."""
    writer = csv.writer(file)
    writer.writerow(ShippingRow._fields)
    count = 0
    for row in shipping_rows(database):
        writer.writerow(harmless(value) for value in row)
        count += 1
    return count


def _is_wanted(order: OrderView) -> bool:
    over = order.status in (OrderStatus.CANCELLED, OrderStatus.LAPSED)
    return not over and bool(order.given or order.lacks_address)


def _row(private: PrivateContent, facts: OrderFacts, order: OrderView) -> ShippingRow:
    address = _newest(private, facts, order, Detail.ADDRESS, Address)
    invoice = _newest(private, facts, order, Detail.INVOICE, Invoice)
    where = (address.name, address.phone, address.region, address.street) if address else ("", "", "", "")
    billed = (invoice.title, invoice.tax_number) if invoice else ("", "")
    return ShippingRow(order.placed.number, order.placed.shop, order.status.value, *where, *billed)


def _newest(private: PrivateContent, facts: OrderFacts, order: OrderView, what: Detail, kind: type[T]) -> T | None:
    device = order.stamp.device
    named = [fact.body.content for fact in facts.given if fact.body.what is what and fact.body.device == device]
    if not named:
        return None
    contents = private.of(named[-1:])
    return details_in(kind, contents[named[-1]]) if contents else None
