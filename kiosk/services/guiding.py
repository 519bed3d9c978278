"""A guide unlocks the tablet with badge and PIN; wrong PINs lock, and no restart forgets them."""

import hashlib
from collections.abc import Callable

from kiosk.domain import clock
from kiosk.domain.staff import PinAttempts, StaffMember
from kiosk.errors import BugError, InputError, RuleError
from kiosk.ports.storage import Journal, JournalTx, ShopReader

VerifyPin = Callable[[str, str], bool]  # (Argon2 hash, PIN) → whether it fits
HashPin = Callable[[str], str]  # PIN → Argon2id hash (PHC string) with a salt of its own


class PinLocked(RuleError):
    """Too many wrong PINs; `until_ms` says when to try again."""

    code = "pin_locked"


class PinWrong(RuleError):
    """The PIN does not fit the badge; `left` tries remain before the lock."""

    code = "pin_wrong"


class BadgeUnknown(InputError):
    """Nobody of this shop has this badge."""

    code = "badge_unknown"


class BadgeSwitchedOff(InputError):
    """The badge opens nothing any more, since `at_ms`."""

    code = "badge_off"


def ask_pin(reader: ShopReader, badge: str) -> StaffMember:
    """Whose badge it is. Raises BadgeUnknown or BadgeSwitchedOff."""
    badge_sha256 = hashlib.sha256(badge.encode()).hexdigest()
    off = reader.badge_off(badge_sha256)
    if off is not None:
        at_ms = clock.wall_ms(off.hlc)
        raise BadgeSwitchedOff(
            "This badge was switched off and opens nothing. A manager can give its owner another one.", at_ms=at_ms
        )
    staff = reader.staff_by_badge(badge_sha256)
    if staff is None:
        raise BadgeUnknown("This badge is not known in this shop. A manager can add its owner on the page People.")
    return staff


def no_hashing(_pin: str) -> str:
    raise BugError("this shop was wired without a way to hash a PIN")


def sign_in(journal: Journal, staff: StaffMember, pin: str, verify: VerifyPin) -> StaffMember:
    """The staff member, when the PIN fits.

    The try is counted and committed *before* the PIN is looked at, and taken back when it was right: pulling the plug
    between the two costs a try instead of giving one away."""
    journal.run(lambda tx: _count_try(tx, staff.id))
    if not verify(staff.pin_hash, pin):
        attempts = journal.run(lambda tx: tx.pin_attempts(staff.id))
        raise PinWrong("The PIN does not fit this badge.", failed=attempts.failed, left=attempts.left())
    journal.run(lambda tx: tx.put_pin_attempts(staff.id, PinAttempts(0, tx.now_ms)))
    return staff


def _count_try(tx: JournalTx, staff_id: str) -> None:
    attempts = tx.pin_attempts(staff_id)
    until_ms = attempts.locked_until()
    if until_ms > tx.now_ms:
        raise PinLocked("Too many wrong PINs. This badge is locked for a few minutes.", until_ms=until_ms)
    tx.put_pin_attempts(staff_id, attempts.after_failure(tx.now_ms))
