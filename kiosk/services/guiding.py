"""A guide unlocks the tablet with badge and PIN; wrong PINs lock, and no restart forgets them."""

from collections.abc import Callable

from kiosk.domain.staff import PinAttempts, StaffMember
from kiosk.errors import RuleError
from kiosk.ports.storage import Journal, JournalTx

VerifyPin = Callable[[str, str], bool]  # (Argon2 hash, PIN) → whether it fits


class PinLocked(RuleError):
    """Too many wrong PINs; `until_ms` says when to try again."""

    code = "pin_locked"


class PinWrong(RuleError):
    """The PIN does not fit the badge; `left` tries remain before the lock."""

    code = "pin_wrong"


def sign_in(journal: Journal, staff: StaffMember, pin: str, verify: VerifyPin) -> StaffMember:
    """The staff member, when the PIN fits.

    The try is counted and committed *before* the PIN is looked at, and taken back when it was right: pulling the plug
    between the two costs a try instead of giving one away."""
    journal.run(lambda tx: _count_try(tx, staff.id))
    if not verify(staff.pin_hash, pin):
        attempts = journal.run(lambda tx: tx.pin_attempts(staff.id))
        raise PinWrong("The PIN does not fit this badge.", failed=attempts.failed, left=attempts.left())
    journal.run(lambda tx: tx.put_pin_attempts(staff.id, PinAttempts()))
    return staff


def _count_try(tx: JournalTx, staff_id: str) -> None:
    attempts = tx.pin_attempts(staff_id)
    until_ms = attempts.locked_until()
    if until_ms > tx.now_ms:
        raise PinLocked("Too many wrong PINs. This badge is locked for a few minutes.", until_ms=until_ms)
    tx.put_pin_attempts(staff_id, attempts.after_failure(tx.now_ms))
