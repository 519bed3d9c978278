"""Writes the demo retailer's files anew: `python -m assets.demo.build`. The same files come out every time.

Names, numbers and figures are invented. GTINs begin with 21 (GS1 keeps 200 to 299 for numbers that circulate within a
company or region); telephone numbers, badges and PINs are obviously those of a demo.
"""

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from assets.demo.design import CATEGORIES, COLOURS, Design
from assets.demo.designs import DESIGNS, LATER
from assets.demo.first import FIRST
from assets.demo.guides import GUIDES
from assets.demo.looks import LOOKS
from assets.garments import draw, guess
from kiosk.domain.codes import gtin_check_digit, own_check_digit
from sync.hq.importers.pins import hash_pin

HERE = Path(__file__).parent
COUNTED_AT = "2025-11-01T22:00:00+08:00"
MEMBERS = 40
#: Of a hundred later styles, how many a location keeps.
KEPT = {"JA": 82, "XH": 70, "HZ": 40, "WH": 96}
#: The files of a retailer with pictures of some styles only: the others are drawn where they are shown.
WITH_PICTURES = tuple(design for design in FIRST if design.category in ("shoes", "accessories"))
Row = tuple[str | int, ...]

# Columns from `region` on: zone, party, who tells the figures, zone of time, cut-off, days to pack, to a door, to
# another location, parcels a day, safety stock, minutes until an unpaid order lapses.
LOCATIONS: tuple[Row, ...] = (
    ("JA", "shop", "静安店", "Jing'an",
     "east", "east", "YUNJIA", "scanned", "Asia/Shanghai", "15:00", 0, 2, 1, 20, 0, 120),
    ("XH", "shop", "徐汇店", "Xuhui",
     "east", "east", "YUNJIA", "scanned", "Asia/Shanghai", "15:00", 0, 2, 1, 20, 0, 120),
    ("HZ", "dealer", "杭州湖滨店", "Hangzhou Hubin",
     "east", "zhejiang", "HUBIN-TRADING", "pool", "Asia/Shanghai", "14:00", 1, 3, 2, 5, 1, 120),
    ("WH", "warehouse", "云仓", "Cloud Warehouse",
     "national", "east", "YUNJIA", "scanned", "Asia/Shanghai", "16:00", 0, 2, 1, 500, 0, 1440),
)  # fmt: skip
HOURS: tuple[Row, ...] = (
    ("JA", "mon-thu", "10:00", "22:00"), ("JA", "fri-sun", "10:00", "22:30"),
    ("XH", "mon-sun", "10:00", "22:00"),
    ("HZ", "mon-fri", "10:30", "21:30"), ("HZ", "sat-sun", "10:00", "22:00"),
    ("WH", "mon-sat", "09:00", "18:00"),
)  # fmt: skip
STAFF = (
    ("G-JA-1", "JA", "静安导购一", "guide", "B-DEMOJA01", "1111"),
    ("M-JA-1", "JA", "静安店长", "manager", "B-DEMOJA09", "9999"),
    ("G-XH-1", "XH", "徐汇导购一", "guide", "B-DEMOXH01", "2222"),
    ("M-XH-1", "XH", "徐汇店长", "manager", "B-DEMOXH09", "8888"),
    ("G-HZ-1", "HZ", "杭州导购一", "guide", "B-DEMOHZ01", "3333"),
    ("M-HZ-1", "HZ", "杭州店长", "manager", "B-DEMOHZ09", "7777"),
)
#: What a role may give away by itself: percent of a line, of an order in fen, percent to match a price, odd change, a
#: refund in fen.
ROLES: tuple[Row, ...] = (("guide", 10, 20_000, 10, 100, 100_000), ("manager", "any", "any", "any", "any", "any"))
# The first style shows every answer a shopper can get: here, at the sibling, the warehouse, the dealer, nowhere.
JACKET_STOCK = {
    "SAGE/S": (3, 1, 0, 20), "SAGE/M": (1, 2, 0, 12), "SAGE/L": (0, 2, 0, 0), "SAGE/XL": (0, 0, 0, 8),
    "NAVY/S": (0, 0, 0, 15), "NAVY/M": (0, 3, 0, 0), "NAVY/L": (3, 0, 0, 0), "NAVY/XL": (2, 2, 3, 9),
    "NAVY/XXL": (0, 0, 0, 1),
    "CAMEL/S": (0, 0, 0, 0), "CAMEL/M": (0, 0, 0, 6), "CAMEL/L": (0, 0, 4, 0), "CAMEL/XL": (0, 1, 0, 0),
}  # fmt: skip


