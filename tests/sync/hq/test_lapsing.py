"""An unpaid order of a tablet that never comes back holds nothing for ever: HQ's clock lets it lapse."""

import pytest

from kiosk.domain.events import Fulfilment, OrderPaid, Tender, TenderKind
from kiosk.domain.facts import OrderFacts
from kiosk.domain.order import Attention, OrderStatus, OrderView, view
from kiosk.domain.waiting import LAPSE_GRACE_MS
from sync.hq.office import HeadOffice
from sync.hq.reminding import lapse
from tests.fakes.retailer import JA, SHIRT_M
from tests.sync.hq.desk import Clock, Tablet, enrolled, line, open_stock, placed

ORDER = "0193c9a4-7f00-7000-8000-000000000002"
_WAIT_MS = JA.pay_limit_min * 60_000 + LAPSE_GRACE_MS


@pytest.fixture
def tablet(office: HeadOffice) -> Tablet:
    open_stock(office, "JA", SHIRT_M=5)
    found = enrolled(office)
    found.append(placed(ORDER, line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
    found.push(office)
    return found


def _facts(office: HeadOffice) -> OrderFacts:
    with office.database.write() as tx:
        found = tx.store.order(ORDER)
    assert found is not None
    return found


def _order(office: HeadOffice) -> OrderView:
    found = view(_facts(office))
    assert found is not None
    return found


def _reserved(office: HeadOffice) -> int:
    with office.database.read() as read:
        find = "SELECT reserved FROM stock WHERE location = 'JA'"
        return int(read.conn.exec_driver_sql(find).scalar_one())


def _pay(tablet: Tablet, minor: int) -> None:
    tablet.append(OrderPaid(ORDER, "JA-01-A-R-000001", "JA", (Tender(TenderKind.CASH, minor),)))


def test_head_office_lets_an_unpaid_order_lapse_when_nobody_else_does(
    office: HeadOffice, hq_clock: Clock, tablet: Tablet
) -> None:
    assert _reserved(office) == 1
    hq_clock.now_ms += _WAIT_MS - 60_000
    assert lapse(office.database) == 0
    hq_clock.now_ms += 60_001
    assert lapse(office.database) == 1
    assert lapse(office.database) == 0, "once"
    assert (_order(office).status, _reserved(office)) == (OrderStatus.LAPSED, 0)
    assert [fact.stamp.device for fact in _facts(office).lapsed] == ["hq"]


def test_a_paid_order_stays(office: HeadOffice, hq_clock: Clock, tablet: Tablet) -> None:
    _pay(tablet, _order(office).due_minor)
    tablet.push(office)
    hq_clock.now_ms += 2 * _WAIT_MS
    assert lapse(office.database) == 0
    assert _order(office).status is OrderStatus.PAID


def test_a_payment_that_comes_later_wins_and_a_person_decides(
    office: HeadOffice, hq_clock: Clock, tablet: Tablet
) -> None:
    due_minor = _order(office).due_minor
    hq_clock.now_ms += _WAIT_MS + 1
    assert lapse(office.database) == 1
    _pay(tablet, due_minor)
    tablet.push(office)
    seen = _order(office)
    assert (seen.status, seen.attention, _reserved(office)) == (OrderStatus.PAID, (Attention.PAID_AFTER_LAPSE,), 1)


@pytest.mark.expects_warnings("an event is held")
def test_an_order_of_which_something_is_held_waits(office: HeadOffice, hq_clock: Clock, tablet: Tablet) -> None:
    """What is held may be its payment."""
    tablet.append(OrderPaid(ORDER, "a\0b", "JA", (Tender(TenderKind.CASH, 1),)))
    tablet.push(office)
    assert len(office.held()) == 1
    hq_clock.now_ms += _WAIT_MS + 1
    assert lapse(office.database) == 1
    assert lapse(office.database) == 0, "for an hour"
    assert _order(office).status is OrderStatus.PLACED


def test_the_interpreter_does_it_by_itself(office: HeadOffice, hq_clock: Clock, tablet: Tablet) -> None:
    hq_clock.now_ms += _WAIT_MS + 1
    office.wake()
    assert office.drain(30)
    assert _order(office).status is OrderStatus.LAPSED


def test_a_database_from_before_looks_at_all_its_orders_once(office: HeadOffice, tablet: Tablet) -> None:
    with office.database.write() as tx:
        tx.conn.exec_driver_sql("DROP TABLE lapse_due")
        tx.conn.exec_driver_sql(_OLDER[tx.conn.dialect.name])
    office.database.store.create()
    with office.database.read() as read:
        assert read.conn.exec_driver_sql("SELECT order_id FROM lapse_due").scalars().all() == [ORDER]


_OLDER = {"sqlite": "PRAGMA user_version = 5", "postgresql": "UPDATE schema_version SET version = 5"}
