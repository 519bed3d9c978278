"""What a guide might do for a member: pieces to recommend with the reason for each, and whom to get in touch with."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.insight import DAY_MS, YEAR_MS, Insight, looked_not_bought, wishes

MOST_ADVICE = 6
BIRTHDAY_DAYS, COUPON_DAYS = 7, 14
AGAIN_DAYS = 30  # what was told is not on the list again before
TRY_AGAIN_DAYS = 1  # who was not reached is, after so long


class Why(StrEnum):
    WISH_HERE = "wish_here"  # what they wish for is here in their size
    GOES_WITH_BOUGHT = "goes_with_bought"
    GOES_WITH_WISH = "goes_with_wish"
    LOOKED_HERE = "looked_here"  # looked at, not bought, here in their size


@dataclass(frozen=True, slots=True)
class Advice:
    """A variant that is here now. `because`: the style that it goes with or that was looked at, and when."""

    style: str
    sku: str
    why: Why
    because: str
    at_ms: int


def advise(
    insight: Insight, mates: Callable[[str], Iterable[str]], here: Callable[[str], str], limit: int = MOST_ADVICE
) -> tuple[Advice, ...]:
    """What to recommend, the best reason first, each style once, nothing they have.

    `mates`: the styles that a style is worn with; `here`: the variant of a style that fits and is here now, "" when
    none does."""
    owned = {item.style for purchase in insight.purchases for item in purchase.bought if item.pieces}
    found: dict[str, Advice] = {}
    for style, why, because, at_ms in _candidates(insight, mates):
        if len(found) >= limit:
            break
        if style in owned or style in found:
            continue
        sku = here(style)
        if sku:
            found[style] = Advice(style, sku, why, because, at_ms)
    return tuple(found.values())


def _candidates(insight: Insight, mates: Callable[[str], Iterable[str]]) -> Iterable[tuple[str, Why, str, int]]:
    wished = wishes(insight)
    for wish in wished:
        yield wish.style, Why.WISH_HERE, wish.style, wish.stamp.at_ms
    for purchase in insight.purchases:
        for item in purchase.bought:
            if item.pieces:
                for mate in mates(item.style):
                    yield mate, Why.GOES_WITH_BOUGHT, item.style, purchase.at_ms
    for wish in wished:
        for mate in mates(wish.style):
            yield mate, Why.GOES_WITH_WISH, wish.style, wish.stamp.at_ms
    for style, at_ms in looked_not_bought(insight):
        yield style, Why.LOOKED_HERE, style, at_ms


class Reason(StrEnum):
    REFUSED = "refused"
    BIRTHDAY = "birthday"
    WISH_HERE = "wish_here"
    COUPON = "coupon"


@dataclass(frozen=True, slots=True)
class Contact:
    """An entry of the contact list. `key` names it in facts; `what`: a style, a coupon's id, the day (`05-03`),
    or an order's number."""

    member_id: str
    key: str
    reason: Reason
    what: str
    due_ms: int  # the day itself, the coupon's end; 0 = any time


def contacts(
    insight: Insight, birthday: str, today: dt.date, now_ms: int, here: Callable[[str], str]
) -> tuple[Contact, ...]:
    """What there is to tell a member now and nobody has told them yet; the most pressing first."""
    found: list[Contact] = []
    days = days_to(birthday, today)
    if days is not None and days <= BIRTHDAY_DAYS:
        year = (today + dt.timedelta(days)).year
        key = f"birthday:{year}"
        found.append(Contact(insight.member_id, key, Reason.BIRTHDAY, birthday, now_ms + days * DAY_MS))
    for coupon in insight.coupons:
        if coupon.valid(now_ms) and coupon.until_ms - now_ms <= COUPON_DAYS * DAY_MS:
            key = f"coupon:{coupon.id}"
            found.append(Contact(insight.member_id, key, Reason.COUPON, coupon.id, coupon.until_ms))
    for wish in wishes(insight):
        if here(wish.style):
            key = f"wish:{wish.style}"
            found.append(Contact(insight.member_id, key, Reason.WISH_HERE, wish.style, 0))
    waiting = [item for item in found if not _told(insight, item.key, now_ms)]
    return tuple(sorted(waiting, key=lambda item: (item.due_ms or now_ms + YEAR_MS, item.key)))


def days_to(birthday: str, today: dt.date) -> int | None:
    """Days until `MM-DD`; None when it is no such day. The 29th of February is kept on the 28th."""
    parts = birthday.split("-")
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    month, day = map(int, parts)
    for year in (today.year, today.year + 1):
        try:
            date = dt.date(year, month, 28 if (month, day) == (2, 29) else day)
        except ValueError:
            return None
        if date >= today:
            return (date - today).days
    return None


def _told(insight: Insight, key: str, now_ms: int) -> bool:
    facts = [fact for fact in insight.said.contacted if fact.body.contact == key] if insight.said else []
    if not facts:
        return False
    last = max(facts, key=lambda fact: fact.stamp)
    days = TRY_AGAIN_DAYS if last.body.outcome.value == "not_reached" else AGAIN_DAYS
    return last.body.outcome.value == "not_wanted" or now_ms - last.stamp.at_ms < days * DAY_MS


def size_fits(size: str, mine: Iterable[str]) -> bool:
    """One size fits everybody, and somebody of whom no size is known may wear any."""
    known = tuple(mine)
    return not known or not size or size.upper() in known or size.upper() in ("F", "OS", "ONE", "均码")
