"""The code for the shopper's own phone: on glass it is what the slip has, and a camera reads it."""

import zxingcpp

from kiosk.domain.calls import CallReason
from kiosk.ports.sync import RoundApplied
from tests.fakes import retailer
from tests.ui.glasses import Shown
from tests.ui.walk.own_phone import TO_THE_DOOR, hooks


def _placed(shown: Shown) -> None:
    steps = [line.strip() for line in TO_THE_DOOR.splitlines() if line.strip() and "phones reach" not in line]
    hooks(shown)["phones reach HQ"]()
    shown.play(*steps)


def _sign_in(shown: Shown) -> None:
    shown.play("click placed.done", "wait page browse")
    _unlock(shown, retailer.LIN_BADGE, retailer.LIN_PIN)


def _unlock(shown: Shown, badge: str, pin: str) -> None:
    shown.play(f"scan {badge}", f"type {pin}", "click pin.unlock", "wait page orders")


def _codes(shown: Shown) -> list[str]:
    """What a camera reads of the whole screen."""
    seen = shown.window.quick.grabWindow()
    seen = seen.convertToFormat(seen.Format.Format_Grayscale8)
    pixels = memoryview(seen.constBits()).cast("B", (seen.height(), seen.bytesPerLine()))
    return [found.text for found in zxingcpp.read_barcodes(pixels)]


def test_a_camera_reads_the_slips_link_from_the_glass(english: Shown) -> None:
    _placed(english)
    (link,) = _codes(english)
    assert link.startswith("https://hq.example/o/")
    printed = [part.text for part in english.tablet.slips[-1].parts if part.text.startswith("https://")]
    assert len(printed) == 1
    assert english.window.app.placed.steps.count == 3
    english.play("expect placed.step.2 'Scan the code'")


def test_without_a_way_for_phones_there_is_no_code_and_a_guide_is_told(english: Shown) -> None:
    english.tablet.reader.settings.clear()
    steps = [line.strip() for line in TO_THE_DOOR.splitlines() if line.strip()]
    english.play(*[step for step in steps if "phones reach" not in step and "ownPhone" not in step])
    assert _codes(english) == []
    english.play("expect placed.step.2 'Tell the guide'")


def test_a_guide_holds_the_code_out_until_the_address_was_given(english: Shown) -> None:
    _placed(english)
    _sign_in(english)
    english.play("scan {N}", "wait page order", "wait object order.ownPhone", "expect order.noAddress 'No address yet'")
    english.play("click order.ownPhone", "wait object ownPhone.code")
    assert len(_codes(english)) == 1
    hooks(english)["an address is given"]()
    english.play("wait gone ownPhone.code", "wait gone order.noAddress", "click order.showHistory")
    english.play("expect history.what.1 'Address given'")


def test_nobody_gave_an_address_for_a_day_and_is_rung(english: Shown) -> None:
    _placed(english)
    order_id = english.tablet.desk.order_by_number(english.player.remembered["N"]).order_id
    assert english.tablet.reader.call_backs() == ()
    hooks(english)["a day without an address"]()
    _sign_in(english)
    english.bus.publish(RoundApplied("shop.JA", 1))
    english.play("click orders.standing.call_back", "wait page calls", "wait object calls.outcome.gives")
    (task,) = english.tablet.reader.call_backs()
    assert (task.order_id, task.reason) == (order_id, CallReason.ADDRESS)
    english.play("click calls.outcome.gives", "wait page order")
    assert english.tablet.reader.call_backs() == ()


def test_a_guide_holds_the_own_public_code_out_where_phones_get_somewhere_with_it(english: Shown) -> None:
    _unlock(english, retailer.LIN_BADGE, retailer.LIN_PIN)
    english.play("click bar.members", "wait page clientele", "wait gone clientele.publicCode")
    hooks(english)["phones reach HQ"]()
    english.play("click bar.orders", "wait page orders", "click bar.members", "wait object clientele.publicCode")
    english.play("click clientele.publicCode", "wait object publicCode.code")
    assert _codes(english) == ["https://hq.example/g/LIN1"]
    english.play("press Escape", "wait gone publicCode.code", "click bar.lock", "wait page browse")
    _unlock(english, retailer.MEI_BADGE, retailer.MEI_PIN)
    english.play("click bar.members", "wait page clientele", "wait object clientele.publicCode")
    english.play("click clientele.publicCode", "wait object publicCode.code")
    assert _codes(english) == ["https://hq.example/g/G-MEI"], "each guide's own"
