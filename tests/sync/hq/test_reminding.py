"""A shopper who gave no address within a day is to be rung: HQ's clock says so, no event does."""

import json

import pytest

from kiosk.domain import codec
from kiosk.domain.calls import CallReason
from kiosk.domain.details import Address
from kiosk.domain.events import CallBackMade, Fulfilment, OrderCancelled
from kiosk.domain.order_token import Asks, OrderToken, seal
from kiosk.domain.waiting import ADDRESS_WITHIN_MS
from kiosk.ports.orders import CallBackTask
from sync.hq.office import HeadOffice
from sync.hq.reminding import remind
from tests.fakes.retailer import SHIRT_M
from tests.sync.hq.desk import Clock, Tablet, enrolled, line, open_stock, placed, read_stream

ORDER = "0193c9a4-7f00-7000-8000-000000000001"
PHONE = "13800000001"


@pytest.fixture
def tablet(office: HeadOffice) -> Tablet:
    open_stock(office, "WH", SHIRT_M=9)
    return enrolled(office)


def _order(tablet: Tablet, office: HeadOffice, fulfilment: Fulfilment = Fulfilment.DELIVER) -> None:
    contact = tablet.keep(json.dumps({"salt": "s", "phone": PHONE}).encode())
    tablet.append(placed(ORDER, line(fulfilment, SHIRT_M, "WH", "door"), contact=contact))
    tablet.push(office)


def _tasks(office: HeadOffice, tablet: Tablet) -> list[CallBackTask]:
    rows = read_stream(office, tablet.session(office).token, "shop.JA").of("task")
    return [codec.load(CallBackTask, body) for body in rows.values()]


def test_after_a_day_without_an_address_the_shop_is_to_ring(
    office: HeadOffice, hq_clock: Clock, tablet: Tablet
) -> None:
    _order(tablet, office)
    hq_clock.now_ms += ADDRESS_WITHIN_MS - 60_000
    assert remind(office.database) == 0
    assert _tasks(office, tablet) == []
    hq_clock.now_ms += 60_001
    assert remind(office.database) == 1
    assert remind(office.database) == 0, "once"
    (task,) = _tasks(office, tablet)
    assert (task.reason, task.phone, len(task.line_ids)) == (CallReason.ADDRESS, PHONE, 1)
    tablet.append(CallBackMade(ORDER, task.line_ids, "Will give it"))
    tablet.push(office)
    assert _tasks(office, tablet) == []


def test_what_is_given_before_or_after_that_day_ends_it(office: HeadOffice, hq_clock: Clock, tablet: Tablet) -> None:
    _order(tablet, office)
    token = seal(OrderToken(tablet.device, ORDER, Asks.ADDRESS, hq_clock.now_ms), tablet.key.sign)
    hq_clock.now_ms += ADDRESS_WITHIN_MS + 1
    assert remind(office.database) == 1
    assert len(_tasks(office, tablet)) == 1
    office.phone.give(token, "secret", Address("王小明", PHONE, "上海市", "某路 1 号"))
    assert _tasks(office, tablet) == []


@pytest.mark.parametrize("how", ["given", "cancelled", "fetched"])
def test_nobody_rings_about_an_address_that_is_not_needed(
    office: HeadOffice, hq_clock: Clock, tablet: Tablet, how: str
) -> None:
    _order(tablet, office, Fulfilment.BRING_HERE if how == "fetched" else Fulfilment.DELIVER)
    if how == "given":
        token = seal(OrderToken(tablet.device, ORDER, Asks.ADDRESS, hq_clock.now_ms), tablet.key.sign)
        office.phone.give(token, "secret", Address("王小明", PHONE, "上海市", "某路 1 号"))
    if how == "cancelled":
        tablet.append(OrderCancelled(ORDER, "changed_mind"))
        tablet.push(office)
    hq_clock.now_ms += 2 * ADDRESS_WITHIN_MS
    assert remind(office.database) == 0
    assert _tasks(office, tablet) == []
