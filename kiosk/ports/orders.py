"""What lists of orders are asked for, and what they give: work for a shop's people."""

from dataclasses import dataclass

from kiosk.domain.calls import TriedOutcome
from kiosk.domain.facts import OrderFacts
from kiosk.domain.standing import Standing


@dataclass(frozen=True, slots=True)
class CallBackTask:
    """A shopper to call about refused lines. `phone` is empty when HQ does not have it yet.

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


def call_back_task(facts: OrderFacts, line_ids: tuple[str, ...], phone: str, created_ms: int) -> CallBackTask:
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
