"""Turns the large real range file into a retailer's directory: `python -m tests.data.real_range STYLES.csv FOLDER`.

The file names 44,446 styles with one colour each and no sizes, prices or stock. Those are derived here from a style's
number, the same every time: two to four colourways around its own, the sizes of its kind, prices, GTINs from 22 on
(GS1 keeps 200 to 299 for numbers that circulate within a company or region), and stock at three shops and a warehouse.
"""

import argparse
import csv
import sys
import time
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from kiosk.domain.codes import gtin_check_digit
from sync.hq.importers import hash_pin
from tests.data.words import ARTICLES, AUDIENCES, CATEGORIES, CATEGORY_OF, COLOURS, USAGES

COUNTED_AT = "2025-11-01T22:00:00+08:00"
SHOPS = ("SH01", "GZ01", "HZ01")
APPAREL = ("S", "M", "L", "XL", "XXL")
CHILDREN = ("100", "110", "120", "130", "140")
WOMEN_SHOES = ("35", "36", "37", "38", "39", "40")
MEN_SHOES = ("39", "40", "41", "42", "43", "44", "45")
LOWEST_YUAN = {
    "tops": 99, "bottoms": 149, "dresses": 199, "innerwear": 39, "shoes": 199, "bags": 159, "watches": 399,
    "jewellery": 59, "eyewear": 129, "accessories": 49, "beauty": 39, "other": 29,
}  # fmt: skip

Source = dict[str, str]


def mixed(number: int, salt: int) -> int:
    """A well spread 32-bit number, the same for the same arguments (multiplicative hashing)."""
    value = (number * 2_654_435_761 + salt * 40_503) & 0xFFFFFFFF
    value ^= value >> 15
    return (value * 2_246_822_519 & 0xFFFFFFFF) ^ value >> 13


def category(row: Source) -> str:
    return CATEGORY_OF.get(row["subCategory"]) or CATEGORY_OF.get(row["masterCategory"], "other")


def sizes(row: Source) -> Sequence[str]:
    kind = category(row)
    if kind in ("tops", "bottoms", "dresses", "innerwear"):
        return CHILDREN if row["gender"] in ("Boys", "Girls") else APPAREL
    if kind == "shoes":
        return WOMEN_SHOES if row["gender"] in ("Women", "Girls") else MEN_SHOES
    return ("OS",)


@cache
def neighbours(colour: str) -> tuple[str, ...]:
    """The other colours, nearest first."""

    def rgb(name: str) -> tuple[int, ...]:
        return tuple(bytes.fromhex(COLOURS[name][1][1:]))

    def distance(name: str) -> int:
        return sum((one - other) ** 2 for one, other in zip(rgb(colour), rgb(name), strict=True))

    return tuple(sorted((name for name in COLOURS if name != colour), key=distance))


def colourways(row: Source) -> list[str]:
    """The style's own colour and one to three of the ten nearest."""
    own = row["baseColour"] if row["baseColour"] in COLOURS else "Multi"
    number = int(row["id"])
    step = (1, 3, 7, 9)[mixed(number, 2) % 4]
    others = neighbours(own)
    return [own, *(others[(mixed(number, 1) + step * place) % 10] for place in range(1 + number % 3))]


def style_cells(row: Source, place: int) -> list[Any]:
    kind = category(row)
    words = AUDIENCES.get(row["gender"], "") + USAGES.get(row["usage"], "") + ARTICLES.get(row["articleType"], "商品")
    brand = row["productDisplayName"].split(" ")[0]
    popularity = mixed(int(row["id"]), 3) % 100_000
    return [f"S{row['id']}", f"{brand} {words}", row["productDisplayName"], kind, *CATEGORIES[kind], popularity]


def variant_rows(row: Source, first: int) -> Iterator[list[Any]]:
    number = first
    for colour in colourways(row):
        letters = colour.upper().replace(" ", "")
        zh, swatch = COLOURS[colour]
        for size in sizes(row):
            digits = f"22{number:010d}"
            gtin = digits + gtin_check_digit(digits)
            yield [f"{row['id']}-{letters}-{size}", f"S{row['id']}", letters, zh, colour, size, gtin, swatch]
            number += 1


