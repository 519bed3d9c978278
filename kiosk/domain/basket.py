"""The open list of lines: what the shopper wants, and how each piece can reach them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
    split: bool = False  # put here by us: the way that was chosen did not have enough
    guide: str = ""  # who helped to choose it; "" = nobody, or whoever is there when it is ordered
    scarce: bool = False  # of a limited style: taken off our shelf by rights alone

    @property
    def total_minor(self) -> int:
        return self.quantity * self.unit_price_minor


@dataclass(frozen=True, slots=True)
class Basket:
    """Lines in the order they were added. Immutable: every change is a new basket."""

    lines: tuple[BasketLine, ...] = ()
    member: str | None = None
    member_name: str = ""
    publication: str = ""  # all its lines are priced with; "" while there are none, or nothing was published

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


def repriced(basket: Basket, prices_minor: Mapping[str, int], publication: str) -> Basket:
    """The basket whole at other prices (SKU → minor units); what has none cannot be sold, and is no longer in it."""
    lines = tuple(
        replace(line, unit_price_minor=prices_minor[line.variant.sku])
        for line in basket.lines
        if line.variant.sku in prices_minor
    )
    return replace(basket, lines=lines, publication=publication)


def add(basket: Basket, line: BasketLine, ways: Sequence[Offer] = ()) -> Basket:
    """The basket with the line; the same variant in the same way becomes one line. What the line's own way does not
    have goes the next best of `ways`. Raises RuleError when all of them together do not have as many."""
    for index, known in enumerate(basket.lines):
        if known.variant.sku == line.variant.sku and _same_way(known.offer, line.offer):
            helped = _replaced(basket, index, replace(known, guide=known.guide or line.guide))
            return set_quantity(helped, index, known.quantity + line.quantity, ways)
    return _spread(basket, _Group(len(basket.lines), (replace(line, quantity=0),)), line.quantity, ways)


def _replaced(basket: Basket, index: int, line: BasketLine) -> Basket:
    return replace(basket, lines=(*basket.lines[:index], line, *basket.lines[index + 1 :]))


def set_quantity(basket: Basket, index: int, quantity: int, ways: Sequence[Offer] = ()) -> Basket:
    """Change a line's pieces. More than its source has go the next best of `ways`, each its own line (`split`); fewer
    take those back first, so that pieces return to the way that was chosen. Without `ways` only the line's own counts.

    Raises RuleError when more cannot be had; fewer always can."""
    group = _group(basket, index)
    total = sum(line.quantity for line in group.lines) + max(quantity, 0) - basket.lines[index].quantity
    try:
        return _spread(basket, group, total, ways)
    except RuleError:
        if quantity >= basket.lines[index].quantity:
            raise
        return _shrunk(basket, group, total)


def change_way(basket: Basket, index: int, offer: Offer, ways: Sequence[Offer]) -> Basket:
    """Another way for one line, by the shopper's own choice; what was split off it stays as it is."""
    line = basket.lines[index]
    lines = list(basket.lines)
    del lines[index]
    if not line.split and index < len(lines) and lines[index].split and lines[index].variant == line.variant:
        lines[index] = replace(lines[index], split=False)
    same = (at for at, known in enumerate(lines) if known.variant == line.variant and _same_way(known.offer, offer))
    into = next(same, None)
    if into is not None:
        lines[into] = replace(lines[into], split=False)
        return set_quantity(replace(basket, lines=tuple(lines)), into, lines[into].quantity + line.quantity, ways)
    moved = replace(line, offer=offer, quantity=0, split=False)
    return _spread(replace(basket, lines=tuple(lines)), _Group(index, (moved,), new=True), line.quantity, ways)


@dataclass(frozen=True, slots=True)
class _Group:
    """The line of a chosen way and what was split off it, which stands right behind. `new`: not in the basket yet."""

    at: int
    lines: tuple[BasketLine, ...]
    new: bool = False


def _group(basket: Basket, index: int) -> _Group:
    lines, sku = basket.lines, basket.lines[index].variant.sku

    def follows(at: int) -> bool:
        return lines[at].split and lines[at].variant.sku == sku

    first = index
    while first > 0 and follows(first) and lines[first - 1].variant.sku == sku:
        first -= 1
    last = first + 1
    while last < len(lines) and follows(last):
        last += 1
    return _Group(first, lines[first:last])


def _spread(basket: Basket, group: _Group, total: int, ways: Sequence[Offer]) -> Basket:
    """The group with `total` pieces: as many as there are in the way chosen, the rest in the best others."""
    leader = group.lines[0]
    kept = 0 if group.new else len(group.lines)
    before, after = basket.lines[: group.at], basket.lines[group.at + kept :]
    shares = _shares(leader, total, ways, (*before, *after))
    made: list[BasketLine] = []
    others = [*before, *after]
    for offer, pieces in shares:
        known = next((at for at, line in enumerate(others) if _is(line, leader.variant, offer)), None)
        if known is not None:
            others[known] = replace(others[known], quantity=others[known].quantity + pieces)
        else:
            split = not _same_way(offer, leader.offer)
            made.append(replace(leader, offer=offer, quantity=pieces, split=split))
    if made and not any(not line.split for line in made):  # nobody waits for a way that has run dry
        made[0] = replace(made[0], split=False)
    lines = (*others[: len(before)], *made, *others[len(before) :])
    if len(lines) > max(MAX_LINES, len(basket.lines)):
        raise RuleError("The basket is full. Place this order, then start another one.")
    return replace(basket, lines=lines)


def _shares(
    leader: BasketLine, total: int, ways: Sequence[Offer], others: Iterable[BasketLine]
) -> list[tuple[Offer, int]]:
    """How many pieces go which way; other lines' pieces of the same source are not there twice."""
    used = Counter[str]()
    for line in others:
        if line.variant.sku == leader.variant.sku:
            used[line.offer.promise.source] += line.quantity
    chosen = [offer for offer in ways if _same_way(offer, leader.offer)] if ways else [leader.offer]
    shares, missing = list[tuple[Offer, int]](), max(total, 0)
    for offer in (*chosen, *(offer for offer in ways if not _same_way(offer, leader.offer))):
        source = offer.promise.source
        room = MAX_QUANTITY if offer.pieces is None else offer.pieces - used[source]
        pieces = max(min(missing, room, MAX_QUANTITY - total + missing), 0)
        if pieces:
            shares.append((offer, pieces))
            used[source] += pieces
            missing -= pieces
    if missing:
        most = total - missing
        raise RuleError(f"Only {most} of this can be had.", left=most)
    return shares


def _shrunk(basket: Basket, group: _Group, total: int) -> Basket:
    """The group as it is, less what is taken off its end: no figure is asked."""
    lines, rest = list[BasketLine](), max(total, 0)
    for line in group.lines:
        pieces = min(line.quantity, rest)
        rest -= pieces
        if pieces:
            lines.append(replace(line, quantity=pieces))
    return replace(basket, lines=(*basket.lines[: group.at], *lines, *basket.lines[group.at + len(group.lines) :]))


def _is(line: BasketLine, variant: Variant, offer: Offer) -> bool:
    return line.variant.sku == variant.sku and _same_way(line.offer, offer)


def _same_way(left: Offer, right: Offer) -> bool:
    return (left.kind, left.promise.source) == (right.kind, right.promise.source)


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
