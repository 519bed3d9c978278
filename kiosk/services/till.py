"""The till: what a guide does with money, order by order."""

from kiosk.domain.order import OrderView
from kiosk.services import tendering
from kiosk.services.room import Room


class Till:
    """Part of a desk; every verb needs somebody signed in."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def pay_cash(self, order_id: str, given_minor: int) -> OrderView:
        staff, paper = self._room.guide(), self._room.order_paper(order_id)
        return self._room.run(lambda tx: tendering.pay_cash(tx, order_id, given_minor, staff, paper))

    def pay_external(self, order_id: str, reference: str) -> OrderView:
        staff, paper = self._room.guide(), self._room.order_paper(order_id)
        return self._room.run(lambda tx: tendering.pay_external(tx, order_id, reference, staff, paper))
