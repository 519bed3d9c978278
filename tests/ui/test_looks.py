"""Looks, and which size fits whom."""

from dataclasses import replace

import pytest

from kiosk.domain.catalogue import Look, LookPiece, Measure
from kiosk.ports.sync import RoundApplied
from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.front import JACKET_M, wide_tablet
from tests.ui.glasses import Shown
from ui.viewmodels.size_guide import figure


def test_looks_stand_in_the_shop_window_until_something_is_asked(english: Shown) -> None:
    english.play("wait object browse.looks.look.0", "expect browse.looks.look.0 'Weekend out, 3 pieces – ¥2,127'")
    english.play("click browse.category.shoes", "wait gone browse.looks.look.0", "click browse.category.all")
    english.play("wait object browse.looks.look.0", "click browse.looks.look.0", "wait page look")
    english.play("expect look.title 'Weekend out'", "click bar.back", "wait page browse")


def test_a_piece_of_a_look_opens_in_the_looks_colour(english: Shown) -> None:
    white = replace(retailer.WEEKEND, pieces=(LookPiece("LINEN-SHIRT", "WHITE"), LookPiece("WOOL-COAT", "CAMEL")))
    english.tablet.catalogue._looks["WEEKEND"] = white
    english.play("click browse.looks.all", "wait page looks", "click looks.look.0", "wait page look")
    english.play("wait text look.piece.0 'Linen shirt, White, ¥399, Ask a guide'", "expect look.total '2 pieces'")
    english.play("click look.piece.0", "wait page style", "wait text style.title 'Linen shirt'")
    english.player.until(lambda: english.window.app.style._chosen.colour == "WHITE", "the look's colour")
    english.play("click bar.back", "wait page look", "click look.piece.1", "wait text style.title 'Wool coat'")


def test_a_piece_says_how_near_it_is_in_the_looks_colour(english: Shown) -> None:
    english.play("click browse.looks.look.0", "wait page look", "wait text look.piece.0 'Indigo, ¥399, In this shop'")
    english.play("expect look.piece.1 'To order'", "expect look.piece.2 'In this shop'")


def test_a_look_is_told_in_both_languages_without_a_touch_more(english: Shown) -> None:
    english.play("click browse.looks.look.0", "wait page look", "language zh", "wait text look.title 周末出游")
    english.play("expect look.piece.1 羊毛大衣", "expect look.total '3 件'")


def test_a_look_that_left_the_range_is_no_dead_end(english: Shown) -> None:
    english.play("click browse.looks.look.0", "wait page look")
    english.tablet.catalogue._looks.pop("WEEKEND")
    english.bus.publish(RoundApplied("catalogue", 1))
    english.play("wait object look.gone", "click look.others", "wait page looks", "wait text looks.look.0 'Evening'")


def test_no_looks_at_all_lead_to_the_range(open_glass: Open) -> None:
    tablet = wide_tablet()
    tablet.catalogue._looks.clear()
    shown = open_glass(tablet)
    shown.play("wait page browse", "wait object browse.card.0")
    assert shown.player._item("browse.looks") is None
    shown.window.app.go("looks")
    shown.play("wait object looks.nothing", "click looks.range", "wait page browse")


def test_many_looks_come_page_by_page(open_glass: Open) -> None:
    tablet = wide_tablet()
    pieces = (LookPiece("LINEN-SHIRT", "WHITE"), LookPiece("CANVAS-TOTE", "NATURAL"))
    for rank in range(60):
        tablet.catalogue._looks[f"L-{rank:02d}"] = Look(f"L-{rank:02d}", "搭配", "Look", pieces=pieces, rank=10 + rank)
    shown = open_glass(tablet)
    shown.play("wait page browse")
    shown.window.app.go("looks")
    shown.play("wait object looks.look.0")
    rows, grid = shown.window.app.looks.rows, shown.player._item("looks.grid")
    assert grid is not None
    shown.player.until(
        lambda: grid.setProperty("contentY", float(grid.property("contentHeight"))) and rows.count == 62, "all looks"
    )
    assert len({row.key for row in rows.rows}) == 62


