"""Prices that are published while a basket is open: it is priced again whole, and never with two publications."""

import pytest

from kiosk.domain.catalogue import Publication
from kiosk.domain.events import OrderPlaced, body_of
from tests.fakes import retailer
from tests.fakes.retailer import SHIRT_M, TOTE_ONE
from tests.fakes.tablet import MemoryTablet, memory_tablet

SHIRT, TOTE = retailer.PRICES_MINOR["LINEN-SHIRT"], retailer.PRICES_MINOR["CANVAS-TOTE"]
NEXT = Publication("P-NEXT", 1)


@pytest.fixture
def tablet() -> MemoryTablet:
    return memory_tablet()


def publish(tablet: MemoryTablet, publication: Publication = NEXT, shirt: int | None = SHIRT) -> None:
    tablet.catalogue.publish(publication, {"LINEN-SHIRT": shirt})


def placed(tablet: MemoryTablet) -> OrderPlaced:
    tablet.desk.place()
    body = body_of(tablet.journal.state.events[-1])
    assert isinstance(body, OrderPlaced)
    return body


def test_a_basket_is_priced_again_whole_when_the_next_piece_is_put_in(tablet: MemoryTablet) -> None:
    tablet.desk.add(SHIRT_M)
    publish(tablet, shirt=10_000)
    basket = tablet.desk.add(TOTE_ONE)
    assert [line.unit_price_minor for line in basket.lines] == [10_000, TOTE]
    body = placed(tablet)
    assert (body.publication, body.total_minor) == (NEXT.id, 10_000 + TOTE)


def test_the_same_article_once_more_makes_no_line_of_two_prices(tablet: MemoryTablet) -> None:
    tablet.desk.add(SHIRT_M)
    publish(tablet, shirt=10_000)
    (line,) = tablet.desk.add(SHIRT_M).lines
    assert (line.quantity, line.total_minor) == (2, 20_000)


def test_what_is_confirmed_costs_what_was_shown_and_names_where_that_stood(tablet: MemoryTablet) -> None:
    """Nothing was put in since: whoever confirms a moment after the switch pays what they read."""
    before = tablet.desk.add(SHIRT_M)
    publish(tablet, shirt=10_000)
    body = placed(tablet)
    assert (body.publication, body.total_minor) == (before.publication, SHIRT)


def test_the_glass_asks_when_a_round_came_and_is_told_only_of_what_changed(tablet: MemoryTablet) -> None:
    assert tablet.desk.renew_prices() is None
    tablet.desk.add(SHIRT_M)
    assert tablet.desk.renew_prices() is None
    publish(tablet)
    assert tablet.desk.renew_prices() is None, "another publication, the same prices"
    assert tablet.desk.basket.publication == NEXT.id
    publish(tablet, Publication("P-THIRD", 2), 10_000)
    after = tablet.desk.renew_prices()
    assert after is not None
    assert after.total_minor == 10_000


def test_what_has_no_price_any_more_is_no_longer_in_the_basket(tablet: MemoryTablet) -> None:
    tablet.desk.add(SHIRT_M)
    tablet.desk.add(TOTE_ONE)
    publish(tablet, shirt=None)
    after = tablet.desk.renew_prices()
    assert after is not None
    assert [line.variant.sku for line in after.lines] == [TOTE_ONE]


def test_a_change_that_is_taken_back_brings_no_old_price_back(tablet: MemoryTablet) -> None:
    before = tablet.desk.add(SHIRT_M)
    tablet.desk.change_quantity(0, 0)
    publish(tablet, shirt=10_000)
    assert tablet.desk.take_back(before).total_minor == 10_000
