"""What a person does about an order that needs attention, each a fact of its own: money goes back without goods, a line
is asked of another source, or somebody decides that it stays as it is.

Nothing here is undone by time or by order of arrival: a decision names the facts it was made about, and HQ's word names
the asking that it answers.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kiosk.domain.pieces import Fulfilment, Promise
from kiosk.domain.tenders import Tender


class Attention(StrEnum):
    """What a person has to decide."""

    CANCEL_AFTER_PAYMENT = "cancel_after_payment"
    PAID_AFTER_LAPSE = "paid_after_lapse"
    HANDED_OVER_TWICE = "handed_over_twice"
    HANDED_OVER_UNPAID = "handed_over_unpaid"
    PAID_TWICE = "paid_twice"
    REFUSED_PAID = "refused_paid"  # the shopper was not told yet
    OWED = "owed"  # they were told, and have not got their money yet
    REDUCED_TOO_LATE = "reduced_too_late"  # it was paid in full elsewhere before it became cheaper
    RETURNED_TWICE = "returned_twice"
    REFUNDED_AND_GONE = "refunded_and_gone"  # the money was given back, and the goods left us all the same
    REFUNDED_TWICE = "refunded_twice"  # on two tablets that did not know of each other


#: What a person may leave as it is; money that we owe is not among them.
SETTLED_BY_WORD = frozenset({
    Attention.CANCEL_AFTER_PAYMENT, Attention.PAID_AFTER_LAPSE, Attention.HANDED_OVER_TWICE,
    Attention.HANDED_OVER_UNPAID, Attention.RETURNED_TWICE, Attention.REFUNDED_AND_GONE,
    Attention.REFUNDED_TWICE,
})  # fmt: skip


class RefundReason(StrEnum):
    """Why money goes back without goods."""

    NOT_AVAILABLE = "not_available"  # nobody has them
    SHOPPER_CANCELS = "shopper_cancels"
    PAID_TWICE = "paid_twice"
    PRICE = "price"  # it became cheaper after it was paid
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class RefundedLine:
    """A line that the shopper no longer gets, and what was given back for all of it."""

    line_id: str
    refund_minor: int

    def __post_init__(self) -> None:
        if self.refund_minor < 0:
            raise ValueError("nobody pays for getting nothing")


@dataclass(frozen=True, slots=True)
class MoneyRefunded:
    """Money of an order went back without goods: for `lines`, which are given up with it, and `over_minor` of what was
    paid beyond what the order costs. `number` is of the series of returns."""

    TYPE: ClassVar[str] = "MoneyRefunded"
    VERSION: ClassVar[int] = 1
    order_id: str
    number: str
    location: str
    reason: RefundReason
    lines: tuple[RefundedLine, ...] = ()
    over_minor: int = 0
    tenders: tuple[Tender, ...] = ()
    approved_by: str | None = None  # the manager whose PIN allowed to pay out more than the guide's own limit

    def __post_init__(self) -> None:
        if len({line.line_id for line in self.lines}) != len(self.lines) or not (self.lines or self.over_minor):
            raise ValueError("a refund is for lines, each of them once, or for what was paid beyond them")
        if self.over_minor < 0 or self.total_minor != sum(tender.amount_minor for tender in self.tenders):
            raise ValueError("what is paid out is the sum of what it is for")

    @property
    def total_minor(self) -> int:
        return sum(line.refund_minor for line in self.lines) + self.over_minor


@dataclass(frozen=True, slots=True)
class AnotherWay:
    """How a line is to reach the shopper instead."""

    line_id: str
    fulfilment: Fulfilment
    promise: Promise
    stock_owner: str
    fulfilled_by: str


@dataclass(frozen=True, slots=True)
class LinesAskedAgain:
    """Lines that HQ refused are asked of another source. `pick_up_codes`: of places that had none in this order."""

    TYPE: ClassVar[str] = "LinesAskedAgain"
    VERSION: ClassVar[int] = 1
    order_id: str
    lines: tuple[AnotherWay, ...]
    pick_up_codes: dict[str, str]

    def __post_init__(self) -> None:
        if not self.lines or len({line.line_id for line in self.lines}) != len(self.lines):
            raise ValueError("another way is for lines, each of them once")


@dataclass(frozen=True, slots=True)
class AttentionSettled:
    """A manager decided that it stays as it is. `about`: the ids of the events that it was decided about; the mark is
    back when another one comes."""

    TYPE: ClassVar[str] = "AttentionSettled"
    VERSION: ClassVar[int] = 1
    order_id: str
    kind: Attention
    about: tuple[str, ...]
    reason: str

    def __post_init__(self) -> None:
        if self.kind not in SETTLED_BY_WORD or not self.about or not self.reason.strip():
            raise ValueError("a decision is about something, has a reason, and leaves nobody's money with us")


REPAIR_FACTS = (MoneyRefunded, LinesAskedAgain, AttentionSettled)
