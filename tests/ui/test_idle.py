"""Nobody is there any more."""

from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.front import JACKET_M
from tests.ui.glasses import Shown


def warn(shown: Shown) -> None:
    """As if the glass had not been touched for as long as it takes."""
    shown.window.app.idle._quiet_for_long()


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


def test_a_shopper_who_is_gone_is_forgotten(english: Shown) -> None:
    english.play(f"scan {retailer.MEMBER_CODE}", f"scan {JACKET_M}", "click style.add", "wait text bar.basket 1")
    english.play("language zh")
    warn(english)
    for _ in range(20):
        english.window.app.idle._tick()
    english.play("wait page browse", "wait gone bar.member", "wait gone idle.stay", "expect bar.language 中文")
    assert english.tablet.desk.basket.lines == ()
    assert english.tablet.desk.basket.member is None


def test_a_guides_tablet_locks_without_a_word(english: Shown) -> None:
    english.sign_in()
    warn(english)
    english.play("wait page browse", "wait gone idle.stay")
    assert english.tablet.desk.staff is None
