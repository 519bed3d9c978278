"""What a shop's people have to do about an order, and what it is found by: both follow from its facts.

Kept beside an order wherever orders are listed, so that a list need not read every order there is.
"""

from enum import IntFlag

from kiosk.domain import clock
from kiosk.domain.events import Fulfilment
from kiosk.domain.facts import OrderFacts, newest_hlc
from kiosk.domain.order import LineStatus, LineView, OrderStatus, OrderView, placed_now, return_numbers, view
from kiosk.domain.waiting import call_backs, calling_shop

_OVER = (OrderStatus.LAPSED, OrderStatus.CANCELLED)
_ON_ITS_WAY = (LineStatus.REQUESTED, LineStatus.CONFIRMED, LineStatus.RE_SOURCED)
_NUMBER, _CODE = "#", "!"  # stand behind a number and a pick-up code, so that their ends can be looked for


class Standing(IntFlag):
    """An order is in several of these at once. The numbers are kept in files."""

    TO_PAY = 1
    TO_HAND_OVER = 2  # paid, and its goods are in this shop
    TO_COME = 4  # goods wait to be confirmed, packed, or to arrive
    CALL_BACK = 8
    ATTENTION = 16
    DONE = 32
    OVER = 64  # lapsed or cancelled
    LAPSES = 128  # has not been paid at all, and has a limit
    OPEN = 256  # a person still has something to do about it


WORK = (
    Standing.TO_PAY | Standing.TO_HAND_OVER | Standing.TO_COME | Standing.CALL_BACK | Standing.ATTENTION
    | Standing.LAPSES | Standing.OPEN
)  # fmt: skip


def standing_of(facts: OrderFacts, shop: str) -> Standing:
    """How the order stands for the people of `shop`; nothing while its OrderPlaced is not known."""
    seen = view(facts)
    if seen is None:
        return Standing(0)
    holds = (
        (Standing.TO_PAY, seen.status is OrderStatus.PLACED and seen.due_minor > 0),
        (Standing.TO_HAND_OVER, seen.paid and any(goes_out(item, shop) for item in seen.lines)),
        (Standing.TO_COME, any(to_come(item, shop) for item in seen.lines)),
        (Standing.CALL_BACK, calling_shop(seen) == shop and call_backs(facts)),
        (Standing.ATTENTION, seen.attention),
        (Standing.DONE, seen.status is OrderStatus.COMPLETED),
        (Standing.OVER, seen.status in _OVER),
        (Standing.LAPSES, seen.status is OrderStatus.PLACED and seen.due_minor > 0 and not seen.receipt_numbers),
        (Standing.OPEN, seen.status in (OrderStatus.PLACED, OrderStatus.PAID) and not under_way(seen)),
    )
    found = Standing(0)
    for standing, holding in holds:
        if holding:
            found |= standing
    return found


def goes_out(item: LineView, shop: str) -> bool:
    """Whether the line can be handed over in `shop` now, once it is paid."""
    if item.promise.place != shop or not item.open:
        return False
    if item.status is LineStatus.READY or item.line.fulfilment is Fulfilment.TAKE_NOW:
        return True
    return item.promise.source == shop and item.status in (LineStatus.CONFIRMED, LineStatus.RE_SOURCED)


def to_come(item: LineView, shop: str) -> bool:
    return item.status in _ON_ITS_WAY and not goes_out(item, shop)


def under_way(order: OrderView) -> bool:
    """Whether all that is left of the order is with a carrier: paid, and nothing for a person to do or decide."""
    statuses = {item.status for item in order.lines}
    rest = statuses - {LineStatus.HANDED_OVER, LineStatus.REFUSED, LineStatus.REFUNDED}
    return rest == {LineStatus.IN_TRANSIT} and order.paid and not order.attention


def changed_ms(facts: OrderFacts) -> int:
    """When the newest fact about the order was recorded."""
    return clock.wall_ms(newest_hlc(facts))


def words_of(facts: OrderFacts) -> str:
    """What the order is found by: its number and those of its receipts and returns, its pick-up codes, what was
    ordered."""
    if not facts.placed:
        return ""
    placed = placed_now(facts)
    codes = "".join(f"{code}{_CODE}" for code in sorted(set(placed.pick_up_codes.values())))
    named = dict.fromkeys(word for line in placed.lines for word in (line.name_zh, line.name_en, line.sku) if word)
    papers = [fact.body.receipt_number for fact in facts.paid] + list(return_numbers(facts))
    numbers = "".join(f"{number}{_NUMBER}" for number in dict.fromkeys((placed.number, *papers)))
    return f"{numbers}{codes} {' '.join(named)}".casefold()


def needles(text: str) -> tuple[tuple[str, ...], ...]:
    """What is looked for in `words_of`: of each group any one must be in it. Digits are the end of a number, a whole
    pick-up code, or the beginning of a word."""
    return tuple(_alternatives(word) for word in text.casefold().split())


def _alternatives(word: str) -> tuple[str, ...]:
    if not word.isdigit():
        return (word,)
    whole = (f"{word}{_CODE}",) if len(word) == 8 else ()
    return (f"{word}{_NUMBER}", f" {word}", *whole)


def matches(words: str, wanted: tuple[tuple[str, ...], ...]) -> bool:
    return all(any(needle in words for needle in group) for group in wanted)
