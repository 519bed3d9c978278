"""Finding things at the glass: narrowing, searching, and what one sees where there is nothing."""

import threading
from dataclasses import replace

import pytest

from kiosk.domain.catalogue import Look, SaleMode
from kiosk.domain.events import body_of
from kiosk.domain.stock import StockRow
from kiosk.domain.visits import NothingFound
from kiosk.ports.sync import RoundApplied, SyncState
from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.front import JACKET_M, wide_tablet
from tests.ui.glasses import LANDSCAPE, PORTRAIT, Shown
from tests.ui.layout import faults


def keys(shown: Shown) -> list[str]:
    return [row.key for row in shown.window.app.browse.cards.rows]


def counts(shown: Shown) -> dict[str, str]:
    return {row.key: row.count for row in shown.window.app.browse.facets.choices.rows}


def test_every_category_says_how_many_styles_it_has(english: Shown) -> None:
    rows = {row.name: row.count for row in english.window.app.browse.categories.rows}
    assert rows["Everything"] == "12"
    assert rows["Shirts"] == "3"
    english.play("click browse.category.shirts", "wait text browse.heading 'Shirts (3)'")


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
def test_a_colour_narrows_the_list_and_shrinks_the_other_counts(open_glass: Open, size: tuple[int, int]) -> None:
    shown = open_glass(size=size, language="en")
    shown.play("wait object browse.card.0", "click facet.colour", "wait object facet.choice.brown")
    before = counts(shown)
    shown.play("click facet.choice.brown", "wait text facet.done 'Show 9'")
    assert counts(shown) == before  # its own kind's counts stay
    shown.play("click facet.done", "wait gone facet.done", "wait text browse.heading (9)")
    shown.play("expect facet.colour 'Colour: Brown'", "expect facet.all 'All 12'")
    assert "LINEN-SHIRT" not in keys(shown)
    shown.play("click facet.size", "wait text facet.choice.ONE 'ONE, 0'")
    assert counts(shown)["ONE"] == "0"
    item = shown.player._item("facet.choice.ONE")
    assert item is not None
    assert not item.isEnabled()


def test_several_values_of_a_kind_are_alternatives_and_one_tap_clears_them(english: Shown) -> None:
    english.play("click facet.size", "click facet.choice.ONE", "wait text facet.done 'Show 1'")
    english.play(
        "click facet.choice.XL", "wait text facet.done 'Show 9'", "click facet.clear", "wait text facet.done 12"
    )
    assert not english.window.app.browse.facets.canClear
    english.play("click sheet.close", "wait gone facet.done", "expect facet.size Size")


def test_here_now_shows_what_lies_in_this_shop_and_all_takes_every_filter_away(english: Shown) -> None:
    english.play("click facet.here", "wait text browse.heading (9)")
    assert "STRAIGHT-JEAN" not in keys(english)
    assert "WOOL-COAT" not in keys(english)
    english.play("click facet.all", "wait text browse.heading (12)")


def test_the_list_is_sorted_by_price_both_ways(english: Shown) -> None:
    english.play("click facet.sort", "click facet.choice.price_up", "wait gone facet.choice.price_up")
    english.play("wait text browse.card.0 'Canvas tote'", "expect facet.sort 'low to high'")
    english.play("click facet.sort", "click facet.choice.price_down", "wait text browse.card.0 'Wool coat'")


def test_a_category_begins_without_filters_and_keeps_the_order(english: Shown) -> None:
    english.play("click facet.here", "click facet.sort", "click facet.choice.price_up", "wait text facet.sort low")
    english.play("click browse.category.shoes", "wait text browse.heading 'Shoes (1)'", "expect facet.sort low")
    assert not english.window.app.browse._finder.question.filters.narrow


def test_a_style_opens_in_the_colour_that_was_asked_for(english: Shown) -> None:
    english.play("click facet.colour", "click facet.choice.brown", "click facet.done", "click browse.category.all")
    english.play("click facet.colour", "click facet.choice.brown", "click facet.done", "wait text browse.heading (9)")
    index = keys(english).index("PADDED-JACKET")
    english.play(f"click browse.card.{index}", "wait page style")
    english.player.until(lambda: english.window.app.style._chosen.colour == "CAMEL", "the colour")


