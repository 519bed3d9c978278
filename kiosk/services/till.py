"""The till: what a guide does with money, order by order."""

from collections.abc import Sequence

from kiosk.domain.order import OrderView
from kiosk.domain.reductions import Wanted
from kiosk.services import reducing, tendering
from kiosk.services.approving import Approval
from kiosk.services.room import Room
from kiosk.services.tendering import Given


class Till:
    """Part of a desk; every verb needs somebody signed in."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def pay(self, order_id: str, given: Sequence[Given]) -> OrderView:
        """With one or several tenders, all that is due at once."""
        staff, paper = self._room.guide(), self._room.order_paper(order_id)
        return self._room.run(lambda tx: tendering.pay(tx, order_id, given, staff, paper))

    def pay_cash(self, order_id: str, given_minor: int) -> OrderView:
        staff, paper = self._room.guide(), self._room.order_paper(order_id)
        return self._room.run(lambda tx: tendering.pay_cash(tx, order_id, given_minor, staff, paper))

    def pay_external(self, order_id: str, reference: str) -> OrderView:
        staff, paper = self._room.guide(), self._room.order_paper(order_id)
        return self._room.run(lambda tx: tendering.pay_external(tx, order_id, reference, staff, paper))

    def reduce(self, order_id: str, wanted: Wanted, approval: Approval | None = None) -> OrderView:
        """Take something off an order. Raises NeedsManager above the limits of whoever is signed in; the same once more
        with a manager's badge and PIN is allowed."""
        authority = self._room.authority(approval)
        return self._room.run(lambda tx: reducing.reduce_price(tx, order_id, wanted, authority))
