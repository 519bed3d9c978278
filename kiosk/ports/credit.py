"""What the ledger of credit is made from, as a tablet knows it."""

from collections.abc import Sequence
from typing import Protocol

from kiosk.domain.binding import MemberBindings
from kiosk.domain.credit_rules import CreditRules
from kiosk.domain.facts import OrderFacts


class CreditReader(Protocol):
    """Part of the shop reader: HQ's rows with what was recorded here and HQ does not have yet."""

    def credit_rules(self) -> CreditRules:
        """All versions; none until HQ has sent some."""

    def bindings(self, member_id: str) -> MemberBindings | None: ...

    def members_of(self, guide: str) -> tuple[MemberBindings, ...]:
        """Members of whom any fact names the guide; whose they are now is for the domain to say."""

    def guides_left(self) -> dict[str, int]:
        """Guide → when they left (UTC ms), for all who no longer work anywhere."""

    def guide_name(self, guide: str) -> str:
        """How somebody of any shop is called, also who left; "" when HQ has not said so."""

    def own_members(self) -> dict[str, str]:
        """Member → the guide who is that member."""

    def orders_changed(self, since_ms: int, naming: str = "", members: Sequence[str] = ()) -> tuple[OrderFacts, ...]:
        """Orders known here of which any fact was recorded at or after a moment. With `naming` only those whose facts
        have that word (somebody's id, the name of a fact), or whose member is one of `members`; a few more may come."""
