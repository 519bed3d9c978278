"""Lists of orders, whether they are kept in a dictionary or found in files."""

from functools import partial

import pytest

from kiosk.domain.events import Event, Outcome, body_of
from kiosk.domain.facts import facts_of, merge
from kiosk.domain.order import OrderView
from kiosk.domain.standing import Standing, changed_ms, matches, needles, standing_of, words_of
from kiosk.ports.orders import OrderQuery, PendingOrder
from kiosk.ports.storage import JournalTx
from tests.contracts.benches import Bench, FileBench, desk_at
from tests.domain.histories import T0_MS, Scribe, line, random_history
from tests.fakes import retailer

FOR_EVER_MS = 2**60


def _append(event: Event, tx: JournalTx) -> Event:
    return tx.append(body_of(event), "G-LIN")


def _place(bench: Bench, sku: str, *, kind: str = "") -> OrderView:
    bench.clock.now_ms += 60_000
    desk = desk_at(bench)
    desk.add(sku, kind=kind)
    return desk.place(retailer.PHONE)


def _found(bench: Bench, standing: Standing = Standing.OPEN, text: str = "", **more: int) -> list[str]:
    found = bench.reader.orders(OrderQuery(standing, text, **{"before_ms": FOR_EVER_MS, **more}))
    return [facts.placed[0].body.number for facts in found.orders]


def _pay(bench: Bench, order: OrderView) -> None:
    desk = desk_at(bench)
    desk.scan(retailer.LIN_BADGE)
    desk.enter_pin(retailer.LIN_PIN)
    desk.till.pay_cash(order.order_id, order.due_minor)


def test_an_order_is_listed_under_all_that_is_to_be_done_about_it(bench: Bench) -> None:
    taken, brought = _place(bench, retailer.SHIRT_M), _place(bench, retailer.SHIRT_L, kind="bring_here")
    _pay(bench, taken)
    numbers = [taken.placed.number, brought.placed.number]
    for _ in range(2):  # first ahead of HQ, then by HQ's rows
        assert _found(bench) == numbers[::-1]
        assert _found(bench, Standing.TO_PAY) == _found(bench, Standing.TO_COME) == numbers[1:]
        assert _found(bench, Standing.TO_HAND_OVER) == numbers[:1]
        assert _found(bench, Standing.LAPSES) == numbers[1:]
        assert _found(bench, Standing.LAPSES, before_ms=bench.clock.now_ms) == []
        assert _found(bench, Standing.DONE) == _found(bench, Standing.OVER) == _found(bench, Standing.CALL_BACK) == []
        bench.hq_knows()


def test_our_own_newer_events_move_an_order_from_list_to_list(bench: Bench) -> None:
    order = _place(bench, retailer.SHIRT_M)
    bench.hq_knows()
    _pay(bench, order)
    assert _found(bench, Standing.TO_PAY) == []
    counts = bench.reader.order_counts(0, FOR_EVER_MS)
    assert (counts[Standing.TO_PAY], counts[Standing.TO_HAND_OVER], counts[Standing.OPEN]) == (0, 1, 1)
    desk = desk_at(bench)
    desk.scan(retailer.LIN_BADGE)
    desk.enter_pin(retailer.LIN_PIN)
    desk.hand_over(order.order_id)
    assert _found(bench, Standing.TO_HAND_OVER) == _found(bench) == []
    assert _found(bench, Standing.DONE) == [order.placed.number]
    assert _found(bench, Standing.DONE, since_ms=bench.clock.now_ms + 1) == []
    bench.hq_knows()
    assert _found(bench, Standing.DONE) == [order.placed.number]


def test_what_hq_decides_about_an_order_that_has_our_newer_events_is_seen(bench: Bench) -> None:
    order = _place(bench, retailer.SHIRT_L, kind="bring_here")
    bench.hq_knows()
    _pay(bench, order)
    scribe = Scribe(order_id=order.order_id)
    bench.hq_knows(scribe.decided(Outcome.REFUSED, "1"))
    assert _found(bench, Standing.CALL_BACK) == _found(bench, Standing.ATTENTION) == [order.placed.number]
    assert _found(bench, Standing.TO_COME) == []


def test_orders_are_found_by_number_code_and_article_in_any_state(bench: Bench) -> None:
    first, second = _place(bench, retailer.SHIRT_M), _place(bench, retailer.TOTE_ONE)
    both = [second.placed.number, first.placed.number]
    code = first.placed.pick_up_codes["JA"]
    for _ in range(2):
        assert _found(bench, text=first.placed.number.lower()) == both[1:]
        assert (
            _found(bench, text="000002") == _found(bench, text="帆布") == _found(bench, text="CANVAS tote") == both[:1]
        )
        assert _found(bench, text=code) == both[1:]
        assert _found(bench, text=code[:7]) == _found(bench, text="linen tote") == []
        bench.hq_knows()


