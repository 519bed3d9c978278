"""Orders by state and by what they are known by, an order's history, and the shoppers to call back."""

from kiosk.domain.events import Outcome
from kiosk.domain.facts import OrderFacts
from kiosk.domain.order import OrderView
from kiosk.domain.standing import Standing
from kiosk.ports.orders import OrderQuery
from tests.fakes import retailer
from tests.ui.front import JACKET_M, KNIT_M
from tests.ui.glasses import Shown
from tests.ui.test_guide import place
from tests.ui.walk.happenings import all_of_them, day_goes_by
from tests.ui.walk.walker import decide

TO_COME = "PADDED-JACKET/NAVY/XL"


def _rows(shown: Shown) -> list[str]:
    return [row.number for row in shown.window.app.orders.orders.rows]


def _count(shown: Shown, key: str) -> str:
    return next(row.count for row in shown.window.app.orders.standings.rows if row.key == key)


def _open_calls(shown: Shown) -> None:
    shown.play("click orders.standing.call_back", "wait page calls", "wait object calls.call.0")


def test_every_list_says_how_much_there_is_and_shows_it(english: Shown) -> None:
    first, second = place(english), place(english, TO_COME, retailer.PHONE)
    english.sign_in()
    english.play(f"wait object orders.order.{second}")
    assert _rows(english) == [second, first]
    assert [_count(english, key) for key in ("open", "to_pay", "to_come", "to_hand_over")] == ["2", "2", "1", "0"]
    english.play("click orders.standing.to_come", f"wait gone orders.order.{first}", "expect orders.heading ready")
    english.play(f"scan {first}", "click order.pay", "click payment.suggestion.0", "click payment.take")
    english.play("wait page order", "click bar.orders", "click orders.standing.to_hand_over")
    english.play(f"wait object orders.order.{first}", f"wait gone orders.order.{second}")


def test_a_text_is_looked_for_in_every_state_and_a_list_forgets_it(english: Shown) -> None:
    first, second = place(english), place(english, KNIT_M)
    english.sign_in()
    english.play(f"click orders.order.{first}", "click order.cancel", "click order.reason.mistake")
    english.play("wait text order.status Cancelled", "click bar.orders", f"wait gone orders.order.{first}")
    english.play("type 0001", f"wait object orders.order.{first}", "expect orders.heading 0001")
    assert _rows(english) == [first]
    english.play("click search.clear", "type jumper", f"wait object orders.order.{second}")
    english.play("press Return", "click orders.standing.over", f"wait object orders.order.{first}")
    assert english.window.app.orders.query == ""


def test_what_lapses_tonight_says_how_long_it_is_left(english: Shown) -> None:
    number = place(english)
    day_goes_by(english)
    english.sign_in()
    english.play("click orders.standing.lapses", f"wait object orders.order.{number}")
    (row,) = english.window.app.orders.orders.rows
    assert (row.note, row.note_tone) == ("Lapses in 40 min", "problem")


def test_the_next_guide_begins_with_what_is_open(english: Shown) -> None:
    place(english)
    english.sign_in()
    english.play("click orders.standing.over", "wait object orders.search", "click bar.lock", "wait page browse")
    english.sign_in()
    assert english.window.app.orders._query == OrderQuery(Standing.OPEN)


def test_a_list_longer_than_a_page_goes_on_when_one_comes_to_its_end(english: Shown) -> None:
    desk = english.tablet.desk
    for number in range(100):
        desk.add(f"{('PADDED-JACKET', 'CHUNKY-KNIT', 'CORD-SHIRT')[number % 3]}/NAVY/XL")
        desk.place(retailer.PHONE)
        english.tablet.clock.advance(minutes=1)
    english.sign_in()
    rows, view = english.window.app.orders.orders, english.player._item("orders.list")
    assert view is not None
    english.player.until(lambda: rows.count >= 40, "a page of orders")
    english.player.breathe()
    assert rows.count < 100, "nobody has come to the end of the first page"
    keys = [row.key for row in rows.rows]
    while rows.count < 100:
        view.setProperty("contentY", view.property("contentHeight") - view.height())
        english.player.breathe()
    assert [row.key for row in rows.rows][: len(keys)] == keys
    assert view.property("contentY") > 0, "who has come to an end stays there"


