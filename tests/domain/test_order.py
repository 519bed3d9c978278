"""The life of an order: what follows from a set of facts, whoever learns them in whatever order."""

import itertools

import pytest

from kiosk.domain.events import Event, Fulfilment, Outcome
from kiosk.domain.order import Attention, LineStatus, OrderStatus, OrderView, view
from kiosk.domain.waiting import call_backs, shops_of, undecided
from tests.domain.histories import Scribe, known, line

NOW, FETCH, BRING, SHIP = Fulfilment.TAKE_NOW, Fulfilment.PICK_UP, Fulfilment.BRING_HERE, Fulfilment.DELIVER


def seen(*told: Event) -> OrderView:
    """The order as it stands, the same whichever fact came first."""
    orders = list(itertools.islice(itertools.permutations(told), 24))
    views = {repr(view(known(*order))) for order in orders}
    assert len(views) == 1, "the order in which facts arrive must not matter"
    found = view(known(*told))
    assert found is not None
    return found


def statuses(order: OrderView) -> list[LineStatus]:
    return [item.status for item in order.lines]


def test_an_order_begins_placed_with_its_shelf_confirmed_and_the_rest_requested():
    order = seen(Scribe().placed(line("1"), line("2", FETCH), line("3", BRING), line("4", SHIP)))
    assert order.status is OrderStatus.PLACED
    assert statuses(order) == [LineStatus.CONFIRMED, *[LineStatus.REQUESTED] * 3]
    assert order.due_minor == order.placed.total_minor == 4 * 39_900
    assert not order.paid
    assert all(item.open for item in order.lines)


def test_nothing_is_known_of_an_order_before_it_was_placed():
    s = Scribe()
    facts = known(s.paid(100), s.handed("1"), s.decided(Outcome.REFUSED, "1"))
    assert view(facts) is None
    assert call_backs(facts) == undecided(facts) == ()
    assert shops_of(facts) == frozenset()


def test_a_payment_known_before_the_order_counts_when_the_order_comes():
    s = Scribe()
    paid, placed = s.paid(39_900), s.placed()
    assert seen(paid, placed).status is OrderStatus.PAID


def test_of_two_orders_of_one_id_the_earlier_counts():
    s = Scribe()
    later, earlier = s.placed(line(minor=100), after_s=9), s.placed(line(minor=200), device="ja-02", after_s=5)
    assert seen(later, earlier).placed.total_minor == 200


def test_paid_in_full_or_in_parts():
    s = Scribe()
    placed, first = s.placed(), s.paid(10_000)
    assert (seen(placed, first).status, seen(placed, first).due_minor) == (OrderStatus.PLACED, 29_900)
    assert seen(placed, s.paid(39_899)).status is OrderStatus.PLACED, "a fen short is not paid"
    order = seen(placed, first, s.paid(29_900))
    assert (order.status, order.due_minor, order.attention) == (OrderStatus.PAID, 0, ())
    assert order.paid
    assert len(order.receipt_numbers) == 2


def test_paid_and_handed_over_is_completed_and_holds_nothing():
    s = Scribe()
    order = seen(s.placed(), s.paid(39_900), s.handed("1", actor="G-MEI"))
    assert order.status is OrderStatus.COMPLETED
    handed = order.lines[0].handed
    assert handed is not None
    assert (handed.actor, handed.device) == ("G-MEI", "ja-01")
    assert not order.lines[0].open


# Races: a payment wins over an end without one, and a person decides.


@pytest.mark.parametrize("first", ["paid", "ended"])
@pytest.mark.parametrize(
    ("end", "attention"),
    [("cancelled", Attention.CANCEL_AFTER_PAYMENT), ("lapsed", Attention.PAID_AFTER_LAPSE)],
)
def test_a_payment_that_meets_an_end_wins_whichever_clock_was_ahead(first, end, attention):
    s = Scribe()
    paid = s.paid(39_900, after_s=20 if first == "paid" else 30)
    ended = getattr(s, end)(device="ja-02", after_s=30 if first == "paid" else 20)
    order = seen(s.placed(after_s=1), paid, ended)
    assert order.status is OrderStatus.PAID
    assert order.attention == (attention,)
    assert order.lines[0].open, "what a paid order wants is held again"


@pytest.mark.parametrize(("end", "status"), [("cancelled", OrderStatus.CANCELLED), ("lapsed", OrderStatus.LAPSED)])
def test_an_order_that_ended_owes_nothing_holds_nothing_and_is_not_paid(end, status):
    s = Scribe()
    order = seen(s.placed(line("1"), line("2", FETCH)), getattr(s, end)())
    assert (order.status, order.due_minor) == (status, 0)
    assert not order.paid, "nothing due is not the same as paid: goods must not leave"
    assert statuses(order) == [LineStatus.RELEASED] * 2
    assert undecided(known(s.placed(), getattr(s, end)())) == ()


