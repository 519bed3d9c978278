"""Parcels of a warehouse leave once, when paid, and take their goods with them."""

import pytest

from kiosk.domain.events import Fulfilment, OrderPaid, Tender, TenderKind
from kiosk.domain.order import LineStatus
from kiosk.errors import InputError, RuleError
from sync.hq.office import HeadOffice
from tests.fakes.retailer import COAT_S, SHIRT_M
from tests.sync.hq.desk import Tablet, enrolled, line, open_stock, placed
from tests.sync.hq.test_orders import order_of, stock_of

NUMBER = "JA-01-A-000001"
PAID = OrderPaid("000001", "JA-01-A-R-000001", "JA", (Tender(TenderKind.CASH, 79_800),))


def ordered(office: HeadOffice, *, paid: bool) -> Tablet:
    tablet = enrolled(office)
    open_stock(office, "WH", SHIRT_M=4)
    open_stock(office, "JA", COAT_S=2)
    parcel = line(Fulfilment.DELIVER, SHIRT_M, "WH", "door")
    tablet.append(placed("000001", parcel, line(Fulfilment.TAKE_NOW, COAT_S, "JA", "JA", line_id="2")))
    if paid:
        tablet.append(PAID)
    tablet.push(office)
    assert office.drain()
    return tablet


def test_a_parcel_takes_its_goods_along_and_leaves_once(office: HeadOffice) -> None:
    tablet = ordered(office, paid=True)
    before = stock_of(office, tablet, "WH", SHIRT_M)
    assert (before.on_hand, before.reserved) == (4, 1)

    assert office.dispatch(NUMBER.lower(), "SF-1") == (SHIRT_M,)

    after = stock_of(office, tablet, "WH", SHIRT_M)
    assert (after.on_hand, after.reserved) == (3, 0)
    assert [item.status for item in order_of(office, tablet, "000001").lines] == [
        LineStatus.IN_TRANSIT,
        LineStatus.CONFIRMED,
    ]
    with pytest.raises(RuleError):
        office.dispatch(NUMBER, "SF-2")
    assert office.stock_differences() == []


def test_nothing_leaves_before_it_is_paid(office: HeadOffice) -> None:
    ordered(office, paid=False)
    with pytest.raises(RuleError, match="not paid"):
        office.dispatch(NUMBER, "SF-1")


def test_an_order_hq_does_not_know_is_said(office: HeadOffice) -> None:
    with pytest.raises(InputError, match="knows no order"):
        office.dispatch("JA-01-A-999999", "SF-1")
