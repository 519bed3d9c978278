"""Random days of a tablet, and what they come to by somebody who knows nothing of this program but its JSON.

The figures are computed here a second time, from the bodies as they lie in the journal: by plain loops over
dictionaries, with a clock that is eight hours ahead of UTC.
"""

import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from kiosk.domain.cashing import INTO_DRAWER, OUT_OF_DRAWER
from kiosk.domain.events import Body, Event, OrderCancelled, OrderLapsed, OrderLine, OrderPaid, OrderPlaced, Tender
from kiosk.domain.returns import (
    GoodsReturned,
    Grade,
    PriceReduced,
    Reduction,
    ReductionKind,
    ReturnedLine,
    ReturnReason,
)
from kiosk.domain.tenders import TenderKind
from kiosk.ports.storage import JournalTx
from kiosk.services.room import Room
from tests.domain.histories import Scribe, line, order
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet

Plain = dict[str, Any]
_SHANGHAI = timedelta(hours=8)
_PAYING = (TenderKind.CASH, TenderKind.CASH, TenderKind.EXTERNAL, TenderKind.WALLET)


@dataclass
class Shopkeeper:
    """Somebody who does everything that can be done at a till, in no order, for day after day."""

    tablet: MemoryTablet
    rng: random.Random
    orders: int = 0

    def do_something(self) -> None:
        kinds = (
            "sale",
            "sale",
            "sale",
            "unpaid",
            "back",
            "exchange",
            "over",
            "reduced",
            "moved",
            "clock",
            "other_device",
        )
        kind = self.rng.choice(kinds)
        getattr(self, "sale" if kind == "sale" else f"_{kind}")()
        self.tablet.clock.advance(minutes=self.rng.randint(0, 40))

    def open_day(self) -> None:
        self.sign_in(self.rng.choice((retailer.LIN, retailer.MEI)).id)
        self.tablet.desk.day.open_day(self.rng.randint(0, 100_000))

    def sign_in(self, staff_id: str) -> None:
        room: Room = self.tablet.desk._room
        room.open = replace(room.open, staff=next(item for item in retailer.STAFF if item.id == staff_id))

    def _append(self, *bodies: Body) -> None:
        actor = self.rng.choice(retailer.STAFF).id

        def work(tx: JournalTx) -> None:
            for body in bodies:
                tx.append(body, actor)

        self.tablet.journal.run(work)

    def _order(self) -> OrderPlaced:
        self.orders += 1
        lines = [self._line(number) for number in range(1, self.rng.randint(2, 4))]
        return order(*lines, order_id=f"o-{self.orders}", number=f"JA-02-A-{self.orders:06d}")

    def _line(self, number: int) -> OrderLine:
        return line(str(number), minor=self.rng.randint(1, 90_000), pieces=self.rng.randint(1, 3))

    def _tenders(self, minor: int) -> tuple[Tender, ...]:
        """In up to three parts, each paid in its own way."""
        cuts = sorted(self.rng.sample(range(1, minor), min(self.rng.randint(0, 2), minor - 1))) if minor > 1 else []
        parts = [high - low for low, high in zip([0, *cuts], [*cuts, minor], strict=True)]
        return tuple(self._tender(part) for part in parts)

    def _tender(self, minor: int) -> Tender:
        kind = self.rng.choice(_PAYING)
        if kind is not TenderKind.CASH:
            return Tender(kind, minor, reference="T-0001")
        change = self.rng.choice((0, self.rng.randint(0, 9_999)))
        return Tender(kind, minor, minor + change, change)

    def sale(self) -> None:
        placed = self._order()
        number = f"R-{self.orders}"
        if self.rng.random() < 0.2 and placed.total_minor > 1:  # two receipts for one order
            first = self.rng.randint(1, placed.total_minor - 1)
            rest = self._tenders(placed.total_minor - first)
            paid = [OrderPaid(placed.order_id, number, "JA", self._tenders(first))]
            paid.append(OrderPaid(placed.order_id, f"{number}-2", "JA", rest))
        else:
            paid = [OrderPaid(placed.order_id, number, "JA", self._tenders(placed.total_minor))]
        self._append(placed, *paid)

    def _unpaid(self) -> None:
        self._append(self._order())

    def _returned(self, tenders: tuple[Tender, ...], exchange: str | None = None) -> GoodsReturned:
        refund = sum(tender.amount_minor for tender in tenders)
        back = ReturnedLine("1", self.rng.randint(1, 3), refund, ReturnReason.SIZE, Grade.WORN)
        return GoodsReturned(f"o-{self.rng.randint(1, max(self.orders, 1))}", "T-1", "JA", (back,), tenders, exchange)

    def _back(self) -> None:
        minor = self.rng.choice((0, self.rng.randint(1, 50_000)))
        self._append(self._returned(self._tenders(minor) if minor else ()))

    def _exchange(self) -> None:
        """Goods come back and pay for others; whoever owes the rest pays it."""
        placed, worth = self._order(), self.rng.randint(1, 120_000)
        credit = Tender(TenderKind.CREDIT, min(worth, placed.total_minor), reference="T-1")
        over, owed = worth - credit.amount_minor, placed.total_minor - credit.amount_minor
        returned = self._returned((credit, *(self._tenders(over) if over else ())), placed.order_id)
        tenders = (credit, *(self._tenders(owed) if owed else ()))
        self._append(returned, placed, OrderPaid(placed.order_id, f"R-{self.orders}", "JA", tenders))

    def _over(self) -> None:
        placed = self._order()
        ending = self.rng.choice((OrderCancelled(placed.order_id, "mistake"), OrderLapsed(placed.order_id, 1)))
        self._append(placed, ending)

    def _reduced(self) -> None:
        lines = tuple(Reduction(str(number), self.rng.randint(1, 900)) for number in range(1, self.rng.randint(2, 4)))
        self._append(PriceReduced(f"o-{max(self.orders, 1)}", ReductionKind.DISCOUNT, lines, "a stain"))

    def _moved(self) -> None:
        self.sign_in(retailer.MEI.id)
        sign = self.rng.choice((1, -1))
        reason = self.rng.choice(INTO_DRAWER if sign > 0 else OUT_OF_DRAWER)
        self.tablet.desk.day.move_cash(sign * self.rng.randint(1, 300_000), reason)

    def _clock(self) -> None:
        """Somebody sets the clock: mostly a little, now and then by days."""
        self.tablet.clock.advance(hours=self.rng.choice((-30, -2, -1, 1, 2)) if self.rng.random() < 0.4 else 0)

    def _other_device(self) -> None:
        """A sibling's sale, which HQ tells of, is no business of this drawer."""
        sibling = Scribe(self.orders, f"s-{self.orders}")
        self.tablet.journal.hq_knows(sibling.placed(), sibling.paid(39_900), through=0)

    def close(self) -> None:
        """Counted, now and then twice, by a drawer that fits or does not."""
        self.sign_in(retailer.MEI.id)
        day = self.tablet.desk.day
        day.open_drawer()
        for _ in range(self.rng.choice((1, 1, 2))):
            day.count(self.rng.randint(0, 500_000))
        day.close_day()


