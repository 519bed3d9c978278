"""The life of an order: what follows from the facts about it.

Conflicts between facts are settled here, by rule, whenever the set is read.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from kiosk.domain.again import again_at_once
from kiosk.domain.details import Detail
from kiosk.domain.events import Fulfilment, LineDecision, OrderLine, OrderPlaced, Outcome, Promise
from kiosk.domain.facts import AskedFact, OrderFacts, Stamp
from kiosk.domain.repairs import SETTLED_BY_WORD
from kiosk.domain.repairs import Attention as Attention  # noqa: PLC0414 - handed on: a word about orders
from kiosk.domain.returns import refund_minor


class OrderStatus(StrEnum):
    """As more becomes known an order only moves down this list, whichever fact comes first. Three exceptions: a payment
    of a part opens what was cancelled or lapsed, goods that were refused and move on all the same are owed, and a line
    that is asked of another source opens what was over."""

    PLACED = "placed"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"  # or refused whole by HQ, and the shopper was told
    PAID = "paid"
    COMPLETED = "completed"  # every line reached the shopper, or was refused, or its money given back


class LineStatus(StrEnum):
    CONFIRMED = "confirmed"
    REQUESTED = "requested"
    RE_SOURCED = "re_sourced"
    REFUSED = "refused"
    REFUNDED = "refunded"  # given up, and its money given back
    READY = "ready"
    IN_TRANSIT = "in_transit"
    HANDED_OVER = "handed_over"
    RELEASED = "released"  # the order was cancelled or lapsed


#: Nothing is left to do about a line.
_DONE = (LineStatus.HANDED_OVER, LineStatus.REFUSED, LineStatus.REFUNDED)


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
    given_up: bool = False  # its money went back without goods

    @property
    def kept(self) -> bool:
        """Whether the shopper gets it, or has got it: it is part of what they pay."""
        return self.status is not LineStatus.REFUSED and not self.given_up

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
            LineStatus.REFUNDED,
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
    """What follows from the facts: one truth for screen, paper, HQ and export. `placed` is the order as it was placed,
    save that lines asked of another source say so."""

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


@again_at_once
def view(facts: OrderFacts) -> OrderView | None:
    """The order as it stands; None while its OrderPlaced is not known here. Of two OrderPlaced the earlier counts."""
    if not facts.placed:
        return None
    placed, body = facts.placed[0], placed_now(facts)
    paid_minor = sum(tender.amount_minor for fact in facts.paid for tender in fact.body.tenders)
    # What HQ refused is not owed. An order refused whole owes nothing, and is not thereby paid.
    lines = tuple(_line_view(facts, line) for line in body.lines)
    due_minor = sum(item.price_minor for item in lines if item.kept) - paid_minor
    out_minor = sum(fact.body.total_minor for fact in facts.refunded)
    # What went back beyond what was paid too much is nobody's debt: a person decides.
    due_minor += min(out_minor, max(-due_minor, 0))
    status = _status(facts, lines, paid=bool(facts.paid) and due_minor <= 0)
    if status in (OrderStatus.CANCELLED, OrderStatus.LAPSED):
        lines = tuple(_released(item) for item in lines)
        due_minor = 0
    return OrderView(
        facts.order_id,
        body,
        placed.stamp,
        status,
        lines,
        paid_minor,
        due_minor,
        _attention(facts, lines, due_minor),
        tuple(fact.body.receipt_number for fact in facts.paid),
        sum(item.reduced_minor for item in lines if item.kept),
        sum(item.refunded_minor for item in lines) + sum(fact.body.over_minor for fact in facts.refunded),
        return_numbers(facts),
        _given(facts),
    )


def return_numbers(facts: OrderFacts) -> tuple[str, ...]:
    """Of what was given back, with goods or without, oldest first."""
    found = [(fact.stamp, fact.body.number) for fact in facts.returned]
    found += [(fact.stamp, fact.body.number) for fact in facts.refunded]
    return tuple(number for _, number in sorted(found))


def placed_now(facts: OrderFacts) -> OrderPlaced:
    """The order with its lines as they were asked for last, and the pick-up codes of all its places."""
    placed = facts.placed[0].body
    if not facts.asked:
        return placed
    codes = dict(placed.pick_up_codes)
    for fact in facts.asked:
        codes |= {place: code for place, code in fact.body.pick_up_codes.items() if place not in codes}
    return replace(placed, lines=tuple(_line_now(facts, line) for line in placed.lines), pick_up_codes=codes)


def _line_now(facts: OrderFacts, line: OrderLine) -> OrderLine:
    asked = _asked(facts, line.line_id)
    if asked is None:
        return line
    way = next(item for item in asked.body.lines if item.line_id == line.line_id)
    return replace(
        line,
        fulfilment=way.fulfilment,
        promise=way.promise,
        stock_owner=way.stock_owner,
        fulfilled_by=way.fulfilled_by,
    )


def _asked(facts: OrderFacts, line_id: str) -> AskedFact | None:
    """Who asked for the line last; None when only the order did."""
    found = (fact for fact in reversed(facts.asked) if any(item.line_id == line_id for item in fact.body.lines))
    return next(found, None)


def ask_of(facts: OrderFacts, line_id: str) -> str:
    """What HQ's word on the line has to answer: the event that asked for it last, "" for the order itself."""
    asked = _asked(facts, line_id)
    return asked.stamp.event_id if asked else ""


