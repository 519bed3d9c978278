"""The way up: nothing is dropped, nothing doubled, and one sick event holds up no event before it."""

from pathlib import Path

import pytest

from kiosk.errors import BugError, HqUnreachable, InputError
from kiosk.ports.sync import Acknowledgement, EventsDelivered
from tests.sync.memory_hq import MemoryHq
from tests.sync.memory_tablet import DEVICE, Tablet, failing, unreachable


@pytest.fixture
def hq() -> MemoryHq:
    return MemoryHq("shop.JA", "catalogue")


@pytest.fixture
def tablet(hq: MemoryHq, tmp_path: Path) -> Tablet:
    return Tablet(hq, tmp_path)


def test_a_long_journal_goes_up_in_runs_and_each_is_told(tablet: Tablet, hq: MemoryHq) -> None:
    tablet.journal.record_some(1200)
    assert tablet.engine.cycle().uploaded == 1200
    assert hq.run_sizes == [500, 500, 200]
    assert [m.count for m in tablet.said if isinstance(m, EventsDelivered)] == [500, 500, 200]


def test_a_lost_acknowledgement_sends_the_run_again_and_nothing_is_doubled(tablet: Tablet, hq: MemoryHq) -> None:
    tablet.journal.record_some(3)
    hq.before = failing("acknowledge", unreachable(), times=1)
    assert isinstance(tablet.engine.cycle().upload_error, HqUnreachable)
    tablet.journal.record_some(2)
    assert tablet.engine.cycle().error is None
    assert tablet.in_step()


def test_a_run_that_hq_chokes_on_five_times_is_cut_to_one_event(tablet: Tablet, hq: MemoryHq) -> None:
    tablet.journal.record_some(6)
    hq.sick_of = {tablet.journal.events[3].id}
    for _ in range(5):
        tablet.engine.cycle()
    assert hq.run_sizes == []
    tablet.engine.cycle()
    assert hq.run_sizes == [1, 2]  # and then the sick one, alone or not
    hq.sick_of = set()
    tablet.engine.cycle()
    assert tablet.in_step()


def test_a_dead_line_does_not_cut_runs(tablet: Tablet, hq: MemoryHq) -> None:
    tablet.journal.record_some(100)
    hq.before = failing("push", unreachable(), times=20)
    for _ in range(21):
        tablet.engine.cycle()
    assert hq.run_sizes == [100]


def test_a_run_that_is_too_large_for_something_on_the_way_is_halved(tablet: Tablet, hq: MemoryHq) -> None:
    tablet.journal.record_some(100)
    hq.before = failing("push", InputError("too large", status=413), times=2)
    assert tablet.engine.cycle().error is None
    assert hq.run_sizes[:1] == [25]
    assert tablet.in_step()


@pytest.mark.parametrize("status", [400, 413])
def test_what_hq_rejects_stays_in_the_journal_and_is_said(tablet: Tablet, hq: MemoryHq, status: int) -> None:
    tablet.journal.record_some(4)
    hq.before = failing("push", InputError("what is this", status=status))
    assert isinstance(tablet.engine.cycle().upload_error, InputError)
    assert tablet.journal.next_run() is not None
    hq.before = lambda _request: None
    tablet.engine.cycle()
    assert tablet.in_step()


def test_an_acknowledgement_for_nothing_does_not_loop_for_ever(tablet: Tablet, hq: MemoryHq) -> None:
    tablet.journal.record_some(1)
    tablet.engine.cycle()
    old = tablet.journal.acknowledgement
    assert old is not None
    tablet.journal.record_some(1)
    hq.push = lambda run: old  # type: ignore[method-assign]
    assert isinstance(tablet.engine.cycle().upload_error, HqUnreachable)


def test_what_hq_never_signed_does_not_move_the_watermark(tablet: Tablet, hq: MemoryHq) -> None:
    tablet.journal.record_some(1)
    forged = Acknowledgement(DEVICE, 1, 1, tablet.journal.events[0].chain, "00" * 64)
    hq.push = lambda run: forged  # type: ignore[method-assign]
    assert isinstance(tablet.engine.cycle().upload_error, BugError)
    assert tablet.journal.through == 0


def test_an_order_placed_during_a_long_round_goes_up_between_two_pages(tablet: Tablet, hq: MemoryHq) -> None:
    for number in range(50):
        hq.put("catalogue", f"STYLE-{number}", {})

    def sale(request: str) -> None:
        if request == "page catalogue" and hq.requests.count(request) == 2:
            tablet.journal.record_some(1)
            tablet.engine.local_events.set()

    hq.before = sale
    assert tablet.engine.cycle().uploaded == 1
    assert hq.requests[-4:] == ["push", "page catalogue", "page catalogue", "page catalogue"]
