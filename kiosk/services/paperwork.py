"""The paperwork: what staff do with slips that are to be printed once more, or that do not come out."""

from kiosk.ports.devices import PrinterState, QueuedJob
from kiosk.services import printing
from kiosk.services.printing import OrderPaper
from kiosk.services.room import Room


class Paperwork:
    """Part of a desk; every verb needs somebody signed in."""

    def __init__(self, room: Room) -> None:
        self._room = room

    @property
    def printer(self) -> PrinterState:
        """How the printer was when it was last asked: UNKNOWN until it has answered."""
        return self._room.shop.printer()

    def jobs(self, ended: int = 0) -> tuple[QueuedJob, ...]:
        """Slips that are not on paper, oldest first; before them the newest `ended` that are over."""
        self._room.guide()
        return self._room.shop.reader.print_jobs(ended)

    def again(self, job_id: int) -> QueuedJob:
        """Try a slip again that did not come out, or print a copy of one that did."""
        self._room.guide()
        return self._room.run(lambda tx: printing.print_again(tx, job_id))

    def discard(self, job_id: int, reason: str) -> QueuedJob:
        staff = self._room.guide()
        return self._room.run(lambda tx: printing.discard(tx, job_id, reason, staff.id))

    def papers(self, order_id: str) -> tuple[OrderPaper, ...]:
        """What can be printed again of an order."""
        order = self._room.order(order_id)
        return printing.papers_of(order) if order else ()

    def reprint(self, order_id: str, wanted: OrderPaper) -> QueuedJob:
        """A copy in the shopper's language."""
        self._room.guide()
        paper = self._room.order_paper(order_id)
        return self._room.run(lambda tx: printing.reprint(tx, order_id, wanted, paper, self._code_of))

    def _code_of(self, staff_id: str) -> str:
        staff = self._room.shop.reader.staff(staff_id)
        return staff.public_code or staff_id if staff else staff_id
