"""A return or an exchange as a terminal's words say it."""

from enum import StrEnum
from typing import TypeVar

from kiosk.domain.basket import Basket
from kiosk.domain.events import Tender, TenderKind
from kiosk.domain.money import format_minor, parse_minor
from kiosk.domain.order import OrderView
from kiosk.domain.returns import Grade, ReturnReason
from kiosk.domain.ticket import Balance, ComingBack, refund_of, taken_back
from kiosk.errors import InputError
from kiosk.services.arguments import Args, cropped, line_of, text_of, texts_of
from kiosk.services.desk import Desk
from kiosk.services.returning import Ticket

Word = TypeVar("Word", bound=StrEnum)


def ticket_of(desk: Desk, order: OrderView, args: Args) -> Ticket:
    """`lines`: what comes back, `LINE[*pieces][:reason[:grade]]`; `new`: what is taken, `SKU[*pieces][:kind[:source]]`.
    `cash` pays a part or all of the difference, `reference` (a terminal's) or `wallet` the rest. What is given back
    without any of them is given back in cash. Raises InputError or RuleError."""
    lines = tuple(_coming_back(text) for text in texts_of(args, "lines"))
    new = Basket()
    for text in texts_of(args, "new") if args.get("new") else ():
        sku, pieces, kind, source = line_of(text)
        new = desk.returns.add(new, sku, pieces, kind=kind, source=source)
    balance = Balance(refund_of(taken_back(order, lines)), new.total_minor)
    return Ticket(
        order.order_id, lines, new, tenders_of(balance, args, order.placed.currency), text_of(args, "phone", "")
    )


def _coming_back(text: str) -> ComingBack:
    line_id, pieces, reason, grade = line_of(text)
    why = _word(ReturnReason, reason or ReturnReason.OTHER.value, text)
    return ComingBack(line_id, pieces, why, _word(Grade, grade or Grade.AS_NEW.value, text))


def _word(kind: type[Word], word: str, where: str) -> Word:
    try:
        return kind(word)
    except ValueError:
        known = ", ".join(kind)
        raise InputError(f"{cropped(where)}: {cropped(word)!r} is none of {known}. Nothing was changed.") from None


def tenders_of(balance: Balance, args: Args, currency: str) -> tuple[Tender, ...]:
    """What settles the difference, as `ticket_of` says. Raises InputError."""
    owed = max(balance.back_minor, balance.due_minor)
    cash, reference, wallet = (text_of(args, name, "") for name in ("cash", "reference", "wallet"))
    if not owed:
        return ()
    if balance.due_minor and not (cash or reference or wallet):
        due = format_minor(owed, currency)
        raise InputError(f"{due} is due: say how it is paid. Nothing was changed.")
    if not (reference or wallet):
        return (_cash(owed, parse_minor(cash, currency) if cash else owed, taking=bool(balance.due_minor)),)
    part = parse_minor(cash, currency) if cash else 0
    if not 0 <= part < owed:
        raise InputError(f"{cropped(cash)} in cash leaves nothing for the other. Nothing was changed.")
    kind = TenderKind.EXTERNAL if reference else TenderKind.WALLET
    rest = Tender(kind, owed - part, reference=reference or wallet)
    return (_cash(part, part, taking=bool(balance.due_minor)), rest) if part else (rest,)


def _cash(minor: int, given_minor: int, *, taking: bool) -> Tender:
    """What is taken may be more than is due; what is given back is exact."""
    if not taking:
        return Tender(TenderKind.CASH, given_minor)
    if given_minor < minor:
        raise InputError("That is less than what is due.", missing_minor=minor - given_minor)
    return Tender(TenderKind.CASH, minor, given_minor, given_minor - minor)
