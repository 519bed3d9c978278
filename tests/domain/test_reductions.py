"""What is taken off an order: exact to the minor unit, never more than there is, and within what a role may."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.events import Outcome
from kiosk.domain.facts import facts_of, merge
from kiosk.domain.order import OrderView, view
from kiosk.domain.reductions import Exceeded, Wanted, Way, exceeded, plan, spread
from kiosk.domain.returns import ReductionKind
from kiosk.domain.staff import Limit, Role, RoleLimits
from kiosk.errors import InputError, KioskError, RuleError
from tests.domain.histories import Scribe, known, line

DISCOUNT, MATCH, CHANGE = ReductionKind.DISCOUNT, ReductionKind.PRICE_MATCH, ReductionKind.SMALL_CHANGE
PRICES = st.lists(st.integers(1, 5_000_000), min_size=1, max_size=9)
PIECES = st.integers(1, 5)


def order_of(*minors: int, pieces: int = 1) -> OrderView:
    lines = (line(str(number), minor=minor, pieces=pieces) for number, minor in enumerate(minors, 1))
    seen = view(known(Scribe().placed(*lines)))
    assert seen is not None
    return seen


def amounts(order: OrderView, wanted: Wanted) -> dict[str, int]:
    return {item.line_id: item.amount_minor for item in plan(order, wanted)}


@given(PRICES, st.data())
def test_what_is_spread_adds_up_and_no_line_falls_below_zero(prices, data):
    taken = data.draw(st.integers(1, sum(prices)))
    parts = spread(taken, [(str(number), minor) for number, minor in enumerate(prices)])
    assert sum(item.amount_minor for item in parts) == taken
    assert all(0 < item.amount_minor <= prices[int(item.line_id)] for item in parts)


@given(PRICES, st.data())
def test_a_share_is_within_a_minor_unit_of_its_proportion(prices, data):
    taken, whole = data.draw(st.integers(1, sum(prices))), sum(prices)
    parts = {
        int(item.line_id): item.amount_minor
        for item in spread(taken, [(str(n), minor) for n, minor in enumerate(prices)])
    }
    assert all(abs(parts.get(n, 0) * whole - taken * minor) < whole for n, minor in enumerate(prices))


@given(PRICES, st.integers(0, 120), PIECES)
def test_percent_of_an_order_is_never_more_than_that_percent_of_it(prices, percent, pieces):
    order = order_of(*prices, pieces=pieces)
    try:
        taken = sum(amounts(order, Wanted(DISCOUNT, Way.PERCENT, percent)).values())
    except KioskError:
        assert percent * order.due_minor < 100 or percent >= 100
    else:
        assert taken == order.due_minor * percent // 100 < order.due_minor


@given(PRICES, st.sampled_from(Way), st.integers(-10, 20_000_000), st.data())
def test_something_is_always_left_to_pay_and_nothing_costs_less_than_nothing(prices, way, value, data):
    order = order_of(*prices)
    chosen = data.draw(st.sampled_from(["", *(item.line.line_id for item in order.lines)]))
    try:
        taken = amounts(order, Wanted(DISCOUNT, way, value, chosen))
    except KioskError:
        return
    costs = {item.line.line_id: item.price_minor for item in order.lines}
    assert 0 < sum(taken.values()) < order.due_minor
    assert all(0 < minor <= costs[line_id] for line_id, minor in taken.items())
    assert not chosen or set(taken) == {chosen}


@given(PRICES, st.integers(0, 30), st.integers(0, 2_000_000), st.lists(st.integers(1, 3_000_000), max_size=4), PIECES)
def test_whatever_is_asked_a_role_gives_no_more_than_its_limits(prices, percent, order_minor, asked, pieces):
    """Amount after amount, each refused or kept: what is kept is within both limits."""
    limits = RoleLimits(Role.GUIDE, percent, order_minor, 0, 0, 0)
    scribe = Scribe()
    placed = scribe.placed(*(line(str(n), minor=minor, pieces=pieces) for n, minor in enumerate(prices, 1)))
    facts = known(placed)
    for minor in asked:
        seen = view(facts)
        assert seen is not None
        try:
            parts = plan(seen, Wanted(DISCOUNT, Way.AMOUNT, minor))
        except KioskError:
            continue
        if exceeded(facts, DISCOUNT, parts, limits) is None:
            told = [scribe.reduced(part.line_id, minor=part.amount_minor) for part in parts]
            facts = known(placed, *told) if not facts.reduced else merged(facts, *told)
    seen = view(facts)
    assert seen is not None
    assert seen.reduced_minor <= order_minor
    assert all(item.reduced_minor <= -(-item.line.total_minor * percent // 100) for item in seen.lines)


def merged(facts, *events):
    for event in events:
        facts = merge(facts, facts_of(event))
    return facts


def test_a_percent_that_is_allowed_is_allowed_of_any_order():
    """A share rounded up by the spread must not need a manager."""
    limits = RoleLimits(Role.GUIDE, 10, None, 0, 0, 0)
    for prices in ((39_995, 12_901), (1, 1_000), (333, 334, 335), (19, 19, 19)):
        order, facts = (
            order_of(*prices),
            known(Scribe().placed(*(line(str(n), minor=m) for n, m in enumerate(prices, 1)))),
        )
        assert exceeded(facts, DISCOUNT, plan(order, Wanted(DISCOUNT, Way.PERCENT, 10)), limits) is None


def test_a_new_price_is_that_of_a_piece_or_of_the_whole_order():
    order = order_of(39_900, 12_900, pieces=2)
    assert amounts(order, Wanted(MATCH, Way.PRICE, 35_000, "1")) == {"1": 9_800}
    assert sum(amounts(order, Wanted(MATCH, Way.PRICE, 100_000)).values()) == 5_600
    with pytest.raises(InputError, match="takes nothing off"):
        plan(order, Wanted(MATCH, Way.PRICE, 39_900, "1"))


def test_a_line_may_be_a_present_but_never_the_order():
    order = order_of(39_900, 12_900)
    assert amounts(order, Wanted(DISCOUNT, Way.PERCENT, 100, "2")) == {"2": 12_900}
    for wanted in (Wanted(DISCOUNT, Way.PERCENT, 100), Wanted(DISCOUNT, Way.AMOUNT, 52_800)):
        with pytest.raises(RuleError, match="left to pay"):
            plan(order, wanted)


def test_what_hq_refused_is_no_part_of_it():
    scribe = Scribe()
    lines = (line("1"), line("2", fulfilment=line().fulfilment.DELIVER, minor=10_000))
    seen = view(known(scribe.placed(*lines), scribe.decided(Outcome.REFUSED, "2")))
    assert seen is not None
    assert amounts(seen, Wanted(DISCOUNT, Way.AMOUNT, 5_000)) == {"1": 5_000}
    with pytest.raises(InputError, match="not part of what is paid"):
        plan(seen, Wanted(DISCOUNT, Way.AMOUNT, 100, "2"))


@pytest.mark.parametrize(
    ("kind", "minor", "over"),
    [
        (DISCOUNT, 3_990, None),
        (DISCOUNT, 3_991, Exceeded(Limit.LINE_PERCENT, 10)),
        (MATCH, 1_995, None),
        (MATCH, 1_996, Exceeded(Limit.MATCH_PERCENT, 5)),
        (CHANGE, 99, None),
        (CHANGE, 100, Exceeded(Limit.CHANGE_MINOR, 99)),
    ],
)
def test_each_kind_has_its_own_limit(kind, minor, over):
    limits = RoleLimits(Role.GUIDE, 10, 5_000, 5, 99, 0)
    placed = Scribe().placed(line("1"))
    assert exceeded(known(placed), kind, spread(minor, [("1", 39_900)]), limits) == over


def test_the_limit_of_an_order_counts_what_was_given_before():
    limits, scribe = RoleLimits(Role.GUIDE, 100, 5_000, 0, 0, 0), Scribe()
    placed = scribe.placed(line("1"), line("2"))
    facts = known(placed, scribe.reduced("1", "2", minor=2_000))
    assert exceeded(facts, DISCOUNT, spread(1_000, [("1", 1)]), limits) is None
    assert exceeded(facts, DISCOUNT, spread(1_001, [("1", 2_000)]), limits) == Exceeded(Limit.ORDER_MINOR, 5_000)
