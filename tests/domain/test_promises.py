"""Promises: never before they can be kept, always while somebody is there, right on every calendar."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.catalogue import Location, LocationKind, OpeningHours
from kiosk.domain.events import Fulfilment, Promise
from kiosk.domain.promises import local, promise

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "UTC")
HOUR = 60
HOUR_MS = 3_600_000
ALL_WEEK = tuple(OpeningHours(day, 10 * HOUR, 22 * HOUR) for day in range(7))


def place(**changed: object) -> Location:
    plain = Location("XH", LocationKind.SHOP, "徐汇店", "Xuhui", "east", "east", "brand", hours=ALL_WEEK)
    return replace(plain, **changed)  # type: ignore[arg-type]


def at(text: str, zone: str = "Asia/Shanghai") -> int:
    """UTC milliseconds of `2026-11-23 14:00` on a clock of `zone`."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


def told(given: Promise, zone: str = "Asia/Shanghai") -> tuple[str, str]:
    """Earliest and latest as a clock of `zone` shows them."""
    ends = (datetime.fromtimestamp(ms / 1000, ZoneInfo(zone)) for ms in (given.earliest_ms, given.latest_ms))
    earliest, latest = (f"{moment:%Y-%m-%d %H:%M}" for moment in ends)
    return earliest, latest


def random_location(rng: random.Random, name: str) -> Location:
    days = rng.sample(range(7), rng.randint(0, 7))
    hours = tuple(OpeningHours(day, opens := rng.randint(0, 1200), rng.randint(opens + 1, 1440)) for day in days)
    return place(
        id=name,
        timezone=rng.choice(ZONES),
        hours=hours,
        cut_off_min=rng.choice((0, 15 * HOUR, 24 * HOUR, rng.randint(0, 1440))),
        pack_days=rng.choice((0, 0, 1, 3)),
        ship_days=rng.choice((0, 1, 2, 9)),
        transfer_days=rng.choice((0, 0, 1, 4)),
    )


def is_open(location: Location, at_ms: int) -> bool:
    """Whether the location is open; closing time itself counts, and so does midnight at the end of a day."""
    if not location.hours:
        return True
    moment = local(at_ms, location)
    for back in (0, 1):
        day = moment.date() - timedelta(days=back)
        minute = moment.hour * 60 + moment.minute + (moment.second > 0) + back * 1440
        if any(h.weekday == day.weekday() and h.opens_min <= minute <= h.closes_min for h in location.hours):
            return True
    return False


def test_ten_thousand_promises_can_be_kept():
    rng = random.Random(8)
    for _ in range(10_000):
        source, here = random_location(rng, "XH"), random_location(rng, "JA")
        kind = rng.choice(list(Fulfilment))
        now_ms = rng.randint(at("2026-01-01 00:00"), at("2029-01-01 00:00"))
        given = promise(kind, source, here, now_ms)
        context = (kind, source, here, now_ms, given)
        assert given.latest_ms >= given.earliest_ms >= now_ms, context
        if kind is Fulfilment.TAKE_NOW:
            assert given.earliest_ms == given.latest_ms == now_ms
            continue
        assert given.earliest_ms >= now_ms + HOUR_MS, context
        where = {Fulfilment.PICK_UP: source, Fulfilment.BRING_HERE: here}.get(kind)
        if where is None:
            assert given.place == "door"
            assert 9 <= local(given.earliest_ms, source).hour <= 21, context
            assert local(given.latest_ms, source).hour == 21, context
        else:
            assert given.place == where.id
            assert is_open(where, given.earliest_ms), context
            assert is_open(where, given.latest_ms), context
        assert given.source == "XH"


def test_waiting_never_brings_anything_sooner():
    rng = random.Random(9)
    for _ in range(300):
        source, here = random_location(rng, "XH"), random_location(rng, "JA")
        kind = rng.choice((Fulfilment.PICK_UP, Fulfilment.BRING_HERE, Fulfilment.DELIVER))
        now_ms = rng.randint(at("2026-01-01 00:00"), at("2027-01-01 00:00"))
        moments = sorted(now_ms + rng.randint(0, 4 * 24) * HOUR_MS for _ in range(12))
        promises = [promise(kind, source, here, moment) for moment in moments]
        for sooner, later in pairwise(promises):
            assert sooner.earliest_ms <= later.earliest_ms
            assert sooner.latest_ms <= later.latest_ms


