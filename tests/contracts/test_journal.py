"""What services and screens may rely on, whether the journal is a dictionary or a file."""

from pathlib import Path

import pytest

from kiosk.domain.codes import own_digit_holds
from kiosk.domain.events import (
    Event,
    Fulfilment,
    GoodsReceived,
    OrderPlaced,
    Outcome,
    ReceivedLine,
    start_of,
    verify,
)
from kiosk.domain.order import OrderStatus, OrderView, view
from kiosk.domain.staff import LOCK_OUT_MS, PinAttempts
from kiosk.domain.stock import StockRow
from kiosk.errors import BugError, EnvironmentProblem, InputError, RuleError
from kiosk.ports.devices import Slip
from kiosk.ports.storage import JournalTx
from kiosk.services.fulfilling import AlreadyHandedOver
from kiosk.services.guiding import PinLocked, PinWrong
from tests.contracts.benches import Bench, MemoryBench, desk_at, guide_at
from tests.domain.histories import Scribe, line, order
from tests.fakes import retailer

SHIRT_M = retailer.SHIRT_M


def _placed(bench: Bench, sku: str = SHIRT_M, quantity: int = 1, *, kind: str = "", source: str = "") -> OrderView:
    desk = desk_at(bench)
    desk.add(sku, quantity, kind=kind, source=source)
    return desk.place(retailer.PHONE)


def _row(bench: Bench, sku: str = SHIRT_M) -> tuple[int, int]:
    row = bench.reader.own_stock((sku,))[sku]
    in_unit_of_work = bench.journal.run(lambda tx: tx.own_stock(sku))
    assert row == in_unit_of_work, "glass and rules must see the same shelf"
    return row.on_hand, row.reserved


# Units of work.


def test_events_of_a_unit_of_work_are_chained_in_sequence(bench):
    told: list[Event] = []
    for number in range(5):
        told += bench.journal.run(
            lambda tx, number=number: [
                tx.append(order(order_id=f"o-{number}"), "shopper"),
                tx.append(GoodsReceived("JA", "DN", (ReceivedLine("A", 1),)), "G-LIN"),
            ]
        )
    first = told[0]
    assert first.seq == 2, "the start of the epoch came first"
    chain = None
    for event in told:
        assert chain is None or verify(event, chain)
        chain = event.chain
    assert [event.seq for event in told] == list(range(2, 12))
    assert [event.hlc for event in told] == sorted({event.hlc for event in told})
    assert first.chain != start_of(first.device, first.epoch).chain
    assert len({event.id for event in told}) == 10


def test_what_fails_has_not_happened(bench):
    before = (bench.reader.sync_status().pending_events, _row(bench))
    seen: list[str] = []

    def work(tx: JournalTx) -> None:
        seen.append(tx.next_number("order"))
        tx.append(order(line("1", Fulfilment.TAKE_NOW), order_id="o-1"), "shopper")
        tx.put_pin_attempts("G-LIN", PinAttempts(4, 1))
        tx.enqueue(Slip("order_slip", "never", ()))
        assert tx.order("o-1") is not None, "inside, it has happened"
        raise RuleError("changed my mind")

    for _ in range(3):
        with pytest.raises(RuleError, match="changed my mind"):
            bench.journal.run(work)
    assert seen == ["JA-02-A-000001"] * 3, "a number that was not used is given again"
    assert bench.reader.order("o-1") is None
    assert bench.journal.run(lambda tx: tx.order("o-1")) is None
    assert bench.journal.run(lambda tx: tx.pin_attempts("G-LIN")) == PinAttempts()
    assert (bench.reader.sync_status().pending_events, _row(bench)) == before


def test_what_a_unit_of_work_returns_comes_back(bench):
    assert bench.journal.run(lambda tx: (tx.now_ms, 7)) == (bench.clock(), 7)
    assert bench.journal.run(lambda tx: len(tx.random_digits(16))) == 16
    assert bench.journal.run(lambda tx: tx.random_digits(9)).isdigit()


