"""Where a style can be had at all: the hint on its card, from two reads for a whole page of cards."""

from enum import StrEnum

from kiosk.domain.catalogue import Location, SaleMode, Style
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
    style_of: dict[str, str] = {}
    modes = {style.id: style.sale_mode for style in styles}
    for style in styles:
        page = catalogue.page(style.id, here.price_zone)
        style_of |= {variant.sku: style.id for variant in page.variants} if page else {}
    skus = tuple(style_of)
    own = reader.own_stock(skus)
    rows = (*own.values(), *(row for row in catalogue.regional_stock(skus) if row.location != here.id))
    found = dict.fromkeys(modes, Reach.UNKNOWN)
    for row in rows:
        style_id = style_of[row.sku]
        found[style_id] = _nearer(found[style_id], _reach(row, here, modes[style_id]))
    return found


def _reach(row: StockRow, here: Location, mode: SaleMode) -> Reach:
    if not row.atp():
        return Reach.NONE
    return Reach.HERE if row.location == here.id and mode is not SaleMode.ONLINE_ONLY else Reach.ELSEWHERE


_ORDER = (Reach.HERE, Reach.ELSEWHERE, Reach.NONE, Reach.UNKNOWN)


def _nearer(left: Reach, right: Reach) -> Reach:
    return min(left, right, key=_ORDER.index)
