"""A small retailer as a directory of CSV files, made for tests: what is where is plain to see."""

import csv
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.domain.codes import gtin_check_digit
from sync.hq.importers.pins import hash_pin

GUIDE = {"badge": "B-LINMEI0001", "pin": "2468"}
MANAGER = {"badge": "B-WANGFANG01", "pin": "1357"}
DEALER_GUIDE = {"badge": "B-DEALERZHAO", "pin": "8642"}
PHONE = "13800000000"

LOCATIONS = (
    "location,kind,name_zh,name_en,region,price_zone,party,till_prefix,cut_off,pack_days,parcels_a_day,pay_limit_min",
    "JA,shop,静安店,Jing'an,EAST,CN,brand,JA,23:59,0,20,1440",
    "JB,dealer,虹桥店,Hongqiao,EAST,CN,dealer-one,JB,23:59,0,0,1440",
    "WH,warehouse,云仓,Cloud warehouse,EAST,CN,brand,,23:59,0,0,1440",
)
STYLES = (
    "style,name_zh,name_en,category",
    "LINEN-SHIRT,亚麻衬衫,Linen shirt,tops",
    "SILK-SCARF,真丝围巾,Silk scarf,accessories",
    "WOOL-COAT,羊毛大衣,Wool coat,outerwear",
    "CANVAS-TOTE,帆布袋,Canvas tote,accessories",
)
VARIANTS = {
    "LINEN-SHIRT/INDIGO/M": ("LINEN-SHIRT", "indigo", "靛蓝", "Indigo", "M"),
    "LINEN-SHIRT/INDIGO/L": ("LINEN-SHIRT", "indigo", "靛蓝", "Indigo", "L"),
    "SILK-SCARF/ROSE/ONE": ("SILK-SCARF", "rose", "玫瑰", "Rose", "ONE"),
    "WOOL-COAT/CAMEL/S": ("WOOL-COAT", "camel", "驼色", "Camel", "S"),
    "CANVAS-TOTE/SAND/ONE": ("CANVAS-TOTE", "sand", "沙色", "Sand", "ONE"),
}
#: Plenty of each, for whoever sells in bulk.
TOTES = tuple(f"CANVAS-TOTE/SAND/T{number:02d}" for number in range(32))
VARIANTS |= {sku: ("CANVAS-TOTE", "sand", "沙色", "Sand", sku[-3:]) for sku in TOTES}
PRICES_MINOR = {"LINEN-SHIRT": 68_350, "SILK-SCARF": 39_900, "WOOL-COAT": 219_900, "CANVAS-TOTE": 12_900}
STOCK: Mapping[tuple[str, str], int] = {
    ("JA", "LINEN-SHIRT/INDIGO/M"): 12,
    ("JA", "LINEN-SHIRT/INDIGO/L"): 9,
    ("JA", "SILK-SCARF/ROSE/ONE"): 7,
    ("JA", "CANVAS-TOTE/SAND/ONE"): 1_000,
    ("JB", "SILK-SCARF/ROSE/ONE"): 5,
    ("WH", "LINEN-SHIRT/INDIGO/M"): 40,
    ("WH", "WOOL-COAT/CAMEL/S"): 1,  # the last one
    **{("JA", sku): 10_000 for sku in TOTES},
}


def gtin_of(sku: str) -> str:
    """A GTIN-13 for each variant, by its place in the table above."""
    digits = f"69012340{list(VARIANTS).index(sku) + 1:04d}"
    return digits + gtin_check_digit(digits)


def write_retailer(folder: Path, stock: Mapping[tuple[str, str], int] = STOCK) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    write_lines(folder / "locations.csv", LOCATIONS)
    write_lines(folder / "styles.csv", STYLES)
    write_rows(
        folder / "variants.csv",
        ("sku", "style", "colour", "colour_zh", "colour_en", "size", "gtin"),
        ((sku, *axes, gtin_of(sku)) for sku, axes in VARIANTS.items()),
    )
    write_rows(
        folder / "prices.csv",
        ("zone", "code", "price"),
        (("CN", style, f"{minor // 100}.{minor % 100:02d}") for style, minor in PRICES_MINOR.items()),
    )
    write_stock(folder, stock, datetime.now(UTC) - timedelta(hours=8))
    write_staff(folder)
    return folder


def write_stock(folder: Path, stock: Mapping[tuple[str, str], int], counted_at: datetime) -> None:
    rows = ((place, sku, str(pieces), counted_at.isoformat()) for (place, sku), pieces in stock.items())
    write_rows(folder / "stock.csv", ("location", "sku", "quantity", "counted_at"), rows)


def write_staff(folder: Path) -> None:
    people = (
        ("S-LIN", "JA", "林梅", "guide", GUIDE),
        ("S-WANG", "JA", "王芳", "manager", MANAGER),
        ("S-ZHAO", "JB", "赵一", "guide", DEALER_GUIDE),
    )
    rows = (
        (key, shop, name, role, card["badge"], hash_pin(card["pin"], key.ljust(16, "0").encode()))
        for key, shop, name, role, card in people
    )
    write_rows(folder / "staff.csv", ("staff_id", "shop", "name", "role", "badge", "pin_hash"), rows)


def write_lines(path: Path, lines: Iterable[str]) -> None:
    path.write_text("\n".join(lines) + "\n", "utf-8")


def write_rows(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)