def test_a_body_that_is_too_large_is_refused_and_nothing_happened(bench):
    body = GoodsReceived("JA", "x" * 70_000, (ReceivedLine("A", 1),))
    with pytest.raises(InputError, match="65536"):
        bench.journal.run(lambda tx: tx.append(body, "G-LIN"))
    assert bench.journal.run(lambda tx: tx.append(order(order_id="o-1"), "shopper")).seq == 2


def test_numbers_of_orders_and_receipts_have_two_series_without_gaps_over_a_restart(bench):
    numbers = [bench.journal.run(lambda tx: (tx.next_number("order"), tx.next_number("receipt"))) for _ in range(2)]
    bench.restart()
    numbers += [bench.journal.run(lambda tx: (tx.next_number("order"), "")) for _ in range(2)]
    assert [first for first, _ in numbers] == [f"JA-02-A-00000{n}" for n in range(1, 5)]
    assert [second for _, second in numbers[:2]] == ["JA-02-A-R-000001", "JA-02-A-R-000002"]


def test_personal_content_that_no_event_names_is_a_bug(bench):
    with pytest.raises(BugError):
        bench.journal.run(lambda tx: tx.keep_blob(b"13800000000"))


def test_a_pick_up_code_is_taken_while_its_order_is_known(bench):
    placed = _placed(bench).placed
    (code,) = placed.pick_up_codes.values()
    assert own_digit_holds(code)
    assert bench.journal.run(lambda tx: tx.pick_up_code_taken(code))
    assert not bench.journal.run(lambda tx: tx.pick_up_code_taken("00000000"))
    bench.hq_knows()
    bench.restart()
    assert bench.journal.run(lambda tx: tx.pick_up_code_taken(code))


# A sale, and what is left of it after a restart.


def test_a_sale_is_found_by_id_number_and_code_after_a_restart(bench):
    placed = _placed(bench)
    bench.restart()
    found = [
        bench.reader.order(placed.order_id),
        bench.reader.order_by_number(placed.placed.number),
        *bench.reader.orders_by_pick_up_code(placed.placed.pick_up_codes["JA"]),
    ]
    assert len(found) == 3
    for facts in found:
        assert facts is not None
        assert view(facts) == placed
    assert bench.reader.order_by_number("JA-02-A-999999") is None
    assert bench.reader.orders_by_pick_up_code("00000000") == ()


def test_a_shelf_is_held_then_emptied_then_the_same_at_hq(bench):
    placed = _placed(bench, quantity=2)
    assert _row(bench) == (3, 2)
    bench.hq_knows()
    assert _row(bench) == (3, 2), "the same figure, now from HQ"
    desk = guide_at(bench)
    desk.till.pay_cash(placed.order_id, 79_800)
    desk.hand_over(placed.order_id)
    assert _row(bench) == (1, 0)
    bench.hq_knows()
    assert _row(bench) == (1, 0)
    bench.restart()
    assert _row(bench) == (1, 0)


def test_goods_leave_once_over_restarts_and_syncs(bench):
    placed = _placed(bench)
    guide_at(bench).till.pay_cash(placed.order_id, 39_900)
    bench.restart()
    guide_at(bench).hand_over(placed.order_id)
    for happening in (bench.restart, bench.hq_knows, bench.restart):
        happening()
        with pytest.raises(AlreadyHandedOver) as refused:
            guide_at(bench).hand_over(placed.order_id)
        assert refused.value.params["by"] == "G-LIN"


def test_boxes_and_counts_stay_on_the_shelf(bench):
    desk = guide_at(bench)
    desk.stockroom.receive("DN-1", {SHIRT_M: 4, retailer.COAT_S: 1})
    assert desk.stockroom.count({SHIRT_M: 6}) == {SHIRT_M: -1}
    for happening in (bench.restart, bench.hq_knows):
        happening()
        assert _row(bench) == (6, 0)
        assert _row(bench, retailer.COAT_S) == (1, 0)


def test_a_figure_nobody_has_reported_is_absent_and_zero_in_a_unit_of_work(bench):
    assert bench.reader.own_stock((retailer.COAT_S,)) == {}
    assert bench.journal.run(lambda tx: tx.own_stock(retailer.COAT_S)) == StockRow("JA", retailer.COAT_S, 0)


