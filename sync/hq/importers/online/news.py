"""What the web shop's files say that HQ does not know yet, order by order; complaints about what does not fit."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.domain.events import Body, CallBackMade, OrderCancelled, OrderPaid
from kiosk.domain.order import ONLINE
from kiosk.domain.returns import GoodsReturned, ReturnedLine
from kiosk.domain.tenders import Tender
from sync.hq.database import HqRead
from sync.hq.importers import fields
from sync.hq.importers.fields import BadRow
from sync.hq.importers.online.known import (
    STANDS,
    Known,
    Told,
    as_known,
    check_same,
    check_same_line,
    id_of,
    note_returned,
    read_known,
    told_payment,
    told_returned,
)
from sync.hq.importers.online.rows import (
    CancelRow,
    ChangeRow,
    Draft,
    InformedRow,
    ReturnRow,
    leave_out,
    read_changes,
    read_orders,
)
from sync.hq.importers.online.world import OnlineWorld, read_world
from sync.hq.importers.whole import Input
from sync.hq.members import MemberBook

ORDERS_FILE, CHANGES_FILE = "online_orders.csv", "online_changes.csv"


@dataclass(slots=True)
class News:
    """Of one order: a new one has its draft; `events` are (id, moment, body). `given_up`: lines that were paid for and
    that nobody shall pack any more."""

    number: str
    placed_ms: int
    draft: Draft | None
    events: list[tuple[str, int, Body]] = field(default_factory=list)
    given_up: tuple[str, ...] = ()


def find_news(read: HqRead, inputs: Mapping[str, Input], latest_ms: int) -> tuple[list[News], OnlineWorld]:
    """In the order in which the orders were placed, and what they refer to."""
    orders, changes = inputs.get(ORDERS_FILE), inputs.get(CHANGES_FILE)
    drafts = read_orders(orders, latest_ms) if orders else {}
    told = list(read_changes(changes, latest_ms)) if changes else []
    world = read_world(read, list(drafts.values()))
    known = read_known(read, {*drafts, *(row.number for row in told)})
    found: dict[str, News] = {}
    if orders:
        found = _Orders(orders, world, known, MemberBook(read.conn)).news(drafts)
    if changes:
        _Changes(changes, world, known, found).take(told)
    fresh = (item for item in found.values() if item.draft is not None or item.events)
    return sorted(fresh, key=lambda item: (item.placed_ms, item.number)), world


class _Orders:
    """Judges drafts. An order of which anything is bad is left out whole; `known` gains the new ones."""

    def __init__(self, source: Input, world: OnlineWorld, known: dict[str, Known], book: MemberBook) -> None:
        self._source = source
        self._world = world
        self._known = known
        self._book = book

    def news(self, drafts: Mapping[str, Draft]) -> dict[str, News]:
        return {number: news for number, draft in drafts.items() if (news := self._judged(draft)) is not None}

    def _judged(self, draft: Draft) -> News | None:
        known = self._known.get(draft.number)
        if not self._is_good(draft, known):
            return None
        report = self._source.desk.report
        news = News(draft.number, draft.placed_ms, draft if known is None else None)
        if known is None:
            self._known[draft.number] = as_known(draft)
            report.added += len(draft.lines)
            if draft.member and self._world.member(draft) is None:
                self._source.desk.notice(
                    draft.row, f"order {draft.number} is taken without its member, who took consent back"
                )
        payment = self._payment(draft, known)
        news.events += payment
        self._known[draft.number].paid |= bool(payment)
        if known is not None:
            report.changed += len(draft.lines) if payment else 0
            report.same += 0 if payment else len(draft.lines)
        return news

    def _is_good(self, draft: Draft, known: Known | None) -> bool:
        """Each bad line is told; the order's own faults are told at its first row."""
        bad: list[int] = []
        for line in draft.lines:
            try:
                if known is None:
                    self._world.check_line(line)
                else:
                    check_same_line(draft.number, line, known)
            except BadRow as problem:
                bad.append(line.row)
                self._source.desk.bad(line.row, str(problem))
        if bad:
            leave_out(self._source, draft, bad[0])
            return False
        try:
            self._check_whole(draft, known)
        except BadRow as problem:
            self._source.desk.bad(draft.row, str(problem))
            return False
        return True

    def _check_whole(self, draft: Draft, known: Known | None) -> None:
        if known is None:
            self._world.check(draft)
            self._world.check_size(draft)
            return
        check_same(draft, known, self._world.member(draft), self._book.root)
        before = known.told.get(id_of("paid", draft.number))
        if before and draft.paid and before != told_payment(draft.paid):
            raise BadRow(f"paid_at, tender or reference of order {draft.number} was told otherwise before; {STANDS}")

    def _payment(self, draft: Draft, known: Known | None) -> list[tuple[str, int, Body]]:
        event_id = id_of("paid", draft.number)
        if draft.paid is None or (known is not None and event_id in known.told):
            return []
        tender = Tender(draft.paid.tender, draft.total_minor, reference=draft.paid.reference)
        body = OrderPaid(id_of("order", draft.number), draft.paid.reference, ONLINE, (tender,))
        return [(event_id, draft.paid.at_ms, body)]


