"""The people of the shop for a terminal."""

from collections.abc import Callable
from typing import Any

from kiosk.domain.staff import Role
from kiosk.errors import InputError
from kiosk.services.arguments import Args, cropped, text_of
from kiosk.services.desk import Desk
from kiosk.services.people import Colleague
from kiosk.services.wording import moment_text


class PeopleVerbs:
    """A manager's verbs; no answer holds a badge's code or a PIN."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def by_name(self) -> dict[str, Callable[[Args], Any]]:
        return {"people": self._people, "people-add": self._add, "people-revoke": self._revoke}

    def _people(self, _: Args) -> Any:
        return [self._person(item) for item in self._desk.people.all()]

    def _person(self, item: Colleague) -> Args:
        member, attempts = item.member, item.attempts
        at = moment_text(attempts.last_ms, self._desk.here) if attempts.last_ms else ""
        return {
            "staff_id": member.id,
            "name": member.name,
            "role": member.role.value,
            "badge": bool(member.badge_sha256),
            "wrong_pins": attempts.failed,
            "last_sign_in_here": "" if attempts.failed else at,
        }

    def _add(self, args: Args) -> Any:
        """`new_badge`: the code of a blank badge; without one a badge is printed."""
        name, role, badge = text_of(args, "name"), text_of(args, "role", "guide"), text_of(args, "new_badge", "")
        if role not in tuple(Role):
            raise InputError(f"{cropped(role)!r} is no role: {', '.join(Role)}.")
        people = self._desk.people
        added = people.add(name, Role(role), text_of(args, "new_pin"), people.read_badge(badge) if badge else "")
        return {"staff_id": added.id, "name": added.name, "role": added.role.value, "printed": not badge}

    def _revoke(self, args: Args) -> Any:
        """Switch off the badge of who is named, by id or by a name that only one person has."""
        who = self._named(text_of(args, "who"))
        self._desk.people.lost(who.member.id)
        return {"staff_id": who.member.id, "name": who.member.name, "badge": False}

    def _named(self, text: str) -> Colleague:
        wanted = text.strip().casefold()
        everybody = self._desk.people.all()
        found = [item for item in everybody if item.member.id.casefold() == wanted]
        found = found or [item for item in everybody if item.member.name.casefold() == wanted]
        if not found:
            raise InputError("Nobody of this shop is called that. See who is: kiosk people list")
        if len(found) > 1:
            raise InputError("Several people have this name. Take the id: kiosk people list")
        return found[0]
