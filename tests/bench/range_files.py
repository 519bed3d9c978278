"""The range of tests.bench.ranges as a retailer's own files, for HQ to take in."""

import csv
from collections.abc import Iterator
from pathlib import Path

from tests.bench.ranges import A_STYLE, SIZES, colours, gtin, named, sku
from tests.bench.world import HERE, REGION, WAREHOUSE, ZONE

Rows = Iterator[tuple[str, ...]]
COUNTED_AT = "2026-11-20T08:00:00+08:00"


def write_files(folder: Path, variants: int) -> Path:
    """locations.csv, styles.csv, variants.csv, prices.csv and stock.csv of so many variants; every style has a price
    and one of its variants lies in the warehouse."""
    folder.mkdir(parents=True)
    styles = variants // A_STYLE
    _write(folder / "locations.csv", _PLACES, iter(_PLACE_ROWS))
    _write(folder / "styles.csv", _STYLE, _styles(styles))
    _write(folder / "variants.csv", _VARIANT, _variants(styles))
    prices = ((ZONE, f"R{number:06d}", f"{99 + number % 300}.00") for number in range(styles))
    _write(folder / "prices.csv", ("zone", "code", "price"), prices)
    _write(folder / "stock.csv", ("location", "sku", "quantity", "counted_at"), _stock(styles))
    return folder


_PLACES = ("location", "kind", "name_zh", "name_en", "region", "price_zone", "party")
_PLACE_ROWS = (
    (HERE, "shop", "静安店", "Jing'an", REGION, ZONE, "brand"),
    (WAREHOUSE, "warehouse", "云仓", "Cloud warehouse", REGION, ZONE, "brand"),
)
_STYLE = ("style", "name_zh", "name_en", "category", "category_zh", "category_en")
_VARIANT = ("sku", "style", "colour", "colour_zh", "colour_en", "size", "gtin", "swatch")


def _styles(styles: int) -> Rows:
    for number in range(styles):
        found = named(number)
        yield found.id, found.title.text, found.name_en, found.category, found.category_zh, found.category_en


def _variants(styles: int) -> Rows:
    for style in range(styles):
        own = colours(style)
        for at in range(A_STYLE):
            colour, size = divmod(at, len(SIZES))
            zh, en, swatch = own[colour]
            code = en.upper()
            yield (
                f"R{style:06d}-{code}-{SIZES[size]}", f"R{style:06d}", code, zh, en, SIZES[size], gtin(style, at),
                swatch,
            )  # fmt: skip


def _stock(styles: int) -> Rows:
    for style in range(styles):
        yield WAREHOUSE, sku(style, style % A_STYLE), str(1 + style % 7), COUNTED_AT


def _write(path: Path, header: tuple[str, ...], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)
