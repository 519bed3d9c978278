"""Styles as lists and pages show them: cards with the lowest price, a style with its matrix."""

# ruff: noqa: S608 - names in the statements are this package's own constants; values are always bound

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from kiosk.domain.catalogue import SaleMode, Style, StyleCard, StylePage, Variant, price_of

STYLE_COLUMNS = (
    "id, name_zh, name_en, category, category_zh, category_en, sale_mode, picture, description_zh, description_en, "
    "rank, terms, size_guide, thumbnail"
)
VARIANT_COLUMNS = "sku, style, colour, colour_zh, colour_en, size, gtin, swatch, position"


def style_from(*row: Any) -> Style:
    return replace(Style(*row), sale_mode=SaleMode(row[6]))


def cards(conn: sqlite3.Connection, rows: Sequence[int], zone: str) -> tuple[StyleCard, ...]:
    """Two queries however many cards: the styles with their own price, then their colours with their variants'."""
    listed = conn.execute(
        f"SELECT row, minor, currency, {STYLE_COLUMNS} FROM style LEFT JOIN price "
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
    found = {
        row: _card(style_from(*values), minor, currency, by_style[values[0]])
        for row, minor, currency, *values in listed
    }
    return tuple(found[row] for row in rows)


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


def style_page(conn: sqlite3.Connection, style_id: str, zone: str, tier: str) -> StylePage | None:
    found = conn.execute(f"SELECT {STYLE_COLUMNS} FROM style WHERE id = ?", (style_id,)).fetchall()
    if not found:
        return None
    rows = conn.execute(
        f"SELECT {VARIANT_COLUMNS} FROM variant WHERE style = ? ORDER BY position, sku",
        (style_id,),
    ).fetchall()
    variants = tuple(Variant(*row) for row in rows)
    prices, currency = prices_in(conn, zone, (style_id, *(variant.sku for variant in variants)))
    priced = {variant.sku: price_of(prices, zone, tier, variant.sku, style_id) for variant in variants}
    return StylePage(style_from(*found[0]), variants, priced, currency)


def prices_in(
    conn: sqlite3.Connection, zone: str, codes: tuple[str, ...]
) -> tuple[dict[tuple[str, str, str], int], str]:
    """All prices of the codes in the zone, and their currency."""
    rows = conn.execute(
        "SELECT tier, code, minor, currency FROM price WHERE zone = ? AND code IN (SELECT value FROM json_each(?))",
        (zone, json.dumps(codes)),
    ).fetchall()
    currency = rows[0][3] if rows else "CNY"
    return {(zone, tier, code): minor for tier, code, minor, _ in rows}, currency


def currency_of(conn: sqlite3.Connection, zone: str) -> str:
    """What the zone's prices are in."""
    found = conn.execute("SELECT currency FROM price WHERE zone = ? LIMIT 1", (zone,)).fetchall()
    return str(found[0][0]) if found else "CNY"
