"""Jobs get to paper whatever the printer does; the drawer opens at most once for each."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from drivers.escpos import PROFILE_80
from drivers.printer import EscposPrinter
from drivers.spooler import MOST_ATTEMPTS, Spooler, as_copy
from drivers.transports import TcpTransport
from drivers.virtual import VirtualPrinter
from kiosk.ports.devices import PrinterState, PrinterTrouble, PrintJob, Slip
from tests.drivers.paper import RECEIPT, slip, text


class ListQueue:
    """A PrintQueue in memory, with the order of what was told to it."""

    def __init__(self) -> None:
        self.jobs: dict[int, PrintJob] = {}
        self.said: list[tuple[str, int]] = []
        self.reasons: list[str] = []
        self.aside: dict[int, PrintJob] = {}
        self.looks = 0
        self.changed = threading.Condition()

    def add(self, slip: Slip) -> None:
        with self.changed:
            job_id = len(self.said) + len(self.jobs) + 1
            self.jobs[job_id] = PrintJob(job_id, slip, 0)

    def next_job(self) -> PrintJob | None:
        with self.changed:
            self.looks += 1
            self.changed.notify_all()
            return min(self.jobs.values(), key=lambda job: job.id, default=None)

    def starting(self, job_id: int) -> int | None:
        with self.changed:
            if job_id not in self.jobs:
                return None
            self.jobs[job_id] = replace(self.jobs[job_id], attempts=self.jobs[job_id].attempts + 1)
            self._say("starting", job_id)
            return self.jobs[job_id].attempts - 1

    def printed(self, job_id: int) -> None:
        with self.changed:
            del self.jobs[job_id]
            self._say("printed", job_id)

    def waits(self, job_id: int, reason: PrinterTrouble) -> None:
        with self.changed:
            self.reasons.append(reason)
            self._say("waits", job_id)

    def failed(self, job_id: int, reason: PrinterTrouble, *, sent: bool) -> None:
        with self.changed:
            self.reasons.append(reason)
            if not sent:
                self.jobs[job_id] = replace(self.jobs[job_id], attempts=self.jobs[job_id].attempts - 1)
            self._say("failed", job_id)

    def set_aside(self, job_id: int, reason: PrinterTrouble) -> None:
        with self.changed:
            self.reasons.append(reason)
            self.aside[job_id] = self.jobs.pop(job_id)
            self._say("set aside", job_id)

    def _say(self, word: str, job_id: int) -> None:
        self.said.append((word, job_id))
        self.changed.notify_all()

    def wait_for(self, condition: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(condition, 20), self.said

    def wait_for_looks(self, count: int) -> None:
        self.wait_for(lambda: self.looks >= count)

    @property
    def words(self) -> list[str]:
        return [word for word, _ in self.said]


class Shop:
    """A queue, a spooler, and a printer at the end of a socket."""

    def __init__(self) -> None:
        self.virtual = VirtualPrinter()
        self.virtual.start()
        self.queue = ListQueue()
        self.states: list[PrinterState] = []
        self.driver = EscposPrinter(TcpTransport("127.0.0.1", self.virtual.port), PROFILE_80, 0.3, 5.0)
        self.spooler = Spooler(self.queue, self.driver, self.states.append, watch_s=0.05)

    def close(self) -> None:
        self.spooler.stop()
        self.virtual.stop()


@pytest.fixture
def shop() -> Iterator[Shop]:
    shop = Shop()
    yield shop
    shop.close()


def test_jobs_are_printed_in_their_order_each_started_before_it_is_printed(shop: Shop) -> None:
    for number in range(5):
        shop.queue.add(slip(text(f"slip {number}")))
    shop.spooler.start()
    shop.queue.wait_for(lambda: not shop.queue.jobs)
    assert [made.text.strip() for made in shop.virtual.slips] == [f"slip {number}" for number in range(5)]
    assert shop.queue.words == ["starting", "printed"] * 5


def test_a_nudge_brings_out_a_new_job(shop: Shop) -> None:
    shop.spooler = Spooler(shop.queue, shop.driver, shop.states.append, watch_s=3600)
    shop.spooler.start()
    shop.queue.add(slip(text("first")))
    shop.spooler.nudge()
    shop.queue.wait_for(lambda: not shop.queue.jobs)
    shop.queue.add(slip(text("second")))
    shop.spooler.nudge()
    shop.queue.wait_for(lambda: not shop.queue.jobs)
    assert len(shop.virtual.slips) == 2


@pytest.mark.parametrize("after", [0, 1, 20, 60, 130])
def test_a_connection_lost_in_a_slip_leaves_it_queued_and_it_comes_out_as_a_copy(shop: Shop, after: int) -> None:
    shop.virtual.hang_up_after = after
    shop.queue.add(RECEIPT)
    shop.spooler.start()
    shop.queue.wait_for(lambda: "failed" in shop.queue.words)
    assert shop.queue.jobs
    shop.spooler.nudge()
    shop.queue.wait_for(lambda: not shop.queue.jobs)
    whole = [made for made in shop.virtual.slips if made.cut]
    assert [made.barcodes for made in whole] == [("JA-02-A-000417",)]
    assert "补打 COPY 1" in whole[0].text
    assert sum(made.drawer for made in shop.virtual.slips) <= 1
    assert shop.queue.words == ["starting", "failed", "starting", "printed"]


def test_without_paper_a_job_is_not_started_and_later_comes_out_as_the_original(shop: Shop) -> None:
    shop.virtual.paper = "out"
    shop.queue.add(RECEIPT)
    shop.spooler.start()
    shop.queue.wait_for(lambda: "waits" in shop.queue.words)
    assert shop.queue.reasons == ["paper_out"]
    shop.virtual.paper = "ok"
    shop.spooler.nudge()
    shop.queue.wait_for(lambda: not shop.queue.jobs)
    (made,) = shop.virtual.slips
    assert "COPY" not in made.text
    assert made.drawer == 1
    assert shop.queue.words == ["waits", "starting", "printed"]


def test_the_reason_is_written_down_once_however_often_the_printer_is_asked(shop: Shop) -> None:
    shop.virtual.cover_open = True
    shop.queue.add(RECEIPT)
    shop.spooler.start()
    shop.queue.wait_for(lambda: "waits" in shop.queue.words)
    for look in range(3, 8):
        shop.spooler.nudge()
        shop.queue.wait_for_looks(look)
    assert shop.queue.words == ["waits"]


def test_the_state_is_told_when_it_changes(shop: Shop) -> None:
    told = threading.Condition()

    def on_state(state: PrinterState) -> None:
        with told:
            shop.states.append(state)
            told.notify_all()

    def wait_for(*states: PrinterState) -> None:
        with told:
            assert told.wait_for(lambda: shop.states == list(states), 10), shop.states

    shop.spooler = Spooler(shop.queue, shop.driver, on_state, watch_s=0.02)
    shop.spooler.start()
    wait_for(PrinterState.OK)
    shop.virtual.paper = "low"
    wait_for(PrinterState.OK, PrinterState.PAPER_LOW)
    shop.virtual.answering = False
    wait_for(PrinterState.OK, PrinterState.PAPER_LOW, PrinterState.UNKNOWN)


def test_a_job_whose_first_attempt_died_with_the_program_comes_out_marked(shop: Shop) -> None:
    shop.queue.add(RECEIPT)
    shop.queue.starting(1)
    shop.spooler.start()
    shop.queue.wait_for(lambda: not shop.queue.jobs)
    (made,) = shop.virtual.slips
    assert "补打 COPY 1" in made.text.splitlines()[0]
    assert made.drawer == 0


def test_one_slip_that_breaks_the_driver_does_not_end_all_printing(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    really = shop.driver.print

    def broken_once(slip: Slip) -> None:
        monkeypatch.setattr(shop.driver, "print", really)
        raise ZeroDivisionError("broken")

    monkeypatch.setattr(shop.driver, "print", broken_once)
    shop.queue.add(RECEIPT)
    shop.spooler.start()
    shop.queue.wait_for(lambda: "failed" in shop.queue.words)
    shop.spooler.nudge()
    shop.queue.wait_for(lambda: not shop.queue.jobs)
    assert "slip JA-02-A-000417 could not be printed" in caplog.messages


def test_stop_waits_for_the_slip_being_printed(shop: Shop) -> None:
    shop.queue.add(slip(*[text("衬衫 " * 15)] * 500))
    shop.spooler.start()
    shop.queue.wait_for(lambda: "starting" in shop.queue.words)
    shop.spooler.stop()
    assert shop.queue.words == ["starting", "printed"]


def test_a_slip_that_does_not_come_out_is_set_aside_and_those_behind_it_are_printed(shop: Shop) -> None:
    really = shop.driver.print

    def stuck(slip: Slip) -> None:
        shop.virtual.hang_up_after = 40 if slip.reference == RECEIPT.reference else None
        really(slip)

    shop.driver.print = stuck  # type: ignore[method-assign]
    shop.queue.add(RECEIPT)
    shop.queue.add(slip(text("behind it"), reference="JA-02-A-000418"))
    shop.spooler.start()
    for times in range(1, MOST_ATTEMPTS + 1):
        shop.queue.wait_for(lambda times=times: shop.queue.words.count("failed") == times)  # type: ignore[misc]
        shop.spooler.nudge()
    shop.queue.wait_for(lambda: not shop.queue.jobs)
    assert shop.queue.words == [*["starting", "failed"] * MOST_ATTEMPTS, "set aside", "starting", "printed"]
    assert shop.queue.reasons[-1] == "stopped"
    assert "behind it" in shop.virtual.slips[-1].text
    assert sum(made.drawer for made in shop.virtual.slips) <= 1


def test_an_attempt_of_which_nothing_was_sent_does_not_count(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The paper ran out between the look at the printer and the slip."""
    really = shop.driver.print

    def too_late(slip: Slip) -> None:
        shop.virtual.paper = "out"
        monkeypatch.setattr(shop.driver, "print", really)
        really(slip)

    monkeypatch.setattr(shop.driver, "print", too_late)
    shop.queue.add(RECEIPT)
    shop.spooler.start()
    shop.queue.wait_for(lambda: "failed" in shop.queue.words)
    assert shop.queue.jobs[1].attempts == 0
    shop.virtual.paper = "ok"
    shop.spooler.nudge()
    shop.queue.wait_for(lambda: not shop.queue.jobs)
    (made,) = shop.virtual.slips
    assert "COPY" not in made.text
    assert made.drawer == 1


