"""Stock: nothing comes from nowhere, nothing is lost, and a tablet's figure is what HQ's will be."""

import random
from collections import Counter
from dataclasses import fields

from kiosk.domain.events import (
    CountedLine,
    Event,
    Fulfilment,
    GoodsReceived,
    OpenedStock,
    Outcome,
    ReceivedLine,
    StockCounted,
    StockOpened,
    body_of,
)
from kiosk.domain.facts import ORDER_EVENTS, merge
from kiosk.domain.fold import fold
from kiosk.domain.order import LineStatus, view
from kiosk.domain.returns import Grade
from kiosk.domain.stock import Effects, Movement, Reservation, StockRow, effects_of_event, effects_of_order, overlay
from kiosk.domain.transfers import GoodsSent, SentLine
from tests.domain.histories import T0_MS, Scribe, known, line, random_history
from tests.fakes.fold_store import MemoryFoldStore

NOW, FETCH, BRING, SHIP = Fulfilment.TAKE_NOW, Fulfilment.PICK_UP, Fulfilment.BRING_HERE, Fulfilment.DELIVER


def _moved(*told: Event) -> Counter[str]:
    """On-hand changes per location."""
    moved: Counter[str] = Counter()
    for item in effects_of_order(known(*told)).movements:
        moved[item.location] += item.delta
    return moved


def _held(*told: Event) -> list[tuple[str, int]]:
    return [(item.location, item.quantity) for item in effects_of_order(known(*told)).reservations]


def test_an_order_holds_its_goods_where_they_lie():
    s = Scribe()
    placed = s.placed(line("1", NOW, pieces=2), line("2", FETCH), line("3", BRING), line("4", SHIP))
    assert _held(placed) == [("JA", 2), ("XH", 1), ("XH", 1), ("WH", 1)]
    assert _moved(placed) == {}
    assert _held(placed, s.cancelled()) == []
    assert _held(placed, s.decided(Outcome.REFUSED, "2"), s.decided(Outcome.RE_SOURCED, "3", source="WH")) == [
        ("JA", 2), ("WH", 1), ("WH", 1),
    ]  # fmt: skip


def test_a_hand_over_moves_goods_once_however_often_it_is_told():
    s = Scribe()
    told = [s.placed(line("1", pieces=3)), s.paid(119_700), s.handed("1")]
    assert (_moved(*told), _held(*told)) == ({"JA": -3}, [])
    assert _moved(*told, s.handed("1", at="XH", device="xh-01")) == {"JA": -3}


def test_goods_brought_here_leave_there_and_then_leave_here():
    s = Scribe()
    told = [s.placed(line("1", BRING)), s.ready("1")]
    assert (_moved(*told), _held(*told)) == ({"XH": -1, "JA": 1}, [("JA", 1)])
    told += [s.paid(39_900), s.handed("1")]
    assert (+_moved(*told), _moved(*told)["XH"], _held(*told)) == (Counter(), -1, [])


def test_goods_that_arrived_for_an_order_that_lapsed_stay_here_and_are_free():
    s = Scribe()
    told = [s.placed(line("1", BRING)), s.ready("1"), s.lapsed()]
    assert (_moved(*told), _held(*told)) == ({"XH": -1, "JA": 1}, [])


def test_a_parcel_leaves_its_warehouse_once_at_dispatch_and_not_again_at_the_door():
    s = Scribe()
    told = [s.placed(line("1", SHIP)), s.dispatched("1")]
    assert (_moved(*told), _held(*told)) == ({"WH": -1}, [])
    assert _moved(*told, s.handed("1", at="door", device="hq")) == {"WH": -1}


def test_goods_that_waited_packed_where_they_lay_did_not_move():
    s = Scribe()
    assert _moved(s.placed(line("1", FETCH)), s.ready("1", at="XH")) == {}