@pytest.mark.parametrize("kind", [Fulfilment.PICK_UP, Fulfilment.BRING_HERE, Fulfilment.DELIVER])
def test_a_minute_after_the_cut_off_means_exactly_the_next_day(kind):
    source, here = place(cut_off_min=15 * HOUR), place(id="JA")
    in_time = promise(kind, source, here, at("2026-11-23 14:59"))
    late = promise(kind, source, here, at("2026-11-23 15:00"))
    assert late.latest_ms - in_time.latest_ms == 24 * HOUR_MS
    moved = promise(kind, replace(source, cut_off_min=15 * HOUR + 1), here, at("2026-11-23 15:00"))
    assert moved.latest_ms == in_time.latest_ms


def test_a_minute_after_the_cut_off_skips_days_on_which_nobody_works():
    weekdays = tuple(OpeningHours(day, 8 * HOUR, 18 * HOUR) for day in range(5))
    source = place(hours=weekdays)
    assert told(promise(Fulfilment.PICK_UP, source, None, at("2026-11-27 14:59")))[0] == "2026-11-27 15:59"  # a Friday
    assert told(promise(Fulfilment.PICK_UP, source, None, at("2026-11-27 15:00")))[0] == "2026-11-30 08:00"
    assert told(promise(Fulfilment.PICK_UP, source, None, at("2026-11-28 09:00")))[0] == "2026-11-30 08:00"
    packed = replace(source, pack_days=2)
    assert told(promise(Fulfilment.PICK_UP, packed, None, at("2026-11-26 10:00")))[0] == "2026-11-30 08:00"


def test_what_leaves_a_warehouse_on_friday_is_here_on_the_first_open_day_after():
    here = place(id="JA", hours=tuple(OpeningHours(day, 10 * HOUR, 22 * HOUR) for day in (0, 2)))
    given = promise(Fulfilment.BRING_HERE, place(transfer_days=1), here, at("2026-11-27 10:00"))
    assert told(given) == ("2026-11-30 10:00", "2026-11-30 22:00")


def test_a_pick_up_is_not_promised_for_after_closing():
    """The piece is off the shelf an hour from now; a shop that is closed by then has it tomorrow."""
    late = place(cut_off_min=22 * HOUR)
    assert told(promise(Fulfilment.PICK_UP, late, None, at("2026-11-23 21:00")))[0] == "2026-11-23 22:00"
    assert told(promise(Fulfilment.PICK_UP, late, None, at("2026-11-23 21:01")))[0] == "2026-11-24 10:00"


def test_nobody_packs_after_closing_however_late_the_cut_off():
    early = place(hours=tuple(OpeningHours(day, 10 * HOUR, 14 * HOUR) for day in range(7)), cut_off_min=20 * HOUR)
    in_time = promise(Fulfilment.DELIVER, early, None, at("2026-11-23 13:59"))
    late = promise(Fulfilment.DELIVER, early, None, at("2026-11-23 14:00"))
    assert late.latest_ms - in_time.latest_ms == 24 * HOUR_MS


def test_before_opening_the_promise_begins_when_the_doors_open():
    assert told(promise(Fulfilment.PICK_UP, place(), None, at("2026-11-23 03:00")))[0] == "2026-11-23 10:00"


def test_goods_brought_here_the_same_day_need_the_time_to_be_brought():
    given = promise(Fulfilment.BRING_HERE, place(transfer_days=0), place(id="JA"), at("2026-11-23 14:00"))
    assert told(given) == ("2026-11-23 15:00", "2026-11-23 22:00")


