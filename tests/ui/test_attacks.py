"""What bar codes, keys and badges cannot do at the glass."""

from dataclasses import dataclass
from functools import partial

import pytest
from PySide6.QtCore import Qt

from kiosk.domain.basket import Basket
from kiosk.domain.codes import parked_mark
from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.front import JACKET_M
from tests.ui.glasses import Shown
from tests.ui.places import PLACES, Place, at_basket, at_note, at_payment, at_pin, at_style
from ui.burst import Typist, burst

NONE, CTRL, ALT, META = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
)
#: The guide's and the manager's pages, and what they lead to.
STAFF_PAGES = {"orders", "order", "calls", "payment", "handed", "returning", "settling", "returned"}
STAFF_PAGES |= {"sync", "health", "people", "stock", "day", "count"}
GTIN = retailer.variant(retailer.SHIRT_M).gtin
KICK = "\x1bp\x00\x19\x19"


@dataclass(frozen=True)
class Seen:
    """All that a bar code might change."""

    page: str
    basket: Basket
    staff: object
    events: int
    slips: int
    pins: object
    typed: tuple[object, ...]


def look(shown: Shown) -> Seen:
    app, state, desk = shown.window.app, shown.tablet.journal.state, shown.tablet.desk
    typed = (
        app.browse.query,
        app.pin.entered,
        app.phone.shown,
        app.stock.receiving.note,
        app.stock.receiving.code,
        app.payment.received,
    )
    return Seen(app.page, desk.basket, desk.staff, len(state.events), len(state.slips), dict(state.pins), typed)


EVERYWHERE = pytest.mark.parametrize("place", PLACES, ids=[place.__name__ for place in PLACES])


SHORTCUTS = (
    (Qt.Key.Key_O, CTRL, "\x0f"),
    (Qt.Key.Key_W, CTRL, "\x17"),
    (Qt.Key.Key_Q, CTRL, "\x11"),
    (Qt.Key.Key_Return, CTRL, "\r"),
    (Qt.Key.Key_Return, ALT, "\r"),
    (Qt.Key.Key_F4, ALT, ""),
    (Qt.Key.Key_D, ALT, "d"),
    (Qt.Key.Key_7, ALT, "7"),
    (Qt.Key.Key_L, META, "l"),
    (Qt.Key.Key_Tab, ALT, "\t"),
    (Qt.Key.Key_Delete, CTRL | ALT, ""),
    (Qt.Key.Key_F1, NONE, ""),
    (Qt.Key.Key_F5, NONE, ""),
    (Qt.Key.Key_F11, NONE, ""),
    (Qt.Key.Key_Print, NONE, ""),
    (Qt.Key.Key_Menu, NONE, ""),
    (Qt.Key.Key_Escape, NONE, "\x1b"),
    (Qt.Key.Key_Back, NONE, ""),
    (Qt.Key.Key_Home, NONE, ""),
)


@EVERYWHERE
def test_a_bar_code_that_presses_shortcuts_does_nothing(english: Shown, place: Place) -> None:
    """Alone they are as quick as a person's, and go on to the glass: there they mean nothing either."""
    place(english)
    before, typist = look(english), Typist(english.window.quick)
    for key, modifier, text in SHORTCUTS:
        for head, tail in (("", GTIN[1:]), (GTIN[1:7], GTIN[7:]), (GTIN[1:], "")):
            typist.text(head)
            typist.press(key, text, modifier)
            typist.text(tail)
            typist.press(Qt.Key.Key_Return, "\r")
            typist.wait(700)
        if key != Qt.Key.Key_Escape:  # which takes a person back
            typist.press(key, text, modifier)
            typist.wait(700)
        english.window.rest()
        english.player.until(english.window.settled, "the page to settle")
        assert look(english) == before, (key, modifier)
    assert english.window.quick.isVisible()


@pytest.mark.parametrize("by", ["scan", "wedge"])
def test_a_product_at_the_pin_is_refused_with_a_sentence_and_changes_nothing(english: Shown, by: str) -> None:
    at_style(english)
    english.play("click style.add", "wait text bar.basket 1")
    at_pin(english)
    before = look(english)
    for code in (GTIN[1:], JACKET_M, f"]E0{GTIN[1:]}", f"https://id.gs1.org/01/{GTIN}"):
        english.play(f"{by} {code}", "wait text notice 'The PIN comes first'", "click notice.close", "wait gone notice")
        assert look(english) == before
    english.play("type 68", "click pin.unlock", "wait page orders", "expect bar.lock Lock")
    assert [line.variant.sku for line in english.tablet.desk.basket.lines] == [JACKET_M]


