"""Short indexed reads of a catalogue file: pages of cards, a style with its matrix, single codes."""

# ruff: noqa: S608 - names in the statements are this package's own constants; values are always bound

import json
import sqlite3
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

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
        return min((age.complete_ms for age in self.ages() if age.stream.startswith(STOCK_PREFIX)), default=0)

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
    exact = _tail_matches(conn, text, category)
    if exact:
        found = exact + [row for row in _fts_rows(conn, expression, COUNTED, 0) if row not in set(exact)]
        return found[offset : offset + limit], len(found)
    if not expression:
        return [], 0
    statement = "SELECT count(*) FROM (SELECT 1 FROM style_fts WHERE style_fts MATCH ? LIMIT ?)"
    ((total,),) = conn.execute(statement, (expression, COUNTED)).fetchall()
    return _fts_rows(conn, expression, limit, offset), total


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


def _fts_rows(conn: sqlite3.Connection, expression: str, limit: int, offset: int) -> list[int]:
    if not expression:
        return []
    statement = "SELECT rowid FROM style_fts WHERE style_fts MATCH ? ORDER BY rowid LIMIT ? OFFSET ?"
    return [row for (row,) in conn.execute(statement, (expression, limit, offset)).fetchall()]


def _tail_matches(conn: sqlite3.Connection, text: str, category: str) -> list[int]:
    """Styles of variants whose SKU or GTIN ends like the text: four characters or more, a digit among them."""
    tail = tail_key(text)
    if len(tail) < MIN_TAIL or not tail.isascii() or tail.isalpha():
        return []
    bounds = (tail, tail + "\uffff")
    rows = conn.execute(
        "SELECT row, category FROM style WHERE id IN ("
        "SELECT style FROM variant WHERE sku_tail >= ? AND sku_tail < ? UNION "
        "SELECT style FROM variant WHERE gtin_tail >= ? AND gtin_tail < ? AND gtin_tail <> '') ORDER BY row LIMIT ?",
        (*bounds, *bounds, COUNTED),
    ).fetchall()
    return [row for row, its in rows if category in ("", its)]


def _cards(conn: sqlite3.Connection, rows: list[int], zone: str) -> tuple[StyleCard, ...]:
    """Two queries however many cards: the styles, then their variants with both prices that may apply."""
    listed = conn.execute(
        f"SELECT {_STYLE} FROM style WHERE row IN (SELECT value FROM json_each(?)) ORDER BY row",
        (json.dumps(rows),),
    ).fetchall()
    styles = {row: _style(*values) for row, values in zip(sorted(rows), listed, strict=True)}
    variants = conn.execute(
        "SELECT variant.style, colour, swatch, own.minor, own.currency, general.minor, general.currency FROM variant "
        "LEFT JOIN price AS own ON own.zone = ?1 AND own.code = sku AND own.tier = '' AND own.minor > 0 "
        "LEFT JOIN price AS general ON general.zone = ?1 AND general.code = variant.style AND general.tier = '' "
        "AND general.minor > 0 WHERE variant.style IN (SELECT value FROM json_each(?2)) "
        "ORDER BY variant.style, position, sku",
        (zone, json.dumps([style.id for style in styles.values()])),
    ).fetchall()
    grouped: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for style_id, *values in variants:
        grouped[style_id].append(tuple(values))
    return tuple(_card(styles[row], grouped[styles[row].id]) for row in rows)


def _card(style: Style, variants: Iterable[tuple[Any, ...]]) -> StyleCard:
    prices: list[tuple[int, str]] = []
    colours: dict[str, str] = {}
    for colour, swatch, own_minor, own_currency, minor, currency in variants:
        colours.setdefault(colour, swatch)
        if own_minor is not None:
            prices.append((own_minor, own_currency))
        elif minor is not None:
            prices.append((minor, currency))
    cheapest, currency = min(prices, default=(None, "CNY"))
    return StyleCard(style, cheapest, currency, len(colours), tuple(swatch for swatch in colours.values() if swatch))


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
