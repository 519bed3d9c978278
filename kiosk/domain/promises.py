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
    hours of
    the day of arrival. deliver: the day of arrival, 9 to 21 o'clock at the source's clock."""
    if kind is Fulfilment.TAKE_NOW:
        return Promise(now_ms, now_ms, source.id, source.id)
    if kind is Fulfilment.PICK_UP:
        earliest, latest = _packed(source, now_ms)
        return Promise(earliest, latest, source.id, source.id)
    leaves = _ready_day(source, now_ms)
    if kind is Fulfilment.BRING_HERE and place is not None:
        earliest, latest = _hours_on(place, _open_day(place, leaves + timedelta(days=source.transfer_days)))
        return Promise(earliest, latest, source.id, place.id)
    arrives = leaves + timedelta(days=source.ship_days)
    return Promise(_at(source, arrives, _DOOR_FROM), _at(source, arrives, _DOOR_TO), source.id, DOOR)


def local(at_ms: int, location: Location) -> datetime:
    """The moment on the location's clock."""
    return datetime.fromtimestamp(at_ms / 1000, ZoneInfo(location.timezone))


def _packed(source: Location, now_ms: int) -> tuple[int, int]:
    day = _ready_day(source, now_ms)
    opens, closes = _hours_on(source, day)
    soonest = now_ms + _HANDLING_MIN * _MINUTE_MS
    earliest = max(opens, soonest) if day == local(now_ms, source).date() else opens
    return earliest, max(closes, earliest)


def _ready_day(source: Location, now_ms: int) -> date:
    """The day the source has the goods ready: the first open day it still works on, plus its packing days (open
    ones)."""
    now = local(now_ms, source)
    today = now.date()
    missed = now.hour * 60 + now.minute >= source.cut_off_min
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
