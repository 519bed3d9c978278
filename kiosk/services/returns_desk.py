"""Where goods come back: a guide's verbs for a return or an exchange. Until `book` nothing is kept anywhere."""

from kiosk.domain.basket import Basket, Offer
from kiosk.services import filling, returning
from kiosk.services.approving import Approval
from kiosk.services.returning import Returned, Ticket
from kiosk.services.room import Room


class Returns:
    """Part of a desk; every verb needs somebody signed in. Pieces taken in exchange are a basket of their own: the
    shopper's, which may be open on the same tablet, stays as it is."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def add(self, new: Basket, sku: str, quantity: int = 1, *, kind: str = "", source: str = "") -> Basket:
        """The basket with more pieces to take, as `filling.add` says."""
        self._room.guide()
        return filling.add(self._room, new, sku, quantity, kind=kind, source=source, strict=bool(kind))

    def change_quantity(self, new: Basket, index: int, quantity: int) -> Basket:
        self._room.guide()
        return filling.change_quantity(self._room, new, index, quantity)

    def ways(self, new: Basket, index: int) -> tuple[Offer, ...]:
        """All ways to get what a line of the basket names."""
        self._room.guide()
        return self._room.shelf.offers(new.lines[index].variant.sku, self._room.here)

    def change_way(self, new: Basket, index: int, kind: str, source: str) -> Basket:
        self._room.guide()
        return filling.change_way(self._room, new, index, kind, source)

    def book(self, ticket: Ticket, approval: Approval | None = None) -> Returned:
        """Do what the ticket says, all of it or nothing. Raises NeedsManager when more is paid back than whoever is
        signed in may; the same once more with a manager's badge and PIN is allowed."""
        authority = self._room.authority(approval)
        plan, paper = self._room.plan(), self._room.order_paper(ticket.order_id)
        return self._room.run(lambda tx: returning.give_back(tx, ticket, plan, authority, paper))
