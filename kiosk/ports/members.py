"""What services and screens need to know of members."""

from dataclasses import dataclass
from typing import Protocol

from kiosk.domain.identity import IndexedMember
from kiosk.domain.insight import Insight
from kiosk.domain.member import Member
from kiosk.domain.member_facts import MemberFacts
from kiosk.domain.members import Field


@dataclass(frozen=True, slots=True)
class Client:
    """A member as the contact list needs them."""

    member: Member
    insight: Insight
    birthday: str  # `MM-DD`, "" when nobody wrote it down


class MemberTx(Protocol):
    """Part of a unit of work."""

    def member_cards_since(self, at_ms: int) -> int:
        """How many people joined or claimed a record on this tablet since a moment."""


class MemberReader(Protocol):
    """Part of a shop's reader."""

    def member_by_code(self, code: str) -> Member | None:
        """Whoever has the code, as the one who goes on where several were merged; None when this tablet knows nobody
        with it, or consent was taken back."""

    def member(self, member_id: str) -> Member | None:
        """The same by id."""

    def member_facts(self, member_id: str) -> MemberFacts | None:
        """What was said of an id on this tablet and HQ has not taken in."""

    def identity(self, hashed: str) -> IndexedMember | None:
        """Who is known everywhere under a keyed hash of a phone or code."""

    def index_came(self) -> bool:
        """Whether the index of all members has come at least once: who is not in it is no member."""

    def setting(self, name: str) -> str | None:
        """What HQ has set for this shop under a name."""

    def member_profile(self, member_id: str) -> dict[Field, str]:
        """What is written down about a member; for a guide's eyes, never for a log."""

    def insight(self, member_id: str) -> Insight | None:
        """What is known beyond the card, with what was said here; for a guide's eyes. None without consent in force,
        and as long as HQ has not told anything."""

    def clients(self) -> tuple[Client, ...]:
        """Every member of whom this shop has an insight and whose consent is in force."""
