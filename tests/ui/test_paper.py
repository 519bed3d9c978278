"""Paper at the glass: what keeps it from coming out is told in time, and staff print again or discard."""

from typing import Any

import pytest

from kiosk.ports.devices import PrinterState, PrinterTrouble, PrintState, Slip
from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.front import JACKET_M, JACKET_XL, front_of, wide_tablet
from tests.ui.glasses import Shown
from tests.ui.test_guide import place
from ui.glass import Glass

WELL = "The printer is ready"


def see(shown: Shown, state: PrinterState) -> None:
    shown.bus.publish(state)
    shown.player.breathe()


@pytest.fixture
def paid(english: Shown) -> Shown:
    """A guide before an order that is paid and waits in part."""
    place(english, JACKET_XL, retailer.PHONE)
    english.sign_in()
    english.play("scan {N}", "wait page order", "click order.pay", "wait page payment", "click payment.suggestion.0")
    english.play("click payment.take", "wait object order.receipts")
    return english


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (PrinterState.PAPER_OUT, "put in a new roll"),
        (PrinterState.COVER_OPEN, "cover is open"),
        (PrinterState.OFFLINE, "off line"),
        (PrinterState.FAULT, "fault"),
        (PrinterState.UNREACHABLE, "cannot be reached"),
    ],
)
def test_what_keeps_the_printer_is_told_to_staff_on_every_page_of_theirs(
    english: Shown, state: PrinterState, words: str
) -> None:
    place(english)
    see(english, state)
    english.play("wait gone printer.since")
    english.sign_in()
    english.play(f"wait text printer.since '{words}'", "expect printer.works 'opens by key'")
    for page in ("stock", "sync", "orders"):
        english.play(f"click bar.{page}", f"wait page {page}", f"expect printer.since '{words}'")
    english.play("scan {N}", "wait page order", f"expect printer.since '{words}'")
    english.play("click order.pay", "wait page payment", f"expect printer.since '{words}'")
    english.play("click bar.range", "wait page browse", f"expect printer.since '{words}'")
    see(english, PrinterState.OK)
    english.play("wait gone printer.since")


def test_with_the_largest_letters_it_is_told_in_the_bar(english: Shown) -> None:
    english.sign_in()
    see(english, PrinterState.PAPER_OUT)
    english.window.app.access.setText(150)
    english.play("wait text bar.printer 'new roll'", "wait gone printer.since", "resize 800 1280")
    english.play("wait text bar.printer 'no paper'")


def test_before_money_is_taken_the_guide_knows_what_becomes_of_receipt_and_drawer(english: Shown) -> None:
    place(english)
    english.sign_in()
    english.play("scan {N}", "wait page order", "click order.pay", "wait page payment")
    english.play("expect payment.after 'drawer opens'")
    see(english, PrinterState.PAPER_OUT)
    english.play("wait text payment.after 'use its key'", "click payment.external")
    assert english.window.app.payment.after == "The receipt waits for the printer."


