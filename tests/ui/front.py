"""A range wide enough to look at, and what glass needs of a tablet in memory. Imports no Qt."""

from collections.abc import Iterable
from itertools import product
from typing import Any

from kiosk.bus import Bus
from kiosk.domain.catalogue import Price, Style, Variant
from kiosk.domain.stock import StockRow
from tests.fakes import retailer
from tests.fakes.health import MemoryHealth
from tests.fakes.tablet import MemoryTablet, memory_tablet
from ui.glass import Glass

SWATCHES = {
    "SAGE": ("灰绿", "Sage green", "#9AA092"),
    "NAVY": ("藏青", "Navy", "#2C3A57"),
    "CAMEL": ("驼色", "Camel", "#B78B5A"),
    "BLACK": ("黑色", "Black", "#23221F"),
    "CREAM": ("米白", "Cream", "#EDE4D3"),
}
_STYLES = (
    ("PADDED-JACKET", "立领夹棉外套", "Stand-collar padded jacket", "coats", "外套", "Coats", 59_900),
    ("CORD-SHIRT", "灯芯绒短袖衬衫", "Short-sleeved corduroy shirt", "shirts", "衬衫", "Shirts", 25_900),
    ("FLORAL-DRESS", "碎花收腰连衣裙", "Floral dress with a waist", "dresses", "连衣裙", "Dresses", 39_900),
    ("DESERT-BOOT", "牛皮短靴", "Leather desert boot", "shoes", "鞋", "Shoes", 69_900),
    ("CHUNKY-KNIT", "高领粗针毛衣", "Chunky roll-neck jumper", "knits", "针织", "Knitwear", 32_900),
    ("STRAIGHT-JEAN", "直筒牛仔裤", "Straight jeans", "trousers", "裤装", "Trousers", 35_900),
    ("QUILTED-JACKET", "斜襟绗缝外套", "Quilted jacket, slanted front", "coats", "外套", "Coats", 89_900),
    ("STRIPE-SHIRT", "印花条纹短袖衬衫", "Printed striped shirt", "shirts", "衬衫", "Shirts", 21_900),
)
SIZES = ("S", "M", "L", "XL", "XXL")
MANY_SIZES = ("XXS", "XS", "S", "M", "L", "XL", "XXL", "3XL", "4XL", "5XL")
MANY_COLOURS = ("SAGE", "NAVY", "CAMEL", "BLACK", "CREAM", "RUST", "FOREST")
JACKET = "PADDED-JACKET"
JACKET_M = "PADDED-JACKET/SAGE/M"
JACKET_XL = "PADDED-JACKET/SAGE/XL"
KNIT_M = "CHUNKY-KNIT/SAGE/M"


def wide_tablet() -> MemoryTablet:
    """The small retailer, with eight more styles in five sizes and three colours, here, near and far."""
    tablet = memory_tablet()
    here = tablet.catalogue.here
    tablet.catalogue.__init__(  # type: ignore[misc]
        retailer.LOCATIONS,
        (*retailer.STYLES, *_more_styles()),
        (*retailer.VARIANTS, *_more_variants()),
        (*retailer.PRICES, *(Price(retailer.ZONE, "", style[0], style[6]) for style in _STYLES)),
        (*tablet.catalogue.stock, *_elsewhere()),
        retailer.PUBLICATION,
        retailer.LOOKS,
        retailer.SIZE_GUIDES,
    )
    tablet.catalogue.here = here
    tablet.catalogue.as_of_ms = tablet.clock() - 7 * 60_000
    tablet.journal.hq_stock(_here())
    return tablet


def many_sizes_tablet() -> MemoryTablet:
    """Also trousers in ten sizes and seven colourways; some of each lie in the warehouse."""
    tablet = wide_tablet()
    catalogue = tablet.catalogue
    style = Style("MANY", "多码长裤", "Trousers in every size", "trousers", "裤装", "Trousers", rank=50)
    catalogue._styles["MANY"] = style
    catalogue._prices[(retailer.ZONE, "", "MANY")] = 39_900
    for order, (colour, size) in enumerate(product(MANY_COLOURS, MANY_SIZES)):
        sku, gtin = f"MANY/{colour}/{size}", retailer.gtin(700 + order)
        catalogue._variants[sku] = Variant(sku, "MANY", colour, colour, colour, size, gtin, "#334455", order)
        catalogue.stock.append(StockRow("WH", sku, 4))
    return tablet


def empty_tablet() -> MemoryTablet:
    """Before the first sync."""
    tablet = memory_tablet()
    tablet.catalogue.__init__()  # type: ignore[misc]
    return tablet


def _more_styles() -> Iterable[Style]:
    for rank, (style, zh, en, category, category_zh, category_en, _minor) in enumerate(_STYLES, 10):
        yield Style(style, zh, en, category, category_zh, category_en, rank=rank)


def _more_variants() -> Iterable[Variant]:
    number = 100
    for style in _STYLES:
        cells = product(tuple(SWATCHES)[:3], SIZES)
        for order, (colour, size) in enumerate(cells):
            number += 1
            zh, en, swatch = SWATCHES[colour]
            if (colour, size) in (("SAGE", "XXL"), ("CAMEL", "XXL")):
                continue
            sku = f"{style[0]}/{colour}/{size}"
            yield Variant(sku, style[0], colour, zh, en, size, retailer.gtin(number), swatch, order)


def _here() -> Iterable[StockRow]:
    for variant in _more_variants():
        if variant.style != "STRAIGHT-JEAN" and variant.colour != "CAMEL" and variant.size in ("S", "M"):
            yield StockRow("JA", variant.sku, 3 if variant.size == "S" else 1)
        elif variant.size == "XXL":
            continue
        else:
            yield StockRow("JA", variant.sku, 0)


def _elsewhere() -> Iterable[StockRow]:
    for variant in _more_variants():
        if variant.size == "L":
            yield StockRow("XH", variant.sku, 4)
        if variant.size in ("S", "XL") and variant.colour != "CAMEL":
            yield StockRow("WH", variant.sku, 40)
        if variant.colour == "CAMEL" and variant.size == "M":
            yield StockRow("WH", variant.sku, 2)


def front_of(tablet: MemoryTablet, language: str = "zh", **options: Any) -> Glass:
    """What glass needs of the tablet."""
    tablet.desk.set_language(language)
    options.setdefault("sync_now", lambda: None)
    options.setdefault("health", MemoryHealth(tablet.clock))
    return Glass(
        desk=tablet.desk,
        catalogue=tablet.catalogue,
        reader=tablet.reader,
        bus=Bus(),
        clock=tablet.clock,
        home_language=language,
        **options,
    )
