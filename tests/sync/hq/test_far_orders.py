"""What a member buys elsewhere reaches the shop of the guide who has a share in it, and is nobody's work there."""

import pytest

from kiosk.domain import codec
from kiosk.domain.binding import BoundHow, GuideBound
from kiosk.domain.facts import OrderFacts
from sync.hq.office import HeadOffice
from tests.sync.hq.desk import NOW_MS, Clock, Tablet, enrolled, read_stream
from tests.sync.hq.test_crediting import sale, sell, shares, tablet

__all__ = ["tablet"]
DAY_MS = 86_400_000


@pytest.fixture
def other(office: HeadOffice) -> Tablet:
    return enrolled(office, "XH")


def bind(tablet: Tablet, at_ms: int = NOW_MS - 90_000) -> None:
    tablet.append(GuideBound("m-1", "G-XU", tablet.shop, BoundHow.JOINED), at_ms=at_ms, actor="G-XU")


def told(office: HeadOffice, tablet: Tablet, entity: str) -> dict[str, OrderFacts]:
    rows = read_stream(office, tablet.session(office).token, f"shop.{tablet.shop}").of(entity)
    return {order_id: codec.load(OrderFacts, body) for order_id, body in rows.items()}


def test_the_guides_shop_hears_of_it_and_of_what_happens_to_it(
    office: HeadOffice, tablet: Tablet, other: Tablet
) -> None:
    bind(other)
    other.push(office)
    sell(tablet, sale("o1", member="m-1"))
    tablet.push(office)
    assert shares(office)["G-XU"] > 0
    far = told(office, other, "far_order")
    assert list(far) == ["o1"]
    assert far == told(office, tablet, "order"), "the very facts of the shop that sold it"
    assert told(office, other, "order") == {}, "nobody there has anything to do with it"
    assert told(office, tablet, "far_order") == {}


def test_word_of_a_binding_may_come_after_the_sale(office: HeadOffice, tablet: Tablet, other: Tablet) -> None:
    sell(tablet, sale("o1", member="m-1"))
    tablet.push(office)
    assert told(office, other, "far_order") == {}
    bind(other)
    other.push(office)
    assert shares(office)["G-XU"] > 0
    assert list(told(office, other, "far_order")) == ["o1"]


def test_what_is_long_over_is_not_brought(office: HeadOffice, tablet: Tablet, other: Tablet, hq_clock: Clock) -> None:
    sell(tablet, sale("o1", member="m-1"))
    tablet.push(office)
    hq_clock.now_ms += 94 * DAY_MS
    bind(other)
    other.push(office)
    assert told(office, other, "far_order") == {}


def test_what_nobody_or_somebody_else_buys_stays_where_it_is(office: HeadOffice, tablet: Tablet, other: Tablet) -> None:
    bind(other)
    other.push(office)
    for body in (sale("o1"), sale("o2", member="m-2")):
        sell(tablet, body)
    tablet.push(office)
    assert told(office, other, "far_order") == {}
