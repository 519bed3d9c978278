"""A receipt that is killed, unplugged or out of paper at every line of it: it ends on paper or before a person, papers
after the first are marked and counted, the drawer is pulsed at most once, nothing is lost, and order is kept."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

import pytest

import drivers.printer
import drivers.spooler
from drivers.base import wait_until
from drivers.escpos import PROFILE_80, encode
from drivers.escpos_decoder import EscposDecoder
from drivers.escpos_ops import Code, Cut, DecodedSlip, Drawer, Feed, Picture, Text
from drivers.printer import EscposPrinter
from drivers.spooler import MOST_ATTEMPTS, Spooler
from drivers.transports import SerialTransport, TcpTransport, Transport
from drivers.virtual import VirtualPrinter
from kiosk.domain import codec
from kiosk.ports.devices import PrintState, QueuedJob, Slip
from kiosk.services.desk import Desk
from kiosk.services.shelf import Shop
from kiosk.storage.tablet import TabletStorage
from tests.contracts.benches import FileBench
from tests.e2e.processes import environment
from tests.fakes import retailer
from tests.fakes.catalogue import MemoryCatalogue
from tests.fakes.tablet import OWN, REGIONAL
from tests.faults.serial_line import SerialLine

#: Bytes that only a receipt has.
CASH = "现金".encode("gbk")


def sell(folder: Path) -> tuple[Slip, ...]:
    """An order with something that waits in another shop, paid in cash: three slips wait in the folder's journal."""
    bench = FileBench(folder)
    bench.hq_stock(*OWN)
    catalogue = MemoryCatalogue(
        retailer.LOCATIONS, retailer.STYLES, retailer.VARIANTS, retailer.PRICES, REGIONAL, retailer.PUBLICATION
    )
    desk = Desk(Shop(bench.journal, bench.reader, catalogue, "JA", retailer.verify_pin, bench.clock))
    desk.add(retailer.SHIRT_M, 2)
    desk.add(retailer.SHIRT_M, kind="pick_up")
    placed = desk.place(retailer.PHONE)
    desk.scan(retailer.LIN_BADGE)
    desk.enter_pin(retailer.LIN_PIN)
    desk.till.pay_cash(placed.order_id, placed.due_minor + 3_000)
    with bench.journal.readers.snapshot() as conn:
        rows = conn.execute("SELECT slip FROM print_job ORDER BY id").fetchall()
    bench.close()
    return tuple(codec.load(Slip, slip) for (slip,) in rows)


def boundaries(data: bytes) -> list[int]:
    """The bytes after which a printer has done something that is seen: a line, a picture, a code, drawer, cut."""
    decoder, found = EscposDecoder(), [0]
    for at in range(len(data)):
        ops = decoder.feed(data[at : at + 1])
        if any(isinstance(op, Feed | Picture | Code | Drawer | Cut) for op in ops):
            found.append(at + 1)
    assert found[-1] == len(data)
    return found


class Sale:
    """A folder with the three slips waiting, to be copied, and where the receipt can be broken off."""

    def __init__(self, place: Path) -> None:
        self._place, self._copies = place, 0
        self.slips = sell(place / "sold")
        self.receipt = next(slip for slip in self.slips if slip.kind == "receipt")
        self.lines = boundaries(encode(self.receipt, PROFILE_80))

    def copy(self) -> Path:
        self._copies += 1
        return Path(shutil.copytree(self._place / "sold" / "tablet", self._place / f"copy-{self._copies}"))


@pytest.fixture(scope="module")
def sale(tmp_path_factory: pytest.TempPathFactory) -> Sale:
    sale = Sale(tmp_path_factory.mktemp("sale"))
    assert [slip.kind for slip in sale.slips] == ["order_slip", "receipt", "pick_up_slip"]
    assert sale.receipt.open_drawer
    assert len(sale.lines) > 25
    return sale


@pytest.fixture
def virtual() -> Iterator[VirtualPrinter]:
    printer = VirtualPrinter()
    printer.start()
    yield printer
    printer.stop()


