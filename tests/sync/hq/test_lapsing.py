"""An order that nobody paid and whose tablet never says so lapses at head office: what it held is free again."""

import pytest
from sqlalchemy import text

from kiosk.domain.events import Body, OrderCancelled, OrderLapsed, OrderPaid, Tender, TenderKind
from kiosk.domain.order import Attention, LineStatus, OrderStatus
from kiosk.domain.waiting import LAPSES_AFTER_MS
from sync.hq.office import HeadOffice
from sync.hq.reminding import lapse
from tests.fakes.retailer import SHIRT_M
from tests.sync.hq.desk import Clock, Tablet, enrolled, line, open_stock, placed
from tests.sync.hq.test_orders import DELIVER, order_of, paid, stock_of

ORDER = "0193c9a4-7f00-7000-8000-000000000001"
_OLDER = {"sqlite": "PRAGMA user_version = 4", "postgresql": "UPDATE schema_version SET version = 4"}


@pytest.fixture
def tablet(office: HeadOffice) -> Tablet:
    """Of an order that waits to be paid."""
    open_stock(office, "WH", SHIRT_M=9)
    tablet = enrolled(office)
    tablet.append(placed(ORDER, line(DELIVER, SHIRT_M, "WH", "door")))
    tablet.push(office)
    return tablet


def _to_the_limit(office: HeadOffice, tablet: Tablet, clock: Clock) -> None:
    clock.now_ms = order_of(office, tablet, ORDER).placed.lapses_ms + LAPSES_AFTER_MS


def test_it_lapses_once_when_its_tablet_is_long_silent(office: HeadOffice, hq_clock: Clock, tablet: Tablet) -> None:
    _to_the_limit(office, tablet, hq_clock)
    hq_clock.now_ms -= 1
    assert lapse(office.database) == 0
    assert stock_of(office, tablet, "WH", SHIRT_M).reserved == 1
    hq_clock.now_ms += 1
    assert lapse(office.database) == 1
    assert lapse(office.database) == 0, "once"
    order = order_of(office, tablet, ORDER)
    assert (order.status, order.lines[0].status) == (OrderStatus.LAPSED, LineStatus.RELEASED)
    assert stock_of(office, tablet, "WH", SHIRT_M).reserved == 0


def test_a_payment_that_comes_up_later_wins_and_a_person_decides(
    office: HeadOffice, hq_clock: Clock, tablet: Tablet
) -> None:
    _to_the_limit(office, tablet, hq_clock)
    assert lapse(office.database) == 1
    tablet.append(paid(ORDER))
    tablet.push(office)
    order = order_of(office, tablet, ORDER)
    assert (order.status, order.attention) == (OrderStatus.PAID, (Attention.PAID_AFTER_LAPSE,))
    assert stock_of(office, tablet, "WH", SHIRT_M).reserved == 1


@pytest.mark.parametrize("how", ["paid", "paid in part", "cancelled", "lapsed"])
def test_what_is_paid_or_over_does_not_lapse(office: HeadOffice, hq_clock: Clock, tablet: Tablet, how: str) -> None:
    part = OrderPaid(ORDER, "R-1", "JA", (Tender(TenderKind.CASH, 1_000),))
    said: dict[str, Body] = {
        "paid": paid(ORDER),
        "paid in part": part,
        "cancelled": OrderCancelled(ORDER, "changed_mind"),
        "lapsed": OrderLapsed(ORDER, 1),
    }
    tablet.append(said[how])
    tablet.push(office)
    _to_the_limit(office, tablet, hq_clock)
    assert lapse(office.database) == 0


def test_the_running_head_office_sees_to_it(office: HeadOffice, hq_clock: Clock, tablet: Tablet) -> None:
    _to_the_limit(office, tablet, hq_clock)
    office.wake()
    assert office.drain(30)
    assert order_of(office, tablet, ORDER).status is OrderStatus.LAPSED


def test_orders_of_the_version_before_lapse_too(office: HeadOffice, hq_clock: Clock, tablet: Tablet) -> None:
    with office.database.write() as tx:
        tx.conn.execute(text("DROP TABLE lapse_due"))
        tx.conn.execute(text(_OLDER[tx.conn.dialect.name]))
    office.database.store.create()
    _to_the_limit(office, tablet, hq_clock)
    assert lapse(office.database) == 1
