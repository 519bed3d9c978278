"""The day at a desk: who may open, read, count and close it.

A guide begins the day with a float and reads it (X). Cash in and out, the count, the closing (Z) and its copies are a
manager's: whoever sells is not the one who settles what is missing.
"""

from dataclasses import dataclass

from kiosk.domain.cashing import CashMoved, CashReason, DayOpened, DrawerCounted
from kiosk.domain.day import Day
from kiosk.errors import InputError
from kiosk.ports.storage import JournalTx, ZReport
from kiosk.services import cashing_up
from kiosk.services.cashing_up import Moved
from kiosk.services.day_slips import DayPaper
from kiosk.services.room import Room


@dataclass(frozen=True, slots=True)
class DayState:
    """How the day stands. What should be in the drawer is in its figures; whoever counts is not shown it before."""

    day: Day
    reports: tuple[ZReport, ...]  # newest first


class BusinessDay:
    """Part of a desk; every verb needs somebody signed in."""

    def __init__(self, room: Room) -> None:
        self._room = room

    @property
    def currency(self) -> str:
        return self._room.shop.currency

    def state(self, reports: int = 30) -> DayState:
        self._room.guide()
        return DayState(self._day(), self._room.shop.reader.z_reports(reports))

    def open_day(self, float_minor: int) -> DayOpened:
        staff, paper = self._room.guide(), self._paper()
        return self._room.run(lambda tx: cashing_up.open_day(tx, float_minor, staff, paper))

    def x(self) -> Day:
        """The reading, printed too."""
        staff, paper = self._room.guide(), self._paper()
        return self._room.run(lambda tx: cashing_up.print_x(tx, staff, paper))

    def move_cash(self, amount_minor: int, reason: CashReason, note: str = "") -> CashMoved:
        """Above zero: into the drawer; below: out of it."""
        staff, paper = self._room.manager(), self._paper()
        moved = Moved(amount_minor, reason, note)
        return self._room.run(lambda tx: cashing_up.move_cash(tx, moved, staff, paper))

    def open_drawer(self) -> None:
        """For the count."""
        staff, paper = self._room.manager(), self._paper()
        self._room.run(lambda tx: cashing_up.open_drawer(tx, staff, paper))

    def count(self, counted_minor: int) -> tuple[DrawerCounted, ...]:
        """Take what was counted, and only then tell what should be there. It can be counted again; the Z says so."""
        staff, here = self._room.manager(), self._room.here
        return self._room.run(lambda tx: cashing_up.count_drawer(tx, counted_minor, staff, here))

    def close_day(self, counted_minor: int | None = None) -> ZReport:
        """Close by the last count, or by one that is given here."""
        staff, paper = self._room.manager(), self._paper()

        def close(tx: JournalTx) -> ZReport:
            if counted_minor is not None:
                cashing_up.count_drawer(tx, counted_minor, staff, paper.here)
            return cashing_up.close_day(tx, staff, paper)

        return self._room.run(close)

    def reprint_z(self, number: str) -> ZReport:
        """The same paper again, marked as a copy."""
        self._room.manager()
        report = self._room.shop.reader.z_report(number.strip().upper())
        if report is None:
            raise InputError("This closing is not known on this tablet.")
        paper = self._paper(report.body.language)
        self._room.run(lambda tx: cashing_up.reprint_z(tx, report, paper))
        return report

    def _day(self) -> Day:
        return cashing_up.day_so_far(self._room.shop.reader.since_z(), self._room.here, self._room.shop.clock())

    def _paper(self, language: str = "") -> DayPaper:
        return DayPaper(self._room.paper(language), self.currency, self._name)

    def _name(self, staff_id: str) -> str:
        staff = self._room.shop.reader.staff(staff_id)
        return staff.name if staff else staff_id