def test_cancelled_and_lapsed_is_cancelled():
    s = Scribe()
    assert seen(s.placed(), s.lapsed(), s.cancelled("ja-02")).status is OrderStatus.CANCELLED


def test_a_second_hand_over_is_kept_and_the_first_counts():
    s = Scribe()
    order = seen(s.placed(), s.paid(39_900), s.handed("1", device="ja-02", actor="G-MEI"), s.handed("1"))
    handed = order.lines[0].handed
    assert handed is not None
    assert handed.actor == "G-MEI"
    assert order.attention == (Attention.HANDED_OVER_TWICE,)
    assert len(known(s.handed("1"), s.handed("1")).handed) == 2


def test_goods_that_left_without_payment_are_seen():
    s = Scribe()
    placed, handed = s.placed(), s.handed("1")
    assert Attention.HANDED_OVER_UNPAID in seen(placed, handed).attention
    assert Attention.HANDED_OVER_UNPAID in seen(placed, handed, s.paid(10_000)).attention, "a part is not all"
    assert Attention.HANDED_OVER_UNPAID not in seen(placed, handed, s.paid(39_900)).attention


def test_money_taken_twice_is_seen():
    s = Scribe()
    order = seen(s.placed(), s.paid(39_900), s.paid(39_900, "ja-02"))
    assert order.due_minor == -39_900
    assert order.attention == (Attention.PAID_TWICE,)


# HQ's word.


def test_hq_confirms_and_finds_other_sources_and_the_newest_word_counts():
    s = Scribe()
    placed = s.placed(line("1", FETCH), line("2", BRING))
    decided = s.decided(Outcome.CONFIRMED, "1", "2", source="XH")
    moved = s.decided(Outcome.RE_SOURCED, "2", source="WH")
    order = seen(placed, decided, moved)
    assert statuses(order) == [LineStatus.CONFIRMED, LineStatus.RE_SOURCED]
    assert [item.promise.source for item in order.lines] == ["XH", "WH"]
    assert undecided(known(placed)) == ("1", "2")
    assert undecided(known(placed, decided)) == ()
    assert shops_of(known(placed, moved)) == {"JA", "XH", "WH"}


def test_what_was_refused_is_not_owed():
    s = Scribe()
    order = seen(s.placed(line("1"), line("2", FETCH, 10_000)), s.decided(Outcome.REFUSED, "2"))
    assert (order.status, order.due_minor) == (OrderStatus.PLACED, 39_900)
    assert seen(s.placed(line("1"), line("2", FETCH)), s.decided(Outcome.REFUSED, "2"), s.paid(39_900)).paid


def test_a_refusal_after_payment_in_full_waits_for_a_call():
    s = Scribe()
    told = [s.placed(line("1"), line("2", FETCH, 10_000)), s.paid(49_900), s.decided(Outcome.REFUSED, "2")]
    order = seen(*told)
    assert (order.status, order.due_minor, order.attention) == (OrderStatus.PAID, -10_000, (Attention.REFUSED_PAID,))
    assert call_backs(known(*told)) == ("2",)
    assert seen(*told, s.handed("1")).status is OrderStatus.COMPLETED
    told.append(s.called("2"))
    assert call_backs(known(*told)) == ()
    assert seen(*told).attention == (Attention.OWED,), "told, and still without the money"
    told.append(s.refunded("2", minor=10_000))
    assert (seen(*told).attention, seen(*told).due_minor) == ((), 0)


def test_an_order_refused_whole_owes_nothing_waits_for_the_call_and_then_ends():
    s = Scribe()
    told = [s.placed(line("1", FETCH), line("2", SHIP)), s.decided(Outcome.REFUSED, "1", "2")]
    order = seen(*told)
    assert (order.status, order.due_minor) == (OrderStatus.PLACED, 0)
    assert not order.paid, "nothing due is not the same as paid"
    assert seen(*told, s.called("1")).status is OrderStatus.PLACED
    assert call_backs(known(*told, s.called("1"))) == ("2",)
    order = seen(*told, s.called("1", "2"))
    assert order.status is OrderStatus.CANCELLED
    assert statuses(order) == [LineStatus.REFUSED] * 2
    assert call_backs(known(*told, s.called("1", "2"))) == ()


def test_an_order_paid_and_then_refused_whole_is_a_call_and_money_back():
    s = Scribe()
    order = seen(s.placed(line("1", FETCH)), s.paid(39_900), s.decided(Outcome.REFUSED, "1"))
    assert (order.due_minor, order.attention) == (-39_900, (Attention.REFUSED_PAID,))


def test_a_refusal_is_final():
    """The shopper was called about it; a later word cannot make them owe it again."""
    s = Scribe()
    placed = s.placed(line("1", FETCH))
    order = seen(placed, s.decided(Outcome.REFUSED, "1"), s.decided(Outcome.CONFIRMED, "1"))
    assert statuses(order) == [LineStatus.REFUSED]


