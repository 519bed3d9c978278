"""Calling shoppers back: what closes a task, what keeps it, and who is rung next."""

import pytest

from kiosk.domain.calls import TriedOutcome
from kiosk.domain.events import Event, Outcome
from kiosk.domain.order import OrderView
from kiosk.errors import RuleError
from tests.domain.histories import Scribe
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet

HOUR_MS = 3_600_000


@pytest.fixture
def tablet() -> MemoryTablet:
    return memory_tablet()


def _refused(tablet: MemoryTablet, *skus: str) -> OrderView:
    """An order of which HQ has none; a guide is signed in."""
    for sku in skus or (retailer.SHIRT_L,):
        tablet.desk.add(sku, kind="bring_here")
    order = tablet.desk.place(retailer.PHONE)
    lines = tuple(item.line.line_id for item in order.lines)
    tablet.clock.advance(minutes=1)
    tablet.journal.hq_knows(*_said(order, lines))
    tablet.unlock()
    return order


def _said(order: OrderView, lines: tuple[str, ...]) -> list[Event]:
    return [Scribe(order_id=order.order_id).decided(Outcome.REFUSED, *lines)]


def test_a_call_in_vain_keeps_the_task_and_says_how_often_and_when(tablet: MemoryTablet) -> None:
    order, calls = _refused(tablet), tablet.desk.calls
    (task,) = calls.waiting()
    assert (task.tried, task.tried_ms, task.again_ms, task.wrong_number) == (0, 0, 0, False)
    calls.tried(order.order_id, ("1",), TriedOutcome.NOT_REACHED, tablet.clock() + HOUR_MS)
    tablet.clock.advance(minutes=20)
    calls.tried(order.order_id, ("1",), TriedOutcome.NOT_REACHED)
    (task,) = calls.waiting()
    assert (task.tried, task.tried_ms, task.again_ms) == (2, tablet.clock(), 0)
    calls.made(order.order_id, ("1",), "takes the navy one")
    assert calls.waiting() == ()
    with pytest.raises(RuleError, match="Nobody waits"):
        calls.tried(order.order_id, ("1",), TriedOutcome.NOT_REACHED)


def test_a_moment_that_has_passed_is_no_moment(tablet: MemoryTablet) -> None:
    order = _refused(tablet)
    tablet.desk.calls.tried(order.order_id, ("1",), TriedOutcome.NOT_REACHED, tablet.clock())
    assert tablet.desk.calls.waiting()[0].again_ms == 0


def test_who_is_to_be_rung_next_comes_first(tablet: MemoryTablet) -> None:
    later, wrong, now = (_refused(tablet) for _ in range(3))
    calls = tablet.desk.calls
    calls.tried(later.order_id, ("1",), TriedOutcome.NOT_REACHED, tablet.clock() + HOUR_MS)
    calls.tried(wrong.order_id, ("1",), TriedOutcome.WRONG_NUMBER)
    assert [task.order_id for task in calls.waiting()] == [order.order_id for order in (now, later, wrong)]
    tablet.clock.advance(minutes=61)
    assert [task.order_id for task in calls.waiting()] == [order.order_id for order in (later, now, wrong)]
    assert [task.wrong_number for task in calls.waiting()] == [False, False, True]


def test_only_the_lines_that_were_refused_are_called_about(tablet: MemoryTablet) -> None:
    order = _refused(tablet)
    for lines in ((), ("9",), ("1", "9")):
        with pytest.raises(RuleError, match="Nobody waits"):
            tablet.desk.calls.tried(order.order_id, lines, TriedOutcome.NOT_REACHED)


def test_nobody_is_called_by_nobody(tablet: MemoryTablet) -> None:
    order = _refused(tablet)
    tablet.desk.lock()
    with pytest.raises(RuleError, match="needs a guide"):
        tablet.desk.calls.waiting()
    with pytest.raises(RuleError, match="needs a guide"):
        tablet.desk.calls.tried(order.order_id, ("1",), TriedOutcome.NOT_REACHED)