def test_other_locations_have_less_by_what_we_asked_of_them_until_hq_knows(bench):
    theirs = (StockRow("XH", retailer.SHIRT_L, 5), StockRow("WH", retailer.SHIRT_L, 9))
    _placed(bench, retailer.SHIRT_L, kind="bring_here", source="XH")
    assert [(row.location, row.atp()) for row in bench.reader.other_stock(theirs)] == [("XH", 4), ("WH", 9)]
    bench.hq_knows()
    assert bench.reader.other_stock(theirs) == theirs


# Who waits.


def test_open_orders_come_newest_first_and_leave_when_they_end(bench):
    orders = []
    for _ in range(4):
        bench.clock.advance(minutes=1)
        orders.append(_placed(bench, retailer.TOTE_ONE).order_id)
    desk_at(bench).cancel(orders[1], "changed their mind")
    desk = guide_at(bench)
    desk.till.pay_cash(orders[2], 12_900)
    desk.hand_over(orders[2])
    for happening in (lambda: None, bench.restart, bench.hq_knows):
        happening()
        assert [facts.order_id for facts in bench.reader.open_orders()] == [orders[3], orders[0]]
    assert [facts.order_id for facts in bench.reader.open_orders(limit=1)] == [orders[3]]


def test_what_was_not_paid_in_time_lapses_once_whoever_looks(bench):
    late, paid = _placed(bench), _placed(bench)
    guide_at(bench).till.pay_cash(paid.order_id, 39_900)
    assert bench.reader.unpaid_due(bench.clock()) == ()
    bench.clock.advance(hours=24)
    bench.restart()
    assert [facts.order_id for facts in bench.reader.unpaid_due(bench.clock())] == [late.order_id]
    assert desk_at(bench).lapse_due() == 1
    for happening in (bench.restart, bench.hq_knows):
        happening()
        assert desk_at(bench).lapse_due() == 0
        facts = bench.reader.order(late.order_id)
        seen = view(facts) if facts else None
        assert seen is not None
        assert seen.status is OrderStatus.LAPSED
    assert _row(bench) == (3, 1)


def test_an_order_another_device_cancelled_is_closed_here_too(bench):
    placed = _placed(bench)
    bench.hq_knows(Scribe(order_id=placed.order_id).cancelled("ja-01"))
    assert bench.reader.open_orders() == ()
    assert _row(bench) == (3, 0)
    with pytest.raises(RuleError, match="closed"):
        guide_at(bench).till.pay_cash(placed.order_id, 39_900)


def test_an_order_of_a_sibling_can_be_paid_and_handed_over_here(bench):
    sibling = Scribe(order_id="order-of-a-sibling")
    theirs = OrderPlaced(
        "order-of-a-sibling", "JA-01-A-000007", "JA", (line(),), 39_900, "CNY", "", "", 0, {"JA": "12345675"}
    )
    bench.hq_knows(sibling.write(theirs, "ja-01"))
    facts = bench.reader.order_by_number("JA-01-A-000007")
    assert facts is not None
    desk = guide_at(bench)
    desk.till.pay_cash(facts.order_id, 39_900)
    assert desk.hand_over(facts.order_id, "12345675").order.status is OrderStatus.COMPLETED
    assert bench.reader.unpaid_due(bench.clock()) == ()
    assert facts.order_id not in {item.order_id for item in bench.reader.open_orders()}


def test_hqs_word_and_ours_make_one_order(bench):
    placed = _placed(bench, retailer.SHIRT_L, kind="bring_here", source="XH")
    bench.hq_knows(Scribe(order_id=placed.order_id).decided(Outcome.CONFIRMED, "1"))
    desk = guide_at(bench)
    desk.till.pay_external(placed.order_id, "T-0001")
    desk.mark_ready(placed.order_id)
    assert _row(bench, retailer.SHIRT_L) == (1, 1)
    assert desk.hand_over(placed.order_id).order.status is OrderStatus.COMPLETED
    assert _row(bench, retailer.SHIRT_L) == (0, 0)


