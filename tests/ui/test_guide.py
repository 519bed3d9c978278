"""A guide at the glass."""

from dataclasses import replace

import pytest

from kiosk.domain.events import LineDecision, LinesDecided, Outcome, Reason
from kiosk.domain.money import format_minor
from kiosk.ports.storage import StreamAge
from kiosk.ports.sync import EventsDelivered, SyncProgress, SyncState
from tests.fakes import retailer
from tests.fakes.clock import MONDAY_14_MS
from tests.ui.conftest import Open
from tests.ui.front import JACKET_M, wide_tablet
from tests.ui.glasses import Shown
from ui.viewmodels.payment import suggestions

TOTAL = "599.00"


def place(shown: Shown, sku: str = JACKET_M, phone: str = "") -> str:
    """An order for one piece; its number. The shopper has gone."""
    shown.play(f"scan {sku}", "wait page style", f"wait text style.reference {sku}", "click style.add")
    shown.play("click bar.basket", "click basket.confirm")
    if phone:
        shown.play("wait page phone", f"type {phone}", "click phone.place")
    shown.play("wait page placed", "remember N placed.number", "digits C placed.code.0", "click placed.done")
    return shown.player.remembered["N"]


def test_a_wrong_pin_is_counted_and_the_fifth_locks(english: Shown) -> None:
    english.play(f"scan {retailer.LIN_BADGE}", "wait page pin", "expect pin.greeting Lin")
    for left in (4, 3, 2, 1):
        english.play("type 0000", "click pin.unlock", f"wait text pin.error 'left: {left}'")
    english.play("type 0000", "click pin.unlock", "wait text pin.error 'locked until 14:05'", "expect pin.left 5:00")
    english.play("wait gone pin.unlock", f"type {retailer.LIN_PIN}", "press Return", "wait page pin")
    english.tablet.clock.advance(minutes=2)
    english.play("wait text pin.left 3:00")
    english.tablet.clock.advance(minutes=3)
    english.play("wait object pad.1", "wait gone pin.left", f"type {retailer.LIN_PIN}", "click pin.unlock")
    english.play("wait page orders")


def test_the_digits_of_a_pin_are_never_shown(english: Shown) -> None:
    english.play(f"scan {retailer.LIN_BADGE}", "wait page pin", "type 2468")
    from ui.finding import items_below, text_of

    seen = " ".join(text_of(item) for item in items_below(english.window.quick.contentItem()) if item.objectName())
    assert "2468" not in seen


def test_going_away_from_the_pin_lets_scans_mean_what_they_did(english: Shown) -> None:
    english.play(f"scan {retailer.LIN_BADGE}", "wait page pin", "press Escape", "wait page browse")
    english.play(f"scan {JACKET_M}", "wait page style")


def test_cash_with_change_then_hand_over_by_code_once(english: Shown) -> None:
    place(english)
    english.sign_in()
    english.play("scan {N}", "wait page order", "click order.pay", "wait page payment", "type 500")
    english.play(f"expect payment.change {format_minor(9_900)}")
    english.play("expect payment.take 'Add ¥500.00'")
    english.play("press Backspace", "press Backspace", "press Backspace", "type 700", "expect payment.change 101.00")
    english.play("click payment.take", "wait page order", "expect order.change 101.00", "expect order.status Paid")
    english.play("scan P-{C}", "wait page handed", "expect handed.title 'Handed over: 1'", "click handed.done")
    english.tablet.clock.advance(minutes=20)
    english.play("scan P-{C}", "wait page handed", "expect handed.title 'Already'")
    english.play("expect handed.detail '2026-11-23 14:00, by Lin'")
    assert english.tablet.journal.state.stock("JA", JACKET_M).on_hand == 0  # type: ignore[union-attr]


def test_the_change_stays_on_the_order_until_one_goes_on(english: Shown) -> None:
    place(english)
    english.sign_in()
    english.play("scan {N}", "click order.pay", "click payment.suggestion.1", "click payment.take", "wait page order")
    english.play("expect order.change 1.00", "expect order.printing printing")
    english.play("click bar.orders", "wait page orders", "scan {N}", "wait page order", "wait gone order.change")


def test_a_terminals_reference_is_typed_and_kept(english: Shown) -> None:
    place(english)
    english.sign_in()
    english.play("scan {N}", "click order.pay", "click payment.external", "type tx1")
    assert not english.window.app.payment.canTake
    english.play("type -99", "expect payment.reference TX1-99", "click payment.take", "wait text order.status Paid")


def test_an_order_that_is_not_paid_is_opened_by_its_pick_up_code(english: Shown) -> None:
    place(english)
    english.sign_in()
    english.play("scan P-{C}", "wait page order", "expect order.number {N}", "wait object order.pay")


def test_a_guide_cancels_with_a_reason(english: Shown) -> None:
    place(english)
    english.sign_in()
    english.play("click orders.order.{N}", "click order.cancel", "click order.reason.wrong_article")
    english.play("wait text order.status Cancelled", "wait gone order.pay")
    facts = english.tablet.reader.order_by_number(english.player.remembered["N"])
    assert facts is not None
    assert facts.cancelled[0].body.reason == "Wrong article or size"


def test_goods_that_hq_confirmed_are_made_ready_and_handed_over(english: Shown) -> None:
    place(english, "PADDED-JACKET/NAVY/XL", retailer.PHONE)
    decide(english, Outcome.CONFIRMED)
    english.sign_in()
    english.play("scan {N}", "wait page order", "click order.makeReady", "wait gone order.makeReady")
    english.play("click order.pay", "click payment.suggestion.0", "click payment.take", "wait page order")
    english.play("click order.handOver", "wait page handed", "click handed.done", "wait page orders")


