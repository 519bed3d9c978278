"""Paper once more: which papers an order has, in whose language, and what staff do with jobs that do not come out."""

from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.events import Outcome
from kiosk.domain.order import OrderView
from kiosk.errors import InputError, RuleError
from kiosk.ports.devices import PrinterState, PrinterTrouble, PrintState, Slip
from kiosk.services.desk import Desk
from kiosk.services.printing import OrderPaper, PaperKind
from kiosk.services.terminal import Verbs
from tests.domain.histories import Scribe
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet, words

LIN = {"badge": retailer.LIN_BADGE, "pin": retailer.LIN_PIN}


@pytest.fixture
def tablet() -> MemoryTablet:
    tablet = memory_tablet()
    tablet.unlock()
    return tablet


def _placed(tablet: MemoryTablet, *, language: str = "zh") -> OrderView:
    """One piece to take now, one that waits in another shop."""
    tablet.desk.set_language(language)
    tablet.desk.add(retailer.SHIRT_M)
    tablet.desk.add(retailer.SHIRT_M, kind="pick_up")
    return tablet.desk.place(retailer.PHONE)


def _printed(tablet: MemoryTablet, count: int = 1) -> None:
    queue = tablet.journal.print_queue
    for _ in range(count):
        job = queue.next_job()
        assert job is not None
        queue.starting(job.id)
        queue.printed(job.id)


def _papers(tablet: MemoryTablet, order: OrderView) -> list[tuple[str, str, str]]:
    return [(paper.kind.value, paper.reference, paper.which) for paper in tablet.desk.paperwork.papers(order.order_id)]


def test_an_unpaid_order_has_its_slip_a_paid_one_its_receipt_and_what_waits_elsewhere(tablet: MemoryTablet) -> None:
    order = _placed(tablet)
    number = order.placed.number
    assert _papers(tablet, order) == [("order_slip", number, "")]
    tablet.desk.till.pay_cash(order.order_id, 100_000)
    assert _papers(tablet, order) == [("receipt", "JA-02-A-R-000001", ""), ("pick_up_slip", number, "XH")]


def test_a_cancelled_order_has_no_paper_that_could_be_taken_for_a_promise(tablet: MemoryTablet) -> None:
    order = _placed(tablet)
    tablet.desk.cancel(order.order_id, "changed my mind")
    assert _papers(tablet, order) == []
    wanted = OrderPaper(PaperKind.ORDER, order.placed.number)
    with pytest.raises(RuleError, match="no longer holds"):
        tablet.desk.paperwork.reprint(order.order_id, wanted)


def test_copies_are_in_the_shopper_s_language_whatever_the_guide_reads(tablet: MemoryTablet) -> None:
    order = _placed(tablet, language="en")
    tablet.desk.set_language("zh")
    (wanted,) = tablet.desk.paperwork.papers(order.order_id)
    tablet.desk.paperwork.reprint(order.order_id, wanted)
    copy = tablet.slips[-1]
    assert "Not paid" in words(copy)
    assert copy.copy_mark == "COPY {n}"
    tablet.desk.reset()
    tablet.unlock()
    assert _placed(tablet).placed.language == "zh"
    assert tablet.slips[-1].copy_mark == "补打 {n}"


def test_a_receipt_s_copy_says_what_was_said_and_leaves_the_drawer_shut(tablet: MemoryTablet) -> None:
    order = _placed(tablet)
    tablet.desk.till.pay_cash(order.order_id, 100_000)
    original = next(slip for slip in tablet.slips if slip.kind == "receipt")
    assert original.open_drawer
    tablet.clock.advance(hours=3)
    tablet.journal.hq_knows(Scribe(order_id=order.order_id).decided(Outcome.REFUSED, "2"))
    receipt = tablet.desk.paperwork.papers(order.order_id)[0]
    tablet.desk.paperwork.reprint(order.order_id, receipt)
    copy = tablet.slips[-1]
    assert copy.parts == original.parts
    assert not copy.open_drawer


def test_a_receipt_of_another_tablet_is_made_again_as_of_when_it_was_paid(tablet: MemoryTablet) -> None:
    order = _placed(tablet)
    tablet.desk.till.pay_cash(order.order_id, 100_000)
    original = next(slip for slip in tablet.slips if slip.kind == "receipt")
    tablet.journal.state.prints.clear()
    tablet.clock.advance(hours=3)
    job = tablet.desk.paperwork.reprint(order.order_id, tablet.desk.paperwork.papers(order.order_id)[0])
    assert words(tablet.slips[-1]) == words(original)
    assert tablet.journal.print_queue.starting(job.id) == 1, "the first came out of the other one's printer"