def test_no_history_makes_goods_out_of_nothing_or_loses_them():
    """Per line: what all shelves together lost is what left them, once, in full, less what came back as new; a transfer
    sums to zero."""
    for seed in range(600):
        facts = known(*random_history(seed))
        order = view(facts)
        assert order is not None
        effects = effects_of_order(facts)
        gone = {id_ for fact in facts.dispatched for id_ in fact.body.line_ids}
        gone |= {item.line_id for fact in facts.handed for item in fact.body.lines}
        for item in order.lines:
            total = sum(m.delta for m in effects.movements if m.sku == item.line.sku)
            left = item.line.quantity if item.line.line_id in gone else 0
            assert -left <= total <= 0, (seed, item.line.line_id)
            back = [it for fact in facts.returned for it in fact.body.lines if it.line_id == item.line.line_id]
            if all(it.grade is Grade.AS_NEW for it in back):
                assert total == min(sum(it.quantity for it in back) - left, 0), (seed, item.line.line_id)
            held = [r for r in effects.reservations if r.line_id == item.line.line_id]
            assert sum(r.quantity for r in held) == (item.line.quantity if item.open else 0)
            assert len(held) <= 1
            assert not (held and left), "what left a shelf is not held on it"
        reasons = {"transfer_out", "transfer_in", "handed_over", "dispatched", "returned"}
        assert {m.reason for m in effects.movements} <= reasons


def test_what_was_refused_holds_nothing():
    for seed in range(300):
        order = view(known(*random_history(seed)))
        assert order is not None
        refused = [item for item in order.lines if item.status is LineStatus.REFUSED]
        assert not any(item.open for item in refused)


# Events of no order.


def test_a_box_from_a_supplier_is_new_and_one_from_another_shop_was_there():
    s = Scribe()
    lines = (ReceivedLine("A", 2), ReceivedLine("B", 3))
    new = effects_of_event(s.write(GoodsReceived("JA", "DN-1", lines)))
    assert sum(item.delta for item in new.movements) == 5
    moved = effects_of_event(s.write(GoodsReceived("JA", "DN-2", lines, "WH")))
    assert sum(item.delta for item in moved.movements) == 0
    assert {(item.location, item.sku): item.delta for item in moved.movements} == {
        ("JA", "A"): 2, ("JA", "B"): 3, ("WH", "A"): -2, ("WH", "B"): -3,
    }  # fmt: skip


def test_a_count_moves_the_difference_and_nothing_else():
    counted = StockCounted("JA", (CountedLine("A", 3, 5), CountedLine("B", 4, 4), CountedLine("C", 1, -1)))
    effects = effects_of_event(Scribe().write(counted))
    assert [(item.sku, item.delta) for item in effects.movements] == [("A", -2), ("C", 2)]


def test_two_counts_and_a_sale_give_the_same_in_any_order():
    """Each count says what it saw change, not what the truth is: so a sale between two devices' counts survives."""
    s = Scribe()
    told = [
        s.write(StockCounted("JA", (CountedLine("LINEN-SHIRT/INDIGO/1", 9, 10),))),
        s.write(StockCounted("JA", (CountedLine("LINEN-SHIRT/INDIGO/1", 8, 9),)), "ja-02"),
        s.placed(), s.paid(39_900), s.handed("1"),
    ]  # fmt: skip
    results = set()
    for seed in range(20):
        random.Random(seed).shuffle(told)
        store = MemoryFoldStore()
        store.open_stock("JA", 1, (OpenedStock("LINEN-SHIRT/INDIGO/1", 10),))
        for event in told:
            fold(store, event)
        results.add(store.stock()["JA", "LINEN-SHIRT/INDIGO/1"])
    assert results == {StockRow("JA", "LINEN-SHIRT/INDIGO/1", 7, 0, 1)}


def test_movements_before_an_opening_are_in_it_and_later_ones_count():
    row = StockRow("JA", "A", 10, opened_ms=1_000)
    moved = Effects(tuple(Movement("JA", "A", 1, at_ms, "received") for at_ms in (999, 1_000, 1_001)))
    assert overlay(row, [moved], []).on_hand == 11


def test_nothing_is_promised_that_is_set_aside_or_kept_back():
    assert StockRow("JA", "A", 5, 2).atp() == 3
    assert StockRow("JA", "A", 5, 2).atp(safety=2) == 1
    assert StockRow("JA", "A", 1, 2).atp() == StockRow("JA", "A", -4).atp() == 0


