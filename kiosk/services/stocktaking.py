"""Goods that come in, and shelves that are counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.catalogue import Location
from kiosk.domain.events import MAX_PIECES, CountedLine, GoodsReceived, LinesReady, ReceivedLine, StockCounted
from kiosk.domain.in_transit import settled
from kiosk.domain.order import LineView, OrderView, view
from kiosk.domain.transfers import unknown_codes
from kiosk.errors import InputError, RuleError
from kiosk.ports.storage import JournalTx
from kiosk.services.fulfilling import to_make_ready


@dataclass(frozen=True, slots=True)
class Box:
    """What came in under a delivery note: SKU → quantity, from a location of ours or (None) from a supplier.
    `transfer`: its sender records that it left (GoodsSent). `unknown`: codes scanned with it that are no article."""

    document: str
    pieces: Mapping[str, int]
    source: str | None = None
    transfer: str | None = None
    unknown: Sequence[str] = ()


def receive_goods(
    tx: JournalTx, here: Location, box: Box, actor: str, waiting: Sequence[str] = ()
) -> tuple[OrderView, ...]:
    """A box came in. From a location of ours it is a transfer. What open orders wait for is set aside for them, also
    when nobody said where the box is from: the goods are here, and that is what the shopper was promised.

    `waiting`: ids of orders that may wait for it, oldest first. A piece of theirs moves with its order and nothing else
    moves it: a box beside it would count it twice. In a box whose sender has recorded it, all pieces move with the box,
    and those of orders are only set aside. Returns the orders whose goods are here now."""
    _check_box(here, box)
    _check_transfer(tx, box)
    left = dict(box.pieces)
    found = tuple(order for order_id in waiting if (order := _set_aside(tx, order_id, here, box, left, actor)))
    moved = box.pieces if box.transfer else left
    lines = tuple(ReceivedLine(sku, quantity) for sku, quantity in sorted(moved.items()) if quantity)
    unknown = unknown_codes(box.unknown)
    if lines or unknown:
        document = box.document.strip()[:60]
        tx.append(GoodsReceived(here.id, document, lines, box.source, box.transfer, unknown), actor)
    return found


def _check_transfer(tx: JournalTx, box: Box) -> None:
    """A box is opened once: its slip scanned a second time is a slip, not a second box."""
    facts = tx.transfer(box.transfer) if box.transfer else None
    known = settled(facts) if facts else None
    if known and known.received_ms and not known.missing:
        raise RuleError("This transfer was booked in already. What came beyond it is a box of its own.")


def _check_box(here: Location, box: Box) -> None:
    document, pieces, source = box.document, box.pieces, box.source
    if not document.strip() or not pieces:
        raise InputError("A received box has a delivery note and at least one piece.")
    if not all(1 <= quantity <= MAX_PIECES for quantity in pieces.values()):
        raise InputError(f"Received quantities are 1 to {MAX_PIECES:,}.")
    if source == here.id:
        raise InputError("A box does not come from the shop it comes to.")


def _set_aside(
    tx: JournalTx, order_id: str, here: Location, box: Box, left: dict[str, int], actor: str
) -> OrderView | None:
    """The order, when lines of it came with the box. Takes their pieces out of `left`; a line is here whole or not."""
    facts = tx.order(order_id)
    seen = view(facts) if facts else None
    arrived: list[LineView] = []
    for item in awaited(seen, here, box.source) if seen else ():
        if item.line.quantity <= left.get(item.line.sku, 0):
            left[item.line.sku] -= item.line.quantity
            arrived.append(item)
    if not arrived:
        return None
    tx.append(LinesReady(order_id, tuple(item.line.line_id for item in arrived), here.id, box.transfer), actor)
    return seen


def awaited(order: OrderView, here: Location, source: str | None) -> tuple[LineView, ...]:
    """Lines of the order that come here from `source` (None: nobody said from where), and are not here yet."""
    coming = (item for item in to_make_ready(order, here) if item.promise.source != here.id)
    return tuple(item for item in coming if source in (None, item.promise.source))


def correct_count(tx: JournalTx, here: Location, counted: Mapping[str, int], actor: str) -> dict[str, int]:
    """Shelves were counted: SKU → pieces seen. Returns the differences, which are the movements."""
    if not counted or not all(0 <= pieces <= MAX_PIECES for pieces in counted.values()):
        raise InputError(f"A count has at least one article, and 0 to {MAX_PIECES:,} pieces of each.")
    lines = tuple(CountedLine(sku, seen, tx.own_stock(sku).on_hand) for sku, seen in sorted(counted.items()))
    tx.append(StockCounted(here.id, lines), actor)
    return {line.sku: line.counted - line.expected for line in lines if line.counted != line.expected}
