"""A member on the guide's glass: opened by code or phone, the private part by holding, and shut for everybody else."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.domain.clientele import ContactMade, ContactOutcome, StyleLookedAt
from kiosk.domain.events import Outcome, body_of
from kiosk.domain.members import Field
from tests.fakes import retailer
from tests.ui.clients import PHONE, WHO, client_tablet
from tests.ui.conftest import Open
from tests.ui.glasses import Shown
from tests.ui.test_guide import place
from tests.ui.walk.walker import decide
from ui.finding import find_item, items_below, text_of

SCAN = (f"scan {retailer.MEMBER_CODE}", "wait page clientele", "wait object clientele.hold")


@pytest.fixture
def shown(open_glass: Open) -> Shown:
    made = open_glass(client_tablet(), language="en")
    made.play("wait page browse", "wait object browse.card.0")
    return made


def opened(shown: Shown) -> None:
    shown.sign_in()
    shown.play(*SCAN)


def words_on(shown: Shown) -> str:
    return " ".join(text_of(item) for item in items_below(shown.window.quick.contentItem()) if item.isVisible())


def test_a_scanned_card_opens_what_both_may_see_and_a_held_control_the_rest(shown: Shown) -> None:
    opened(shown)
    assert "Loyal" not in words_on(shown)
    shown.play("click clientele.hold")
    assert find_item(shown.window.quick.contentItem(), "clientele.hide") is None, "a tap is no hold"
    shown.play("hold clientele.hold", "wait object clientele.hide")
    told = words_on(shown)
    assert "Loyal" in told
    assert "Goes with Wool coat" in told
    shown.play("click clientele.hide", "wait object clientele.hold")
    assert "Loyal" not in words_on(shown)


def test_the_phone_opens_it_too_and_an_unknown_one_says_what_to_do(shown: Shown) -> None:
    shown.sign_in()
    shown.play("click bar.members", "type 13900000000", "click clientele.look", "wait text notice 'Nobody is known'")
    shown.play(f"type {PHONE}", "press Return", "wait text clientele.name 王")
    assert PHONE not in words_on(shown).replace(" ", "")


def test_nobody_else_finds_it_open(shown: Shown) -> None:
    opened(shown)
    shown.play("hold clientele.hold", "wait object clientele.hide", "click bar.lock", "wait page browse")
    assert not shown.window.app.clientele.private
    shown.sign_in_as_manager()
    shown.play("click bar.members", "wait object clientele.digits")
    assert not shown.window.app.clientele.known


def test_it_is_shut_by_itself_when_nobody_touches_it(shown: Shown) -> None:
    opened(shown)
    shown.play("hold clientele.hold", "wait object clientele.hide")
    shown.window.app.clientele._shut.setInterval(1)
    shown.window.app.clientele.touch()
    shown.play("wait object clientele.hold")
    assert shown.window.app.clientele.figures.count == 0, "nothing of it is kept on the glass"


def test_by_keyboard_a_key_is_held(shown: Shown) -> None:
    opened(shown)
    item = find_item(shown.window.quick.contentItem(), "clientele.hold")
    assert item is not None
    shown.play("press Tab")
    item.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyPress(shown.window.quick, Qt.Key.Key_Space)
    shown.play("wait object clientele.hide")
    QTest.keyRelease(shown.window.quick, Qt.Key.Key_Space)


def test_what_a_guide_writes_is_kept_and_shown(shown: Shown) -> None:
    opened(shown)
    shown.play("hold clientele.hold", "click clientele.note.preferences", "wait object clientele.keep")
    shown.play("type linen", "click clientele.keep", "wait text notice 'Written down'", "wait object clientele.hide")
    assert shown.tablet.reader.member_profile(WHO)[Field.PREFERENCES] == "linen"
    assert "linen" in words_on(shown)


def test_advice_leads_to_the_very_variant_and_back(shown: Shown) -> None:
    opened(shown)
    shown.play(
        "hold clientele.hold", "click clientele.advice.0", "wait page style", "wait text style.reference INDIGO/M"
    )


def test_a_contact_is_rung_and_what_came_of_it_is_a_fact(shown: Shown) -> None:
    shown.sign_in_as_manager()
    shown.play("click bar.members", "click clientele.contacts", "wait object contacts.contact.2")
    shown.play("click contacts.contact.1", "click contacts.show", "wait text contacts.phone '138 0000 6620'")
    shown.play("click contacts.reached", "wait gone contacts.contact.2")
    body = body_of(shown.tablet.journal.state.events[-1])
    assert body == ContactMade(WHO, "JA", "coupon:C1", ContactOutcome.REACHED)


def test_a_members_order_that_cannot_be_had_leads_to_the_call(shown: Shown) -> None:
    place(shown, "PADDED-JACKET/NAVY/L", retailer.PHONE)
    decide(shown, Outcome.REFUSED)
    shown.play(f"scan {retailer.MEMBER_CODE}", "wait text bar.member 王")
    number = place(shown, "PADDED-JACKET/NAVY/XL", retailer.PHONE)
    decide(shown, Outcome.REFUSED)
    shown.sign_in_as_manager()
    shown.play("click bar.members", "click clientele.contacts", "wait text contacts.reason 'cannot be had'")
    shown.play("wait gone contacts.show", "wait gone contacts.reached", "click contacts.toCalls", "wait page calls")
    shown.play("wait object calls.call.0", f"wait text calls.order {number}")


def test_a_recognised_member_who_looks_at_a_style_is_remembered(shown: Shown) -> None:
    shown.play(
        f"scan {retailer.MEMBER_CODE}", "wait text bar.member 王", f"scan {retailer.SHIRT_M}", "wait object style.add"
    )
    looks = [body_of(event) for event in shown.tablet.journal.state.events if event.type == StyleLookedAt.TYPE]
    assert looks == [StyleLookedAt(WHO, "JA", "LINEN-SHIRT")]
