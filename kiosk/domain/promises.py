"""When and from where: HQ's opening hours, cut-off and lead times become the promise a shopper is told.

All arithmetic is on the location's own calendar (days have 23 or 25 hours twice a year); the result is UTC
milliseconds.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.catalogue import Location, OpeningHours
from kiosk.domain.events import Fulfilment, Promise
from kiosk.domain.order import DOOR

_MINUTE_MS = 60_000
_HANDLING_MIN = 60  # picking a piece off a shelf that is open now
_DOOR_FROM, _DOOR_TO = 9 * 60, 21 * 60  # when parcels reach doors, local minutes
_SEARCH_DAYS = 60  # a location without an open day in two months promises nothing earlier than that


def promise(kind: Fulfilment, source: Location, place: Location | None, now_ms: int) -> Promise:
    """What we can tell at `now_ms`. `place` is where the goods are handed over; None for a door.

    take_now: at once. pick_up: from when the source has packed, until it closes that day. bring_here: the opening
    hours of the day of arrival. deliver: the day of arrival, 9 to 21 o'clock at the source's clock. Nothing is
    promised for earlier than the handling of a piece takes."""
    if kind is Fulfilment.TAKE_NOW:
        return Promise(now_ms, now_ms, source.id, source.id)
    leaves = _ready_day(source, now_ms)
    soonest = now_ms + _HANDLING_MIN * _MINUTE_MS
    if kind is Fulfilment.PICK_UP:
        earliest, latest = _open_from(source, leaves, soonest)
        return Promise(earliest, latest, source.id, source.id)
    if kind is Fulfilment.BRING_HERE and place is not None:
        earliest, latest = _open_from(place, leaves + timedelta(days=source.transfer_days), soonest)
        return Promise(earliest, latest, source.id, place.id)
    arrives = leaves + timedelta(days=source.ship_days)
    if _at(source, arrives, _DOOR_TO) < soonest:
        arrives += timedelta(days=1)
    return Promise(max(_at(source, arrives, _DOOR_FROM), soonest), _at(source, arrives, _DOOR_TO), source.id, DOOR)


def local(at_ms: int, location: Location) -> datetime:
    """The moment on the location's clock."""
    return datetime.fromtimestamp(at_ms / 1000, ZoneInfo(location.timezone))


def _open_from(place: Location, day: date, soonest: int) -> tuple[int, int]:
    """When goods can be fetched: the hours of the first open day from `day` on that do not end before `soonest`."""
    for _ in range(_SEARCH_DAYS):
        day = _open_day(place, day)
        opens, closes = _hours_on(place, day)
        if closes >= max(opens, soonest):
            return max(opens, soonest), closes
        day += timedelta(days=1)
    return soonest, soonest


def _ready_day(source: Location, now_ms: int) -> date:
    """The day the source has the goods ready: the first open day it still works on, plus its packing days (open
    ones). Nobody works after closing, however late the cut-off."""
    now = local(now_ms, source)
    today = now.date()
    hours = _hours(source, today)
    last_call = min(source.cut_off_min, hours.closes_min) if hours else source.cut_off_min
    missed = now.hour * 60 + now.minute >= last_call
    day = _open_day(source, today + timedelta(days=1) if missed else today)
    for _ in range(source.pack_days):
        day = _open_day(source, day + timedelta(days=1))
    return day


def _open_day(location: Location, day: date) -> date:
    if not location.hours:
        return day
    for offset in range(_SEARCH_DAYS):
        candidate = day + timedelta(days=offset)
        if _hours(location, candidate) is not None:
            return candidate
    return day + timedelta(days=_SEARCH_DAYS)


def _hours(location: Location, day: date) -> OpeningHours | None:
    return next((hours for hours in location.hours if hours.weekday == day.weekday()), None)


def _hours_on(location: Location, day: date) -> tuple[int, int]:
    hours = _hours(location, day) or OpeningHours(day.weekday(), 0, 24 * 60 - 1)
    return _at(location, day, hours.opens_min), _at(location, day, hours.closes_min)


def _at(location: Location, day: date, minute: int) -> int:
    moment = datetime.combine(day, time(), ZoneInfo(location.timezone)) + timedelta(minutes=minute)
    return int(moment.astimezone(UTC).timestamp() * 1000)
