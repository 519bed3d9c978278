"""Several tenders at the glass, and what is taken off: by a guide alone, or with a manager's badge and PIN in place."""

import pytest

from kiosk.domain.events import Tender, TenderKind
from kiosk.domain.facts import OrderFacts
from kiosk.domain.returns import ReductionKind
from kiosk.domain.staff import Role, RoleLimits
from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.front import wide_tablet
from tests.ui.glasses import Shown
from tests.ui.test_guide import place


@pytest.fixture
def counter(open_glass: Open) -> Shown:
    """A guide before an order of one jacket, ¥599.00; a tenth is theirs to give."""
    tablet = wide_tablet()
    tablet.reader.role_limits[Role.GUIDE] = RoleLimits(Role.GUIDE, 10, 20_000, 10, 100, 0)
    shown = open_glass(tablet, language="en")
    place(shown)
    shown.sign_in()
    shown.play("scan {N}", "wait page order")
    return shown


def facts(shown: Shown) -> OrderFacts:
    found = shown.tablet.reader.order_by_number(shown.player.remembered["N"])
    assert found is not None
    return found


def can_take(shown: Shown) -> bool:
    return bool(shown.window.app.payment.canTake)


def test_tenders_are_added_taken_back_and_paid_at_once(counter: Shown) -> None:
    counter.play("click order.pay", "type 100", "click payment.take", "wait text payment.due 499.00")
    counter.play("click payment.wallet", "type wx-1", "click payment.amount", "type 9", "click payment.take")
    counter.play("wait text payment.due 490.00", "click payment.takeBack.0", "wait text payment.due 590.00")
    counter.play("click payment.external", "click payment.amount", "click payment.suggestion.1")
    counter.play("click payment.reference", "type pos-8841", "click payment.take", "wait text payment.due 295.00")
    counter.play("click payment.cash", "click payment.suggestion.1", "expect payment.change 5.00")
    assert facts(counter).paid == (), "nothing is recorded before all of it is there"
    counter.play("click payment.take", "wait page order", "expect order.change 5.00")
    (paid,) = facts(counter).paid
    assert paid.body.tenders == (
        Tender(TenderKind.WALLET, 900, reference="WX-1"),
        Tender(TenderKind.EXTERNAL, 29_500, reference="POS-8841"),
        Tender(TenderKind.CASH, 29_500, 30_000, 500),
    )


def test_what_a_card_was_charged_is_still_known_after_another_order(counter: Shown) -> None:
    counter.play("click order.pay", "click payment.external", "click payment.amount", "type 200")
    counter.play("click payment.reference", "type pos-8841", "click payment.take", "wait text payment.due 399.00")
    counter.play("click bar.orders", "wait page orders", "scan {N}", "wait page order", "click order.pay")
    counter.play("wait text payment.due 399.00", "expect payment.tender.0 200.00")


def test_what_becomes_cheaper_while_it_is_paid_is_settled_by_what_was_given(counter: Shown) -> None:
    counter.play("click order.pay", "type 550", "click payment.take", "wait text payment.due 49.00", "click bar.back")
    counter.play("wait page order", "click order.takeOff", "click reduce.way.amount", "type 49")
    counter.play("click reduce.reason.flaw", "click reduce.take", "wait text order.due 550.00", "click order.pay")
    counter.play("wait text payment.due 0.00", "expect payment.take 'Take ¥550.00'", "click payment.take")
    counter.play("wait page order", "expect order.status Paid")
    assert facts(counter).paid[0].body.tenders == (Tender(TenderKind.CASH, 55_000, 55_000, 0),)


def test_a_card_pays_no_more_than_is_due_and_needs_a_reference(counter: Shown) -> None:
    counter.play("click order.pay", "click payment.external", "type pos-8841")
    assert can_take(counter)
    counter.play("click payment.amount", "type 600", "wait object payment.tooMuch")
    assert not can_take(counter)
    counter.play("press Backspace", "press Backspace", "press Backspace", "type 5", "expect payment.take 'Add ¥5.00'")
    counter.play("click payment.reference", *["press Backspace"] * 5)
    assert not can_take(counter)


def test_a_terminals_reference_is_scanned_from_its_slip_and_our_own_codes_are_not_taken_for_one(counter: Shown) -> None:
    counter.play("click order.pay", "click payment.external", "scan 20261123884123")
    counter.play("wait text payment.reference 20261123884123", "scan {N}", "wait page order", "click order.pay")
    counter.play(f"scan {retailer.SHIRT_M}", "wait page style")


