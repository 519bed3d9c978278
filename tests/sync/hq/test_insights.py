"""Insights at HQ: of all channels, for the shops that know the member, no more than was agreed to, gone for good."""

from dataclasses import replace

import pytest

from kiosk.domain import codec
from kiosk.domain.clientele import StyleLookedAt, WishAdded
from kiosk.domain.events import Fulfilment, OrderPaid, Tender, TenderKind
from kiosk.domain.insight import Coupon, CouponKind, Insight, looked_not_bought, wishes
from kiosk.domain.members import Consent, ConsentGiven, ConsentWithdrawn, Purpose
from sync.hq.insights import COUPON, coupon_key
from sync.hq.office import HeadOffice
from tests.fakes import retailer
from tests.sync.hq.desk import NOW_MS, Tablet, enrolled, line, placed
from tests.sync.hq.test_members import joins, same_key

ADVICE = Consent("2026-11", "zh", (Purpose.MEMBERSHIP, Purpose.ADVICE))


@pytest.fixture(autouse=True)
def _key(office: HeadOffice) -> None:
    same_key(office)


def insights(office: HeadOffice, shop: str = "JA") -> dict[str, Insight]:
    with office.database.read() as read:
        return {key: codec.load(Insight, body) for key, body in read.rows(f"shop.{shop}", "insight")}


def buys(tablet: Tablet, order_id: str, member: str) -> int:
    order = placed(order_id, line(Fulfilment.TAKE_NOW, retailer.SHIRT_M, tablet.shop, tablet.shop), shop=tablet.shop)
    tablet.append(replace(order, member=member))
    paid = Tender(TenderKind.CASH, order.total_minor)
    tablet.append(OrderPaid(order_id, f"R-{order_id}", tablet.shop, (paid,)))
    return order.total_minor


def test_what_was_bought_in_another_shop_is_known_where_the_member_is_known(office: HeadOffice) -> None:
    here, there = enrolled(office), enrolled(office, "XH")
    joins(here, "m-1", 1)
    here.append(ConsentGiven("m-1", "JA", ADVICE))
    here.append(StyleLookedAt("m-1", "JA", "WOOL-COAT"))
    here.append(WishAdded("m-1", "JA", "CANVAS-TOTE"))
    here.push(office)
    assert insights(office)["m-1"].orders == 0
    total_minor = buys(there, "o-1", "m-1")
    there.push(office)
    seen = insights(office)["m-1"]
    assert (seen.orders, seen.spend_minor, seen.purchases[0].shop) == (1, total_minor, "XH")
    assert [style for style, _ in looked_not_bought(seen)] == ["WOOL-COAT"]
    assert [wish.style for wish in wishes(seen)] == ["CANVAS-TOTE"]
    assert seen.said is not None
    assert seen.said.joined == (), "nothing about who they are"
    assert insights(office, "XH") == {}, "a shop they never spoke to is told nothing"


def test_who_did_not_agree_to_advice_is_not_looked_into(office: HeadOffice) -> None:
    here = enrolled(office)
    joins(here, "m-1", 1)
    buys(here, "o-1", "m-1")
    here.push(office)
    assert (insights(office)["m-1"].orders, insights(office)["m-1"].purchases) == (0, ())


def test_consent_taken_back_and_erasure_withdraw_it_everywhere(office: HeadOffice) -> None:
    here = enrolled(office)
    joins(here, "m-1", 1)
    here.append(ConsentGiven("m-1", "JA", ADVICE))
    buys(here, "o-1", "m-1")
    here.push(office)
    assert insights(office)["m-1"].orders == 1
    withdrawn = here.append(ConsentWithdrawn("m-1", "JA"))
    here.push(office)
    assert insights(office) == {}
    here.append(ConsentGiven("m-1", "JA", ADVICE, (withdrawn.id,)))
    here.push(office)
    assert insights(office)["m-1"].orders == 1
    office.erase_member("m-1")
    buys(here, "o-2", "m-1")
    here.push(office)
    assert insights(office) == {}


def test_two_cards_of_one_person_have_one_insight(office: HeadOffice) -> None:
    here = enrolled(office)
    joins(here, "m-1", 1, guide="G-LIN")
    joins(here, "m-2", 2, guide="G-LIN", at_ms=NOW_MS + 60_000)
    here.append(ConsentGiven("m-1", "JA", ADVICE))
    buys(here, "o-1", "m-1")
    buys(here, "o-2", "m-2")
    here.push(office)
    assert list(insights(office)) == ["m-1"]
    assert insights(office)["m-1"].orders == 2


def test_a_coupon_reaches_whoever_it_is_for(office: HeadOffice) -> None:
    here = enrolled(office)
    joins(here, "m-1", 1)
    joins(here, "m-10", 2, phone="13900001234")
    here.push(office)
    coupon = Coupon("C1", "m-1", "券", "Coupon", CouponKind.AMOUNT, 5_000, 0, NOW_MS, NOW_MS + 1)
    with office.database.write() as tx:
        tx.put_rows("members", [(COUPON, coupon_key("m-1", "C1"), codec.dump(coupon).decode())])
        tx.store.to_gather.add("m-1")
    assert insights(office)["m-1"].coupons == (coupon,)
    assert insights(office)["m-10"].coupons == ()
