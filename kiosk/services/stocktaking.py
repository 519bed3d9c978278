"""Goods that come in, and shelves that are counted."""

from collections.abc import Mapping

from kiosk.domain.catalogue import Location
from kiosk.domain.events import MAX_PIECES, CountedLine, GoodsReceived, ReceivedLine, StockCounted
from kiosk.errors import InputError
from kiosk.ports.storage import JournalTx


def receive_goods(
    tx: JournalTx, here: Location, document: str, pieces: Mapping[str, int], actor: str, source: str | None = None
) -> None:
    """A box came in under a delivery note; `pieces` is SKU → quantity. From a location of ours it is a transfer."""
    if not document.strip() or not pieces:
        raise InputError("A received box has a delivery note and at least one piece.")
    if not all(1 <= quantity <= MAX_PIECES for quantity in pieces.values()):
        raise InputError(f"Received quantities are 1 to {MAX_PIECES:,}.")
    if source == here.id:
        raise InputError("A box does not come from the shop it comes to.")
    lines = tuple(ReceivedLine(sku, quantity) for sku, quantity in sorted(pieces.items()))
    tx.append(GoodsReceived(here.id, document.strip()[:60], lines, source), actor)


def correct_count(tx: JournalTx, here: Location, counted: Mapping[str, int], actor: str) -> dict[str, int]:
    """Shelves were counted: SKU → pieces seen. Returns the differences, which are the movements."""
    if not counted or not all(0 <= pieces <= MAX_PIECES for pieces in counted.values()):
        raise InputError(f"A count has at least one article, and 0 to {MAX_PIECES:,} pieces of each.")
    lines = tuple(CountedLine(sku, seen, tx.own_stock(sku).on_hand) for sku, seen in sorted(counted.items()))
    tx.append(StockCounted(here.id, lines), actor)
    return {line.sku: line.counted - line.expected for line in lines if line.counted != line.expected}
