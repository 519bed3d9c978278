"""Baskets put aside and calls for a guide: HQ keeps them, and nothing waits behind them."""

from kiosk.domain.events import Fulfilment
from kiosk.domain.visits import (
    BasketParked,
    BasketTakenUp,
    GuideAnswered,
    GuideCallCancelled,
    GuideCalled,
    NothingFound,
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
    tablet.append(NothingFound("JA", "睡裙"))
    tablet.append(placed("o1", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
    tablet.push(office)
    assert office.held() == ()
    assert [row.order_number for row in office.orders()] == ["JA-01-A-0000o1"]


def test_what_is_searched_for_in_vain_is_counted_by_shop(office: HeadOffice) -> None:
    here, there = enrolled(office), enrolled(office, "XH")
    for text, filtered in (("Pyjamas", 0), ("睡裙", 3), ("ｐｙｊａｍａｓ", 0)):
        here.append(NothingFound("JA", text, filtered))
    there.append(NothingFound("XH", "pyjamas"))
    for tablet in (here, there):
        tablet.push(office)
    told = [(item.text.casefold(), item.shop, item.times, item.filtered) for item in office.lost_demand()]
    assert told[0][1:] == ("JA", 2, 0)
    assert sorted(told[1:]) == [("pyjamas", "XH", 1, 0), ("睡裙", "JA", 1, 1)]
