"""Nobody is there any more."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.services.desk import IDLE_LOCK_MS
from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.front import JACKET_M
from tests.ui.glasses import Shown
from ui.viewmodels import idle


def warn(shown: Shown) -> None:
    """As if the glass had not been touched for as long as it takes."""
    shown.window.app.idle.nobody_there()


def test_the_glass_notices_by_itself_that_nobody_touches_it(open_glass: Open) -> None:
    shown = open_glass(idle_s=0.05)
    shown.play("wait page browse", "wait object idle.stay")


def test_a_shopper_is_warned_and_may_stay(english: Shown) -> None:
    english.play(f"scan {JACKET_M}", "click style.add", "wait text bar.basket 1")
    warn(english)
    english.play("click idle.stay", "wait gone idle.stay", "expect bar.basket 1")


def test_any_touch_is_a_sign_of_life(english: Shown) -> None:
    warn(english)
    english.play("wait object idle.stay", "type x", "wait gone idle.stay")


def test_a_touch_beside_the_answers_is_one_too(english: Shown) -> None:
    warn(english)
    english.play("wait object idle.stay")
    QTest.mouseClick(english.window.quick, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(20, 400))
    english.play("wait gone idle.stay", "wait page browse")


def test_an_answer_that_is_begun_late_is_still_heard(english: Shown) -> None:
    warn(english)
    for _ in range(19):
        english.window.app.idle._tick()
    english.window.app.idle.touched(True)
    assert english.window.app.idle.left == 20


def test_a_shopper_who_is_gone_is_forgotten(english: Shown) -> None:
    english.play(f"scan {retailer.MEMBER_CODE}", f"scan {JACKET_M}", "click style.add", "wait text bar.basket 1")
    english.play("language zh")
    warn(english)
    for _ in range(20):
        english.window.app.idle._tick()
    english.play("wait page browse", "wait text bar.member Member", "wait gone idle.stay", "expect bar.language 中文")
    english.play("wait object browse.card.0")
    assert english.tablet.desk.basket.lines == ()
    assert english.tablet.desk.basket.member is None


def test_a_guides_tablet_locks_when_nobody_answers(english: Shown) -> None:
    english.sign_in()
    warn(english)
    english.play("wait text idle.left '20 s'", "expect sheet.title Still", "wait gone idle.park")
    for _ in range(20):
        english.window.app.idle._tick()
    english.play("wait page browse", "wait gone idle.stay")
    assert english.tablet.desk.staff is None


def test_a_guide_who_is_still_there_says_so(english: Shown) -> None:
    english.sign_in()
    warn(english)
    english.play("click idle.stay", "wait gone idle.stay", "wait page orders")
    assert english.tablet.desk.staff == retailer.LIN


def test_a_guide_locks_from_the_warning_and_the_shopper_has_their_page(english: Shown) -> None:
    english.play(f"scan {JACKET_M}", "click style.add", "wait text bar.basket 1")
    english.sign_in()
    warn(english)
    english.play("expect idle.finish Lock", "click idle.finish", "wait page style", "expect bar.basket 1")
    assert english.tablet.desk.staff is None


def test_a_guides_tablet_locks_by_the_clock(english: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """Untouched, with the clock made quicker: a warning first, then it locks; nobody calls anything."""
    monkeypatch.setattr(idle, "IDLE_LOCK_MS", 1_200)
    monkeypatch.setattr(idle, "WARN_S", 1)
    english.sign_in()
    assert english.window.app.idle._quiet.interval() == 200
    english.play("wait object idle.left", "wait page browse")
    assert english.tablet.desk.staff is None


def test_the_warning_is_part_of_the_three_minutes(english: Shown) -> None:
    english.sign_in()
    assert english.window.app.idle._quiet.interval() == IDLE_LOCK_MS - idle.WARN_S * 1000 == 160_000


def test_the_countdown_is_a_figure_and_a_bar(english: Shown) -> None:
    warn(english)
    english.play('wait text idle.left "20 s"')
    for _ in range(5):
        english.window.app.idle._tick()
    english.play('wait text idle.left "15 s"')
    assert english.window.app.idle.share == 0.75


def test_who_is_done_says_so_and_is_forgotten_at_once(english: Shown) -> None:
    english.play(f"scan {JACKET_M}", "click style.add", "wait text bar.basket 1")
    warn(english)
    english.play("click idle.finish", "wait page browse", "expect bar.basket Basket")
    assert not [event for event in english.tablet.journal.state.events if event.type == "BasketParked"]


def test_the_basket_can_be_put_aside_from_the_warning(english: Shown) -> None:
    english.play(f"scan {JACKET_M}", "click style.add", "wait text bar.basket 1")
    warn(english)
    english.play("click idle.park", "wait object parked.done", "wait gone idle.stay")


def test_with_an_empty_basket_there_is_nothing_to_put_aside(english: Shown) -> None:
    warn(english)
    english.play("wait object idle.stay", "wait gone idle.park")


def test_a_full_disk_costs_the_basket_and_not_the_forgetting(english: Shown) -> None:
    english.play(f"scan {retailer.MEMBER_CODE}", f"scan {JACKET_M}", "click style.add", "wait text bar.basket 1")
    english.tablet.journal.disk_full = True
    warn(english)
    for _ in range(20):
        english.window.app.idle._tick()
    english.play("wait page browse", "wait text bar.member Member", "expect bar.basket Basket")


def test_who_waits_for_a_guide_is_not_hurried(open_glass: Open) -> None:
    shown = open_glass(language="en", idle_s=60)
    shown.play("wait page browse")
    assert shown.window.app.idle._quiet.interval() == 60_000
    shown.play("click bar.help", "wait object help.coming")
    assert shown.window.app.idle._quiet.interval() == IDLE_LOCK_MS
