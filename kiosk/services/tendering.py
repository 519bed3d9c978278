"""Taking payment for an order."""

from kiosk.domain.events import OrderPaid, Tender, TenderKind
from kiosk.domain.order import OrderStatus, OrderView
from kiosk.domain.staff import StaffMember
from kiosk.errors import InputError, RuleError
from kiosk.ports.storage import JournalTx
from kiosk.services.checkout import order_now
from kiosk.services.receipts import pick_up_slips, receipt
from kiosk.services.slip_parts import Paper


def pay_cash(tx: JournalTx, order_id: str, given_minor: int, staff: StaffMember, paper: Paper) -> OrderView:
    """Take cash for all that is due; the change is given_minor − due."""
    due_minor = _due(tx, order_id)
    if given_minor < due_minor:
        raise InputError("That is less than what is due.", missing_minor=due_minor - given_minor)
    tender = Tender(TenderKind.CASH, due_minor, given_minor, given_minor - due_minor)
    return _pay(tx, order_id, tender, staff, paper)


def pay_external(tx: JournalTx, order_id: str, reference: str, staff: StaffMember, paper: Paper) -> OrderView:
    """Record a payment that a terminal or wallet outside this product took, under its own reference."""
    cleaned = "".join(filter(str.isprintable, reference)).strip()
    if not 4 <= len(cleaned) <= 40:
        raise InputError("Type the terminal's reference: 4 to 40 characters.")
    tender = Tender(TenderKind.EXTERNAL, _due(tx, order_id), reference=cleaned)
    return _pay(tx, order_id, tender, staff, paper)


def _due(tx: JournalTx, order_id: str) -> int:
    seen = order_now(tx, order_id)
    if seen.status in (OrderStatus.CANCELLED, OrderStatus.LAPSED):
        raise RuleError("This order is closed: its goods went back to the shelf. Place it again.")
    if seen.due_minor <= 0:
        raise RuleError("Nothing is due for this order.")
    return seen.due_minor


def _pay(tx: JournalTx, order_id: str, tender: Tender, staff: StaffMember, paper: Paper) -> OrderView:
    number = tx.next_number("receipt")
    tx.append(OrderPaid(order_id, number, paper.here.id, (tender,)), actor=staff.id)
    seen = order_now(tx, order_id)
    tx.enqueue(receipt(seen, number, (tender,), paper, staff.public_code or staff.id))
    for slip in pick_up_slips(seen, number, paper) if seen.paid else ():
        tx.enqueue(slip)
    return seen
