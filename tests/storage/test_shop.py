"""What HQ tells a shop: rounds that become visible at once, and our own events on top of them."""

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.events import (
    CallBackMade,
    Fulfilment,
    LineDecision,
    LinesDecided,
    OrderCancelled,
    Outcome,
    Reason,
)
from kiosk.domain.facts import OrderFacts, merge
from kiosk.domain.member import Member
from kiosk.domain.staff import Role, StaffMember
from kiosk.domain.stock import StockRow
from kiosk.errors import BugError, EnvironmentProblem
from kiosk.ports.orders import OrderQuery
from kiosk.ports.storage import CallBackTask, StreamAge
from kiosk.ports.sync import Cursor, CutEntry, StreamRow
from kiosk.storage.tablet import TabletStorage
from tests.storage.tablets import SHIRT, T0_MS, Clock, Stream, append, line, new_tablet, paid, place

LIN = StaffMember("G1", "JA", "林", Role.GUIDE, "b" * 64, "$argon2id$…", "PUB-1")
CHEN = Member("M1", "K-1001", "陈*", "gold", "JA", 120)


def shop_stream() -> Stream:
    stream = Stream("shop.JA")
    stream.put("staff", "G1", LIN)
    stream.put("member", "M1", CHEN)
    stream.put("stock", SHIRT, StockRow("JA", SHIRT, 7, 2, T0_MS))
    return stream


def sold_by_a_sibling(tmp_path: Path, code: str = "40351765") -> OrderFacts:
    sibling = new_tablet(tmp_path / "sibling")
    facts = sibling.reader.order(place(sibling, code=code).order_id)
    sibling.close()
    assert facts is not None
    return facts


