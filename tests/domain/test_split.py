"""Two wanted, one here: one is taken now, the other comes the next best way. No piece is lost, none promised twice."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import basket as baskets
from kiosk.domain.basket import MAX_LINES, Basket, BasketLine, Offer
from kiosk.domain.events import Fulfilment
from kiosk.domain.promises import promise
from kiosk.errors import RuleError
from tests.fakes import retailer
from tests.fakes.clock import MONDAY_14_MS

JA, XH, WH = retailer.LOCATIONS
SHIRT, COAT = retailer.SHIRT_M, retailer.COAT_S
NOW, FETCH, BRING, DOOR = Fulfilment.TAKE_NOW, Fulfilment.PICK_UP, Fulfilment.BRING_HERE, Fulfilment.DELIVER


def way(kind: Fulfilment, pieces: int | None) -> Offer:
    source = {NOW: JA, FETCH: XH, BRING: XH, DOOR: WH}[kind]
    return Offer(kind, promise(kind, source, JA, MONDAY_14_MS), pieces)


def every_way(here: int = 1, nearby: int = 2, far: int = 4) -> tuple[Offer, ...]:
    """Best first; from XH a piece is fetched or brought, not both."""
    found = (way(NOW, here), way(FETCH, nearby), way(BRING, nearby), way(DOOR, far))
    return tuple(offer for offer in found if offer.pieces)


def piece(offer: Offer, quantity: int = 1, sku: str = SHIRT) -> BasketLine:
    return BasketLine(retailer.variant(sku), "亚麻衬衫", "Linen shirt", quantity, 39_900, offer)


def held(basket: Basket) -> list[tuple[str, int, bool]]:
    return [(line.offer.kind.value, line.quantity, line.split) for line in basket.lines]


def test_two_wanted_and_one_here_are_one_now_and_one_the_next_best_way():
    ways = every_way()
    one = baskets.add(Basket(), piece(ways[0]), ways)
    assert held(one) == [("take_now", 1, False)]
    assert held(baskets.add(one, piece(ways[0]), ways)) == [("take_now", 1, False), ("pick_up", 1, True)]
    assert held(baskets.set_quantity(one, 0, 2, ways)) == [("take_now", 1, False), ("pick_up", 1, True)]


def test_the_chosen_way_is_used_up_before_another_is_thought_of():
    ways = every_way(here=9)
    basket = baskets.add(Basket(), piece(way(DOOR, 4), 6), ways)
    assert held(basket) == [("deliver", 4, False), ("take_now", 2, True)]


def test_fewer_take_back_what_was_split_off_first_whichever_line_is_tapped():
    ways = every_way()
    for tapped in (0, 1):
        basket = baskets.add(Basket(), piece(ways[0], 2), ways)
        basket = baskets.set_quantity(basket, tapped, 0, ways)
        assert held(basket) == [("take_now", 1, False)]


def test_a_piece_that_is_here_meanwhile_is_taken_now_after_all():
    basket = baskets.add(Basket(), piece(way(NOW, 1), 3), every_way())
    assert held(basket) == [("take_now", 1, False), ("pick_up", 2, True)]
    assert held(baskets.set_quantity(basket, 1, 1, every_way(here=5))) == [("take_now", 2, False)]


def test_more_than_all_ways_have_says_how_many_can_be_had_and_changes_nothing():
    ways = every_way(here=1, nearby=2, far=4)
    basket = baskets.add(Basket(), piece(ways[0], 2), ways)
    for change in (
        lambda: baskets.set_quantity(basket, 0, 8, ways),
        lambda: baskets.add(basket, piece(ways[0], 6), ways),
    ):
        with pytest.raises(RuleError, match="Only 7") as refused:
            change()
        assert refused.value.params == {"left": 7}


def test_fewer_are_possible_even_when_the_figures_are_gone():
    basket = baskets.add(Basket(), piece(way(NOW, 1), 3), every_way())
    assert held(baskets.set_quantity(basket, 1, 1, (way(NOW, 1),))) == [("take_now", 1, False), ("pick_up", 1, True)]
    assert held(baskets.set_quantity(basket, 1, 0, ())) == [("take_now", 1, False)]


def test_a_way_that_has_run_dry_gives_its_place_to_the_next():
    basket = baskets.add(Basket(), piece(way(NOW, 1)), every_way())
    assert held(baskets.set_quantity(basket, 0, 2, every_way(here=0))) == [("pick_up", 2, False)]


def test_another_way_is_the_shoppers_choice_and_what_was_split_off_stays():
    ways = every_way()
    basket = baskets.add(Basket(), piece(ways[0], 2), ways)
    moved = baskets.change_way(basket, 0, way(DOOR, 4), ways)
    assert held(moved) == [("deliver", 1, False), ("pick_up", 1, False)]
    chosen = baskets.change_way(basket, 1, way(DOOR, 4), ways)
    assert held(chosen) == [("take_now", 1, False), ("deliver", 1, False)]


def test_a_line_that_goes_the_way_of_another_becomes_one_with_it():
    ways = every_way()
    basket = baskets.add(Basket(), piece(ways[0], 2), ways)
    assert held(baskets.change_way(basket, 0, way(FETCH, 2), ways)) == [("pick_up", 2, False)]


def test_another_way_with_too_few_pieces_keeps_them_all():
    ways = every_way(here=3, nearby=1)
    basket = baskets.add(Basket(), piece(ways[0], 3), ways)
    assert held(baskets.change_way(basket, 0, way(FETCH, 1), ways)) == [("pick_up", 1, False), ("take_now", 2, True)]


def test_a_full_basket_does_not_grow_by_splitting():
    ways = every_way()
    full = Basket(tuple(replace(piece(way(DOOR, 9), sku=COAT)) for _ in range(MAX_LINES - 1)))
    full = baskets.add(full, piece(ways[0]), ways)
    with pytest.raises(RuleError, match="full"):
        baskets.set_quantity(full, MAX_LINES - 1, 2, ways)


KINDS = st.sampled_from([NOW, FETCH, BRING, DOOR])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "set", "way"]),
        st.sampled_from([SHIRT, COAT]),
        KINDS,
        st.integers(0, 6),
        st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 5)),
    ),
    max_size=12,
)


@given(STEPS)
def test_whatever_is_tapped_pieces_are_kept_and_no_source_gives_more_than_it_has(steps):
    basket = Basket()
    for step in steps:
        before = basket
        basket, touched, more = _tapped(before, step)
        wanted = Counter({sku: _pieces(before, sku) for sku in (SHIRT, COAT)})
        wanted[touched] += more
        _sound(before, basket, touched, every_way(*step[4]), wanted)


def _tapped(basket: Basket, step: tuple[str, str, Fulfilment, int, tuple[int, int, int]]) -> tuple[Basket, str, int]:
    """The basket after a tap, whose variant it was, and how many more pieces of it were wanted and could be had."""
    verb, sku, kind, number, figures = step
    ways = every_way(*figures)
    chosen = next((offer for offer in ways if offer.kind is kind), None)
    at = number % max(len(basket.lines), 1)
    try:
        if verb == "add" and chosen:
            return baskets.add(basket, piece(chosen, number, sku), ways), sku, number
        if verb == "set" and basket.lines:
            line = basket.lines[at]
            return baskets.set_quantity(basket, at, number, ways), line.variant.sku, number - line.quantity
        if verb == "way" and basket.lines and chosen:
            return baskets.change_way(basket, at, chosen, ways), basket.lines[at].variant.sku, 0
    except RuleError:
        return basket, sku, 0
    return basket, sku, 0


def _sound(before: Basket, basket: Basket, sku: str, ways: tuple[Offer, ...], wanted: Counter[str]) -> None:
    assert all(line.quantity > 0 for line in basket.lines)
    assert {line: _pieces(basket, line) for line in (SHIRT, COAT)} == dict(wanted)
    kinds = [(line.variant.sku, line.offer.kind, line.offer.promise.source) for line in basket.lines]
    assert len(kinds) == len(set(kinds)), "one line for one variant in one way"
    other = COAT if sku == SHIRT else SHIRT
    assert [line for line in basket.lines if line.variant.sku == other] == [
        line for line in before.lines if line.variant.sku == other
    ]
    taken = _by_source(basket, sku)
    for source in taken:
        room = max((offer.pieces or 0 for offer in ways if offer.promise.source == source), default=0)
        assert taken[source] <= max(room, _by_source(before, sku)[source]), "what was there before may have gone since"


def _by_source(basket: Basket, sku: str) -> Counter[str]:
    found = Counter[str]()
    for line in basket.lines:
        if line.variant.sku == sku:
            found[line.offer.promise.source] += line.quantity
    return found


def _pieces(basket: Basket, sku: str) -> int:
    return sum(line.quantity for line in basket.lines if line.variant.sku == sku)