def test_what_only_the_filters_keep_out_is_one_tap_away(english: Shown) -> None:
    english.play("click bar.search", "type tote", "press Return", "wait text browse.heading 1")
    english.window.app.browse.facets.tap("size")
    english.window.app.browse.facets.choose("XL")
    english.play("wait object browse.nothing", "click facet.done", "expect browse.unfilter 1")
    english.play("click browse.unfilter", "wait gone browse.nothing", "wait text browse.heading 1")
    assert keys(english) == ["CANVAS-TOTE"]
    assert english.window.app.browse.query == "tote"


def kept_searches(shown: Shown) -> list[object]:
    return [body_of(event) for event in shown.tablet.journal.state.events if event.type == NothingFound.TYPE]


def test_a_search_that_ends_with_nothing_is_kept_once_a_visit(english: Shown) -> None:
    english.play("click bar.search", "type zzz", "wait object browse.nothing")
    assert kept_searches(english) == [], "somebody may still be typing"
    english.play("press Return", "wait object browse.nothing")
    english.player.until(lambda: kept_searches(english) == [NothingFound("JA", "zzz")], "the search to be kept")
    english.play("click bar.search", "press Return", "click bar.basket", "wait page basket")
    assert kept_searches(english) == [NothingFound("JA", "zzz")], "once a visit"


def test_what_may_be_somebodys_number_is_not_kept(english: Shown) -> None:
    english.play("click bar.search", "type 13800006620", "wait object browse.nothing", "press Return")
    english.play("click bar.basket", "wait page basket")
    assert kept_searches(english) == []


def test_a_search_that_finds_nothing_says_so_and_offers_what_others_look_at(english: Shown) -> None:
    english.play("click bar.search", "type zzz", "wait object browse.nothing", "wait gone browse.heading")
    assert english.window.app.browse.nothingTitle == "Nothing found for zzz"
    assert english.window.app.browse.unfilter == ""
    english.play("press Return", "wait gone facet.all", "click browse.help", "wait object help.hide", "click help.hide")
    english.play("click browse.popular.0", "wait page style", "wait text style.title 'Linen shirt'")
    english.play("click bar.back", "wait page browse", "click browse.showAll", "wait text browse.heading (12)")
    assert english.window.app.browse.query == ""


def test_what_is_typed_stands_marked_in_the_heading(english: Shown) -> None:
    english.play("click bar.search", "type jean", "wait text browse.heading '1 found for jean'")
    assert english.window.app.browse.headingParts == ["1 found for", "jean", ""]
    english.play("language zh", "wait text browse.heading 'jean 找到 1 款'")
    assert english.window.app.browse.headingParts == ["", "jean", "找到 1 款"]


def test_a_search_begins_with_something_to_try_and_then_with_ones_own(english: Shown) -> None:
    english.play("click bar.search", "wait object browse.try.0", "expect browse.try.0 Shirts")
    english.play("click browse.try.0", "wait gone key.q", "wait text browse.heading '3 found'", "click search.clear")
    english.play("click bar.search", "type boot", "press Return", "click search.clear", "click bar.search")
    english.play("wait text browse.try.0 boot", "expect browse.try.1 Shirts")
    english.window.app.finish()
    english.play("wait page browse", "click bar.search", "wait text browse.try.0 Shirts")


def test_the_keyboard_hides_and_comes_back_with_what_was_typed(english: Shown) -> None:
    english.play("click bar.search", "click key.b", "click key.o", "wait text bar.search bo", "click key.hide")
    english.play("wait gone key.q", "click bar.search", "click key.erase", "wait text bar.search b")


def test_the_first_picture_has_places_for_the_cards_and_nothing_moves_when_they_come(open_glass: Open) -> None:
    tablet, gate = wide_tablet(), threading.Event()
    search = tablet.catalogue.search

    def slow(*args: object, **kwargs: object) -> object:
        gate.wait(5)
        return search(*args, **kwargs)  # type: ignore[arg-type]

    tablet.catalogue.search = slow  # type: ignore[method-assign, assignment]
    shown = open_glass(tablet)
    shown.player.until(lambda: shown.window.app.page == "browse", "the first page")
    assert shown.window.app.browse.loading
    assert shown.player._item("browse.loading") is not None
    assert faults(shown.window.quick) == []
    gate.set()
    shown.play("wait object browse.card.0", "wait gone browse.loading")


