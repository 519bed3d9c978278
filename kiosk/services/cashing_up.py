"""Cashing up: the day of this tablet's drawer is opened, cash is moved, read (X) and closed once, by number (Z).

Nobody has to open a day: sales go on without it, and its first event begins it. What is counted in the drawer is taken
before anybody is told what should be in it.
"""

from dataclasses import dataclass

from kiosk.domain.cashing import (
    INTO_DRAWER,
    OUT_OF_DRAWER,
    CashMoved,
    CashReason,
    DayClosed,
    DayOpened,
    DrawerCounted,
    DrawerOpened,
)
from kiosk.domain.catalogue import Location
from kiosk.domain.day import Day, counts_of, empty, opening, read_day
from kiosk.domain.events import body_of
from kiosk.domain.promises import local
from kiosk.domain.staff import StaffMember
from kiosk.errors import InputError, RuleError
from kiosk.ports.storage import JournalTx, SinceZ, ZReport
from kiosk.services.day_slips import DayPaper, cash_slip, count_slip, opening_slip, x_slip, z_slip

MOST_MINOR = 10**11  # of one amount: whoever types more has slipped
LONGEST_NOTE = 80


@dataclass(frozen=True, slots=True)
class Moved:
    """Cash into the drawer (above zero) or out of it (below), and why."""

    amount_minor: int
    reason: CashReason
    note: str = ""


def business_date(at_ms: int, here: Location) -> str:
    """The date on the shop's clock."""
    return local(at_ms, here).date().isoformat()


def day_so_far(since: SinceZ, here: Location, now_ms: int) -> Day:
    """What an X reads."""
    closed = since.last.body.business_date if since.last else ""
    return read_day(since.events, since.origin, closed, lambda at_ms: business_date(at_ms, here), now_ms)


def open_day(tx: JournalTx, float_minor: int, staff: StaffMember, paper: DayPaper) -> DayOpened:
    """Begin the day with a float. Raises RuleError when it has been opened and not closed since."""
    if not 0 <= float_minor <= MOST_MINOR:
        raise InputError("A float is an amount from zero up.")
    if opening(tx.since_z().events):
        raise RuleError("The day is open already. It ends when it is closed.")
    opened = DayOpened(tx.new_id(), paper.here.id, business_date(tx.now_ms, paper.here), float_minor)
    tx.append(opened, staff.id)
    tx.enqueue(opening_slip(opened, staff, paper))
    return opened


def move_cash(tx: JournalTx, moved: Moved, staff: StaffMember, paper: DayPaper) -> CashMoved:
    """Put cash in or take it out; the drawer opens with the slip."""
    allowed = INTO_DRAWER if moved.amount_minor > 0 else OUT_OF_DRAWER
    if not 0 < abs(moved.amount_minor) <= MOST_MINOR:
        raise InputError("Cash that is moved is an amount above zero.")
    if moved.reason not in allowed:
        raise InputError("This is no reason to put cash into the drawer.")
    note = "".join(filter(str.isprintable, moved.note)).strip()[:LONGEST_NOTE]
    fact = CashMoved(_day_id(tx.since_z()), moved.amount_minor, moved.reason, note)
    tx.append(fact, staff.id)
    tx.enqueue(cash_slip(fact, staff, paper))
    return fact


def open_drawer(tx: JournalTx, staff: StaffMember, paper: DayPaper) -> None:
    """Let the drawer be counted; the slip that opens it has room for the figures."""
    since = tx.since_z()
    check_something(empty(since.events))
    tx.append(DrawerOpened(_day_id(since)), staff.id)
    tx.enqueue(count_slip(staff, paper))


def print_x(tx: JournalTx, staff: StaffMember, paper: DayPaper) -> Day:
    """The reading on paper; nothing else happens."""
    day = day_so_far(tx.since_z(), paper.here, tx.now_ms)
    tx.enqueue(x_slip(day, staff, paper))
    return day


def count_drawer(tx: JournalTx, counted_minor: int, staff: StaffMember, here: Location) -> tuple[DrawerCounted, ...]:
    """Take what was counted, and only then tell what should be there: this count, last, after those of the same
    drawer."""
    if not 0 <= counted_minor <= MOST_MINOR:
        raise InputError("What is counted is an amount from zero up.")
    day = day_so_far(tx.since_z(), here, tx.now_ms)
    check_something(day.empty)
    tx.append(DrawerCounted(day.day_id, counted_minor, day.figures.expected_minor), staff.id)
    return counts_of(tx.since_z().events)


def close_day(tx: JournalTx, staff: StaffMember, paper: DayPaper) -> ZReport:
    """The Z: once, numbered, with all that happened since the last one. The last count is what holds.

    Raises RuleError when there is nothing to close, when nothing was counted, or when the drawer has changed since."""
    since, before = tx.since_z(), tx.position
    day, counts = day_so_far(since, paper.here, tx.now_ms), counts_of(since.events)
    check_something(day.empty)
    expected_minor = day.figures.expected_minor
    if not counts:
        raise RuleError("Count the drawer first.")
    if counts[-1].expected_minor != expected_minor:
        raise RuleError("Something was sold or moved since the drawer was counted. Count it again.")
    closed = DayClosed(
        day_id=day.day_id,
        shop=paper.here.id,
        number=tx.next_number("z"),
        business_date=day.business_date,
        currency=paper.currency,
        first_epoch=since.epoch,
        first_seq=since.seq,
        last_epoch=before.epoch,
        last_seq=before.seq,
        chain=before.chain,
        figures=day.figures,
        expected_minor=expected_minor,
        counted_minor=counts[-1].counted_minor,
        opened_ms=day.opened_ms,
        earlier_counts=tuple(item.counted_minor for item in counts[:-1]),
        language=paper.texts.language,
    )
    event = tx.append(closed, staff.id)
    report = ZReport(event.id, event.epoch, event.seq, event.wall_ms, event.actor, closed)
    tx.enqueue(z_slip(report, paper))
    return report


def reprint_z(tx: JournalTx, report: ZReport, paper: DayPaper) -> None:
    tx.enqueue(z_slip(report, paper, copy=True))


def check_something(nothing: bool) -> None:
    if nothing:
        raise RuleError("Nothing was sold or moved since the last closing: there is nothing to close.")


def _day_id(since: SinceZ) -> str:
    began = opening(since.events)
    return str(body_of(began).day_id) if began else since.origin