def test_a_parcel_of_the_same_day_is_not_promised_for_the_morning_that_is_over():
    swift = place(ship_days=0, cut_off_min=24 * HOUR, hours=())

    def promised(now: str) -> tuple[str, str]:
        return told(promise(Fulfilment.DELIVER, swift, None, at(now)))

    assert promised("2026-11-23 14:00") == ("2026-11-23 15:00", "2026-11-23 21:00")
    assert promised("2026-11-23 20:00") == ("2026-11-23 21:00", "2026-11-23 21:00")
    assert promised("2026-11-23 20:01") == ("2026-11-24 09:00", "2026-11-24 21:00")


@pytest.mark.parametrize(
    ("now", "arrives"),
    [("2026-12-31 10:00", "2027-01-02"), ("2027-02-27 10:00", "2027-03-01"), ("2028-02-27 10:00", "2028-02-29"),
     ("2026-12-31 16:00", "2027-01-03"), ("2026-04-29 23:59", "2026-05-02")],
)  # fmt: skip
def test_months_and_years_end_where_calendars_say(now, arrives):
    assert told(promise(Fulfilment.DELIVER, place(ship_days=2), None, at(now)))[1] == f"{arrives} 21:00"


@pytest.mark.parametrize(
    ("day", "hours_between"),
    [("2026-03-28", 23), ("2026-10-24", 25), ("2026-06-10", 24)],  # Berlin loses an hour, gains one, keeps its day
)
def test_days_of_23_and_25_hours_keep_opening_times_on_the_clock(day, hours_between):
    berlin = place(timezone="Europe/Berlin")
    today = promise(Fulfilment.PICK_UP, berlin, None, at(f"{day} 03:00", "Europe/Berlin"))
    tomorrow = promise(Fulfilment.PICK_UP, berlin, None, at(f"{day} 16:00", "Europe/Berlin"))
    assert told(today, "Europe/Berlin")[0] == f"{day} 10:00"
    assert told(tomorrow, "Europe/Berlin")[0].endswith("10:00")
    assert tomorrow.earliest_ms - today.earliest_ms == hours_between * HOUR_MS


def test_the_cut_off_is_a_time_on_the_sources_own_clock():
    berlin, here = place(timezone="Europe/Berlin", hours=()), place(id="JA")
    for month, utc_hour in ((1, 14), (7, 13)):  # 15:00 in Berlin is 14:00 UTC in winter, 13:00 in summer
        cut_off = int(datetime(2026, month, 7, utc_hour, tzinfo=UTC).timestamp() * 1000)
        before = promise(Fulfilment.BRING_HERE, berlin, here, cut_off - 1)
        after = promise(Fulfilment.BRING_HERE, berlin, here, cut_off)
        assert after.earliest_ms - before.earliest_ms == 24 * HOUR_MS


def test_goods_from_another_zone_arrive_in_the_hours_of_the_shop_they_come_to():
    given = promise(Fulfilment.BRING_HERE, place(timezone="America/New_York"), place(id="JA"), at("2026-11-23 14:00"))
    assert told(given) == ("2026-11-24 10:00", "2026-11-24 22:00")


def test_a_shop_open_until_midnight_is_open_until_midnight():
    night = place(hours=tuple(OpeningHours(day, 20 * HOUR, 24 * HOUR) for day in range(7)))
    assert told(promise(Fulfilment.PICK_UP, night, None, at("2026-12-31 14:00"))) == (
        "2026-12-31 20:00",
        "2027-01-01 00:00",
    )


def test_a_location_without_hours_is_always_open():
    always = place(hours=())
    assert told(promise(Fulfilment.PICK_UP, always, None, at("2026-11-23 03:00"))) == (
        "2026-11-23 04:00",
        "2026-11-23 23:59",
    )
    assert told(promise(Fulfilment.PICK_UP, always, None, at("2026-11-23 15:00"))) == (
        "2026-11-24 00:00",
        "2026-11-24 23:59",
    )


def test_hours_that_make_no_sense_delay_a_promise_and_do_not_break_it():
    wrong = place(hours=(OpeningHours(0, 22 * HOUR, 10 * HOUR), OpeningHours(9, 0, 1)))
    given = promise(Fulfilment.PICK_UP, wrong, None, at("2026-11-23 14:00"))
    assert given.latest_ms >= given.earliest_ms >= at("2026-11-23 15:00")