def test_staff_members_and_stock_are_found_by_what_people_show(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    assert shop_stream().pull(tablet.shop) == 3
    reader = tablet.reader
    assert reader.staff_by_badge("b" * 64) == reader.staff("G1") == LIN
    assert reader.member_by_code("K-1001") == CHEN
    assert reader.own_stock((SHIRT, "UNKNOWN")) == {SHIRT: StockRow("JA", SHIRT, 7, 2, T0_MS)}
    assert (reader.staff_by_badge(""), reader.staff("G9"), reader.member_by_code("")) == (None, None, None)
    tablet.close()


def test_a_round_is_seen_whole_or_not_at_all(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    stream = shop_stream()
    rows = list(stream.rows.values())
    tablet.shop.begin("shop.JA", from_zero=True, announced=3)
    tablet.shop.stage("shop.JA", rows[:2])
    assert tablet.reader.staff("G1") is None
    assert tablet.shop.cursor("shop.JA") is None
    assert tablet.reader.sync_status().streams == (StreamAge("shop.JA", 0, 2, 3),)
    tablet.shop.stage("shop.JA", rows[2:])
    assert tablet.shop.finish("shop.JA", Cursor("g1", 3), (), T0_MS) == 3
    assert tablet.reader.staff("G1") == LIN
    assert tablet.shop.cursor("shop.JA") == Cursor("g1", 3)
    assert tablet.reader.sync_status().streams == (StreamAge("shop.JA", T0_MS, 3),)
    tablet.close()


def test_what_an_interrupted_round_left_is_dropped(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    tablet.shop.begin("shop.JA", from_zero=True, announced=3)
    tablet.shop.stage("shop.JA", list(shop_stream().rows.values()))
    tablet.shop.begin("shop.JA", from_zero=True, announced=0)
    assert tablet.shop.finish("shop.JA", Cursor("g1", 3), (), T0_MS) == 0
    assert tablet.reader.staff("G1") is None
    tablet.close()
    tablet = TabletStorage.open(tmp_path / "tablet")
    with pytest.raises(BugError, match="without a round"):
        tablet.shop.stage("shop.JA", [])
    tablet.close()


def test_tombstones_remove_and_a_stream_from_zero_drops_what_is_not_sent_again(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    stream = shop_stream()
    stream.pull(tablet.shop)
    stream.remove("member", "M1")
    assert stream.pull(tablet.shop) == 1
    assert tablet.reader.member_by_code("K-1001") is None
    anew = Stream("shop.JA", gen="g2")
    anew.put("member", "M1", CHEN)
    anew.pull(tablet.shop, anew=True)
    assert tablet.reader.staff("G1") is None
    assert tablet.reader.own_stock((SHIRT,)) == {}
    assert tablet.reader.member_by_code("K-1001") == CHEN
    assert tablet.shop.cursor("shop.JA") == Cursor("g2", 1)
    tablet.close()


def test_rows_of_a_kind_from_a_newer_hq_are_passed_over_and_unknown_fields_ignored(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    stream = shop_stream()
    stream.put("horoscope", "H1", '{"sign": "ram"}')
    stream.put("member", "M2", json.dumps({"id": "M2", "code": "K-2", "masked_name": "*", "shoe_size": 42}))
    stream.pull(tablet.shop)
    assert tablet.reader.member_by_code("K-2") == Member("M2", "K-2", "*")
    tablet.close()


def test_a_round_that_cannot_be_read_changes_nothing_and_says_so(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    stream = shop_stream()
    stream.pull(tablet.shop)
    stream.remove("member", "M1")
    stream.put("staff", "G2", "{no json")
    with pytest.raises(EnvironmentProblem, match=r"shop\.JA"):
        stream.pull(tablet.shop)
    assert tablet.reader.member_by_code("K-1001") == CHEN
    assert tablet.shop.cursor("shop.JA") == Cursor("g1", 3)
    del stream.rows["staff", "G2"]
    stream.pull(tablet.shop)
    assert tablet.reader.member_by_code("K-1001") is None
    tablet.close()


def test_streams_that_live_elsewhere_are_refused(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    assert [tablet.shop.holds(name) for name in ("shop.JA", "device.ja-02", "shop.XH")] == [True, True, False]
    with pytest.raises(BugError):
        tablet.shop.begin("shop.XH", from_zero=True, announced=0)
    tablet.close()


def test_a_notice_for_the_device_leaves_the_shops_cut_alone(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    sold = place(tablet)
    stream = Stream("shop.JA")
    stream.put("order", sold.order_id, tablet.reader.order(sold.order_id))
    stream.put("stock", SHIRT, StockRow("JA", SHIRT, 7, 1))
    stream.pull(tablet.shop, [CutEntry("ja-02", 1, 2)])
    notices = Stream("device.ja-02")
    notices.put("notice", "N1", "the till is moved on Monday")
    notices.pull(tablet.shop)
    assert tablet.reader.own_stock((SHIRT,)) == {SHIRT: StockRow("JA", SHIRT, 7, 1)}
    tablet.close()


def test_nothing_new_is_news_too(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    shop_stream().pull(tablet.shop)
    tablet.shop.touched("shop.JA", T0_MS + 60_000)
    assert tablet.reader.sync_status().streams == (StreamAge("shop.JA", T0_MS + 60_000, 3),)
    tablet.close()


def test_when_the_line_dropped_is_remembered_and_why(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    seen = []
    for note in (
        lambda: tablet.shop.note_online(T0_MS),
        lambda: tablet.shop.note_online(T0_MS + 1),
        lambda: tablet.shop.note_offline(T0_MS + 2, "no route"),
        lambda: tablet.shop.note_offline(T0_MS + 3, "no answer"),
        lambda: tablet.shop.note_online(T0_MS + 4),
    ):
        note()
        status = tablet.reader.sync_status()
        seen.append((status.online, status.since_ms - T0_MS, status.last_error))
    assert seen == [(True, 0, ""), (True, 0, ""), (False, 2, "no route"), (False, 2, "no answer"), (True, 4, "")]
    tablet.close()


def test_a_siblings_order_is_found_by_number_and_code_and_can_be_paid_here(tmp_path: Path) -> None:
    facts = sold_by_a_sibling(tmp_path)
    tablet = new_tablet(tmp_path)
    stream = Stream("shop.JA")
    stream.put("order", facts.order_id, facts)
    stream.pull(tablet.shop)
    reader = tablet.reader
    assert reader.order_by_number("JA-02-A-000001") == facts
    assert reader.orders_by_pick_up_code("40351765") == (facts,)
    assert tablet.journal.run(lambda tx: tx.pick_up_code_taken("40351765"))
    append(tablet, paid(facts.order_id))
    seen = reader.order(facts.order_id)
    assert seen is not None
    assert (len(seen.placed), len(seen.paid)) == (1, 1)
    assert tablet.journal.run(lambda tx: tx.order(facts.order_id)) == seen
    tablet.close()


def test_an_order_that_hq_takes_away_is_gone_with_its_code(tmp_path: Path) -> None:
    facts = sold_by_a_sibling(tmp_path)
    tablet = new_tablet(tmp_path)
    stream = Stream("shop.JA")
    stream.put("order", facts.order_id, facts)
    stream.pull(tablet.shop)
    stream.remove("order", facts.order_id)
    stream.pull(tablet.shop)
    assert tablet.reader.orders_by_pick_up_code("40351765") == ()
    assert tablet.reader.order_by_number("JA-02-A-000001") is None
    assert not tablet.journal.run(lambda tx: tx.pick_up_code_taken("40351765"))
    tablet.close()


def test_an_order_that_hq_has_whole_is_open_or_closed_as_hqs_row_says(tmp_path: Path) -> None:
    """Placed here, cancelled at a sibling: it must leave our list, though our own events never say so."""
    tablet = new_tablet(tmp_path)
    sold = place(tablet)
    own = tablet.reader.order(sold.order_id)
    sibling = new_tablet(tmp_path / "sibling")
    (cancelled,) = append(sibling, OrderCancelled(sold.order_id, "changed their mind"))
    both = merge(own, sibling.reader.order(sold.order_id))
    sibling.close()
    assert cancelled.seq == 2
    assert tablet.reader.open_orders() == (own,)
    assert len(tablet.reader.unpaid_due(T0_MS * 2)) == 1
    stream = Stream("shop.JA")
    stream.put("order", sold.order_id, both)
    stream.pull(tablet.shop, [CutEntry("ja-02", 1, 2)])
    assert tablet.reader.open_orders() == ()
    assert tablet.reader.unpaid_due(T0_MS * 2) == ()
    tablet.close()


def test_open_orders_come_newest_first_from_both_ends_and_no_more_than_asked(tmp_path: Path) -> None:
    clock = Clock()
    tablet = new_tablet(tmp_path, clock)
    stream = Stream("shop.JA")
    ids = []
    for number in range(6):
        clock.now_ms += 1000
        ids.append(place(tablet).order_id)
        if number % 2:
            stream.put("order", ids[-1], tablet.reader.order(ids[-1]))
    append(tablet, OrderCancelled(ids[3], "changed their mind"))
    stream.pull(tablet.shop, [CutEntry("ja-02", 1, 0)])
    listed = [facts.order_id for facts in tablet.reader.open_orders()]
    assert listed == [ids[5], ids[4], ids[2], ids[1], ids[0]]
    assert [facts.order_id for facts in tablet.reader.open_orders(limit=2)] == listed[:2]
    tablet.close()


def test_a_held_event_keeps_its_order_on_our_list(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    sold = place(tablet)
    stream = Stream("shop.JA")
    stream.pull(tablet.shop, [CutEntry("ja-02", 1, 2, (2,))])
    assert [facts.order_id for facts in tablet.reader.open_orders()] == [sold.order_id]
    assert [facts.order_id for facts in tablet.reader.unpaid_due(T0_MS * 2)] == [sold.order_id]
    tablet.close()


def test_a_call_back_leaves_the_list_with_our_own_call_and_not_only_with_hqs_word(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    sold = place(tablet, *(line(number, fulfilment=Fulfilment.DELIVER, source="WH", place="door") for number in "12"))
    hq = new_tablet(tmp_path / "hq")
    append(hq, LinesDecided(sold.order_id, tuple(LineDecision(n, Outcome.REFUSED, Reason.GOODS) for n in "12")))
    decided = hq.reader.order(sold.order_id)
    hq.close()
    stream = Stream("shop.JA")
    task = CallBackTask(sold.order_id, sold.number, ("1", "2"), "13800000000", T0_MS)
    other = CallBackTask("elsewhere", "XH-01-A-000003", ("1",), "", T0_MS - 1)
    stream.put("task", "T1", task)
    stream.put("task", "T2", other)
    stream.put("order", sold.order_id, merge(tablet.reader.order(sold.order_id), decided))
    stream.pull(tablet.shop, [CutEntry("ja-02", 1, 2)])
    assert tablet.reader.call_backs() == (other, task)
    append(tablet, CallBackMade(sold.order_id, ("1",), "wants a refund"))
    assert tablet.reader.call_backs() == (other, replace(task, line_ids=("2",)))
    append(tablet, CallBackMade(sold.order_id, ("2",), "waits for another"))
    assert tablet.reader.call_backs() == (other,)
    tablet.close()


def test_orders_are_confirmed_while_a_round_is_staged_and_applied(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    stream = Stream("shop.JA")
    for number in range(5_000):
        stream.put("stock", f"S/{number}", StockRow("JA", f"S/{number}", number))
    applied = threading.Event()

    def pull() -> None:
        stream.pull(tablet.shop)
        applied.set()

    thread = threading.Thread(target=pull)
    thread.start()
    confirmed = 0
    while not applied.is_set():
        place(tablet)
        confirmed += 1
    thread.join()
    assert confirmed > 0
    assert tablet.reader.sync_status().pending_orders == confirmed
    assert tablet.reader.own_stock(("S/4999",))["S/4999"].on_hand == 4_999
    tablet.close()


def test_a_staged_row_that_changes_again_in_the_round_counts_once(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    tablet.shop.begin("shop.JA", from_zero=True, announced=2)
    for seq, pieces in ((1, 3), (2, 4)):
        body = json.dumps({"location": "JA", "sku": SHIRT, "on_hand": pieces})
        tablet.shop.stage("shop.JA", [StreamRow("stock", SHIRT, seq, body)])
    assert tablet.shop.finish("shop.JA", Cursor("g1", 2), (), T0_MS) == 1
    assert tablet.reader.own_stock((SHIRT,))[SHIRT].on_hand == 4
    tablet.close()


def test_an_order_row_without_its_placing_is_kept_and_opens_nothing(tmp_path: Path) -> None:
    other = new_tablet(tmp_path / "other")
    append(other, paid("order-x"))
    facts = other.reader.order("order-x")
    other.close()
    tablet = new_tablet(tmp_path)
    stream = Stream("shop.JA")
    stream.put("order", "order-x", facts)
    stream.pull(tablet.shop)
    assert tablet.reader.order("order-x") == facts
    assert tablet.reader.open_orders() == ()
    tablet.close()


def test_an_order_of_elsewhere_counts_for_a_guide_here_and_is_in_no_list(tmp_path: Path) -> None:
    facts = sold_by_a_sibling(tmp_path)
    tablet = new_tablet(tmp_path / "here")
    stream = shop_stream()
    stream.put("far_order", facts.order_id, facts)
    stream.pull(tablet.shop)
    assert tablet.reader.order(facts.order_id) == facts
    assert tablet.reader.orders_changed(0) == (facts,)
    assert tablet.reader.orders_changed(facts.placed[0].stamp.at_ms + 60_000) == ()
    assert tablet.reader.orders(OrderQuery()).orders == ()
    assert tablet.reader.order_by_number(facts.placed[0].body.number) is None
    stream.put("order", facts.order_id, facts)
    stream.pull(tablet.shop)
    assert tablet.reader.orders_changed(0) == (facts,), "once, also where it is both"
    tablet.close()
