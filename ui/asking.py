"""Head office is asked about somebody who is in no index here, while whoever stands there sees that it is."""

from collections.abc import Callable

from kiosk.domain.identity import IndexedMember
from kiosk.errors import KioskError
from kiosk.services.members_room import MemberUnknown
from ui.stage import Stage


def ask_hq(stage: Stage, error: Exception, again: Callable[[], object]) -> bool:
    """Ask where `error` is of that kind, and do `again` what came to it once head office knows who it is; whether it
    was. What else head office says, or that it says nothing, becomes a notice."""
    hashed = str(error.params.get("hashed", "")) if isinstance(error, MemberUnknown) else ""
    if not hashed:
        return False

    def heard(told: tuple[IndexedMember | None, bool]) -> None:
        found, answered = told
        stage.ask(lambda desk: desk.members.heard(hashed, found, answered=answered), lambda _none: again())

    stage.tell("ui.member.asking")
    stage.read(lambda: _answer(stage, hashed), heard)
    return True


def _answer(stage: Stage, hashed: str) -> tuple[IndexedMember | None, bool]:
    try:
        return stage.glass.ask_hq(hashed), True
    except KioskError:
        return None, False
