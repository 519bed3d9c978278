"""What is taken off an order before it is paid: how much of which line, and whether a role may do so by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.facts import OrderFacts
from kiosk.domain.money import allocate
from kiosk.domain.order import LineView, OrderView
from kiosk.domain.returns import Reduction, ReductionKind
from kiosk.domain.staff import Limit, RoleLimits
from kiosk.errors import InputError, RuleError


class Way(StrEnum):
    """How it is said what is taken off."""

    AMOUNT = "amount"  # so many minor units
    PERCENT = "percent"  # so many hundredths of what it costs now, rounded down
    PRICE = "price"  # down to so many minor units: of a line each piece, else the whole order


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a guide wants to take off. `line_id`: "" is the whole order."""

    kind: ReductionKind
    way: Way
    value: int
    line_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Exceeded:
    """A limit that is not kept, and what it allows."""

    limit: Limit
    allowed: int


def owed_lines(order: OrderView) -> tuple[LineView, ...]:
    """The lines that are to be paid for."""
    return tuple(item for item in order.lines if item.kept)


def plan(order: OrderView, wanted: Wanted) -> tuple[Reduction, ...]:
    """What it comes to, line by line, to the last minor unit. Raises InputError or RuleError when it takes nothing off,
    or leaves nothing to pay: an order that costs nothing is never paid, and so never handed over."""
    lines = [item for item in owed_lines(order) if wanted.line_id in ("", item.line.line_id)]
    if not lines:
        raise InputError("This line cannot be reduced: it is not part of what is paid.")
    costs_minor = sum(item.price_minor for item in lines)
    taken_minor = _taken(wanted, lines, costs_minor)
    if taken_minor < 1:
        raise InputError("This takes nothing off. Type another figure.")
    if taken_minor > costs_minor or taken_minor >= sum(item.price_minor for item in owed_lines(order)):
        raise RuleError("Something has to be left to pay. Take off less.")
    return spread(taken_minor, [(item.line.line_id, item.price_minor) for item in lines])


def _taken(wanted: Wanted, lines: Sequence[LineView], costs_minor: int) -> int:
    if wanted.value < 0:
        return 0
    if wanted.way is Way.PERCENT:
        return costs_minor * wanted.value // 100
    if wanted.way is Way.PRICE:
        pieces = lines[0].line.quantity if wanted.line_id else 1
        return costs_minor - wanted.value * pieces
    return wanted.value


def spread(taken_minor: int, lines: Sequence[tuple[str, int]]) -> tuple[Reduction, ...]:
    """`taken_minor` over lines (id, what it costs) in proportion, never more of a line than it costs. Lines from which
    nothing is taken are left out."""
    parts = allocate(taken_minor, [minor for _, minor in lines])
    return tuple(Reduction(line_id, part) for (line_id, _), part in zip(lines, parts, strict=True) if part)


def exceeded(facts: OrderFacts, kind: ReductionKind, new: Iterable[Reduction], limits: RoleLimits) -> Exceeded | None:
    """The first limit that would not be kept, everything of this kind together that the order has been given so far."""
    taken = _given_so_far(facts, kind)
    for reduction in new:
        taken[reduction.line_id] = taken.get(reduction.line_id, 0) + reduction.amount_minor
    if kind is ReductionKind.SMALL_CHANGE:
        return _over(Limit.CHANGE_MINOR, sum(taken.values()), limits)
    by_line = Limit.LINE_PERCENT if kind is ReductionKind.DISCOUNT else Limit.MATCH_PERCENT
    percent = limits.allowed(by_line)
    if percent is not None and any(
        taken.get(line.line_id, 0) > -(-line.total_minor * percent // 100) for line in facts.placed[0].body.lines
    ):
        return Exceeded(by_line, percent)
    return _over(Limit.ORDER_MINOR, sum(taken.values()), limits) if kind is ReductionKind.DISCOUNT else None


def _given_so_far(facts: OrderFacts, kind: ReductionKind) -> dict[str, int]:
    taken: dict[str, int] = {}
    for fact in facts.reduced:
        for item in fact.body.lines if fact.body.kind is kind else ():
            taken[item.line_id] = taken.get(item.line_id, 0) + item.amount_minor
    return taken


def _over(limit: Limit, minor: int, limits: RoleLimits) -> Exceeded | None:
    allowed = limits.allowed(limit)
    return Exceeded(limit, allowed) if allowed is not None and minor > allowed else None
