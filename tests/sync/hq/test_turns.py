"""Who goes first when several want to write."""

import threading
import time
from collections.abc import Callable

import pytest

from sync.hq.turns import Turns


def until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + 20
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.001)


def in_thread(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_one_thread_at_a_time_whoever_they_are() -> None:
    turns, inside, most = Turns(), 0, 0

    def work(can_wait: bool) -> None:
        nonlocal inside, most
        for _ in range(50):
            with turns.turn(can_wait=can_wait):
                inside += 1
                most = max(most, inside)
                time.sleep(0)
                inside -= 1

    threads = [in_thread(lambda can_wait=bool(n % 2): work(can_wait)) for n in range(8)]  # type: ignore[misc]
    for thread in threads:
        thread.join(30)
    assert (most, inside) == (1, 0)


def test_whoever_can_wait_lets_somebody_go_first_who_is_still_on_the_way() -> None:
    turns, order = Turns(), list[str]()

    def fold() -> None:
        with turns.turn(can_wait=True):
            order.append("fold")

    with turns.coming():
        folding = in_thread(fold)
        with turns.turn(can_wait=False):
            order.append("run")
    folding.join(20)
    assert order == ["run", "fold"]


def test_a_rush_does_not_keep_whoever_can_wait_from_working_for_good() -> None:
    turns, folded = Turns(), threading.Event()

    def fold() -> None:
        with turns.turn(can_wait=True):
            folded.set()

    with turns.coming():
        folding = in_thread(fold)
        assert folded.wait(20), "while somebody is on the way all the time"
    folding.join(20)


def test_in_a_rush_whoever_can_wait_lets_those_go_first_who_were_answered_and_ask_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sync.hq.turns._LULL_S", 20.0)
    monkeypatch.setattr("sync.hq.turns._PATIENCE_S", 20.0)
    turns, order = Turns(), list[str]()
    with turns.coming(), turns.coming():
        pass

    def fold() -> None:
        with turns.turn(can_wait=True):
            order.append("fold")

    folding = in_thread(fold)
    for _ in range(3):
        with turns.coming(), turns.turn(can_wait=False):
            order.append("run")
    monkeypatch.setattr("sync.hq.turns._LULL_S", 0.0)
    with turns.coming():
        pass
    folding.join(30)
    assert order == ["run", "run", "run", "fold"]


def test_one_device_alone_is_no_rush(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.hq.turns._LULL_S", 3_600.0)
    monkeypatch.setattr("sync.hq.turns._PATIENCE_S", 3_600.0)
    turns = Turns()
    for _ in range(2):
        with turns.coming(), turns.turn(can_wait=False):
            pass
    with turns.turn(can_wait=True):
        pass


def test_it_is_quiet_when_nobody_came_lately(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = Turns()
    assert [turns.quiet] == [True]
    with turns.coming():
        assert [turns.quiet] == [False]
    assert [turns.quiet] == [False]
    monkeypatch.setattr("sync.hq.turns._LATELY_S", 0.0)
    until(lambda: turns.quiet)


def test_a_turn_within_a_turn_is_a_fault_and_not_a_standstill() -> None:
    turns = Turns()
    with turns.turn(can_wait=True):
        within = turns.turn(can_wait=False)
        with pytest.raises(RuntimeError, match="already writing"):
            within.__enter__()
    with turns.turn(can_wait=False):
        pass
