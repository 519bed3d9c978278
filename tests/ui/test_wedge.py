"""A scanner that types, before a real window: its keys reach no text field, a person's reach it as they did."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QInputMethodQueryEvent, QKeyEvent
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest
from shiboken6 import delete

from drivers.scanner_wedge import GAP_MS, WedgeScanner
from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.front import JACKET_M, front_of, wide_tablet
from tests.ui.glasses import Shown
from ui.burst import Typist, burst
from ui.drive import Player, parse
from ui.wedge import Wedge, _copy
from ui.window import open_window

CTRL = Qt.KeyboardModifier.ControlModifier
PHONE = "13800000000"


@pytest.fixture
def fast(english: Shown) -> Typist:
    """A scanner that types into the English glass."""
    return Typist(english.window.quick)


def test_a_burst_goes_the_way_of_a_scan_and_nothing_is_searched(english: Shown) -> None:
    english.play(f"wedge {JACKET_M}", "wait page style", f"wait text style.reference {JACKET_M}")
    assert english.window.app.browse.query == ""


def test_a_gtin_with_its_symbology_is_an_article(english: Shown) -> None:
    gtin = retailer.variant(retailer.SHIRT_M).gtin
    english.play(f"wedge ]E0{gtin[1:]}", "wait page style", f"wait text style.reference {retailer.SHIRT_M}")


def test_a_search_that_is_being_typed_gets_no_key_of_a_burst(english: Shown) -> None:
    english.play("click bar.search", "type shi", "wait text bar.search shi")
    english.play(f"wedge {JACKET_M}", "wait page style", "press Escape", "wait page browse")
    english.play("expect bar.search shi")


def test_the_control_with_the_ring_is_not_pressed_by_the_enter_of_a_scan(english: Shown) -> None:
    for _ in range(40):
        english.play("press Tab")
        if english.window.quick.activeFocusItem().objectName() == "bar.basket":
            break
    english.play(f"wedge {JACKET_M}", "wait page style")


def test_a_burst_types_no_pin_and_a_person_does(english: Shown) -> None:
    english.play(f"wedge {retailer.LIN_BADGE}", "wait page pin", "type 24", f"wedge {PHONE}", "wait object notice")
    assert english.window.app.pin.entered == 2
    english.play("wait text notice 'The PIN comes first'", "type 68", "click pin.unlock", "wait page orders")


def test_a_pin_that_is_shorter_than_a_code_is_not_typed_by_a_burst_either(english: Shown) -> None:
    english.play(f"wedge {retailer.LIN_BADGE}", "wait page pin", f"wedge {retailer.LIN_PIN}", "wait object notice")
    english.play("wedge 24", "wedge 246")
    assert english.window.app.pin.entered == 0
    assert english.window.app.page == "pin"
    assert english.tablet.journal.state.pins == {}


def test_another_badge_may_be_scanned_at_the_pin(english: Shown) -> None:
    english.play(f"wedge {retailer.LIN_BADGE}", "wait page pin", "type 246", f"wedge {retailer.MEI_BADGE}")
    english.play("wait text pin.greeting Mei", f"type {retailer.MEI_PIN}", "press Return", "wait page orders")


def test_a_burst_types_no_phone_number(english: Shown) -> None:
    english.play("scan PADDED-JACKET/NAVY/XL", "click style.add", "click bar.basket", "click basket.confirm")
    english.play("wait page phone", "type 138", f"wedge {PHONE}", "wait object notice")
    assert english.window.app.phone.shown.replace(" ", "") == "138"
    english.play("type 00000000", "press Return", "wait page placed")


def test_a_burst_types_no_delivery_note_and_counts_what_it_means(english: Shown) -> None:
    english.sign_in()
    english.play(
        "click bar.stock",
        "wait page stock",
        "click stock.note",
        "type dn-7",
        f"wedge {JACKET_M}",
        "wait object stock.piece.0",
    )
    assert (english.window.app.stock.receiving.note, english.window.app.stock.receiving.code) == ("DN-7", "")


def test_a_burst_pays_nothing(english: Shown) -> None:
    english.play(f"scan {JACKET_M}", "click style.add", "click bar.basket", "click basket.confirm")
    english.play("wait page placed", "remember N placed.number", "click placed.done")
    english.sign_in()
    english.play("scan {N}", "click order.pay", "wait page payment", "type 700", "wedge 700", "wedge 70")
    english.play("wait page payment", "expect payment.change 101.00")
    assert [event.type for event in english.tablet.journal.state.events if "Pa" in event.type] == []


def test_what_nobody_scanned_and_everybody_typed_goes_on_by_itself(english: Shown, fast: Typist) -> None:
    """Without a word from whoever drives: a key waits for one gap."""
    english.play("click bar.search")
    fast.character("k")
    assert english.window.app.browse.query == ""
    assert not english.window.settled()
    english.player.until(lambda: english.window.app.browse.query == "k", "the key")
    english.play("wait text bar.search k")


def test_keys_that_lay_waiting_while_the_machine_was_busy_are_a_scan(english: Shown, fast: Typist) -> None:
    """The timer is over before the second half is looked at, which came in time."""

    def rest() -> None:
        fast.text(JACKET_M[3:])
        fast.press(Qt.Key.Key_Return, "\r")

    fast.text(JACKET_M[:3])
    QTimer.singleShot(0, rest)
    QTest.qSleep(4 * GAP_MS)
    english.play("wait page style", f"wait text style.reference {JACKET_M}")
    assert english.window.app.browse.query == ""


def test_a_serial_scanner_beside_it_is_heard_as_before(english: Shown, fast: Typist) -> None:
    fast.text(JACKET_M[:6])
    english.scan(retailer.SHIRT_M)
    fast.text(JACKET_M[6:])
    fast.press(Qt.Key.Key_Return, "\r")
    english.play("wait page style", f"wait text style.reference {JACKET_M}")


def test_held_keys_are_no_reason_to_crash_when_the_window_closes(open_glass: Open) -> None:
    shown = open_glass(language="en")
    shown.play("wait page browse")
    Typist(shown.window.quick).text("ab")


def test_without_a_wedge_in_the_settings_keys_are_keys(qapp: object) -> None:
    window = open_window(front_of(wide_tablet(), "en"), size=(1280, 800), still=True)
    try:
        player = Player(window, Path(), timeout_s=10)
        for step in parse("wait page browse\nclick bar.search"):
            player.do(step)
        Typist(window.quick).text("2468")
        assert window.app.browse.query == "2468"
    finally:
        window.close()


# Any text field, any shortcut

FIELD = b"""
import QtQuick
Window {
    id: window
    property alias text: field.text
    property int opened: 0
    visible: true
    TextInput { id: field; objectName: "field"; focus: true; anchors.fill: parent }
    Shortcut { sequences: ["Ctrl+O", "Alt+F4", "Meta+L", "F5", "O"]; onActivated: window.opened += 1 }
}
"""


@pytest.fixture
def field(qapp: object) -> Iterator[QQuickWindow]:
    """A window with a text field of Qt's own and with shortcuts: neither is on our glass, and neither would hear."""
    engine = QQmlApplicationEngine()
    engine.loadData(FIELD)
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    window.requestActivate()
    yield window
    delete(engine)


