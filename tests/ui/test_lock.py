"""From shopper to guide and back over the same basket, and what a badge that opens nothing says."""

from dataclasses import replace

from kiosk.domain.people import BadgeOff, OffReason
from kiosk.ports.sync import RoundApplied
from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.front import JACKET_M, KNIT_M
from tests.ui.glasses import Shown

ADD = ("wait page style", "wait object style.add", "click style.add")


def filled(shown: Shown) -> None:
    """A shopper with a jacket in the basket, who looks at a jumper."""
    shown.play(f"scan {JACKET_M}", *ADD, "wait text bar.basket 1")
    shown.play(f"scan {KNIT_M}", f"wait text style.reference {KNIT_M}")


def test_a_guide_adds_to_the_shoppers_basket_and_gives_it_back_on_the_page_they_were_on(english: Shown) -> None:
    filled(english)
    english.sign_in()
    english.play("click bar.range", "wait page browse", "expect bar.basket 1")
    english.play(f"scan {retailer.TOTE_ONE}", "wait text style.reference TOTE", *ADD, "wait text bar.basket 2")
    english.play("click bar.lock", "wait page style", f"wait text style.reference {KNIT_M}", "expect bar.basket 2")
    assert [line.variant.sku for line in english.tablet.desk.basket.lines] == [JACKET_M, retailer.TOTE_ONE]
    english.play("click bar.back", "wait page browse")


def test_a_guide_changes_the_shoppers_basket(english: Shown) -> None:
    filled(english)
    english.play("click bar.basket", "wait page basket")
    english.sign_in()
    english.play("click bar.range", "click bar.basket", "wait page basket", "click basket.line.0.fewer")
    english.play("wait text bar.basket Basket", f"scan {KNIT_M}", *ADD, "wait text bar.basket 1")
    english.play("click bar.lock", "wait page basket", "wait object basket.line.0")
    assert [line.variant.sku for line in english.tablet.desk.basket.lines] == [KNIT_M]


def test_a_guide_places_the_shoppers_order_and_is_on_its_lines(english: Shown) -> None:
    filled(english)
    english.play("click bar.basket", "wait page basket")
    english.sign_in()
    english.play("click bar.range", "click bar.basket", "click basket.confirm", "wait page placed")
    english.play("remember N placed.number", "click placed.done", "wait page order")
    english.play("click bar.lock", "wait page style", f"wait text style.reference {KNIT_M}", "expect bar.basket Basket")
    facts = english.tablet.reader.order_by_number(english.player.remembered["N"])
    assert facts is not None
    assert {line.guide for line in facts.placed[0].body.lines} == {"G-LIN"}
    english.play("click style.add", "click bar.basket", "click basket.confirm", "wait page placed")
    english.play("remember N placed.number")
    facts = english.tablet.reader.order_by_number(english.player.remembered["N"])
    assert facts is not None
    assert {line.guide for line in facts.placed[0].body.lines} == {None}, "nobody is signed in"


def test_a_search_a_guide_made_is_not_the_shoppers(english: Shown) -> None:
    english.play("click browse.category.coats", "wait text browse.heading Coats")
    english.sign_in()
    english.play("click bar.range", "wait page browse", "click browse.category.shoes", "wait text browse.heading Shoes")
    english.play("click bar.lock", "wait page browse", "wait text browse.heading Coats")


def test_who_goes_away_from_the_pin_is_where_they_were(english: Shown) -> None:
    filled(english)
    english.play(f"scan {retailer.LIN_BADGE}", "wait page pin", "click pin.cancel", "wait page style")
    english.play(f"wait text style.reference {KNIT_M}", "expect bar.basket 1")


def test_where_nobody_was_a_guide_locks_to_the_range(open_glass: Open) -> None:
    shown = open_glass(language="en", attract=True)
    shown.play("wait page attract")
    shown.sign_in()
    shown.play("click bar.lock", "wait page browse", "wait object browse.card.0")


def test_nothing_but_a_badge_opens_the_pin_and_nothing_but_the_pin_the_tablet(english: Shown) -> None:
    for code in (JACKET_M, retailer.MEMBER_CODE, "P-12345675", "KB-12345"):
        english.play(f"scan {code}")
        assert english.window.app.page != "pin"
    english.play(f"scan {retailer.LIN_BADGE}", "wait page pin")
    for code in (JACKET_M, retailer.MEMBER_CODE, retailer.LIN_PIN):
        english.play(f"scan {code}", "wait text notice 'PIN comes first'", "click notice.close", "wait gone notice")
    assert english.tablet.desk.staff is None


def test_a_badge_of_nobody_says_so_on_a_page_of_its_own(english: Shown) -> None:
    filled(english)
    english.play("scan B-NOBODY0001", "wait page pin", "expect pin.error 'not known in this shop'")
    english.play("wait gone pin.unlock", "click pin.cancel", "wait page style", "expect bar.basket 1")


def test_a_badge_that_is_off_says_since_when(english: Shown) -> None:
    english.sign_in_as_manager()
    english.tablet.desk.people.lost("G-LIN")
    english.play("click bar.lock", "wait page browse", f"scan {retailer.LIN_BADGE}", "wait page pin")
    english.play("expect pin.error 'switched off on 2026-11-23 14:00'")
    english.play(f"scan {retailer.MEI_BADGE}", "wait text pin.greeting Mei", f"type {retailer.MEI_PIN}")
    english.play("click pin.unlock", "wait page orders")


def test_an_unknown_badge_does_not_disturb_a_guide(english: Shown) -> None:
    english.sign_in()
    english.play("scan B-NOBODY0001", "wait text notice 'not known'", "wait page orders")
    assert english.tablet.desk.staff == retailer.LIN


def test_who_is_signed_in_with_a_badge_that_hq_switches_off_is_signed_out(english: Shown) -> None:
    filled(english)
    english.sign_in()
    english.tablet.reader.staff_members = (replace(retailer.LIN, badge_sha256=""), retailer.MEI)
    english.tablet.reader.badges_off = (BadgeOff(retailer.LIN.badge_sha256, 1, "e1", "JA", OffReason.LOST),)
    english.bus.publish(RoundApplied("shop.JA", 1))
    english.play("wait page style", "wait text notice 'switched off'", "expect bar.basket 1")
    assert english.tablet.desk.staff is None


def test_a_lock_out_is_shown_as_soon_as_the_badge_is_and_after_a_restart(open_glass: Open) -> None:
    shown = open_glass(language="en")
    shown.play("wait page browse", f"scan {retailer.LIN_BADGE}", "wait page pin")
    for _ in range(5):
        shown.play("type 0000", "click pin.unlock")
        shown.play("wait object pin.cancel")
    shown.play("wait text pin.left 5:00")
    again = open_glass(shown.tablet, language="zh")
    again.tablet.desk.lock()
    again.play("wait page browse", f"scan {retailer.LIN_BADGE}", "wait text pin.left 5:00", "expect pin.error 14:05")


def test_wrong_digits_are_gone_when_the_pin_is_left(english: Shown) -> None:
    english.play(f"scan {retailer.LIN_BADGE}", "wait page pin", "type 24", "click pin.cancel", "wait page browse")
    english.play(f"scan {retailer.LIN_BADGE}", "wait page pin")
    assert english.window.app.pin.entered == 0