def test_a_history_tells_every_fact_with_its_people(english: Shown) -> None:
    place(english, TO_COME, retailer.PHONE)
    all_of_them(english)
    english.sign_in()
    english.play("scan {N}", "wait page order", "click order.showHistory", "wait object history.what.0")
    rows = english.window.app.order.history.rows.rows
    said = [(row.what, row.who) for row in rows]
    lin, mei = "Lin – JA-02", "Mei – JA-02"
    assert said == [
        ("Placed", "The shopper – JA-02"),
        ("Head office found it elsewhere", "Head office"),
        ("Discount ¥50.00", lin),
        ("Paid ¥549.00", lin),
        ("Ready: Jing'an", lin),
        ("Left Cloud warehouse as a parcel", "A colleague – JA-02"),
        ("Handed over: Jing'an", lin),
        ("Came back, ¥549.00 given back: Jing'an", mei),
        ("Head office has none", "Head office"),
        ("Called, not reached", lin),
        ("Called, wrong number", lin),
        ("Shopper called", lin),
        ("Cancelled", lin),
        ("Lapsed", "By itself – JA-02"),
        ("Credit for Mei", lin),
        ("Does not agree with a share", lin),
        ("The share goes to Lin", mei),
        ("Invoice asked for on the own phone", "Head office"),
        ("Another source was asked", lin),
        ("Money given back: ¥549.00", lin),
        ("Decided: it stays as it is", mei),
    ]
    facts = english.tablet.reader.order_by_number(english.player.remembered["N"])
    assert facts is not None
    kinds = [name for name in OrderFacts.__dataclass_fields__ if name != "order_id"]
    assert all(getattr(facts, name) for name in kinds), "this order has every kind of fact"
    assert "approved by Mei" in rows[2].more
    assert "(given ¥600.00, change ¥51.00)" in rows[3].more
    assert "Nobody has a piece left" in rows[8].more
    assert rows[9].more == "again 15:00 today"
    assert "4/3" in rows[14].more
    assert "approved by Mei" in rows[14].more
    assert "5/3" in rows[15].more
    assert not any(retailer.PHONE in str(row) for row in rows)
    english.play("language zh")
    assert english.window.app.order.history.rows.rows[8].what == "总部没有货"


def test_a_history_closes_with_its_order_and_follows_what_happens(english: Shown) -> None:
    first, second = place(english), place(english, KNIT_M)
    english.sign_in()
    english.play(f"scan {first}", "wait page order", "click order.showHistory", "wait object history.what.0")
    english.play("click order.pay", "click payment.suggestion.0", "click payment.take", "wait page order")
    english.play("wait object history.what.1", "expect history.what.1 Paid")
    english.play(f"scan {second}", "wait text order.number " + second)
    assert not english.window.app.order.history.open


def test_a_call_in_vain_stays_with_the_time_to_try_again(english: Shown) -> None:
    place(english, TO_COME, retailer.PHONE)
    decide(english, Outcome.REFUSED)
    english.sign_in()
    _open_calls(english)
    english.play("expect calls.phone '138 0000 0000'", "expect refused.why.0 'Nobody has a piece left'")
    english.play("click calls.again", "click calls.time.tomorrow", "wait text notice 'Ring again 10:00 tomorrow'")
    english.play("wait text calls.since 'tried 1×, last 14:00 – again 10:00 tomorrow'", "click calls.wrongNumber")
    english.play("wait text calls.since 'tried 2×, last 14:00 – wrong number'")
    assert [task.tried for task in english.tablet.reader.call_backs()] == [2]


def test_another_offer_begins_beside_an_empty_basket_and_names_the_order(english: Shown) -> None:
    number = place(english, TO_COME, retailer.PHONE)
    decide(english, Outcome.REFUSED)
    english.play(f"scan {JACKET_M}", "wait object style.add", "click style.add", "wait text bar.basket 1")
    english.sign_in()
    _open_calls(english)
    english.play("click calls.outcome.other_source", "wait page style", f"wait text style.reference {TO_COME}")
    english.play(f"wait text notice 'For {number}'")
    assert english.tablet.desk.basket.lines == ()
    facts = english.tablet.reader.order_by_number(number)
    assert facts is not None
    assert facts.called[0].body.outcome == f"Takes another offer instead of {number}"
    assert english.tablet.journal.state.parked, "what somebody else had chosen is put aside"


def test_looking_for_another_way_closes_nothing(english: Shown) -> None:
    place(english, TO_COME, retailer.PHONE)
    decide(english, Outcome.REFUSED)
    english.sign_in()
    _open_calls(english)
    english.play("click refused.ways.0", "wait page style", "click bar.back", "wait page calls")
    english.play("wait object calls.call.0")


def test_who_paid_is_offered_the_money_and_brought_to_the_order(english: Shown) -> None:
    number = place(english, TO_COME, retailer.PHONE)
    english.sign_in()
    english.play("scan {N}", "click order.pay", "click payment.suggestion.0", "click payment.take", "wait page order")
    decide(english, Outcome.REFUSED)
    english.play("click bar.orders", "wait text orders.standing.attention 1")
    _open_calls(english)
    english.play("expect calls.money 599.00")
    assert [row.key for row in english.window.app.calls.outcomes.rows] == ["other_source", "refund"]
    english.play("click calls.outcome.refund", "wait page order", f"wait text order.number {number}")


def test_who_cancels_an_order_with_other_goods_is_asked_for_the_rest(english: Shown) -> None:
    desk = english.tablet.desk
    desk.add(JACKET_M, kind="take_now")
    desk.add(TO_COME)
    order: OrderView = desk.place(retailer.PHONE)
    english.player.remembered["N"] = order.placed.number
    decide(english, Outcome.REFUSED, 2)
    english.sign_in()
    _open_calls(english)
    english.play("click calls.outcome.cancels", "wait page order", "wait object order.cancel")
