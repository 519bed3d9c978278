"""What the page of credit reads from the desk, at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.domain.credit_entries import Number
from kiosk.domain.staff import Role, StaffMember
from kiosk.services.credit_room import Purse, Told
from kiosk.services.desk import Desk

SCOPES = ("today", "month", "disputes")
ORDER = "order"


@dataclass(frozen=True, slots=True)
class Seen:
    """`members`: how many are the chosen guide's. Revenue is nobody's credit, and is not shown."""

    told: tuple[Told, ...] = ()
    purse: Purse | None = None
    me: str = ""
    manager: bool = False
    disputes: int = 0
    members: int = 0
    people: tuple[StaffMember, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def look(desk: Desk, scope: str, guide: str, order_id: str) -> Seen:
    credit, staff = desk.credit, desk.staff
    if staff is None:
        return Seen()
    manager = staff.role is Role.MANAGER
    open_ones = credit.disputes() if manager else ()
    purse = None
    if scope == ORDER:
        told = credit.order(order_id)
    elif scope == SCOPES[2]:
        told = open_ones
    else:
        purse = credit.today(guide) if scope == SCOPES[0] else credit.month(guide)
        told = purse.told
    shown = tuple(item for item in told if item.entry.number is not Number.REVENUE)
    members = len(credit.members_of(guide)) if manager and guide else 0
    people = credit.colleagues() if manager else (staff,)
    return Seen(shown, purse, staff.id, manager, len(open_ones), members, people, credit.names(shown))
