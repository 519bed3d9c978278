"""The basket: what is offered can be had, what is put in was offered, and no change loses a line."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import basket as baskets
from kiosk.domain.basket import MAX_LINES, MAX_QUANTITY, Basket, BasketLine, Offer, offers
from kiosk.domain.catalogue import LocationKind, SaleMode, price_of
from kiosk.domain.events import Fulfilment
from kiosk.domain.promises import promise
from kiosk.domain.stock import StockRow
from kiosk.errors import RuleError
from tests.fakes import retailer
from tests.fakes.clock import MONDAY_14_MS

NOW_MS = MONDAY_14_MS
JA, XH, WH = retailer.LOCATIONS


def offer(kind: Fulfilment = Fulfilment.TAKE_NOW, source: str = "JA", pieces: int | None = 5) -> Offer:
    location = next(item for item in retailer.LOCATIONS if item.id == source)
    return Offer(kind, promise(kind, location, JA, NOW_MS), pieces)


def put(basket: Basket, sku: str = retailer.SHIRT_M, quantity: int = 1, *, way: Offer | None = None) -> Basket:
    line = BasketLine(retailer.variant(sku), "亚麻衬衫", "Linen shirt", quantity, 39_900, way or offer())
    return baskets.add(basket, line)


def row(location: str, on_hand: int, reserved: int = 0) -> StockRow:
    return StockRow(location, retailer.SHIRT_M, on_hand, reserved)


def ways(*stock: StockRow, mode: SaleMode = SaleMode.EVERYWHERE) -> list[tuple[str, str, int | None]]:
    found = offers(JA, retailer.LOCATIONS, stock, NOW_MS, mode)
    return [(item.kind.value, item.promise.source, item.pieces) for item in found]


@given(
    st.lists(st.tuples(st.sampled_from(["JA", "XH", "WH", "GONE"]), st.integers(-5, 9), st.integers(0, 9)), max_size=4)
)
def test_nothing_is_offered_beyond_what_can_be_promised(figures):
    stock = [row(*figure) for figure in {figure[0]: figure for figure in figures}.values()]
    safety = {"JA": 0, "XH": XH.safety_stock, "WH": WH.safety_stock}
    for location, kind, pieces in (
        (item.promise.source, item.kind, item.pieces) for item in offers(JA, retailer.LOCATIONS, stock, NOW_MS)
    ):
        figure = next(item for item in stock if item.location == location)
        assert pieces is not None
        assert 1 <= pieces == figure.on_hand - figure.reserved - safety[location]
        assert (kind is Fulfilment.TAKE_NOW) == (location == "JA")


def test_a_shelf_here_comes_first_and_everything_else_by_when_it_can_be_had():
    found = offers(JA, retailer.LOCATIONS, [row("WH", 9), row("XH", 9), row("JA", 9)], NOW_MS)
    assert found[0].kind is Fulfilment.TAKE_NOW
    latest = [item.promise.latest_ms for item in found[1:]]
    assert latest == sorted(latest)


def test_every_place_has_its_ways():
    assert ways(row("JA", 2)) == [("take_now", "JA", 2)]
    assert ways(row("JA", 1)) == [("take_now", "JA", 1)], "the last one too"
    assert sorted(ways(row("XH", 3))) == [("bring_here", "XH", 2), ("pick_up", "XH", 2)]  # it keeps one for itself
    assert sorted(ways(row("WH", 3))) == [("bring_here", "WH", 3), ("deliver", "WH", 3)]
    assert ways(row("XH", 1)) == ways(row("WH", 3, reserved=3)) == ways(row("GONE", 9)) == []


def test_a_shop_ships_when_it_has_parcels_to_send():
    shipping = replace(XH, parcels_a_day=5)
    kinds = {item.kind for item in offers(JA, (JA, shipping), [row("XH", 3)], NOW_MS)}
    assert kinds == {Fulfilment.PICK_UP, Fulfilment.BRING_HERE, Fulfilment.DELIVER}


def test_nobody_is_sent_to_a_van():
    van = replace(XH, kind=LocationKind.VAN)
    assert [item.kind for item in offers(JA, (JA, van), [row("XH", 3)], NOW_MS)] == [Fulfilment.BRING_HERE]


def test_what_is_sold_online_only_is_not_taken_from_a_shelf_here():
    assert ways(row("JA", 2), mode=SaleMode.ONLINE_ONLY) == []
    assert ways(row("JA", 2), row("WH", 2), mode=SaleMode.ONLINE_ONLY)[0][1] == "WH"


def test_the_same_variant_in_the_same_way_is_one_line():
    basket = put(put(Basket(), quantity=2), quantity=3)
    assert [line.quantity for line in basket.lines] == [5]
    assert (basket.pieces, basket.total_minor) == (5, 5 * 39_900)
    assert len(put(basket, way=offer(Fulfilment.PICK_UP, "XH")).lines) == 2


def test_more_than_there_is_is_refused_and_changes_nothing():
    basket = put(Basket(), quantity=4)
    for change in (lambda: put(basket, quantity=2), lambda: baskets.set_quantity(basket, 0, 6)):
        with pytest.raises(RuleError, match="Only 5") as refused:
            change()
        assert refused.value.params == {"left": 5}
    assert basket.pieces == 4


def test_the_same_pieces_are_not_promised_twice_in_two_ways():
    """XH has two to spare: one fetched there and two brought here would be three."""
    fetch, bring = offer(Fulfilment.PICK_UP, "XH", 2), offer(Fulfilment.BRING_HERE, "XH", 2)
    basket = put(Basket(), way=fetch)
    with pytest.raises(RuleError, match="Only 1"):
        put(basket, way=bring, quantity=2)
    both = put(basket, way=bring)
    assert both.pieces == 2
    with pytest.raises(RuleError, match="Only 1"):
        baskets.set_quantity(both, 0, 2)
    assert put(both, way=offer(Fulfilment.DELIVER, "WH", 1)).pieces == 3, "another source has its own pieces"
    assert put(both, retailer.SHIRT_L, way=fetch).pieces == 3, "another variant too"


def test_unknown_figures_are_limited_only_by_reason():
    endless = offer(Fulfilment.DELIVER, "WH", None)
    assert put(Basket(), quantity=MAX_QUANTITY, way=endless).pieces == MAX_QUANTITY
    with pytest.raises(RuleError):
        put(Basket(), quantity=MAX_QUANTITY + 1, way=endless)


def test_a_full_basket_says_so():
    full = Basket(tuple(put(Basket()).lines[0] for _ in range(MAX_LINES)))
    with pytest.raises(RuleError, match="full"):
        put(full, retailer.COAT_S)


def test_no_pieces_is_no_line():
    basket = put(put(Basket()), retailer.TOTE_ONE)
    assert [line.variant.sku for line in baskets.set_quantity(basket, 0, 0).lines] == [retailer.TOTE_ONE]
    assert put(Basket(), quantity=0).lines == put(Basket(), quantity=-1).lines == ()


def test_only_what_is_not_taken_now_needs_a_phone_number():
    assert not put(Basket()).needs_contact
    assert put(put(Basket()), way=offer(Fulfilment.DELIVER, "WH")).needs_contact


def test_any_handling_keeps_totals_right_and_quantities_possible():
    rng = random.Random(10)
    skus = [item.sku for item in retailer.VARIANTS]
    for _ in range(300):
        basket = Basket()
        for _ in range(20):
            before = basket
            try:
                if basket.lines and rng.random() < 0.4:
                    basket = baskets.set_quantity(basket, rng.randrange(len(basket.lines)), rng.randint(0, 7))
                else:
                    kind = rng.choice((Fulfilment.PICK_UP, Fulfilment.BRING_HERE))
                    basket = put(basket, rng.choice(skus), rng.randint(1, 4), way=offer(kind, "XH", 5))
            except RuleError:
                assert basket is before
            assert basket.total_minor == sum(line.quantity * line.unit_price_minor for line in basket.lines)
            for sku in skus:
                assert sum(line.quantity for line in basket.lines if line.variant.sku == sku) <= 5


PRICES = st.dictionaries(
    st.tuples(st.sampled_from(["east", "west"]), st.sampled_from(["", "gold"]), st.sampled_from(["SKU", "STYLE"])),
    st.integers(-1, 3),
)


@given(PRICES, st.sampled_from(["", "gold"]))
def test_the_most_specific_price_above_zero_counts(prices, tier):
    wanted = [("east", tier, "SKU"), ("east", tier, "STYLE"), ("east", "", "SKU"), ("east", "", "STYLE")]
    expected = next((prices[key] for key in wanted if prices.get(key, 0) > 0), None)
    assert price_of(prices, "east", tier, "SKU", "STYLE") == expected
