"""A keyboard at the glass while scanners that type are expected: Tab, Enter and Escape at a person's pace."""

import threading

import pytest
from PySide6.QtCore import QPointF, Qt, QUrl
from PySide6.QtQml import QQmlComponent

from tests.ui.conftest import Open
from tests.ui.front import JACKET_M
from tests.ui.glasses import Shown
from tests.ui.places import (
    PLACES,
    Place,
    at_a_sheet,
    at_basket,
    at_note,
    at_orders,
    at_payment,
    at_phone,
    at_pin,
    at_search,
    at_style,
)
from ui.burst import Typist
from ui.finding import items_below, reveal

#: Where Escape leads from each.
BACK: dict[Place, str] = {
    at_search: "browse",
    at_style: "browse",
    at_basket: "style",
    at_phone: "basket",
    at_pin: "browse",
    at_orders: "orders",
    at_payment: "order",
    at_note: "orders",
    at_a_sheet: "browse",
}
#: What is left after one Backspace, and with three digits more.
TYPED: dict[Place, tuple[str, str]] = {
    at_search: ("sh", "sh579"),
    at_phone: ("13", "13579"),
    at_note: ("DN-", "DN-579"),
    at_pin: ("x", "xxxx"),
}
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
EVERYWHERE = pytest.mark.parametrize("place", PLACES, ids=[place.__name__ for place in PLACES])


@pytest.fixture
def there(open_glass: Open, place: Place, language: str) -> Shown:
    shown = open_glass(language=language)
    shown.play("wait page browse", "wait object browse.card.0")
    place(shown)
    return shown


def press(shown: Shown, key: Qt.Key, text: str = "") -> None:
    """As a person does: nobody says that the key was theirs, it is found out."""
    Typist(shown.window.quick).press(key, text)
    assert not shown.window.settled(), "it waits until it is known whose it is"
    shown.player.until(shown.window.settled, "the key")


def ringed(shown: Shown) -> str:
    """The control that has the ring."""
    item = shown.window.quick.activeFocusItem()
    return item.objectName() if item.property("ringed") is True else ""


@EVERYWHERE
@LANGUAGES
def test_tab_goes_round_and_escape_goes_back(there: Shown, place: Place) -> None:
    seen: list[str] = []
    for _ in range(6):
        press(there, Qt.Key.Key_Tab, "\t")
        seen.append(ringed(there))
    assert all(seen), seen
    assert len(set(seen)) > 2, seen
    press(there, Qt.Key.Key_Escape, "\x1b")
    there.play(f"wait page {BACK[place]}", "wait gone access.lowReach")


@LANGUAGES
@pytest.mark.parametrize("place", [at_style, at_a_sheet])
def test_enter_presses_what_has_the_ring_once(there: Shown, place: Place) -> None:
    name = "style.add" if place is at_style else "access.lowReach"
    for _ in range(60):
        press(there, Qt.Key.Key_Tab, "\t")
        if ringed(there) == name:
            break
    press(there, Qt.Key.Key_Return, "\r")
    if place is at_style:
        assert [(line.variant.sku, line.quantity) for line in there.tablet.desk.basket.lines] == [(JACKET_M, 1)]
    else:
        assert there.window.app.access.lowReach


@LANGUAGES
@pytest.mark.parametrize("place", TYPED)
def test_what_was_typed_is_erased_key_by_key_and_typing_goes_on(there: Shown, place: Place) -> None:
    press(there, Qt.Key.Key_Backspace, "\x08")
    left, whole = TYPED[place]
    assert typed(there, place) == left
    for digit in "579":
        press(there, Qt.Key(ord(digit)), digit)
    assert typed(there, place) == whole


SLOW = b"""import QtQuick
Connections {
    function onContentYChanged(): void { for (const begun = Date.now(); Date.now() - begun < 300;); }
}"""


def test_other_threads_go_on_while_the_focus_is_scrolled_to(open_glass: Open) -> None:
    """What scrolls in asks for pictures, and their thread, which Python draws, may be in the middle of one: whoever
    kept the interpreter would wait for it for ever. Here the scroll takes its time, and a thread has to get on."""
    shown = open_glass(language="en", size=(800, 600))
    shown.play("wait page browse", f"scan {JACKET_M}", "wait page style", "wait object style.add")
    view = shown.player._item("style.scroll")
    assert view is not None
    slow = QQmlComponent(shown.window.engine)
    slow.setData(SLOW, QUrl())
    watching = slow.createWithInitialProperties({"target": view})
    far = max(items_below(view), key=lambda item: item.mapToItem(view, QPointF(0, 0)).y())
    over, turns = threading.Event(), [0]

    def get_on() -> None:
        while not over.wait(0.001):
            turns[0] += 1

    threading.Thread(target=get_on, daemon=True).start()
    before, begun = view.property("contentY"), turns[0]
    reveal(shown.window.quick, far)
    got_on = turns[0] - begun
    over.set()
    watching.deleteLater()
    assert view.property("contentY") > before
    assert got_on > 20, "of about 300 that fit in"


def typed(shown: Shown, place: Place) -> str:
    """What stands where the keys go; of a PIN, how long it is."""
    app = shown.window.app
    fields = {"at_search": app.browse.query, "at_phone": app.phone.shown, "at_note": app.stock.receiving.note}
    return str(fields.get(place.__name__, "x" * app.pin.entered)).replace(" ", "")
