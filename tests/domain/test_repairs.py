"""What a person does about an order that needs attention: each is a fact, and none undoes another by coming late."""

from itertools import permutations

import pytest

from kiosk.domain.events import Event, Fulfilment, Outcome
from kiosk.domain.order import LineStatus, OrderStatus, OrderView, view
from kiosk.domain.repairs import Attention, AttentionSettled, MoneyRefunded, RefundReason
from kiosk.domain.standing import Standing, standing_of, words_of
from kiosk.domain.stock import effects_of_order
from kiosk.domain.waiting import call_backs, shops_of, undecided
from tests.domain.histories import Scribe, known, line

FETCH, SHIP = Fulfilment.PICK_UP, Fulfilment.DELIVER


def seen(*told: Event) -> OrderView:
    """The order, the same in whatever order its events came."""
    order = view(known(*told))
    assert order is not None
    assert len(told) > 5 or all(view(known(*other)) == order for other in permutations(told))
    return order


def held(*told: Event) -> list[tuple[str, int]]:
    return [(item.location, item.quantity) for item in effects_of_order(known(*told)).reservations]


def test_a_line_given_up_holds_nothing_is_not_owed_and_ends_the_order():
    s = Scribe()
    told = [s.placed(line("1"), line("2", FETCH, 10_000)), s.paid(49_900)]
    assert held(*told) == [("JA", 1), ("XH", 1)]
    told.append(s.refunded("2", minor=10_000))
    order = seen(*told)
    assert [item.status for item in order.lines] == [LineStatus.CONFIRMED, LineStatus.REFUNDED]
    assert (order.status, order.due_minor, order.refunded_minor) == (OrderStatus.PAID, 0, 10_000)
    assert held(*told) == [("JA", 1)]
    assert order.return_numbers == ("T-2",)
    assert seen(*told, s.handed("1")).status is OrderStatus.COMPLETED


def test_an_order_given_up_whole_is_over_and_never_unpaid():
    s = Scribe()
    order = seen(s.placed(line("1", FETCH)), s.paid(39_900), s.cancelled(), s.refunded("1"))
    assert (order.status, order.due_minor, order.paid) == (OrderStatus.COMPLETED, 0, True)
    assert order.attention == (), "that was the decision"


def test_money_paid_twice_goes_back_and_the_mark_with_it():
    s = Scribe()
    told = [s.placed(), s.paid(39_900), s.paid(39_900, "ja-02")]
    assert seen(*told).attention == (Attention.PAID_TWICE,)
    order = seen(*told, s.refunded(over_minor=39_900))
    assert (order.attention, order.due_minor, order.refunded_minor) == ((), 0, 39_900)


def test_what_two_tablets_gave_back_of_one_line_is_told_and_makes_nobody_owe():
    s = Scribe()
    told = [s.placed(line("1"), line("2", FETCH, 10_000)), s.paid(49_900)]
    told += [s.refunded("2", minor=10_000), s.refunded("2", minor=10_000, device="ja-02")]
    order = seen(*told)
    assert (order.attention, order.due_minor, order.paid) == ((Attention.REFUNDED_TWICE,), 0, True)
    assert seen(*told, s.attended(Attention.REFUNDED_TWICE, *told[2:])).attention == ()


def test_goods_that_left_although_their_money_went_back_are_told():
    s = Scribe()
    told = [s.placed(line("1", SHIP)), s.paid(39_900), s.refunded("1"), s.dispatched("1")]
    order = seen(*told)
    assert (order.attention, order.due_minor) == ((Attention.REFUNDED_AND_GONE,), 0)
    assert order.lines[0].refund_minor(1) == 0, "coming back they give nothing more"
    told.append(s.attended(Attention.REFUNDED_AND_GONE, *told[2:4]))
    assert seen(*told).attention == ()
    assert seen(*told, s.handed("1")).attention == (Attention.REFUNDED_AND_GONE,), "something new happened"


def test_a_decision_is_about_what_was_known_then():
    s = Scribe()
    told = [s.placed(), s.paid(39_900), s.handed("1"), s.handed("1", device="ja-02")]
    assert seen(*told).attention == (Attention.HANDED_OVER_TWICE,)
    decided = s.attended(Attention.HANDED_OVER_TWICE, *told[2:])
    assert seen(*told, decided).attention == ()
    third = view(known(*told, decided, s.handed("1", device="xh-01")))
    assert third is not None
    assert third.attention == (Attention.HANDED_OVER_TWICE,)


def test_a_line_asked_of_another_source_waits_for_a_word_about_that():
    s = Scribe()
    told = [s.placed(line("1", SHIP)), s.paid(39_900), s.decided(Outcome.REFUSED, "1"), s.called("1")]
    asked = s.asked_again("1", kind=FETCH)
    told.append(asked)
    order = seen(*told)
    assert [item.status for item in order.lines] == [LineStatus.REQUESTED]
    assert (order.due_minor, order.attention, order.status) == (0, (), OrderStatus.PAID)
    assert order.placed.lines[0].fulfilment is FETCH
    assert order.placed.pick_up_codes == {"XH": "76543217"}
    assert held(*told) == [("XH", 1)]
    assert shops_of(known(*told)) == {"JA", "XH"}
    assert undecided(known(*told)) == ("1",)
    assert "76543217!" in words_of(known(*told))
    late = s.decided(Outcome.CONFIRMED, "1")
    assert seen(*told, late).lines[0].status is LineStatus.REQUESTED, "that word was about the order"
    word = s.decided(Outcome.CONFIRMED, "1", source="XH", place="XH", ask=asked.id)
    assert seen(*told, word).lines[0].status is LineStatus.CONFIRMED


def test_asked_in_vain_the_shopper_is_called_once_more():
    s = Scribe()
    told = [s.placed(line("1", SHIP)), s.paid(39_900), s.decided(Outcome.REFUSED, "1"), s.called("1")]
    asked = s.asked_again("1", kind=FETCH)
    told += [asked, s.decided(Outcome.REFUSED, "1", ask=asked.id)]
    assert call_backs(known(*told)) == ("1",)
    assert standing_of(known(*told), "JA") & Standing.CALL_BACK
    told.append(s.called("1"))
    assert call_backs(known(*told)) == ()
    assert seen(*told).attention == (Attention.OWED,)


def test_of_two_who_asked_the_later_counts_and_only_its_answer():
    s = Scribe()
    told = [s.placed(line("1", SHIP)), s.decided(Outcome.REFUSED, "1")]
    first, second = s.asked_again("1", kind=FETCH), s.asked_again("1", kind=Fulfilment.BRING_HERE, device="ja-02")
    told += [first, second, s.decided(Outcome.CONFIRMED, "1", ask=first.id)]
    order = seen(*told)
    assert (order.lines[0].status, order.lines[0].line.fulfilment) == (LineStatus.REQUESTED, Fulfilment.BRING_HERE)


def test_no_word_takes_away_money_that_is_owed():
    with pytest.raises(ValueError, match="nobody's money"):
        AttentionSettled("o", Attention.OWED, ("e",), "never mind")
    with pytest.raises(ValueError, match="nobody's money"):
        AttentionSettled("o", Attention.HANDED_OVER_TWICE, (), "never mind")


def test_a_refund_is_for_something_and_pays_what_it_is_for():
    with pytest.raises(ValueError, match="is for lines"):
        MoneyRefunded("o", "T-1", "JA", RefundReason.OTHER)
    with pytest.raises(ValueError, match="is the sum"):
        MoneyRefunded("o", "T-1", "JA", RefundReason.OTHER, over_minor=5)
