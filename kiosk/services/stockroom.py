"""The stockroom: boxes that come in, and shelves that are counted."""

from kiosk.domain.order import OrderView
from kiosk.errors import InputError
from kiosk.services import stocktaking
from kiosk.services.arguments import cropped
from kiosk.services.room import Room

MOST_WAITING = 2_000  # open orders that a box is held against


class Stockroom:
    """Part of a desk; every verb needs somebody signed in."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def receive(self, document: str, pieces: dict[str, int], source: str | None = None) -> tuple[OrderView, ...]:
        """Take in a box; returns the orders that waited for goods of it, which are set aside for them."""
        staff, here, known = self._room.guide(), self._room.here, self._by_sku(pieces)
        if source and self._room.shop.catalogue.location(source) is None:
            raise InputError(f"{cropped(source)} is no location of ours. Leave it out for a supplier's box.")
        box = stocktaking.Box(document, known, source or None)
        found = self._room.open_orders(MOST_WAITING)
        # Orders that wait for goods from where the box comes from, oldest first; the unit of work looks again.
        waiting = tuple(order.order_id for order in found if stocktaking.awaited(order, here, box.source))[::-1]
        return self._room.run(lambda tx: stocktaking.receive_goods(tx, here, box, staff.id, waiting))

    def count(self, pieces: dict[str, int]) -> dict[str, int]:
        staff, here, known = self._room.guide(), self._room.here, self._by_sku(pieces)
        return self._room.run(lambda tx: stocktaking.correct_count(tx, here, known, staff.id))

    def _by_sku(self, pieces: dict[str, int]) -> dict[str, int]:
        """A variant may have been scanned by its GTIN and typed by its SKU: its pieces add up."""
        known: dict[str, int] = {}
        for code, quantity in pieces.items():
            sku = self._room.shelf.variant(code).sku
            known[sku] = known.get(sku, 0) + quantity
        return known
