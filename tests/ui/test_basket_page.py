"""The basket on the glass: lines, ways, pieces, and what happens to them by themselves."""

import pytest

from kiosk.domain.codes import parked_mark
from kiosk.domain.stock import StockRow
from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.front import JACKET, JACKET_M, KNIT_M, wide_tablet
from tests.ui.glasses import Shown
from tests.ui.layout import faults


@pytest.fixture
def basket(english: Shown) -> Shown:
    """Of the jacket one is here, four are in the warehouse; one is in the basket."""
    english.tablet.catalogue.stock.append(StockRow("WH", JACKET_M, 4))
    english.play(f"scan {JACKET_M}", "click style.add", "click style.toBasket", "wait page basket")
    return english


def test_two_wanted_and_one_here_are_two_lines_with_a_promise_each(basket: Shown) -> None:
    basket.play("click basket.line.0.more", "wait text basket.line.1.quantity 1")
    basket.play("expect basket.line.0.way 'Take now'", "expect basket.line.1.way 'Here tomorrow'")
    basket.play(
        "expect basket.line.1.note 'Changed for you: brought to this shop'", "expect basket.remark 'Here tomorrow'"
    )
    assert basket.player._item("basket.line.0.note") is None
    basket.play("click basket.line.1.more", "wait text basket.line.1.quantity 2", "expect basket.total 1,797.00")


def test_one_less_comes_back_to_what_is_taken_now(basket: Shown) -> None:
    basket.play("click basket.line.0.more", "wait object basket.line.1.note", "click basket.line.0.fewer")
    basket.play("wait gone basket.line.1.note", "expect basket.line.0.way 'Take now'")
    basket.play("expect basket.line.0.quantity 1", "expect basket.total 599.00")


def test_a_way_that_was_chosen_is_no_longer_our_change(basket: Shown) -> None:
    basket.play("click basket.line.0.more", "wait object basket.line.1.note", "click basket.line.1.way")
    basket.play("click basket.way.2", "wait text basket.line.1.way 'Home in two days'", "wait gone basket.line.1.note")


def test_more_than_all_ways_have_is_told_with_how_many_there_are(basket: Shown) -> None:
    for quantity in (1, 2, 3, 4):
        basket.play("click basket.line.0.more", f"wait text basket.line.1.quantity {quantity}")
    basket.play("click basket.line.0.more", "wait text notice 'Only 5 of this can be had'")
    assert basket.tablet.desk.basket.pieces == 5


def test_what_was_taken_out_can_be_put_back(basket: Shown) -> None:
    basket.play("click basket.line.0.fewer", "wait object basket.nothing", "expect basket.remark 'Sage green M'")
    basket.play("click basket.undo", "wait text basket.total 599.00", "wait gone basket.undo")
    basket.play("click basket.line.0.fewer", "wait object basket.nothing", "click basket.more", "wait page browse")
    basket.play("click bar.basket", "wait page basket", "wait gone basket.undo")


def test_what_happens_next_follows_from_what_is_in_it(basket: Shown) -> None:
    basket.play("expect basket.step.0 'Take the slip'", "click basket.line.0.more")
    basket.play("wait text basket.step.0 'phone number'", "expect basket.step.1 'Take the slip'")
    assert [row.key for row in basket.window.app.basket.sums.rows] == ["now", "later"]


def test_a_guide_sees_whose_sale_each_line_will_be_and_a_shopper_does_not(english: Shown) -> None:
    english.play(f"scan {JACKET_M}", "wait page style", "click style.add", "click bar.basket", "wait page basket")
    english.play("wait gone basket.line.0.soldBy")
    english.sign_in()
    english.play(f"scan {KNIT_M}", "wait page style", "click style.add", "click bar.basket", "wait page basket")
    english.play("wait text basket.line.0.soldBy Lin", "wait text basket.line.1.soldBy Lin")
    english.play("click basket.park", "wait object parked.done")
    code = english.window.app.parked.code
    english.play("click parked.done")
    english.sign_in_as_manager()
    english.play(f"scan {parked_mark(code)}", "wait page basket")
    english.play("wait text basket.line.0.soldBy Mei", "wait text basket.line.1.soldBy Lin")
    english.play("language zh", "wait text basket.line.1.soldBy 业绩")


def test_the_way_a_line_goes_is_among_those_it_may_go(basket: Shown) -> None:
    """Even when a sooner one has come up that a shopper would not tell from it."""
    basket.play("click basket.line.0.way", "click basket.way.1", "wait text basket.line.0.way 'Here tomorrow'")
    basket.tablet.catalogue.stock.append(StockRow("XH", JACKET_M, 4))
    basket.play("click basket.line.0.way", "wait object basket.way.3")
    ways = basket.window.app.basket.ways.rows
    assert [row.key for row in ways if row.chosen] == ["bring_here@WH"]


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280)], ids=["lying", "standing"])
def test_a_full_basket_scrolls_to_its_end_in_the_largest_letters(open_glass: Open, size: tuple[int, int]) -> None:
    tablet = wide_tablet()
    tablet.catalogue.stock.append(StockRow("WH", JACKET_M, 4))
    shown = open_glass(tablet, size=size, language="en")
    shown.play("wait page browse")
    shown.window.app.access.setText(150)
    for sku in (f"{JACKET}/NAVY/L", "CORD-SHIRT/SAGE/XL", "DESERT-BOOT/CAMEL/M", "CHUNKY-KNIT/NAVY/S", retailer.COAT_S,
                retailer.TOTE_ONE, JACKET_M, JACKET_M):  # fmt: skip
        shown.play(f"scan {sku}", f"wait text style.reference {sku}", "click style.add", "wait object style.added")
    shown.play("click style.toBasket", "wait page basket", "wait object basket.confirm")
    assert faults(shown.window.quick) == []
    view = shown.player._item("basket.lines")
    assert view is not None
    view.setProperty("contentY", float(view.property("contentHeight")) - view.height())
    shown.play("wait object basket.line.7.note")
    assert faults(shown.window.quick) == []
    shown.play("click basket.line.7.fewer", "wait object basket.undo")
    assert faults(shown.window.quick) == []
