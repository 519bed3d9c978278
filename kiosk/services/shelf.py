"""The shelf: what this shop can show of the range – every variant with the ways to get it, as this tablet knows them
now."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from kiosk.domain import basket as baskets
from kiosk.domain.basket import Offer
from kiosk.domain.catalogue import Location, SaleMode, StylePage, Variant
from kiosk.domain.codes import Code, CodeKind, normalise_gtin
from kiosk.domain.stock import StockRow
from kiosk.errors import InputError
from kiosk.ports.devices import PrinterState
from kiosk.ports.storage import CatalogueReader, Journal, ShopReader
from kiosk.services import guiding
from kiosk.services.arguments import cropped
from kiosk.services.own_phone import OwnPhone


@dataclass(frozen=True, slots=True)
class Shop:
    """Everything a desk stands on."""

    journal: Journal
    reader: ShopReader
    catalogue: CatalogueReader
    shop_id: str
    verify_pin: guiding.VerifyPin
    clock: Callable[[], int]
    brand: str = "YUNJIA"
    currency: str = "CNY"
    printer: Callable[[], PrinterState] = lambda: PrinterState.UNKNOWN
    hash_pin: guiding.HashPin = guiding.no_hashing
    own_phone: OwnPhone | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One variant in the matrix of a style page: every way to get it, best first; none = sold out or unknown."""

    variant: Variant
    price_minor: int | None
    offers: tuple[Offer, ...]
    known: bool  # whether any location has ever reported a figure for it


@dataclass(frozen=True, slots=True)
class StyleScreen:
    page: StylePage
    cells: tuple[Cell, ...]
    as_of_ms: int
    chosen_sku: str = ""


class Shelf:
    """Reads only."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def style(self, style_id: str, here: Location, chosen_sku: str = "") -> StyleScreen | None:
        """The matrix of a style; None when the range does not have it."""
        catalogue = self._shop.catalogue
        page = catalogue.page(style_id, here.price_zone)
        if page is None:
            return None
        figures = self._figures(tuple(variant.sku for variant in page.variants))
        if page.style.sale_mode is SaleMode.LIMITED:
            figures = self._within_rights(figures)
        locations = catalogue.locations()
        cells = tuple(self._cell(variant, page, figures, here, locations) for variant in page.variants)
        return StyleScreen(page, cells, catalogue.stock_as_of_ms(), chosen_sku)

    def _within_rights(self, figures: dict[str, tuple[StockRow, ...]]) -> dict[str, tuple[StockRow, ...]]:
        """Scarce goods are taken off our shelf as far as this tablet's rights go; others sell the rest."""
        left = self._shop.reader.rights_left(tuple(figures))
        return {sku: tuple(self._capped(row, left[sku]) for row in rows) for sku, rows in figures.items()}

    def _capped(self, row: StockRow, pieces: int) -> StockRow:
        if row.location != self._shop.shop_id or row.atp() <= pieces:
            return row
        return replace(row, on_hand=row.reserved + pieces)

    def is_scarce(self, sku: str, here: Location) -> bool:
        """Whether it is of a limited style."""
        _, page = self.variant_page(sku, here)
        return page.style.sale_mode is SaleMode.LIMITED

    def offers(self, sku: str, here: Location) -> tuple[Offer, ...]:
        variant = self._shop.catalogue.variant(sku)
        seen = self.style(variant.style, here, sku) if variant else None
        return next((cell.offers for cell in seen.cells if cell.variant.sku == sku), ()) if seen else ()

    def scanned(self, code: Code, here: Location) -> StyleScreen:
        """The style of a scanned tag, with its variant chosen. Raises InputError when the range has none."""
        catalogue = self._shop.catalogue
        variant = catalogue.variant_by_gtin(code.value) if code.kind is CodeKind.GTIN else catalogue.variant(code.value)
        seen = self.style(variant.style, here, variant.sku) if variant else None
        if seen is None:
            raise InputError("This article is not in the range on this tablet. It may be new: a guide can help.")
        return seen

    def variant(self, code: str) -> Variant:
        """The variant of a SKU or GTIN. Raises InputError when the range has none."""
        gtin = normalise_gtin(code.strip())
        catalogue = self._shop.catalogue
        found = (catalogue.variant_by_gtin(gtin) if gtin else None) or catalogue.variant(code.strip().upper())
        if found is None:
            raise InputError(f"{cropped(code)} is not in the range on this tablet.")
        return found

    def variant_page(self, sku: str, here: Location) -> tuple[Variant, StylePage]:
        variant = self.variant(sku)
        page = self._shop.catalogue.page(variant.style, here.price_zone)
        if page is None:
            raise InputError(f"{cropped(sku)} is not in the range on this tablet.")
        return variant, page

    def _cell(
        self,
        variant: Variant,
        page: StylePage,
        figures: dict[str, tuple[StockRow, ...]],
        here: Location,
        locations: tuple[Location, ...],
    ) -> Cell:
        price_minor = page.prices_minor.get(variant.sku)
        rows = figures.get(variant.sku, ()) if price_minor else ()
        offers = baskets.offers(here, locations, rows, self._shop.clock(), page.style.sale_mode)
        return Cell(variant, price_minor, offers, variant.sku in figures)

    def _figures(self, skus: tuple[str, ...]) -> dict[str, tuple[StockRow, ...]]:
        own = self._shop.reader.own_stock(skus)
        regional = tuple(row for row in self._shop.catalogue.regional_stock(skus) if row.location != self._shop.shop_id)
        figures: dict[str, tuple[StockRow, ...]] = {sku: (row,) for sku, row in own.items()}
        for row in self._shop.reader.other_stock(regional):
            figures[row.sku] = (*figures.get(row.sku, ()), row)
        return figures