def test_the_printer_is_asked_when_a_guide_comes_and_before_money_is_taken(
    open_glass: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[str]()

    def front(*args: Any, **options: Any) -> Glass:
        return front_of(*args, look_at_printer=lambda: asked.append("now"), **options)

    monkeypatch.setattr("tests.ui.glasses.front_of", front)
    shown = open_glass(language="en")
    place(shown)
    assert asked == []
    shown.sign_in()
    assert len(asked) == 1
    shown.play("scan {N}", "wait page order", "click order.pay", "wait page payment")
    assert len(asked) == 2


@pytest.mark.parametrize("state", list(PrinterState))
def test_only_a_printer_that_said_so_is_shown_as_well(english: Shown, state: PrinterState) -> None:
    english.sign_in()
    english.play("click bar.sync", "wait object print.printer")
    assert WELL not in english.window.app.printer.words, "before anything was heard"
    assert english.window.app.printer.tone == "amber"
    see(english, state)
    assert (WELL in english.window.app.printer.words) == (state is PrinterState.OK)
    assert (english.window.app.printer.tone == "here") == (state is PrinterState.OK)
    assert english.window.app.printer.told == (not state.can_print and state is not PrinterState.NONE)


def test_what_was_seen_before_the_glass_opened_is_told(open_glass: Open) -> None:
    tablet = wide_tablet()
    object.__setattr__(tablet.shop, "printer", lambda: PrinterState.COVER_OPEN)
    shown = open_glass(tablet, language="en")
    shown.play("wait page browse")
    shown.sign_in()
    shown.play("wait text printer.since 'cover is open'")


def test_the_shopper_is_told_the_truth_about_the_slip(english: Shown) -> None:
    see(english, PrinterState.PAPER_OUT)
    english.play(f"scan {JACKET_M}", "wait page style", "click style.add", "click bar.basket", "click basket.confirm")
    english.play("wait page placed", "wait text placed.unprinted 'has not come out'", "wait gone placed.printing")
    see(english, PrinterState.OK)
    english.window.app.placed._printer.timeout.emit()
    english.play("wait object placed.printing", "wait gone placed.unprinted")


def test_an_order_s_papers_are_printed_again_as_copies(paid: Shown) -> None:
    queue, slips = paid.tablet.journal.print_queue, paid.tablet.journal.state.slips
    for number in range(1, len(slips) + 1):
        queue.starting(number)
        queue.printed(number)
    paid.play("click order.print", "wait object reprint.receipt.JA-02-A-R-000001")
    labels = [row.label for row in paid.window.app.reprint.papers.rows]
    assert labels == ["Receipt JA-02-A-R-000001", "Pick-up slip Jing'an"]
    paid.play("click reprint.receipt.JA-02-A-R-000001", "wait text notice 'printed again'")
    copy = paid.tablet.journal.state.prints[-1]
    assert (copy.slip.kind, copy.slip.open_drawer, copy.slip.copy_mark) == ("receipt", False, "COPY {n}")
    assert queue.starting(copy.job.id) == 1
    see(paid, PrinterState.PAPER_OUT)
    paid.play("click order.print", "wait text reprint.printer 'new roll'", "click reprint.pick_up_slip.JA")
    paid.play("wait text notice 'is kept'")
    assert paid.tablet.journal.state.prints[-1].slip.kind == "pick_up_slip"


def test_the_sheet_of_papers_closes_with_its_page(paid: Shown) -> None:
    paid.play("click order.print", "wait object sheet.close")
    paid.window.app.lock()
    paid.play("wait page browse", "wait gone sheet.close")


def test_a_closed_order_offers_no_paper(english: Shown) -> None:
    place(english)
    english.sign_in()
    english.play("scan {N}", "wait page order", "wait object order.print", "click order.cancel")
    english.play("click order.reason.mistake", "wait gone order.print")


@pytest.fixture
def troubled(english: Shown) -> tuple[Shown, int, int]:
    """A slip that stopped three times and one that waits for paper."""
    journal, queue = english.tablet.journal, english.tablet.journal.print_queue
    names = (("receipt", "JA-02-A-R-000007"), ("z_report", "JA-02-Z-000001"))
    stopped, waits = journal.run(lambda tx: [tx.enqueue(Slip(*name, ())) for name in names])
    for _ in range(3):
        queue.starting(stopped)
    queue.set_aside(stopped, PrinterTrouble.STOPPED)
    queue.waits(waits, PrinterTrouble.PAPER_OUT)
    english.tablet.clock.advance(minutes=5)
    english.sign_in()
    english.play("click bar.sync", "wait object print.job.0.title")
    return english, stopped, waits


def test_every_slip_that_is_not_on_paper_says_what_keeps_it(troubled: tuple[Shown, int, int]) -> None:
    shown, _, _ = troubled
    first, second = shown.window.app.printJobs.jobs.rows
    assert (first.title, first.standing, first.tone) == ("Receipt JA-02-A-R-000007", "Needs you", "problem")
    assert "stopped in the middle" in first.why
    assert "Look whether it came out" in first.why
    assert first.since == "Queued 5 min ago – begun: 3"
    assert (second.title, second.standing) == ("Slip JA-02-Z-000001", "Waits")
    assert "new roll" in second.why
    assert (first.trying, second.trying) == ("Print again", "Try now")


def test_staff_let_a_slip_be_tried_again_and_see_it_go(troubled: tuple[Shown, int, int]) -> None:
    shown, stopped, waits = troubled
    shown.play("click print.job.0.again", "wait text notice 'tried again'", "wait text print.job.0.standing Waits")
    queue = shown.tablet.journal.print_queue
    assert queue.starting(stopped) == 3
    for job in (stopped, waits):
        queue.printed(job)
    shown.window.app.printJobs._timer.timeout.emit()
    shown.play("wait object print.none", "wait gone print.job.0.title")


def test_staff_discard_a_slip_and_say_why(troubled: tuple[Shown, int, int]) -> None:
    shown, stopped, _ = troubled
    shown.play("click print.job.0.discard", "wait object print.reason.came_out", "click sheet.close")
    shown.play("wait gone print.reason.came_out", "wait text print.job.0.title 'JA-02-A-R-000007'")
    shown.play("click print.job.0.discard", "click print.reason.came_out", "wait text print.job.0.title Z-000001")
    job = shown.tablet.journal.state.prints[stopped - 1].job
    assert (job.state, job.ended_by) == (PrintState.DISCARDED, retailer.LIN.id)
    assert job.note == "It came out after all"


def test_nobody_looks_after_slips_that_are_not_shown(troubled: tuple[Shown, int, int]) -> None:
    shown, _, _ = troubled
    assert shown.window.app.printJobs._timer.isActive()
    shown.play("click bar.orders", "wait page orders")
    assert not shown.window.app.printJobs._timer.isActive()
