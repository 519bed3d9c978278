"""Who works in this shop: a guide begins, a badge is lost, somebody leaves. Each is one unit of work."""

import hashlib
from dataclasses import dataclass

from kiosk.domain.people import BadgeIssued, BadgeRevoked, OffReason, PinChanged, StaffAdded, StaffLeft
from kiosk.domain.staff import PinAttempts, Role, StaffMember
from kiosk.errors import RuleError
from kiosk.ports.devices import Align, Part, PartKind, Slip
from kiosk.ports.storage import JournalTx
from kiosk.services.slip_parts import HALF, Paper, head, steps
from kiosk.services.wording import moment_text

LONGEST_NAME = 40
_BADGE_DIGITS = 20  # 66 bits: nobody tries them all against a hash


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who begins. `badge_sha256` is that of a card that was scanned, "" when one is to be printed."""

    name: str
    role: Role
    pin_hash: str
    badge_sha256: str = ""


def badge_hash(badge: str) -> str:
    """What is kept of a badge's code."""
    return hashlib.sha256(badge.encode()).hexdigest()


def clean_name(text: str) -> str:
    """A name as it is kept. Raises RuleError when it is none."""
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise RuleError("A name has 1 to 40 letters.")
    return name


def add_person(tx: JournalTx, newcomer: Newcomer, manager: StaffMember, paper: Paper) -> StaffMember:
    """Somebody may unlock this shop's tablets from now on; a printed badge comes out once, and is shown nowhere."""
    staff_id = f"G-{tx.new_id()[-12:].upper()}"
    badge = newcomer.badge_sha256 or _print_badge(tx, newcomer.name, staff_id, paper)
    added = StaffAdded(
        staff_id, manager.shop, newcomer.name, newcomer.role, badge, newcomer.pin_hash, public_code=staff_id
    )
    tx.append(added, manager.id)
    return StaffMember(staff_id, manager.shop, added.name, added.role, badge, added.pin_hash, staff_id)


def give_badge(tx: JournalTx, person: StaffMember, badge_sha256: str, manager: StaffMember, paper: Paper) -> None:
    """Another badge; the one before is off from this moment."""
    fresh = badge_sha256 or _print_badge(tx, person.name, person.id, paper)
    if person.badge_sha256:
        tx.append(BadgeRevoked(person.id, person.shop, person.badge_sha256, OffReason.REPLACED), manager.id)
    tx.append(BadgeIssued(person.id, person.shop, fresh), manager.id)


def revoke_badge(tx: JournalTx, person: StaffMember, manager: StaffMember) -> None:
    """A badge is lost: whoever finds it can do nothing with it."""
    if not person.badge_sha256:
        raise RuleError("There is no badge to switch off. Give this person a new one.")
    tx.append(BadgeRevoked(person.id, person.shop, person.badge_sha256, OffReason.LOST), manager.id)


def change_pin(tx: JournalTx, person: StaffMember, pin_hash: str, manager: StaffMember) -> None:
    """Another PIN; wrong tries at the one before are forgotten."""
    tx.append(PinChanged(person.id, person.shop, pin_hash), manager.id)
    tx.put_pin_attempts(person.id, PinAttempts())


def remove_person(tx: JournalTx, person: StaffMember, manager: StaffMember) -> None:
    """Somebody no longer works here. What they did stays as it was."""
    if person.badge_sha256:
        tx.append(BadgeRevoked(person.id, person.shop, person.badge_sha256, OffReason.LEFT), manager.id)
    tx.append(StaffLeft(person.id, person.shop), manager.id)


def _print_badge(tx: JournalTx, name: str, reference: str, paper: Paper) -> str:
    """Print a fresh code; only its hash is left."""
    badge = f"B-{tx.random_digits(_BADGE_DIGITS)}"
    tx.enqueue(badge_slip(badge, name, reference, paper))
    return badge_hash(badge)


def badge_slip(badge: str, name: str, reference: str, paper: Paper) -> Slip:
    """A badge to cut out. Its code stands on it as bars only: nobody reads it over a shoulder."""
    texts = paper.texts
    parts = [
        *head(paper, texts("paper.badge"), ""),
        Part(PartKind.TEXT, name, align=Align.CENTRE, bold=True, scale=2),
        HALF,
        Part(PartKind.BARCODE, badge, align=Align.CENTRE, words=False),
        HALF,
        Part(PartKind.TEXT, moment_text(paper.now_ms, paper.here), align=Align.CENTRE),
        Part(PartKind.RULE),
        *steps(texts("paper.next"), [texts("paper.badge_cut"), texts("paper.badge_pin"), texts("paper.badge_lost")]),
    ]
    return Slip("badge_slip", reference, tuple(parts), secret=True)
