"""What lists of orders are asked for, and what they give: work for a shop's people."""

from dataclasses import dataclass

from kiosk.domain.calls import CallReason, TriedOutcome
from kiosk.domain.facts import OrderFacts
from kiosk.domain.standing import Standing
from kiosk.domain.waiting import ADDRESS_WITHIN_MS, address_calls, call_backs


@dataclass(frozen=True, slots=True)
class CallBackTask:
    """A shopper to call about lines of an order, and why. `phone` is empty when HQ does not have it yet.

    `tried`: how often somebody rang in vain, last at `tried_ms`; `again_ms`: when to ring again, 0 when nobody said;
    `wrong_number`: whether the last who rang found somebody else there."""

    order_id: str
    number: str
    line_ids: tuple[str, ...]
    phone: str
    created_ms: int
    tried: int = 0
    tried_ms: int = 0
    again_ms: int = 0
    wrong_number: bool = False
    reason: CallReason = CallReason.REFUSED


def due_call(facts: OrderFacts, phone: str, now_ms: int) -> CallBackTask | None:
    """Why a shopper has to be rung now, if they have; what was refused goes before an address that is missing."""
    if line_ids := call_backs(facts):
        created_ms = max(fact.stamp.at_ms for fact in facts.decided)
        return call_back_task(facts, line_ids, phone, created_ms)
    due_ms = address_due_ms(facts)
    if not due_ms or due_ms > now_ms:
        return None
    return call_back_task(facts, address_calls(facts), phone, due_ms, CallReason.ADDRESS)


def address_due_ms(facts: OrderFacts) -> int:
    """From when the shopper is rung about the address; 0 when none is missing, or they were."""
    return facts.placed[0].stamp.at_ms + ADDRESS_WITHIN_MS if address_calls(facts) else 0


def call_back_task(
    facts: OrderFacts,
    line_ids: tuple[str, ...],
    phone: str,
    created_ms: int,
    reason: CallReason = CallReason.REFUSED,
) -> CallBackTask:
    """The task about lines of an order that was placed, with what came of the calls so far."""
    tried = [fact for fact in facts.tried if set(fact.body.line_ids) & set(line_ids)]
    last = tried[-1] if tried else None
    return CallBackTask(
        facts.order_id,
        facts.placed[0].body.number,
        line_ids,
        phone,
        created_ms,
        len(tried),
        last.stamp.at_ms if last else 0,
        last.body.again_ms if last else 0,
        last is not None and last.body.outcome is TriedOutcome.WRONG_NUMBER,
        reason,
    )


@dataclass(frozen=True, slots=True)
class OrderQuery:
    """Which orders a list shows: those of one standing, or all with a text (the end of a number, a pick-up code, the
    last four digits of a phone that a call-back names, an article). Newest first; those that are DONE only since
    `since_ms`, last done first; those that LAPSE only before `before_ms`, the next to do so first."""

    standing: Standing = Standing.OPEN
    text: str = ""
    since_ms: int = 0
    before_ms: int = 0
    limit: int = 40


@dataclass(frozen=True, slots=True)
class OrdersFound:
    orders: tuple[OrderFacts, ...]
    more: bool  # whether there are others beyond the limit


@dataclass(frozen=True, slots=True)
class PendingOrder:
    """An order of which HQ lacks events: how many, and since when."""

    order_id: str
    number: str
    events: int
    oldest_ms: int
