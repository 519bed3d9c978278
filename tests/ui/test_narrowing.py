"""Filters as chips and choices."""

from dataclasses import replace

import pytest

from kiosk.domain.catalogue import SaleMode, Style, StyleCard
from kiosk.domain.colours import ColourFamily
from kiosk.ports.storage import NO_FILTERS, Facets, FacetValue, Filters, PriceBand, Sort
from kiosk.texts import load_texts
from ui.availability import Reach
from ui.cards import card_row
from ui.narrowing import COLOUR, PRICE, SAMPLES, SIZE, SORT, chips, choices, is_chosen, toggled, without

ZH = load_texts("zh")
BANDS = (
    PriceBand(None, 20_000, 3),
    PriceBand(20_000, 40_000, 5),
    PriceBand(40_000, 80_000, 2),
    PriceBand(80_000, None, 1),
)
WHOLE = Facets(
    colours=(FacetValue("black", 6), FacetValue("blue", 4)),
    sizes=(FacetValue("S", 5), FacetValue("M", 6)),
    prices=BANDS,
    here_now=4,
    total=11,
    total_without_filters=11,
)


def names(filters: Filters, whole: Facets = WHOLE) -> dict[str, str]:
    return {row.key: row.label for row in chips(ZH, whole, whole, filters)}


def test_chips_say_how_many_there_are_and_what_is_chosen() -> None:
    assert names(NO_FILTERS) == {
        "all": "全部 11",
        "here": "现在能带走 4",
        "colour": "颜色",
        "size": "尺码",
        "price": "价格",
    }
    chosen = Filters(colours=("black", "blue"), sizes=("S", "M", "L"), price_from_minor=20_000, price_to_minor=80_000)
    assert names(chosen) == {
        "all": "全部 11",
        "here": "现在能带走 4",
        "colour": "颜色 · 黑色、蓝色",
        "size": "尺码 · 3 种",
        "price": "价格 · ¥200–¥800",
    }


def test_what_a_list_cannot_be_narrowed_by_has_no_chip_unless_it_is_chosen() -> None:
    assert set(names(NO_FILTERS, Facets(total=1))) == {"all", "here"}
    assert set(names(Filters(sizes=("M",)), Facets())) == {"all", "here", "size"}


def test_here_now_cannot_be_chosen_where_it_would_leave_nothing_but_can_be_given_up() -> None:
    nothing_here = replace(WHOLE, here_now=0)
    assert not chips(ZH, nothing_here, WHOLE, NO_FILTERS)[1].possible
    assert chips(ZH, nothing_here, WHOLE, Filters(here_now=True))[1].possible


def test_a_value_that_would_leave_nothing_keeps_its_place_and_cannot_be_chosen() -> None:
    now = replace(WHOLE, colours=(FacetValue("blue", 2),))
    rows = choices(ZH, COLOUR, now, WHOLE, Filters(sizes=("S",)), Sort.POPULAR)
    assert [(row.key, row.count, row.possible) for row in rows] == [("black", "0", False), ("blue", "2", True)]


def test_a_chosen_value_that_is_not_offered_any_more_can_be_given_up() -> None:
    rows = choices(ZH, SIZE, Facets(), Facets(), Filters(sizes=("XXS",)), Sort.POPULAR)
    assert [(row.key, row.chosen, row.possible) for row in rows] == [("XXS", True, True)]


def test_colours_and_sizes_are_chosen_several_at_a_time_and_given_up_again() -> None:
    both = toggled(COLOUR, "blue", toggled(COLOUR, "black", NO_FILTERS, WHOLE), WHOLE)
    assert both == Filters(colours=("black", "blue"))
    assert toggled(COLOUR, "black", both, WHOLE) == Filters(colours=("blue",))
    assert toggled(SIZE, "M", toggled(SIZE, "M", both, WHOLE), WHOLE) == both
    assert without(COLOUR, both) == NO_FILTERS
    assert is_chosen(COLOUR, both)
    assert not is_chosen(SIZE, both)


@pytest.mark.parametrize(
    ("taps", "low", "high"),
    [
        (["0-20000"], None, 20_000),
        (["80000-"], 80_000, None),
        (["20000-40000"], 20_000, 40_000),
        (["0-20000", "40000-80000"], None, 80_000),  # and what lies between
        (["20000-40000", "40000-80000", "20000-40000"], 40_000, 80_000),
        (["20000-40000", "40000-80000", "40000-80000"], 20_000, 40_000),
        (["20000-40000", "20000-40000"], None, None),
        (["0-20000", "80000-"], None, None),  # everything is no filter
        (["1-2"], None, None),  # not a band of this list
    ],
)
def test_price_bands_join_to_one_stretch(taps: list[str], low: int | None, high: int | None) -> None:
    filters = NO_FILTERS
    for tap in taps:
        filters = toggled(PRICE, tap, filters, WHOLE)
    assert (filters.price_from_minor, filters.price_to_minor) == (low, high)
    rows = choices(ZH, PRICE, WHOLE, WHOLE, filters, Sort.POPULAR)
    assert any(row.chosen for row in rows) is (filters != NO_FILTERS)


def test_bands_and_sorts_in_words() -> None:
    bands = choices(ZH, PRICE, WHOLE, WHOLE, NO_FILTERS, Sort.POPULAR)
    assert [row.name for row in bands] == ["¥200 以下", "¥200–¥400", "¥400–¥800", "¥800 起"]
    sorts = choices(ZH, SORT, WHOLE, WHOLE, NO_FILTERS, Sort.PRICE_UP)
    assert [(row.key, row.chosen) for row in sorts] == [("popular", False), ("price_up", True), ("price_down", False)]


def test_every_family_of_colours_has_a_sample_and_every_kind_of_sale_that_needs_one_a_word() -> None:
    assert set(SAMPLES) == set(ColourFamily)
    card = StyleCard(
        Style("TEE", "T 恤", "Tee", "tops", "上装", "Tops", SaleMode.PRESALE), 9_900, swatches=("#23221F",)
    )
    assert card_row(ZH, card, None).tag == "预售"
    assert card_row(ZH, replace(card, style=replace(card.style, sale_mode=SaleMode.EVERYWHERE)), None).tag == ""


def test_a_card_shows_the_colour_that_was_asked_for_and_says_everything_aloud() -> None:
    style = Style("TEE", "T 恤", "Tee", "tops", "上装", "Tops")
    card = StyleCard(style, 9_900, colours=2, swatches=("#23221F", "#2C3A57"))
    assert "23221F" in card_row(ZH, card, None).picture
    assert "2C3A57" in card_row(ZH, card, None, ("blue",)).picture
    assert "23221F" in card_row(ZH, card, None, ("red",)).picture
    row = card_row(ZH, card, Reach.HERE)
    assert all(part in row.spoken for part in ("T 恤", "¥99", "本店有货", "2 色"))
    assert row.swatches == ["#23221F", "#2C3A57"]
