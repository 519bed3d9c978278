"""Guides and managers: who may unlock a tablet, and what their role allows."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    GUIDE = "guide"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person of a shop. The badge is kept as its SHA-256, the PIN as an Argon2id hash (PHC string)."""

    id: str
    shop: str
    name: str
    role: Role
    badge_sha256: str
    pin_hash: str
    public_code: str = ""


class Limit(StrEnum):
    """What a role is limited in; the names of the fields of RoleLimits."""

    LINE_PERCENT = "line_percent"
    ORDER_MINOR = "order_minor"
    MATCH_PERCENT = "match_percent"
    CHANGE_MINOR = "change_minor"
    REFUND_MINOR = "refund_minor"


@dataclass(frozen=True, slots=True)
class RoleLimits:
    """What people of a role may give away by themselves; None sets no limit. Amounts in minor units."""

    role: Role
    line_percent: int | None  # discounts of a line, of what its pieces cost
    order_minor: int | None  # discounts of an order, all together
    match_percent: int | None  # price matches of a line
    change_minor: int | None  # small change of an order
    refund_minor: int | None  # one return

    def allowed(self, limit: Limit) -> int | None:
        allowed: int | None = getattr(self, limit.value)
        return allowed


#: Until HQ has said otherwise: a guide gives nothing away without a manager, and a manager anything.
_UNTOLD = {Role.GUIDE: RoleLimits(Role.GUIDE, 0, 0, 0, 0, 0), Role.MANAGER: RoleLimits(Role.MANAGER, *[None] * 5)}


def limits_untold(role: Role) -> RoleLimits:
    """What holds for a role of which HQ has sent nothing."""
    return _UNTOLD[role]


MAX_TRIES = 5
LOCK_OUT_MS = 5 * 60 * 1000


@dataclass(frozen=True, slots=True)
class PinAttempts:
    """Failed PINs of one staff member on this device since the last right one. `last_ms` is when the last of them was,
    or, without any, the last right one."""

    failed: int = 0
    last_ms: int = 0

    def locked_until(self) -> int:
        """UTC ms before which no PIN is tried; 0 = not locked. Every MAX_TRIES failures lock for LOCK_OUT_MS."""
        return self.last_ms + LOCK_OUT_MS if self.failed and self.failed % MAX_TRIES == 0 else 0

    def left(self) -> int:
        """Tries before the next lock; 0 = that lock has begun."""
        return -self.failed % MAX_TRIES

    def after_failure(self, now_ms: int) -> "PinAttempts":
        return PinAttempts(self.failed + 1, now_ms)
