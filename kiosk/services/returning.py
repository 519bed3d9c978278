"""Return and exchange in one ticket: one unit of work, one difference, nothing half done."""

from dataclasses import dataclass, replace

from kiosk.domain.basket import Basket
from kiosk.domain.events import OrderPaid, Tender, TenderKind
from kiosk.domain.order import OrderView
from kiosk.domain.reductions import Exceeded
from kiosk.domain.returns import GoodsReturned
from kiosk.domain.staff import Limit, RoleLimits, StaffMember
from kiosk.domain.ticket import Balance, ComingBack, checked, refund_of, taken_back
from kiosk.errors import RuleError
from kiosk.ports.devices import Slip
from kiosk.ports.storage import JournalTx
from kiosk.services.approving import Authority
from kiosk.services.checkout import Checkout, order_now, record_order
from kiosk.services.crediting import as_sold
from kiosk.services.fulfilling import going_out, hand_over
from kiosk.services.receipts import pick_up_slips, receipt
from kiosk.services.return_slip import return_slip
from kiosk.services.slip_parts import Paper
from kiosk.services.tendering import check_references

NOTHING_NEW = Basket()


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a guide has agreed with the shopper: what comes back of an order, what is taken for it (an empty basket:
    nothing), and how the difference is paid, by whoever owes it. `phone`: for what is not taken now."""

    order_id: str
    lines: tuple[ComingBack, ...]
    new: Basket = NOTHING_NEW
    tenders: tuple[Tender, ...] = ()
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """What a ticket did: the number of the return, the sums, how the difference was paid, the order that goods came
    back of, the one placed for what was taken, and the kinds of slip that come out."""

    number: str
    balance: Balance
    tenders: tuple[Tender, ...]
    order: OrderView
    exchange: OrderView | None
    slips: tuple[str, ...]


def give_back(tx: JournalTx, ticket: Ticket, plan: Checkout, authority: Authority, paper: Paper) -> Returned:
    """Take goods back, and sell others for them where the ticket has any: what is taken is ordered, paid – by the
    refund as far as it goes – and, where it lies here, handed over. Raises InputError or RuleError,
    NeedsManager above the limit of what may be paid back; nothing has happened then."""
    staff = authority.staff
    seen = order_now(tx, ticket.order_id)
    if seen.placed.currency != plan.currency:
        raise RuleError("This was paid in another currency than this tablet's. Please ask a manager.")
    lines = taken_back(seen, ticket.lines)
    balance = Balance(refund_of(lines), ticket.new.total_minor)
    tenders = checked(balance, ticket.tenders)
    approved_by = authority.approve(lambda limits: beyond_refund(limits, balance.back_minor))
    paid_out, paid_in = (tenders, ()) if balance.back_minor else ((), tenders)
    check_references(tx, paid_in)
    number = tx.next_number("return")
    credit = (Tender(TenderKind.CREDIT, balance.credit_minor, reference=number),) if balance.credit_minor else ()
    basket = replace(ticket.new, member=seen.placed.member)
    new = record_order(tx, basket, replace(plan, phone=ticket.phone), paper) if basket.lines else None
    body = GoodsReturned(
        seen.order_id, number, paper.here.id, lines, (*credit, *paid_out), new.order_id if new else None, approved_by
    )
    tx.append(body, staff.id)
    seen = order_now(tx, seen.order_id)
    slips = [return_slip(seen, body, new, paper, _name(staff))]
    if new is not None:
        new, more = _sell(tx, new, (*credit, *paid_in), staff, paper)
        slips += more
    for slip in slips:
        tx.enqueue(slip)
    return Returned(number, balance, tenders, seen, new, tuple(slip.kind for slip in slips))


def beyond_refund(limits: RoleLimits, back_minor: int) -> Exceeded | None:
    """The limit of what may be paid back, where it is more."""
    allowed = limits.refund_minor
    return Exceeded(Limit.REFUND_MINOR, allowed) if allowed is not None and back_minor > allowed else None


def _sell(
    tx: JournalTx, new: OrderView, tenders: tuple[Tender, ...], staff: StaffMember, paper: Paper
) -> tuple[OrderView, list[Slip]]:
    """What is taken in exchange is paid at once, and what of it lies here goes out: the order then, and its paper."""
    number = tx.next_number("receipt")
    tx.append(OrderPaid(new.order_id, number, paper.here.id, tenders), staff.id)
    paid = order_now(tx, new.order_id)
    slips = [receipt(as_sold(tx, paid), number, tenders, paper, _name(staff)), *pick_up_slips(paid, number, paper)]
    if going_out(paid, paper.here):
        paid = hand_over(tx, new.order_id, paper.here, staff.id).order
    return paid, slips


def _name(staff: StaffMember) -> str:
    return staff.public_code or staff.id
