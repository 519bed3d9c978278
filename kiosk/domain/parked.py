"""A basket put aside: what is kept of it, until when, and what has changed when it is taken up again."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kiosk.domain.basket import Basket, BasketLine
from kiosk.domain.catalogue import Location
from kiosk.domain.promises import local
from kiosk.domain.visits import ParkedLine


class ChangeKind(StrEnum):
    """What is no longer as the shopper saw it."""

    GONE = "gone"
    FEWER = "fewer"
    OTHER_WAY = "other_way"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to tell. `before` and `now` are pieces for FEWER, minor units for PRICE."""

    kind: ChangeKind
    line: ParkedLine
    before: int = 0
    now: int = 0


def parked_lines(basket: Basket) -> tuple[ParkedLine, ...]:
    """The goods and how they were to reach the shopper; the member stays behind."""
    return tuple(_parked(line) for line in basket.lines)


def _parked(line: BasketLine) -> ParkedLine:
    variant, offer = line.variant, line.offer
    return ParkedLine(
        variant.sku, line.quantity, offer.kind, offer.promise.source, line.unit_price_minor, line.name_zh, line.name_en,
        variant.colour_zh, variant.colour_en, variant.size, line.guide,
    )  # fmt: skip


def end_of_day(now_ms: int, here: Location) -> int:
    """When the business day of the shop is over: midnight on its own clock."""
    tomorrow = local(now_ms, here).date() + timedelta(days=1)
    midnight = datetime.combine(tomorrow, time(), ZoneInfo(here.timezone))
    return int(midnight.astimezone(UTC).timestamp() * 1000)


def changes_of(line: ParkedLine, before: Basket, after: Basket) -> tuple[Change, ...]:
    """What differs between a line as it was parked and what came into the basket for it."""
    gained, ways, prices = 0, set[tuple[str, str]](), set[int]()
    for known in after.lines:
        if known.variant.sku == line.sku:
            had = sum(
                old.quantity
                for old in before.lines
                if old.variant.sku == line.sku
                and (old.offer.kind, old.offer.promise.source) == (known.offer.kind, known.offer.promise.source)
            )
            if known.quantity > had:
                gained += known.quantity - had
                ways.add((known.offer.kind.value, known.offer.promise.source))
                prices.add(known.unit_price_minor)
    if not gained:
        return (Change(ChangeKind.GONE, line),)
    found = []
    if gained < line.quantity:
        found.append(Change(ChangeKind.FEWER, line, line.quantity, gained))
    if ways != {(line.fulfilment.value, line.source)}:
        found.append(Change(ChangeKind.OTHER_WAY, line))
    if prices != {line.unit_price_minor}:
        found.append(Change(ChangeKind.PRICE, line, line.unit_price_minor, max(prices)))
    return tuple(found)
