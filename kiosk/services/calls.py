"""The shoppers to call back, as a guide works through them."""

from kiosk.domain.calls import TriedOutcome
from kiosk.ports.orders import CallBackTask
from kiosk.services import calling
from kiosk.services.room import Room


class Calls:
    """Part of a desk; every verb needs somebody signed in."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def waiting(self) -> tuple[CallBackTask, ...]:
        """Who is to be rung first comes first: those of no moment or one that has come by how long they wait, then
        those of a later moment, then those whose number is wrong."""
        self._room.guide()
        now_ms = self._room.shop.clock()
        return tuple(sorted(self._room.shop.reader.call_backs(), key=lambda task: _rank(task, now_ms)))

    def made(self, order_id: str, line_ids: tuple[str, ...], outcome: str) -> None:
        """The shopper was told; `outcome` says what they want instead."""
        staff = self._room.guide()
        self._room.run(lambda tx: calling.call_back(tx, order_id, line_ids, outcome, staff.id))

    def tried(self, order_id: str, line_ids: tuple[str, ...], outcome: TriedOutcome, again_ms: int = 0) -> None:
        """The shopper was not told; they stay on the list."""
        staff = self._room.guide()
        self._room.run(lambda tx: calling.call_tried(tx, order_id, line_ids, outcome, again_ms, staff.id))


def _rank(task: CallBackTask, now_ms: int) -> tuple[bool, int, int]:
    later_ms = task.again_ms if task.again_ms > now_ms else 0
    return task.wrong_number, later_ms, task.created_ms
