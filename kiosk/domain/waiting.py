"""What waits for somebody about an order: HQ's word, a call to its shopper, places that have to know it."""

from kiosk.domain.facts import OrderFacts
from kiosk.domain.order import DOOR, ONLINE, LineStatus, OrderStatus, OrderView, view

#: How long a shopper has to say, on the own phone, where a parcel goes, before somebody rings.
ADDRESS_WITHIN_MS = 24 * 3_600_000
#: How much longer than its shop HQ waits for the payment of an order: a tablet without a line may have taken it.
LAPSE_GRACE_MS = 72 * 3_600_000


def call_backs(facts: OrderFacts) -> tuple[str, ...]:
    """Line ids HQ refused and nobody has called the shopper about yet: the call-back task."""
    seen = view(facts)
    if seen is None or seen.status in (OrderStatus.CANCELLED, OrderStatus.LAPSED):
        return ()
    return tuple(item.line.line_id for item in seen.lines if item.status is LineStatus.REFUSED and not item.called)


def address_calls(facts: OrderFacts) -> tuple[str, ...]:
    """Line ids that go to a door nobody named, and that nobody has called the shopper about: a call-back task when
    `ADDRESS_WITHIN_MS` are over."""
    seen = view(facts)
    if seen is None or not seen.lacks_address:
        return ()
    return tuple(item.line.line_id for item in seen.lines if item.to_the_door and not item.called)


def can_lapse(seen: OrderView | None) -> bool:
    """Whether the order holds goods that nobody has paid anything for. One that HQ refused whole owes nothing: it stays
    until its shopper was called. The web shop sees to its own."""
    if seen is None or seen.placed.shop == ONLINE:
        return False
    return seen.status is OrderStatus.PLACED and not seen.receipt_numbers and seen.due_minor > 0


def undecided(facts: OrderFacts) -> tuple[str, ...]:
    """Line ids that wait for HQ's word."""
    seen = view(facts)
    return tuple(item.line.line_id for item in seen.lines if item.status is LineStatus.REQUESTED) if seen else ()


def shops_of(facts: OrderFacts) -> frozenset[str]:
    """Locations whose tablets must know the order: where it was placed, where goods come from, where they are handed
    over."""
    seen = view(facts)
    if seen is None:
        return frozenset()
    places = {seen.placed.shop}
    for item in seen.lines:
        places |= {item.promise.source, item.promise.place, item.line.promise.place}
    places |= {fact.body.location for fact in facts.returned}
    return frozenset(places - {DOOR, ONLINE, ""})


def calling_shop(order: OrderView) -> str:
    """Whose people call the shopper about what HQ refused: the shop that placed the order; of an online order the one
    where goods were to be picked up, "" when they were all to be delivered."""
    if order.placed.shop != ONLINE:
        return order.placed.shop
    return next((item.line.promise.place for item in order.lines if item.line.promise.place != DOOR), "")
