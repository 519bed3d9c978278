"""Short indexed reads of a catalogue file: pages of cards, a style with its matrix, single codes."""

# ruff: noqa: S608 - names in the statements are this package's own constants; values are always bound

import json
import sqlite3
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from kiosk.domain import codec
from kiosk.domain.catalogue import (
    Location,
    Publication,
    SaleMode,
    Style,
    StyleCard,
    StylePage,
    Variant,
    price_of,
)
from kiosk.domain.stock import StockRow
from kiosk.domain.terms import match_query
from kiosk.ports.storage import Category, SearchResult, StreamAge
from kiosk.storage.catalogue import CATALOGUE_STREAM, STOCK_PREFIX, category_tag, tail_key
from kiosk.storage.staging import stream_ages

T = TypeVar("T")

COUNTED = 1000  # matches are counted up to here; nobody pages further
MIN_TAIL = 4
_TAILS = 300  # variants looked at per index; somebody with more hits types another character
_STYLE = (
    "id, name_zh, name_en, category, category_zh, category_en, sale_mode, picture, description_zh, description_en, "
    "rank, terms"
)
_VARIANT = "sku, style, colour, colour_zh, colour_en, size, gtin, swatch, position"


class CatalogueQueries(ABC):
    """Implements ports.storage.CatalogueReader over whatever file `read` opens."""

    @abstractmethod
    def read(self, work: Callable[[sqlite3.Connection], T], nothing: T) -> T:
        """Run `work` on the current file; `nothing` when none is installed."""

    def ready(self) -> bool:
        return self.read(_is_ready, nothing=False)

    def search(self, text: str, zone: str, *, category: str = "", limit: int = 24, offset: int = 0) -> SearchResult:
        def work(conn: sqlite3.Connection) -> SearchResult:
            rows, total = _matches(conn, text.strip(), category, limit, offset)
            return SearchResult(_cards(conn, rows, zone), total)

        return self.read(work, SearchResult((), 0))

    def categories(self) -> tuple[Category, ...]:
        return self._all(Category, "SELECT id, name_zh, name_en, styles FROM category ORDER BY styles DESC, id")

    def style(self, style_id: str) -> Style | None:
        return self._one(_style, f"SELECT {_STYLE} FROM style WHERE id = ?", style_id)

    def page(self, style_id: str, zone: str, tier: str = "") -> StylePage | None:
        return self.read(lambda conn: _page(conn, style_id, zone, tier), None)

    def variant(self, sku: str) -> Variant | None:
        return self._one(Variant, f"SELECT {_VARIANT} FROM variant WHERE sku = ?", sku)

    def variant_by_gtin(self, gtin14: str) -> Variant | None:
        if not gtin14:
            return None
        statement = f"SELECT {_VARIANT} FROM variant WHERE gtin_tail = ? AND gtin_tail <> ''"
        return self._one(Variant, statement, tail_key(gtin14))

    def price(self, sku: str, zone: str, tier: str = "") -> int | None:
        def work(conn: sqlite3.Connection) -> int | None:
            rows = conn.execute("SELECT style FROM variant WHERE sku = ?", (sku,)).fetchall()
            if not rows:
                return None
            style = rows[0][0]
            prices, _ = _prices(conn, zone, (sku, style))
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


def _style(*row: Any) -> Style:
    return replace(Style(*row), sale_mode=SaleMode(row[6]))


@lru_cache(maxsize=4096)
def _location(body: str) -> Location:
    return codec.load(Location, body)


def _matches(conn: sqlite3.Connection, text: str, category: str, limit: int, offset: int) -> tuple[list[int], int]:
    """Rows of the styles on the wanted page, most popular first, and how many there are (counted up to COUNTED)."""
    if not text:
        return _listed(conn, category, limit, offset)
    expression = match_query(text)
    if expression and category:
        expression += f' AND "{category_tag(category)}"'
    found = _tail_matches(conn, text, category)
    exact = set(found)
    # One look-up for the page and the number: an open-ended word costs the same whether one row is read or all.
    found += [row for row in _fts_rows(conn, expression) if row not in exact]
    return found[offset : offset + limit], len(found)


def _listed(conn: sqlite3.Connection, category: str, limit: int, offset: int) -> tuple[list[int], int]:
    condition, values = ("WHERE category = ?", (category,)) if category else ("", ())
    rows = conn.execute(
        f"SELECT row FROM style {condition} ORDER BY row LIMIT ? OFFSET ?",
        (*values, limit, offset),
    ).fetchall()
    counted = "WHERE id = ?" if category else ""
    ((total,),) = conn.execute(
        f"SELECT coalesce(sum(styles), 0) FROM category {counted}",
        values,
    ).fetchall()
    return [row for (row,) in rows], total