def test_a_guide_takes_off_what_is_theirs_to_give(counter: Shown) -> None:
    counter.play("click order.takeOff", "click reduce.quick.1", "expect reduce.then 539.10", "wait gone reduce.note")
    counter.play("expect reduce.take 'Choose a reason'", "click reduce.reason.regular", "click reduce.take")
    counter.play("wait text order.due 539.10", "expect order.amount.1 539.10", "expect order.reduced 59.90")
    (fact,) = facts(counter).reduced
    assert (fact.body.reason, fact.body.approved_by, fact.stamp.actor) == ("Regular customer", None, "G-LIN")


def test_a_manager_is_told_when_head_office_has_to_be_asked(open_glass: Open) -> None:
    tablet = wide_tablet()
    tablet.reader.role_limits[Role.MANAGER] = RoleLimits(Role.MANAGER, 30, None, None, None, None)
    shown = open_glass(tablet, language="en")
    place(shown)
    shown.play(f"scan {retailer.MEI_BADGE}", "wait page pin", f"type {retailer.MEI_PIN}", "click pin.unlock")
    shown.play("wait page orders", "scan {N}", "wait page order", "click order.takeOff", "click reduce.reason.flaw")
    shown.play("type 31", "expect reduce.note 'head office'")
    assert not shown.window.app.order.takeOff.canTake
    shown.play("press Backspace", "type 0", "click reduce.take", "wait text order.due 419.30")


def test_above_it_the_managers_badge_and_pin_are_asked_for_in_place(counter: Shown) -> None:
    counter.play("click order.takeOff", "click reduce.way.price", "type 400", "click reduce.reason.online")
    counter.play("expect reduce.note manager", "click reduce.take", "wait object approval.badge")
    counter.play("expect sheet.title manager", "scan {N}", "wait text approval.error 'no badge'")
    counter.play(f"scan {retailer.LIN_BADGE}", "wait text approval.error manager", f"scan {retailer.MEI_BADGE}")
    counter.play("wait text approval.manager Mei", "type 0000", "click approval.allow", "wait text approval.error 4")
    counter.play("click approval.cancel", "wait object reduce.take", "expect reduce.figure 400.00")
    assert facts(counter).reduced == ()
    counter.play("click reduce.take", "wait object approval.badge", f"scan {retailer.MEI_BADGE}")
    counter.play("wait object approval.manager", f"type {retailer.MEI_PIN}", "press Return")
    counter.play("wait text order.due 400.00", "wait page order")
    (fact,) = facts(counter).reduced
    assert (fact.body.kind, fact.body.approved_by) == (ReductionKind.PRICE_MATCH, "G-MEI")
    assert counter.tablet.desk.staff == retailer.LIN, "the guide goes on"
    approval = counter.window.app.approval
    assert (approval.step, approval._badge, approval._pin) == ("", "", "")


def test_five_wrong_pins_lock_the_managers_badge_here_and_at_signing_in(counter: Shown) -> None:
    counter.play("click order.takeOff", "type 50", "click reduce.reason.flaw", "click reduce.take")
    counter.play("wait object approval.badge", f"scan {retailer.MEI_BADGE}", "wait object approval.manager")
    for left in (4, 3, 2, 1, 0):
        counter.play("type 0000", "click approval.allow", f"wait text approval.error 'left: {left}'")
    counter.play(f"type {retailer.MEI_PIN}", "click approval.allow", "wait text approval.error 'locked until 14:05'")
    counter.play("click approval.cancel", "click sheet.close", f"scan {retailer.MEI_BADGE}", "wait page pin")
    counter.play("wait text pin.error 'locked until 14:05'", "wait gone pin.unlock")


def test_a_reason_is_typed_and_a_guide_who_is_locked_out_leaves_nothing_open(counter: Shown) -> None:
    counter.play("click order.takeOff", "click reduce.way.amount", "click reduce.quick.0", "click reduce.reason.other")
    counter.play("wait object reduce.typed", "type 'pull 2cm'", "press Return", "expect reduce.reason.other 'pull 2cm'")
    counter.play("click reduce.take", "wait text order.due 589.00")
    assert facts(counter).reduced[0].body.reason == "pull 2cm"
    counter.play("click order.takeOff", "type 50", "click reduce.reason.flaw", "click reduce.take")
    counter.play("wait object approval.badge")
    counter.window.app.lock()
    counter.play("wait page browse", "wait gone approval.badge", "wait gone reduce.take")
