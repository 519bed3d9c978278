"""What is known of a member beyond their card: what they bought in all channels, wish for, looked at, and coupons.

HQ gathers it from the orders of every shop and of the online shop; a shop that knows the member gets it as one row.
What depends on the day – segment, spend of twelve months, what is still valid – follows from the row whenever it is
read, so a row does not grow old by itself.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.domain.facts import Stamp
from kiosk.domain.member_facts import MemberFacts
from kiosk.domain.order import OrderView

DAY_MS = 86_400_000
YEAR_MS = 365 * DAY_MS
MOST_PURCHASES, MOST_LOOKED = 60, 40
#: Days since the last purchase: up to the first = recent, up to the second = a while ago, beyond it = long ago.
RECENT_DAYS, LONG_DAYS = 60, 240
OFTEN = 4  # orders within a year
MUCH_MINOR = 1_000_000  # spent within a year


class Segment(StrEnum):
    """By recency, frequency and money, in words a guide uses."""

    NONE = "none"  # never bought
    NEW = "new"  # one order, lately
    BEST = "best"  # lately, often and much
    LOYAL = "loyal"  # lately and often
    PROMISING = "promising"  # lately, or much, not often yet
    CARE = "care"  # often or much, but not for a while
    ASLEEP = "asleep"  # not for long


class CouponKind(StrEnum):
    AMOUNT = "amount"  # off, in minor units
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Coupon:
    """Shown to member and guide; head office's till programs use it up, not the tablet."""

    id: str
    member: str
    title_zh: str
    title_en: str
    kind: CouponKind
    value: int
    minimum_minor: int
    from_ms: int
    until_ms: int

    def valid(self, now_ms: int) -> bool:
        return self.from_ms <= now_ms < self.until_ms


@dataclass(frozen=True, slots=True)
class Bought:
    """Pieces of one variant in one order. `pieces`: those that did not come back."""

    style: str
    sku: str
    name_zh: str
    name_en: str
    size: str
    pieces: int
    ordered: int


@dataclass(frozen=True, slots=True)
class Purchase:
    """An order of any channel as far as it was paid. `shop`: where it was placed, also the online shop. `minor`: what
    was paid and not paid back."""

    order_id: str
    number: str
    at_ms: int
    shop: str
    minor: int
    bought: tuple[Bought, ...]
    handed_ms: int = 0  # when the last piece was handed over
    returned: int = 0  # pieces


@dataclass(frozen=True, slots=True)
class Insight:
    """One person's row. `spend_minor` and `orders` count everything, `purchases` are the newest; `said` holds wishes,
    looks and contacts as facts, so that a tablet's own ones can be added."""

    member_id: str
    since_ms: int = 0
    orders: int = 0
    spend_minor: int = 0
    purchases: tuple[Purchase, ...] = ()
    coupons: tuple[Coupon, ...] = ()
    said: MemberFacts | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    style: str
    sku: str
    stamp: Stamp
    shop: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one moment."""

    segment: Segment
    last_ms: int  # 0 = never bought
    orders_year: int
    spend_year_minor: int
    orders: int
    spend_minor: int
    sizes: tuple[str, ...]  # bought and kept, the most frequent first


class EntryKind(StrEnum):
    JOINED = "joined"
    BOUGHT = "bought"
    HANDED = "handed"
    WISHED = "wished"
    LOOKED = "looked"
    CONTACTED = "contacted"
    COUPON = "coupon"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the timeline. `what`: an order's number, a style, a coupon's id, or a contact."""

    at_ms: int
    kind: EntryKind
    shop: str
    what: str
    minor: int = 0


def purchase_of(order: OrderView) -> Purchase | None:
    """None when nothing of it was paid."""
    if not order.receipt_numbers:
        return None
    lines = [item for item in order.lines if item.status.value not in ("refused", "refunded", "released")]
    bought = tuple(
        Bought(
            item.line.style, item.line.sku, item.line.name_zh, item.line.name_en, item.line.size,
            item.line.quantity - item.returned, item.line.quantity,
        )
        for item in lines
    )  # fmt: skip
    handed = max((item.handed.at_ms for item in lines if item.handed), default=0)
    return Purchase(
        order.order_id,
        order.placed.number,
        order.stamp.at_ms,
        order.placed.shop,
        max(order.paid_minor - order.refunded_minor, 0),
        bought,
        handed,
        sum(item.returned for item in lines),
    )


def gather(
    member_id: str, since_ms: int, orders: Iterable[OrderView], coupons: Iterable[Coupon], said: MemberFacts
) -> Insight:
    """The row of one person, from everything HQ has."""
    found = [purchase for order in orders if (purchase := purchase_of(order)) is not None]
    newest = sorted(found, key=lambda item: (-item.at_ms, item.order_id))
    return Insight(
        member_id,
        since_ms,
        len(newest),
        sum(item.minor for item in newest),
        tuple(newest[:MOST_PURCHASES]),
        tuple(sorted(coupons, key=lambda item: (item.until_ms, item.id))),
        _kept(member_id, said),
    )


