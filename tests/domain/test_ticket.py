"""Refunds of 20,000 random orders: whatever comes back, in whatever portions, gives exactly what was paid for it."""

import random
from dataclasses import dataclass, replace
from itertools import count

import pytest

from kiosk.domain.events import (
    GoodsHandedOver,
    HandedLine,
    LineDecision,
    LinesDecided,
    LinesDispatched,
    OrderLine,
    OrderPaid,
    Outcome,
    Reason,
    Tender,
    TenderKind,
)
from kiosk.domain.facts import (
    DecidedFact,
    DispatchedFact,
    HandedFact,
    OrderFacts,
    PaidFact,
    PlacedFact,
    ReducedFact,
    ReturnedFact,
    Stamp,
)
from kiosk.domain.order import Attention, LineStatus, OrderView, view
from kiosk.domain.pieces import Fulfilment
from kiosk.domain.returns import GoodsReturned, Grade, PriceReduced, Reduction, ReductionKind, ReturnReason
from kiosk.domain.ticket import Balance, ComingBack, checked, refund_of, returnable, taken_back
from kiosk.errors import KioskError, RuleError
from tests.domain.histories import T0_MS, line, order

ORDERS = 20_000
KINDS = (TenderKind.CASH, TenderKind.EXTERNAL, TenderKind.WALLET)


@dataclass
class Sold:
    """A random order that was paid and went out, as far as head office did not refuse it, and its returns so far."""

    rng: random.Random
    facts: OrderFacts
    stamps: "count[int]"

    @property
    def seen(self) -> OrderView:
        found = view(self.facts)
        assert found is not None
        return found

    def stamp(self) -> Stamp:
        number = next(self.stamps)
        return Stamp((T0_MS + number) << 16, f"{number:08x}", "ja-01", "G-LIN")

    def take_back(self, number: str, chosen: list[ComingBack], new_minor: int = 0) -> GoodsReturned:
        """As a ticket does it: refund, balance, tenders in random portions; the fact is folded like any other."""
        lines = taken_back(self.seen, chosen)
        balance = Balance(refund_of(lines), new_minor)
        paid_out = checked(balance, portions(self.rng, balance.back_minor)) if balance.back_minor else ()
        credit = (Tender(TenderKind.CREDIT, balance.credit_minor, reference=number),) if balance.credit_minor else ()
        if balance.due_minor:
            assert checked(balance, portions(self.rng, balance.due_minor, taking=True))
        body = GoodsReturned(self.facts.order_id, number, "JA", lines, (*credit, *paid_out))
        self.facts = replace(self.facts, returned=(*self.facts.returned, ReturnedFact(self.stamp(), body)))
        return body


def portions(rng: random.Random, minor: int, *, taking: bool = False) -> tuple[Tender, ...]:
    """One to three tenders that add up to the amount; some of cash that is taken is more, with change."""
    cuts = sorted(rng.randint(1, minor) for _ in range(rng.randint(0, 2)))
    amounts = [upper - lower for lower, upper in zip([0, *cuts], [*cuts, minor], strict=True) if upper > lower]
    return tuple(portion(rng, amount, taking) for amount in amounts)


def portion(rng: random.Random, minor: int, taking: bool) -> Tender:
    kind = rng.choice(KINDS)
    if kind is not TenderKind.CASH:
        return Tender(kind, minor, reference="POS-0001")
    change = rng.choice((0, 50, 9_999)) if taking else 0
    return Tender(kind, minor, minor + change if taking else 0, change)


def sold(rng: random.Random) -> Sold:
    lines = tuple(
        line(str(at), rng.choice(list(Fulfilment)), rng.choice((1, 3, 99, 39_900, rng.randint(1, 999_999))), pieces)
        for at, pieces in enumerate((rng.randint(1, 7) for _ in range(rng.randint(1, 5))), 1)
    )
    made = Sold(rng, OrderFacts("order-1"), count(1))
    facts = replace(made.facts, placed=(PlacedFact(made.stamp(), order(*lines)),))
    refused = [item for item in lines if item.fulfilment is not Fulfilment.TAKE_NOW and rng.random() < 0.25]
    if refused:
        decisions = tuple(LineDecision(item.line_id, Outcome.REFUSED, Reason.GOODS) for item in refused)
        facts = replace(facts, decided=(DecidedFact(made.stamp(), LinesDecided("order-1", decisions)),))
    reductions = tuple(reduction(rng, item) for item in lines if rng.random() < 0.4)
    if reductions:
        body = PriceReduced("order-1", ReductionKind.DISCOUNT, reductions, "a stain")
        facts = replace(facts, reduced=(ReducedFact(made.stamp(), body),))
    owed = view(facts)
    assert owed is not None
    tenders = portions(rng, owed.due_minor, taking=True) if owed.due_minor else ()
    facts = replace(facts, paid=(PaidFact(made.stamp(), OrderPaid("order-1", "R-1", "JA", tenders)),))
    made.facts = _gone(made, facts, [item for item in lines if item not in refused])
    return made


def reduction(rng: random.Random, item: OrderLine) -> Reduction:
    """Most often a part of the price, now and then more than all of it."""
    return Reduction(item.line_id, rng.choice((rng.randint(1, item.total_minor), 1, item.total_minor + 7)))


