"""What was sold, line by line, with parties and states: for the books, without personal data."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple, TextIO

from sqlalchemy import text

from kiosk.domain import codec
from kiosk.domain.facts import OrderFacts
from kiosk.domain.order import LineView, OrderView, view
from sync.hq.database import HqDatabase

_FIRST_LETTERS = ("=", "+", "-", "@", "\t", "\r")


class OrderLineRow(NamedTuple):
    """One line of an order as HQ knows it. Amounts in minor units, times in UTC (ISO 8601). What a line brought in the
    end is its total less `reduced_minor` and `refunded_minor`."""

    order_number: str
    placed_at: str
    shop: str
    status: str
    line: str
    sku: str
    name_zh: str
    name_en: str
    quantity: int
    unit_price_minor: int
    total_minor: int
    reduced_minor: int
    currency: str
    fulfilment: str
    line_status: str
    source: str
    place: str
    sold_by: str
    collected_by: str
    stock_owner: str
    fulfilled_by: str
    guide: str
    order_paid_minor: int
    order_due_minor: int
    receipt_numbers: str
    attention: str
    returned: int
    refunded_minor: int
    return_numbers: str


ORDER_COLUMNS = OrderLineRow._fields


def order_lines(database: HqDatabase) -> Iterator[OrderLineRow]:
    """All lines of all orders, oldest order first."""
    with database.read() as read:
        find = text("SELECT facts FROM order_facts WHERE number <> '' ORDER BY placed_ms, order_id")
        for facts in read.conn.execute(find.execution_options(yield_per=500)).scalars():
            seen = view(codec.load(OrderFacts, facts))
            if seen is not None:
                yield from (_row(seen, item) for item in seen.lines)


def write_orders(database: HqDatabase, file: TextIO) -> int:
    """Write the lines as CSV with a header; returns how many."""
    writer = csv.writer(file)
    writer.writerow(ORDER_COLUMNS)
    count = 0
    for row in order_lines(database):
        writer.writerow(harmless(value) for value in row)
        count += 1
    return count


def _row(seen: OrderView, item: LineView) -> OrderLineRow:
    line, placed = item.line, seen.placed
    return OrderLineRow(
        order_number=placed.number,
        placed_at=datetime.fromtimestamp(seen.stamp.at_ms / 1000, UTC).isoformat(timespec="seconds"),
        shop=placed.shop,
        status=seen.status.value,
        line=line.line_id,
        sku=line.sku,
        name_zh=line.name_zh,
        name_en=line.name_en,
        quantity=line.quantity,
        unit_price_minor=line.unit_price_minor,
        total_minor=line.total_minor,
        reduced_minor=item.reduced_minor,
        currency=placed.currency,
        fulfilment=line.fulfilment.value,
        line_status=item.status.value,
        source=item.promise.source,
        place=item.promise.place,
        sold_by=line.sold_by,
        collected_by=line.collected_by,
        stock_owner=line.stock_owner,
        fulfilled_by=line.fulfilled_by,
        guide=line.guide or "",
        order_paid_minor=seen.paid_minor,
        order_due_minor=seen.due_minor,
        receipt_numbers=" ".join(seen.receipt_numbers),
        attention=" ".join(kind.value for kind in seen.attention),
        returned=item.returned,
        refunded_minor=item.refunded_minor,
        return_numbers=" ".join(seen.return_numbers),
    )


def harmless(value: object) -> object:
    """A spreadsheet would run text that looks like a formula (OWASP: CSV injection)."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FIRST_LETTERS) else value
