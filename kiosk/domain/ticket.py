"""A return, or an exchange, as one ticket: what comes back and what it gives, what is taken for it, and the one
difference that is left to pay to or by the shopper."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.order import LineView, OrderView
from kiosk.domain.returns import Grade, ReturnedLine, ReturnReason
from kiosk.domain.tenders import REFERENCED, Tender, TenderKind
from kiosk.errors import InputError, RuleError


@dataclass(frozen=True, slots=True)
class ComingBack:
    """Pieces of one line of an earlier order that a guide takes back."""

    line_id: str
    quantity: int
    reason: ReturnReason
    grade: Grade


@dataclass(frozen=True, slots=True)
class Balance:
    """What comes back against what is taken for it, in minor units."""

    refund_minor: int
    new_minor: int = 0

    @property
    def credit_minor(self) -> int:
        """How much of the refund pays for what is taken."""
        return min(self.refund_minor, self.new_minor)

    @property
    def back_minor(self) -> int:
        """What the shopper gets."""
        return self.refund_minor - self.credit_minor

    @property
    def due_minor(self) -> int:
        """What the shopper pays."""
        return self.new_minor - self.credit_minor


def returnable(order: OrderView) -> tuple[LineView, ...]:
    """Lines of which pieces can come back: they left us, are paid for, and have not come back."""
    return tuple(item for item in order.lines if item.returnable) if order.paid else ()


def taken_back(order: OrderView, chosen: Sequence[ComingBack]) -> tuple[ReturnedLine, ...]:
    """The chosen pieces with what each line gives back. Raises RuleError when one of them cannot come back."""
    if not order.paid:
        raise RuleError("This order is not paid in full, so nothing can be given back for it.")
    if not chosen or len({item.line_id for item in chosen}) != len(chosen):
        raise InputError("Choose the pieces that come back, each line once.")
    left = {item.line.line_id: item for item in order.lines}
    return tuple(_taken_back(left.get(item.line_id), item) for item in chosen)


def _taken_back(item: LineView | None, chosen: ComingBack) -> ReturnedLine:
    if item is None or not item.gone:
        raise RuleError("This line cannot come back: it never left us.")
    if not 1 <= chosen.quantity <= item.returnable:
        raise RuleError(f"Only {item.returnable} of these can come back.", back=item.returnable)
    refund_minor = item.refund_minor(chosen.quantity)
    return ReturnedLine(chosen.line_id, chosen.quantity, refund_minor, chosen.reason, chosen.grade)


def refund_of(lines: Sequence[ReturnedLine]) -> int:
    return sum(line.refund_minor for line in lines)


def checked(balance: Balance, tenders: Sequence[Tender]) -> tuple[Tender, ...]:
    """The tenders, when they settle the difference exactly: with a reference where somebody else's terminal gave one,
    and change only where cash is taken. Raises InputError or RuleError."""
    given = tuple(_clean(tender) for tender in tenders)
    if sum(tender.amount_minor for tender in given) != max(balance.back_minor, balance.due_minor):
        raise RuleError("What is paid is not the difference. Look at the sums again; nothing was booked.")
    for tender in given:
        _check(tender, taking=balance.due_minor > 0)
    return given


def _clean(tender: Tender) -> Tender:
    reference = "".join(filter(str.isprintable, tender.reference)).strip()
    return Tender(tender.kind, tender.amount_minor, tender.given_minor, tender.change_minor, reference)


def _check(tender: Tender, *, taking: bool) -> None:
    if tender.kind is TenderKind.CREDIT:
        raise InputError("Goods given back are reckoned by the till itself.")
    if tender.kind in REFERENCED and not 4 <= len(tender.reference) <= 40:
        raise InputError("Type the terminal's reference: 4 to 40 characters.")
    counted = tender.amount_minor + tender.change_minor if taking and tender.kind is TenderKind.CASH else 0
    if tender.given_minor != counted or (not counted and tender.change_minor):
        raise InputError("The change is what was handed in, less what is due.")
