"""What a guide is told of a member: figures of a moment, what was not bought, advice with a reason, whom to contact."""

import datetime as dt

import pytest

from kiosk.domain import clock
from kiosk.domain.advising import Reason, Why, advise, contacts, days_to, size_fits
from kiosk.domain.clientele import ContactMade, ContactOutcome, StyleLookedAt, WishAdded, WishRemoved
from kiosk.domain.facts import Stamp
from kiosk.domain.insight import (
    DAY_MS,
    Bought,
    Coupon,
    CouponKind,
    EntryKind,
    Insight,
    Purchase,
    Segment,
    figures,
    looked_not_bought,
    my_sizes,
    only_coupons,
    timeline,
    wishes,
)
from kiosk.domain.member_facts import ContactedFact, LookedFact, MemberFacts, UnwishedFact, WishedFact

NOW_MS = 1_764_000_000_000
TODAY = dt.date(2025, 11, 24)


def ago(days: float) -> int:
    return NOW_MS - round(days * DAY_MS)


def stamp(days: float, event_id: str = "") -> Stamp:
    return Stamp(clock.tick(0, ago(days)), event_id or f"e-{days}", "device", "shopper")


def bought(days: float, minor: int = 10_000, style: str = "SHIRT", size: str = "M", pieces: int = 1) -> Purchase:
    line = Bought(style, f"{style}/{size}", "衬衫", "Shirt", size, pieces, 1)
    return Purchase(f"o-{days}", f"N-{days}", ago(days), "JA", minor, (line,))


def told(*purchases: Purchase, coupons: tuple[Coupon, ...] = (), said: MemberFacts | None = None) -> Insight:
    newest = tuple(sorted(purchases, key=lambda item: -item.at_ms))
    return Insight("m-1", ago(900), len(newest), sum(item.minor for item in newest), newest, coupons, said)


def wished(style: str, days: float, sku: str = "") -> WishedFact:
    return WishedFact(stamp(days, f"w-{style}-{days}"), WishAdded("m-1", "JA", style, sku))


def looked(style: str, days: float) -> LookedFact:
    return LookedFact(stamp(days, f"l-{style}-{days}"), StyleLookedAt("m-1", "JA", style))


@pytest.mark.parametrize(
    ("purchases", "segment"),
    [
        ((), Segment.NONE),
        ((bought(10),), Segment.NEW),
        ((bought(10, 2_000_000),), Segment.PROMISING),
        ((bought(10), bought(300)), Segment.PROMISING),
        ((bought(10), bought(40), bought(90), bought(200)), Segment.LOYAL),
        ((bought(10, 900_000), bought(40), bought(90), bought(200, 200_000)), Segment.BEST),
        ((bought(90), bought(120), bought(150), bought(200)), Segment.CARE),
        ((bought(100, 1_000_000),), Segment.CARE),
        ((bought(100),), Segment.PROMISING),
        ((bought(241),), Segment.ASLEEP),
    ],
)
def test_a_segment_follows_from_recency_frequency_and_money(purchases: tuple[Purchase, ...], segment: Segment) -> None:
    assert figures(told(*purchases), NOW_MS).segment is segment


def test_figures_are_those_of_the_moment_at_which_they_are_read() -> None:
    insight = told(bought(10, 30_000, size="M"), bought(364, 5_000, size="L"), bought(500, 7_000, size="M"))
    now = figures(insight, NOW_MS)
    assert (now.orders, now.spend_minor, now.orders_year, now.spend_year_minor) == (3, 42_000, 2, 35_000)
    assert now.sizes == ("M", "L")
    later = figures(insight, NOW_MS + 10 * DAY_MS)
    assert (later.orders_year, later.spend_year_minor) == (1, 30_000)


def test_what_came_back_says_nothing_of_a_size() -> None:
    assert figures(told(bought(10, 0, size="XS", pieces=0)), NOW_MS).sizes == ()


def test_a_wish_ends_with_the_newest_word_about_its_style() -> None:
    gone = UnwishedFact(stamp(3, "u"), WishRemoved("m-1", "JA", "COAT"))
    said = MemberFacts(
        "m-1", wished=(wished("COAT", 5), wished("TOTE", 4), wished("TOTE", 1, "TOTE/L")), unwished=(gone,)
    )
    assert [(item.style, item.sku) for item in wishes(told(said=said))] == [("TOTE", "TOTE/L")]
    again = MemberFacts("m-1", wished=(wished("COAT", 5), wished("COAT", 2)), unwished=(gone,))
    assert [item.style for item in wishes(told(said=again))] == ["COAT"]


def test_looked_at_counts_until_it_is_bought_after_that() -> None:
    said = MemberFacts("m-1", looked=(looked("SHIRT", 30), looked("COAT", 5), looked("COAT", 3), looked("TOTE", 20)))
    insight = told(bought(10, style="SHIRT"), bought(25, style="TOTE"), said=said)
    assert looked_not_bought(insight) == (("COAT", ago(3)), ("TOTE", ago(20)))


