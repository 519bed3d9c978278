"""The day of one drawer: what a device's own events since its last Z come to. An X is the same reading, without effect.

Which date an event belongs to is the shop's matter, so `date_of` gives it: UTC ms → "YYYY-MM-DD" on the shop's clock.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from kiosk.domain.cashing import (
    CashMoved,
    DayOpened,
    DrawerCounted,
    DrawerOpened,
    Figures,
    GuideSum,
    LateSum,
    TenderSum,
)
from kiosk.domain.events import Event, OrderCancelled, OrderLapsed, OrderPaid, OrderPlaced, body_of
from kiosk.domain.repairs import MoneyRefunded
from kiosk.domain.returns import GoodsReturned, PriceReduced
from kiosk.domain.tenders import Tender, TenderKind

DateOf = Callable[[int], str]

#: What a day counts; everything else passes it by.
COUNTED = frozenset(
    kind.TYPE
    for kind in (
        DayOpened, CashMoved, DrawerOpened, DrawerCounted, OrderPlaced, OrderPaid, OrderCancelled, OrderLapsed,
        PriceReduced, GoodsReturned, MoneyRefunded,
    )
)  # fmt: skip
_MONEY = (OrderPaid, GoodsReturned, MoneyRefunded, CashMoved)
_WORTH_CLOSING = frozenset(kind.TYPE for kind in (DayOpened, OrderPlaced, *_MONEY))


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as it has come."""

    day_id: str
    business_date: str
    figures: Figures
    opened_ms: int = 0  # 0: nobody opened it, its first event did
    opened_by: str = ""
    empty: bool = False  # there is nothing to close


def opening(events: Iterable[Event]) -> Event | None:
    """Where somebody began the day of these events."""
    return next((event for event in events if event.type == DayOpened.TYPE), None)


def empty(events: Iterable[Event]) -> bool:
    """Whether there is nothing to close: neither opened, nor money moved, nor anything ordered."""
    return not any(event.type in _WORTH_CLOSING for event in events)


def counts_of(events: Iterable[Event]) -> tuple[DrawerCounted, ...]:
    """How often the drawer was counted as it is now: the last count, and those before it that expected the same."""
    counts: list[DrawerCounted] = [body_of(event) for event in events if event.type == DrawerCounted.TYPE]
    return tuple(item for item in counts if item.expected_minor == counts[-1].expected_minor)


def read_day(events: Sequence[Event], origin: str, closed_date: str, date_of: DateOf, now_ms: int) -> Day:
    """The day that follows the Z of the business date `closed_date` ("" when there was none).

    `events`: those since then that a day counts, in their order. `origin` names a day that nobody opened. Raises
    InputError for an event that this program does not understand."""
    began = opening(events)
    if began is None:
        business_date = _first_date(events, closed_date, date_of, now_ms)
        return Day(origin, business_date, figures_of(events, business_date, date_of), empty=empty(events))
    opened: DayOpened = body_of(began)
    figures = figures_of(events, opened.business_date, date_of)
    return Day(opened.day_id, opened.business_date, figures, began.wall_ms, began.actor)


def _first_date(events: Iterable[Event], closed_date: str, date_of: DateOf, now_ms: int) -> str:
    """The date of a day that nobody opened: the first one after the Z. What was sold after the Z, on its own date, is
    late then, unless there is nothing else."""
    dates = [date_of(event.wall_ms) for event in events]
    later = (found for found in dates if found > closed_date)
    return next(later, dates[0] if dates else date_of(now_ms))


