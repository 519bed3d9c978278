"""Repairing an order that needs attention: give money back without goods, ask another source, or leave it as it is."""

from collections.abc import Collection
from dataclasses import dataclass

from kiosk.domain.basket import Offer
from kiosk.domain.events import Fulfilment
from kiosk.domain.order import DOOR, ONLINE, LineStatus, LineView, OrderStatus, OrderView, attention_about
from kiosk.domain.repairs import (
    SETTLED_BY_WORD,
    AnotherWay,
    Attention,
    AttentionSettled,
    LinesAskedAgain,
    MoneyRefunded,
    RefundedLine,
    RefundReason,
)
from kiosk.domain.tenders import Tender
from kiosk.domain.ticket import Balance, checked
from kiosk.errors import RuleError
from kiosk.ports.storage import JournalTx
from kiosk.services.approving import Authority
from kiosk.services.checkout import Checkout, fresh_code, order_now, parties
from kiosk.services.receipts import pick_up_slips
from kiosk.services.return_slip import refund_slip
from kiosk.services.returning import Returned, beyond_refund
from kiosk.services.slip_parts import Paper


@dataclass(frozen=True, slots=True)
class Refund:
    """What is given up of an order, why, and how its money goes back. What is owed anyway goes back with it."""

    order_id: str
    line_ids: tuple[str, ...]
    reason: RefundReason
    tenders: tuple[Tender, ...] = ()


def given_up(order: OrderView) -> tuple[LineView, ...]:
    """Lines that can be given up for their money: what the shopper has not got, and what cannot be had."""
    if not order.receipt_numbers:
        return ()
    return tuple(item for item in order.lines if item.open or (item.status is LineStatus.REFUSED and not item.given_up))


def goes_back(order: OrderView, line_ids: Collection[str]) -> tuple[tuple[RefundedLine, ...], int]:
    """What each of the lines gives back, and what was paid beyond the order. Never more than was paid: of an order
    paid in part, the first lines get it."""
    chosen = [item for item in given_up(order) if item.line.line_id in line_ids]
    left_minor = sum(item.price_minor for item in chosen if item.kept) - order.due_minor
    lines = []
    for item in chosen:
        back_minor = max(min(item.price_minor, left_minor), 0)
        left_minor -= back_minor
        lines.append(RefundedLine(item.line.line_id, back_minor))
    # The money of what was refused, and is not given up here, waits for what its shopper says.
    waiting = [item for item in given_up(order) if item.status is LineStatus.REFUSED and item not in chosen]
    return tuple(lines), max(left_minor - sum(item.price_minor for item in waiting), 0)


def refund(tx: JournalTx, wanted: Refund, authority: Authority, paper: Paper) -> Returned:
    """Give money back without goods; the lines it is for are given up and hold nothing any more. Raises InputError or
    RuleError, NeedsManager above the limit of what may be paid back; nothing has happened then."""
    seen = order_now(tx, wanted.order_id)
    if not set(wanted.line_ids) <= {item.line.line_id for item in given_up(seen)}:
        raise RuleError("This cannot be given up any more: it has left us, or its money went back already.")
    lines, over_minor = goes_back(seen, wanted.line_ids)
    balance = Balance(sum(line.refund_minor for line in lines) + over_minor)
    if not balance.back_minor:
        raise RuleError("Nothing of this order is to be given back.")
    tenders = checked(balance, wanted.tenders)
    approved_by = authority.approve(lambda limits: beyond_refund(limits, balance.back_minor))
    number, staff = tx.next_number("return"), authority.staff
    body = MoneyRefunded(
        seen.order_id, number, paper.here.id, wanted.reason, lines, over_minor, tenders, approved_by
    )  # fmt: skip
    tx.append(body, staff.id)
    seen = order_now(tx, seen.order_id)
    tx.enqueue(refund_slip(seen, body, paper, staff.public_code or staff.id))
    return Returned(number, balance, tenders, seen, None, ("refund_slip",))


def can_ask_again(order: OrderView, item: LineView) -> bool:
    """Whether another source may be asked for the line. The web shop asks for its own orders."""
    is_over = order.status in (OrderStatus.CANCELLED, OrderStatus.LAPSED)
    return item.status is LineStatus.REFUSED and not item.given_up and not is_over and order.placed.shop != ONLINE


def ask_again(tx: JournalTx, order_id: str, line_id: str, offer: Offer, plan: Checkout, paper: Paper) -> OrderView:
    """Ask another source for a line that HQ refused, at the price it was sold for. Raises RuleError."""
    seen = order_now(tx, order_id)
    item = next((item for item in seen.lines if item.line.line_id == line_id), None)
    if item is None or not can_ask_again(seen, item):
        raise RuleError("No other source is to be asked for this any more.")
    if offer.kind is Fulfilment.TAKE_NOW and tx.own_stock(item.line.sku).atp() < item.line.quantity:
        raise RuleError("This shop has not enough of it left.")
    place = offer.promise.place
    codes = {place: fresh_code(tx)} if place not in (DOOR, *seen.placed.pick_up_codes) else {}
    way = AnotherWay(line_id, offer.kind, offer.promise, *parties(offer, plan, paper.here))
    tx.append(LinesAskedAgain(order_id, (way,), codes), plan.guide or "device")
    seen = order_now(tx, order_id)
    if codes and seen.paid:
        new = (slip for slip in pick_up_slips(seen, seen.receipt_numbers[-1], paper) if slip.which == place)
        for slip in new:
            tx.enqueue(slip)
    return seen


def settle(tx: JournalTx, order_id: str, kind: Attention, reason: str, manager: str) -> OrderView:
    """A manager leaves as it is what an order is marked with. Raises RuleError."""
    seen, facts = order_now(tx, order_id), tx.order(order_id)
    if facts is None or kind not in seen.attention or kind not in SETTLED_BY_WORD:
        raise RuleError("There is nothing to decide about this order any more, or it is not a matter of words.")
    if not reason.strip():
        raise RuleError("Say why it stays as it is.")
    tx.append(AttentionSettled(order_id, kind, attention_about(facts, kind), reason.strip()[:200]), manager)
    return order_now(tx, order_id)
