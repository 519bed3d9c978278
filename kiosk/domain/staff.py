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
