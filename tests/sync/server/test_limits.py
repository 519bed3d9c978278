"""What HQ's server takes of anybody, over real sockets: bombs, floods, and how little an idle tablet asks."""

import resource
import threading
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from backports import zstd

from kiosk.domain.events import EpochStarted
from kiosk.errors import HqUnreachable
from sync.client import HttpEndpoint
from sync.engine import SyncEngine
from sync.hq.office import HeadOffice
from sync.protocol import encode_run
from sync.server.pace import Buckets, Pace, Paces
from sync.server.run import Server, serve_in_thread
from sync.worker import Rhythm, SyncWorker
from tests.sync.contracts.offices import Device, RealOffice
from tests.sync.fakes import MemoryReplica
from tests.sync.hq.desk import Clock, Newcomer, Tablet, enrolled, open_office, put_range
from tests.sync.server.test_http import Http, problem

MIB = 1 << 20
SWOLLEN_MIB = 512


@pytest.fixture
def office(tmp_path: Path) -> Iterator[HeadOffice]:
    with open_office(tmp_path, clock=Clock()) as opened:
        put_range(opened)
        yield opened


@contextmanager
def served(office: HeadOffice, paces: Paces | None = None) -> Iterator[Http]:
    server: Server = serve_in_thread(office, paces=paces or Paces())
    client = Http(server.url)
    try:
        yield client
    finally:
        client.session.close()
        server.stop()


def gzip_bomb() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(bytes(MIB)) for _ in range(SWOLLEN_MIB)) + packer.flush()


def zstd_bomb() -> bytes:
    packer = zstd.ZstdCompressor()
    return b"".join(packer.compress(bytes(MIB)) for _ in range(SWOLLEN_MIB)) + packer.flush()


def peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@pytest.mark.parametrize("path", ["/v1/events", "/v1/enrol/start", "/v1/session"])
@pytest.mark.parametrize(("encoding", "bomb"), [("gzip", gzip_bomb), ("zstd", zstd_bomb)])
def test_a_bomb_is_refused_before_it_has_swollen(office: HeadOffice, path: str, encoding: str, bomb: Any) -> None:
    body = bomb()
    assert len(body) < MIB
    with served(office) as http:
        http.get("/v1/health")
        before = peak_mib()
        assert problem(http.post(path, body, {"Content-Encoding": encoding}), 413).detail
        assert peak_mib() - before < 64  # of 512
        assert http.get("/v1/health").status_code == 200


def test_a_zstd_frame_that_looks_back_too_far_is_not_taken(office: HeadOffice) -> None:
    packer = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    streamed = packer.compress(b"{}") + packer.flush()
    with served(office) as http:
        assert problem(http.post("/v1/events", streamed, {"Content-Encoding": "zstd"}), 400).code == "input"


def test_a_run_may_come_as_zstd(office: HeadOffice) -> None:
    tablet = enrolled(office)
    tablet.append(EpochStarted(1, "enrolled", "test", "JA"))
    with served(office) as http:
        packed = zstd.compress(encode_run(tablet.run()))
        assert http.post("/v1/events", packed, {"Content-Encoding": "zstd"}).json()["through"] == 1
        torn = http.post("/v1/events", packed[:-3], {"Content-Encoding": "zstd"})
        assert problem(torn, 400).code == "input"


def test_a_message_that_is_no_run_is_small(office: HeadOffice) -> None:
    with served(office) as http:
        long = Newcomer("ABCD2345", name="x" * 70_000).start
        assert http.post("/v1/enrol/start", long).status_code == 413


def test_a_bucket_lets_so_many_through_and_fills_again() -> None:
    now = [0.0]
    buckets = Buckets(Pace(burst=3, a_minute=60), lambda: now[0])
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, pytest.approx(1)]
    assert buckets.take("b") == 0
    now[0] += 0.5
    assert buckets.take("a") == pytest.approx(0.5)
    now[0] += 0.5
    assert buckets.take("a") == 0
    now[0] += 3600
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, pytest.approx(1)]
    assert [buckets.take("c", 0.5) for _ in range(7)] == [0] * 6 + [pytest.approx(0.5)]


FEW = Paces(device=Pace(6, 6), runs=Pace(4, 6), address=Pace(5, 6))


def refused(response: Any) -> None:
    assert problem(response, 429).code == "too_often"
    assert 1 <= int(response.headers["Retry-After"]) <= 10


