"""What lists are narrowed by, kept beside the range: a set of styles for each category, each colour family in each
size, and each binary digit of each zone's prices. See `bits`; what is made of them, `narrowing`.

Half a million variants take seconds to sort into sets. A round that changes few styles moves their bits instead.
"""

# ruff: noqa: S608 - names in the statements are this package's own constants; values are always bound

import json
import sqlite3
import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from kiosk.domain.colours import colour_family
from kiosk.storage import bits
from kiosk.storage.files import transaction

VERSION = b"1"  # another one whenever the meaning of a set or of a colour family changes: files are sorted anew
FEW = 200  # styles whose bits are moved one by one

Key = tuple[str, str]  # kind, value
Sets = dict[Key, int]
SORTED_BY: Key = ("sorted by", "")  # the version that sorted this file
ROWS: Key = ("rows", "")  # the styles' rows in ascending order: what bit n stands for
_MANY_ROWS = 5_000  # more staged rows than this concern more than a few styles
KINDS = ("category", "fit", "priced", "price")
_SAY_OF = {"style": ("category",), "variant": ("fit", "priced", "price"), "price": ("priced", "price")}


def category_key(category: str) -> Key:
    return "category", category


def fit_key(swatch: str, colour_zh: str, colour_en: str, size: str) -> Key:
    """The set of styles that have a variant of this colour's family in this size."""
    return "fit", f"{colour_family(swatch, colour_zh, colour_en) or ''}/{size}"


def priced_key(zone: str) -> Key:
    """The set of styles that have a price for everybody in the zone."""
    return "priced", zone


def digit_key(zone: str, place: int) -> Key:
    """The set of styles whose lowest price there has the binary digit `place`."""
    return "price", f"{place}/{zone}"


def rows_from(packed: bytes) -> "array[int]":
    return _little_endian(array("q", packed))


