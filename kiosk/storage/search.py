"""Short indexed reads of a catalogue file: pages of cards, a style with its matrix, single codes."""

# ruff: noqa: S608 - names in the statements are this package's own constants; values are always bound

import json
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from kiosk.domain import codec
from kiosk.domain.catalogue import Location, Look, Publication, SizeGuide, Style, StylePage, Variant, price_of
from kiosk.domain.stock import StockRow
from kiosk.ports.storage import NO_FILTERS, Category, Facets, Filters, SearchResult, Sort, StreamAge
from kiosk.storage.cards import (
    STYLE_COLUMNS,
    VARIANT_COLUMNS,
    cards,
    currency_of,
    prices_in,
    style_from,
    style_page,
)
from kiosk.storage.catalogue import CATALOGUE_STREAM, STOCK_PREFIX, tail_key
from kiosk.storage.finding import all_rows, page_of_rows
from kiosk.storage.looks import looks_page, looks_with_style, one_look, size_guide_from
from kiosk.storage.narrowing import Here, Narrowed, Narrowing, state_of
from kiosk.storage.staging import stream_ages

T = TypeVar("T")


class CatalogueQueries(ABC):
    """Implements ports.storage.CatalogueReader over whatever file `read` opens."""

    here: Here = frozenset  # what can be taken now; whoever knows this shop's figures puts a better one in its place
    _index: Narrowing | None = None

    @abstractmethod
    def read(self, work: Callable[[sqlite3.Connection], T], nothing: T) -> T:
        """Run `work` on the current file; `nothing` when none is installed."""

    def ready(self) -> bool:
        return self.read(_is_ready, nothing=False)

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
        def plain(conn: sqlite3.Connection) -> SearchResult:
            rows, total = page_of_rows(conn, text.strip(), category, limit, offset)
            return SearchResult(cards(conn, rows, zone), total, total)

        def narrowed(conn: sqlite3.Connection) -> SearchResult:
            found = self._narrowed(conn, text, zone, category, filters)
            rows = found.page(sort, limit, offset)
            return SearchResult(cards(conn, rows, zone), found.kept.bit_count(), found.matching.bit_count())

        as_ever = sort is Sort.POPULAR and not filters.narrow
        return self.read(plain if as_ever else narrowed, SearchResult((), 0))

    def facets(self, text: str, zone: str, *, category: str = "", filters: Filters = NO_FILTERS) -> Facets:
        def work(conn: sqlite3.Connection) -> Facets:
            return self._narrowed(conn, text, zone, category, filters).facets(currency_of(conn, zone))

        return self.read(work, Facets())

    def _narrowed(self, conn: sqlite3.Connection, text: str, zone: str, category: str, filters: Filters) -> Narrowed:
        index = self._index
        if index is None or index.state != state_of(conn):
            self._index = index = Narrowing(conn)
        words = text.strip()
        return Narrowed(
            index, conn, index.matching(words, category, lambda: all_rows(conn, words)), zone, filters, self.here
        )

    def looks(self, limit: int = 24, offset: int = 0) -> tuple[Look, ...]:
        return self.read(lambda conn: looks_page(conn, limit, offset), ())

    def look(self, look_id: str) -> Look | None:
        return self.read(lambda conn: one_look(conn, look_id), None)

    def looks_with(self, style_id: str) -> tuple[Look, ...]:
        return self.read(lambda conn: looks_with_style(conn, style_id), ())

    def size_guide(self, guide_id: str) -> SizeGuide | None:
        return self._one(size_guide_from, "SELECT body FROM size_guide WHERE id = ?", guide_id)

    def categories(self) -> tuple[Category, ...]:
        return self._all(Category, "SELECT id, name_zh, name_en, styles FROM category ORDER BY styles DESC, id")

    def style(self, style_id: str) -> Style | None:
        return self._one(style_from, f"SELECT {STYLE_COLUMNS} FROM style WHERE id = ?", style_id)

    def listed_pictures(self) -> tuple[str, ...]:
        listed = "SELECT iif(thumbnail <> '', thumbnail, picture) FROM style WHERE picture <> '' ORDER BY row"
        return tuple(dict.fromkeys(self._all(str, listed)))

    def page(self, style_id: str, zone: str, tier: str = "") -> StylePage | None:
        return self.read(lambda conn: style_page(conn, style_id, zone, tier), None)

    def variant(self, sku: str) -> Variant | None:
        return self._one(Variant, f"SELECT {VARIANT_COLUMNS} FROM variant WHERE sku = ?", sku)

    def variant_by_gtin(self, gtin14: str) -> Variant | None:
        if not gtin14:
            return None
        statement = f"SELECT {VARIANT_COLUMNS} FROM variant WHERE gtin_tail = ? AND gtin_tail <> ''"
        return self._one(Variant, statement, tail_key(gtin14))

    def price(self, sku: str, zone: str, tier: str = "") -> int | None:
        def work(conn: sqlite3.Connection) -> int | None:
            rows = conn.execute("SELECT style FROM variant WHERE sku = ?", (sku,)).fetchall()
            if not rows:
                return None
            style = rows[0][0]
            prices, _ = prices_in(conn, zone, (sku, style))
            return price_of(prices, zone, tier, sku, style)

        return self.read(work, None)

    def location(self, location_id: str) -> Location | None:
        return self._one(_location, "SELECT body FROM location WHERE id = ?", location_id)

    def locations(self) -> tuple[Location, ...]:
        return self._all(_location, "SELECT body FROM location ORDER BY id")

    def regional_stock(self, skus: tuple[str, ...]) -> tuple[StockRow, ...]:
        return self._all(
            StockRow,
            "SELECT location, sku, on_hand, reserved, opened_ms FROM regional_stock "
            "WHERE sku IN (SELECT value FROM json_each(?)) ORDER BY sku, location",
            json.dumps(skus),
        )

    def publication(self) -> Publication | None:
        return self._one(
            Publication, "SELECT id, effective_ms FROM publication ORDER BY effective_ms DESC, id DESC LIMIT 1"
        )

    def stock_as_of_ms(self) -> int:
        """A region whose figures have not come yet shows none, and makes the others no older."""
        ages = (age.complete_ms for age in self.ages() if age.stream.startswith(STOCK_PREFIX))
        return min((complete_ms for complete_ms in ages if complete_ms), default=0)

    def ages(self) -> tuple[StreamAge, ...]:
        """How old each stream in the file is."""
        return self.read(stream_ages, ())

    def _one(self, make: Callable[..., T], statement: str, *values: str) -> T | None:
        return next(iter(self._all(make, statement, *values)), None)

    def _all(self, make: Callable[..., T], statement: str, *values: str) -> tuple[T, ...]:
        return self.read(lambda conn: tuple(make(*row) for row in conn.execute(statement, values).fetchall()), ())


def _is_ready(conn: sqlite3.Connection) -> bool:
    query = "SELECT 1 FROM cursor WHERE stream = ? AND gen IS NOT NULL"
    return bool(conn.execute(query, (CATALOGUE_STREAM,)).fetchall())


@lru_cache(maxsize=4096)
def _location(body: str) -> Location:
    return codec.load(Location, body)