def test_a_flood_from_an_address_is_told_when_to_come_back(office: HeadOffice) -> None:
    with served(office, FEW) as http:
        assert [http.get("/v1/health").status_code for _ in range(5)] == [200] * 5
        for path in ("/v1/health", "/v1/nothing", "/v1/heads"):
            refused(http.get(path))
        refused(http.post("/v1/enrol/start", Newcomer("ABCD2345").start))
        with closing(HttpEndpoint(http.url)) as endpoint, pytest.raises(HqUnreachable) as told:
            endpoint.enrol_start(Newcomer("ABCD2345").start)
        assert told.value.status == 429
        assert told.value.retry_after_s


def test_invented_sessions_are_no_way_round(office: HeadOffice) -> None:
    with served(office, FEW) as http:
        answers = []
        for number in range(7):
            http.token = f"invented-{number}"
            answers.append(http.get("/v1/heads").status_code)
        assert answers == [401] * 5 + [429] * 2


def test_every_device_has_a_pace_of_its_own_whatever_session_it_shows(office: HeadOffice) -> None:
    one, other = enrolled(office), enrolled(office)
    with served(office, FEW) as http:
        tokens = [one.session(office).token for _ in range(2)]
        for http.token in tokens:
            assert http.get("/v1/heads").status_code == 200  # of the address: nobody knew them yet
        answers = []
        for number in range(8):
            http.token = tokens[number % 2]
            answers.append(http.get("/v1/heads").status_code)
        assert answers == [200] * 6 + [429] * 2
        refused(http.get("/v1/heads"))
        http.token = other.session(office).token
        assert http.get("/v1/heads").status_code == 200


def test_sealed_runs_have_a_pace_of_their_own(office: HeadOffice) -> None:
    tablet: Tablet = enrolled(office)
    tablet.append(EpochStarted(1, "enrolled", "test", "JA"))
    with served(office, FEW) as http:
        for _ in range(6):
            http.get("/v1/health")
        run = encode_run(tablet.run())
        assert [http.post("/v1/events", run).status_code for _ in range(4)] == [200] * 4
        refused(http.post("/v1/events", run))


def test_a_long_poll_is_one_request_however_long_it_waits(office: HeadOffice) -> None:
    tablet = enrolled(office)
    with served(office, Paces(device=Pace(3, 0.01))) as http:
        http.token = tablet.session(office).token
        heads = http.get("/v1/heads").json()["heads"]
        known = [f"{head['stream']}:{head['head']}" for head in heads]
        assert http.get("/v1/heads", wait=5, known=known).status_code == 200  # asks the database three times
        assert [http.get("/v1/heads").status_code for _ in range(3)] == [200, 200, 429]


def test_pages_and_pictures_cost_a_fraction(office: HeadOffice) -> None:
    tablet = enrolled(office)
    name = office.put_blob(b"a picture")
    with served(office, Paces(device=Pace(3, 0.01))) as http:
        http.token = tablet.session(office).token
        assert http.get("/v1/heads").status_code == 200
        assert [http.get(f"/v1/blobs/{name}").status_code for _ in range(10)] == [200] * 10
        assert [http.get("/v1/streams/catalogue").status_code for _ in range(4)] == [200] * 4
        assert [http.get("/v1/heads").status_code for _ in range(2)] == [200, 429]


class Counting(HttpEndpoint):
    """Counts what it asks for."""

    asked = 0

    def _ask(self, *args: Any, **options: Any) -> Any:
        self.asked += 1
        return super()._ask(*args, **options)


SCALE, MINUTES = 50, 5.0


def test_an_idle_tablet_asks_hardly_more_than_once_a_minute(office: HeadOffice) -> None:
    """The tablet's own worker with its own rhythm, time running fifty times as fast, at a real server."""
    usual = Rhythm()
    fast = Rhythm(usual.wait_s / SCALE, usual.base_s / SCALE, usual.longest_s / SCALE, usual.idle_s / SCALE)
    server = serve_in_thread(office)
    device = Device(RealOffice(office, office))
    lines = [Counting(server.url) for _ in range(2)]
    engine = SyncEngine(
        lines[0], device.identity, device.key, device.journal, [MemoryReplica("shop.JA")], None,  # type: ignore[arg-type]
        lambda _: None, clock=lambda: 1, program="test", schema=1,
    )  # fmt: skip
    worker = SyncWorker(engine, lines[1], cuts=tuple(line.cut for line in lines), rhythm=fast)
    worker.start()
    try:
        while lines[1].asked < 2:  # the first cycle is over, and one long poll
            threading.Event().wait(0.02)
        before = sum(line.asked for line in lines)
        threading.Event().wait(MINUTES * 60 / SCALE)
        asked = sum(line.asked for line in lines) - before
    finally:
        worker.stop()
        server.stop()
    assert 4 <= asked <= 1.2 * MINUTES, asked