def test_a_pick_up_slip_s_copy_says_where_things_are_now(tablet: MemoryTablet) -> None:
    order = _placed(tablet)
    tablet.desk.till.pay_cash(order.order_id, 100_000)
    _printed(tablet, 3)
    wanted = tablet.desk.paperwork.papers(order.order_id)[-1]
    job = tablet.desk.paperwork.reprint(order.order_id, wanted)
    assert tablet.slips[-1].which == "XH"
    assert tablet.journal.print_queue.starting(job.id) == 1


def _in_trouble(tablet: MemoryTablet) -> int:
    job_id = tablet.journal.run(lambda tx: tx.enqueue(Slip("receipt", "JA-02-A-R-000009", (), open_drawer=True)))
    for _ in range(3):
        tablet.journal.print_queue.starting(job_id)
    tablet.journal.print_queue.set_aside(job_id, PrinterTrouble.STOPPED)
    return job_id


def test_staff_let_a_slip_be_tried_again(tablet: MemoryTablet) -> None:
    job_id = _in_trouble(tablet)
    assert [job.state for job in tablet.desk.paperwork.jobs()] == [PrintState.ATTENTION]
    assert tablet.desk.paperwork.again(job_id).state is PrintState.WAITING
    assert tablet.journal.print_queue.starting(job_id) == 3


def test_of_a_slip_that_came_out_again_means_a_copy(tablet: MemoryTablet) -> None:
    _placed(tablet)
    _printed(tablet)
    job = tablet.desk.paperwork.again(1)
    assert job.id == 2
    assert tablet.journal.print_queue.starting(job.id) == 1


def test_staff_discard_a_slip_with_a_reason(tablet: MemoryTablet) -> None:
    job_id = _in_trouble(tablet)
    with pytest.raises(RuleError, match="reason"):
        tablet.desk.paperwork.discard(job_id, "  ")
    job = tablet.desk.paperwork.discard(job_id, "it came out after all")
    assert (job.state, job.ended_by, job.note) == (PrintState.DISCARDED, retailer.LIN.id, "it came out after all")
    with pytest.raises(RuleError, match="before"):
        tablet.desk.paperwork.discard(job_id, "again")
    with pytest.raises(InputError, match="No slip has this number"):
        tablet.desk.paperwork.discard(99, "mistyped")


def test_paper_is_staff_s_business(tablet: MemoryTablet) -> None:
    job_id = _in_trouble(tablet)
    order = _placed(tablet)
    tablet.desk.lock()
    work, wanted = tablet.desk.paperwork, OrderPaper(PaperKind.ORDER, order.placed.number)
    for verb in (
        work.jobs,
        lambda: work.again(job_id),
        lambda: work.discard(job_id, "because"),
        lambda: work.reprint(order.order_id, wanted),
    ):
        with pytest.raises(RuleError, match="needs a guide"):
            verb()


def test_a_terminal_lists_reprints_and_discards(tablet: MemoryTablet) -> None:
    def ask(verb: str, **args: object) -> Any:
        return Verbs(Desk(tablet.shop), tablet.catalogue).run(verb, args | LIN)

    order = _placed(tablet)
    job_id = _in_trouble(tablet)
    listed = ask("print-list")
    assert listed["printer"] == "unknown", "nothing has answered yet: that is not well"
    assert [(row["kind"], row["state"], row["reason"]) for row in listed["jobs"]] == [
        ("order_slip", "waiting", ""),
        ("receipt", "attention", "stopped"),
    ]
    assert ask("print-again", job=job_id) == listed["jobs"][1] | {"state": "waiting"}
    (copy,) = ask("print-order", number=order.placed.number)
    assert copy["kind"] == "order_slip"
    with pytest.raises(InputError, match="it has: order_slip"):
        ask("print-order", number=order.placed.number, kind="receipt")
    gone = ask("print-discard", job=copy["job"], reason="mistake")
    assert (gone["state"], gone["by"], gone["note"]) == ("discarded", retailer.LIN.id, "mistake")
    again = ask("print-list", ended=5)
    assert [row["job"] for row in again["jobs"]] == [copy["job"], 1, job_id]
    with pytest.raises(InputError, match="'job' is a whole number"):
        ask("print-again")


def test_the_state_of_the_printer_is_what_was_last_seen() -> None:
    tablet = memory_tablet()
    desk = Desk(replace(tablet.shop, printer=lambda: PrinterState.PAPER_OUT))
    assert desk.paperwork.printer is PrinterState.PAPER_OUT
