"""The stockroom at the glass."""

import pytest

from kiosk.domain.events import body_of
from kiosk.domain.in_transit import settled
from kiosk.domain.transfers import Settlement, TransferClosed
from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.front import JACKET_M, KNIT_M
from tests.ui.glasses import PORTRAIT, Shown
from tests.ui.walk.stock import COMING, JACKET_S, SHORT, SLIP, with_boxes


def _manager(shown: Shown) -> None:
    shown.scan(retailer.MEI_BADGE)
    shown.play("wait page pin", f"type {retailer.MEI_PIN}", "click pin.unlock", "wait page orders", "click bar.stock")


def _on_hand(shown: Shown, sku: str) -> int:
    row = shown.tablet.journal.state.stock("JA", sku)
    return row.on_hand if row else 0


def _last(shown: Shown, kind: str) -> object:
    return body_of(next(event for event in reversed(shown.tablet.journal.state.events) if event.type == kind))


@pytest.fixture
def boxes(open_glass: Open) -> Shown:
    shown = open_glass(with_boxes(), language="en")
    shown.play("wait page browse")
    _manager(shown)
    return shown


def test_a_box_is_booked_in_piece_by_piece_by_scan_and_by_hand(english: Shown) -> None:
    english.sign_in()
    english.play("click bar.stock", "wait page stock", "click stock.note", "type dn-2026-7", "press Return")
    english.play(f"scan {JACKET_M}", f"scan {JACKET_M}", "wait text stock.piece.0.quantity 2")
    english.play(f"type {retailer.TOTE_ONE.lower()}", "press Return", "wait object stock.piece.1")
    english.play("click stock.piece.0.more", "expect stock.book '(4)'", "click stock.book")
    english.play("wait text stock.done.title 4", "expect stock.done.text DN-2026-7")
    assert (_on_hand(english, JACKET_M), _on_hand(english, retailer.TOTE_ONE)) == (3, 12)


def test_scans_as_fast_as_a_scanner_is_are_all_counted(english: Shown) -> None:
    english.sign_in()
    english.play("click bar.stock", "wait page stock")
    for _ in range(12):
        english.scan(JACKET_M)
    english.play("wait text stock.last.count 12", "expect stock.piece.0.quantity 12")


def test_whoever_only_scans_is_still_there(english: Shown) -> None:
    english.sign_in()
    english.play("click bar.stock", "wait page stock")
    english.window.app.idle.stop()
    english.play(f"scan {JACKET_M}", "wait object stock.piece.0")
    assert english.window.app.idle._quiet.isActive()


def test_the_keyboard_comes_when_a_field_is_tapped_and_goes_again(english: Shown) -> None:
    english.sign_in()
    english.play("click bar.stock", "wait page stock", "wait gone key.q")
    english.play("click stock.code", "wait object key.q", "click key.hide", "wait gone key.q")
    english.play(f"type {KNIT_M.lower()}", "wait gone key.q", "press Return", "wait object stock.piece.0")


def test_the_last_scan_is_undone_whatever_it_was(english: Shown) -> None:
    english.sign_in()
    english.play("click bar.stock", f"scan {JACKET_M}", f"scan {KNIT_M}", "wait object stock.piece.1")
    english.play("scan NO-SUCH", "wait object stock.unknown", "click stock.last.undo", "wait gone stock.unknown")
    english.play("click stock.last.undo", "wait gone stock.piece.1", "expect stock.last.name padded")


def test_unknown_codes_never_stop_anybody_and_go_with_the_box(english: Shown) -> None:
    english.sign_in()
    english.play("click bar.stock", "click stock.note", "type dn-1", "press Return", "scan NO-SUCH", "scan NO-SUCH")
    english.play("wait text stock.last.count 2", f"scan {JACKET_M}", "wait object stock.piece.0")
    english.play("scan 13800000000", "wait text stock.last.name '****0000'", "click stock.book")
    english.play("wait object stock.done.next")
    assert _last(english, "GoodsReceived").unknown == ("NO-SUCH", "****0000")  # type: ignore[attr-defined]


def test_a_badge_at_the_stockroom_is_a_badge_and_no_unknown_code(english: Shown) -> None:
    english.sign_in()
    english.play(
        "click bar.stock", "wait page stock", "scan B-SOMEBODY99", "wait object notice", "wait gone stock.unknown"
    )


def test_a_slip_fills_the_list_and_what_is_short_is_told_before_and_after(boxes: Shown) -> None:
    boxes.play(f"scan {SLIP}", f"wait text stock.transfer {COMING.document}", "wait gone stock.warning")
    boxes.play("click stock.piece.1.fewer", "wait text stock.warning '1 fewer'", "expect stock.book '1 missing'")
    boxes.play("click stock.book", "wait text stock.done.text 'stays open'")
    assert (_on_hand(boxes, JACKET_S), _on_hand(boxes, KNIT_M)) == (5, 3)
    assert boxes.window.app.stock.receiving.nothing
    facts = boxes.tablet.reader.transfer(COMING.transfer_id)
    assert facts is not None
    assert settled(facts).missing == 1


def test_a_box_can_be_counted_from_nothing(boxes: Shown) -> None:
    boxes.play("wait object stock.coming.0", "click stock.coming.0", "click transfer.receive", "click stock.empty")
    boxes.play("wait text stock.warning '5 fewer'", f"scan {KNIT_M}", "wait text stock.piece.0.quantity 1")
    boxes.play("wait text stock.warning '4 fewer'", "expect stock.book '4 missing'")