def everything_else(shown: Shown) -> tuple[str, ...]:
    """One code of each kind, addresses, and what somebody might try."""
    placed = shown.tablet.desk.open_orders()[0].placed
    shown.tablet.desk.add(retailer.TOTE_ONE)
    aside = parked_mark(shown.tablet.desk.park().code)
    return (
        *(GTIN[1:], JACKET_M, retailer.MEMBER_CODE, placed.number, f"P-{placed.pick_up_codes['JA']}", aside),
        *(
            "https://kiosk/orders",
            "kiosk:orders",
            "orders",
            "/orders",
            "file:///etc/passwd",
            "javascript:app.go('orders')",
        ),
        *(retailer.LIN_PIN, f"{retailer.LIN_BADGE}{retailer.LIN_PIN}", f"{retailer.LIN_BADGE} {retailer.LIN_PIN}"),
        *("G-LIN", "B-STRANGER1", "B-", "' OR 1=1 --", "{page}", "%s%s%n", "../../orders", KICK + placed.number),
    )


def test_a_badge_without_its_pin_opens_nothing_whatever_is_scanned_or_pressed(english: Shown) -> None:
    at_basket(english)
    english.play("click basket.confirm", "wait page placed", "click placed.done")
    codes, events = everything_else(english), len(english.tablet.journal.state.events)
    english.play(f"scan {retailer.LIN_BADGE}", "wait page pin")
    for code in codes:
        english.scan(code)
        burst(english.window.quick, code)
        _still_locked(english)
    for key in set(Qt.Key) - {Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
        for modifier in (NONE, CTRL):
            text = chr(key) if key < 128 and not chr(key).isdigit() else ""
            Typist(english.window.quick).press(key, text, modifier)
            english.window.rest()
        assert english.window.app.page == "pin", key
    _still_locked(english)
    assert english.window.app.page == "pin"
    assert len(english.tablet.journal.state.events) == events
    assert english.tablet.journal.state.pins == {}


def test_nothing_that_tab_comes_to_at_the_pin_opens_a_page_of_the_staff(english: Shown) -> None:
    at_pin(english)
    for steps in range(1, 25):
        english.play(*["press Tab"] * steps, "press Return")
        _still_locked(english)
        if english.window.app.page != "pin" or english.window.app.help.shown:
            english.play("press Escape", "press Escape")
            at_pin(english)


def test_no_way_back_leads_to_what_the_guide_had_open(english: Shown) -> None:
    at_note(english)
    english.play(f"wedge {retailer.LIN_BADGE}", "wait page pin")
    for _ in range(4):
        english.play("press Escape")
        _still_locked(english)
    english.play("wait page browse", f"scan {JACKET_M}", "wait page style")


@pytest.mark.parametrize("page", sorted(STAFF_PAGES))
def test_a_page_of_the_staff_does_not_open_for_nobody(english: Shown, page: str) -> None:
    english.window.app.go(page)
    _still_locked(english)
    at_pin(english)
    english.window.app.go(page)
    _still_locked(english)


def _still_locked(shown: Shown) -> None:
    shown.player.until(shown.window.settled, "the page to settle")
    assert shown.window.app.page not in STAFF_PAGES
    assert not shown.window.app.guide
    assert shown.tablet.desk.staff is None


@pytest.mark.parametrize("place", [at_style, at_pin, at_payment, at_note])
def test_a_scan_that_kicks_the_drawer_prints_and_writes_nothing(english: Shown, place: Place) -> None:
    place(english)
    before = look(english)
    for text in (KICK, f"{KICK}{GTIN[1:]}", f"{JACKET_M}{KICK}", f"DN-2026{KICK}", f"{retailer.MEMBER_CODE}{KICK}"):
        for scan in (english.scan, partial(burst, english.window.quick)):
            scan(text)
            english.player.until(english.window.settled, "the page to settle")
            assert look(english) == before, text


def test_a_drawer_is_not_kicked_from_a_delivery_note_that_was_typed(english: Shown) -> None:
    english.sign_in()
    english.play("click bar.stock", "wait page stock", "click stock.note")
    for character in f"DN{KICK}7":
        Typist(english.window.quick).character(character)
        english.window.rest()
    assert english.window.app.stock.receiving.note == "DNP7", "what is no character is no part of a note"


def test_the_glass_is_opened_for_passers_by_and_a_shortcut_wakes_nobody(open_glass: Open) -> None:
    shown = open_glass(language="en", attract=True)
    shown.play("wait page attract")
    typist = Typist(shown.window.quick)
    for key, modifier, text in SHORTCUTS:
        typist.press(key, text, modifier)
        typist.wait(700)
        shown.window.rest()
    shown.player.until(shown.window.settled, "the page to settle")
    assert shown.window.app.page == "attract"
