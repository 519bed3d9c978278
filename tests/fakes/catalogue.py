"""The catalogue in memory."""

from collections.abc import Iterable

from kiosk.domain.catalogue import Location, Price, Publication, Style, StyleCard, StylePage, Variant, price_of
from kiosk.domain.stock import StockRow
from kiosk.ports.storage import Category, SearchResult


class MemoryCatalogue:
    """Styles are found by any part of a name, a category or their id."""

    def __init__(
        self,
        locations: Iterable[Location] = (),
        styles: Iterable[Style] = (),
        variants: Iterable[Variant] = (),
        prices: Iterable[Price] = (),
        stock: Iterable[StockRow] = (),
        publication: Publication | None = None,
    ) -> None:
        self._locations = {item.id: item for item in locations}
        self._styles = {item.id: item for item in sorted(styles, key=lambda style: style.rank)}
        self._variants = {item.sku: item for item in variants}
        self._prices = {(item.zone, item.tier, item.code): item.minor for item in prices}
        self.stock = list(stock)
        self._publication = publication
        self.as_of_ms = 0
        self.currency = "CNY"

    def ready(self) -> bool:
        return bool(self._locations)

    def search(self, text: str, zone: str, *, category: str = "", limit: int = 24, offset: int = 0) -> SearchResult:
        words = text.casefold().split()
        found = [
            style
            for style in self._styles.values()
            if category in ("", style.category) and all(word in _words(style) for word in words)
        ]
        return SearchResult(tuple(self._card(style, zone) for style in found[offset : offset + limit]), len(found))

    def categories(self) -> tuple[Category, ...]:
        counted: dict[str, Category] = {}
        for style in self._styles.values():
            before = counted[style.category].styles if style.category in counted else 0
            counted[style.category] = Category(style.category, style.category_zh, style.category_en, before + 1)
        return tuple(counted.values())

    def style(self, style_id: str) -> Style | None:
        return self._styles.get(style_id)

    def page(self, style_id: str, zone: str, tier: str = "") -> StylePage | None:
        style = self._styles.get(style_id)
        if style is None:
            return None
        variants = tuple(item for item in self._variants.values() if item.style == style_id)
        prices_minor = {item.sku: self.price(item.sku, zone, tier) for item in variants}
        return StylePage(style, variants, prices_minor, self.currency)

    def variant(self, sku: str) -> Variant | None:
        return self._variants.get(sku)

    def variant_by_gtin(self, gtin14: str) -> Variant | None:
        return next((item for item in self._variants.values() if item.gtin == gtin14), None)

    def price(self, sku: str, zone: str, tier: str = "") -> int | None:
        known = self._variants.get(sku)
        return price_of(self._prices, zone, tier, sku, known.style) if known else None

    def location(self, location_id: str) -> Location | None:
        return self._locations.get(location_id)

    def locations(self) -> tuple[Location, ...]:
        return tuple(self._locations.values())

    def regional_stock(self, skus: tuple[str, ...]) -> tuple[StockRow, ...]:
        return tuple(row for row in self.stock if row.sku in skus)

    def publication(self) -> Publication | None:
        return self._publication

    def stock_as_of_ms(self) -> int:
        return self.as_of_ms

    def _card(self, style: Style, zone: str) -> StyleCard:
        variants = [item for item in self._variants.values() if item.style == style.id]
        prices = [minor for item in variants if (minor := self.price(item.sku, zone)) is not None]
        return StyleCard(style, min(prices, default=None), colours=len({item.colour for item in variants}))


def _words(style: Style) -> str:
    return f"{style.id} {style.name_zh} {style.name_en} {style.category_zh} {style.category_en}".casefold()
