"""Credit for a terminal: what a guide has and why, claims, disputes, decisions, members handed over."""

from collections.abc import Callable
from typing import Any

from kiosk.domain.credit_entries import Number
from kiosk.domain.money import format_minor
from kiosk.services.approving import NeedsManager
from kiosk.services.arguments import Args, text_of, texts_of
from kiosk.services.credit_room import Purse, Told
from kiosk.services.desk import Desk
from kiosk.services.terminal_till import approval_of
from kiosk.services.wording import moment_text


class CreditVerbs:
    """Every answer is computed from what this tablet knows, at once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.verbs: dict[str, Callable[[Args], Any]] = {
            "credit": self._purse,
            "credit-order": self._order,
            "credit-claim": self._claim,
            "credit-dispute": self._dispute,
            "credit-disputes": lambda _: [self._told(item) for item in self._desk.credit.disputes()],
            "credit-decide": self._decide,
            "credit-members": self._members,
            "credit-hand-over": self._hand_over,
        }

    def _purse(self, args: Args) -> Any:
        """Of today; with `month`, of this month."""
        credit, guide = self._desk.credit, text_of(args, "guide", "")
        purse = credit.month(guide) if args.get("month") else credit.today(guide)
        return {
            "guide": purse.guide,
            "since": moment_text(purse.since_ms, self._desk.here),
            **{number.value: self._sums(purse, number) for number in (Number.CREDIT, Number.COMMISSION)},
            "entries": [self._told(item) for item in purse.told],
        }

    def _sums(self, purse: Purse, number: Number) -> Args:
        sums = purse.sums[number]
        return {
            "pending": format_minor(sums.pending_minor),
            "earned": format_minor(sums.earned_minor),
            "taken_back": format_minor(sums.reversed_minor),
        }

    def _order(self, args: Args) -> Any:
        return self._all(self._desk.credit.order(self._id(args)))

    def _claim(self, args: Args) -> Any:
        """`lines`: ids of lines; none = all. After payment with a manager's badge, PIN and a reason."""
        lines = tuple(texts_of(args, "lines")) if args.get("lines") else ()
        reason, guide = text_of(args, "reason", ""), text_of(args, "guide", "")
        try:
            return self._all(self._desk.credit.claim(self._id(args), lines, reason, guide, approval_of(args)))
        except NeedsManager as error:
            raise NeedsManager(f"{error} Give --manager-badge and --manager-pin.", **error.params) from None

    def _dispute(self, args: Args) -> Any:
        entry, words = text_of(args, "entry"), text_of(args, "words")
        return self._all(self._desk.credit.dispute(self._id(args), entry, words))

    def _decide(self, args: Args) -> Any:
        entry, reason, goes_to = text_of(args, "entry"), text_of(args, "reason"), text_of(args, "goes_to", "")
        return self._all(self._desk.credit.decide(self._id(args), entry, reason, goes_to))

    def _members(self, args: Args) -> Any:
        return list(self._desk.credit.members_of(text_of(args, "guide")))

    def _hand_over(self, args: Args) -> Any:
        members = tuple(texts_of(args, "members")) if args.get("members") else ()
        done = self._desk.credit.hand_over_members(text_of(args, "from_guide"), text_of(args, "to_guide"), members)
        return {"from": done.from_guide, "to": done.to_guide, "members": done.members}

    def _id(self, args: Args) -> str:
        return self._desk.order_by_number(text_of(args, "number")).order_id

    def _all(self, told: tuple[Told, ...]) -> list[Args]:
        return [self._told(item) for item in told]

    def _told(self, item: Told) -> Args:
        entry, here = item.entry, self._desk.here
        return {
            "order": item.order_number,
            "entry": entry.key,
            "number": entry.number.value,
            "party": entry.party,
            "amount_minor": entry.amount_minor,
            "state": entry.state.value,
            "at": moment_text(entry.at_ms, here),
            "earned_from": moment_text(entry.due_ms, here) if entry.due_ms else "",
            "own_purchase": entry.own_purchase,
            "dispute": entry.dispute.value,
            "sentence": item.sentence,
        }
