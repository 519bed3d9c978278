"""Facts about what a line costs after all: a price that a guide reduced, goods that came back.

Both belong to the order they speak of. What may be given back of a line is what was paid for it: its total less its
reductions, in proportion to the pieces, rounded so that all pieces together give exactly what was paid.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kiosk.domain.pieces import check_pieces
from kiosk.domain.tenders import Tender


class ReductionKind(StrEnum):
    DISCOUNT = "discount"  # a guide's own
    PRICE_MATCH = "price_match"  # seen cheaper elsewhere
    SMALL_CHANGE = "small_change"  # the odd cents, so that coins need not be counted


@dataclass(frozen=True, slots=True)
class Reduction:
    line_id: str
    amount_minor: int

    def __post_init__(self) -> None:
        if self.amount_minor < 1:
            raise ValueError("a reduction takes something off")


@dataclass(frozen=True, slots=True)
class PriceReduced:
    """A guide took something off lines of an order that is not paid yet. `approved_by`: the manager whose PIN allowed
    what is above the guide's own limit."""

    TYPE: ClassVar[str] = "PriceReduced"
    VERSION: ClassVar[int] = 1
    order_id: str
    kind: ReductionKind
    lines: tuple[Reduction, ...]
    reason: str
    approved_by: str | None = None

    def __post_init__(self) -> None:
        if not self.lines:
            raise ValueError("a reduction names its lines")


class Grade(StrEnum):
    """What became of goods that came back; only AS_NEW lies on the shelf again."""

    AS_NEW = "as_new"
    WORN = "worn"
    FAULTY = "faulty"


class ReturnReason(StrEnum):
    SIZE = "size"
    COLOUR = "colour"
    CHANGED_MIND = "changed_mind"
    FAULTY = "faulty"
    WRONG_GOODS = "wrong_goods"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """Pieces of a line that came back and what the shopper got for them."""

    line_id: str
    quantity: int
    refund_minor: int
    reason: ReturnReason
    grade: Grade

    def __post_init__(self) -> None:
        check_pieces(self.quantity)
        if self.refund_minor < 0:
            raise ValueError("nobody pays for giving goods back")


@dataclass(frozen=True, slots=True)
class GoodsReturned:
    """Goods of an order came back at `location`, and `tenders` were paid out for them. With `exchange`, the order that
    was placed in the same ticket, a CREDIT tender of both says how much of the refund paid for it."""

    TYPE: ClassVar[str] = "GoodsReturned"
    VERSION: ClassVar[int] = 1
    order_id: str
    number: str
    location: str
    lines: tuple[ReturnedLine, ...]
    tenders: tuple[Tender, ...] = ()
    exchange: str | None = None
    approved_by: str | None = None  # the manager whose PIN allowed to pay out more than the guide's own limit

    def __post_init__(self) -> None:
        if not self.lines or len({line.line_id for line in self.lines}) != len(self.lines):
            raise ValueError("a return has lines, and each of them once")
        if sum(line.refund_minor for line in self.lines) != sum(tender.amount_minor for tender in self.tenders):
            raise ValueError("what is paid out for a return is the sum of its lines")


def refund_minor(paid_minor: int, quantity: int, returned: int, pieces: int) -> int:
    """What `pieces` more of a line give back, of which `quantity` were sold for `paid_minor` and `returned` have come
    back before: whole cents, and for all pieces together, in whatever portions, exactly what was paid."""
    return paid_minor * (returned + pieces) // quantity - paid_minor * returned // quantity
