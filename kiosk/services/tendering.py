"""Taking payment for an order: one payment of one or several tenders, with one receipt."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.events import OrderPaid, Tender, TenderKind
from kiosk.domain.order import OrderStatus, OrderView
from kiosk.domain.staff import StaffMember
from kiosk.domain.tenders import REFERENCED
from kiosk.errors import InputError, RuleError
from kiosk.ports.storage import JournalTx
from kiosk.services.checkout import order_now
from kiosk.services.crediting import as_sold
from kiosk.services.receipts import pick_up_slips, receipt
from kiosk.services.slip_parts import Paper

SHORTEST_REFERENCE, LONGEST_REFERENCE = 4, 40
MOST_TENDERS = 10


class ReferenceUsed(RuleError):
    """This tablet took the same amount under the same reference before, for order `number`."""

    code = "reference_used"


@dataclass(frozen=True, slots=True)
class Given:
    """What a shopper gives. Cash: what they hand in; a terminal or wallet: what it took, under its reference."""

    kind: TenderKind
    minor: int
    reference: str = ""


def check_references(tx: JournalTx, tenders: Sequence[Tender]) -> None:
    """Raises ReferenceUsed for a payment that is recorded already."""
    for tender in tenders:
        if tender.reference and (number := tx.reference_used(tender.reference, tender.amount_minor)):
            raise ReferenceUsed("A payment of this amount with this reference is recorded already.", number=number)


def pay(tx: JournalTx, order_id: str, given: Sequence[Given], staff: StaffMember, paper: Paper) -> OrderView:
    """Take all that is due: terminals and wallets first, cash for the rest, and only cash has change. Raises InputError
    when it is too little or too much, ReferenceUsed for a payment that is recorded already."""
    tenders = tenders_of(_due(tx, order_id), given)
    check_references(tx, tenders)
    number = tx.next_number("receipt")
    tx.append(OrderPaid(order_id, number, paper.here.id, tenders), actor=staff.id)
    seen = order_now(tx, order_id)
    tx.enqueue(receipt(as_sold(tx, seen), number, tenders, paper, staff.public_code or staff.id))
    for slip in pick_up_slips(seen, number, paper) if seen.paid else ():
        tx.enqueue(slip)
    return seen


def pay_cash(tx: JournalTx, order_id: str, given_minor: int, staff: StaffMember, paper: Paper) -> OrderView:
    """Take cash for all that is due; the change is given_minor − due."""
    return pay(tx, order_id, (Given(TenderKind.CASH, given_minor),), staff, paper)


def pay_external(tx: JournalTx, order_id: str, reference: str, staff: StaffMember, paper: Paper) -> OrderView:
    """Record that a terminal outside this product took all that is due, under its own reference."""
    return pay(tx, order_id, (Given(TenderKind.EXTERNAL, _due(tx, order_id), reference),), staff, paper)


def tenders_of(due_minor: int, given: Sequence[Given]) -> tuple[Tender, ...]:
    """What pays for `due_minor`, exactly. Raises InputError."""
    if len(given) > MOST_TENDERS:
        raise InputError("One payment has at most ten parts. Put the cash together.")
    tenders = [_referenced(item) for item in given if item.kind is not TenderKind.CASH]
    if len({(item.kind, item.reference, item.amount_minor) for item in tenders}) < len(tenders):
        raise InputError("The same reference with the same amount stands there twice.")
    rest_minor = due_minor - sum(item.amount_minor for item in tenders)
    handed_minor = sum(max(item.minor, 0) for item in given if item.kind is TenderKind.CASH)
    if rest_minor < 0 or (rest_minor == 0 and handed_minor):
        raise InputError("That is more than is due. Only cash gives change.")
    if handed_minor < rest_minor:
        raise InputError("That is less than what is due.", missing_minor=rest_minor - handed_minor)
    if rest_minor:
        tenders.append(Tender(TenderKind.CASH, rest_minor, handed_minor, handed_minor - rest_minor))
    return tuple(tenders)


def _referenced(given: Given) -> Tender:
    if given.kind not in REFERENCED:
        raise InputError("This cannot be paid with.")
    if given.minor < 1:
        raise InputError("Type how much it took.")
    return Tender(given.kind, given.minor, reference=cleaned_reference(given.reference))


def cleaned_reference(text: str) -> str:
    """What a person typed, as it is kept. Raises InputError."""
    cleaned = "".join(filter(str.isprintable, text)).strip()
    if not SHORTEST_REFERENCE <= len(cleaned) <= LONGEST_REFERENCE:
        raise InputError("Type the terminal's reference: 4 to 40 characters.")
    return cleaned


def _due(tx: JournalTx, order_id: str) -> int:
    seen = order_now(tx, order_id)
    if seen.status in (OrderStatus.CANCELLED, OrderStatus.LAPSED):
        raise RuleError("This order is closed: its goods went back to the shelf. Place it again.")
    if seen.due_minor <= 0:
        raise RuleError("Nothing is due for this order.")
    return seen.due_minor
