"""The glass for whoever stands or sits before it."""

from kiosk.ports.sync import SyncState
from tests.ui.conftest import Open
from tests.ui.front import front_of, wide_tablet
from tests.ui.glasses import Shown
from ui.window import open_window


def size_of(shown: Shown, name: str) -> int:
    item = shown.player._item(name)
    assert item is not None
    return int(item.property("font").pixelSize())


def height_of(shown: Shown, name: str) -> float:
    item = shown.player._item(name)
    assert item is not None
    return float(item.height())


def test_letters_grow_and_targets_do_not_shrink(english: Shown) -> None:
    letters, target = size_of(english, "bar.place"), height_of(english, "bar.language")
    english.window.app.access.setText(150)
    english.play("wait object browse.card.0")
    assert size_of(english, "bar.place") == round(letters * 1.5)
    assert height_of(english, "bar.language") >= target


def test_only_sizes_that_are_offered_are_taken(english: Shown) -> None:
    english.window.app.access.setText(900)
    assert english.window.app.access.textPercent == 100


def test_in_low_reach_the_bar_is_at_the_bottom(english: Shown) -> None:
    english.window.app.access.setLowReach(True)
    english.play("wait object browse.card.0")
    bar = english.player._item("bar.basket")
    assert bar is not None
    assert bar.mapToScene(bar.boundingRect().topLeft()).y() > english.window.quick.height() / 2


def test_the_next_shopper_finds_the_glass_as_the_shop_has_set_it(qapp: object) -> None:
    front = front_of(wide_tablet(), "en", text_percent=125, reduce_motion=True)
    window = open_window(front, size=(1280, 800), still=True)
    try:
        access = window.app.access
        assert (access.textPercent, access.lowReach, access.reduceMotion) == (125, False, True)
        access.setText(150)
        access.setLowReach(True)
        access.setReduceMotion(False)
        window.app._forget()
        assert (access.textPercent, access.lowReach, access.reduceMotion) == (125, False, True)
    finally:
        window.close()


def test_a_keyboard_alone_reaches_and_uses_what_is_on_glass(english: Shown) -> None:
    for _ in range(40):
        english.play("press Tab")
        item = english.window.quick.activeFocusItem()
        if item.objectName() == "bar.basket":
            break
    else:
        raise AssertionError("Tab never came to the basket")
    assert item.property("ringed") is True
    english.play("press Return", "wait page basket")


def test_a_finger_needs_no_ring(english: Shown) -> None:
    english.play("press Tab")
    first = english.window.quick.activeFocusItem()
    assert first is not None
    assert first.property("ringed") is True
    english.play("click bar.basket", "wait page basket")
    assert english.window.app.access.byKeyboard is False


def test_what_is_typed_reaches_the_page_whatever_has_the_focus(english: Shown) -> None:
    english.play("click bar.search", "press Tab", "press Tab", "type shirt", "wait text bar.search shirt")


def test_keys_still_reach_the_page_when_what_had_the_focus_is_gone(open_glass: Open) -> None:
    shown = open_glass(language="en")
    shown.play("wait page browse", "wait object browse.card.0")
    for _ in range(3):
        shown.play("press Tab")
    shown.play("click browse.card.0", "wait page style", "press Escape", "wait page browse")


def test_the_sheet_says_all_that_can_be_changed_and_changes_it_at_once(english: Shown) -> None:
    english.play("click bar.access", "wait object access.text.150", "click access.text.150")
    assert english.window.app.access.textPercent == 150
    english.play("click access.lowReach", "click access.reduceMotion")
    access = english.window.app.access
    assert (access.lowReach, access.reduceMotion) == (True, True)
    english.play("click access.language.zh", "wait text sheet.title 显示", "click sheet.close", "wait gone sheet.title")
    assert english.window.app.language == "zh"


def test_tab_stays_inside_a_sheet_and_escape_closes_it(english: Shown) -> None:
    english.play("click bar.access", "wait object access.lowReach")
    seen = set()
    for _ in range(20):
        english.play("press Tab")
        seen.add(english.window.quick.activeFocusItem().objectName())
    assert {"access.text.100", "access.lowReach", "access.language.en", "sheet.close"} <= seen
    assert not {name for name in seen if not name.startswith(("access.", "sheet."))}
    english.play("press Escape", "wait gone access.lowReach", "wait page browse")


def test_offline_the_age_of_figures_is_told(english: Shown) -> None:
    english.bus.publish(SyncState(False, english.tablet.clock() - 480_000))
    english.play("wait object banner.since", 'wait text banner.works "Stock elsewhere: 7 min ago."')