def test_hq_has_no_say_in_what_this_shop_has_on_its_shelf():
    s = Scribe()
    told = [s.placed(line("1")), s.decided(Outcome.REFUSED, "1")]
    assert statuses(seen(*told)) == [LineStatus.CONFIRMED]
    assert seen(*told).due_minor == 39_900
    assert call_backs(known(*told)) == ()


def test_words_about_lines_that_do_not_exist_change_nothing():
    s = Scribe()
    placed = s.placed(line("1", FETCH))
    order = seen(placed, s.decided(Outcome.REFUSED, "9"), s.handed("9"), s.ready("9"), s.called("9"))
    assert statuses(order) == [LineStatus.REQUESTED]
    assert (order.due_minor, order.status) == (39_900, OrderStatus.PLACED)
    assert call_backs(known(placed, s.decided(Outcome.REFUSED, "9"))) == ()


def test_a_decision_that_comes_after_the_hand_over_leaves_the_goods_with_the_shopper():
    s = Scribe()
    order = seen(s.placed(line("1", FETCH)), s.paid(39_900), s.handed("1"), s.decided(Outcome.REFUSED, "1"))
    assert statuses(order) == [LineStatus.HANDED_OVER]
    assert (order.status, order.due_minor, order.attention) == (OrderStatus.COMPLETED, 0, ())


def test_goods_that_are_ready_stay_ready_whatever_was_decided_meanwhile():
    s = Scribe()
    placed, ready = s.placed(line("1", FETCH)), s.ready("1", at="XH")
    assert statuses(seen(placed, ready)) == [LineStatus.READY]
    assert statuses(seen(placed, ready, s.decided(Outcome.CONFIRMED, "1"))) == [LineStatus.READY]
    refused = seen(placed, ready, s.decided(Outcome.REFUSED, "1"))
    assert (statuses(refused), refused.due_minor) == ([LineStatus.READY], 39_900)


def test_a_parcel_on_its_way_is_not_completed_until_it_was_handed_over_at_the_door():
    s = Scribe()
    told = [s.placed(line("1", SHIP)), s.paid(39_900), s.dispatched("1")]
    order = seen(*told)
    assert (order.status, statuses(order)) == (OrderStatus.PAID, [LineStatus.IN_TRANSIT])
    assert not order.lines[0].open, "it lies on no shelf any more"
    assert seen(*told, s.handed("1", at="door", device="hq")).status is OrderStatus.COMPLETED


def test_goods_on_their_way_are_not_called_released_when_the_order_ends():
    s = Scribe()
    order = seen(s.placed(line("1", SHIP), line("2")), s.dispatched("1"), s.cancelled())
    assert statuses(order) == [LineStatus.IN_TRANSIT, LineStatus.RELEASED]


def test_other_shops_of_an_order_are_those_it_is_about():
    facts = known(Scribe().placed(line("1"), line("2", FETCH), line("3", SHIP)))
    assert shops_of(facts) == {"JA", "XH", "WH"}


# What a guide takes off, and what comes back.


def test_what_is_taken_off_is_not_owed_and_never_more_than_the_line_costs():
    s = Scribe()
    order = seen(s.placed(line("1"), line("2", minor=500)), s.reduced("1", minor=4_000), s.reduced("2", minor=900))
    assert (order.due_minor, order.reduced_minor) == (39_900 - 4_000, 4_500)
    assert [item.price_minor for item in order.lines] == [35_900, 0]


def test_what_was_taken_off_a_refused_line_is_neither_owed_nor_counted():
    s = Scribe()
    order = seen(s.placed(line("1"), line("2", FETCH)), s.reduced("2"), s.decided(Outcome.REFUSED, "2"))
    assert (order.due_minor, order.reduced_minor) == (39_900, 0)


def test_a_reduction_that_meets_a_full_payment_is_for_a_person_to_decide():
    s = Scribe()
    order = seen(s.placed(), s.paid(39_900), s.reduced("1", device="ja-02"))
    assert order.attention == (Attention.REDUCED_TOO_LATE,)
    assert order.paid


def test_what_came_back_is_gone_from_what_can_come_back():
    s = Scribe()
    told = s.placed(line(pieces=3, minor=1_000)), s.paid(3_000), s.handed("1")
    assert [item.returnable for item in seen(*told[:2]).lines] == [0]
    order = seen(*told, s.returned("1", minor=1_000))
    assert [(item.returned, item.returnable, item.refunded_minor) for item in order.lines] == [(1, 2, 1_000)]
    assert (order.status, order.refunded_minor) == (OrderStatus.COMPLETED, 1_000)


def test_more_back_than_was_sold_is_for_a_person_to_decide():
    s = Scribe()
    order = seen(s.placed(), s.paid(39_900), s.handed("1"), s.returned("1"), s.returned("1"))
    assert order.attention == (Attention.RETURNED_TWICE,)
    assert order.lines[0].returnable == 0


def test_a_shop_where_goods_came_back_knows_their_order():
    s = Scribe()
    assert "HZ" in shops_of(known(s.placed(), s.returned("1", at="HZ")))