def test_the_looks_with_a_style_are_those_that_show_it(english: Shown) -> None:
    looks = english.window.app.looks
    looks.forStyle("LINEN-SHIRT")
    english.player.until(lambda: [row.key for row in looks.withStyle.rows] == ["WEEKEND"], "its looks")
    looks.forStyle("WOOL-COAT")
    english.player.until(lambda: [row.key for row in looks.withStyle.rows] == ["WEEKEND", "EVENING"], "its looks")
    looks.forStyle("PADDED-JACKET")
    english.player.breathe()
    assert looks.withStyle.count == 0


def test_a_style_leads_to_its_looks_and_its_size_guide_if_it_has_them(english: Shown) -> None:
    english.play(f"scan {retailer.SHIRT_M}", "wait page style", "wait text style.looks.look.0 'Weekend out'")
    english.play("click style.sizeGuide", "wait page sizeGuide", "click sizes.close", "wait page style")
    assert [row.key for row in english.window.app.sizeGuide.rows.rows if row.chosen] == ["M"]
    english.play("click style.looks.look.0", "wait page look", f"scan {JACKET_M}", "wait page style")
    english.play("wait gone style.looks.look.0", "wait gone style.sizeGuide")


def test_a_look_with_a_piece_without_a_price_names_no_total(english: Shown) -> None:
    english.tablet.catalogue._prices = {
        code: minor for code, minor in english.tablet.catalogue._prices.items() if code[2] != "WOOL-COAT"
    }
    english.window.app.look.stage.go("look", "WEEKEND")
    english.play("wait page look", "wait text look.piece.1 'Ask for the price'")
    assert english.window.app.look.total == "3 pieces"


def test_a_size_guide_marks_the_chosen_size_and_leads_back(english: Shown) -> None:
    english.play(f"scan {retailer.SHIRT_M}", "wait page style")
    english.window.app.sizeGuide.openFor("LINEN-SHIRT", "M")
    english.play("wait page sizeGuide", "expect sizes.title Tops", "expect sizes.note 'Between two sizes'")
    rows = {row.key: row for row in english.window.app.sizeGuide.rows.rows}
    assert rows["M"].figures == ["88–93", "165–170", "57.5"]
    assert [key for key, row in rows.items() if row.chosen] == ["M"]
    assert "Chest 88–93" in rows["M"].spoken
    english.play("language zh", "wait text sizes.title 上装", "click sizes.close", "wait page style")


def test_a_style_without_a_guide_shows_nothing(english: Shown) -> None:
    english.window.app.sizeGuide.open("PADDED-JACKET")
    english.window.app.sizeGuide.open("NO-SUCH-STYLE")
    english.player.breathe()
    assert english.window.app.page == "browse"


def test_a_guide_with_many_measures_is_told_in_blocks_where_no_table_fits(open_glass: Open) -> None:
    tablet = wide_tablet()
    names = ("Chest", "Waist", "Hips", "Shoulder width", "Sleeve", "Inside leg", "Body height")
    measures = tuple(Measure(f"量{name}", name, (820, 880, 940), (870, 930, 990)) for name in names)
    tablet.catalogue._size_guides["TOPS"] = replace(retailer.TOPS, measures=measures)
    shown = open_glass(tablet, size=(800, 1280), language="en")
    shown.play("wait page browse")
    shown.window.app.access.setText(150)
    shown.window.app.sizeGuide.openFor("LINEN-SHIRT", "L")
    shown.play("wait page sizeGuide", "wait object sizes.row.L")


@pytest.mark.parametrize(
    ("low", "high", "said"), [(880, 920, "88–92"), (575, 575, "57.5"), (565, 590, "56.5–59"), (7, 7, "0.7")]
)
def test_figures_are_centimetres_with_a_decimal_only_where_there_is_one(low: int, high: int, said: str) -> None:
    assert figure(Measure("胸围", "Chest", (low,), (high,)), 0) == said