class Lives:
    """Asks for lives of printing_lives.py; a context manager."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.printing_lives"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment() | {"PYTHONPATH": str(Path(__file__).parents[2])},
        )
        assert self._process.stdout
        assert self._process.stdout.readline().strip() == "ready"
        return self

    def __call__(self, folder: Path, virtual: VirtualPrinter, at: int | str | None = None) -> int:
        """One life; the signal that ended it, 0 when it ended by itself with nothing waiting."""
        assert self._process.stdin
        assert self._process.stdout
        asked = {"folder": str(folder), "port": virtual.port, "kind": "receipt", "at": at}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()


@pytest.fixture(scope="module")
def lives() -> Iterator[Lives]:
    with Lives() as lives:
        yield lives


def jobs_in(folder: Path) -> dict[str, QueuedJob]:
    seen = TabletStorage.read_only(folder)
    found = {job.kind: job for job in seen.reader.print_jobs(ended=10)}
    seen.close()
    return found


def audit(papers: list[DecodedSlip], sale: Sale, attempts: int) -> list[DecodedSlip]:
    """What lies under the printer: order slip, receipt, pick-up slip in this order; of the receipt only a first paper
    is unmarked, and the drawer moves with that one alone. The receipts that came out whole."""
    first, *receipts, last = papers
    assert first.cut
    assert "未付款" in first.text
    assert last.cut
    assert "取货凭证" in last.text
    assert sum(paper.drawer for paper in papers) <= 1
    assert not any(paper.drawer for paper in receipts[1:])
    marks = [mark_of(paper) for paper in receipts]
    copies = [mark for mark in marks if mark]
    assert copies == sorted(set(copies)), "each copy has a number of its own"
    assert all(0 < mark < attempts for mark in copies)
    assert all(mark or not legible(paper) for paper, mark in zip(receipts[1:], marks[1:], strict=True))
    return [paper for paper in receipts if paper.cut and sale.receipt.reference in paper.text]


def mark_of(paper: DecodedSlip) -> int:
    """n of "补打 n" at its head, 0 when it has no such mark."""
    head = paper.text.strip().splitlines()[:1]
    return int(head[0].split("补打")[1]) if head and "补打" in head[0] else 0


def legible(paper: DecodedSlip) -> bool:
    """Whether it shows anything of what is on the slip."""
    return any(isinstance(op, Text | Picture | Code) for op in paper.ops)


def test_killed_at_every_line_of_a_receipt_it_comes_out_as_a_copy_in_the_next_life(sale: Sale, lives: Lives) -> None:
    moments: list[int | str] = [*sale.lines, "starting", "printed"]
    for at in moments:
        virtual, folder = VirtualPrinter(), sale.copy()
        virtual.start()
        assert lives(folder, virtual, at) == signal.SIGKILL, at
        assert lives(folder, virtual) == 0, at
        virtual.stop()
        jobs, papers = jobs_in(folder), virtual.slips
        assert {job.state for job in jobs.values()} == {PrintState.PRINTED}, at
        attempts = 1 if at == "starting" else 2
        assert jobs["receipt"].attempts == attempts, at
        assert mark_of(audit(papers, sale, attempts)[-1]) == attempts - 1, at


def test_killed_in_every_life_it_is_set_aside_and_printed_when_somebody_asks(sale: Sale, lives: Lives) -> None:
    for at in sale.lines[::10]:
        virtual, folder = VirtualPrinter(), sale.copy()
        virtual.start()
        for _ in range(MOST_ATTEMPTS):
            assert lives(folder, virtual, at) == signal.SIGKILL, at
        assert lives(folder, virtual, at) == 0, "it is not begun again"
        jobs = jobs_in(folder)
        assert (jobs["receipt"].state, jobs["receipt"].reason) == (PrintState.ATTENTION, "interrupted")
        assert jobs["pick_up_slip"].state is PrintState.PRINTED
        audit(virtual.slips, sale, MOST_ATTEMPTS)
        tablet = TabletStorage.open(folder)
        tablet.journal.run(lambda tx, job=jobs["receipt"].id: tx.print_jobs.try_again(job))  # type: ignore[misc]
        tablet.close()
        assert lives(folder, virtual) == 0
        virtual.stop()
        assert jobs_in(folder)["receipt"].state is PrintState.PRINTED
        assert mark_of(virtual.slips[-1]) == MOST_ATTEMPTS
        assert sum(paper.drawer for paper in virtual.slips) <= 1


class Till:
    """The sale's slips, over and over, through one spooler on one journal."""

    def __init__(self, sale: Sale, virtual: VirtualPrinter, cable: Transport) -> None:
        self._sale, self.virtual = sale, virtual
        self.tablet = TabletStorage.open(sale.copy())
        printer = EscposPrinter(cable, PROFILE_80, 2.0, 20.0)
        self.spooler = Spooler(self.tablet.journal, printer, lambda _: None, watch_s=60)
        self.spooler.start()
        self.finish()

    def print_receipt(self) -> tuple[int, int]:
        """Queue the receipt and what follows it; how many slips had come out before, and the receipt's job."""
        before = len(self.virtual.slips)
        job, _ = self.tablet.journal.run(lambda tx: [tx.enqueue(slip) for slip in self._sale.slips[1:]])
        self.spooler.nudge()
        return before, job

    def finish(self) -> None:
        self.until(lambda: all(job.state is not PrintState.WAITING for job in self.tablet.reader.print_jobs()))

    def until(self, condition: Callable[[], bool]) -> None:
        assert wait_until(condition, 30), self.tablet.reader.print_jobs()

    def job(self, job_id: int) -> QueuedJob:
        return next(job for job in self.tablet.reader.print_jobs(ended=10) if job.id == job_id)

    def close(self) -> None:
        self.spooler.stop()
        self.tablet.close()