def test_a_refusal_becomes_a_call_and_the_call_is_closed(english: Shown) -> None:
    place(english, "PADDED-JACKET/NAVY/XL", retailer.PHONE)
    decide(english, Outcome.REFUSED)
    english.sign_in()
    english.play("wait text orders.standing.call_back 1", "click orders.standing.call_back", "wait page calls")
    english.play(
        "expect calls.phone '138 0000 0000'", "click calls.outcome.cancels", "wait text notice 'shopper knows'"
    )
    facts = english.tablet.reader.order_by_number(english.player.remembered["N"])
    assert facts is not None
    assert facts.called[0].body.outcome == "Does not want it any more"
    assert english.tablet.reader.call_backs() == ()


def decide(shown: Shown, outcome: Outcome) -> None:
    """HQ speaks about line 1 of the last order."""
    facts = shown.tablet.reader.order_by_number(shown.player.remembered["N"])
    assert facts is not None
    line = facts.placed[0].body.lines[0]
    promise = line.promise if outcome is not Outcome.REFUSED else None
    body = LinesDecided(facts.order_id, (LineDecision(line.line_id, outcome, Reason.GOODS, promise),))
    shown.tablet.journal.run(lambda tx: tx.append(body, "hq"))


def test_locking_ends_guide_mode_and_keeps_the_basket(english: Shown) -> None:
    english.play(f"scan {JACKET_M}", "click style.add")
    english.sign_in()
    english.play("click bar.lock", "wait page style", "expect bar.basket 1", "expect bar.place Jing")
    english.play(f"scan {retailer.LIN_BADGE}", "wait page pin")


def test_a_guide_sells_from_the_range_and_goes_on_with_the_order(english: Shown) -> None:
    english.sign_in()
    english.play("click bar.range", "wait page browse", f"scan {JACKET_M}", "click style.add", "click bar.basket")
    english.play(
        "click basket.confirm", "wait page placed", "click placed.done", "wait page order", "wait object order.pay"
    )
    order = english.tablet.reader.open_orders()[0]
    assert order.placed[0].body.lines[0].guide == "G-LIN"


@pytest.mark.parametrize(
    ("due_minor", "expected"),
    [
        (59_900, (59_900, 60_000, 100_000)),
        (68_350, (68_350, 69_000, 70_000, 100_000)),
        (10_000, (10_000, 50_000, 100_000)),
        (0, ()),
    ],
)
def test_the_amounts_people_are_likely_to_hand_over_are_suggested(due_minor: int, expected: tuple[int, ...]) -> None:
    assert suggestions(due_minor, 100) == expected


def test_the_sync_page_says_what_hq_lacks_and_how_old_its_news_are(open_glass: Open) -> None:
    tablet = wide_tablet()
    plain = tablet.reader.sync_status
    ages = (StreamAge("catalogue", MONDAY_14_MS - 120_000), StreamAge("stock.east", MONDAY_14_MS - 3 * 3_600_000))
    tablet.reader.sync_status = lambda: replace(plain(), streams=ages)  # type: ignore[method-assign]
    shown = open_glass(tablet, language="en")
    shown.play("wait page browse")
    place(shown)
    shown.sign_in()
    shown.play("click bar.sync", "wait text sync.pending 'Orders: 1'", f"expect sync.pending {TOTAL}")
    rows = [(row.name, row.age, row.tone) for row in shown.window.app.sync.streams.rows]
    assert rows == [("Range and prices", "2 min ago", "here"), ("Stock of this region", "11:00 today", "amber")]
    shown.play("click sync.now")
    shown.player.until(lambda: shown.synced == ["now"], "the sync")
    shown.bus.publish(SyncProgress("catalogue", 500, 2_000))
    shown.play("wait text sync.progress '500 of 2,000'")
    assert shown.window.app.sync.progress == 0.25
    shown.bus.publish(SyncProgress("catalogue", 2_000, 2_000))
    shown.play("wait gone sync.progress")
    tablet.journal.hq_knows()
    shown.bus.publish(EventsDelivered(3))
    shown.play("wait text sync.pending everything")


def test_the_amber_line_says_since_when_and_goes_when_hq_is_back(english: Shown) -> None:
    english.bus.publish(SyncState(False, MONDAY_14_MS - 8 * 60_000))
    english.play("wait text banner.since 13:52", "expect banner.works 'as usual'")
    english.sign_in()
    english.play("expect banner.works 'hand-over'")
    english.bus.publish(SyncState(True, MONDAY_14_MS))
    english.play("wait gone banner.since")
    english.bus.publish(SyncState(True, MONDAY_14_MS, "too_old", "…"))
    english.play("wait text banner.works 'too old'")
    english.bus.publish(SyncState(True, MONDAY_14_MS, "hq_revoked", "…"))
    english.play("wait text banner.works 'out of service'")
    english.bus.publish(SyncState(False, MONDAY_14_MS, "hq_impostor", "…"))
    english.play("wait text banner.works 'not its certificate'")


def test_an_error_while_syncing_is_a_sentence(open_glass: Open) -> None:
    from kiosk.errors import HqUnreachable

    def fail() -> None:
        raise HqUnreachable("nothing came back")

    shown = open_glass(language="en", sync_now=fail)
    shown.play("wait page browse")
    shown.sign_in()
    shown.play("click bar.sync", "click sync.now", "wait text notice 'Head office does not answer'")
    assert not shown.window.app.sync.running
