"""A basket put aside at the glass, and taken up again."""

from kiosk.domain.codes import parked_mark
from kiosk.domain.stock import StockRow
from tests.ui.conftest import Open
from tests.ui.front import JACKET_M, KNIT_M
from tests.ui.glasses import Shown


def put_in(shown: Shown, sku: str = JACKET_M) -> None:
    shown.play(f"scan {sku}", "wait page style", "click style.add", "wait text bar.basket 1")


def put_aside(shown: Shown) -> str:
    """The code."""
    put_in(shown)
    shown.window.app.parked.park()
    shown.play("wait object parked.done")
    return shown.window.app.parked.code


def test_it_is_put_aside_under_a_code_with_a_slip_and_the_shopper_goes(english: Shown) -> None:
    code = put_aside(english)
    english.play(f"expect parked.code {code}")
    assert [slip.kind for slip in english.tablet.slips] == ["parked_slip"]
    english.play("click parked.done", "wait page browse", "expect bar.basket Basket")


def test_it_can_be_put_aside_from_the_basket(english: Shown) -> None:
    put_in(english)
    english.play("click bar.basket", "wait page basket", "click basket.park", "wait object parked.done")
    english.play("click parked.lookOn", "wait gone parked.done", "expect bar.basket Basket")


def test_what_was_said_of_a_basket_goes_with_it(english: Shown) -> None:
    english.tablet.catalogue.stock.append(StockRow("WH", JACKET_M, 4))
    put_in(english)
    english.play("click bar.basket", "wait page basket", "click basket.line.0.more", "wait text basket.remark Here")
    english.play("click basket.park", "wait object parked.done", "wait gone basket.remark")


def test_an_empty_basket_offers_nothing_to_put_aside(english: Shown) -> None:
    english.play("click bar.basket", "wait page basket", "wait gone basket.park")


def test_its_slip_brings_it_back(english: Shown) -> None:
    code = put_aside(english)
    english.play("click parked.done", "wait page browse", f"scan {parked_mark(code)}", "wait page basket")
    english.play("wait text notice back", "expect bar.basket 1")


def test_its_digits_bring_it_back_by_touch_and_by_keyboard(open_glass: Open) -> None:
    shown = open_glass(language="en", attract=True)
    shown.play("wait page attract")
    code = put_aside(shown)
    shown.play("click parked.done", "wait page attract", "click attract.takeUp", "wait object pad.1")
    shown.play(f"click pad.{code[0]}", "click pad.erase", f"type {code}", "press Return", "wait page basket")
    shown.play("expect bar.basket 1")


def test_a_code_that_is_none_is_told_where_it_was_typed(open_glass: Open) -> None:
    shown = open_glass(language="en", attract=True)
    shown.play("wait page attract", "click attract.takeUp", "type 0000", "click parked.take")
    shown.play('wait text parked.error "No basket"', "type 1", "wait gone parked.error")


def test_what_changed_meanwhile_is_told(english: Shown) -> None:
    code = put_aside(english)
    english.play("click parked.done", "wait page browse")
    english.tablet.journal.hq_stock([StockRow("JA", JACKET_M, 0)])
    english.play(f"scan {parked_mark(code)}", "wait page basket", "wait object parked.ok")
    (row,) = english.window.app.parked.changes.rows
    assert (row.name, row.said) == ("Stand-collar padded jacket Sage green M", "Not to be had any more.")
    english.play("click parked.ok", "wait gone parked.ok")


def test_with_a_basket_in_hand_one_is_asked_and_both_can_be_put_together(english: Shown) -> None:
    code = put_aside(english)
    english.play("click parked.done", "wait page browse")
    put_in(english, KNIT_M)
    english.play(f"scan {parked_mark(code)}", "wait object parked.merge", "expect bar.basket 1")
    english.play("click parked.merge", "wait page basket", "wait text bar.basket 2")


def test_or_the_one_in_hand_is_put_aside_first(english: Shown) -> None:
    code = put_aside(english)
    english.play("click parked.done", "wait page browse")
    put_in(english, KNIT_M)
    english.play(f"scan {parked_mark(code)}", "click parked.swap", "wait page basket")
    english.play("wait text notice aside", "expect bar.basket 1")
    assert [line.variant.sku for line in english.tablet.desk.basket.lines] == [JACKET_M]
    other = english.window.app.parked.recent.rows[0].key
    assert other != code
    english.play(f"wait text notice {other}", f"scan {parked_mark(other)}", "click parked.merge")
    english.play("wait text bar.basket 2")


def test_nobody_there_any_more_it_is_put_aside_and_its_code_shown(open_glass: Open) -> None:
    shown = open_glass(language="en", attract=True)
    shown.play("wait page attract")
    put_in(shown)
    shown.window.app.idle.nobody_there()
    for _ in range(20):
        shown.window.app.idle._tick()
    shown.play("wait page attract")
    (row,) = shown.window.app.parked.recent.rows
    assert shown.tablet.slips == []
    shown.play(f"expect attract.parked.{row.key} 1", f"click attract.parked.{row.key}", "wait page basket")
    shown.play("expect bar.basket 1")
    assert shown.window.app.parked.recent.rows == ()


def test_after_a_while_its_code_is_no_longer_shown(open_glass: Open) -> None:
    shown = open_glass(language="en", attract=True)
    shown.play("wait page attract")
    code = put_aside(shown)
    shown.play("click parked.done", "wait page attract", f"wait object attract.parked.{code}")
    shown.tablet.clock.now_ms += 11 * 60_000
    shown.window.app.attract.turn()
    shown.play(f"wait gone attract.parked.{code}")