@pytest.fixture(params=["network", "serial"])
def cable(request: pytest.FixtureRequest, virtual: VirtualPrinter, tmp_path: Path) -> Iterator[Transport]:
    if request.param == "network":
        yield TcpTransport("127.0.0.1", virtual.port)
        return
    with SerialLine(tmp_path / "ttyUSB0", virtual) as line:
        yield SerialTransport(str(line.path), baud=115_200)


@pytest.fixture
def till(sale: Sale, virtual: VirtualPrinter, cable: Transport, monkeypatch: pytest.MonkeyPatch) -> Iterator[Till]:
    for name in ("_ASK_AGAIN_S", "_PRINT_AGAIN_S"):
        monkeypatch.setattr(drivers.spooler, name, (0.01, 0.02))
    monkeypatch.setattr(drivers.printer, "LOOK_EVERY_S", 0.05)
    till = Till(sale, virtual, cable)
    yield till
    till.close()


def test_unplugged_at_every_line_of_a_receipt_it_comes_out_as_a_copy(till: Till, sale: Sale) -> None:
    virtual = till.virtual
    for at in sale.lines:
        virtual.hang_up_after = at
        before, job = till.print_receipt()
        till.finish()
        assert till.job(job).state is PrintState.PRINTED, at
        papers = virtual.wait_for_slips(before + 2)
        assert mark_of(audit([virtual.slips[0], *papers[before:]], sale, 2)[-1]) == 1, at
        assert sum(paper.drawer for paper in papers[before:]) == (at > sale.lines[1] - 1), at


def test_out_of_paper_at_every_line_of_a_receipt_it_waits_and_comes_out_as_a_copy(till: Till, sale: Sale) -> None:
    virtual = till.virtual
    for at in sale.lines:
        virtual.paper_lasts = at
        before, job = till.print_receipt()
        till.until(lambda job=job: till.job(job).reason == "paper_out")  # type: ignore[misc]
        waits = till.job(job)
        assert (waits.state, waits.attempts) == (PrintState.WAITING, 1), at
        virtual.paper = "ok"
        till.finish()
        assert till.job(job).state is PrintState.PRINTED, at
        papers = virtual.wait_for_slips(before + 3)
        whole = audit([virtual.slips[0], *papers[before:]], sale, 2)
        assert [mark_of(paper) for paper in whole] == [0, 1], at
        assert sum(paper.drawer for paper in papers[before:]) == 1, at


def test_without_paper_from_the_start_nothing_is_begun_and_the_original_comes_out(till: Till, sale: Sale) -> None:
    virtual = till.virtual
    virtual.paper = "out"
    before, job = till.print_receipt()
    till.until(lambda: till.job(job).reason == "paper_out")
    assert till.job(job).attempts == 0
    virtual.paper = "ok"
    till.finish()
    papers = virtual.wait_for_slips(before + 2)[before:]
    assert [mark_of(paper) for paper in papers] == [0, 0]
    assert sum(paper.drawer for paper in papers) == 1


def test_unplugged_every_time_it_is_set_aside_and_what_follows_comes_out(till: Till, sale: Sale) -> None:
    really = till.virtual._until_hang_up

    def always(data: bytes) -> tuple[bytes, bool]:
        if CASH in data:
            till.virtual.hang_up_after = data.index(CASH)
        return really(data)

    till.virtual._until_hang_up = always  # type: ignore[method-assign]
    before, job = till.print_receipt()
    till.finish()
    assert (till.job(job).state, till.job(job).reason) == (PrintState.ATTENTION, "stopped")
    assert till.job(job + 1).state is PrintState.PRINTED
    papers = till.virtual.slips[before:]
    assert [mark_of(paper) for paper in papers] == [0, 1, 2, 0]
    assert sum(paper.drawer for paper in papers) == 1
    assert "取货凭证" in papers[-1].text