def chance(*parts: str | int) -> int:
    """0 to 99, the same for the same parts."""
    return int.from_bytes(hashlib.sha256("|".join(map(str, parts)).encode()).digest()[:4], "big") % 100


def gtin13(number: int) -> str:
    digits = f"21{number:010d}"
    return digits + gtin_check_digit(digits)


def variants(design: Design) -> Iterator[tuple[str, str, str]]:
    """SKU, colour and size of every cell of the matrix that is made."""
    for colour in design.colours:
        for size in design.sizes:
            sku = f"{design.style}-{colour}-{size}"
            if f"{colour}/{size}" not in design.absent and is_made(design, sku, size):
                yield sku, colour, size


def is_made(design: Design, sku: str, size: str) -> bool:
    """Not every colour is cut in the smallest and the largest size."""
    if design in FIRST or len(design.sizes) < 5:
        return True
    return chance(sku, "made") >= (14 if size in (design.sizes[0], design.sizes[-1]) else 2)


def style_rows() -> Iterator[Row]:
    popular = {design: 1_000 - 20 * place for place, design in enumerate(FIRST)}
    popular |= {design: 985 - 10 * place for place, design in enumerate(LATER)}
    for design in DESIGNS:
        zh, en = CATEGORIES[design.category]
        texts = (f"{design.fabric_zh}。", f"{design.fabric_en}.")
        names = (design.style, design.name_zh, design.name_en, design.category, zh, en)
        picture = f"{design.style}.svg" if design in WITH_PICTURES else ""
        yield (*names, picture, *texts, design.sale_mode, popular[design], design.guide)


def drawing_of(design: Design) -> str:
    """As glass would draw it for want of a picture."""
    spec = guess(f"{design.name_zh}|{design.name_en}", design.style)
    if spec is None:
        raise ValueError(f"the names of {design.style} tell nothing that can be drawn")
    return draw(spec, COLOURS[design.colours[0]][2])


def variant_rows() -> Iterator[Row]:
    number = 0
    for design in DESIGNS:
        for sku, colour, size in variants(design):
            number += 1
            zh, en, swatch = COLOURS[colour]
            yield (sku, design.style, colour, zh, en, size, gtin13(number), swatch)


def price_rows() -> Iterator[Row]:
    for design in DESIGNS:
        step = 10 if design.yuan < 400 else 20 if design.yuan < 1_000 else 50
        for zone, more in (("east", 0), ("zhejiang", 20 if design.yuan >= 500 else 0)):
            for tier, less in (("", 0), ("silver", step), ("gold", 2 * step)):
                yield (zone, design.style, f"{design.yuan + more - less}.00", tier)
    yield ("east", "YJ-24503-OLIVE-S", "159.00", "")  # the last of a colour, cheaper than its style
    yield ("east", "YJ-24503-OLIVE-M", "159.00", "")


def stock_of(design: Design, sku: str, cell: str) -> tuple[int, int, int, int]:
    """Pieces at JA, XH, HZ and WH."""
    if design.number == "24101":
        return JACKET_STOCK[cell]
    if chance(sku, "anywhere") < 5:  # sold out everywhere
        return 0, 0, 0, 0
    shops = [
        0 if chance(sku, shop) < empty else 1 + chance(sku, shop, "n") % 4
        for shop, empty in (("JA", 35), ("XH", 40), ("HZ", 60))
    ]
    warehouse = 0 if chance(sku, "WH") < 15 else 2 + chance(sku, "WH", "n") % 40
    if design.sale_mode == "online_only":
        return 0, 0, 0, warehouse
    return shops[0], shops[1], shops[2], warehouse


def is_kept(design: Design, location: str) -> bool:
    """Whether a location has room for the style; what it never had, it does not count."""
    return design in FIRST or chance(design.style, location, "kept") < KEPT[location]