def _given(facts: OrderFacts) -> frozenset[Detail]:
    """What the shopper told head office; only by a token of the tablet that placed the order."""
    device = facts.placed[0].stamp.device
    return frozenset(fact.body.what for fact in facts.given if fact.body.device == device)


def _status(facts: OrderFacts, lines: tuple[LineView, ...], *, paid: bool) -> OrderStatus:
    if facts.paid:  # a payment that meets a cancel or a lapse wins, and a person decides
        done = paid and all(item.given_up or item.status in _DONE for item in lines)
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
    asked = _asked(facts, line.line_id)  # a call about what was asked before is no call about this
    called = any(
        line.line_id in fact.body.line_ids for fact in facts.called if asked is None or asked.stamp < fact.stamp
    )
    status = LineStatus.HANDED_OVER if handed else _open_status(facts, line, decision)
    stamp, place = handed or (None, "")
    back = [item for fact in facts.returned for item in fact.body.lines if item.line_id == line.line_id]
    out = [item for fact in facts.refunded for item in fact.body.lines if item.line_id == line.line_id]
    return LineView(
        line,
        status,
        promise,
        stamp,
        place,
        called,
        _reduced_minor(facts, line),
        min(sum(item.quantity for item in back), line.quantity),
        sum(item.refund_minor for item in back) + sum(item.refund_minor for item in out),
        bool(out),
    )


def _reduced_minor(facts: OrderFacts, line: OrderLine) -> int:
    """What was taken off the line by whoever; never more than it costs."""
    taken = (item for fact in facts.reduced for item in fact.body.lines if item.line_id == line.line_id)
    return min(sum(item.amount_minor for item in taken), line.total_minor)


def _open_status(facts: OrderFacts, line: OrderLine, decision: LineDecision | None) -> LineStatus:
    if any(line.line_id in fact.body.line_ids for fact in facts.dispatched):
        return LineStatus.IN_TRANSIT
    if any(line.line_id == item.line_id for fact in facts.refunded for item in fact.body.lines):
        return LineStatus.REFUNDED
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
    ask = ask_of(facts, line.line_id)
    told = (item for fact in facts.decided for item in fact.body.decisions if item.ask == ask)
    found = [item for item in told if item.line_id == line.line_id]
    return next((item for item in found if item.outcome is Outcome.REFUSED), found[-1] if found else None)


def _released(item: LineView) -> LineView:
    kept = (*_DONE, LineStatus.IN_TRANSIT)
    return item if item.status in kept else replace(item, status=LineStatus.RELEASED)