def _fts_rows(conn: sqlite3.Connection, expression: str) -> list[int]:
    if not expression:
        return []
    statement = "SELECT rowid FROM style_fts WHERE style_fts MATCH ? ORDER BY rowid LIMIT ?"
    return [row for (row,) in conn.execute(statement, (expression, COUNTED)).fetchall()]


def _tail_matches(conn: sqlite3.Connection, text: str, category: str) -> list[int]:
    """Styles of variants whose SKU or GTIN ends like the text: four characters or more, a digit among them."""
    tail = tail_key(text)
    if len(tail) < MIN_TAIL or not tail.isascii() or tail.isalpha():
        return []
    bounds = (tail, tail + "\uffff", _TAILS)
    rows = conn.execute(
        "SELECT row, category FROM style WHERE id IN ("
        "SELECT style FROM (SELECT style FROM variant WHERE sku_tail >= ? AND sku_tail < ? LIMIT ?) UNION SELECT style "
        "FROM (SELECT style FROM variant WHERE gtin_tail >= ? AND gtin_tail < ? AND gtin_tail <> '' LIMIT ?)"
        ") ORDER BY row",
        (*bounds, *bounds),
    ).fetchall()
    return [row for row, its in rows if category in ("", its)]


def _cards(conn: sqlite3.Connection, rows: list[int], zone: str) -> tuple[StyleCard, ...]:
    """Two queries however many cards: the styles with their own price, then their colours with their variants'."""
    listed = conn.execute(
        f"SELECT row, minor, currency, {_STYLE} FROM style LEFT JOIN price "
        "ON zone = ? AND code = style.id AND tier = '' AND minor > 0 WHERE row IN (SELECT value FROM json_each(?))",
        (zone, json.dumps(rows)),
    ).fetchall()
    colours = conn.execute(
        "SELECT style, max(swatch), count(*), count(minor), min(minor), max(currency), min(position) AS first "
        "FROM variant LEFT JOIN price ON zone = ? AND code = sku AND tier = '' AND minor > 0 "
        "WHERE style IN (SELECT value FROM json_each(?)) GROUP BY style, colour ORDER BY first, colour",
        (zone, json.dumps([style_id for _, _, _, style_id, *_ in listed])),
    ).fetchall()
    by_style: dict[str, list[_Colour]] = defaultdict(list)
    for style_id, *values in colours:
        by_style[style_id].append(_Colour(*values[:5]))
    cards = {
        row: _card(_style(*values), minor, currency, by_style[values[0]]) for row, minor, currency, *values in listed
    }
    return tuple(cards[row] for row in rows)


class _Colour(NamedTuple):
    """A colourway's variants: how many there are, how many have a price of their own, the lowest of those."""

    swatch: str
    variants: int
    priced: int
    minor: int | None
    currency: str | None


def _card(style: Style, minor: int | None, currency: str | None, colours: list[_Colour]) -> StyleCard:
    """The style's price counts where a variant has none of its own."""
    prices = [(each.minor, each.currency) for each in colours if each.minor is not None]
    if minor is not None and any(each.priced < each.variants for each in colours):
        prices.append((minor, currency))
    cheapest, its_currency = min(prices, key=lambda price: price[0], default=(None, None))
    swatches = tuple(each.swatch for each in colours if each.swatch)
    return StyleCard(style, cheapest, its_currency or "CNY", len(colours), swatches)


def _page(conn: sqlite3.Connection, style_id: str, zone: str, tier: str) -> StylePage | None:
    found = conn.execute(f"SELECT {_STYLE} FROM style WHERE id = ?", (style_id,)).fetchall()
    if not found:
        return None
    rows = conn.execute(
        f"SELECT {_VARIANT} FROM variant WHERE style = ? ORDER BY position, sku",
        (style_id,),
    ).fetchall()
    variants = tuple(Variant(*row) for row in rows)
    prices, currency = _prices(conn, zone, (style_id, *(variant.sku for variant in variants)))
    priced = {variant.sku: price_of(prices, zone, tier, variant.sku, style_id) for variant in variants}
    return StylePage(_style(*found[0]), variants, priced, currency)


def _prices(conn: sqlite3.Connection, zone: str, codes: tuple[str, ...]) -> tuple[dict[tuple[str, str, str], int], str]:
    """All prices of the codes in the zone, and their currency."""
    rows = conn.execute(
        "SELECT tier, code, minor, currency FROM price WHERE zone = ? AND code IN (SELECT value FROM json_each(?))",
        (zone, json.dumps(codes)),
    ).fetchall()
    currency = rows[0][3] if rows else "CNY"
    return {(zone, tier, code): minor for tier, code, minor, _ in rows}, currency