def price_rows(row: Source) -> Iterator[list[Any]]:
    number = int(row["id"])
    yuan = LOWEST_YUAN[category(row)] + 10 * (mixed(number, 4) % 60)
    for zone, more in (("east", 0), ("south", 10 * (number % 2))):
        yield [zone, f"S{row['id']}", f"{yuan + more}.00", ""]
        yield [zone, f"S{row['id']}", f"{yuan + more - max(5, yuan // 20)}.00", "gold"]


def stock_rows(sku: str, number: int) -> Iterator[list[Any]]:
    for place, shop in enumerate(SHOPS):
        draw = mixed(number, 10 + place)
        if draw % 100 < 20:
            yield [shop, sku, 1 + draw // 100 % 4, COUNTED_AT]
    draw = mixed(number, 20)
    if draw % 100 < 85:
        yield ["WH", sku, 1 + draw // 100 % 60, COUNTED_AT]


FIXED = {
    "locations.csv": """location,kind,name_zh,name_en,region,price_zone,party,source_class,parcels_a_day
SH01,shop,上海一店,Shanghai 1,east,east,BRAND,scanned,30
GZ01,shop,广州一店,Guangzhou 1,south,south,BRAND,scanned,30
HZ01,dealer,杭州加盟一店,Hangzhou Dealer 1,east,east,DEALER,pool,10
WH,warehouse,总仓,Central Warehouse,national,east,BRAND,scanned,2000
""",
    "opening_hours.csv": """location,weekday,opens,closes
SH01,mon-sun,10:00,22:00
GZ01,mon-sun,10:00,22:00
HZ01,mon-sun,10:00,21:30
WH,mon-sat,09:00,18:00
""",
}
HEADERS = {
    "styles.csv": "style,name_zh,name_en,category,category_zh,category_en,popularity",
    "variants.csv": "sku,style,colour,colour_zh,colour_en,size,gtin,swatch",
    "prices.csv": "zone,code,price,tier",
    "stock.csv": "location,sku,quantity,counted_at",
}


def staff_text() -> str:
    """One guide a shop: badge B-RANGE followed by the shop, PIN 1111."""
    rows = [f"G-{shop},{shop},导购一,guide,B-RANGE{shop},{_quoted_hash(shop)}" for shop in SHOPS]
    return "\n".join(["staff_id,shop,name,role,badge,pin_hash", *rows, ""])


def _quoted_hash(shop: str) -> str:
    return f'"{hash_pin("1111", shop.encode().ljust(16, b"."))}"'


def convert(source: Path, folder: Path, limit: int | None = None) -> dict[str, int]:
    """Write the directory; returns rows per file. `limit` takes only so many styles."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**FIXED, "staff.csv": staff_text()}.items():
        (folder / name).write_text(text, "utf-8")
    counts = dict.fromkeys(HEADERS, 0)
    streams = {name: (folder / name).open("w", encoding="utf-8", newline="") for name in HEADERS}
    try:
        writers = {name: csv.writer(stream, lineterminator="\n") for name, stream in streams.items()}
        for name, header in HEADERS.items():
            writers[name].writerow(header.split(","))
        for name, rows in _rows(source, limit):
            writers[name].writerows(rows)
            counts[name] += len(rows)
    finally:
        for stream in streams.values():
            stream.close()
    return counts


def _rows(source: Path, limit: int | None) -> Iterator[tuple[str, list[list[Any]]]]:
    number = 1
    with source.open(encoding="utf-8", newline="") as stream:
        for place, row in enumerate(islice(csv.DictReader(stream), limit)):
            variants = list(variant_rows(row, number))
            yield "styles.csv", [style_cells(row, place)]
            yield "variants.csv", variants
            yield "prices.csv", list(price_rows(row))
            yield "stock.csv", [cells for at, made in enumerate(variants) for cells in stock_rows(made[0], number + at)]
            number += len(variants)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("source", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, help="only so many styles")
    given = parser.parse_args()
    began = time.monotonic()
    counts = convert(given.source, given.folder, given.limit)
    figures = ", ".join(f"{count:,} rows in {name}" for name, count in counts.items())
    sys.stdout.write(f"{figures} ({time.monotonic() - began:.1f} s)\n")


if __name__ == "__main__":
    main()
