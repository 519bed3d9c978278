"""Where a style can be had at all: the hint on its card, from two reads for a whole page of cards."""

from enum import StrEnum

from kiosk.domain.catalogue import Location, SaleMode, Style, Variant
from kiosk.domain.stock import StockRow
from kiosk.ports.storage import CatalogueReader, ShopReader


class Reach(StrEnum):
    HERE = "here"  # some variant lies in this shop
    ELSEWHERE = "elsewhere"  # some variant can be ordered
    NONE = "none"  # every known figure is zero
    UNKNOWN = "unknown"  # nobody has reported a figure


def reach_of(
    styles: tuple[Style, ...], here: Location, catalogue: CatalogueReader, reader: ShopReader
) -> dict[str, Reach]:
    """Style id → how near its nearest piece is. Runs off the GUI thread."""
    modes = {style.id: style.sale_mode for style in styles}
    pages = (catalogue.page(style.id, here.price_zone) for style in styles)
    variants = tuple(variant for page in pages if page for variant in page.variants)
    found = dict.fromkeys(modes, Reach.UNKNOWN)
    near = reach_of_variants(variants, modes, here, catalogue, reader)
    for variant in variants:
        found[variant.style] = nearer(found[variant.style], near[variant.sku])
    return found


def reach_of_variants(
    variants: tuple[Variant, ...],
    modes: dict[str, SaleMode],
    here: Location,
    catalogue: CatalogueReader,
    reader: ShopReader,
) -> dict[str, Reach]:
    """SKU → how near its nearest piece is, from two reads. `modes`: how each of their styles is sold."""
    style_of = {variant.sku: variant.style for variant in variants}
    skus = tuple(style_of)
    own = reader.own_stock(skus)
    rows = (*own.values(), *(row for row in catalogue.regional_stock(skus) if row.location != here.id))
    found = dict.fromkeys(skus, Reach.UNKNOWN)
    for row in rows:
        found[row.sku] = nearer(found[row.sku], _reach(row, here, modes[style_of[row.sku]]))
    return found


def _reach(row: StockRow, here: Location, mode: SaleMode) -> Reach:
    if not row.atp():
        return Reach.NONE
    return Reach.HERE if row.location == here.id and mode is not SaleMode.ONLINE_ONLY else Reach.ELSEWHERE


_ORDER = (Reach.HERE, Reach.ELSEWHERE, Reach.NONE, Reach.UNKNOWN)


def nearer(left: Reach, right: Reach) -> Reach:
    return min(left, right, key=_ORDER.index)
