"""HQ's word on requested lines: keep the promised source, find another, or refuse. A rule, not a search: explainable.

Its reason is one of six words. Kept as promised: *customer* (what the shopper chose stands). Given to another source:
*goods* (the promised one no longer has enough) or *time* (it has, but can send no more parcels today). Refused: *goods*
(nobody has enough), *place* (who has it does not ship there) or *time* (who could ship has sent its parcels of today).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.catalogue import Location, LocationKind
from kiosk.domain.events import Fulfilment, LineDecision, OrderLine, Outcome, Promise, Reason
from kiosk.domain.order import DOOR
from kiosk.domain.promises import promise


@dataclass(frozen=True, slots=True)
class Supply:
    """What a location can give of one SKU: `available` = on hand − reserved by others − safety stock."""

    location: str
    sku: str
    available: int


@dataclass(frozen=True, slots=True)
class Request:
    """One order's undecided lines and the shop it was placed in."""

    shop: str
    lines: tuple[OrderLine, ...]


def allocate(
    request: Request,
    locations: Mapping[str, Location],
    supplies: Iterable[Supply],
    sent_today: Mapping[str, int],
    now_ms: int,
) -> tuple[LineDecision, ...]:
    """Decide the lines one after the other; what one takes the next no longer finds. `sent_today`: parcels a location
    was already given today, on its own calendar."""
    desk = _Desk(locations, supplies, sent_today, now_ms)
    return tuple(desk.decide(line, request.shop) for line in request.lines)


def is_parcel(kind: Fulfilment, source: str, place: str) -> bool:
    """Whether the goods must leave their source before the shopper gets them, and so use its parcels of the day."""
    return kind is not Fulfilment.TAKE_NOW and source != place


class _Desk:
    """What is left while an order's lines are decided."""

    def __init__(
        self,
        locations: Mapping[str, Location],
        supplies: Iterable[Supply],
        sent_today: Mapping[str, int],
        now_ms: int,
    ) -> None:
        self._locations = locations
        self._left = {(item.location, item.sku): item.available for item in supplies}
        self._sent = dict(sent_today)
        self._now_ms = now_ms

    def decide(self, line: OrderLine, shop: str) -> LineDecision:
        source = self._locations.get(line.promise.source)
        if source is not None and self._gives(source, line):
            return self._taken(line, source, Outcome.CONFIRMED, Reason.CUSTOMER, line.promise)
        having = [place for place in self._locations.values() if self._has(place, line)]
        able = [place for place in having if self._gives(place, line) and self._can_go_on(place, line)]
        if not able:
            return LineDecision(line.line_id, Outcome.REFUSED, self._why_not(having, line))
        lacking = source is None or not self._has(source, line)
        best = min(able, key=lambda place: self._preference(place, line, shop))
        renewed = self._promise(line, best)
        return self._taken(line, best, Outcome.RE_SOURCED, Reason.GOODS if lacking else Reason.TIME, renewed)

    def _taken(
        self, line: OrderLine, source: Location, outcome: Outcome, reason: Reason, told: Promise
    ) -> LineDecision:
        self._left[source.id, line.sku] -= line.quantity
        if is_parcel(line.fulfilment, source.id, line.promise.place):
            self._sent[source.id] = self._sent.get(source.id, 0) + 1
        return LineDecision(line.line_id, outcome, reason, told)

    def _has(self, place: Location, line: OrderLine) -> bool:
        return self._left.get((place.id, line.sku), 0) >= line.quantity

    def _gives(self, place: Location, line: OrderLine) -> bool:
        return self._has(place, line) and _ships(place, line) and not self._used_up(place, line)

    def _can_go_on(self, place: Location, line: OrderLine) -> bool:
        """Whether goods of another source reach where the shopper was told to go; a van gives nothing away."""
        known = line.promise.place == DOOR or line.promise.place in self._locations
        return known and place.kind is not LocationKind.VAN

    def _used_up(self, place: Location, line: OrderLine) -> bool:
        """A capacity of 0 is no limit where goods may leave at all: a warehouse, or a transfer between shops."""
        if not is_parcel(line.fulfilment, place.id, line.promise.place) or not place.parcels_a_day:
            return False
        return self._sent.get(place.id, 0) >= place.parcels_a_day

    def _why_not(self, having: Sequence[Location], line: OrderLine) -> Reason:
        if any(_ships(place, line) and self._used_up(place, line) for place in having):
            return Reason.TIME
        return Reason.PLACE if having else Reason.GOODS

    def _preference(self, place: Location, line: OrderLine, shop: str) -> tuple[bool, bool, bool, int, str]:
        """Same region first, then a warehouse, then who has most; the id settles the rest."""
        near = self._locations.get(line.promise.place) or self._locations.get(shop)
        other_region = near is None or place.region != near.region
        other_zone = near is None or place.price_zone != near.price_zone
        no_warehouse = place.kind is not LocationKind.WAREHOUSE
        return other_region, other_region and no_warehouse, other_zone, -self._left[place.id, line.sku], place.id

    def _promise(self, line: OrderLine, source: Location) -> Promise:
        """The shopper still goes where they were told to: the goods travel."""
        if line.promise.place == DOOR:
            return promise(Fulfilment.DELIVER, source, None, self._now_ms)
        kind = Fulfilment.PICK_UP if source.id == line.promise.place else Fulfilment.BRING_HERE
        return promise(kind, source, self._locations[line.promise.place], self._now_ms)


def _ships(place: Location, line: OrderLine) -> bool:
    """To a door only from a warehouse or a place that sends parcels; between our own places always."""
    to_door = line.fulfilment is Fulfilment.DELIVER
    return not to_door or place.kind is LocationKind.WAREHOUSE or place.parcels_a_day > 0
