"""A tablet that knows one member well: bought in two shops and online, wished, looked, coupons, written down."""

from dataclasses import replace
from datetime import UTC, datetime

from kiosk.domain import clock
from kiosk.domain.clientele import StyleLookedAt, WishAdded
from kiosk.domain.facts import Stamp
from kiosk.domain.identity import IdentityKind, IndexedMember, identity_hash
from kiosk.domain.insight import DAY_MS, Bought, Coupon, CouponKind, Insight, Purchase
from kiosk.domain.member_facts import LookedFact, MemberFacts, WishedFact
from kiosk.domain.members import Field, Purpose
from kiosk.services.members_room import MEMBERS_KEY
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet
from tests.ui.front import wide_tablet

PHONE = "13800006620"
WHO = retailer.MEMBER.id
KEY = bytes(range(32))


def client_tablet() -> MemoryTablet:
    tablet = wide_tablet()
    now_ms = tablet.clock()
    reader = tablet.reader
    reader.settings[MEMBERS_KEY] = KEY.hex()
    reader.identities[identity_hash(KEY, IdentityKind.PHONE, PHONE)] = IndexedMember(WHO)
    purposes = " ".join(purpose.value for purpose in Purpose)
    reader.members = (replace(retailer.MEMBER, purposes=purposes, agreed_ms=now_ms - DAY_MS),)
    reader.insights[WHO] = Insight(
        WHO, now_ms - 400 * DAY_MS, 5, 712_500, _purchases(now_ms), _coupons(now_ms), _said(now_ms)
    )  # fmt: skip
    birthday = f"{datetime.fromtimestamp(now_ms / 1000 + 3 * 86_400, UTC):%m-%d}"
    reader.profiles[WHO] = {
        Field.SIZES: "M", Field.PHONE: PHONE, Field.NOTES: "36 / 38",
        Field.TAGS: "12, 45", Field.BIRTHDAY: birthday,
    }  # fmt: skip
    return tablet


def _purchases(now_ms: int) -> tuple[Purchase, ...]:
    def bought(style: str, zh: str, en: str, size: str, back: int = 0) -> Bought:
        return Bought(style, f"{style}/SAGE/{size}", zh, en, size, 1 - back, 1)

    return (
        Purchase("o-1", "XH-02-A-000007", now_ms - 12 * DAY_MS, "XH", 159_900,
                 (bought("WOOL-COAT", "羊毛大衣", "Wool coat", "M"),)),
        Purchase("o-2", "ONLINE-000031", now_ms - 40 * DAY_MS, "ONLINE", 32_900,
                 (bought("CHUNKY-KNIT", "高领粗针毛衣", "Chunky roll-neck jumper", "M"),
                  bought("STRAIGHT-JEAN", "直筒牛仔裤", "Straight jeans", "L", 1)), 0, 1),
        Purchase("o-3", "JA-02-A-000002", now_ms - 130 * DAY_MS, "JA", 59_900,
                 (bought("PADDED-JACKET", "立领夹棉外套", "Stand-collar padded jacket", "M"),)),
        Purchase("o-4", "JA-02-A-000001", now_ms - 300 * DAY_MS, "JA", 359_800,
                 (bought("DESERT-BOOT", "牛皮短靴", "Leather desert boot", "L"),), now_ms - 290 * DAY_MS),
    )  # fmt: skip


def _coupons(now_ms: int) -> tuple[Coupon, ...]:
    ends = now_ms + 5 * DAY_MS
    return (
        Coupon("C1", WHO, "生日礼", "Birthday present", CouponKind.AMOUNT, 5_000, 30_000, now_ms - DAY_MS, ends),
        Coupon("C2", WHO, "会员九折", "Ten per cent for members", CouponKind.PERCENT, 10, 0, now_ms - DAY_MS,
               now_ms + 60 * DAY_MS),
    )  # fmt: skip


def _said(now_ms: int) -> MemberFacts:
    def stamp(days: float, what: str) -> Stamp:
        return Stamp(clock.tick(0, now_ms - round(days * DAY_MS)), what, "d", "shopper")

    return MemberFacts(
        WHO,
        wished=(
            WishedFact(stamp(8, "w1"), WishAdded(WHO, "JA", "LINEN-SHIRT")),
            WishedFact(stamp(3, "w2"), WishAdded(WHO, "XH", "CLOUD-DRESS")),
        ),
        looked=(
            LookedFact(stamp(12, "l1"), StyleLookedAt(WHO, "XH", "FLORAL-DRESS")),
            LookedFact(stamp(2, "l2"), StyleLookedAt(WHO, "JA", "STRIPE-SHIRT")),
        ),
    )
