"""Promises, states and moments in words, for glass and paper alike."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from kiosk.domain.catalogue import Location, OpeningHours
from kiosk.domain.events import Fulfilment, Promise
from kiosk.domain.order import LineView
from kiosk.domain.promises import local
from kiosk.texts import Texts

FindLocation = Callable[[str], Location | None]


def promise_when(texts: Texts, kind: Fulfilment, promise: Promise, here: Location, now_ms: int) -> str:
    """`Take now`, `From 14:00 tomorrow`, `Home by Wed` – on the clock of the shop the shopper stands in."""
    if kind is Fulfilment.TAKE_NOW:
        return texts("promise.now")
    at_ms = promise.earliest_ms if kind is not Fulfilment.DELIVER else promise.latest_ms
    moment = local(at_ms, here)
    day = day_in_words(texts, moment.date(), local(now_ms, here).date())
    return texts(f"promise.{kind.value}", day=day, time=f"{moment:%H:%M}")


def promise_where(texts: Texts, kind: Fulfilment, promise: Promise, find: FindLocation) -> str:
    """`This shop`, `Pick up at Xuhui`, `Ships from Cloud warehouse`. What is picked up is told by the place where that
    is, wherever it comes from."""
    place = find(promise.place if kind is Fulfilment.PICK_UP else promise.source)
    if kind is Fulfilment.TAKE_NOW or place is None:
        return texts("promise.here") if kind is Fulfilment.TAKE_NOW else ""
    name = texts.named(place)
    if kind is Fulfilment.PICK_UP:
        return texts("promise.at_shop", name=name)
    if kind is Fulfilment.DELIVER:
        return texts("promise.from_warehouse", name=name)
    return texts("promise.from_shop", name=name)


def day_in_words(texts: Texts, day: date, today: date) -> str:
    """Today, tomorrow, in two days; a weekday within the week; else month and day."""
    ahead = (day - today) // timedelta(days=1)
    if 0 <= ahead <= 2:
        return texts(("promise.today", "promise.tomorrow", "promise.day_after")[ahead])
    if 2 < ahead < 7:
        return texts("promise.weekdays").split()[day.weekday()]
    return texts("promise.on", month=day.month, day=day.day)


def line_status(texts: Texts, item: LineView) -> str:
    return texts(f"promise.{item.status.value}")


def moment_text(at_ms: int, here: Location) -> str:
    """`2026-11-22 14:08` on the shop's clock."""
    return f"{local(at_ms, here):%Y-%m-%d %H:%M}"


def clock_text(at_ms: int, here: Location) -> str:
    """`14:08` on the shop's clock."""
    return f"{local(at_ms, here):%H:%M}"


def deadline_text(texts: Texts, at_ms: int, now_ms: int, here: Location) -> str:
    """`14:08 tomorrow`."""
    moment: datetime = local(at_ms, here)
    day = day_in_words(texts, moment.date(), local(now_ms, here).date())
    return texts("promise.moment", day=day, time=f"{moment:%H:%M}")


def date_text(texts: Texts, at_ms: int, here: Location) -> str:
    """`Fri 27 Nov` on the shop's clock: paper is read on another day than it is printed."""
    return day_text(texts, local(at_ms, here).date())


def day_text(texts: Texts, day: date) -> str:
    """`Fri 27 Nov`."""
    month, weekday = texts("paper.months").split()[day.month - 1], texts("promise.weekdays").split()[day.weekday()]
    return texts("paper.day", day=day.day, month=month, weekday=weekday)


def business_date_text(texts: Texts, day: date) -> str:
    """`Fri 27 Nov 2026`."""
    month, weekday = texts("paper.months").split()[day.month - 1], texts("promise.weekdays").split()[day.weekday()]
    return texts("paper.cashing.business_date", year=day.year, day=day.day, month=month, weekday=weekday)


def dated_promise(texts: Texts, kind: Fulfilment, promise: Promise, here: Location) -> str:
    """As `promise_when`, with a date in place of today and tomorrow."""
    if kind is Fulfilment.TAKE_NOW:
        return texts("promise.now")
    at_ms = promise.earliest_ms if kind is not Fulfilment.DELIVER else promise.latest_ms
    return texts(f"paper.{kind.value}", day=date_text(texts, at_ms, here), time=clock_text(at_ms, here))


def hours_text(texts: Texts, location: Location) -> tuple[str, ...]:
    """`Mon to Fri 08:00–18:00`, one for every stretch of weekdays with the same hours; none when none are known."""
    stretches: list[list[OpeningHours]] = []
    for hours in sorted(location.hours, key=lambda item: item.weekday):
        last = stretches[-1][-1] if stretches else None
        if last is not None and last.weekday + 1 == hours.weekday and _clock_hours(last) == _clock_hours(hours):
            stretches[-1].append(hours)
        else:
            stretches.append([hours])
    return tuple(_stretch_text(texts, stretch) for stretch in stretches)


def _stretch_text(texts: Texts, stretch: list[OpeningHours]) -> str:
    days = texts("promise.weekdays").split()
    first, last, hours = days[stretch[0].weekday], days[stretch[-1].weekday], _clock_hours(stretch[0])
    if len(stretch) == len(days):
        return texts("paper.every_day", hours=hours)
    if first == last:
        return texts("paper.on_weekday", first=first, hours=hours)
    return texts("paper.first_to_last", first=first, last=last, hours=hours)


def _clock_hours(hours: OpeningHours) -> str:
    return "–".join(f"{minute // 60:02d}:{minute % 60:02d}" for minute in (hours.opens_min, hours.closes_min))