def _attention(facts: OrderFacts, lines: tuple[LineView, ...], due_minor: int) -> tuple[Attention, ...]:
    handed = [item.line_id for fact in facts.handed for item in fact.body.lines]
    refused = [item for item in lines if item.status is LineStatus.REFUSED]
    kept = any(item.kept for item in lines)  # while nothing is, its money went back, and nothing is left to decide
    checks = (
        (Attention.CANCEL_AFTER_PAYMENT, facts.paid and facts.cancelled and kept),
        (Attention.PAID_AFTER_LAPSE, facts.paid and facts.lapsed and kept),
        (Attention.HANDED_OVER_TWICE, len(handed) != len(set(handed))),
        (Attention.HANDED_OVER_UNPAID, handed and (not facts.paid or due_minor > 0)),
        (Attention.PAID_TWICE, due_minor < 0 and len(facts.paid) > 1),
        (Attention.REDUCED_TOO_LATE, due_minor < 0 and len(facts.paid) == 1 and facts.reduced),
        (Attention.RETURNED_TWICE, _returned_twice(facts, lines)),
        (
            Attention.REFUSED_PAID,
            facts.paid and any(not item.called for item in refused),
        ),
        (Attention.OWED, due_minor < 0 and _told(facts, refused)),
        (Attention.REFUNDED_AND_GONE, any(item.given_up and item.gone for item in lines)),
        (Attention.REFUNDED_TWICE, _refunded_twice(facts, lines)),
    )
    return tuple(kind for kind, holds in checks if holds and not _settled(facts, kind))


def _told(facts: OrderFacts, refused: list[LineView]) -> bool:
    """Whether the shopper of a paid order knows what cannot be had. The web shop gives back by itself what it took."""
    return bool(facts.paid and refused) and all(item.called for item in refused) and facts.placed[0].body.shop != ONLINE


def _refunded_twice(facts: OrderFacts, lines: tuple[LineView, ...]) -> bool:
    """Whether more went back without goods than was paid beyond what the shopper keeps."""
    paid_minor = sum(tender.amount_minor for fact in facts.paid for tender in fact.body.tenders)
    kept_minor = sum(item.price_minor for item in lines if item.kept)
    return sum(fact.body.total_minor for fact in facts.refunded) > max(paid_minor - kept_minor, 0)


def _settled(facts: OrderFacts, kind: Attention) -> bool:
    """Whether somebody decided about all that the mark follows from."""
    if kind not in SETTLED_BY_WORD:
        return False
    seen = {event_id for fact in facts.attended if fact.body.kind is kind for event_id in fact.body.about}
    return bool(seen) and set(attention_about(facts, kind)) <= seen


def attention_about(facts: OrderFacts, kind: Attention) -> tuple[str, ...]:
    """Ids of the events that a mark which words can settle follows from."""
    groups: dict[Attention, tuple[tuple[Any, ...], ...]] = {
        Attention.CANCEL_AFTER_PAYMENT: (facts.cancelled,),
        Attention.PAID_AFTER_LAPSE: (facts.lapsed,),
        Attention.HANDED_OVER_TWICE: (facts.handed,),
        Attention.HANDED_OVER_UNPAID: (facts.handed,),
        Attention.RETURNED_TWICE: (facts.returned,),
        Attention.REFUNDED_AND_GONE: (facts.refunded, facts.handed, facts.dispatched),
        Attention.REFUNDED_TWICE: (facts.refunded,),
    }
    return tuple(fact.stamp.event_id for group in groups[kind] for fact in group)


def _returned_twice(facts: OrderFacts, lines: tuple[LineView, ...]) -> bool:
    back = [item for fact in facts.returned for item in fact.body.lines]
    return sum(item.quantity for item in back) > sum(item.returned for item in lines)


DOOR = "door"
ONLINE = "ONLINE"  # where orders of the web shop are placed: no location, nobody stands there
