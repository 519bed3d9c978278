"""People at the glass: somebody let in step by step, a lost badge, a new PIN, and who may not."""

from kiosk.domain.people import OffReason
from kiosk.domain.staff import Role
from kiosk.ports.devices import PartKind
from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.glasses import Shown
from ui.finding import items_below, text_of

BLANK = "B-BLANK00001"
OPEN = ("click bar.sync", "wait page sync", "click sync.people", "wait page people")


def opened(shown: Shown) -> None:
    shown.sign_in_as_manager()
    shown.play(*OPEN, "wait object people.person.1")


def named(shown: Shown, name: str) -> None:
    opened(shown)
    shown.play("click people.add", f"type '{name}'", "click people.named", "wait object people.print")


def pin(shown: Shown, first: str, second: str = "") -> None:
    shown.play("wait object pad.1", f"type {first}", "click people.next")
    shown.play("wait text people.prompt more", f"type {second or first}", "click people.next")


def test_a_new_guide_scans_a_blank_badge_types_a_pin_twice_and_signs_in(english: Shown) -> None:
    named(english, "bo chen")
    english.play(f"scan {BLANK}", "wait text people.prompt 'Bo Chen'")
    pin(english, "2580")
    english.play("wait text notice 'Bo Chen can unlock'", "wait object people.person.2", "click bar.lock")
    english.play(f"scan {BLANK}", "wait text pin.greeting 'Bo Chen'", "type 2580", "click pin.unlock")
    english.play("wait page orders", "expect bar.place 'Bo Chen'")


def test_without_a_card_the_badge_is_printed_once_and_shown_nowhere(english: Shown) -> None:
    named(english, "Bo")
    english.play("click people.print")
    pin(english, "2580")
    english.play("wait text notice 'being printed'")
    slip = english.tablet.slips[-1]
    badge = next(part.text for part in slip.parts if part.kind is PartKind.BARCODE)
    seen = " ".join(text_of(item) for item in items_below(english.window.quick.contentItem()))
    assert badge not in seen
    assert slip.secret
    english.play(
        "click bar.lock", f"scan {badge}", "wait page pin", "type 2580", "click pin.unlock", "wait page orders"
    )


def test_a_manager_can_be_let_in_too(english: Shown) -> None:
    opened(english)
    english.play("click people.add", "type Bo", "click people.role.manager", "press Return", "click people.print")
    pin(english, "2580")
    english.play("wait object people.person.2")
    assert {item.role for item in english.tablet.reader.people() if item.name == "Bo"} == {Role.MANAGER}


def test_a_name_in_chinese_comes_from_a_keyboard(english: Shown) -> None:
    named(english, "陈波")
    english.play("click people.print")
    pin(english, "2580")
    english.play("wait object people.person.2")
    assert "陈波" in {item.name for item in english.tablet.reader.people()}


def test_a_pin_is_refused_with_the_reason_and_the_digits_are_never_shown(english: Shown) -> None:
    named(english, "Bo")
    english.play(f"scan {BLANK}", "wait object pad.1", "type 1234", "click people.next")
    english.play("wait text people.error 'in a row'", "type 2580")
    assert "2580" not in " ".join(text_of(item) for item in items_below(english.window.quick.contentItem()))
    english.play("click people.next", "wait text people.prompt more", "type 2581", "click people.next")
    english.play("wait text people.error 'not the same'", "expect people.prompt 'Give the tablet to Bo'")
    assert [item.name for item in english.tablet.reader.people()] == ["Lin", "Mei"], "nothing has happened"


def test_a_badge_that_somebody_has_is_refused_and_nobody_is_signed_out(english: Shown) -> None:
    named(english, "Bo")
    english.play(f"scan {retailer.LIN_BADGE}", "wait text people.error 'has this badge already'")
    english.play(f"scan {retailer.SHIRT_M}", "wait text people.error 'no badge'")
    assert english.tablet.desk.staff == retailer.MEI


def test_one_step_back_at_a_time(english: Shown) -> None:
    named(english, "Bo")
    english.play(f"scan {BLANK}", "wait object pad.1", "press Escape", "wait object people.print")
    english.play("click people.back", "wait text people.name Bo", "press Escape", "wait object people.add")
    english.play("click bar.back", "wait page sync")


def test_a_lost_badge_is_off_after_it_was_said_what_that_means(english: Shown) -> None:
    opened(english)
    english.play("click people.person.0", "click people.lost", "wait text people.question 'also when it is found'")
    english.play("click people.keep", "wait object people.lost", "click people.lost", "click people.confirm")
    english.play("wait text notice 'badge of Lin is off'", "wait gone people.confirm")
    off = english.tablet.reader.badge_off(retailer.LIN.badge_sha256)
    assert off is not None
    assert off.reason is OffReason.LOST


def test_a_new_badge_and_a_new_pin_for_somebody(english: Shown) -> None:
    opened(english)
    english.play("click people.person.0", "click people.newBadge", f"scan {BLANK}", "wait text notice 'new badge'")
    english.play("click people.person.0", "click people.newPin")
    pin(english, "9517")
    english.play("wait text notice 'new PIN'", "click bar.lock", f"scan {BLANK}", "wait page pin", "type 9517")
    english.play("click pin.unlock", "wait page orders")


def test_who_leaves_is_gone_from_the_list(english: Shown) -> None:
    opened(english)
    english.play("click people.person.0", "click people.leaves", "click people.confirm", "wait gone people.person.1")
    english.play("expect people.heading 1")


def test_the_last_managers_badge_is_kept_and_it_is_said_why(english: Shown) -> None:
    opened(english)
    english.play("click people.person.1", "click people.lost", "click people.confirm")
    english.play('wait text notice "last manager\'s badge"')
    assert english.tablet.desk.staff == retailer.MEI


def test_who_takes_a_new_badge_for_themselves_is_signed_out(english: Shown) -> None:
    opened(english)
    english.play("click people.person.1", "click people.newBadge", f"scan {BLANK}", "wait page browse")
    english.play("wait text notice 'switched off'", f"scan {BLANK}", "wait text pin.greeting Mei")


def test_a_guide_reads_who_can(english: Shown) -> None:
    english.sign_in()
    english.play(*OPEN)
    assert english.window.app.people.refused
    assert "Mei" in english.window.app.people.whoCan
    english.play(f"scan {retailer.MEI_BADGE}", "wait page pin", f"type {retailer.MEI_PIN}", "click pin.unlock", *OPEN)
    english.play("wait object people.person.1")


def test_the_list_says_who_is_locked_out_and_who_signed_in(open_glass: Open) -> None:
    shown = open_glass(language="en")
    shown.play("wait page browse", f"scan {retailer.LIN_BADGE}", "wait page pin")
    for left in (4, 3, 2, 1):
        shown.play("type 0000", "click pin.unlock", f"wait text pin.error 'left: {left}'")
    shown.play("type 0000", "click pin.unlock", "wait object pin.left", "click pin.cancel", "wait page browse")
    shown.sign_in_as_manager()
    shown.play(*OPEN, "wait object people.person.1")
    seen = [row.seen for row in shown.window.app.people.people.rows]
    assert seen == ["Locked until 14:05", "Signed in here just now"]


def test_half_a_pin_is_forgotten_when_the_page_is_left(english: Shown) -> None:
    named(english, "Bo")
    english.play(f"scan {BLANK}", "wait object pad.1", "type 258", "click bar.orders", "wait page orders", *OPEN)
    assert (english.window.app.people.step, english.window.app.people.entered) == ("", 0)
