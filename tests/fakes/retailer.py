"""A retailer small enough to know by heart: shops JA and XH, warehouse WH; linen shirts, a coat, a tote, a dress."""

from kiosk.domain.catalogue import (
    Location,
    LocationKind,
    Look,
    LookPiece,
    Measure,
    OpeningHours,
    Price,
    Publication,
    SaleMode,
    SizeGuide,
    Style,
    Variant,
)
from kiosk.domain.codes import gtin_check_digit, own_check_digit
from kiosk.domain.member import Member
from kiosk.domain.staff import Role, StaffMember
from tests.fakes.storage import badge_hash

ALL_WEEK = tuple(OpeningHours(weekday, 10 * 60, 22 * 60) for weekday in range(7))
WEEKDAYS = tuple(OpeningHours(weekday, 8 * 60, 18 * 60) for weekday in range(5))
ZONE = "east"

JA = Location(
    "JA",
    LocationKind.SHOP,
    "静安店",
    "Jing'an",
    "east",
    ZONE,
    "brand",
    hours=ALL_WEEK,
    parcels_a_day=20,
    till_prefix="JA",
)
XH = Location("XH", LocationKind.DEALER, "徐汇店", "Xuhui", "east", ZONE, "dealer-xh", hours=ALL_WEEK, safety_stock=1)
WH = Location("WH", LocationKind.WAREHOUSE, "云仓", "Cloud warehouse", "east", ZONE, "brand", hours=WEEKDAYS)
LOCATIONS = (JA, XH, WH)

SHIRT = Style("LINEN-SHIRT", "亚麻衬衫", "Linen shirt", "shirts", "衬衫", "Shirts", rank=1, size_guide="TOPS")
COAT = Style("WOOL-COAT", "羊毛大衣", "Wool coat", "coats", "大衣", "Coats", rank=2, size_guide="TOPS")
TOTE = Style("CANVAS-TOTE", "帆布袋", "Canvas tote", "bags", "包", "Bags", rank=3)
DRESS = Style("CLOUD-DRESS", "云裙", "Cloud dress", "dresses", "连衣裙", "Dresses", SaleMode.ONLINE_ONLY, rank=4)
STYLES = (SHIRT, COAT, TOTE, DRESS)
WEEKEND = Look(
    "WEEKEND",
    "周末出游",
    "Weekend out",
    "亚麻透气，帆布耐装。",
    "Linen breathes, canvas carries.",
    (LookPiece("LINEN-SHIRT", "INDIGO"), LookPiece("WOOL-COAT", "CAMEL"), LookPiece("CANVAS-TOTE", "NATURAL")),
    rank=1,
)
EVENING = Look(
    "EVENING",
    "晚风",
    "Evening breeze",
    pieces=(LookPiece("CLOUD-DRESS", "WHITE"), LookPiece("WOOL-COAT", "CAMEL")),
    rank=2,
)
LOOKS = (WEEKEND, EVENING)
TOPS = SizeGuide(
    "TOPS",
    "上装",
    "Tops",
    "介于两码之间，宽松选大一码。",
    "Between two sizes, take the larger for a loose fit.",
    ("S", "M", "L"),
    (
        Measure("胸围", "Chest", (820, 880, 940), (870, 930, 990)),
        Measure("身高", "Height", (1600, 1650, 1700), (1650, 1700, 1750)),
        Measure("臂长", "Arm", (560, 575, 590), (560, 575, 590)),
    ),
)
SIZE_GUIDES = (TOPS,)

_COLOURS = {
    "INDIGO": ("靛蓝", "Indigo"),
    "WHITE": ("白色", "White"),
    "CAMEL": ("驼色", "Camel"),
    "NATURAL": ("本色", "Natural"),
}
_MATRIX = {
    "LINEN-SHIRT": (("INDIGO", "WHITE"), ("S", "M", "L")),
    "WOOL-COAT": (("CAMEL",), ("S", "M")),
    "CANVAS-TOTE": (("NATURAL",), ("ONE",)),
    "CLOUD-DRESS": (("WHITE",), ("S", "M")),
}
PRICES_MINOR = {"LINEN-SHIRT": 39_900, "WOOL-COAT": 159_900, "CLOUD-DRESS": 89_900, "CANVAS-TOTE": 12_900}
PUBLICATION = Publication("2026-W47", 1_763_000_000_000)


def gtin(number: int) -> str:
    """A GTIN-13 of ours, as 14 digits."""
    body = f"690{number:09d}"
    return "0" + body + gtin_check_digit(body)


def _variants() -> tuple[Variant, ...]:
    made: list[Variant] = []
    for style, (colours, sizes) in _MATRIX.items():
        for order, (colour, size) in enumerate((colour, size) for colour in colours for size in sizes):
            sku = f"{style}/{colour}/{size}"
            made.append(Variant(sku, style, colour, *_COLOURS[colour], size, gtin(len(made) + 1), order=order))
    return tuple(made)


VARIANTS = _variants()
SHIRT_M = "LINEN-SHIRT/INDIGO/M"
SHIRT_L = "LINEN-SHIRT/INDIGO/L"
COAT_S = "WOOL-COAT/CAMEL/S"
TOTE_ONE = "CANVAS-TOTE/NATURAL/ONE"
DRESS_S = "CLOUD-DRESS/WHITE/S"
PRICES = tuple(Price(ZONE, "", style, minor) for style, minor in PRICES_MINOR.items())

PHONE = "13800000000"
LIN_BADGE, LIN_PIN = "B-LIN000001", "2468"
MEI_BADGE, MEI_PIN = "B-MEI000001", "1357"
LIN = StaffMember("G-LIN", "JA", "Lin", Role.GUIDE, badge_hash(LIN_BADGE), f"pin:{LIN_PIN}", "LIN1")
MEI = StaffMember("G-MEI", "JA", "Mei", Role.MANAGER, badge_hash(MEI_BADGE), f"pin:{MEI_PIN}")
STAFF = (LIN, MEI)
MEMBER_CODE = "M-10000042" + own_check_digit("10000042")
MEMBER = Member("m-42", MEMBER_CODE, "王**", "gold", "JA", 120)


def verify_pin(pin_hash: str, pin: str) -> bool:
    """Stands in for Argon2, which takes its time on purpose."""
    return pin_hash == f"pin:{pin}"


def hash_pin(pin: str) -> str:
    return f"pin:{pin}"


def variant(sku: str) -> Variant:
    return next(item for item in VARIANTS if item.sku == sku)