def test_what_a_slip_lists_stays_in_the_list_with_none_found(boxes: Shown) -> None:
    boxes.play(f"scan {SLIP}", "wait object stock.piece.1")
    for _ in range(4):
        boxes.play("click stock.piece.1.fewer")
    boxes.play("expect stock.piece.1.quantity 0", "expect stock.piece.1.note 3", f"scan {JACKET_M}")
    boxes.play(
        "wait object stock.piece.2", "click stock.piece.0.fewer", "click stock.piece.0.fewer", "wait gone stock.piece.2"
    )


def test_a_slip_scanned_anywhere_opens_the_stockroom(boxes: Shown) -> None:
    boxes.play("click bar.orders", "wait page orders", f"scan {SLIP}", "wait page stock", "wait object stock.transfer")


def test_a_box_is_sent_and_its_two_slips_are_queued(boxes: Shown) -> None:
    boxes.play("click stock.send", f"scan {JACKET_S}", "wait object stock.piece.0", "scan NO-SUCH")
    boxes.play("wait object stock.unknown")
    assert not boxes.window.app.stock.sending.canSend, "nobody has said where to"
    boxes.play(
        "click stock.to", "click stock.place.XH", "click stock.send.now", "wait text stock.done.text JA-02-A-V-000001"
    )
    assert [slip.kind for slip in boxes.tablet.slips] == ["transfer_slip", "transfer_slip"]
    assert _on_hand(boxes, JACKET_S) == 2
    assert _last(boxes, "GoodsSent").unknown == ("NO-SUCH",)  # type: ignore[attr-defined]
    boxes.play("click stock.done.next", "wait object stock.going.1")


def test_more_than_lies_here_can_be_sent_but_is_told(boxes: Shown) -> None:
    boxes.play("click stock.send", f"scan {KNIT_M}", f"scan {KNIT_M}", "wait text stock.piece.0.note 'Only 1'")


def test_a_manager_settles_what_did_not_arrive(boxes: Shown) -> None:
    boxes.play("click stock.send", "click stock.going.0", "wait object transfer.reason.not_found")
    assert not boxes.window.app.stock.transfers.canLose
    boxes.play("click transfer.reason.not_found", "click transfer.lost", "wait text notice Settled")
    closed = _last(boxes, "TransferClosed")
    assert isinstance(closed, TransferClosed)
    assert (closed.transfer_id, closed.settlement) == (SHORT.transfer_id, Settlement.LOST)


def test_a_guide_cannot_settle(open_glass: Open) -> None:
    shown = open_glass(with_boxes(), language="en")
    shown.play("wait page browse")
    shown.sign_in()
    shown.play("click bar.stock", "click stock.send", "click stock.going.0", "click transfer.reason.not_found")
    shown.play("click transfer.at_sender", "wait text notice manager")


def test_a_count_may_find_nothing(english: Shown) -> None:
    english.sign_in()
    english.play("click bar.stock", "click stock.count", f"scan {JACKET_M}", "wait object stock.piece.0")
    english.window.app.stock.counting.setQuantity(JACKET_M, 0)
    english.play("wait text stock.piece.0.quantity 0", "click stock.book", "wait text stock.done.title 'corrected: 1'")
    assert _on_hand(english, JACKET_M) == 0


def test_a_count_by_zone_goes_on_with_another_person_and_counts_again_what_is_far_off(english: Shown) -> None:
    english.sign_in()
    english.play(
        "click bar.stock", "click stock.count", "click count.zones", "click zones.zone.1", "click zones.zone.2"
    )
    english.play("click zones.zone.3", "click zones.whole", "click zones.begin", "wait text count.heading floor")
    english.play(f"scan {JACKET_S}", "wait object stock.piece.0", "click bar.lock", "wait page browse")
    _manager(english)
    english.play("wait page stock", "click stock.count", "wait object stock.piece.0", "click count.close")
    english.play("wait text count.heading Stockroom", "click count.close", "click count.compare")
    english.play("wait text count.difference.0.note '3'", "wait object count.difference.0.action")
    assert not english.window.app.stock.counting.canBook
    english.play(f"scan {JACKET_S}", f"scan {JACKET_S}", "wait text count.difference.0.quantity 2", "click count.book")
    english.play("wait object stock.done.next")
    assert _on_hand(english, JACKET_S) == 2


def test_zones_can_have_names_of_their_own(english: Shown) -> None:
    english.sign_in()
    english.play("click bar.stock", "click stock.count", "click count.zones", "click zones.name", "type Loft")
    english.play("press Return", "wait object zones.zone.5", "expect zones.zone.5 Loft", "click zones.begin")
    english.play("wait object count.zone.5")


def test_movements_are_listed_narrowed_and_lead_to_the_card(english: Shown) -> None:
    english.sign_in()
    english.play(
        "click bar.stock", "click stock.note", "type dn-1", "press Return", f"scan {JACKET_M}", f"scan {KNIT_M}"
    )
    english.play("wait object stock.piece.1", "click stock.book", "wait object stock.done.next", "click stock.count")
    english.play(f"scan {JACKET_S}", "wait object stock.piece.0", "click stock.book", "wait object stock.done.next")
    english.play("click stock.movements", "wait object moved.row.2", "click moved.kind.count", "wait gone moved.row.1")
    english.play("click moved.kind.count", f"scan {KNIT_M}", "wait text card.here 2", "click sheet.close")
    english.play("click moved.earlier", "wait object moved.later", "wait gone moved.row.0", "click moved.later")
    english.play("wait object moved.row.0")


def test_the_stockroom_stands_too(open_glass: Open) -> None:
    shown = open_glass(with_boxes(), language="en", size=PORTRAIT)
    shown.play("wait page browse")
    _manager(shown)
    shown.play(f"scan {SLIP}", "wait object stock.piece.1", "click stock.book", "wait object stock.done.next")
