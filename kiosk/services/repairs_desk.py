"""Where orders that need attention are repaired; every verb needs somebody signed in."""

from kiosk.domain.basket import Offer
from kiosk.domain.events import Fulfilment
from kiosk.domain.order import OrderView
from kiosk.domain.repairs import Attention
from kiosk.domain.staff import Role
from kiosk.errors import RuleError
from kiosk.services import filling, repairing
from kiosk.services.approving import Approval, NeedsManager
from kiosk.services.repairing import Refund
from kiosk.services.returning import Returned
from kiosk.services.room import Room


class Repairs:
    """Part of a desk."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def refund(self, wanted: Refund, approval: Approval | None = None) -> Returned:
        """Give money back without goods. Raises NeedsManager when it is more than whoever is signed in may; the same
        once more with a manager's badge and PIN is allowed."""
        authority, paper = self._room.authority(approval), self._room.order_paper(wanted.order_id)
        return self._room.run(lambda tx: repairing.refund(tx, wanted, authority, paper))

    def ways(self, order_id: str, line_id: str) -> tuple[Offer, ...]:
        """How else a line that HQ refused could reach the shopper whole, best first."""
        self._room.guide()
        order = self._room.order(order_id)
        line = next((item.line for item in order.lines if item.line.line_id == line_id), None) if order else None
        if line is None:
            raise RuleError("This order is not known here. It may be from another shop, or not synced yet.")
        shelf, here = self._room.shelf, self._room.here
        found = shelf.offers(line.sku, here)
        if any(offer.kind is Fulfilment.TAKE_NOW for offer in found) and shelf.is_scarce(line.sku, here):
            found = tuple(offer for offer in found if offer.kind is not Fulfilment.TAKE_NOW)  # sold by rights alone
        refused = (line.fulfilment, line.promise.source)
        return tuple(
            offer
            for offer in found
            if (offer.kind, offer.promise.source) != refused and (offer.pieces is None or offer.pieces >= line.quantity)
        )

    def ask_again(self, order_id: str, line_id: str, kind: str, source: str) -> OrderView:
        """Ask another source for a line, by the way named. Raises RuleError when it is not to be had that way."""
        offer = filling.named_way(self.ways(order_id, line_id), kind, source)
        plan, paper = self._room.plan(), self._room.order_paper(order_id)
        return self._room.run(lambda tx: repairing.ask_again(tx, order_id, line_id, offer, plan, paper))

    def settle(self, order_id: str, kind: Attention, reason: str, approval: Approval | None = None) -> OrderView:
        """A manager leaves it as it is. Raises NeedsManager when a guide is signed in and no manager is asked."""
        authority = self._room.authority(approval)
        manager = authority.staff if authority.staff.role is Role.MANAGER else authority.manager
        if manager is None:
            raise NeedsManager("What happened to this order is for a manager to decide.")
        return self._room.run(lambda tx: repairing.settle(tx, order_id, kind, reason, manager.id))
