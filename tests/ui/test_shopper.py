"""A shopper at the glass."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.domain.catalogue import Style
from kiosk.domain.stock import StockRow
from kiosk.ports.sync import RoundApplied
from kiosk.services.shelf import Shop
from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.front import JACKET_M, empty_tablet, wide_tablet
from tests.ui.glasses import Shown
from ui.finding import centre_of


def test_a_long_list_comes_page_by_page_as_one_scrolls(open_glass: Open) -> None:
    tablet = wide_tablet()
    for rank in range(60):
        style = Style(f"MORE-{rank:02d}", "更多", "More", "more", "更多", "More", rank=100 + rank)
        tablet.catalogue._styles[style.id] = style
    shown = open_glass(tablet)
    shown.play("wait page browse", "wait text browse.heading 72")
    cards = shown.window.app.browse.cards
    assert cards.count < 72
    grid = shown.player._item("browse.grid")
    assert grid is not None
    shown.player.until(lambda: _scrolled(grid) and cards.count == 72, "all cards")
    assert len({row.key for row in cards.rows}) == 72


def _scrolled(view: QQuickItem) -> bool:
    return bool(view.setProperty("contentY", float(view.property("contentHeight")) - view.height()))


def test_a_slower_answer_to_an_older_question_is_thrown_away(glass: Shown) -> None:
    browse, gate = glass.window.app.browse, threading.Event()
    search = glass.tablet.catalogue.search

    def slow(text: str, *args: object, **kwargs: object) -> object:
        if text == "外":
            gate.wait(5)
        return search(text, *args, **kwargs)  # type: ignore[arg-type]

    glass.tablet.catalogue.search = slow  # type: ignore[method-assign, assignment]
    browse.typed("外")
    browse.typed("套")
    gate.set()
    glass.play("wait text browse.heading 外套")
    assert {row.name for row in browse.cards.rows} == {"立领夹棉外套", "斜襟绗缝外套"}


def test_pinyin_digits_and_chinese_are_typed_and_a_category_ends_the_search(glass: Shown) -> None:
    glass.play("click bar.search", "type jean", "wait text browse.heading 1", "click browse.category.shoes")
    glass.play("wait gone key.q", "wait text browse.heading 鞋")
    assert [row.name for row in glass.window.app.browse.cards.rows] == ["牛皮短靴"]


def test_the_place_in_the_range_is_kept_when_one_comes_back_from_a_style(glass: Shown) -> None:
    grid = glass.player._item("browse.grid")
    assert grid is not None
    glass.window.app.browse.keepScroll(120.0)
    glass.play("click browse.card.0", "wait page style", "click bar.back", "wait page browse")
    again = glass.player._item("browse.grid")
    assert again is not None
    glass.player.until(lambda: _below_the_top(again) == 120, "the list to be where it was")


def _below_the_top(view: QQuickItem) -> float:
    return float(view.property("contentY") - view.property("originY"))


def test_the_chosen_way_is_the_one_that_goes_into_the_basket(english: Shown) -> None:
    english.play(f"scan {retailer.SHIRT_M}", "wait page style", "click style.way.2", "expect style.add 'Here tomorrow'")
    english.play("click style.add", "wait text bar.basket 1")
    offer = english.tablet.desk.basket.lines[0].offer
    assert offer.kind.value == "bring_here"


def test_pieces_ways_and_removal_in_the_basket(english: Shown) -> None:
    english.play(f"scan {retailer.SHIRT_M}", "click style.add", "click bar.basket", "wait page basket")
    english.play("click basket.line.0.more", "wait text basket.total 798.00", "click basket.line.0.more")
    english.play("wait text basket.total 1,197.00", "click basket.line.0.way", "click basket.way.1")
    english.play("wait text basket.line.0.way 'Pick up at Xuhui'")
    for left in ("798.00", "399.00"):
        english.play("click basket.line.0.fewer", f"wait text basket.total {left}")
    english.play("click basket.line.0.fewer", "wait object basket.nothing")
    assert not english.tablet.desk.basket.lines


def test_what_is_taken_now_needs_no_phone_number(english: Shown) -> None:
    english.play(f"scan {JACKET_M}", "click style.add", "click bar.basket", "click basket.confirm", "wait page placed")
    assert english.tablet.journal.state.blobs == {}


def test_a_wrong_phone_number_is_not_taken_and_no_trace_of_it_stays(english: Shown) -> None:
    english.play("scan PADDED-JACKET/NAVY/XL", "click style.add", "click bar.basket", "click basket.confirm")
    english.play("wait page phone", "type 12345678901", "wait text phone.hint '13 to 19'")
    assert not english.window.app.phone.canPlace
    english.play("click bar.back", "wait page basket", "click basket.confirm", "wait text phone.digits Phone")


def test_a_second_tap_on_confirm_places_no_second_order(english: Shown) -> None:
    english.play(f"scan {JACKET_M}", "click style.add", "click bar.basket", "wait object basket.confirm")
    basket = english.window.app.basket
    english.window.app.notice.dismiss()
    for _ in range(3):
        basket.confirm()
    english.play("wait page placed")
    assert len(english.tablet.slips) == 1
    assert not english.window.app.notice.shown


def test_a_full_disk_is_told_before_the_shopper_confirms(english: Shown) -> None:
    english.tablet.journal.disk_full = True
    english.play(f"scan {JACKET_M}", "click style.add", "click bar.basket", "wait text basket.note 'no room'")
    assert not english.window.app.basket.canConfirm


def test_a_shelf_that_was_emptied_meanwhile_is_told_and_nothing_is_placed(english: Shown) -> None:
    english.play(f"scan {JACKET_M}", "click style.add", "click bar.basket", "wait page basket")
    english.tablet.journal.hq_stock([StockRow("JA", JACKET_M, 0)])
    english.play("click basket.confirm", "wait text notice 'Only 0'", "wait page basket")
    assert english.tablet.slips == []


def test_the_shopper_sees_their_order_with_its_slip_and_cancels_it(english: Shown) -> None:
    english.play(f"scan {JACKET_M}", "click style.add", "click bar.basket", "click basket.confirm", "wait page placed")
    english.play("remember N placed.number", "click placed.done", "scan {N}", "wait page myOrder")
    english.play("expect myOrder.status 'Not paid'", "click myOrder.cancel", "click myOrder.cancel.no")
    english.play("wait gone myOrder.cancel.no", "click myOrder.cancel", "click myOrder.cancel.yes")
    english.play("wait text myOrder.status Cancelled", "wait gone myOrder.cancel")
    assert english.tablet.journal.state.stock("JA", JACKET_M).reserved == 0  # type: ignore[union-attr]


def test_a_pick_up_code_on_the_shoppers_screen_is_for_a_guide(english: Shown) -> None:
    english.play(f"scan {JACKET_M}", "click style.add", "click bar.basket", "click basket.confirm", "wait page placed")
    english.play("digits C placed.code.0", "click placed.done", "scan P-{C}", "wait text notice 'Show it to a guide'")


def test_a_member_is_greeted_and_forgotten_when_they_are_done(english: Shown) -> None:
    english.play(f"scan {retailer.MEMBER_CODE}", "wait text bar.member 王**")
    english.play(f"scan {JACKET_M}", "click style.add", "click bar.basket", "click basket.confirm", "wait page placed")
    english.play(
        "language zh", "click placed.done", "wait page browse", "wait text bar.member Member",
        "expect bar.language 中文",
    )  # fmt: skip
    assert english.tablet.desk.basket.member is None


@pytest.mark.parametrize("code", ["\x00\x01", "X" * 4_000, "http://example.invalid/", "漢字", "9999999999999"])
def test_garbage_from_the_scanner_is_a_sentence_and_changes_nothing(english: Shown, code: str) -> None:
    english.scan(code)
    english.play("wait object notice", "wait page browse")


def test_a_scan_of_a_tag_nobody_knows_says_so(glass: Shown) -> None:
    glass.play("scan NO-SUCH-SKU", "wait text notice 可能是新品")


def test_the_language_changes_in_place_on_any_page(glass: Shown) -> None:
    glass.play(f"scan {JACKET_M}", "wait page style", "click bar.language", "wait text style.title Stand-collar")
    glass.play("expect style.add 'Sage green M'", "click bar.language", "wait text style.title 立领")


def test_before_the_first_sync_there_is_a_page_for_it_and_the_range_comes_by_itself(open_glass: Open) -> None:
    tablet = empty_tablet()
    shown = open_glass(tablet)
    shown.play("wait page waiting", "click waiting.sync")
    shown.player.until(lambda: shown.synced == ["now"], "the sync that was asked for")
    full = wide_tablet()
    tablet.catalogue.__dict__.update(full.catalogue.__dict__)
    shown.bus.publish(RoundApplied("", 0))
    shown.play("wait page browse", "wait object browse.card.0", "expect bar.place 静安店")


def test_news_from_hq_is_shown_without_a_touch(english: Shown) -> None:
    english.play(f"scan {JACKET_M}", "wait page style", f"expect style.cell.{JACKET_M} '1 here'")
    english.tablet.journal.hq_stock([StockRow("JA", JACKET_M, 9)])
    english.bus.publish(RoundApplied("shop.JA", 1))
    english.play(f"wait text style.cell.{JACKET_M} '9 here'")


def test_a_range_that_changed_while_one_looked_elsewhere_is_read_again(english: Shown) -> None:
    english.play(f"scan {JACKET_M}", "wait page style")
    english.tablet.catalogue._styles.pop("WOOL-COAT")
    english.bus.publish(RoundApplied("catalogue", 1))
    english.player.breathe()
    english.play("click bar.back", "wait page browse", "wait text browse.heading (11)")


def test_a_style_that_left_the_range_is_no_dead_end(english: Shown) -> None:
    english.play(f"scan {JACKET_M}", "wait page style")
    english.tablet.catalogue._styles.pop("PADDED-JACKET")
    english.bus.publish(RoundApplied("catalogue", 1))
    english.play("click bar.back", "wait page browse")


def test_names_are_shown_as_they_are_and_never_as_markup(open_glass: Open) -> None:
    tablet = wide_tablet()
    style = tablet.catalogue._styles["LINEN-SHIRT"]
    odd = "<b>Linen</b> <img src='x'>\u202eshirt"
    tablet.catalogue._styles["LINEN-SHIRT"] = replace(style, name_en=odd)
    shown = open_glass(tablet, language="en")
    shown.play("wait page browse", f"scan {retailer.SHIRT_M}", "wait page style")
    shown.play("expect style.title '<b>Linen</b>'")


def test_a_price_of_nothing_cannot_be_added(open_glass: Open) -> None:
    tablet = wide_tablet()
    tablet.catalogue._prices = {}
    shown = open_glass(tablet, language="en")
    shown.play(f"scan {retailer.SHIRT_M}", "wait page style", "expect style.price 'Ask for the price'")
    shown.play("wait object style.noWay")
    assert not shown.window.app.style.canAdd
    assert isinstance(tablet.shop, Shop)


def test_a_finger_on_a_card_while_the_list_becomes_another_opens_nothing(english: Shown) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    card = english.player._usable("browse.card.0")
    assert card is not None
    place = centre_of(english.window.quick, card)
    QTest.mousePress(english.window.quick, left, none, place)
    before = english.window.app.browse.cards.rows[0].key
    english.window.app.browse.typed("coat")
    english.player.until(lambda: english.window.app.browse.cards.rows[0].key != before, "the answer")
    assert english.player._usable("browse.card.0") == card, "the card stands"
    QTest.mouseRelease(english.window.quick, left, none, place)
    english.play("wait page browse")
    assert english.window.app.page == "browse"
    QTest.mouseClick(english.window.quick, left, none, place)
    english.play("wait page style")


def test_cards_of_another_question_are_shown_from_the_top_and_the_same_ones_where_they_were(
    open_glass: Open,
) -> None:
    shown = open_glass(wide_tablet(), language="en")
    shown.play("wait page browse", "wait object browse.card.0")
    grid = shown.player._item("browse.grid")
    assert grid is not None
    top = grid.property("contentY")
    grid.setProperty("contentY", top + 200)
    shown.window.app.browse.arrived()
    shown.player.until(lambda: shown.window.app.browse._finder.answers, "the same answer")
    assert grid.property("contentY") == top + 200
    shown.window.app.browse.typed("t")
    shown.player.until(lambda: shown.window.app.browse._finder.answers, "another answer")
    shown.play("wait object browse.card.0")
    assert grid.property("contentY") == grid.property("originY")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_hundred_categories_do_not_hide_the_cards(open_glass: Open, language: str) -> None:
    tablet = wide_tablet()
    names = [(f"c{number}", f"类别{number}", f"Category {number}") for number in range(100)]
    more = [Style(f"S{number}", "衣", "Piece", *name, rank=100 + number) for number, name in enumerate(names)]
    tablet.catalogue._styles.update({style.id: style for style in more})
    shown = open_glass(tablet, language=language, size=(800, 1280))
    shown.play("wait page browse", "wait object browse.card.0", "wait object browse.moreCategories")
    shown.play("wait gone browse.category.c90", "grab few.png", "click browse.moreCategories")
    shown.play("wait object browse.category.c90", "wait gone browse.moreCategories", "click browse.category.c90")
    shown.play("wait object browse.moreCategories", "wait object browse.category.c90", "wait object browse.card.0")
    shown.play("wait gone browse.category.c91", "grab chosen.png")
