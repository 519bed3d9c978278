"""Paper once more: of an order, or of a job that did not come out; and jobs that nobody needs any more."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.domain.order import OrderStatus, OrderView
from kiosk.errors import InputError, RuleError
from kiosk.ports.devices import PrintState, QueuedJob, Slip
from kiosk.ports.storage import JournalTx
from kiosk.services.checkout import order_now
from kiosk.services.crediting import as_sold
from kiosk.services.receipts import fetched, order_slip, pick_up_slips, receipt
from kiosk.services.slip_parts import Paper

_LONGEST_NOTE = 200


class PaperKind(StrEnum):
    """The papers of an order; the names are those of the slips."""

    ORDER = "order_slip"
    RECEIPT = "receipt"
    PICK_UP = "pick_up_slip"


@dataclass(frozen=True, slots=True)
class OrderPaper:
    """A paper that an order has: a receipt by its number, a pick-up slip by its place (`which`)."""

    kind: PaperKind
    reference: str
    which: str = ""


def papers_of(order: OrderView) -> tuple[OrderPaper, ...]:
    """What can be printed again: the order slip while it is owed, every receipt, a pick-up slip for every place where
    something still waits. A slip that no longer holds - of a closed order, of goods handed over - is not among them."""
    number = order.placed.number
    owed = order.status is OrderStatus.PLACED and order.due_minor > 0
    return (
        *([OrderPaper(PaperKind.ORDER, number)] if owed else []),
        *(OrderPaper(PaperKind.RECEIPT, receipt_number) for receipt_number in order.receipt_numbers),
        *(OrderPaper(PaperKind.PICK_UP, number, place) for place in (fetched(order) if order.paid else ())),
    )


def reprint(
    tx: JournalTx, order_id: str, wanted: OrderPaper, paper: Paper, guide_code: Callable[[str], str]
) -> QueuedJob:
    """Queue a copy of one of the order's papers. A receipt says what was said when it was paid; the others say how
    things are now. `guide_code`: what a receipt calls the guide of this id."""
    order = order_now(tx, order_id)
    if wanted not in papers_of(order):
        raise RuleError("This paper no longer holds: the order has gone on. Open the order again.")
    if wanted.kind is PaperKind.ORDER:
        slip = order_slip(order, paper)
    elif wanted.kind is PaperKind.RECEIPT:
        slip = tx.print_jobs.newest(wanted.kind, wanted.reference) or _receipt(tx, order, wanted, paper, guide_code)
    else:
        slips = pick_up_slips(order, order.receipt_numbers[-1], paper)
        slip = next(slip for slip in slips if slip.which == wanted.which)
    return _job(tx, tx.enqueue_copy(slip))


def _receipt(
    tx: JournalTx, order: OrderView, wanted: OrderPaper, paper: Paper, guide_code: Callable[[str], str]
) -> Slip:
    """One that another tablet printed, as of the moment it was paid."""
    facts = tx.order(order.order_id)
    paid = next(fact for fact in (facts.paid if facts else ()) if fact.body.receipt_number == wanted.reference)
    then = replace(paper, now_ms=paid.stamp.at_ms)
    return receipt(as_sold(tx, order), wanted.reference, paid.body.tenders, then, guide_code(paid.stamp.actor))


def print_again(tx: JournalTx, job_id: int) -> QueuedJob:
    """Let a job that did not come out be tried again, or queue a copy of one that is over."""
    job = _job(tx, job_id)
    if job.state in (PrintState.WAITING, PrintState.ATTENTION):
        tx.print_jobs.try_again(job_id)
        return _job(tx, job_id)
    slip = tx.print_jobs.newest(job.kind, job.reference, job.which)
    return _job(tx, tx.enqueue_copy(slip)) if slip else job


def discard(tx: JournalTx, job_id: int, reason: str, actor: str) -> QueuedJob:
    """Nobody needs this paper any more, and why."""
    job = _job(tx, job_id)
    if job.state not in (PrintState.WAITING, PrintState.ATTENTION):
        raise RuleError("This slip is printed or was discarded before.")
    if not reason.strip():
        raise RuleError("A reason is needed to discard a slip.")
    tx.print_jobs.discard(job_id, reason.strip()[:_LONGEST_NOTE], actor)
    return _job(tx, job_id)


def _job(tx: JournalTx, job_id: int) -> QueuedJob:
    found = tx.print_jobs.find(job_id)
    if found is None:
        raise InputError("No slip has this number.")
    return found
