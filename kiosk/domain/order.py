"""The life of an order: what follows from the facts about it.

Conflicts between facts are settled here, by rule, whenever the set is read.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.domain.details import Detail
from kiosk.domain.events import Fulfilment, LineDecision, OrderLine, OrderPlaced, Outcome, Promise
from kiosk.domain.facts import OrderFacts, Stamp
from kiosk.domain.returns import refund_minor

#: How long a shopper has to say, on the own phone, where a parcel goes, before somebody rings.
ADDRESS_WITHIN_MS = 24 * 3_600_000


class OrderStatus(StrEnum):
    """As more becomes known an order only moves down this list, whichever fact comes first. Two exceptions: a payment
    of a part opens what was cancelled or lapsed, and goods that were refused and move on all the same are owed."""

    PLACED = "placed"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"  # or refused whole by HQ, and the shopper was told
    PAID = "paid"
    COMPLETED = "completed"  # every line that was not refused reached the shopper


class LineStatus(StrEnum):
    CONFIRMED = "confirmed"
    REQUESTED = "requested"
    RE_SOURCED = "re_sourced"
    REFUSED = "refused"
    READY = "ready"
    IN_TRANSIT = "in_transit"
    HANDED_OVER = "handed_over"
    RELEASED = "released"  # the order was cancelled or lapsed


class Attention(StrEnum):
    """What a person has to decide."""

    CANCEL_AFTER_PAYMENT = "cancel_after_payment"
    PAID_AFTER_LAPSE = "paid_after_lapse"
    HANDED_OVER_TWICE = "handed_over_twice"
    HANDED_OVER_UNPAID = "handed_over_unpaid"
    PAID_TWICE = "paid_twice"
    REFUSED_PAID = "refused_paid"
    REDUCED_TOO_LATE = "reduced_too_late"  # it was paid in full elsewhere before it became cheaper
    RETURNED_TWICE = "returned_twice"


@dataclass(frozen=True, slots=True)
class LineView:
    line: OrderLine
    status: LineStatus
    promise: Promise  # the newest one: HQ's when it has spoken
    handed: Stamp | None = None
    handed_from: str = ""
    called: bool = False
    reduced_minor: int = 0
    returned: int = 0  # pieces that came back
    refunded_minor: int = 0

    @property
    def price_minor(self) -> int:
        """What all pieces of the line cost after reductions."""
        return self.line.total_minor - self.reduced_minor

    @property
    def gone(self) -> bool:
        """Whether its pieces left our shelves."""
        return self.status in (LineStatus.HANDED_OVER, LineStatus.IN_TRANSIT)

    @property
    def returnable(self) -> int:
        """Pieces that can come back."""
        return self.line.quantity - self.returned if self.gone else 0

    def refund_minor(self, pieces: int) -> int:
        """What `pieces` more of it give back. Whatever two tablets rounded that did not know of each other, all pieces
        together give exactly what was paid."""
        so_far_minor = refund_minor(self.price_minor, self.line.quantity, 0, self.returned + pieces)
        return max(so_far_minor - self.refunded_minor, 0)

    @property
    def open(self) -> bool:
        """Whether the line still holds stock."""
        return self.status not in (
            LineStatus.REFUSED,
            LineStatus.HANDED_OVER,
            LineStatus.RELEASED,
            LineStatus.IN_TRANSIT,
        )

    @property
    def to_the_door(self) -> bool:
        """Whether it has still to be sent to the shopper."""
        return self.open and self.line.fulfilment is Fulfilment.DELIVER


@dataclass(frozen=True, slots=True)
class OrderView:
    """What follows from the facts: one truth for screen, paper, HQ and export."""

    order_id: str
    placed: OrderPlaced
    stamp: Stamp
    status: OrderStatus
    lines: tuple[LineView, ...]
    paid_minor: int
    due_minor: int
    attention: tuple[Attention, ...]
    receipt_numbers: tuple[str, ...]
    reduced_minor: int = 0
    refunded_minor: int = 0
    return_numbers: tuple[str, ...] = ()
    given: frozenset[Detail] = frozenset()

    @property
    def paid(self) -> bool:
        """Whether goods may leave. An order that owes nothing because it is closed or refused whole is not paid."""
        return bool(self.receipt_numbers) and self.due_minor <= 0

    @property
    def lacks_address(self) -> bool:
        """Whether something goes to the door, and nobody has said yet where that is. The web shop knows where its own
        orders go."""
        if self.placed.shop == ONLINE:
            return False
        return any(item.to_the_door for item in self.lines) and Detail.ADDRESS not in self.given


def view(facts: OrderFacts) -> OrderView | None:
    """The order as it stands; None while its OrderPlaced is not known here. Of two OrderPlaced the earlier counts."""
    if not facts.placed:
        return None
    placed = facts.placed[0]
    paid_minor = sum(tender.amount_minor for fact in facts.paid for tender in fact.body.tenders)
    # What HQ refused is not owed. An order refused whole owes nothing, and is not thereby paid.
    lines = tuple(_line_view(facts, line) for line in placed.body.lines)
    due_minor = sum(item.price_minor for item in lines if item.status is not LineStatus.REFUSED) - paid_minor
    status = _status(facts, lines, paid=bool(facts.paid) and due_minor <= 0)
    if status in (OrderStatus.CANCELLED, OrderStatus.LAPSED):
        lines = tuple(_released(item) for item in lines)
        due_minor = 0
    return OrderView(
        facts.order_id,
        placed.body,
        placed.stamp,
        status,
        lines,
        paid_minor,
        due_minor,
        _attention(facts, lines, due_minor),
        tuple(fact.body.receipt_number for fact in facts.paid),
        sum(item.reduced_minor for item in lines if item.status is not LineStatus.REFUSED),
        sum(item.refunded_minor for item in lines),
        tuple(fact.body.number for fact in facts.returned),
        _given(facts),
    )


def _given(facts: OrderFacts) -> frozenset[Detail]:
    """What the shopper told head office; only by a token of the tablet that placed the order."""
    device = facts.placed[0].stamp.device
    return frozenset(fact.body.what for fact in facts.given if fact.body.device == device)


def _status(facts: OrderFacts, lines: tuple[LineView, ...], *, paid: bool) -> OrderStatus:
    if facts.paid:  # a payment that meets a cancel or a lapse wins, and a person decides
        done = paid and all(item.status in (LineStatus.HANDED_OVER, LineStatus.REFUSED) for item in lines)
        return OrderStatus.COMPLETED if done else OrderStatus.PAID if paid else OrderStatus.PLACED
    # Nothing is left to pay for or to wait for: without this, an order refused whole would stay open for ever.
    if facts.cancelled or all(item.status is LineStatus.REFUSED and item.called for item in lines):
        return OrderStatus.CANCELLED
    if facts.lapsed:
        return OrderStatus.LAPSED
    return OrderStatus.PLACED


def _line_view(facts: OrderFacts, line: OrderLine) -> LineView:
    decision = _decision(facts, line)
    promise = decision.promise if decision and decision.promise else line.promise
    handed = next(
        (
            (fact.stamp, item.location)
            for fact in facts.handed
            for item in fact.body.lines
            if item.line_id == line.line_id
        ),
        None,
    )
    called = any(line.line_id in fact.body.line_ids for fact in facts.called)
    status = LineStatus.HANDED_OVER if handed else _open_status(facts, line, decision)
    stamp, place = handed or (None, "")
    back = [item for fact in facts.returned for item in fact.body.lines if item.line_id == line.line_id]
    return LineView(
        line,
        status,
        promise,
        stamp,
        place,
        called,
        _reduced_minor(facts, line),
        min(sum(item.quantity for item in back), line.quantity),
        sum(item.refund_minor for item in back),
    )


def _reduced_minor(facts: OrderFacts, line: OrderLine) -> int:
    """What was taken off the line by whoever; never more than it costs."""
    taken = (item for fact in facts.reduced for item in fact.body.lines if item.line_id == line.line_id)
    return min(sum(item.amount_minor for item in taken), line.total_minor)


def _open_status(facts: OrderFacts, line: OrderLine, decision: LineDecision | None) -> LineStatus:
    if any(line.line_id in fact.body.line_ids for fact in facts.dispatched):
        return LineStatus.IN_TRANSIT
    if any(line.line_id in fact.body.line_ids for fact in facts.ready):
        return LineStatus.READY
    if decision is not None:
        return LineStatus(decision.outcome.value)
    return LineStatus.CONFIRMED if line.fulfilment is Fulfilment.TAKE_NOW else LineStatus.REQUESTED


def _decision(facts: OrderFacts, line: OrderLine) -> LineDecision | None:
    """HQ's word: the newest, but a refusal is final, for the shopper is called about it. A line taken now is
    confirmed by the shop; HQ has no say in it."""
    if line.fulfilment is Fulfilment.TAKE_NOW:
        return None
    found = [item for fact in facts.decided for item in fact.body.decisions if item.line_id == line.line_id]
    return next((item for item in found if item.outcome is Outcome.REFUSED), found[-1] if found else None)


def _released(item: LineView) -> LineView:
    kept = (LineStatus.HANDED_OVER, LineStatus.IN_TRANSIT, LineStatus.REFUSED)
    return item if item.status in kept else replace(item, status=LineStatus.RELEASED)


def _attention(facts: OrderFacts, lines: tuple[LineView, ...], due_minor: int) -> tuple[Attention, ...]:
    handed = [item.line_id for fact in facts.handed for item in fact.body.lines]
    checks = (
        (Attention.CANCEL_AFTER_PAYMENT, facts.paid and facts.cancelled),
        (Attention.PAID_AFTER_LAPSE, facts.paid and facts.lapsed),
        (Attention.HANDED_OVER_TWICE, len(handed) != len(set(handed))),
        (Attention.HANDED_OVER_UNPAID, handed and (not facts.paid or due_minor > 0)),
        (Attention.PAID_TWICE, due_minor < 0 and len(facts.paid) > 1),
        (Attention.REDUCED_TOO_LATE, due_minor < 0 and len(facts.paid) == 1 and facts.reduced),
        (Attention.RETURNED_TWICE, _returned_twice(facts, lines)),
        (
            Attention.REFUSED_PAID,
            facts.paid and any(item.status is LineStatus.REFUSED and not item.called for item in lines),
        ),
    )
    return tuple(kind for kind, holds in checks if holds)


def _returned_twice(facts: OrderFacts, lines: tuple[LineView, ...]) -> bool:
    back = [item for fact in facts.returned for item in fact.body.lines]
    return sum(item.quantity for item in back) > sum(item.returned for item in lines)


def call_backs(facts: OrderFacts) -> tuple[str, ...]:
    """Line ids HQ refused and nobody has called the shopper about yet: the call-back task."""
    seen = view(facts)
    if seen is None or seen.status in (OrderStatus.CANCELLED, OrderStatus.LAPSED):
        return ()
    return tuple(item.line.line_id for item in seen.lines if item.status is LineStatus.REFUSED and not item.called)


def address_calls(facts: OrderFacts) -> tuple[str, ...]:
    """Line ids that go to a door nobody named, and that nobody has called the shopper about: a call-back task when
    `ADDRESS_WITHIN_MS` are over."""
    seen = view(facts)
    if seen is None or not seen.lacks_address:
        return ()
    return tuple(item.line.line_id for item in seen.lines if item.to_the_door and not item.called)


def undecided(facts: OrderFacts) -> tuple[str, ...]:
    """Line ids that wait for HQ's word."""
    seen = view(facts)
    return tuple(item.line.line_id for item in seen.lines if item.status is LineStatus.REQUESTED) if seen else ()


def shops_of(facts: OrderFacts) -> frozenset[str]:
    """Locations whose tablets must know the order: where it was placed, where goods come from, where they are handed
    over."""
    seen = view(facts)
    if seen is None:
        return frozenset()
    places = {seen.placed.shop}
    for item in seen.lines:
        places |= {item.promise.source, item.promise.place, item.line.promise.place}
    places |= {fact.body.location for fact in facts.returned}
    return frozenset(places - {DOOR, ONLINE, ""})


def calling_shop(order: OrderView) -> str:
    """Whose people call the shopper about what HQ refused: the shop that placed the order; of an online order the one
    where goods were to be picked up, "" when they were all to be delivered."""
    if order.placed.shop != ONLINE:
        return order.placed.shop
    return next((item.line.promise.place for item in order.lines if item.line.promise.place != DOOR), "")


DOOR = "door"
ONLINE = "ONLINE"  # where orders of the web shop are placed: no location, nobody stands there