def test_a_text_field_gets_what_a_person_types_and_nothing_of_a_burst(field: QQuickWindow) -> None:
    codes: list[str] = []
    wedge, typist = Wedge(WedgeScanner(), codes.append, field), Typist(field)
    for character in "size 衬 m":
        typist.text(character)
        wedge.rest()
    burst(field, JACKET_M)
    assert codes == [JACKET_M]
    assert field.property("text") == "size 衬 m"


def test_no_input_method_makes_words_of_a_bar_code(field: QQuickWindow) -> None:
    """Nothing is composed where the platform is told that there is no field for it, nor put in by force."""
    assert takes_input_methods(field)
    Wedge(WedgeScanner(), lambda _code: None, field)
    assert not takes_input_methods(field)
    composed = QInputMethodEvent("ni", [])
    composed.setCommitString("你")
    QCoreApplication.sendEvent(field.focusObject(), composed)
    assert field.property("text") == ""


def takes_input_methods(window: QQuickWindow) -> bool:
    """What platforms ask of whatever gets the focus."""
    asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QCoreApplication.sendEvent(window.focusObject(), asked)
    return bool(asked.value(Qt.InputMethodQuery.ImEnabled))


@pytest.mark.parametrize("key", [Qt.Key.Key_O, Qt.Key.Key_F5])
def test_a_shortcut_that_would_open_something_is_never_asked(field: QQuickWindow, key: Qt.Key) -> None:
    chord = CTRL if key == Qt.Key.Key_O else Qt.KeyboardModifier.NoModifier
    QTest.sendKeyEvent(QTest.KeyAction.Click, field, key, "", chord)
    assert field.property("opened") == 1, "without a wedge it opens"
    wedge = Wedge(WedgeScanner(), lambda _code: None, field)
    QTest.sendKeyEvent(QTest.KeyAction.Click, field, key, "", chord)
    wedge.rest()
    assert field.property("opened") == 1


def test_a_person_keeps_what_a_key_means_down_to_its_place_on_the_keyboard(field: QQuickWindow) -> None:
    seen: list[QKeyEvent] = []
    _Watch(field, seen)
    wedge = Wedge(WedgeScanner(), lambda _code: None, field)
    shift = Qt.KeyboardModifier.ShiftModifier
    QCoreApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, shift, 38, 97, 1, "A"))
    assert seen == []
    wedge.rest()
    (key,) = seen
    assert (key.nativeScanCode(), key.nativeVirtualKey(), key.isAutoRepeat(), key.text()) == (38, 97, False, "A")
    assert (key.key(), key.modifiers()) == (Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)


class _Watch(QObject):
    """Keeps a window's keys."""

    def __init__(self, window: QQuickWindow, seen: list[QKeyEvent]) -> None:
        super().__init__(window)
        self._seen = seen
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._seen.append(_copy(event))
        return False