def _kept(member_id: str, said: MemberFacts) -> MemberFacts:
    """What a shop needs of the facts: nothing about consent or identity, and of looks the newest."""
    return MemberFacts(
        member_id,
        wished=said.wished,
        unwished=said.unwished,
        looked=said.looked[-MOST_LOOKED:],
        contacted=said.contacted[-MOST_LOOKED:],
    )


def only_coupons(insight: Insight) -> Insight:
    """Of somebody who did not agree to advice: what they are shown themselves."""
    said = insight.said
    kept = replace(said, looked=(), contacted=()) if said else None
    return replace(insight, orders=0, spend_minor=0, purchases=(), said=kept)


def wishes(insight: Insight) -> tuple[Wish, ...]:
    """Each style once, with the newest word on its size; the newest first."""
    said, found = insight.said, dict[str, Wish]()
    for fact in said.wished if said else ():
        found[fact.body.style] = Wish(fact.body.style, fact.body.sku, fact.stamp, fact.body.shop)
    for gone in said.unwished if said else ():
        wish = found.get(gone.body.style)
        if wish is not None and wish.stamp < gone.stamp:
            del found[gone.body.style]
    return tuple(sorted(found.values(), key=lambda wish: wish.stamp, reverse=True))


def looked_not_bought(insight: Insight) -> tuple[tuple[str, int], ...]:
    """Style and when it was looked at last, where no order of it came since; the newest first."""
    last: dict[str, int] = {}
    for fact in insight.said.looked if insight.said else ():
        last[fact.body.style] = max(last.get(fact.body.style, 0), fact.stamp.at_ms)
    for purchase in insight.purchases:
        for item in purchase.bought:
            if last.get(item.style, purchase.at_ms + 1) <= purchase.at_ms:
                del last[item.style]
    return tuple(sorted(last.items(), key=lambda item: (-item[1], item[0])))


def figures(insight: Insight, now_ms: int) -> Figures:
    """Segment, spend and sizes as of a moment."""
    year = [item for item in insight.purchases if item.at_ms > now_ms - YEAR_MS]
    spend_year_minor = sum(item.minor for item in year)
    last_ms = insight.purchases[0].at_ms if insight.purchases else 0
    sizes = Counter[str]()
    for purchase in insight.purchases:
        for item in purchase.bought:
            if item.size and item.pieces:
                sizes[item.size] += item.pieces
    ranked = sorted(sizes.items(), key=lambda item: (-item[1], item[0]))
    return Figures(
        _segment(insight, len(year), spend_year_minor, now_ms - last_ms if last_ms else -1),
        last_ms,
        len(year),
        spend_year_minor,
        insight.orders,
        insight.spend_minor,
        tuple(size for size, _ in ranked),
    )


def _segment(insight: Insight, orders_year: int, spend_year_minor: int, ago_ms: int) -> Segment:
    if ago_ms < 0:
        return Segment.NONE
    often, much = orders_year >= OFTEN, spend_year_minor >= MUCH_MINOR
    if ago_ms > LONG_DAYS * DAY_MS:
        return Segment.ASLEEP
    if ago_ms > RECENT_DAYS * DAY_MS:
        return Segment.CARE if often or much or insight.orders >= OFTEN else Segment.PROMISING
    if insight.orders == 1 and not much:
        return Segment.NEW
    if often:
        return Segment.BEST if much else Segment.LOYAL
    return Segment.PROMISING


def timeline(insight: Insight, now_ms: int, limit: int = 20) -> tuple[Entry, ...]:
    """What happened, of all channels, the newest first. A style is told of once a day, a coupon when it begins."""
    found: set[Entry] = set()
    if insight.since_ms:
        found.add(Entry(insight.since_ms, EntryKind.JOINED, "", ""))
    for item in insight.purchases:
        found.add(Entry(item.at_ms, EntryKind.BOUGHT, item.shop, item.number, item.minor))
        if item.handed_ms > item.at_ms + DAY_MS:
            found.add(Entry(item.handed_ms, EntryKind.HANDED, item.shop, item.number))
    found |= {Entry(item.from_ms, EntryKind.COUPON, "", item.id) for item in insight.coupons if item.from_ms <= now_ms}
    said = insight.said
    if said is not None:
        found |= {Entry(fact.stamp.at_ms, EntryKind.WISHED, fact.body.shop, fact.body.style) for fact in said.wished}
        found |= {Entry(fact.stamp.at_ms, EntryKind.CONTACTED, fact.body.shop, fact.body.contact)
                  for fact in said.contacted}  # fmt: skip
        days = {
            (fact.body.style, fact.stamp.at_ms // DAY_MS): Entry(
                fact.stamp.at_ms, EntryKind.LOOKED, fact.body.shop, fact.body.style
            )
            for fact in said.looked
        }
        found |= set(days.values())
    return tuple(sorted(found, key=lambda item: (-item.at_ms, item.kind, item.what))[:limit])


def my_sizes(written: str, bought: Iterable[str]) -> tuple[str, ...]:
    """What a guide wrote down (`M, 38`) comes before what the orders say."""
    words = written.replace("、", ",").replace("，", ",").replace("/", ",").replace(" ", ",").split(",")
    return tuple(dict.fromkeys([word.upper() for word in words if word] + [size.upper() for size in bought]))