def test_effects_elsewhere_leave_a_row_alone():
    row = StockRow("JA", "A", 5)
    other = Effects((Movement("XH", "A", -1, 9, "handed_over"), Movement("JA", "B", -1, 9, "handed_over")))
    held = Effects(reservations=(Reservation("XH", "A", 1, "1"), Reservation("JA", "B", 1, "1")))
    assert overlay(row, [other, held], []) == row


def _shop_history(seed: int) -> list[Event]:
    """Several orders, boxes, counts and openings of one shop, as they came to be recorded."""
    rng, s = random.Random(seed), Scribe(seed + 10_000)
    skus = [f"LINEN-SHIRT/INDIGO/{number}" for number in range(1, 5)]
    told = [event for number in range(3) for event in random_history(seed * 7 + number, f"order-{number}")]
    for _ in range(4):
        sku, device = rng.choice(skus), rng.choice(("ja-01", "ja-02"))
        box = GoodsReceived("JA", "DN", (ReceivedLine(sku, rng.randint(1, 9)),), rng.choice((None, "XH")))
        told.append(s.write(box, device, after_s=rng.randint(0, 30)))
        sent = GoodsSent("T-1", "JA", "XH", "JA-T-1", (SentLine(sku, rng.randint(1, 9)),))
        told.append(s.write(sent, device, after_s=rng.randint(0, 30)))
        came = GoodsReceived(rng.choice(("JA", "XH")), "T", (ReceivedLine(sku, rng.randint(1, 9)),), "JA", "T-1")
        told.append(s.write(came, device, after_s=rng.randint(0, 30)))
        counted = StockCounted("JA", (CountedLine(sku, rng.randint(0, 9), rng.randint(0, 9)),))
        told.append(s.write(counted, device, after_s=rng.randint(0, 30)))
    at_ms = T0_MS + rng.randint(0, 20_000)
    told.append(s.write(StockOpened("JA", at_ms, tuple(OpenedStock(sku, 20) for sku in skus)), "hq"))
    rng.shuffle(told)
    return told


def _folded(told: list[Event]) -> MemoryFoldStore:
    store = MemoryFoldStore()
    for event in told:
        fold(store, event)
    facts = [
        fact for order in store.orders.values() for field in fields(order)[1:] for fact in getattr(order, field.name)
    ]
    ids = [event.id for event in told if event.type in ORDER_EVENTS]
    assert sorted(fact.stamp.event_id for fact in facts) == sorted(set(ids)), "rows missing on both sides are no proof"
    return store


def test_hqs_figure_and_our_late_events_are_what_hq_will_say():
    """For any cut: the row that HQ sent, overlaid with what it does not include, is the row of the full fold."""
    for seed in range(120):
        rng, told = random.Random(seed), _shop_history(seed)
        openings = [event for event in told if event.type == "StockOpened"]
        included = openings + [event for event in told if event not in openings and rng.random() < 0.6]
        late = [event for event in told if event not in included]
        hq, whole = _folded(included), _folded(told)
        orders = {body_of(event).order_id for event in late if event.type in ORDER_EVENTS}
        known_late = _folded(late).orders
        ours = [effects_of_order(merge(hq.orders.get(id_), known_late[id_])) for id_ in orders]
        ours += [effects_of_event(event) for event in late if event.type not in ORDER_EVENTS]
        theirs = [effects_of_order(hq.orders.get(id_)) for id_ in orders]
        expected = whole.stock()
        for key in expected:
            row = hq.stock().get(key, StockRow(*key, 0))
            assert overlay(row, ours, theirs) == expected[key], (seed, key)


def test_only_what_comes_back_as_new_lies_on_the_shelf_again_and_each_piece_once():
    s = Scribe()
    told = s.placed(line(pieces=2)), s.paid(79_800), s.handed("1")
    as_new, worn = s.returned("1", at="XH"), s.returned("1", grade=Grade.WORN)
    moved = effects_of_order(known(*told, as_new, worn, s.returned("1"))).movements
    assert [(m.location, m.delta, m.reason) for m in moved] == [("JA", -2, "handed_over"), ("XH", 1, "returned")]
