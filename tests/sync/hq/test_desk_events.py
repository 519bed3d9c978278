"""Baskets put aside and calls for a guide: HQ keeps them, and nothing waits behind them."""

from kiosk.domain.events import (
    BasketParked,
    BasketTakenUp,
    Fulfilment,
    GuideAnswered,
    GuideCallCancelled,
    GuideCalled,
    ParkedLine,
)
from sync.hq.office import HeadOffice
from tests.fakes.retailer import SHIRT_M
from tests.sync.hq.desk import enrolled, line, placed


def test_hq_takes_them_in_without_holding_any(office: HeadOffice) -> None:
    tablet = enrolled(office)
    kept = ParkedLine(SHIRT_M, 2, Fulfilment.TAKE_NOW, "JA", 39_900, "亚麻衬衫", "Linen shirt")
    tablet.append(BasketParked("b1", "4827", "JA", (kept,), 1))
    tablet.append(BasketTakenUp("b1"))
    tablet.append(GuideCalled("c1", "JA", "style", "LINEN-SHIRT"))
    tablet.append(GuideCallCancelled("c1", "shopper"))
    tablet.append(GuideAnswered("c2"))
    tablet.append(placed("o1", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
    tablet.push(office)
    assert office.held() == ()
    assert [row.order_number for row in office.orders()] == ["JA-01-A-0000o1"]
