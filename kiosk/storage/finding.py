"""Which styles a text finds: words and beginnings of words in the search index, ends of codes."""

# ruff: noqa: S608 - names in the statements are this package's own constants; values are always bound

import json
import sqlite3

from kiosk.domain.terms import match_query, repaired_query
from kiosk.storage.catalogue import category_tag, tail_key

COUNTED = 1000  # matches of a text alone are counted up to here; nobody pages further
MIN_TAIL = 4
_TAILS = 300  # variants looked at per index; somebody with more hits types another character


def page_of_rows(conn: sqlite3.Connection, text: str, category: str, limit: int, offset: int) -> tuple[list[int], int]:
    """Rows of the styles on the wanted page, most popular first, and how many there are (counted up to COUNTED)."""
    if not text:
        return _listed(conn, category, limit, offset)
    tag = f' AND "{category_tag(category)}"' if category else ""
    found = _tail_matches(conn, text, category)
    exact = set(found)
    # One look-up for the page and the number: an open-ended word costs the same whether one row is read or all.
    found += [row for row in _fts_rows(conn, match_query(text), tag) if row not in exact]
    found = found or _fts_rows(conn, _repaired(conn, text), tag)
    return found[offset : offset + limit], len(found)


def all_rows(conn: sqlite3.Connection, text: str) -> list[int]:
    """Rows of every style the text finds, in no order."""
    found = [*_tail_matches(conn, text, ""), *_packed(conn, match_query(text))]
    return found or _packed(conn, _repaired(conn, text))


def _packed(conn: sqlite3.Connection, expression: str) -> list[int]:
    """As one value: tens of thousands of result rows cost more than finding them."""
    if not expression:
        return []
    packed = "SELECT json_group_array(rowid) FROM style_fts WHERE style_fts MATCH ?"
    found: list[int] = json.loads(conn.execute(packed, (expression,)).fetchall()[0][0])
    return found


def _repaired(conn: sqlite3.Connection, text: str) -> str:
    """What the text may have been meant to be, when it finds nothing as it stands."""

    def finds(expression: str) -> bool:
        one = "SELECT 1 FROM style_fts WHERE style_fts MATCH ? LIMIT 1"
        return bool(conn.execute(one, (expression,)).fetchall())

    return repaired_query(text, finds)


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


def _fts_rows(conn: sqlite3.Connection, expression: str, tag: str) -> list[int]:
    if not expression:
        return []
    statement = "SELECT rowid FROM style_fts WHERE style_fts MATCH ? ORDER BY rowid LIMIT ?"
    return [row for (row,) in conn.execute(statement, (expression + tag, COUNTED)).fetchall()]


def _tail_matches(conn: sqlite3.Connection, text: str, category: str) -> list[int]:
    """Styles of variants whose SKU or GTIN ends like the text: four characters or more, a digit among them."""
    tail = tail_key(text)
    if len(tail) < MIN_TAIL or not tail.isascii() or tail.isalpha():
        return []
    bounds = (tail, tail + "\uffff", _TAILS)
    rows = conn.execute(
        # CROSS JOIN: else SQLite may read all styles through, for they lie in the order that is asked for.
        "SELECT row, category FROM ("
        "SELECT style FROM (SELECT style FROM variant WHERE sku_tail >= ? AND sku_tail < ? LIMIT ?) UNION SELECT style "
        "FROM (SELECT style FROM variant WHERE gtin_tail >= ? AND gtin_tail < ? AND gtin_tail <> '' LIMIT ?)"
        ") AS found CROSS JOIN style ON style.id = found.style ORDER BY row",
        (*bounds, *bounds),
    ).fetchall()
    return [row for row, its in rows if category in ("", its)]