def test_what_hq_does_not_have_is_counted_until_it_has_it(bench):
    bench.hq_knows()
    assert bench.reader.sync_status().pending_events == 0
    placed_ms = bench.clock()
    _placed(bench, retailer.TOTE_ONE, 2)
    bench.clock.advance(minutes=5)
    bench.restart()
    status = bench.reader.sync_status()
    assert (status.pending_events, status.pending_orders, status.pending_minor) == (1, 1, 25_800)
    assert status.oldest_pending_ms == placed_ms
    bench.hq_knows()
    status = bench.reader.sync_status()
    assert (status.pending_events, status.pending_orders, status.oldest_pending_ms) == (0, 0, None)


# People.


def test_people_are_found_by_what_they_carry(bench):
    assert bench.reader.staff_by_badge(retailer.LIN.badge_sha256) == retailer.LIN
    assert bench.reader.staff("G-MEI") == retailer.MEI
    assert bench.reader.member_by_code(retailer.MEMBER_CODE) == retailer.MEMBER
    assert bench.reader.staff_by_badge("") is bench.reader.staff("") is bench.reader.member_by_code("M-1") is None


def test_a_restart_does_not_unlock_a_badge(bench):
    for attempt in range(5):
        desk = desk_at(bench)
        desk.scan(retailer.LIN_BADGE)
        with pytest.raises(PinWrong) as refused:
            desk.enter_pin("0000")
        assert refused.value.params["left"] == 4 - attempt
        if attempt % 2:
            bench.restart()
    bench.restart()
    desk = desk_at(bench)
    desk.scan(retailer.LIN_BADGE)
    with pytest.raises(PinLocked):
        desk.enter_pin(retailer.LIN_PIN)
    until_ms = bench.clock.now_ms + LOCK_OUT_MS
    assert bench.reader.locked_out(until_ms - 1) == {retailer.LIN.id: until_ms}
    assert bench.reader.locked_out(until_ms) == {}
    bench.clock.now_ms += LOCK_OUT_MS
    assert desk.enter_pin(retailer.LIN_PIN) == retailer.LIN


def test_a_journal_with_room_says_so(bench):
    assert bench.journal.room_for_orders()


def test_a_journal_without_room_refuses_before_it_writes():
    """Only in memory can a disk be filled at will; what a real one does stands in the tests of faults."""
    full = MemoryBench(Path())
    full.journal.disk_full = True
    assert not full.journal.room_for_orders()
    with pytest.raises(EnvironmentProblem):
        full.journal.run(lambda tx: tx.append(order(), "shopper"))
    assert len(full.journal.state.events) == 1


def test_a_basket_put_aside_is_found_by_its_code_until_it_is_taken_up(bench):
    desk = desk_at(bench)
    desk.add(SHIRT_M)
    parked = desk.park()
    bench.restart()
    assert bench.reader.parked_basket(parked.code, bench.clock()) == parked
    assert bench.reader.parked_basket(parked.code, parked.lapses_ms) is None
    assert bench.journal.run(lambda tx: tx.parked_basket(parked.code)) == parked
    desk_at(bench).take_up(parked.code)
    assert bench.reader.parked_basket(parked.code, bench.clock()) is None


def test_a_basket_that_lapsed_gives_its_code_back(bench):
    desk = desk_at(bench)
    desk.add(SHIRT_M)
    first = desk.park()
    bench.clock.now_ms = first.lapses_ms
    desk.add(SHIRT_M)
    second = desk.park()
    assert bench.reader.parked_basket(second.code, bench.clock()) == second


def test_a_call_for_a_guide_stands_until_it_is_answered(bench):
    call = desk_at(bench).call_guide("style", "LINEN-SHIRT")
    bench.restart()
    assert bench.reader.guide_call() == call == bench.journal.run(lambda tx: tx.guide_call())
    desk_at(bench).scan(retailer.LIN_BADGE)
    assert bench.reader.guide_call() is None
