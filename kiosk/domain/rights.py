"""Rights to scarce goods: what head office lets one tablet sell of a limited style without asking.

A right is "this tablet, in this epoch, may sell so many pieces of this SKU off this place's shelf". Head office grants
it out of what is free, and those pieces are nobody else's until the tablet says what it spent: no clock of a tablet and
no silence gives them back. All that is known of a right are facts, and merging two sets of them is a union.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from kiosk.domain.pieces import check_pieces

IN_HAND = 2  # pieces of a SKU that one tablet has beforehand, at most
LEASE_MS = 24 * 3_600_000  # so long by head office's clock, then it asks for them back


@dataclass(frozen=True, slots=True)
class SpentRight:
    """Pieces of an order's line that a right was spent for."""

    line_id: str
    right_id: str
    pieces: int

    def __post_init__(self) -> None:
        check_pieces(self.pieces)


@dataclass(frozen=True, slots=True)
class RightsGranted:
    """Head office's own fact. `epoch` 0 with no `pieces` is a question: the tablet answers by RightsReturned, and what
    it recorded before is known then."""

    TYPE: ClassVar[str] = "RightsGranted"
    VERSION: ClassVar[int] = 1
    right_id: str
    device: str
    epoch: int
    sku: str
    location: str
    pieces: int
    until_ms: int


@dataclass(frozen=True, slots=True)
class RightsRecalled:
    """Head office asks for rights back, in its own journal: their lease is over."""

    TYPE: ClassVar[str] = "RightsRecalled"
    VERSION: ClassVar[int] = 1
    right_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReturnedRight:
    """`spent`: pieces, in all orders together; the rest is head office's again."""

    right_id: str
    spent: int


@dataclass(frozen=True, slots=True)
class RightsReturned:
    """A tablet spends these rights no more."""

    TYPE: ClassVar[str] = "RightsReturned"
    VERSION: ClassVar[int] = 1
    rights: tuple[ReturnedRight, ...]


@dataclass(frozen=True, slots=True)
class RightsWithdrawn:
    """A tablet was written off with these rights, in head office's own journal: its sales by them are not promised."""

    TYPE: ClassVar[str] = "RightsWithdrawn"
    VERSION: ClassVar[int] = 1
    right_ids: tuple[str, ...]


RIGHT_FACTS = (RightsGranted, RightsRecalled, RightsReturned, RightsWithdrawn)
RIGHT_EVENTS = frozenset(kind.TYPE for kind in RIGHT_FACTS)


@dataclass(frozen=True, slots=True, order=True)
class RightSale:
    """A line that was sold by a right."""

    order_id: str
    line_id: str
    pieces: int


@dataclass(frozen=True, slots=True)
class RightFacts:
    """All that is known of a right. `said`: what its tablet said it spent, -1 while it may spend it. `void`: its tablet
    was written off, or works in another epoch."""

    right_id: str
    granted: RightsGranted | None = None
    sales: tuple[RightSale, ...] = ()
    said: int = -1
    recalled: bool = False
    void: bool = False

    @property
    def spent(self) -> int:
        """Pieces in orders that are known."""
        return sum(sale.pieces for sale in self.sales)

    @property
    def open(self) -> bool:
        """Whether its tablet may still spend it."""
        return self.granted is not None and self.said < 0 and not self.void

    @property
    def asked_back(self) -> bool:
        return self.recalled or (self.granted is not None and not self.granted.pieces)

    @property
    def outstanding(self) -> int:
        """Pieces that may be sold by it, or were in orders that are not known yet: nobody else's."""
        if self.granted is None or self.void:
            return 0
        most = self.granted.pieces if self.said < 0 else min(self.said, self.granted.pieces)
        return max(most - self.spent, 0)

    @property
    def left(self) -> int:
        """What its own tablet may still sell by it."""
        return self.outstanding if self.open else 0


def merge_right(left: RightFacts | None, right: RightFacts) -> RightFacts:
    """The union of two sets of facts about the same right: commutative, associative, idempotent."""
    if left is None:
        return right
    if left.right_id != right.right_id:
        raise ValueError("facts of two rights cannot be merged")
    return RightFacts(
        left.right_id,
        left.granted or right.granted,
        tuple(sorted({*left.sales, *right.sales})),
        max(left.said, right.said),
        left.recalled or right.recalled,
        left.void or right.void,
    )


def rights_said(body: Any) -> tuple[RightFacts, ...]:
    """What one fact says of rights: one of RIGHT_FACTS, or an order that was placed by some."""
    if isinstance(body, RightsGranted):
        return (RightFacts(body.right_id, body),)
    if isinstance(body, RightsReturned):
        return tuple(RightFacts(item.right_id, said=max(item.spent, 0)) for item in body.rights)
    if isinstance(body, RightsRecalled):
        return tuple(RightFacts(right_id, recalled=True) for right_id in body.right_ids)
    if isinstance(body, RightsWithdrawn):
        return tuple(RightFacts(right_id, void=True) for right_id in body.right_ids)
    spent: Iterable[SpentRight] = getattr(body, "rights", ())
    return tuple(
        RightFacts(item.right_id, sales=(RightSale(body.order_id, item.line_id, item.pieces),)) for item in spent
    )


def spend(line_id: str, pieces: int, rights: Iterable[RightFacts]) -> tuple[SpentRight, ...]:
    """Which rights pay for the pieces, in their order; fewer than wanted when they do not go as far."""
    found, missing = list[SpentRight](), pieces
    for right in rights:
        taken = min(right.left, missing)
        if taken:
            found.append(SpentRight(line_id, right.right_id, taken))
            missing -= taken
    return tuple(found)


def after(right: RightFacts, spent: Iterable[SpentRight]) -> RightFacts:
    """The right, with what an order that is being written spends of it already."""
    sales = (RightSale("", item.line_id, item.pieces) for item in spent if item.right_id == right.right_id)
    return merge_right(right, RightFacts(right.right_id, sales=tuple(sales)))


def share_out(free: int, held: Mapping[str, int]) -> dict[str, int]:
    """Pieces to grant to each tablet of a shop out of `free` ones on its shelf; `held`: what each has in hand.

    All get the same, head office keeps one share for everybody else, and nobody more than IN_HAND. When there are fewer
    pieces than shares, single ones go to the tablets in their order."""
    share = min(IN_HAND, (max(free, 0) + sum(held.values())) // (len(held) + 1)) or 1
    given, left = dict[str, int](), max(free, 0)
    for device in sorted(held, key=lambda name: (held[name], name)):
        pieces = min(max(share - held[device], 0), left)
        if pieces:
            given[device] = pieces
            left -= pieces
    return given
