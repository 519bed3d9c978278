"""Scarce goods that were promised more often than there are: which sales a person has to see to, and why.

Rights keep that from happening, but for a tablet whose data were on two machines, put back from a copy, or that was
written off and sold on; and for goods that are not where the figures say.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import text

from kiosk.domain import codec
from kiosk.domain.events import BODIES, OrderPlaced
from kiosk.domain.facts import OrderFacts
from kiosk.domain.order import OrderStatus, OrderView, view
from kiosk.domain.rights import RightFacts
from kiosk.errors import InputError
from sync.hq.database import HqDatabase, HqRead

_OVER = (OrderStatus.CANCELLED, OrderStatus.LAPSED)


class Why(StrEnum):
    """What is wrong with a sale of scarce goods."""

    TWICE = "twice"  # its right was spent before: by a copy of the tablet, or before its disk was put back
    VOID = "void"  # its tablet had been written off, or worked in another epoch
    GIVEN_BACK = "given_back"  # its right had been given back
    UNKNOWN = "unknown"  # HQ does not know the right: it was put back from a backup
    ATTENTION = "attention"  # the order came back to life, or its goods moved twice: it is marked itself
    HELD = "held"  # its event is held: the tablet was revoked before it came


@dataclass(frozen=True, slots=True)
class OversoldSale:
    """Pieces of an order without a promise. `missing`: how many of the SKU are lacking at the place now, 0 = none:
    more came, or nobody else bought it."""

    number: str
    shop: str
    device: str
    order_id: str
    sku: str
    location: str
    pieces: int
    why: Why
    missing: int


@dataclass(frozen=True, slots=True)
class RightState:
    """A right that keeps pieces aside. `asked_back`: HQ waits for its tablet's answer."""

    right_id: str
    device: str
    sku: str
    location: str
    pieces: int
    spent: int
    outstanding: int
    asked_back: bool


def oversold(database: HqDatabase) -> tuple[OversoldSale, ...]:
    """By place and SKU, each sale once."""
    with database.read() as read:
        found: dict[tuple[str, str], OversoldSale] = {}
        for sale in _Books(read).found():
            found.setdefault((sale.order_id, sale.sku), sale)
    return tuple(sorted(found.values(), key=lambda sale: (sale.location, sale.sku, sale.number, sale.order_id)))


def rights_out(database: HqDatabase) -> tuple[RightState, ...]:
    """Rights that keep pieces aside, and questions without an answer."""
    with database.read() as read:
        rights = [codec.load(RightFacts, facts) for facts in read.conn.execute(_OUT).scalars()]
    told = ((right, right.granted) for right in rights if right.granted)
    return tuple(
        RightState(
            right.right_id, granted.device, granted.sku, granted.location, granted.pieces, right.spent,
            right.outstanding, right.asked_back,
        )
        for right, granted in told
    )  # fmt: skip