def _gone(made: Sold, facts: OrderFacts, lines: list[OrderLine]) -> OrderFacts:
    """Nearly everything went out: parcels as parcels, the rest over the counter."""
    gone = [item for item in lines if made.rng.random() < 0.9]
    parcels = tuple(item.line_id for item in gone if item.fulfilment is Fulfilment.DELIVER)
    handed = tuple(HandedLine(item.line_id, "JA") for item in gone if item.fulfilment is not Fulfilment.DELIVER)
    if parcels:
        facts = replace(facts, dispatched=(DispatchedFact(made.stamp(), LinesDispatched("order-1", parcels, "WH")),))
    if handed:
        facts = replace(facts, handed=(HandedFact(made.stamp(), GoodsHandedOver("order-1", "JA", handed)),))
    return facts


def some_of(rng: random.Random, seen: OrderView, *, all_of_it: bool = False) -> list[ComingBack]:
    """A random subset of what can come back, in random portions."""
    left = returnable(seen)
    chosen = left if all_of_it else rng.sample(left, rng.randint(1, len(left)))
    return [
        ComingBack(
            item.line.line_id,
            item.returnable if all_of_it else rng.randint(1, item.returnable),
            rng.choice(list(ReturnReason)),
            rng.choice(list(Grade)),
        )
        for item in chosen
    ]


def test_refunds_of_20_000_random_orders_add_up_to_what_was_paid() -> None:
    """How long one takes is a figure of the bench (`look`)."""
    found = [sold_and_returned(seed) for seed in range(ORDERS)]
    for kind in zip(*found, strict=True):
        assert sum(kind) > ORDERS / 10, "every kind of return was among them"


def sold_and_returned(seed: int) -> tuple[bool, bool, int]:
    """A random order and what came back of it, checked: whether it all came, whether some did, how often exchanged."""
    rng = random.Random(seed)
    made, exchanged = sold(rng), 0
    bought = made.seen
    paid_minor = sum(item.price_minor for item in bought.lines if item.gone)
    assert bought.paid_minor == sum(item.price_minor for item in bought.lines if item.status is not LineStatus.REFUSED)
    given: dict[str, int] = {}
    numbers = count(1)
    while returnable(made.seen) and rng.random() < 0.7:
        new_minor = rng.choice((0, 0, rng.randint(1, 1_000_000)))
        number = f"T-{next(numbers)}"
        body = made.take_back(number, some_of(rng, made.seen, all_of_it=rng.random() < 0.3), new_minor)
        exchanged += bool(new_minor)
        paid_with = [tender for tender in body.tenders if tender.kind is TenderKind.CREDIT]
        refund = refund_of(body.lines)
        assert sum(tender.amount_minor for tender in paid_with) == min(refund, new_minor)
        assert all(tender.reference == number for tender in paid_with)
        for item in body.lines:
            given[item.line_id] = given.get(item.line_id, 0) + item.refund_minor
    _check(made.seen, given, paid_minor)
    refunded = made.seen.refunded_minor
    return refunded == paid_minor, 0 < refunded < paid_minor, exchanged


def _check(seen: OrderView, given: dict[str, int], paid_minor: int) -> None:
    """Each line by itself and all of them: the exact share of what came back, all of it when all of it did, no cent
    more; and nothing for what was refused or never left."""
    assert seen.refunded_minor == sum(given.values()) <= paid_minor
    for item in seen.lines:
        got = given.get(item.line.line_id, 0)
        share = item.price_minor * item.returned / item.line.quantity
        assert item.refunded_minor == got
        assert share - 1 < got <= share
        if item.returned == item.line.quantity:
            assert got == item.price_minor
        if not item.gone:
            assert got == item.returned == 0
    if not returnable(seen):
        assert seen.refunded_minor == paid_minor
    assert set(seen.attention) <= {Attention.REFUSED_PAID}, "nobody has called about those yet"


def test_a_whole_return_at_once_gives_back_exactly_what_was_paid() -> None:
    for seed in range(ORDERS, ORDERS + 2_000):
        rng = random.Random(seed)
        made = sold(rng)
        if not returnable(made.seen):
            continue
        paid_minor = sum(item.price_minor for item in made.seen.lines if item.gone)
        body = made.take_back("T-1", some_of(rng, made.seen, all_of_it=True))
        assert sum(tender.amount_minor for tender in body.tenders) == refund_of(body.lines) == paid_minor
        assert returnable(made.seen) == ()
        for item in body.lines:
            with pytest.raises(RuleError, match="can come back"):
                taken_back(made.seen, [ComingBack(item.line_id, 1, item.reason, item.grade)])


@pytest.mark.parametrize(
    ("refund", "new", "credit", "back", "due"),
    [(100, 0, 0, 100, 0), (100, 100, 100, 0, 0), (100, 30, 30, 70, 0), (100, 130, 100, 0, 30), (0, 30, 0, 0, 30)],
)
def test_there_is_one_difference_and_it_has_one_side(refund: int, new: int, credit: int, back: int, due: int) -> None:
    balance = Balance(refund, new)
    assert (balance.credit_minor, balance.back_minor, balance.due_minor) == (credit, back, due)


def test_an_even_exchange_is_paid_by_nobody() -> None:
    assert checked(Balance(100, 100), ()) == ()
    with pytest.raises(KioskError):
        checked(Balance(100, 100), (Tender(TenderKind.CASH, 1),))
