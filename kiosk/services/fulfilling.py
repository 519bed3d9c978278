"""Handing goods over, once; telling that they wait; calling back about what could not be had."""

from dataclasses import dataclass

from kiosk.domain.catalogue import Location
from kiosk.domain.events import CallBackMade, Fulfilment, GoodsHandedOver, HandedLine, LinesReady
from kiosk.domain.order import LineStatus, LineView, OrderView
from kiosk.errors import RuleError
from kiosk.ports.storage import JournalTx
from kiosk.services.checkout import order_now


class AlreadyHandedOver(RuleError):
    """Everything that waits under this code went out before; says when and by whom."""

    code = "already_handed_over"


@dataclass(frozen=True, slots=True)
class HandOver:
    """What a hand-over did: the order after it, and the lines that went out now."""

    order: OrderView
    lines: tuple[LineView, ...]


def hand_over(tx: JournalTx, order_id: str, here: Location, actor: str, code: str = "") -> HandOver:
    """Hand over every line that can be had here now. Only when paid, and each line once.

    A line brought here goes out after it has arrived (`mark_ready`); a line of this shop's shelf at once."""
    seen = order_now(tx, order_id)
    if not seen.receipt_numbers or not seen.paid:
        raise RuleError("This order is not paid yet. Take the payment first.")
    waiting = tuple(item for item in seen.lines if item.promise.place == here.id)
    going = tuple(item for item in waiting if item.open and _is_here(item, here))
    if not going:
        raise _nothing_to_hand_over(waiting)
    lines = tuple(HandedLine(item.line.line_id, here.id) for item in going)
    tx.append(GoodsHandedOver(order_id, here.id, lines, code), actor)
    return HandOver(order_now(tx, order_id), going)


def mark_ready(tx: JournalTx, order_id: str, here: Location, actor: str) -> OrderView:
    """Goods of this order wait here: packed from our shelf, or arrived from their source."""
    seen = order_now(tx, order_id)
    lines = tuple(
        item.line.line_id
        for item in seen.lines
        if item.promise.place == here.id and item.status in (LineStatus.CONFIRMED, LineStatus.RE_SOURCED)
        and item.line.fulfilment is not Fulfilment.TAKE_NOW
    )  # fmt: skip
    if not lines:
        raise RuleError("No line of this order waits to be made ready here.")
    tx.append(LinesReady(order_id, lines, here.id), actor)
    return order_now(tx, order_id)


def call_back(tx: JournalTx, order_id: str, line_ids: tuple[str, ...], outcome: str, actor: str) -> None:
    """Close the call-back task of refused lines with what came of it."""
    if not outcome.strip():
        raise RuleError("Say what came of the call.")
    tx.append(CallBackMade(order_id, line_ids, outcome.strip()[:200]), actor)


def _is_here(item: LineView, here: Location) -> bool:
    if item.status is LineStatus.READY or item.line.fulfilment is Fulfilment.TAKE_NOW:
        return True
    return item.promise.source == here.id and item.status in (LineStatus.CONFIRMED, LineStatus.RE_SOURCED)


def _nothing_to_hand_over(waiting: tuple[LineView, ...]) -> RuleError:
    handed = [item.handed for item in waiting if item.handed is not None]
    if handed:
        first = min(handed)
        return AlreadyHandedOver("Already handed over.", at_ms=first.at_ms, by=first.actor, device=first.device)
    if any(item.open for item in waiting):
        return RuleError("These goods are not here yet. Scan the box when it comes in, or ask head office.")
    return RuleError("Nothing of this order is handed over in this shop.")