def figures_of(events: Iterable[Event], business_date: str, date_of: DateOf) -> Figures:
    """What the events come to on a day of that date; money of an earlier date is counted and listed as late."""
    figures = Figures(0, opened=False)
    tenders, guides, late = dict[TenderKind, TenderSum](), dict[str, GuideSum](), dict[str, LateSum]()
    for event in events:
        if event.type not in COUNTED:
            continue
        body = body_of(event)
        figures = _with(figures, body)
        if isinstance(body, OrderPaid | GoodsReturned | MoneyRefunded):
            _add_tenders(tenders, body)
            _add_guide(guides, event.actor, body)
        if isinstance(body, _MONEY) and (found := date_of(event.wall_ms)) < business_date:
            late[found] = _later(late.get(found) or LateSum(found, 0), body)
    return replace(
        figures,
        tenders=tuple(tenders[kind] for kind in TenderKind if kind in tenders),
        guides=tuple(guides[staff_id] for staff_id in sorted(guides)),
        late=tuple(late[found] for found in sorted(late)),
    )


def _with(figures: Figures, body: object) -> Figures:
    match body:
        case OrderPaid():
            cash = [tender for tender in body.tenders if tender.kind is TenderKind.CASH]
            return replace(
                figures,
                paid=figures.paid.plus(_total(body.tenders)),
                given_minor=figures.given_minor + sum(tender.given_minor for tender in cash),
                change_minor=figures.change_minor + sum(tender.change_minor for tender in cash),
            )
        case GoodsReturned():
            back = sum(line.quantity for line in body.lines)
            returned = figures.returned.plus(_total(body.tenders))
            return replace(figures, returned=returned, pieces_back=figures.pieces_back + back)
        case MoneyRefunded():
            return replace(figures, returned=figures.returned.plus(_total(body.tenders)))
        case OrderPlaced():
            pieces = sum(line.quantity for line in body.lines)
            return replace(figures, placed=figures.placed.plus(body.total_minor), pieces=figures.pieces + pieces)
        case PriceReduced():
            off_minor = sum(line.amount_minor for line in body.lines)
            return replace(figures, reduced=figures.reduced.plus(off_minor))
        case _:
            return _with_drawer(figures, body)


def _with_drawer(figures: Figures, body: object) -> Figures:
    match body:
        case DayOpened():
            return replace(figures, float_minor=figures.float_minor + body.float_minor, opened=True)
        case CashMoved() if body.amount_minor > 0:
            return replace(figures, cash_in=figures.cash_in.plus(body.amount_minor))
        case CashMoved():
            return replace(figures, cash_out=figures.cash_out.plus(-body.amount_minor))
        case DrawerOpened():
            return replace(figures, drawer_opened=figures.drawer_opened + 1)
        case OrderCancelled():
            return replace(figures, cancelled=figures.cancelled + 1)
        case OrderLapsed():
            return replace(figures, lapsed=figures.lapsed + 1)
        case _:
            return figures


def _total(tenders: Iterable[Tender]) -> int:
    return sum(tender.amount_minor for tender in tenders)


def _add_tenders(known: dict[TenderKind, TenderSum], body: OrderPaid | GoodsReturned | MoneyRefunded) -> None:
    for tender in body.tenders:
        item = known.get(tender.kind) or TenderSum(tender.kind)
        if isinstance(body, OrderPaid):
            known[tender.kind] = replace(item, taken=item.taken.plus(tender.amount_minor))
        else:
            known[tender.kind] = replace(item, given_back=item.given_back.plus(tender.amount_minor))


def _add_guide(known: dict[str, GuideSum], staff_id: str, body: OrderPaid | GoodsReturned | MoneyRefunded) -> None:
    item, minor = known.get(staff_id) or GuideSum(staff_id), _total(body.tenders)
    if isinstance(body, OrderPaid):
        known[staff_id] = replace(item, paid=item.paid.plus(minor))
    else:
        known[staff_id] = replace(item, returned=item.returned.plus(minor))


def _later(item: LateSum, body: OrderPaid | GoodsReturned | MoneyRefunded | CashMoved) -> LateSum:
    item = replace(item, count=item.count + 1)
    match body:
        case OrderPaid():
            return replace(item, paid_minor=item.paid_minor + _total(body.tenders))
        case GoodsReturned() | MoneyRefunded():
            return replace(item, returned_minor=item.returned_minor + _total(body.tenders))
        case _:
            return replace(item, cash_minor=item.cash_minor + body.amount_minor)
