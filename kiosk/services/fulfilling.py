"""Handing goods over, once; telling that they wait or left as a parcel."""

from dataclasses import dataclass

from kiosk.domain.catalogue import Location
from kiosk.domain.events import Fulfilment, GoodsHandedOver, HandedLine, LinesDispatched, LinesReady
from kiosk.domain.order import DOOR, LineStatus, LineView, OrderView
from kiosk.domain.standing import goes_out
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
    if not seen.paid:
        raise RuleError("This order is not paid yet. Take the payment first.")
    if code and code != seen.placed.pick_up_codes.get(here.id):
        raise RuleError("This pick-up code is for goods that wait in another place.")
    waiting = tuple(item for item in seen.lines if item.promise.place == here.id)
    going = going_out(seen, here)
    if not going:
        raise _nothing_to_hand_over(waiting)
    lines = tuple(HandedLine(item.line.line_id, here.id) for item in going)
    tx.append(GoodsHandedOver(order_id, here.id, lines, code), actor)
    return HandOver(order_now(tx, order_id), going)


def mark_ready(tx: JournalTx, order_id: str, here: Location, actor: str) -> OrderView:
    """Goods of this order wait here: packed from our shelf, or arrived from their source."""
    seen = order_now(tx, order_id)
    lines = tuple(item.line.line_id for item in to_make_ready(seen, here))
    if not lines:
        raise RuleError("No line of this order waits to be made ready here.")
    tx.append(LinesReady(order_id, lines, here.id), actor)
    return order_now(tx, order_id)


def dispatch(tx: JournalTx, order_id: str, here: Location, actor: str, reference: str = "") -> OrderView:
    """A parcel with every line that is sent from here left for the shopper's door. `reference`: the carrier's number.

    Only when paid: a parcel cannot be held back at the counter."""
    seen = order_now(tx, order_id)
    lines = tuple(item.line.line_id for item in to_dispatch(seen, here))
    if not lines:
        raise RuleError("Nothing of this order waits here to be sent. It may have left, or is sent from elsewhere.")
    if not seen.paid:
        raise RuleError("This order is not paid yet. Take the payment first.")
    tx.append(LinesDispatched(order_id, lines, here.id, reference.strip()[:60]), actor)
    return order_now(tx, order_id)


def to_dispatch(order: OrderView, here: Location) -> tuple[LineView, ...]:
    """Lines that go from here to the shopper's door, and have not left."""
    return tuple(
        item
        for item in order.lines
        if (item.promise.source, item.promise.place) == (here.id, DOOR)
        and item.status in (LineStatus.CONFIRMED, LineStatus.RE_SOURCED)
    )


def going_out(order: OrderView, here: Location) -> tuple[LineView, ...]:
    """Lines that can be handed over here now, once the order is paid."""
    return tuple(item for item in order.lines if goes_out(item, here.id))


def to_make_ready(order: OrderView, here: Location) -> tuple[LineView, ...]:
    """Lines that are handed over here, and of which nobody has said yet that they wait."""
    return tuple(
        item
        for item in order.lines
        if item.promise.place == here.id
        and item.status in (LineStatus.CONFIRMED, LineStatus.RE_SOURCED)
        and item.line.fulfilment is not Fulfilment.TAKE_NOW
    )


def _nothing_to_hand_over(waiting: tuple[LineView, ...]) -> RuleError:
    handed = [item.handed for item in waiting if item.handed is not None]
    left = sum(item.open for item in waiting)
    if handed:
        first, words = min(handed), "Already handed over; the rest is not here yet." if left else "Already handed over."
        return AlreadyHandedOver(words, at_ms=first.at_ms, by=first.actor, device=first.device, left=left)
    if left:
        return RuleError("These goods are not here yet. When they come in, mark them as here at this order.")
    return RuleError("Nothing of this order is handed over in this shop.")
