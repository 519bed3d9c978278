"""A guide is called to the glass."""

from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.front import JACKET, JACKET_M, empty_tablet
from tests.ui.glasses import Shown


def test_the_glass_becomes_a_lamp_at_once(english: Shown) -> None:
    english.play("click bar.help")
    assert english.window.app.help.shown
    english.play('wait text help.coming "A guide is coming"', "wait object help.since")
    call = english.tablet.desk.guide_call()
    assert call is not None
    assert call.called.page == "browse"


def test_it_says_which_style_it_is_about(english: Shown) -> None:
    english.play(f"scan {JACKET_M}", "wait page style", "click bar.help", "wait object help.cancel")
    call = english.tablet.desk.guide_call()
    assert call is not None
    assert (call.called.page, call.called.style) == ("style", JACKET)


def test_how_long_it_has_been_is_told(english: Shown) -> None:
    english.play("click bar.help", 'wait text help.since "just now"')
    english.tablet.clock.now_ms += 3 * 60_000
    english.window.app.help.refresh()
    english.play('wait text help.since "3 min"')


def test_one_may_look_on_while_one_waits_and_see_the_lamp_again(english: Shown) -> None:
    english.play("click bar.help", "click help.hide", "wait gone help.coming", 'wait text bar.help "Guide called"')
    english.play("click browse.card.0", "wait page style", "click bar.help", "wait object help.coming")
    assert len([event for event in english.tablet.journal.state.events if event.type == "GuideCalled"]) == 1


def test_it_can_be_cancelled(english: Shown) -> None:
    english.play("click bar.help", "click help.cancel", "wait gone help.coming", "wait text bar.help Help")
    assert english.tablet.desk.guide_call() is None


def test_escape_looks_on(english: Shown) -> None:
    english.play(
        "click bar.help", "wait object help.coming", "press Escape", "wait gone help.coming", "wait page browse"
    )


def test_a_badge_answers_and_the_guide_is_told_first_what_it_was_about(english: Shown) -> None:
    english.play(f"scan {JACKET_M}", "wait page style", "click bar.help", "wait object help.coming")
    english.play(f"scan {retailer.LIN_BADGE}", "wait page pin", "wait gone help.coming")
    english.play('wait text notice "about a style"', f"type {retailer.LIN_PIN}", "click pin.unlock", "wait page orders")
    english.play('expect notice "called just now"')
    assert english.tablet.desk.guide_call() is None


def test_it_lights_even_where_nothing_can_be_written(english: Shown) -> None:
    english.tablet.journal.disk_full = True
    english.play("click bar.help", "wait object help.coming", "click help.cancel", "wait gone help.coming")


def test_it_lights_before_the_first_sync(open_glass: Open) -> None:
    shown = open_glass(empty_tablet(), language="en")
    shown.play("wait page waiting", "click bar.help", "wait object help.coming")


def test_what_went_wrong_leads_to_a_guide(english: Shown) -> None:
    english.play("scan P-00000000", "wait object notice.help", "click notice.help", "wait object help.coming")
    english.play("wait gone notice")


def test_who_waited_when_the_tablet_was_switched_off_still_waits(open_glass: Open) -> None:
    shown = open_glass(language="en")
    shown.play("wait page browse", "click bar.help", "wait object help.coming")
    again = open_glass(shown.tablet, language="en")
    again.play("wait page browse", "wait object help.coming")


def test_a_call_of_hours_ago_is_nobodys(open_glass: Open) -> None:
    shown = open_glass(language="en")
    shown.play("wait page browse", "click bar.help", "wait object help.coming")
    shown.tablet.clock.now_ms += 3 * 60 * 60_000
    again = open_glass(shown.tablet, language="en")
    again.play("wait page browse", "wait gone help.coming")
    assert shown.tablet.desk.guide_call() is None


def test_nobody_waits_any_more_when_nobody_is_there(english: Shown) -> None:
    english.play("click bar.help", "wait object help.coming")
    english.window.app.idle.nobody_there()
    english.play("wait object idle.stay")
    for _ in range(20):
        english.window.app.idle._tick()
    english.play("wait gone help.coming", "wait text bar.help Help")
    assert english.tablet.desk.guide_call() is None
