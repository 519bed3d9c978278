"""The open list of lines: what the shopper wants, and how each piece can reach them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kiosk.domain.catalogue import Location, LocationKind, SaleMode, Variant
from kiosk.domain.events import Fulfilment, Promise
from kiosk.domain.promises import promise
from kiosk.domain.stock import StockRow
from kiosk.errors import RuleError

MAX_QUANTITY = 99
MAX_LINES = 60


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to get a variant: kind, promise, and how many pieces there were when we last knew (None = unknown)."""

    kind: Fulfilment
    promise: Promise
    pieces: int | None


@dataclass(frozen=True, slots=True)
class BasketLine:
    """Pieces of one variant that reach the shopper in one way."""

    variant: Variant
    name_zh: str
    name_en: str
    quantity: int
    unit_price_minor: int
    offer: Offer

    @property
    def total_minor(self) -> int:
        return self.quantity * self.unit_price_minor


@dataclass(frozen=True, slots=True)
class Basket:
    """Lines in the order they were added. Immutable: every change is a new basket."""

    lines: tuple[BasketLine, ...] = ()
    member: str | None = None
    member_name: str = ""

    @property
    def total_minor(self) -> int:
        return sum(line.total_minor for line in self.lines)

    @property
    def pieces(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def needs_contact(self) -> bool:
        """A phone number is asked for when anything is not taken now."""
        return any(line.offer.kind is not Fulfilment.TAKE_NOW for line in self.lines)


def add(basket: Basket, line: BasketLine) -> Basket:
    """The basket with the line; the same variant in the same way becomes one line."""
    for index, known in enumerate(basket.lines):
        if (known.variant.sku, known.offer.kind, known.offer.promise.source) == (
            line.variant.sku,
            line.offer.kind,
            line.offer.promise.source,
        ):
            return set_quantity(basket, index, known.quantity + line.quantity)
    if len(basket.lines) >= MAX_LINES:
        raise RuleError("The basket is full. Place this order, then start another one.")
    return set_quantity(replace(basket, lines=(*basket.lines, line)), len(basket.lines), line.quantity)


def set_quantity(basket: Basket, index: int, quantity: int) -> Basket:
    """Change a line's pieces; 0 removes it. More pieces than the offer has are refused; what other lines take from
    the same source is not there twice."""
    lines = list(basket.lines)
    if quantity <= 0:
        del lines[index]
        return replace(basket, lines=tuple(lines))
    offer, sku = lines[index].offer, lines[index].variant.sku
    others = (line for at, line in enumerate(lines) if at != index and line.variant.sku == sku)
    taken = sum(line.quantity for line in others if line.offer.promise.source == offer.promise.source)
    most = MAX_QUANTITY if offer.pieces is None else max(min(MAX_QUANTITY, offer.pieces - taken), 0)
    if quantity > most:
        raise RuleError(f"Only {most} of this are left there.", left=most)
    lines[index] = replace(lines[index], quantity=quantity)
    return replace(basket, lines=tuple(lines))


def offers(
    here: Location,
    locations: Iterable[Location],
    stock: Sequence[StockRow],
    now_ms: int,
    mode: SaleMode = SaleMode.EVERYWHERE,
) -> tuple[Offer, ...]:
    """All ways to get one variant, best first: now, then by when it can be had. `stock` holds its figure per location.

    From another shop it can be picked up there or brought here; a location with parcel capacity, and every warehouse,
    delivers. Online-only styles are never taken from a shelf here."""
    known = {location.id: location for location in locations}
    found: list[Offer] = []
    for row in stock:
        source = known.get(row.location)
        if source is None or (pieces := row.atp(source.safety_stock if source.id != here.id else 0)) < 1:
            continue
        if source.id == here.id:
            if mode is not SaleMode.ONLINE_ONLY:
                found.append(Offer(Fulfilment.TAKE_NOW, promise(Fulfilment.TAKE_NOW, here, here, now_ms), pieces))
            continue
        found += [Offer(kind, promise(kind, source, here, now_ms), pieces) for kind in _ways(source)]
    return tuple(sorted(found, key=_preference))


def _ways(source: Location) -> tuple[Fulfilment, ...]:
    if source.kind is LocationKind.WAREHOUSE:
        return (Fulfilment.DELIVER, Fulfilment.BRING_HERE)
    if source.kind is LocationKind.VAN:  # nobody is sent to where a van may be
        return (Fulfilment.BRING_HERE,)
    ways = (Fulfilment.PICK_UP, Fulfilment.BRING_HERE)
    return (*ways, Fulfilment.DELIVER) if source.parcels_a_day else ways


_KIND_ORDER = (Fulfilment.TAKE_NOW, Fulfilment.DELIVER, Fulfilment.PICK_UP, Fulfilment.BRING_HERE)


def _preference(offer: Offer) -> tuple[bool, int, int, str]:
    return (
        offer.kind is not Fulfilment.TAKE_NOW,
        offer.promise.latest_ms,
        _KIND_ORDER.index(offer.kind),
        offer.promise.source,
    )
