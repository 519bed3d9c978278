"""Work off the GUI thread."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from ui.tasks import Tasks


def never(error: Exception) -> None:
    raise AssertionError("nobody expected this error") from error


@pytest.fixture
def tasks(qapp: object) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def test_desk_work_runs_in_one_thread_in_the_order_asked_and_answers_in_the_gui_thread(
    tasks: Tasks, qtbot: QtBot
) -> None:
    threads, answers = set[int](), list[tuple[int, int]]()

    def work(number: int) -> int:
        threads.add(threading.get_ident())
        return number

    for number in range(20):
        tasks.desk(
            partial(work, number),
            lambda value: answers.append((value, threading.get_ident())),
            never,
        )
    qtbot.waitUntil(lambda: tasks.idle)
    assert answers == [(number, threading.get_ident()) for number in range(20)]
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_an_error_is_told_in_the_gui_thread(tasks: Tasks, qtbot: QtBot) -> None:
    told = list[Exception]()

    def work() -> int:
        raise ValueError("no")

    failed: Callable[[Exception], object] = told.append
    tasks.desk(work, lambda _value: None, failed)
    qtbot.waitUntil(lambda: tasks.idle)
    assert [str(error) for error in told] == ["no"]


def test_a_read_does_not_wait_behind_the_desk_and_nothing_waits_for_hq(tasks: Tasks, qtbot: QtBot) -> None:
    gate, answers = threading.Event(), list[str]()

    tasks.wait(gate.wait, lambda _: answers.append("hq"), never)
    assert tasks.idle
    tasks.desk(gate.wait, lambda _: answers.append("desk"), never)
    tasks.read(lambda: None, lambda _: answers.append("read"), never)
    qtbot.waitUntil(lambda: answers == ["read"])
    assert answers == ["read"]
    gate.set()
    qtbot.waitUntil(lambda: sorted(answers) == ["desk", "hq", "read"])


def test_a_lent_executor_is_used_and_stays_open(qapp: object, qtbot: QtBot) -> None:
    with ThreadPoolExecutor(1, "lent") as lent:
        tasks, names = Tasks(lent), list[str]()
        tasks.desk(lambda: threading.current_thread().name, names.append, never)
        qtbot.waitUntil(lambda: tasks.idle)
        tasks.close()
        assert names[0].startswith("lent")
        assert lent.submit(lambda: 7).result() == 7


def test_after_closing_nothing_is_delivered(qapp: object, qtbot: QtBot) -> None:
    tasks, answers = Tasks(), list[int]()
    gate = threading.Event()
    tasks.read(lambda: gate.wait() and 1, answers.append, never)
    gate.set()
    tasks.close()
    tasks.read(lambda: 2, answers.append, never)
    qtbot.wait(1)
    assert answers == []


def test_showing_a_result_that_fails_is_logged_and_stops_nothing(
    tasks: Tasks, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    answers = list[int]()
    tasks.desk(lambda: 0, lambda value: 1 // value, never)
    tasks.desk(lambda: 1, answers.append, never)
    qtbot.waitUntil(lambda: answers == [1])
    assert [record.message for record in caplog.records] == ["showing a result failed"]