class _Books:
    """What is looked at in one view of the database."""

    def __init__(self, read: HqRead) -> None:
        self._read = read
        self._missing = {(row.location, row.sku): int(row.missing) for row in read.conn.execute(_MISSING)}
        self._orders: dict[str, tuple[OrderFacts, OrderView] | None] = {}

    def found(self) -> Iterator[OversoldSale]:
        for right in (codec.load(RightFacts, facts) for facts in self._read.conn.execute(_SOLD).scalars()):
            yield from self._by_right(right)
        for location, sku in sorted(self._missing):
            yield from self._marked(location, sku)
        yield from self._held()

    def _by_right(self, right: RightFacts) -> Iterator[OversoldSale]:
        granted = right.granted
        pieces = self._pieces(right)
        if granted is None:
            for order_id in pieces:
                yield from self._if_missing(order_id, pieces[order_id], Why.UNKNOWN)
            return
        promised, why = granted.pieces, Why.TWICE
        if 0 <= right.said < right.spent <= granted.pieces:
            promised, why = right.said, Why.GIVEN_BACK
        for order_id in self._beyond(pieces, promised):
            yield from self._sale(order_id, granted.sku, granted.location, pieces[order_id], why)
        answered = right.said >= right.spent  # what was sold by it, it was sold by before it was void
        if right.void and not answered and (granted.location, granted.sku) in self._missing:
            for order_id in pieces:
                yield from self._sale(order_id, granted.sku, granted.location, pieces[order_id], Why.VOID)

    def _pieces(self, right: RightFacts) -> Counter[str]:
        """By order, the earlier placed first."""
        pieces = Counter[str]()
        for sale in right.sales:
            pieces[sale.order_id] += sale.pieces
        return Counter({order_id: pieces[order_id] for order_id in sorted(pieces, key=self._placed)})

    def _placed(self, order_id: str) -> tuple[int, str]:
        known = self._order(order_id)
        return (known[1].stamp.hlc if known else 0, order_id)

    def _beyond(self, pieces: Counter[str], promised: int) -> Iterator[str]:
        spent = 0
        for order_id in pieces:
            spent += pieces[order_id]
            if spent > promised:
                yield order_id

    def _if_missing(self, order_id: str, pieces: int, why: Why) -> Iterator[OversoldSale]:
        """A right that is not known does not say to what it was: its order does."""
        known = self._order(order_id)
        for line in known[1].placed.lines if known else ():
            if (line.promise.source, line.sku) in self._missing:
                yield from self._sale(order_id, line.sku, line.promise.source, pieces, why)

    def _marked(self, location: str, sku: str) -> Iterator[OversoldSale]:
        """Orders of what is missing about which somebody has to decide anyway."""
        for source in self._read.conn.execute(_CONCERNED, {"location": location, "sku": sku}).scalars():
            order_id = source.partition(":")[2]
            known = self._order(order_id)
            if known and known[1].attention:
                pieces = sum(line.quantity for line in known[1].placed.lines if line.sku == sku)
                yield from self._sale(order_id, sku, location, pieces, Why.ATTENTION)

    def _sale(self, order_id: str, sku: str, location: str, pieces: int, why: Why) -> Iterator[OversoldSale]:
        known = self._order(order_id)
        if known and known[1].status not in _OVER:
            placed = known[1].placed
            where = (known[1].stamp.device, order_id, sku, location)
            yield OversoldSale(placed.number, placed.shop, *where, pieces, why, self._missing.get((location, sku), 0))

    def _order(self, order_id: str) -> tuple[OrderFacts, OrderView] | None:
        if order_id not in self._orders:
            raw = self._read.conn.execute(_ORDER, {"order_id": order_id}).scalar_one_or_none()
            facts = codec.load(OrderFacts, raw) if raw else None
            seen = view(facts) if facts else None
            self._orders[order_id] = (facts, seen) if facts and seen else None
        return self._orders[order_id]

    def _held(self) -> Iterator[OversoldSale]:
        """Sales by a right that reached HQ after their tablet was revoked."""
        for row in self._read.conn.execute(_HELD):
            try:
                placed: OrderPlaced = codec.load(BODIES[OrderPlaced.TYPE, row.version], row.body)
            except (InputError, KeyError):
                continue
            for sku, pieces in _by_sku(placed).items():
                missing = self._missing.get((placed.shop, sku), 0)
                where = (row.device, placed.order_id, sku, placed.shop)
                yield OversoldSale(placed.number, placed.shop, *where, pieces, Why.HELD, missing)


def _by_sku(placed: OrderPlaced) -> dict[str, int]:
    skus = {line.line_id: line.sku for line in placed.lines}
    found = defaultdict[str, int](int)
    for spent in placed.rights:
        found[skus.get(spent.line_id, "")] += spent.pieces
    return found


_SCARCE = "SELECT sku FROM scarce UNION SELECT sku FROM right_facts"
_MISSING = text(
    f"SELECT location, sku, reserved - on_hand AS missing FROM stock WHERE reserved > on_hand AND sku IN ({_SCARCE})"  # noqa: S608 - a constant of this module
)
_SOLD = text("SELECT facts FROM right_facts WHERE spent > 0 ORDER BY right_id")
_OUT = text("SELECT facts FROM right_facts WHERE kept = 1 ORDER BY location, sku, device, right_id")
_ORDER = text("SELECT facts FROM order_facts WHERE order_id = :order_id")
_CONCERNED = text(
    "SELECT source FROM reservation WHERE location = :location AND sku = :sku UNION"
    " SELECT source FROM movement WHERE location = :location AND sku = :sku AND substr(source, 1, 6) = 'order:'"
    " ORDER BY source"
)
_HELD = text(
    "SELECT h.device, e.version, e.body FROM held h JOIN event e ON e.position = h.position"
    " WHERE h.type = 'OrderPlaced' ORDER BY h.position"
)
