"""A guide who types every invoice of a file into a till: sales, cancellations as returns, what the till refuses."""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.domain.basket import MAX_QUANTITY
from kiosk.domain.cashing import DayClosed
from kiosk.domain.catalogue import Location, Style, StylePage, Variant
from kiosk.domain.events import Tender, TenderKind
from kiosk.domain.order import OrderView
from kiosk.domain.returns import Grade, ReturnReason
from kiosk.domain.staff import Role, RoleLimits
from kiosk.domain.ticket import ComingBack
from kiosk.errors import InputError, KioskError
from kiosk.services import stocktaking
from kiosk.services.desk import Desk
from kiosk.services.returning import Ticket
from kiosk.services.shelf import Shop
from tests.contracts.benches import FileBench
from tests.fakes import retailer
from tests.fakes.catalogue import MemoryCatalogue

ZONE = ZoneInfo("Asia/Shanghai")
MOST_LINES = 60  # of one order: a longer invoice is several


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file. `customer` is "" when nobody said who."""

    invoice: str
    article: str
    name: str
    pieces: int
    at: datetime
    price_minor: int
    customer: str
    first: bool = True  # or a further portion of one that is too large for a line

    @property
    def key(self) -> tuple[str, str, int]:
        return self.customer, self.article, self.price_minor


def lines(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            at = datetime.fromisoformat(row["InvoiceDate"]).replace(tzinfo=ZONE)
            minor = int((Decimal(row["UnitPrice"]) * 100).to_integral_exact())
            named = row["StockCode"], row["Description"] or row["StockCode"]
            yield Line(row["InvoiceNo"], *named, int(row["Quantity"]), at, minor, row["CustomerID"])


class TillRange(MemoryCatalogue):
    """One style an article, at the price that the till is told next."""

    def __init__(self, articles: dict[str, str]) -> None:
        styles = [Style(sku, name, name, "all", "全部", "Everything") for sku, name in articles.items()]
        variants = [Variant(sku, sku, "", "", "", "") for sku in articles]
        super().__init__(retailer.LOCATIONS, styles, variants)

    def page(self, style_id: str, zone: str, tier: str = "") -> StylePage | None:
        style, variant = self._styles.get(style_id), self._variants.get(style_id)
        if style is None or variant is None:
            return None
        return StylePage(style, (variant,), {style_id: self.price(style_id, zone, tier)}, self.currency)

    def price_now(self, sku: str, minor: int) -> None:
        self._prices = {(retailer.ZONE, "", sku): minor} if minor > 0 else {}


@dataclass
class Day:
    sold_minor: int = 0
    sales: int = 0
    returned_minor: int = 0
    returns: int = 0
    refused: Counter[str] = field(default_factory=Counter)


class Month:
    """The till of shop JA on real files, and who types. `days` is what came of it, by date."""

    def __init__(self, folder: Path, told: list[Line]) -> None:
        self.told = told
        self.days: dict[str, Day] = defaultdict(Day)
        self.closed: dict[str, DayClosed] = {}
        self.orders: list[str] = []
        self.bench = FileBench(folder)
        self.bench.hq_limits(RoleLimits(Role.GUIDE, 0, 0, 0, 0, None))
        self.range = TillRange({line.article.upper(): line.name for line in told})
        shop = Shop(self.bench.journal, self.bench.reader, self.range, "JA", retailer.verify_pin, self.bench.clock)
        self.desk = Desk(shop, "en")
        self._sold: dict[tuple[str, str, int], list[tuple[str, str]]] = defaultdict(list)

    def play(self) -> None:
        self._at(self.told[0].at.replace(hour=0))
        self._unlock(retailer.LIN_BADGE, retailer.LIN_PIN)
        self._fill_the_shelves()
        for date, day in groupby(self.told, key=lambda line: f"{line.at:%Y-%m-%d}"):
            for _, invoice in groupby(day, key=lambda line: line.invoice):
                self._invoice(list(invoice))
            self._close(date)

    def close(self) -> None:
        self.bench.close()

    def _close(self, date: str) -> None:
        """A manager counts what has to be there, and closes the day."""
        self._unlock(retailer.MEI_BADGE, retailer.MEI_PIN)
        expected_minor = self.desk.day.x().figures.expected_minor
        self.desk.day.count(expected_minor)
        self.closed[date] = self.desk.day.close_day().body
        self._unlock(retailer.LIN_BADGE, retailer.LIN_PIN)

    def _unlock(self, badge: str, pin: str) -> None:
        self.desk.scan(badge)
        self.desk.enter_pin(pin)

    def _invoice(self, invoice: list[Line]) -> None:
        self._at(invoice[0].at)
        if invoice[0].invoice.startswith("C"):
            for line in invoice:
                self._try(line, self._cancel)
            return
        waiting: list[Line] = []
        for line in (portion for whole in invoice for portion in _portions(whole)):
            if len(waiting) == MOST_LINES or any(line.article.upper() == other.article.upper() for other in waiting):
                self._sell(waiting)
                waiting = []
            if self._try(line, self._add):
                waiting.append(line)
        self._sell(waiting)

    def _try(self, line: Line, verb: Callable[[Line], None]) -> bool:
        """Whether the till took the line; what it says when it does not is counted."""
        try:
            verb(line)
        except KioskError as refusal:
            self._day(line).refused[str(refusal)] += line.first
            return False
        return True

    def _add(self, line: Line) -> None:
        self.range.price_now(line.article.upper(), line.price_minor)
        self.desk.add(line.article, line.pieces, kind="take_now")

    def _sell(self, sold: list[Line]) -> None:
        """Place, take the money – in turn by card, in cash, and in both –, hand over."""
        if not sold:
            return
        order = self.desk.place()
        self._pay(order)
        self.desk.hand_over(order.order_id)
        self.orders.append(order.order_id)
        for line, item in zip(sold, order.lines, strict=True):
            day = self._day(line)
            day.sold_minor += item.line.total_minor
            day.sales += line.first
            self._sold[line.key].append((order.order_id, item.line.line_id))

    def _pay(self, order: OrderView) -> None:
        if len(self.orders) % 2:
            self.desk.till.pay_external(order.order_id, f"POS-{len(self.orders):06}")
        else:
            self.desk.till.pay_cash(order.order_id, -(-order.due_minor // 1_000) * 1_000)

    def _cancel(self, line: Line) -> None:
        """Take back what the customer bought at this price before, the latest purchase first; all of it or nothing."""
        wanted, tickets = -line.pieces, list[tuple[str, ComingBack, int]]()
        for order_id, line_id in reversed(self._sold[line.key]):
            item = next(item for item in self._order(order_id).lines if item.line.line_id == line_id)
            pieces = min(item.returnable, wanted)
            if pieces:
                back = ComingBack(line_id, pieces, ReturnReason.OTHER, Grade.AS_NEW)
                tickets.append((order_id, back, item.refund_minor(pieces)))
                wanted -= pieces
            if not wanted:
                break
        if wanted or line.price_minor <= 0:
            raise InputError("There is no slip of this: it was not bought here at this price, or came back before.")
        for order_id, back, minor in tickets:
            tender = Tender(TenderKind.CASH, minor)
            done = self.desk.returns.book(Ticket(order_id, (back,), tenders=(tender,)))
            self._day(line).returned_minor += done.balance.refund_minor
        self._day(line).returns += 1

    def _order(self, order_id: str) -> OrderView:
        found = self.desk.order(order_id)
        assert found is not None
        return found

    def _fill_the_shelves(self) -> None:
        """As many pieces of everything as the month sells, in boxes of 500 articles."""
        pieces: Counter[str] = Counter()
        for line in self.told:
            if line.pieces > 0 and line.price_minor > 0:
                pieces[line.article.upper()] += line.pieces
        here: Location = self.desk.here
        skus = sorted(pieces)
        for start in range(0, len(skus), 500):
            box = stocktaking.Box(f"DN-{start}", {sku: pieces[sku] for sku in skus[start : start + 500]})
            self.bench.journal.run(partial(stocktaking.receive_goods, here=here, box=box, actor="G-LIN"))

    def _day(self, line: Line) -> Day:
        return self.days[f"{line.at:%Y-%m-%d}"]

    def _at(self, moment: datetime) -> None:
        """The tablet's clock never goes back."""
        self.bench.clock.now_ms = max(self.bench.clock.now_ms if self.orders else 0, int(moment.timestamp() * 1000))


def _portions(line: Line) -> Iterator[Line]:
    """As much of it as a basket's line takes, again and again."""
    left, first = line.pieces, True
    while left > MAX_QUANTITY:
        yield replace(line, pieces=MAX_QUANTITY, first=first)
        left, first = left - MAX_QUANTITY, False
    yield replace(line, pieces=left, first=first)


__all__ = ["Line", "Month", "lines"]
