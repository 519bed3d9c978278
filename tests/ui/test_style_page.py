"""The page of a style: the matrix, what is chosen, the ways to get it, and what adding it came to."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.domain.catalogue import Price
from kiosk.domain.stock import StockRow
from kiosk.ports.sync import RoundApplied
from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.front import JACKET, JACKET_M, many_sizes_tablet, wide_tablet
from tests.ui.glasses import Shown
from tests.ui.layout import faults
from ui.finding import centre_of


@pytest.fixture
def jacket(english: Shown) -> Shown:
    english.play(f"scan {JACKET_M}", "wait page style", "wait object style.add")
    return english


def test_a_minute_at_the_cut_off_changes_the_cell_on_the_glass(english: Shown) -> None:
    tablet = english.tablet
    tablet.clock.advance(minutes=59)  # 14:59; Xuhui works on what comes in before 15:00
    english.play(f"scan {retailer.SHIRT_L}", "wait page style")
    english.play(f"expect style.cell.{retailer.SHIRT_L} 'Pick up today'")
    tablet.catalogue._locations["XH"] = replace(retailer.XH, cut_off_min=14 * 60 + 59)
    tablet.catalogue._locations["WH"] = replace(retailer.WH, cut_off_min=14 * 60 + 59)
    english.bus.publish(RoundApplied("catalogue", 1))
    english.play(f"wait text style.cell.{retailer.SHIRT_L} 'Pick up tomorrow'")


def test_a_cut_off_that_passes_while_one_stands_there_is_seen(english: Shown) -> None:
    english.tablet.clock.advance(minutes=59)
    english.play(f"scan {retailer.SHIRT_L}", "wait page style", "expect style.add today")
    english.tablet.clock.advance(minutes=1)
    english.window.app.style._again.timeout.emit()
    english.play("wait text style.add tomorrow")


def test_not_made_sold_out_and_unknown_differ_in_words_and_only_what_is_made_can_be_chosen(jacket: Shown) -> None:
    jacket.play(f"expect style.cell.{JACKET}/CAMEL/S 'Sold out, everywhere'")
    jacket.play(f"expect style.cell.{JACKET}/NAVY/XXL 'Ask a guide, stock unknown'")
    rows = {row.key: row for row in jacket.window.app.style.cells.rows}
    assert rows["SAGE/XXL"].sku == ""
    assert rows["SAGE/XXL"].when == "—"
    jacket.play(f"click style.cell.{JACKET}/NAVY/XXL", "wait text style.noWay 'A guide can find out'")
    assert not jacket.window.app.style.canAdd


def test_what_nobody_knows_is_asked_of_a_guide_at_once(jacket: Shown) -> None:
    jacket.play(f"click style.cell.{JACKET}/NAVY/XXL", "click style.help")
    jacket.player.until(lambda: bool(jacket.window.app.help.calling), "a guide to be called")


def test_the_size_guide_of_a_style_opens_from_its_page_and_leads_back(english: Shown) -> None:
    english.play(f"scan {retailer.SHIRT_M}", "click style.sizeGuide", "wait page sizeGuide", "click bar.back")
    english.play("wait page style", f"wait text style.reference {retailer.SHIRT_M}")


def test_looks_with_a_style_are_on_its_page(english: Shown) -> None:
    english.play(
        f"scan {retailer.SHIRT_M}", "wait object style.looks.look.0", "click style.looks.look.0", "wait page look"
    )


def test_the_picture_takes_the_colour_that_is_chosen_and_keeps_the_size(jacket: Shown) -> None:
    before = jacket.window.app.style.picture
    jacket.play("click style.colour.NAVY", "wait text style.reference NAVY/M")
    assert "2C3A57" in jacket.window.app.style.picture != before
    jacket.play(f"click style.cell.{JACKET}/NAVY/XL", "click style.colour.CAMEL")
    jacket.play("wait text style.reference CAMEL/XL", "click style.colour.SAGE", "wait text style.reference SAGE/XL")


def test_a_colour_that_lacks_the_chosen_size_waits_for_one(jacket: Shown) -> None:
    jacket.play(f"click style.cell.{JACKET}/NAVY/XXL", "click style.colour.SAGE")
    jacket.play("wait text style.add 'Choose a size – Sage green'")
    assert not jacket.window.app.style.canAdd


def test_a_look_opens_a_style_in_its_colour_and_no_size(english: Shown) -> None:
    english.window.app.open("style", (JACKET, "", "CAMEL"))
    english.play("wait text style.add 'Choose a size – Camel'")
    assert "B78B5A" in english.window.app.style.picture
    english.play(f"click style.cell.{JACKET}/CAMEL/L", "wait text style.add 'Camel L'")


def test_the_picture_is_seen_large_and_put_away_again(jacket: Shown) -> None:
    jacket.play("click style.picture", "wait object style.zoom.close", "click style.zoom.close")
    jacket.play("wait gone style.zoom.close", "wait object style.add")


def test_prices_that_differ_are_a_range_until_one_is_chosen(open_glass: Open) -> None:
    tablet = wide_tablet()
    dear = Price(retailer.ZONE, "", f"{JACKET}/SAGE/XL", 69_900)
    tablet.catalogue._prices[(dear.zone, dear.tier, dear.code)] = dear.minor
    shown = open_glass(tablet, language="en")
    shown.play("wait page browse")
    shown.window.app.open("style", (JACKET, ""))
    shown.play("wait text style.price '¥599 – ¥699'", f"click style.cell.{dear.code}", "wait text style.price ¥699")
    assert "–" not in shown.window.app.style.price


def test_figures_of_another_hour_say_so(open_glass: Open) -> None:
    tablet = wide_tablet()
    shown = open_glass(tablet, language="en")
    shown.play("wait page browse", f"scan {JACKET_M}", "wait text style.asOf 'as of 13:53'")
    assert not shown.window.app.style.stale
    tablet.catalogue.as_of_ms = tablet.clock() - 17 * 3_600_000
    shown.bus.publish(RoundApplied("stock", 1))
    shown.play("wait text style.asOf 'Head office confirms'")
    assert shown.window.app.style.stale


def test_what_was_added_is_confirmed_beside_the_way_to_the_basket(jacket: Shown) -> None:
    jacket.play("click style.add", "wait text style.added 'Sage green M – Take now'", "wait text style.held 1")
    jacket.play("click style.toBasket", "wait page basket")
    jacket.play("click bar.back", "wait page style", "wait gone style.added")


def test_one_more_than_is_here_goes_another_way_and_says_so(english: Shown) -> None:
    english.tablet.catalogue.stock.append(StockRow("WH", JACKET_M, 4))
    english.play(f"scan {JACKET_M}", "click style.add", "wait object style.added")
    english.play("click style.add", "wait text style.added 'Not enough left that way'")
    assert [(line.quantity, line.split) for line in english.tablet.desk.basket.lines] == [(1, False), (1, True)]


def test_when_no_way_has_more_it_says_how_many_there_are(jacket: Shown) -> None:
    jacket.play("click style.add", "wait object style.added", "click style.add")
    jacket.play("wait text style.problem 'Only 1 can be had in all ways together'", "wait gone style.added")
    assert jacket.tablet.desk.basket.pieces == 1


@pytest.mark.parametrize(
    ("size", "percent"), [((1280, 800), 100), ((800, 1280), 150)], ids=["lying", "standing, large"]
)
def test_many_sizes_are_turned_to_in_whole_columns_and_headers_stay(
    open_glass: Open, size: tuple[int, int], percent: int
) -> None:
    shown = open_glass(many_sizes_tablet(), size=size, language="en")
    shown.play("wait page browse")
    shown.window.app.access.setText(percent)
    shown.window.app.open("style", ("MANY", ""))
    shown.play("wait object style.sizes.more", "wait object style.cell.MANY/SAGE/XXS")
    view = shown.player._item("style.matrix")
    assert view is not None
    columns = 0
    while _usable(shown, "style.sizes.more"):
        assert faults(shown.window.quick) == []
        before = view.property("contentX")
        shown.play("click style.sizes.more")
        assert view.property("contentX") > before
        columns += 1
    assert columns >= 1
    shown.play("click style.cell.MANY/FOREST/5XL", "wait text style.add 'FOREST 5XL'")
    assert shown.player._item("style.colour.FOREST") is not None


def _usable(shown: Shown, name: str) -> bool:
    item = shown.player._item(name)
    return item is not None and item.isEnabled()


def test_sizes_stay_in_sight_while_many_colours_scroll(open_glass: Open) -> None:
    shown = open_glass(many_sizes_tablet(), language="en")
    shown.play("wait page browse")
    shown.window.app.open("style", ("MANY", ""))
    shown.play("click style.cell.MANY/FOREST/M")
    more, scroll = shown.player._item("style.sizes.more"), shown.player._item("style.scroll")
    assert more is not None
    assert scroll is not None
    assert scroll.property("contentY") > 0
    assert scroll.mapRectFromItem(more, more.boundingRect()).top() >= 0


def test_one_size_is_a_list_of_colours_with_one_chosen(english: Shown) -> None:
    english.play(f"scan {retailer.TOTE_ONE}", "wait page style", "wait text style.add 'Natural – Take now'")
    assert english.window.app.style.oneSize
    assert english.player._item("style.matrix") is None
    english.play("click style.add", "wait object style.toBasket")


def test_a_scan_after_a_scan_shows_the_next_style_from_its_top_and_with_nothing_open(open_glass: Open) -> None:
    shown = open_glass(many_sizes_tablet(), language="en", size=(800, 1280))
    many = "MANY/SAGE/XXS"
    shown.play("wait page browse", f"scan {many}", "wait page style", "wait object style.sizes.more")
    shown.play("click style.sizes.more", "click style.picture", "wait object style.zoom.close")
    scroller = shown.player._item("style.scroll")
    assert scroller is not None
    scroller.setProperty("contentY", 60.0)
    shown.play(f"scan {JACKET_M}", f"wait text style.reference {JACKET_M}", "wait gone style.zoom.close")
    again = shown.player._item("style.scroll")
    assert again == scroller, "the page was not built anew"
    assert scroller.property("contentY") == 0
    shown.play(f"scan {many}", f"wait text style.reference {many}")
    matrix = shown.player._item("style.matrix")
    assert matrix is not None
    assert matrix.property("contentX") == 0


def test_a_finger_that_is_down_while_another_style_is_scanned_adds_nothing(jacket: Shown) -> None:
    button, left, none = jacket.player._usable("style.add"), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    assert button is not None
    place = centre_of(jacket.window.quick, button)
    QTest.mousePress(jacket.window.quick, left, none, place)
    jacket.play(f"scan {retailer.SHIRT_M}", f"wait text style.reference {retailer.SHIRT_M}")
    QTest.mouseRelease(jacket.window.quick, left, none, place)
    jacket.play("wait object style.add")
    assert jacket.window.app.stage.basket.lines == ()
    QTest.mouseClick(jacket.window.quick, left, none, place)
    jacket.player.until(lambda: bool(jacket.window.app.stage.basket.lines), "the next touch to count")
