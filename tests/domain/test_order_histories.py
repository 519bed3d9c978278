"""Random histories of an order: every end learns the same, and nothing that is settled comes undone."""

import random
from dataclasses import replace

import pytest

from kiosk.domain.events import body_of
from kiosk.domain.facts import ORDER_EVENTS, OrderFacts, facts_of, merge
from kiosk.domain.order import LineStatus, OrderStatus, OrderView, view
from kiosk.domain.repairs import Attention, LinesAskedAgain
from kiosk.errors import InputError
from tests.domain.histories import Scribe, known, line, random_history


def _rank(order: OrderView) -> tuple[bool, int]:
    """The only way: down the list of statuses, and from not paid at all to paid at least in part."""
    return bool(order.receipt_numbers), tuple(OrderStatus).index(order.status)


def _parts(seed: int, count: int) -> list[OrderFacts | None]:
    """What `count` ends know of one history: random parts that overlap, some of them nothing."""
    rng, told = random.Random(seed), random_history(seed)
    parts: list[OrderFacts | None] = [None] * count
    for event in told:
        for at in rng.sample(range(count), rng.randint(1, count)):
            parts[at] = merge(parts[at], facts_of(event))
    return parts


def test_merging_is_a_union():
    for seed in range(250):
        a, b, c = _parts(seed, 3)
        assert merge(a, b) == merge(b, a)
        assert merge(merge(a, b), c) == merge(a, merge(b, c))
        assert merge(a, a) == a
        whole = merge(merge(a, b), c)
        assert merge(whole, a) == merge(whole, b) == whole == known(*random_history(seed))


def test_the_same_event_under_two_identities_counts_once_and_the_same_at_both_ends():
    """After a restore a device sends what it had sent before, under a new epoch; a clone does under a new name."""
    s = Scribe()
    placed, handed = s.placed(), s.handed("1")
    twin = facts_of(replace(handed, device="ja-09", epoch=2, seq=77))
    one, other = merge(facts_of(handed), twin), merge(twin, facts_of(handed))
    assert one == other
    assert one is not None
    assert len(one.handed) == 1
    told = view(known(placed))
    assert told is not None
    assert merge(facts_of(placed), one) == merge(other, facts_of(placed))


def test_two_bodies_under_one_id_end_the_same_at_both_ends():
    """Nobody honest writes them; two ends must agree all the same."""
    first, second = Scribe().paid(100), Scribe().paid(200)
    assert first.id == second.id
    assert merge(facts_of(first), facts_of(second)) == merge(facts_of(second), facts_of(first))


def test_facts_of_two_orders_are_never_mixed():
    with pytest.raises(ValueError, match="two orders"):
        merge(facts_of(Scribe().placed()), facts_of(Scribe(order_id="order-2").placed()))


def test_an_event_whose_body_does_not_fit_is_refused_with_nothing_done():
    with pytest.raises(InputError):
        facts_of(replace(Scribe().placed(), body=b"{}"))


def test_learning_more_never_takes_an_order_back():
    """Status only goes down its list, and a payment wins. Refused goods that move on, or that another source is asked
    for, are owed again: the exceptions."""
    asked = (LineStatus.REQUESTED, LineStatus.CONFIRMED, LineStatus.RE_SOURCED)
    moved = (LineStatus.READY, LineStatus.IN_TRANSIT, LineStatus.HANDED_OVER)
    transitions: set[tuple[OrderStatus, OrderStatus]] = set()
    for seed in range(600):
        rng, told = random.Random(seed), random_history(seed)
        rng.shuffle(told)
        facts: OrderFacts | None = None
        before = None
        for event in told:
            facts = merge(facts, facts_of(event))
            assert facts is not None
            after = view(facts)
            if before is not None:
                assert after is not None
                revived = any(
                    old.status is LineStatus.REFUSED
                    and new.status in ((*moved, *asked) if event.type == LinesAskedAgain.TYPE else moved)
                    for old, new in zip(before.lines, after.lines, strict=True)
                )
                transitions.add((before.status, after.status))
                assert revived or _rank(after) >= _rank(before), (seed, event.type)
            before = after
    assert {end for _, end in transitions} == set(OrderStatus), "the histories must reach every status"
    assert (OrderStatus.LAPSED, OrderStatus.PAID) in transitions
    assert (OrderStatus.CANCELLED, OrderStatus.PAID) in transitions


def test_money_and_lines_of_every_view_add_up():
    for seed in range(600):
        facts = known(*random_history(seed))
        order = view(facts)
        assert order is not None
        assert len(order.lines) == len(order.placed.lines)
        assert order.paid_minor == sum(t.amount_minor for fact in facts.paid for t in fact.body.tenders)
        assert len(order.receipt_numbers) == len(facts.paid)
        assert order.paid == (bool(facts.paid) and order.due_minor <= 0)
        closed = order.status in (OrderStatus.CANCELLED, OrderStatus.LAPSED)
        assert all(0 <= item.reduced_minor <= item.line.total_minor for item in order.lines)
        assert all(0 <= item.returned <= item.line.quantity for item in order.lines)
        owed = sum(item.price_minor for item in order.lines if item.kept)
        out = sum(tender.amount_minor for fact in facts.refunded for tender in fact.body.tenders)
        too_much = max(order.paid_minor - owed, 0)
        assert order.due_minor == (0 if closed else owed - order.paid_minor + min(out, too_much))
        settled = any(fact.body.kind is Attention.REFUNDED_TWICE for fact in facts.attended)
        assert settled or (Attention.REFUNDED_TWICE in order.attention) == (out > too_much)
        if closed or order.status is OrderStatus.COMPLETED:
            assert not any(item.open for item in order.lines)
        if closed:
            assert not facts.paid, "a payment is never swallowed by a cancel or a lapse"
        handed = {item.line_id for fact in facts.handed for item in fact.body.lines}
        for item in order.lines:
            assert (item.status is LineStatus.HANDED_OVER) == (item.line.line_id in handed)


def test_a_history_of_one_line_looks_the_same_from_every_end():
    told = [*random_history(11), Scribe(11).placed(line())]
    views = set()
    for seed in range(50):
        random.Random(seed).shuffle(told)
        views.add(repr(view(known(*told))))
    assert len(views) == 1


def test_histories_are_rich_enough_to_prove_something():
    kinds = {event.type for seed in range(50) for event in random_history(seed)}
    assert kinds == ORDER_EVENTS
    assert all(body_of(event).order_id == "order-1" for event in random_history(1))