# The books, kept by hand.


def plain(events: Iterable[Event]) -> list[Plain]:
    return [
        {"seq": e.seq, "type": e.type, "at": e.wall_ms, "by": e.actor, "chain": e.chain, **json.loads(e.body)}
        for e in events
    ]


def date_in_shanghai(at_ms: int) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at_ms) + _SHANGHAI).strftime("%Y-%m-%d")


_SEEN = {
    "DayOpened", "CashMoved", "DrawerOpened", "DrawerCounted", "OrderPlaced", "OrderPaid", "OrderCancelled",
    "OrderLapsed", "PriceReduced", "GoodsReturned",
}  # fmt: skip


def date_by_hand(rows: Sequence[Plain], closed: str, now_ms: int) -> str:
    """The business date of these rows, after a Z of the date `closed`."""
    for row in rows:
        if row["type"] == "DayOpened":
            return str(row["business_date"])
    dates = [date_in_shanghai(row["at"]) for row in rows if row["type"] in _SEEN]
    return next((found for found in dates if found > closed), dates[0] if dates else date_in_shanghai(now_ms))


def books_by_hand(rows: Sequence[Plain], business_date: str) -> Counter[tuple[str, ...]]:
    """Every figure by its name; what is zero is left out."""
    books: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        kind = row["type"]
        if kind in ("OrderPaid", "GoodsReturned"):
            way, name = ("in", "paid") if kind == "OrderPaid" else ("out", "returned")
            minor = 0
            for tender in row.get("tenders", []):
                minor += tender["amount_minor"]
                books["tender", tender["kind"], way, "count"] += 1
                books["tender", tender["kind"], way] += tender["amount_minor"]
                if way == "in" and tender["kind"] == "cash":
                    books["given",] += tender.get("given_minor", 0)
                    books["change",] += tender.get("change_minor", 0)
            books[name, "count"] += 1
            books[name,] += minor
            books["guide", row["by"], name, "count"] += 1
            books["guide", row["by"], name] += minor
            books["cash",] += sum(t["amount_minor"] for t in row.get("tenders", []) if t["kind"] == "cash") * (
                1 if way == "in" else -1
            )
        if kind == "GoodsReturned":
            books["pieces_back",] += sum(item["quantity"] for item in row["lines"])
        if kind == "OrderPlaced":
            books["placed", "count"] += 1
            books["placed",] += row["total_minor"]
            books["pieces",] += sum(item["quantity"] for item in row["lines"])
        if kind == "PriceReduced":
            books["reduced", "count"] += 1
            books["reduced",] += sum(item["amount_minor"] for item in row["lines"])
        if kind == "DayOpened":
            books["float",] += row["float_minor"]
            books["cash",] += row["float_minor"]
        if kind == "CashMoved":
            way = "cash_in" if row["amount_minor"] > 0 else "cash_out"
            books[way, "count"] += 1
            books[way,] += abs(row["amount_minor"])
            books["cash",] += row["amount_minor"]
        for named in ("OrderCancelled", "OrderLapsed", "DrawerOpened"):
            books[named,] += kind == named
        if kind in ("OrderPaid", "GoodsReturned", "CashMoved") and date_in_shanghai(row["at"]) < business_date:
            books["late", date_in_shanghai(row["at"]), "count"] += 1
            minor = row.get("amount_minor", 0) or sum(t["amount_minor"] for t in row.get("tenders", []))
            books["late", date_in_shanghai(row["at"]), kind] += minor
    return Counter({name: value for name, value in books.items() if value})