def test_the_timeline_is_of_all_channels_and_tells_of_a_style_once_a_day() -> None:
    said = MemberFacts("m-1", looked=(looked("COAT", 1.0), looked("COAT", 1.01)), wished=(wished("TOTE", 2),))
    coupon = Coupon("C1", "m-1", "券", "Coupon", CouponKind.AMOUNT, 5_000, 0, ago(20), ago(-5))
    later = Coupon("C2", "m-1", "券", "Coupon", CouponKind.AMOUNT, 5_000, 0, ago(-1), ago(-5))
    entries = timeline(told(bought(10), coupons=(coupon, later), said=said), NOW_MS)
    assert [item.kind for item in entries] == [
        EntryKind.LOOKED, EntryKind.WISHED, EntryKind.BOUGHT, EntryKind.COUPON, EntryKind.JOINED,
    ]  # fmt: skip
    assert len(timeline(told(*(bought(day) for day in range(1, 40))), NOW_MS)) == 20


def test_without_consent_to_advice_coupons_and_wishes_are_all() -> None:
    said = MemberFacts("m-1", looked=(looked("COAT", 1),), wished=(wished("TOTE", 2),))
    kept = only_coupons(told(bought(10), said=said))
    assert (kept.orders, kept.spend_minor, kept.purchases, looked_not_bought(kept)) == (0, 0, (), ())
    assert [item.style for item in wishes(kept)] == ["TOTE"]


MATES = {"SHIRT": ("COAT", "TOTE"), "TOTE": ("SHIRT", "HAT")}


def test_advice_gives_its_reason_and_nothing_they_have_or_that_is_not_here() -> None:
    said = MemberFacts("m-1", wished=(wished("BELT", 2),), looked=(looked("SCARF", 1), looked("GONE", 1)))
    here = {"COAT": "COAT/M", "BELT": "BELT/ONE", "SCARF": "SCARF/ONE", "SHIRT": "SHIRT/M"}
    found = advise(told(bought(10), said=said), lambda style: MATES.get(style, ()), lambda style: here.get(style, ""))
    assert [(item.sku, item.why, item.because) for item in found] == [
        ("BELT/ONE", Why.WISH_HERE, "BELT"),
        ("COAT/M", Why.GOES_WITH_BOUGHT, "SHIRT"),
        ("SCARF/ONE", Why.LOOKED_HERE, "SCARF"),
    ]
    assert advise(told(bought(10), said=said), lambda _: (), lambda style: style, limit=1)[0].style == "BELT"


def test_whom_to_contact_follows_from_birthday_coupon_and_a_wish_that_is_here() -> None:
    coupon = Coupon("C1", "m-1", "券", "Coupon", CouponKind.PERCENT, 10, 0, ago(20), ago(-5))
    far = Coupon("C2", "m-1", "券", "Coupon", CouponKind.PERCENT, 10, 0, ago(20), ago(-15))
    insight = told(coupons=(coupon, far), said=MemberFacts("m-1", wished=(wished("TOTE", 2), wished("COAT", 3))))
    found = contacts(insight, "11-26", TODAY, NOW_MS, lambda style: "TOTE/ONE" if style == "TOTE" else "")
    assert [(item.key, item.reason) for item in found] == [
        ("birthday:2025", Reason.BIRTHDAY), ("coupon:C1", Reason.COUPON), ("wish:TOTE", Reason.WISH_HERE),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("outcome", "days", "waits"),
    [
        (ContactOutcome.REACHED, 1, False),
        (ContactOutcome.REACHED, 31, True),
        (ContactOutcome.NOT_REACHED, 0.5, False),
        (ContactOutcome.NOT_REACHED, 1.1, True),
        (ContactOutcome.NOT_WANTED, 300, False),
    ],
)
def test_who_was_told_is_left_alone(outcome: ContactOutcome, days: float, waits: bool) -> None:
    done = ContactedFact(stamp(days, "c"), ContactMade("m-1", "JA", "wish:TOTE", outcome))
    insight = told(said=MemberFacts("m-1", wished=(wished("TOTE", 2),), contacted=(done,)))
    assert bool(contacts(insight, "", TODAY, NOW_MS, lambda _: "TOTE/ONE")) is waits


@pytest.mark.parametrize(
    ("birthday", "days"),
    [
        ("11-24", 0),
        ("12-01", 7),
        ("11-23", 364),
        ("01-01", 38),
        ("02-29", 96),
        ("13-01", None),
        ("", None),
        ("x", None),
    ],
)
def test_a_birthday_comes_every_year(birthday: str, days: int | None) -> None:
    assert days_to(birthday, TODAY) == days


def test_sizes_that_a_guide_wrote_come_first_and_one_size_fits_everybody() -> None:
    mine = my_sizes("m、38", ["L", "M"])
    assert mine == ("M", "38", "L")
    assert size_fits("m", mine)
    assert size_fits("ONE", mine)
    assert not size_fits("S", mine)
    assert size_fits("S", ())
