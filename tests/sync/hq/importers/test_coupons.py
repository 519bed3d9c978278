"""coupons.csv: whole, each row told what is wrong with it, and at once in the shop that knows the member."""

from collections.abc import Callable

import pytest

from kiosk.domain import codec
from kiosk.domain.insight import CouponKind, Insight
from sync.hq.database import HqDatabase
from sync.hq.importers import ImportReport

Take = Callable[..., ImportReport]
HEAD = "coupon_id,member_id,title_zh,title_en,kind,value,minimum,valid_from,valid_until\n"
DAYS = "2025-11-01T00:00:00+08:00,2025-12-01T00:00:00+08:00\n"
GIFT = f"C1,m1,生日礼,Birthday gift,amount,50,300,{DAYS}"


@pytest.fixture
def coupons(take: Take, folder: object) -> Callable[[str], ImportReport]:
    return lambda rows: take(coupons=HEAD + rows)


def insights(database: HqDatabase, shop: str = "JA") -> dict[str, Insight]:
    with database.read() as read:
        return {key: codec.load(Insight, body) for key, body in read.rows(f"shop.{shop}", "insight")}


def test_a_coupon_comes_down_and_goes_with_its_row(
    coupons: Callable[[str], ImportReport], database: HqDatabase
) -> None:
    report = coupons(GIFT + f"C2,m1,,Ten off,percent,10,,{DAYS}")
    assert report.file("coupons.csv").added == 2
    first, second = insights(database)["m1"].coupons
    assert (first.id, first.kind, first.value, first.minimum_minor) == ("C1", CouponKind.AMOUNT, 5_000, 30_000)
    assert (second.title_zh, second.kind, second.value) == ("Ten off", CouponKind.PERCENT, 10)
    assert coupons(GIFT + f"C2,m1,,Ten off,percent,10,,{DAYS}").file("coupons.csv").same == 2
    coupons(GIFT)
    assert [item.id for item in insights(database)["m1"].coupons] == ["C1"]


def test_it_moves_with_the_member_to_another_shop(take: Take, database: HqDatabase) -> None:
    take(coupons=HEAD + GIFT)
    take(members="member_id,code,name,phone,tier,home_shop,points\nm1,M-88000000018,会员一,,gold,XH,100\n")
    assert insights(database) == {}
    assert list(insights(database, "XH")) == ["m1"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (GIFT.replace("amount", "gift"), "kind 'gift' is not one of"),
        (GIFT.replace("amount,50", "percent,0"), "value is 0 per cent"),
        (GIFT.replace("amount,50", "percent,101"), "more than 100"),
        (GIFT.replace("2025-12-01T00:00:00+08:00", "2025-10-01T00:00:00+08:00"), "valid_until is not after"),
        (GIFT.replace("2025-12-01T00:00:00+08:00", "tomorrow"), "valid_until 'tomorrow' is not a moment"),
        (GIFT.replace("m1", ""), "member_id is blank"),
        (GIFT.replace("m1", "m2") + GIFT, "coupon_id is that of line 2"),
    ],
)
def test_a_bad_row_is_left_out_and_told(coupons: Callable[[str], ImportReport], row: str, why: str) -> None:
    (problem, *_) = coupons(row).file("coupons.csv").complaints
    assert why in str(problem)