def test_a_receipt_finds_its_order(bench: Bench) -> None:
    """What a customer keeps is the receipt, not the slip it was paid with."""
    first, second = _place(bench, retailer.SHIRT_M), _place(bench, retailer.TOTE_ONE)
    _pay(bench, second)
    _pay(bench, first)
    facts = bench.reader.order(first.order_id)
    assert facts is not None
    (paid,) = facts.paid
    for _ in range(2):
        assert _found(bench, text=paid.body.receipt_number) == [first.placed.number]
        assert _found(bench, text="R-000002") == [first.placed.number]
        bench.hq_knows()


def test_four_digits_find_the_shopper_who_is_to_be_called(bench: Bench) -> None:
    if isinstance(bench, FileBench):
        return  # the task, and with it the number, comes from HQ: tests/storage/test_order_lists.py
    order = _place(bench, retailer.SHIRT_L, kind="bring_here")
    assert _found(bench, text="0000") == []
    bench.hq_knows(Scribe(order_id=order.order_id).decided(Outcome.REFUSED, "1"))
    assert _found(bench, text="0000") == [order.placed.number]


def test_a_list_says_whether_there_is_more(bench: Bench) -> None:
    placed = [_place(bench, retailer.TOTE_ONE) for _ in range(3)]
    newest = bench.reader.orders(OrderQuery(limit=2))
    assert newest.more
    assert [facts.order_id for facts in newest.orders] == [placed[2].order_id, placed[1].order_id]
    assert not bench.reader.orders(OrderQuery(limit=3)).more


def test_what_lapses_next_comes_first(bench: Bench) -> None:
    placed = [_place(bench, retailer.TOTE_ONE) for _ in range(3)]
    for _ in range(2):
        assert _found(bench, Standing.LAPSES) == [order.placed.number for order in placed]
        bench.hq_knows()


def test_every_count_is_the_length_of_its_list(bench: Bench) -> None:
    """Random histories: some of ours alone, some HQ's alone, some known to both."""
    for seed in range(60):
        told = random_history(seed, f"order-{seed:03}")
        bench.hq_knows(*told)
    for seed in range(60, 80):
        for event in random_history(seed, f"order-{seed:03}"):
            bench.journal.run(partial(_append, event))
    counts = bench.reader.order_counts(0, FOR_EVER_MS)
    for kind in Standing:
        listed = _found(bench, kind, limit=1_000)
        assert counts[kind] == len(listed), kind
    assert counts[Standing.OPEN]


def test_hq_lacks_orders_oldest_first(bench: Bench) -> None:
    first, second = _place(bench, retailer.TOTE_ONE), _place(bench, retailer.SHIRT_M)
    _pay(bench, first)
    found = bench.reader.pending_orders()
    assert [(row.number, row.events) for row in found] == [(first.placed.number, 2), (second.placed.number, 1)]
    assert isinstance(found[0], PendingOrder)
    assert found[0].oldest_ms == first.stamp.at_ms
    bench.hq_knows()
    assert bench.reader.pending_orders() == ()


def test_what_hq_cannot_interpret_is_told_order_by_order(bench: Bench) -> None:
    _place(bench, retailer.TOTE_ONE)
    second = _place(bench, retailer.SHIRT_M)
    _pay(bench, second)
    assert bench.reader.held_orders() == ()
    bench.hq_holds(second.order_id)
    found = bench.reader.held_orders()
    assert [(row.order_id, row.number, row.events) for row in found] == [(second.order_id, second.placed.number, 2)]
    assert found[0].oldest_ms == second.stamp.at_ms


# The rule itself.


def test_a_line_of_another_shops_order_is_no_call_of_ours() -> None:
    scribe = Scribe()
    facts = facts_of(scribe.placed(line()))
    refused = merge(facts, facts_of(scribe.decided(Outcome.REFUSED, "1")))
    assert refused is not None
    assert standing_of(facts, "JA") & Standing.TO_PAY
    assert changed_ms(facts) == T0_MS + 1_000
    assert not standing_of(refused, "XH") & Standing.CALL_BACK


@pytest.mark.parametrize(
    ("text", "found"),
    [("000001", True), ("0001", True), ("ja-02", True), ("00000", False), ("12345675", True), ("1234567", False)],
)
def test_digits_are_an_end_of_a_number_or_a_whole_code(text: str, found: bool) -> None:
    assert matches(words_of(facts_of(Scribe().placed())), needles(text)) is found
