"""Promises, states and moments in words, for glass and paper alike."""

from datetime import date, datetime, timedelta

from kiosk.domain.catalogue import Location
from kiosk.domain.events import Fulfilment, Promise
from kiosk.domain.order import LineView
from kiosk.domain.promises import local
from kiosk.texts import Texts


def promise_when(texts: Texts, kind: Fulfilment, promise: Promise, here: Location, now_ms: int) -> str:
    """`Take now`, `From 14:00 tomorrow`, `Home by Wed` – on the clock of the shop the shopper stands in."""
    if kind is Fulfilment.TAKE_NOW:
        return texts("promise.now")
    at_ms = promise.earliest_ms if kind is not Fulfilment.DELIVER else promise.latest_ms
    moment = local(at_ms, here)
    day = day_in_words(texts, moment.date(), local(now_ms, here).date())
    return texts(f"promise.{kind.value}", day=day, time=f"{moment:%H:%M}")


def promise_where(texts: Texts, kind: Fulfilment, source: Location | None) -> str:
    """`This shop`, `Pick up at Xuhui`, `Ships from Cloud warehouse`."""
    if kind is Fulfilment.TAKE_NOW or source is None:
        return texts("promise.here") if kind is Fulfilment.TAKE_NOW else ""
    name = texts.named(source)
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
    """`tomorrow 14:08`."""
    moment: datetime = local(at_ms, here)
    return f"{day_in_words(texts, moment.date(), local(now_ms, here).date())} {moment:%H:%M}"
