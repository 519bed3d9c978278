"""What HQ has of online orders already, so that the same files again change nothing and changed ones are noticed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import text

from kiosk.domain import codec
from kiosk.domain.events import OrderLine, OrderPaid
from kiosk.domain.facts import OrderFacts
from kiosk.domain.order import DOOR, LineStatus, LineView, OrderView, view
from kiosk.domain.returns import GoodsReturned
from sync.hq.database import HqRead
from sync.hq.importers.fields import BadRow
from sync.hq.importers.online.rows import Draft, DraftLine, Payment
from sync.hq.stores.words import any_of
from sync.hq.streams import in_batches

_NAMES = UUID("6f0b2f0e-6f1c-5d0a-9b61-2f3f7c1d8a55")  # of ids that follow from what the web shop says
_ASKED = 500
STANDS = "what an order once said stands: cancel it, or take goods back, in online_changes.csv"

Told = tuple[Any, ...]  # what an event said, in values that can be compared


def id_of(*parts: str) -> str:
    """The id of an order or event, always the same for the same words."""
    return str(uuid5(_NAMES, "\n".join(parts)))


@dataclass(slots=True)
class Known:
    """An order as far as files could tell it otherwise: as HQ has it, or, when it is new, as the file does."""

    placed_ms: int
    currency: str
    kind: str
    shop: str
    member: str | None
    lines: dict[str, Told]
    told: dict[str, Told] = field(default_factory=dict)  # event id → what it said
    paid: bool = False
    waiting: tuple[str, ...] = ()  # lines of which nothing is packed yet
    moving: tuple[str, ...] = ()  # lines that are packed, or gone
    refused: tuple[str, ...] = ()  # lines that HQ refused and nobody has spoken about
    returned: dict[str, tuple[int, int]] = field(default_factory=dict)  # line → pieces, and what they gave back


def read_known(read: HqRead, numbers: Iterable[str]) -> dict[str, Known]:
    """Those of the orders that HQ has, by number."""
    found: dict[str, Known] = {}
    for batch in in_batches(numbers, _ASKED):
        ids = {id_of("order", number): number for number in batch}
        for row in read.conn.execute(_FACTS, {"ids": list(ids)}):
            known = _known(codec.load(OrderFacts, row.facts))
            if known is not None:
                found[ids[row.order_id]] = known
    return found


def as_known(draft: Draft) -> Known:
    """An order that HQ does not have, for what else the files say of it."""
    known = Known(draft.placed_ms, draft.currency, draft.kind.value, draft.shop, None, _signed(draft.lines))
    known.waiting = tuple(known.lines)
    return known


def _known(facts: OrderFacts) -> Known | None:
    seen = view(facts)
    if seen is None:
        return None
    placed = facts.placed[0].body  # as the web shop said it
    first = placed.lines[0]
    shop = "" if first.promise.place == DOOR else first.promise.place
    known = Known(seen.stamp.at_ms, placed.currency, first.fulfilment.value, shop, placed.member, _signed(placed.lines))
    for paid in facts.paid:
        known.told[paid.stamp.event_id] = told_paid(paid.stamp.at_ms, paid.body)
    for cancelled in facts.cancelled:
        known.told[cancelled.stamp.event_id] = (cancelled.stamp.at_ms, cancelled.body.reason)
    for called in facts.called:
        known.told[called.stamp.event_id] = (called.stamp.at_ms, called.body.outcome)
    for back in facts.returned:
        note_returned(known, back.stamp.event_id, told_returned(back.stamp.at_ms, back.body), back.body)
    known.paid = seen.paid
    known.waiting = _those(seen, lambda item: item.open and item.status is not LineStatus.READY)
    known.moving = _those(seen, lambda item: item.gone or item.status is LineStatus.READY)
    known.refused = _those(seen, lambda item: item.status is LineStatus.REFUSED and not item.called)
    return known


def _those(seen: OrderView, holds: Callable[[LineView], bool]) -> tuple[str, ...]:
    return tuple(item.line.line_id for item in seen.lines if holds(item))


def note_returned(known: Known, event_id: str, said: Told, body: GoodsReturned) -> None:
    """What the next return of the same order is compared with."""
    known.told[event_id] = said
    for line in body.lines:
        pieces, refund_minor = known.returned.get(line.line_id, (0, 0))
        known.returned[line.line_id] = (pieces + line.quantity, refund_minor + line.refund_minor)


def _signed(lines: Iterable[DraftLine | OrderLine]) -> dict[str, Told]:
    return {line.line_id: (line.sku, line.quantity, line.unit_price_minor, line.total_minor) for line in lines}


def told_paid(at_ms: int, body: OrderPaid) -> Told:
    return (at_ms, *((tender.kind, tender.reference) for tender in body.tenders))


def told_payment(paid: Payment) -> Told:
    return (paid.at_ms, (paid.tender, paid.reference))


def told_returned(at_ms: int, body: GoodsReturned) -> Told:
    return (at_ms, body.location, body.tenders, *sorted(body.lines, key=lambda line: line.line_id))


def check_same(draft: Draft, known: Known, member: str | None, root: Callable[[str], str]) -> None:
    """Raises BadRow when the file now says something else of an order that HQ has. A member of whom nobody may be told
    any more makes no difference, nor do two ids of one person; a telephone number is asked for once."""
    other_member = member and known.member and member != root(known.member)
    compared = (
        ("placed_at", draft.placed_ms != known.placed_ms),
        ("fulfilment", draft.kind.value != known.kind),
        ("shop", draft.shop != known.shop),
        ("currency", draft.currency != known.currency),
        ("member", other_member),
    )
    for column, differs in compared:
        if differs:
            raise BadRow(f"{column} of order {draft.number} was told otherwise before; {STANDS}")
    missing = sorted(known.lines.keys() - {line.line_id for line in draft.lines})
    if missing:
        raise BadRow(f"line {', '.join(missing)} of order {draft.number} is missing now; {STANDS}")


def check_same_line(number: str, line: DraftLine, known: Known) -> None:
    """Raises BadRow when a line is new in an order that HQ has, or another than it was."""
    before = known.lines.get(line.line_id)
    if before is None:
        raise BadRow(f"line {line.line_id} is new in order {number}; {STANDS}")
    said = _signed([line])[line.line_id]
    for column, ours, theirs in zip(("sku", "quantity", "unit_price", "total"), said, before, strict=True):
        if ours != theirs:
            raise BadRow(f"{column} of line {line.line_id} of order {number} was told otherwise before; {STANDS}")


_FACTS = text("SELECT order_id, facts FROM order_facts WHERE order_id IN :ids").bindparams(any_of("ids"))
