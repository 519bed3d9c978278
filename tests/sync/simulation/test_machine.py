"""Hypothesis searches for a history that breaks a promise: a hundred of thirty steps, twenty thousand of sixty.

A failure prints the shortest history found, the blob that repeats it, and the seed (`KIOSK_SEED`).
"""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from kiosk.storage.runs import JournalEventSource
from sync.hq.journal import store_events
from tests.faults.scale import first_seed, turns
from tests.sync.simulation.machine import ShopMachine

pytestmark = pytest.mark.expects_warnings("faults are told")
PARTS = turns(2, 40)  # each in a process of its own
HISTORIES, STEPS = turns(100, 20_000) // PARTS, turns(30, 60)
SEED = first_seed(20_261_127)


def search(machine: type[ShopMachine], histories: int, *phases: Phase) -> None:
    thorough = settings(
        max_examples=histories, stateful_step_count=STEPS, deadline=None, database=None, print_blob=True,
        report_multiple_bugs=False, phases=phases, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(machine, settings=thorough)


def new_machine(number: int) -> type[ShopMachine]:
    machine: type[ShopMachine] = seed(SEED + number)(type("Shop", (ShopMachine,), {}))
    return machine


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_no_history_loses_or_doubles_anything(part: int) -> None:
    print(f"KIOSK_SEED={SEED} plays it again")
    machine = new_machine(part)
    search(machine, HISTORIES, Phase.generate, Phase.shrink)
    assert ShopMachine.looked_at[machine] > HISTORIES * 9 // 10, "most histories were not played to their end"


def test_a_head_office_that_signs_for_more_than_it_stores_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def all_but_the_last(conn: Any, events: Any, *args: Any, **named: Any) -> None:
        store_events(conn, events[:-1] or events, *args, **named)

    monkeypatch.setattr("sync.hq.ingest.store_events", all_but_the_last)
    with pytest.raises(AssertionError, match="signed for"):
        search(new_machine(0), 20, Phase.generate)


def test_a_tablet_that_believes_what_nobody_signed_for_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """An order whose upload broke in the middle is taken for delivered."""
    really = JournalEventSource.next_run

    def next_run(source: JournalEventSource, max_events: int) -> Any:
        run = really(source, max_events)
        return None if run and run.events[0].seq % 3 == 0 else run

    monkeypatch.setattr(JournalEventSource, "next_run", next_run)
    with pytest.raises(AssertionError, match=r"is lost|is not done after a minute"):
        search(new_machine(0), 20, Phase.generate)
