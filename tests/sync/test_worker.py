"""The worker's two threads: at once when there is something, patient when there is nobody, gone when told to stop."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from kiosk.errors import HqRefused, HqUnreachable
from kiosk.ports.sync import SyncState
from sync.engine import SyncEngine
from sync.worker import Rhythm, SyncWorker
from tests.sync.fakes import FolderSnapshots, MemoryJournal, MemoryKey, MemoryReplica, identity
from tests.sync.memory_hq import MemoryHq, sick

DEVICE = "device-1"
PATIENT_S = 60  # a test that waits so long has failed


class Line:
    """HQ as one connection of the worker sees it: broken on demand, also while it waits."""

    def __init__(self, hq: MemoryHq) -> None:
        self._hq = hq
        self.is_cut = threading.Event()

    def __getattr__(self, name: str) -> object:
        asked = getattr(self._hq, name)

        def ask(*args: object, **named: object) -> object:
            if self.is_cut.is_set():
                raise HqUnreachable("cut")
            return asked(*args, **named)

        return ask

    def cut(self) -> None:
        self.is_cut.set()
        with self._hq._moved:
            self._hq.let_go = True
            self._hq._moved.notify_all()


class Case:
    def __init__(self, folder: Path) -> None:
        self.hq = MemoryHq("shop.JA", "catalogue")
        key = MemoryKey()
        self.hq.enrolled(DEVICE, key.public_bytes())
        self.said: list[object] = []
        self.changed = threading.Condition()
        self.journal = MemoryJournal(DEVICE, key, self.hq.public_key)
        self.replica = MemoryReplica("shop.JA", "catalogue")
        self.lines = (Line(self.hq), Line(self.hq))
        self.rhythm = Rhythm(wait_s=PATIENT_S, base_s=0.001, longest_s=0.01, idle_s=60, chance=lambda: 1)
        self.engine = SyncEngine(
            self.lines[0], identity(self.hq.public_key), key, self.journal, [self.replica],  # type: ignore[arg-type]
            FolderSnapshots(folder, self.replica), self.hear, clock=lambda: int(time.time() * 1000), program="test",
            schema=1,
        )  # fmt: skip
        self.worker = self.fresh_worker()

    def fresh_worker(self) -> SyncWorker:
        poll = self.lines[1]
        return SyncWorker(self.engine, poll, cuts=[line.cut for line in self.lines], rhythm=self.rhythm)  # type: ignore[arg-type]

    def hear(self, message: object) -> None:
        with self.changed:
            self.said.append(message)
            self.changed.notify_all()

    def wait(self, true: Callable[[], bool]) -> None:
        """Until what is announced makes it true."""
        with self.changed:
            assert self.changed.wait_for(true, PATIENT_S)

    def wait_for_rows(self, count: int) -> None:
        self.wait(lambda: len(self.replica.rows("catalogue")) == count)

    def wait_until_held(self, count: int) -> None:
        self.wait(lambda: self.held() == count)

    def states(self) -> list[tuple[bool, str]]:
        return [(message.online, message.code) for message in self.said if isinstance(message, SyncState)]

    def held(self) -> int:
        return len(self.hq.events.get((DEVICE, 1), ()))


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    case = Case(tmp_path)
    yield case
    assert case.worker.stop()


def until(true: Callable[[], bool]) -> None:
    """For what nobody announces."""
    deadline = time.monotonic() + PATIENT_S
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def test_what_is_recorded_goes_up_without_waiting_for_the_long_poll(case: Case) -> None:
    case.worker.start()
    until(lambda: case.hq.waiting == 1)
    case.journal.record_some(2)
    case.worker.nudge()
    case.wait(lambda: case.held() == 2)


def test_what_happens_at_hq_comes_down_by_the_long_poll(case: Case) -> None:
    case.worker.start()
    until(lambda: case.hq.waiting == 1)
    for number in range(3):
        case.hq.put("catalogue", f"STYLE-{number}", {})
        case.wait_for_rows(number + 1)


def test_an_idle_worker_asks_for_nothing(case: Case) -> None:
    case.worker.start()
    until(lambda: case.hq.waiting == 1)
    asked = len(case.hq.requests)
    for _ in range(3):
        assert case.worker.sync_now().result(PATIENT_S).error is None
    assert len(case.hq.requests) <= asked + 3


def test_an_outage_is_tried_again_until_it_ends_and_everything_arrives(case: Case) -> None:
    case.worker.start()
    case.wait(lambda: case.states() == [(True, "")])

    def away(_request: str) -> None:
        raise sick("away", None)

    case.hq.before = away
    case.journal.record_some(5)
    case.hq.put("catalogue", "A", {})
    case.worker.nudge()
    case.wait(lambda: case.states()[-1] == (False, "hq_unreachable"))
    tries = len(case.hq.requests)
    until(lambda: len(case.hq.requests) > tries + 20)
    case.hq.before = lambda _request: None
    case.wait(lambda: case.held() == 5 and len(case.replica.rows("catalogue")) == 1)
    case.wait(lambda: case.states()[-1] == (True, ""))
    assert case.states()[:2] == [(True, ""), (False, "hq_unreachable")]
    assert all(online for online, _code in case.states()[2:])


def test_retry_after_is_honoured_until_the_network_comes_back_or_a_person_asks(case: Case) -> None:
    def busy(_request: str) -> None:
        error = sick("busy", 503)
        error.retry_after_s = 3600
        raise error

    case.hq.before = busy
    case.worker.start()
    case.wait(lambda: case.states() == [(False, "hq_unreachable")])
    asked = len(case.hq.requests)
    case.journal.record_some(1)
    case.hq.before = lambda _request: None
    case.worker.nudge(network_back=True)
    case.wait(lambda: case.held() == 1)
    assert len(case.hq.requests) > asked


def test_an_order_goes_up_at_once_also_while_downloads_wait_their_turn(case: Case) -> None:
    def sick_downloads(request: str) -> None:
        if request == "heads":
            error = sick("busy", 503)
            error.retry_after_s = 3600
            raise error

    case.hq.before = sick_downloads
    case.worker.start()
    case.wait(lambda: len(case.states()) == 1)
    for number in range(1, 9):
        case.journal.record_some(1)
        case.worker.nudge()
        case.wait_until_held(number)
    assert case.hq.requests.count("heads") == 1


def test_an_order_goes_up_between_two_pages_of_a_long_round(case: Case) -> None:
    for number in range(100):
        case.hq.put("catalogue", f"STYLE-{number}", {})

    def sale(request: str) -> None:
        if request == "page catalogue" and case.hq.requests.count(request) == 3:
            case.journal.record_some(1)
            case.worker.nudge()

    case.hq.before = sale
    case.worker.start()
    case.wait_for_rows(100)
    pushed = case.hq.requests.index("push")
    assert case.hq.requests[:pushed].count("page catalogue") == 3


@pytest.mark.expects_warnings("HQ refuses the device, which is worth a line")
def test_a_refused_device_is_left_alone_until_a_person_asks(case: Case) -> None:
    def revoked(request: str) -> None:
        if request == "session":
            raise HqRefused("revoked")

    case.hq.before = revoked
    case.worker.start()
    case.wait(lambda: case.states() == [(True, "hq_refused")])
    case.journal.record_some(1)
    case.worker.nudge()
    case.wait(lambda: case.held() == 1)
    assert case.hq.requests.count("session") == 1
    case.hq.before = lambda _request: None
    assert case.worker.sync_now().result(PATIENT_S).error is None
    assert case.engine.state.code == ""


def test_a_person_who_asks_gets_the_report(case: Case) -> None:
    case.journal.record_some(3)
    case.worker.start()
    report = case.worker.sync_now().result(PATIENT_S)
    assert report.error is None
    assert case.held() == 3


@pytest.mark.expects_warnings("a bug of ours is logged with its traceback")
def test_a_bug_in_a_cycle_does_not_end_the_worker(case: Case) -> None:
    def bug(_request: str) -> None:
        raise RuntimeError("a bug")

    case.hq.before = bug
    case.worker.start()
    until(lambda: len(case.hq.requests) > 2)
    case.hq.before = lambda _request: None
    case.journal.record_some(1)
    case.worker.nudge()
    case.wait(lambda: case.held() == 1)


def test_a_long_poll_that_breaks_is_not_mistaken_for_an_outage(case: Case) -> None:
    case.lines[1].is_cut.set()
    case.worker.start()
    until(lambda: case.hq.requests.count("heads") > 3)
    case.lines[1].is_cut.clear()
    until(lambda: case.hq.waiting == 1)
    assert case.states() == [(True, "")]


def test_an_hq_that_does_not_wait_is_not_asked_all_the_time(case: Case) -> None:
    case.rhythm = Rhythm(wait_s=PATIENT_S, base_s=0.001, longest_s=0.01)
    case.hq.never_waits = True
    case.worker = case.fresh_worker()
    case.worker.start()
    case.wait(lambda: len(case.states()) == 1)
    until(lambda: case.hq.requests.count("heads") == 2)  # the engine's and the first poll
    for _ in range(5):
        case.worker.sync_now().result(PATIENT_S)
    assert case.hq.requests.count("heads") == 2 + 5


def test_stop_ends_a_worker_that_waits(case: Case) -> None:
    case.worker.start()
    until(lambda: case.hq.waiting == 1)
    assert case.worker.stop()


def test_who_asks_a_worker_that_has_ended_is_told(case: Case) -> None:
    case.worker.start()
    case.worker.stop()
    with pytest.raises(CancelledError):
        case.worker.sync_now().result(PATIENT_S)