def test_a_job_in_which_the_program_ended_too_often_is_not_begun_again(shop: Shop) -> None:
    shop.queue.add(RECEIPT)
    for _ in range(MOST_ATTEMPTS):
        shop.queue.starting(1)
    shop.spooler.start()
    shop.queue.wait_for(lambda: not shop.queue.jobs)
    assert shop.queue.reasons == ["interrupted"]
    assert shop.virtual.slips == []


def test_a_slip_that_is_discarded_at_the_last_moment_is_not_printed(shop: Shop) -> None:
    really = shop.queue.starting

    def discarded(job_id: int) -> int | None:
        shop.queue.jobs.pop(job_id)
        return really(job_id)

    shop.queue.starting = discarded  # type: ignore[method-assign]
    shop.queue.add(RECEIPT)
    shop.spooler.start()
    shop.queue.wait_for(lambda: not shop.queue.jobs)
    shop.spooler.stop()
    assert shop.virtual.slips == []
    assert shop.queue.words == []


def test_a_printer_that_does_not_answer_is_unknown_and_never_well(shop: Shop) -> None:
    shop.virtual.answering = False
    shop.queue.add(RECEIPT)
    shop.spooler.start()
    shop.queue.wait_for(lambda: not shop.queue.jobs)
    shop.queue.wait_for_looks(shop.queue.looks + 3)
    assert shop.states == [PrinterState.UNKNOWN]


def test_every_trouble_of_a_printer_is_one_that_staff_can_be_told() -> None:
    blocked = [state for state in PrinterState if not state.can_print and state is not PrinterState.NONE]
    assert {PrinterTrouble(state.value) for state in blocked} <= set(PrinterTrouble)
    assert not PrinterState.NONE.can_print


def test_a_copy_says_so_at_its_head_and_leaves_the_drawer_alone() -> None:
    copy = as_copy(replace(RECEIPT, copy_mark="补打 {n}"), 2)
    assert copy.parts[0].text == "补打 2"
    assert copy.parts[2:] == RECEIPT.parts
    assert not copy.open_drawer
    assert copy.reference == RECEIPT.reference