def stock_rows() -> Iterator[Row]:
    for design in DESIGNS:
        for sku, colour, size in variants(design):
            for location, pieces in zip(
                ("JA", "XH", "HZ", "WH"), stock_of(design, sku, f"{colour}/{size}"), strict=True
            ):
                if is_kept(design, location):
                    yield (location, sku, pieces, COUNTED_AT)


def look_rows() -> Iterator[Row]:
    for place, (*texts, pieces) in enumerate(LOOKS):
        yield (*texts, " ".join(f"YJ-{piece}" for piece in pieces.split()), 10 * (len(LOOKS) - place))


def guide_rows() -> Iterator[Row]:
    for guide in GUIDES:
        yield from guide.rows()


def staff_rows() -> Iterator[Row]:
    for staff_id, shop, name, role, badge, pin in STAFF:
        salt = hashlib.sha256(f"yunjia demo {staff_id}".encode()).digest()[:16]
        yield (staff_id, shop, name, role, badge, hash_pin(pin, salt))


def member_rows() -> Iterator[Row]:
    for number in range(1, MEMBERS + 1):
        digits = f"8800{number:05d}"
        shop = ("JA", "XH", "HZ")[(number - 1) % 3]
        tier = "gold" if number % 8 == 1 else "silver" if number % 3 == 2 else ""
        points = chance("points", number) * 25
        code = f"M-{digits}{own_check_digit(digits)}"
        yield (f"m{number:03d}", code, f"会员{number:02d}", f"138000{number:05d}", tier, shop, points)


def coupon_rows() -> Iterator[Row]:
    """One that ends with the year for every second member, one for a season for the golden ones."""
    year, season = ("2026-10-01T00:00:00+08:00", "2026-12-31T23:59:59+08:00"), "2027-06-30T23:59:59+08:00"
    for number in range(1, MEMBERS + 1):
        member = f"m{number:03d}"
        if number % 2:
            yield (f"Y{number:03d}", member, "岁末礼", "Year-end gift", "amount", "50", "300", *year)
        if number % 8 == 1:
            yield (
                f"G{number:03d}",
                member,
                "金卡九折",
                "Gold card: ten per cent",
                "percent",
                "10",
                "",
                year[0],
                season,
            )


TABLES: dict[str, tuple[str, Callable[[], Iterable[Row]]]] = {
    "locations.csv": (
        (
            "location,kind,name_zh,name_en,region,price_zone,party,source_class,timezone,cut_off,pack_days,ship_days,"
            "transfer_days,parcels_a_day,safety_stock,pay_limit_min"
        ),
        lambda: LOCATIONS,
    ),
    "opening_hours.csv": ("location,weekday,opens,closes", lambda: HOURS),
    "styles.csv": (
        (
            "style,name_zh,name_en,category,category_zh,category_en,picture,description_zh,description_en,sale_mode,"
            "popularity,size_guide"
        ),
        style_rows,
    ),
    "variants.csv": ("sku,style,colour,colour_zh,colour_en,size,gtin,swatch", variant_rows),
    "looks.csv": ("look,name_zh,name_en,description_zh,description_en,pieces,popularity", look_rows),
    "size_guides.csv": (
        "guide,name_zh,name_en,note_zh,note_en,measure_zh,measure_en,size,low_mm,high_mm",
        guide_rows,
    ),
    "prices.csv": ("zone,code,price,tier", price_rows),
    "stock.csv": ("location,sku,quantity,counted_at", stock_rows),
    "staff.csv": ("staff_id,shop,name,role,badge,pin_hash", staff_rows),
    "roles.csv": (
        "role,line_discount_percent,order_discount_minor,price_match_percent,small_change_minor,refund_minor",
        lambda: ROLES,
    ),
    "members.csv": ("member_id,code,name,phone,tier,home_shop,points", member_rows),
    "coupons.csv": (
        "coupon_id,member_id,title_zh,title_en,kind,value,minimum,valid_from,valid_until",
        coupon_rows,
    ),
}


def write_table(path: Path, header: str, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def build(folder: Path = HERE) -> None:
    """All files and pictures into `folder`."""
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    for name, (header, rows) in TABLES.items():
        write_table(folder / name, header, rows())
    for design in WITH_PICTURES:
        (folder / "pictures" / f"{design.style}.svg").write_text(drawing_of(design), "utf-8")


if __name__ == "__main__":
    build()
