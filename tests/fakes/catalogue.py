"""The catalogue in memory."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

from kiosk.domain.catalogue import (
    Location,
    Look,
    Price,
    Publication,
    SaleMode,
    SizeGuide,
    Style,
    StyleCard,
    StylePage,
    Variant,
    price_of,
)
from kiosk.domain.colours import ColourFamily, colour_family
from kiosk.domain.narrowing import price_edges, size_order
from kiosk.domain.stock import StockRow
from kiosk.ports.storage import (
    NO_FILTERS,
    Category,
    Facets,
    FacetValue,
    Filters,
    PriceBand,
    SearchResult,
    Sort,
)


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
        looks: Iterable[Look] = (),
        size_guides: Iterable[SizeGuide] = (),
    ) -> None:
        self._locations = {item.id: item for item in locations}
        self._styles = {item.id: item for item in sorted(styles, key=lambda style: style.rank)}
        self._variants = {item.sku: item for item in variants}
        self._prices = {(item.zone, item.tier, item.code): item.minor for item in prices}
        self.stock = list(stock)
        self._publication = publication
        self._looks = {item.id: item for item in looks}
        self._size_guides = {item.id: item for item in size_guides}
        self.here: Callable[[Iterable[str]], frozenset[str]] = lambda _: frozenset()  # SKUs → those to take now
        self.as_of_ms = 0
        self.currency = "CNY"

    def publish(self, publication: Publication, minor: Mapping[str, int | None]) -> None:
        """Other prices (of styles, by the only zone there is; None takes one away), under another publication."""
        (zone,) = {zone for zone, _, _ in self._prices}
        for style, price in minor.items():
            self._prices.pop((zone, "", style), None)
            if price is not None:
                self._prices[zone, "", style] = price
        self._publication = publication

    def ready(self) -> bool:
        return bool(self._locations)

    def search(
        self,
        text: str,
        zone: str,
        *,
        category: str = "",
        filters: Filters = NO_FILTERS,
        sort: Sort = Sort.POPULAR,
        limit: int = 24,
        offset: int = 0,
    ) -> SearchResult:
        unfiltered = self._found(text, category)
        found = [style for style in unfiltered if self._keeps(style, zone, filters)]
        if sort is not Sort.POPULAR:
            up = 1 if sort is Sort.PRICE_UP else -1
            found.sort(key=lambda style: (self._cheapest(style, zone) is None, up * (self._cheapest(style, zone) or 0)))
        cards = tuple(self._card(style, zone) for style in found[offset : offset + limit])
        return SearchResult(cards, len(found), len(unfiltered))

    def facets(self, text: str, zone: str, *, category: str = "", filters: Filters = NO_FILTERS) -> Facets:
        """By trying out every choice."""
        unfiltered = self._found(text, category)

        def left(chosen: Filters) -> int:
            return sum(self._keeps(style, zone, chosen) for style in unfiltered)

        sizes = {item.size for style in unfiltered for item in self._of(style)} | set(filters.sizes)
        return Facets(
            _values(ColourFamily, filters.colours, lambda colour: left(replace(filters, colours=(colour,)))),
            _values(sorted(sizes, key=size_order), filters.sizes, lambda size: left(replace(filters, sizes=(size,)))),
            tuple(
                PriceBand(low, high, left(replace(filters, price_from_minor=low, price_to_minor=high)))
                for low, high in self._bands(unfiltered, zone)
            ),
            left(replace(filters, here_now=True)),
            left(filters),
            len(unfiltered),
            self.currency,
        )

    def looks(self, limit: int = 24, offset: int = 0) -> tuple[Look, ...]:
        return tuple(sorted(filter(None, map(self.look, self._looks)), key=lambda look: look.rank))[offset:][:limit]

    def look(self, look_id: str) -> Look | None:
        known = self._looks.get(look_id)
        colours = {(item.style, item.colour) for item in self._variants.values()}
        pieces = tuple(item for item in known.pieces if (item.style, item.colour) in colours) if known else ()
        return replace(known, pieces=pieces) if known and len(pieces) >= 2 else None

    def looks_with(self, style_id: str) -> tuple[Look, ...]:
        return tuple(look for look in self.looks(len(self._looks)) if style_id in {it.style for it in look.pieces})

    def size_guide(self, guide_id: str) -> SizeGuide | None:
        return self._size_guides.get(guide_id)

    def categories(self) -> tuple[Category, ...]:
        counted: dict[str, Category] = {}
        for style in self._styles.values():
            before = counted[style.category].styles if style.category in counted else 0
            counted[style.category] = Category(style.category, style.category_zh, style.category_en, before + 1)
        return tuple(counted.values())

    def style(self, style_id: str) -> Style | None:
        return self._styles.get(style_id)

    def listed_pictures(self) -> tuple[str, ...]:
        ranked = sorted(self._styles.values(), key=lambda style: (style.rank <= 0, style.rank))
        return tuple(dict.fromkeys(style.listed_picture for style in ranked if style.listed_picture))

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

    def _of(self, style: Style) -> list[Variant]:
        return [item for item in self._variants.values() if item.style == style.id]

    def _cheapest(self, style: Style, zone: str) -> int | None:
        prices = [minor for item in self._of(style) if (minor := self.price(item.sku, zone)) is not None]
        return min(prices, default=None)

    def _found(self, text: str, category: str) -> list[Style]:
        words = text.casefold().split()
        return [
            style
            for style in self._styles.values()
            if category in ("", style.category) and all(word in _words(style) for word in words)
        ]

    def _keeps(self, style: Style, zone: str, filters: Filters) -> bool:
        minor = self._cheapest(style, zone)
        if filters.price_from_minor is not None and (minor is None or minor < filters.price_from_minor):
            return False
        if filters.price_to_minor is not None and (minor is None or minor >= filters.price_to_minor):
            return False
        variants = self._of(style)
        if not (filters.colours or filters.sizes or filters.here_now):
            return True
        here = self.here(item.sku for item in variants) if style.sale_mode is not SaleMode.ONLINE_ONLY else ()
        return any(
            (not filters.colours or colour_family(item.swatch, item.colour_zh, item.colour_en) in filters.colours)
            and (not filters.sizes or item.size in filters.sizes)
            and (not filters.here_now or item.sku in here)
            for item in variants
        )

    def _bands(self, styles: Iterable[Style], zone: str) -> list[tuple[int | None, int | None]]:
        prices = sorted(minor for style in styles if (minor := self._cheapest(style, zone)) is not None)
        edges = price_edges(len(prices), prices.__getitem__)
        return list(pairwise([None, *edges, None])) if edges else []

    def _card(self, style: Style, zone: str) -> StyleCard:
        variants = self._of(style)
        swatches = tuple(dict.fromkeys(item.swatch for item in variants if item.swatch))
        return StyleCard(
            style, self._cheapest(style, zone), colours=len({item.colour for item in variants}), swatches=swatches
        )


def _values(known: Iterable[str], chosen: tuple[str, ...], count: Callable[[str], int]) -> tuple[FacetValue, ...]:
    counted = [FacetValue(str(value), count(value)) for value in known]
    return tuple(value for value in counted if value.styles or value.id in chosen)


def _words(style: Style) -> str:
    return f"{style.id} {style.name_zh} {style.name_en} {style.category_zh} {style.category_en}".casefold()
