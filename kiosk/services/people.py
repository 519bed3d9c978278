"""The people of the shop: a manager lets a new guide in within a minute, and a lost badge is off at once."""

from dataclasses import dataclass
from functools import partial

from kiosk.domain.codes import CodeKind, recognise
from kiosk.domain.people import check_pin
from kiosk.domain.staff import PinAttempts, Role, StaffMember
from kiosk.errors import InputError, RuleError
from kiosk.services import staffing
from kiosk.services.room import Room
from kiosk.services.staffing import Newcomer, badge_hash


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works here, and how they and this tablet stand: wrong tries, or when they last signed in."""

    member: StaffMember
    attempts: PinAttempts


class People:
    """Part of a desk; its verbs are a manager's."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def all(self) -> tuple[Colleague, ...]:
        """Who works in this shop, by name."""
        self._room.manager()
        reader = self._room.shop.reader
        return tuple(Colleague(member, reader.pin_attempts(member.id)) for member in reader.people())

    def managers(self) -> tuple[str, ...]:
        """The names of those who may do what a guide may not: anybody signed in may know whom to ask."""
        self._room.guide()
        return tuple(member.name for member in self._room.shop.reader.people() if member.role is Role.MANAGER)

    def read_badge(self, text: str) -> str:
        """A blank badge was scanned: what is kept of its code. Raises InputError when it is none that can be given."""
        self._room.manager()
        code = recognise(text)
        if code.kind is not CodeKind.BADGE:
            raise InputError("This is no badge. Scan a badge that nobody has, or print one.")
        reader, known = self._room.shop.reader, badge_hash(code.value)
        if reader.badge_off(known) is not None:
            raise InputError("This badge was switched off, and stays off. Take another one.")
        if reader.staff_by_badge(known) is not None:
            raise InputError("Somebody has this badge already. Take another one.")
        return known

    def check_name(self, name: str) -> str:
        """The name as it would be kept. Raises RuleError."""
        return staffing.clean_name(name)

    def check_pin(self, pin: str) -> None:
        """Raises RuleError that says why the PIN cannot be chosen."""
        check_pin(pin)

    def add(self, name: str, role: Role, pin: str, badge_sha256: str = "") -> StaffMember:
        """Let somebody in, with the badge that was read; without one a badge is printed. The PIN is theirs alone."""
        manager, paper = self._room.manager(), self._room.paper()
        newcomer = Newcomer(staffing.clean_name(name), role, self._hashed(pin), badge_sha256)
        return self._room.run(lambda tx: staffing.add_person(tx, newcomer, manager, paper))

    def give_badge(self, staff_id: str, badge_sha256: str = "") -> None:
        """A new badge, the one that was read or a printed one; the one before is off."""
        manager, person, paper = self._room.manager(), self._person(staff_id), self._room.paper()
        self._room.run(lambda tx: staffing.give_badge(tx, person, badge_sha256, manager, paper))
        self.sign_out_if_off()

    def lost(self, staff_id: str) -> None:
        """The badge is off. Raises RuleError for the last manager's."""
        manager, person = self._room.manager(), self._person(staff_id)
        self._keep_a_manager(person)
        self._room.run(lambda tx: staffing.revoke_badge(tx, person, manager))
        self.sign_out_if_off()

    def new_pin(self, staff_id: str, pin: str) -> None:
        manager, person, pin_hash = self._room.manager(), self._person(staff_id), self._hashed(pin)
        self._room.run(partial(staffing.change_pin, person=person, pin_hash=pin_hash, manager=manager))

    def leaves(self, staff_id: str) -> None:
        """Somebody no longer works here. Raises RuleError for the last manager."""
        manager, person = self._room.manager(), self._person(staff_id)
        self._keep_a_manager(person)
        self._room.run(lambda tx: staffing.remove_person(tx, person, manager))
        self.sign_out_if_off()

    def sign_out_if_off(self) -> StaffMember | None:
        """Lock the tablet for whose badge opens nothing any more, as this tablet knows now; who that was."""
        there = self._room.open
        who = there.staff or there.asked
        if who is None:
            return None
        now = self._room.shop.reader.staff(who.id)
        if now is None or now.badge_sha256 != who.badge_sha256:
            there.staff = there.asked = None
            return who
        if there.staff:
            there.staff = now
        return None

    def _hashed(self, pin: str) -> str:
        check_pin(pin)
        return self._room.shop.hash_pin(pin)

    def _person(self, staff_id: str) -> StaffMember:
        found = self._room.shop.reader.staff(staff_id)
        if found is None:
            raise InputError("Nobody of this shop is known by this. They may have left already.")
        return found

    def _keep_a_manager(self, person: StaffMember) -> None:
        """A shop without a manager's badge could let nobody in any more, and close no day."""
        others = (
            member
            for member in self._room.shop.reader.people()
            if member.role is Role.MANAGER and member.badge_sha256 and member.id != person.id
        )
        if person.role is Role.MANAGER and person.badge_sha256 and next(others, None) is None:
            raise RuleError(
                "This is the last manager's badge of the shop: without it nobody could let anybody in. "
                "Give another manager a badge first."
            )