def test_where_the_pieces_are_comes_for_every_page_of_cards(open_glass: Open) -> None:
    tablet = wide_tablet()
    style = tablet.catalogue._styles["LINEN-SHIRT"]
    for rank in range(40):
        tablet.catalogue._styles[f"MORE-{rank:02d}"] = replace(style, id=f"MORE-{rank:02d}", rank=100 + rank)
    shown = open_glass(tablet, language="en")
    shown.play("wait page browse", "wait text browse.card.0 'In this shop'")


def test_cards_say_how_they_are_sold_when_that_is_unusual(english: Shown) -> None:
    tags = {row.key: row.tag for row in english.window.app.browse.cards.rows}
    assert tags["CLOUD-DRESS"] == "Online only"
    assert tags["LINEN-SHIRT"] == ""
    assert english.tablet.catalogue._styles["CLOUD-DRESS"].sale_mode is SaleMode.ONLINE_ONLY


def test_old_figures_of_other_places_are_told_and_fresh_ones_are_not(english: Shown) -> None:
    assert english.window.app.browse.note == ""
    english.tablet.catalogue.as_of_ms = english.tablet.clock() - 3 * 3_600_000
    english.bus.publish(RoundApplied("stock.east", 1))
    english.play("wait text browse.note '11:00 today'")
    english.tablet.catalogue.as_of_ms = 0
    english.bus.publish(RoundApplied("stock.east", 1))
    english.play("wait gone browse.note")


def test_everything_is_found_offline_too(english: Shown) -> None:
    english.bus.publish(SyncState(False, english.tablet.clock() - 480_000))
    english.play("wait object banner.since", "click facet.here", "wait text browse.heading (9)", "click facet.all")
    english.play("click bar.search", "type boot", "wait text browse.heading '1 found'")


def test_what_was_taken_meanwhile_is_here_no_more(english: Shown) -> None:
    english.play("click facet.here", "wait text browse.heading (9)")
    english.tablet.journal.hq_stock([StockRow("JA", retailer.TOTE_ONE, 0)])
    english.bus.publish(RoundApplied("shop.JA", 1))
    english.play("wait text browse.heading (8)")


def test_facets_are_chosen_by_keyboard_alone(english: Shown) -> None:
    english.play("click facet.sort", "wait object facet.choice.price_up")
    for _ in range(12):
        english.play("press Tab")
        if english.window.quick.activeFocusItem().objectName() == "facet.choice.price_up":
            break
    english.play("press Return", "wait gone facet.choice.price_up", "wait text facet.sort low")


def test_a_scan_closes_the_sheet_and_opens_the_style(english: Shown) -> None:
    english.play("click facet.colour", "wait object facet.done", f"scan {JACKET_M}", "wait page style")
    english.play("click bar.back", "wait page browse", "wait gone facet.done")


def test_typing_reads_no_looks_and_yet_they_come_back_with_the_shop_window(english: Shown) -> None:
    asked: list[int] = []
    looks = english.tablet.catalogue.looks

    def counted(limit: int = 24, offset: int = 0) -> tuple[Look, ...]:
        asked.append(limit)
        return looks(limit, offset)

    english.tablet.catalogue.looks = counted  # type: ignore[method-assign]
    english.play("click bar.search", "type jean", "press Return", "wait text browse.heading '1 found'")
    assert asked == []
    english.play("click browse.category.shoes", "click bar.search", "expect browse.try.2 LINEN-SHIRT", "click key.hide")
    english.play("click browse.category.all", "wait object browse.looks.look.0")
    assert asked != []


def test_on_other_pages_a_search_begins_anew_and_coming_back_finds_what_was_asked(english: Shown) -> None:
    english.play("click bar.search", "type shirt", "wait text browse.heading shirt", "click key.hide")
    english.play("click browse.card.0", "wait page style")
    assert english.window.app.browse.shownQuery == ""
    english.play("click bar.back", "wait page browse")
    assert english.window.app.browse.shownQuery == "shirt"
    english.play("click browse.card.0", "wait page style", "click bar.search", "wait page browse")
    assert english.window.app.browse.query == ""
