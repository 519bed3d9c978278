"""The verbs of repair for a terminal: money back without goods, another source, and what stays as it is."""

from collections.abc import Callable
from typing import Any

from kiosk.domain.money import format_minor
from kiosk.domain.order import OrderView
from kiosk.domain.repairs import SETTLED_BY_WORD, Attention, RefundReason
from kiosk.domain.ticket import Balance
from kiosk.errors import InputError
from kiosk.services.arguments import Args, cropped, text_of, texts_of
from kiosk.services.desk import Desk
from kiosk.services.repairing import Refund, goes_back
from kiosk.services.return_terms import tenders_of
from kiosk.services.terminal_till import approval_of


class RepairVerbs:
    """All of them want somebody signed in; `told` says an order as every verb does."""

    def __init__(self, desk: Desk, told: Callable[[OrderView], Args]) -> None:
        self._desk = desk
        self._told = told
        self.by_name: dict[str, Callable[[Args], Any]] = {
            "refund": self._refund,
            "other-way": self._other_way,
            "decide": self._decide,
        }

    def _refund(self, args: Args) -> Any:
        """`lines`: ids of what is given up; none: only what was paid beyond the order goes back."""
        order, why = self._named(args), text_of(args, "reason", RefundReason.SHOPPER_CANCELS.value)
        if why not in list(RefundReason):
            raise InputError(f"{cropped(why)} is none of {', '.join(RefundReason)}. Nothing was changed.")
        line_ids = tuple(texts_of(args, "lines")) if args.get("lines") else ()
        lines, over_minor = goes_back(order, line_ids)
        balance, currency = Balance(sum(line.refund_minor for line in lines) + over_minor), order.placed.currency
        tenders = tenders_of(balance, args, currency)
        wanted = Refund(order.order_id, line_ids, RefundReason(why), tenders)
        done = self._desk.repairs.refund(wanted, approval_of(args))
        paid_back = format_minor(done.balance.back_minor, currency)
        return {"refund": done.number, "paid_back": paid_back, "order": self._told(done.order)}

    def _other_way(self, args: Args) -> Any:
        """Without `kind` and `source` the best way there is."""
        order, line = self._named(args), text_of(args, "line")
        kind, source = text_of(args, "kind", ""), text_of(args, "source", "")
        return self._told(self._desk.repairs.ask_again(order.order_id, line, kind, source))

    def _decide(self, args: Args) -> Any:
        """One `mark` that words can settle."""
        order, mark = self._named(args), text_of(args, "mark")
        if mark not in SETTLED_BY_WORD:
            known = ", ".join(sorted(SETTLED_BY_WORD))
            raise InputError(f"{cropped(mark)} is none of {known}. Nothing was changed.")
        reason, approval = text_of(args, "reason"), approval_of(args)
        return self._told(self._desk.repairs.settle(order.order_id, Attention(mark), reason, approval))

    def _named(self, args: Args) -> OrderView:
        return self._desk.order_by_number(text_of(args, "number"))
