"""Taking something off an order before it is paid: discounts, price matches, the odd change."""

from kiosk.domain.order import OrderStatus, OrderView
from kiosk.domain.reductions import Wanted, exceeded, plan
from kiosk.domain.returns import PriceReduced, ReductionKind
from kiosk.errors import InputError, RuleError
from kiosk.ports.storage import JournalTx
from kiosk.services.approving import Authority
from kiosk.services.checkout import order_now

LONGEST_REASON = 80


def reduce_price(tx: JournalTx, order_id: str, wanted: Wanted, authority: Authority) -> OrderView:
    """The order as it costs less. Raises NeedsManager above the limits of whoever is signed in; InputError or RuleError
    when it cannot be reduced so."""
    reason, seen, facts = _reason(wanted), order_now(tx, order_id), tx.order(order_id)
    if facts is None or not can_be_reduced(seen):
        raise RuleError("Only an order that is open and not paid can become cheaper.")
    lines = plan(seen, wanted)
    approved_by = authority.approve(lambda limits: exceeded(facts, wanted.kind, lines, limits))
    tx.append(PriceReduced(order_id, wanted.kind, lines, reason, approved_by), actor=authority.staff.id)
    return order_now(tx, order_id)


def can_be_reduced(order: OrderView) -> bool:
    return order.status is OrderStatus.PLACED and not order.receipt_numbers and order.due_minor > 0


def _reason(wanted: Wanted) -> str:
    """Small change explains itself."""
    cleaned = " ".join("".join(letter if letter.isprintable() else " " for letter in wanted.reason).split())
    if not cleaned and wanted.kind is not ReductionKind.SMALL_CHANGE:
        raise InputError("Say why it becomes cheaper.")
    return cleaned[:LONGEST_REASON] or wanted.kind.value