class _Changes:
    """Judges what happened to orders afterwards, and adds it to `found`."""

    def __init__(self, source: Input, world: OnlineWorld, known: Mapping[str, Known], found: dict[str, News]) -> None:
        self._source = source
        self._world = world
        self._known = known
        self._found = found

    def take(self, told: list[ChangeRow]) -> None:
        together: defaultdict[tuple[str, str], list[ChangeRow]] = defaultdict(list)
        for row in told:
            together[row.number, row.reference if isinstance(row, ReturnRow) else f"\n{row.row}"].append(row)
        for rows in together.values():
            try:
                self._take(rows)
            except BadRow as problem:
                self._source.desk.bad(rows[0].row, str(problem))

    def _take(self, rows: list[ChangeRow]) -> None:
        first = rows[0]
        known = self._known.get(first.number)
        if known is None:
            raise BadRow(f"order {first.number} is not known: neither in {ORDERS_FILE} nor at HQ")
        if any(row.at_ms < known.placed_ms for row in rows):
            raise BadRow(f"order {first.number} was not placed yet at that time")
        event_id, said, body = self._event(rows, known)
        before = known.told.get(event_id)
        if before not in (None, said):
            raise BadRow(f"this was told otherwise before about order {first.number}; what was said stands")
        report = self._source.desk.report
        if before is not None:
            report.same += len(rows)
            return
        known.told[event_id] = said
        if isinstance(body, GoodsReturned):
            note_returned(known, event_id, said, body)
        news = self._found.setdefault(first.number, News(first.number, known.placed_ms, None))
        news.events.append((event_id, first.at_ms, body))
        if isinstance(first, CancelRow) and known.paid:
            news.given_up, known.waiting = known.waiting, ()
        report.added += len(rows)

    def _event(self, rows: list[ChangeRow], known: Known) -> tuple[str, Told, Body]:
        first = rows[0]
        order_id = id_of("order", first.number)
        if isinstance(first, CancelRow):
            return self._cancelled(first, order_id, known)
        if isinstance(first, InformedRow):
            return self._informed(first, order_id, known)
        return self._returned([row for row in rows if isinstance(row, ReturnRow)], order_id, known)

    def _cancelled(self, row: CancelRow, order_id: str, known: Known) -> tuple[str, Told, Body]:
        """What was paid for is not cancelled but given up: HQ refuses its lines, and the shopper has been told."""
        event_id, said = id_of("cancelled", row.number), (row.at_ms, row.reason)
        if not known.paid:
            return event_id, said, OrderCancelled(order_id, row.reason)
        if event_id not in known.told and known.moving:
            lines = ", ".join(known.moving)
            raise BadRow(f"line {lines} of order {row.number} is packed or gone: let it come back, and say returned")
        return event_id, said, CallBackMade(order_id, known.waiting or known.refused, row.reason)

    def _informed(self, row: InformedRow, order_id: str, known: Known) -> tuple[str, Told, Body]:
        event_id = id_of("informed", row.number, str(row.at_ms))
        if event_id not in known.told and not known.refused:
            raise BadRow(f"HQ has refused nothing of order {row.number} that the shopper was not told of already")
        return event_id, (row.at_ms, row.outcome), CallBackMade(order_id, known.refused, row.outcome)

    def _returned(self, rows: list[ReturnRow], order_id: str, known: Known) -> tuple[str, Told, Body]:
        first = rows[0]
        if first.location not in self._world.locations:
            raise BadRow(f"location {first.location[:40]!r} is not known")
        for row in rows[1:]:
            if (row.at_ms, row.location, row.tender) != (first.at_ms, first.location, first.tender):
                raise BadRow(f"at, location or tender is another in line {row.row} of the file, of the same return")
        if len({row.line_id for row in rows}) != len(rows):
            raise BadRow(f"a line stands twice in return {first.reference}")
        event_id = id_of("returned", first.number, first.reference)
        again = event_id in known.told
        lines = tuple(_returned_line(row, known, again=again) for row in sorted(rows, key=lambda row: row.line_id))
        refund_minor = sum(line.refund_minor for line in lines)
        tenders = (Tender(first.tender, refund_minor, reference=first.reference),) if refund_minor else ()
        body = GoodsReturned(order_id, first.reference, first.location, lines, tenders)
        return event_id, told_returned(first.at_ms, body), body


def _returned_line(row: ReturnRow, known: Known, *, again: bool) -> ReturnedLine:
    """Raises BadRow when more would come back, or be paid back, than was sold."""
    line = known.lines.get(row.line_id)
    if line is None:
        raise BadRow(f"line {row.line_id}: order {row.number} has no such line")
    _, quantity, _, total_minor = line
    refund_minor = fields.amount(row.refund, known.currency, "refund", free=True)
    pieces, paid_back_minor = (0, 0) if again else known.returned.get(row.line_id, (0, 0))
    if pieces + row.quantity > quantity:
        raise BadRow(f"quantity {row.quantity}: more of line {row.line_id} would have come back than was sold")
    if paid_back_minor + refund_minor > total_minor:
        raise BadRow(f"refund {row.refund}: line {row.line_id} would give back more than it cost")
    return ReturnedLine(row.line_id, row.quantity, refund_minor, row.reason, row.grade)
