"""The worker, HQ and real sockets between them: news both ways, a pulled cable, and an end without waiting."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.ports.sync import SyncState
from sync.address import Patience
from sync.client import HttpEndpoint
from sync.engine import SyncEngine
from sync.server.run import serve_in_thread
from sync.worker import Rhythm, SyncWorker
from tests.sync.contracts.offices import CATALOGUE, SHOP, Device, RealOffice, head_office, styles
from tests.sync.fakes import FolderSnapshots, MemoryReplica
from tests.sync.proxy import FINE, FaultProxy

PATIENT_S = 60
STREAM = f"shop.{SHOP}"


class Case:
    def __init__(self, office: RealOffice, proxy: FaultProxy, folder: Path) -> None:
        self.office, self.proxy = office, proxy
        device = Device(office)
        self.journal, self.id = device.journal, device.id
        self.changed = threading.Condition()
        self.said: list[object] = []
        self.replica = MemoryReplica(STREAM)
        patience = Patience(connect_s=2, read_s=5)
        self.lines = [HttpEndpoint(proxy.url, patience=patience) for _ in range(2)]
        engine = SyncEngine(
            self.lines[0], device.identity, device.key, self.journal, [self.replica],
            FolderSnapshots(folder, self.replica), self.hear, clock=lambda: 1, program="test", schema=1,
        )  # fmt: skip
        rhythm = Rhythm(base_s=0.02, longest_s=0.1)
        self.worker = SyncWorker(engine, self.lines[1], cuts=[line.cut for line in self.lines], rhythm=rhythm)

    def hear(self, message: object) -> None:
        with self.changed:
            self.said.append(message)
            self.changed.notify_all()

    def wait(self, true: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(true, PATIENT_S)

    def holds(self) -> int:
        with self.office.office.database.read() as read:
            find = "SELECT count(*) FROM event WHERE device = :device"
            return int(read.conn.exec_driver_sql(find, {"device": self.id}).scalar_one())

    def put_staff(self, staff_id: str) -> None:
        with self.office.office.database.write() as tx:
            tx.put_rows(STREAM, [("staff", staff_id, "{}")])

    def has_staff(self, staff_id: str) -> bool:
        return ("staff", staff_id) in self.replica.rows(STREAM)

    def online(self) -> list[bool]:
        return [message.online for message in self.said if isinstance(message, SyncState)]


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with head_office(tmp_path / "hq") as head:
        serving = serve_in_thread(head)
        with FaultProxy(serving.url) as proxy:
            case = Case(RealOffice(head, head), proxy, tmp_path)
            case.worker.start()
            yield case
            assert case.worker.stop()
            for line in case.lines:
                line.close()
        serving.stop()


def test_news_goes_both_ways_while_a_long_poll_is_waiting(case: Case) -> None:
    case.wait(lambda: case.online() == [True])
    while case.proxy.connections < 2:
        time.sleep(0.005)
    case.put_staff("G-ONE")
    case.wait(lambda: case.has_staff("G-ONE"))
    case.journal.record_some(2)
    case.worker.nudge()
    case.wait(lambda: case.holds() == 2)
    case.put_staff("G-TWO")
    case.wait(lambda: case.has_staff("G-TWO"))
    case.office.put(*styles(1))  # a stream that has no place here must not make it restless
    assert not case.replica.holds(CATALOGUE)


def test_a_pulled_cable_is_noticed_and_everything_arrives_when_it_is_back(case: Case) -> None:
    case.wait(lambda: case.online() == [True])
    case.proxy.outage()
    case.wait(lambda: case.online()[-1] is False)
    case.journal.record_some(3)
    case.worker.nudge()
    case.put_staff("G-MEANWHILE")
    case.proxy.after = FINE
    case.worker.nudge(network_back=True)
    case.wait(lambda: case.has_staff("G-MEANWHILE") and case.holds() == 3)
    case.wait(lambda: case.online()[-1] is True)


def test_it_ends_at_once_in_the_middle_of_a_long_poll(case: Case) -> None:
    case.wait(lambda: case.online() == [True])
    while case.proxy.connections < 2:
        time.sleep(0.005)
    assert case.worker.stop()