def _little_endian(rows: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        rows.byteswap()
    return rows


class NarrowingIndex:
    """Keeps the table `narrowing` in step with the range, in the transactions that change it."""

    def __init__(self, conn: sqlite3.Connection, price_code: str) -> None:
        """`price_code`: the SQL that takes the code out of a staged price's id."""
        self._conn = conn
        self._note_concerned = _NOTE_CONCERNED.format(price_code=price_code)
        conn.execute("CREATE TEMP TABLE concerned (code TEXT PRIMARY KEY) WITHOUT ROWID")
        conn.execute("CREATE TEMP TABLE place (id TEXT PRIMARY KEY, position INTEGER) WITHOUT ROWID")

    def ensure(self) -> None:
        """Sort a range that came without sets, or with those of another version."""
        found = self._conn.execute("SELECT bits FROM narrowing WHERE (kind, value) = (?, ?)", SORTED_BY).fetchall()
        if found != [(VERSION,)]:
            with transaction(self._conn):
                self._sort(KINDS)

    @contextmanager
    def following(self, *, from_zero: bool) -> Iterator[None]:
        """Around what a round does to styles, variants and prices, within its transaction."""
        staged = dict(self._conn.execute(_COUNT_STAGED).fetchall())
        few = not from_zero and sum(staged.values()) <= _MANY_ROWS
        kinds = KINDS if from_zero or self._come_and_go() else {kind for entity in staged for kind in _SAY_OF[entity]}
        self._conn.execute("DELETE FROM temp.concerned")
        if few:
            self._conn.execute(self._note_concerned)
        rows = self._concerned_rows()
        yield
        rows |= self._concerned_rows()
        if few and len(rows) <= FEW:
            self._move(rows)
        elif kinds:
            self._sort(kinds)
        self._conn.execute("DELETE FROM temp.concerned")

    def _come_and_go(self) -> bool:
        """Whether staged styles are new or withdrawn: then the others' places move."""
        return bool(self._conn.execute(_NEW_OR_GONE).fetchall())

    def _concerned_rows(self) -> set[int]:
        """Rows of the styles that staged rows are about, as the range is now; enough of them to know they are many."""
        return {row for (row,) in self._conn.execute(_CONCERNED_ROWS, (FEW + 1,)).fetchall()}

    def _sort(self, kinds: Collection[str]) -> None:
        """All styles anew into the sets of these kinds."""
        run = self._conn.execute
        rows = array("q", [row for (row,) in run("SELECT row FROM style ORDER BY row").fetchall()])
        run("DELETE FROM temp.place")
        run("INSERT INTO temp.place SELECT id, row_number() OVER (ORDER BY row) - 1 FROM style")
        sets = self._sets(kinds, len(rows), _PRICED_VARIANTS)
        self._conn.executemany("DELETE FROM narrowing WHERE kind = ?", [(kind,) for kind in kinds])
        self._write(sets)
        self._write_rows(rows)

    def _move(self, concerned: set[int]) -> None:
        """Take the styles out of every set and put them where they now belong."""
        if not concerned:
            return
        before, rows = load(self._conn)
        sets = dict(before)
        listed = json.dumps(sorted(concerned))
        live = {
            row
            for (row,) in self._conn.execute(f"SELECT row FROM style WHERE row IN ({_LISTED})", (listed,)).fetchall()
        }
        self._make_room(sets, rows, concerned, live)
        self._conn.execute("DELETE FROM temp.place")
        self._conn.executemany(
            "INSERT INTO temp.place SELECT id, ? FROM style WHERE row = ?",
            [(bisect_left(rows, row), row) for row in sorted(live)],
        )
        moved = bits.of_positions((bisect_left(rows, row) for row in live), len(rows))
        now = self._sets(KINDS, len(rows), _PRICED_VARIANTS_OF_FEW)
        for key in sets.keys() | now.keys():
            sets[key] = (sets.get(key, 0) & ~moved) | now.get(key, 0)
        self._write({key: found for key, found in sets.items() if found != before.get(key)})
        self._write_rows(rows)

    @staticmethod
    def _make_room(sets: Sets, rows: "array[int]", concerned: set[int], live: set[int]) -> None:
        """Shift the bits behind styles that went, and behind places where new ones come in."""
        for row in sorted(concerned):
            at = bisect_left(rows, row)
            known = at < len(rows) and rows[at] == row
            if known and row not in live:
                del rows[at]
                sets.update((key, bits.without(found, at)) for key, found in sets.items())
            elif row in live and not known:
                rows.insert(at, row)
                sets.update((key, bits.with_gap(found, at)) for key, found in sets.items())

    def _sets(self, kinds: Collection[str], count: int, priced_variants: str) -> Sets:
        """The sets of the styles in `place`."""
        found: Sets = defaultdict(int)
        if "category" in kinds:
            for category, packed in self._conn.execute(_CATEGORIES):
                found[category_key(category)] |= bits.of_positions(json.loads(packed), count)
        if "fit" in kinds:
            for swatch, colour_zh, colour_en, size, packed in self._conn.execute(_FITS):
                found[fit_key(swatch, colour_zh, colour_en, size)] |= bits.of_positions(json.loads(packed), count)
        if "price" in kinds:
            self._sort_prices(found, count, _PRICES.format(priced_variants=priced_variants))
        return found

    def _sort_prices(self, found: Sets, count: int, prices: str) -> None:
        for (zone,) in self._conn.execute(_ZONES).fetchall():
            for minor, packed in self._conn.execute(prices, {"zone": zone}):
                styles = bits.of_positions(json.loads(packed), count)
                for key in (priced_key(zone), *_digit_keys(zone, minor)):
                    found[key] |= styles

    def _write(self, sets: Sets) -> None:
        self._conn.executemany(
            "INSERT OR REPLACE INTO narrowing (kind, value, bits) VALUES (?, ?, ?)",
            [(*key, found.to_bytes((found.bit_length() + 7) // 8, "little")) for key, found in sets.items() if found],
        )
        gone = [key for key, found in sets.items() if not found]
        self._conn.executemany("DELETE FROM narrowing WHERE (kind, value) = (?, ?)", gone)

    def _write_rows(self, rows: "array[int]") -> None:
        kept = ((*SORTED_BY, VERSION), (*ROWS, _little_endian(rows[:]).tobytes()))
        self._conn.executemany("INSERT OR REPLACE INTO narrowing (kind, value, bits) VALUES (?, ?, ?)", kept)


def _digit_keys(zone: str, minor: int) -> Iterable[Key]:
    return (digit_key(zone, place) for place in range(minor.bit_length()) if minor >> place & 1)


def load(conn: sqlite3.Connection) -> "tuple[Sets, array[int]]":
    """All sets, and the row that each bit stands for."""
    packed = {(kind, value): found for kind, value, found in conn.execute("SELECT kind, value, bits FROM narrowing")}
    rows = rows_from(packed.pop(ROWS, b""))
    packed.pop(SORTED_BY, None)
    return {key: int.from_bytes(found, "little") for key, found in packed.items()}, rows


_STAGED = "FROM temp.staged WHERE stream = 'catalogue' AND entity IN ('style', 'variant', 'price')"
_COUNT_STAGED = f"SELECT entity, count(*) {_STAGED} GROUP BY entity"
_NEW_OR_GONE = (
    "SELECT 1 FROM temp.staged WHERE stream = 'catalogue' AND entity = 'style' "
    "AND (body IS NULL OR NOT EXISTS (SELECT 1 FROM style WHERE style.id = staged.id)) LIMIT 1"
)
_NOTE_CONCERNED = (
    f"INSERT OR IGNORE INTO temp.concerned SELECT CASE entity WHEN 'price' THEN {{price_code}} ELSE id END {_STAGED}"
)
_CONCERNED_ROWS = (
    "SELECT row FROM style WHERE id IN (SELECT code FROM temp.concerned UNION ALL "
    "SELECT style FROM temp.concerned CROSS JOIN variant ON sku = code) LIMIT ?"
)
_LISTED = "SELECT value FROM json_each(?)"
_CATEGORIES = (
    "SELECT category, json_group_array(position) FROM temp.place CROSS JOIN style USING (id) GROUP BY category"
)
_FITS = (
    "SELECT swatch, colour_zh, colour_en, size, json_group_array(place.position) FROM temp.place CROSS JOIN variant "
    "ON style = id GROUP BY swatch, colour_zh, colour_en, size"
)
_ZONES = (  # from one to the next in the index, which has them in order, instead of over all prices
    "WITH RECURSIVE known (zone) AS (SELECT min(zone) FROM price UNION ALL "
    "SELECT (SELECT min(zone) FROM price WHERE price.zone > known.zone) FROM known WHERE zone IS NOT NULL) "
    "SELECT zone FROM known WHERE zone IS NOT NULL"
)
# A price looked up by itself: joined, SQLite would first read the whole price list into a filter.
_PRICE = "(SELECT minor FROM price WHERE zone = :zone AND code = {code} AND tier = '' AND minor > 0)"
# The variants that have a price of their own: over the price list when all styles are wanted, else over theirs.
_PRICED_VARIANTS = (
    "SELECT style, minor FROM price CROSS JOIN variant ON sku = code WHERE zone = :zone AND tier = '' AND minor > 0"
)
_PRICED_VARIANTS_OF_FEW = (
    f"SELECT style, {_PRICE.format(code='sku')} AS minor FROM temp.place CROSS JOIN variant ON style = id"
)
_PRICES = (
    "WITH own AS (SELECT style, count(minor) AS priced, min(minor) AS minor FROM ({priced_variants}) GROUP BY style), "
    f"each AS MATERIALIZED (SELECT id, position, {_PRICE.format(code='id')} AS minor "
    "FROM temp.place WHERE EXISTS (SELECT 1 FROM variant WHERE style = id)), "
    "lowest AS MATERIALIZED (SELECT position, CASE WHEN own.minor IS NULL THEN each.minor WHEN each.minor IS NULL "
    "OR own.minor <= each.minor OR own.priced = (SELECT count(*) FROM variant WHERE variant.style = each.id) "
    "THEN own.minor ELSE each.minor END AS minor "
    "FROM each LEFT JOIN own ON own.style = each.id) "
    "SELECT minor, json_group_array(position) FROM lowest WHERE minor IS NOT NULL GROUP BY minor"
)
