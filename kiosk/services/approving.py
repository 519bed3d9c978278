"""Beyond a limit: a manager allows it with badge and PIN, and whoever is signed in stays so."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.codes import CodeKind, recognise
from kiosk.domain.reductions import Exceeded
from kiosk.domain.staff import Role, RoleLimits, StaffMember
from kiosk.errors import InputError, RuleError
from kiosk.services import guiding
from kiosk.services.shelf import Shop


class NeedsManager(RuleError):
    """More than whoever is signed in may give away. `params` has the limit's name with what it allows; nothing when it
    allows nothing."""

    code = "needs_manager"


@dataclass(frozen=True, slots=True)
class Approval:
    """A manager's badge, as scanned, and the PIN typed with it."""

    badge: str
    pin: str


@dataclass(frozen=True, slots=True)
class Authority:
    """Who gives something away, within which limits, and the manager asked for more, if one was."""

    staff: StaffMember
    limits: RoleLimits
    manager: StaffMember | None = None
    manager_limits: RoleLimits | None = None

    def approve(self, exceeds: Callable[[RoleLimits], Exceeded | None]) -> str | None:
        """Who allowed it: None when whoever is signed in may, else the manager's id. Raises NeedsManager, and RuleError
        when no manager may."""
        over = exceeds(self.limits)
        if over is None:
            return None
        if self.staff.role is Role.MANAGER or (self.manager_limits and exceeds(self.manager_limits)):
            raise RuleError("This is more than a manager may allow. Ask head office.")
        if self.manager is None:
            allowed = {over.limit.value: over.allowed} if over.allowed else {}
            raise NeedsManager("This is above your limit: a manager has to allow it.", **allowed)
        return self.manager.id


def manager_with(shop: Shop, badge: str) -> StaffMember:
    """The manager whose badge was scanned. Raises InputError, and counts no try."""
    code = recognise(badge)
    if code.kind is not CodeKind.BADGE:
        raise InputError("This is no badge. Scan the badge of a manager.")
    staff = shop.reader.staff_by_badge(hashlib.sha256(code.value.encode()).hexdigest())
    if staff is None or staff.role is not Role.MANAGER:
        raise InputError("This is not the badge of a manager of this shop. Scan a manager's.")
    return staff


def authority(shop: Shop, staff: StaffMember, approval: Approval | None = None) -> Authority:
    """What `staff` may give away, with a manager's leave where one is given: its PIN is tried, and a wrong one counted,
    as at signing in. Raises InputError, PinWrong, PinLocked."""
    limits = shop.reader.limits(staff.role)
    if approval is None:
        return Authority(staff, limits)
    asked = manager_with(shop, approval.badge)
    manager = guiding.sign_in(shop.journal, asked, approval.pin, shop.verify_pin)
    return Authority(staff, limits, manager, shop.reader.limits(manager.role))
