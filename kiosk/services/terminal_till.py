"""What a terminal says about money, as the till takes it."""

from kiosk.domain.events import TenderKind
from kiosk.domain.money import parse_minor
from kiosk.domain.order import OrderView
from kiosk.domain.reductions import Wanted, Way
from kiosk.domain.returns import ReductionKind
from kiosk.errors import InputError
from kiosk.services.approving import Approval
from kiosk.services.arguments import Args, cropped, text_of, texts_of
from kiosk.services.tendering import Given

_PARTS = {"card": TenderKind.EXTERNAL, "wallet": TenderKind.WALLET}
_WAYS = {"amount": Way.AMOUNT, "percent": Way.PERCENT, "price": Way.PRICE}


def given_of(args: Args, order: OrderView) -> tuple[Given, ...]:
    """`card` and `wallet`: `AMOUNT:REFERENCE` each; `cash`: what was handed in; `reference`: a terminal's that took all
    that is due."""
    currency = order.placed.currency
    parts = [
        _part(kind, text, currency) for name, kind in _PARTS.items() if name in args for text in texts_of(args, name)
    ]
    if cash := text_of(args, "cash", ""):
        parts.append(Given(TenderKind.CASH, parse_minor(cash, currency)))
    if not parts:
        parts.append(Given(TenderKind.EXTERNAL, order.due_minor, text_of(args, "reference", "")))
    return tuple(parts)


def _part(kind: TenderKind, text: str, currency: str) -> Given:
    amount, colon, reference = text.partition(":")
    if not colon:
        raise InputError(f"{cropped(text)} is not AMOUNT:REFERENCE, as in 200:POS-8841. Nothing was changed.")
    return Given(kind, parse_minor(amount, currency), reference)


def wanted_of(args: Args, order: OrderView) -> Wanted:
    """One of `amount`, `percent`, `price`; of one `line` or of all; `kind` and `reason`."""
    said = [(way, text) for name, way in _WAYS.items() if (text := text_of(args, name, ""))]
    if len(said) != 1:
        raise InputError("Give one of amount, percent and price. Nothing was changed.")
    ((way, text),) = said
    value = _percent(text) if way is Way.PERCENT else parse_minor(text, order.placed.currency)
    kind = text_of(args, "kind", ReductionKind.DISCOUNT.value)
    if kind not in list(ReductionKind):
        raise InputError(f"{cropped(kind)} is none of {', '.join(ReductionKind)}. Nothing was changed.")
    return Wanted(ReductionKind(kind), way, value, text_of(args, "line", ""), text_of(args, "reason", ""))


def _percent(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise InputError(f"{cropped(text)} is no whole number of percent. Nothing was changed.")
    return int(text)


def approval_of(args: Args) -> Approval | None:
    """The manager's badge and PIN, where they are given."""
    badge = text_of(args, "manager_badge", "")
    return Approval(badge, text_of(args, "manager_pin")) if badge else None
