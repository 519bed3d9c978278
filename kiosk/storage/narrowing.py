"""Lists narrowed, counted and put in order with sets of styles: what `narrowing_index` keeps, loaded once a change."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from itertools import islice, pairwise
from operator import or_

from kiosk.domain.catalogue import SaleMode
from kiosk.domain.colours import ColourFamily
from kiosk.domain.narrowing import price_edges, size_order
from kiosk.ports.storage import Facets, FacetValue, Filters, PriceBand, Sort
from kiosk.storage import bits
from kiosk.storage.bits import Numbers
from kiosk.storage.catalogue import CATALOGUE_STREAM
from kiosk.storage.narrowing_index import category_key, fit_key, load, priced_key

Here = Callable[[], frozenset[str]]  # SKUs of this shop that can be taken now; the same object until that changes
State = tuple[str, list[tuple[str | None, int]]]  # file, generation and number of the range's last round
Fit = tuple[str, str]  # colour family or "", size
_KEPT_QUERIES = 32


class Narrowing:
    """A file's sets in one state. Any thread may use it; what it remembers is only put in, never changed."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.state = state_of(conn)
        self._sets, self.rows = load(conn)
        self.everything = (1 << len(self.rows)) - 1
        self._position: dict[int, int] = {}
        self._fits = {_fit(value): found for (kind, value), found in self._sets.items() if kind == "fit"}
        self._prices: dict[str, Numbers] = {}
        self._queries: dict[str, int] = {}
        self._here: tuple[frozenset[str], Mapping[Fit, int]] = (frozenset(), {})
        self._places: dict[str, tuple[int, Fit] | None] = {}  # SKU → where its style is, and which fit it is

    def matching(self, text: str, category: str, find: Callable[[], Iterable[int]]) -> int:
        """The styles of a query; `find` gives its rows when it was not asked lately."""
        if not text:
            found = self.everything
        elif (known := self._queries.get(text)) is not None:
            found = known
        else:
            found = self._of_rows(find())
            if len(self._queries) >= _KEPT_QUERIES:
                self._queries = {}
            self._queries[text] = found
        return found & self._sets.get(category_key(category), 0) if category else found

    def _of_rows(self, rows: Iterable[int]) -> int:
        if not self._position:
            self._position = {row: position for position, row in enumerate(self.rows)}
        return bits.of_positions(map(self._position.__getitem__, rows), len(self.rows))

    def prices(self, zone: str) -> Numbers:
        """Each style's lowest price for everybody in the zone."""
        if zone not in self._prices:
            digits = {
                int(value.partition("/")[0]): found
                for (kind, value), found in self._sets.items()
                if kind == "price" and value.partition("/")[2] == zone
            }
            self._prices[zone] = Numbers(self._sets.get(priced_key(zone), 0), digits)
        return self._prices[zone]

    def fits(self, conn: sqlite3.Connection, filters: Filters, here: Here) -> Mapping[Fit, int]:
        """Which styles have a variant of each fit, or with `here_now` have one in this shop."""
        return self._fits_here(conn, here()) if filters.here_now else self._fits

    def _fits_here(self, conn: sqlite3.Connection, skus: frozenset[str]) -> Mapping[Fit, int]:
        known, fits = self._here
        if known is skus:
            return fits
        if unknown := [sku for sku in skus if sku not in self._places]:
            self._places.update(self._placed(conn, unknown))
        positions: dict[Fit, list[int]] = defaultdict(list)
        for sku in skus:
            if place := self._places[sku]:
                positions[place[1]].append(place[0])
        found = {fit: bits.of_positions(each, len(self.rows)) for fit, each in positions.items()}
        self._here = skus, found
        return found

    def _placed(self, conn: sqlite3.Connection, skus: Iterable[str]) -> dict[str, tuple[int, Fit] | None]:
        """None for variants that are not in the range, or that no shop hands over."""
        if not self._position:
            self._of_rows(())
        found: dict[str, tuple[int, Fit] | None] = dict.fromkeys(skus)
        listed = conn.execute(_PLACES, (json.dumps(list(found)), SaleMode.ONLINE_ONLY)).fetchall()
        for sku, row, *colour_and_size in listed:
            found[sku] = self._position[row], _fit(fit_key(*colour_and_size)[1])
        return found


def _fit(value: str) -> Fit:
    colour, _, size = value.partition("/")
    return colour, size


_PLACES = (
    "SELECT sku, style.row, swatch, colour_zh, colour_en, size FROM json_each(?) AS wanted "
    "CROSS JOIN variant ON sku = wanted.value CROSS JOIN style ON style.id = variant.style WHERE sale_mode <> ?"
)


def state_of(conn: sqlite3.Connection) -> State:
    """Which file this is and which range it has: two that are equal have the same sets, and find the same by a text."""
    ((file,),) = conn.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchall()
    return file, conn.execute("SELECT gen, seq FROM cursor WHERE stream = ?", (CATALOGUE_STREAM,)).fetchall()


class Narrowed:
    """One list (a query in a category, at a zone's prices) under filters."""

    def __init__(
        self, index: Narrowing, conn: sqlite3.Connection, matching: int, zone: str, filters: Filters, here: Here
    ) -> None:
        self.matching = matching
        self._index = index
        self._conn = conn
        self._filters = filters
        self._here = here
        self._prices = index.prices(zone)
        self._affordable = matching & self._priced(filters.price_from_minor, filters.price_to_minor)

    @property
    def kept(self) -> int:
        return self._affordable & self._fitting(self._filters)

    def page(self, sort: Sort, limit: int, offset: int) -> list[int]:
        """Rows of one page."""
        kept = self.kept
        if sort is Sort.POPULAR:
            found = list(islice(bits.positions(kept), offset, offset + limit))
        else:
            priced = kept & self._prices.known
            found = self._prices.page(priced, limit, offset, falling=sort is Sort.PRICE_DOWN)
            first = max(offset - priced.bit_count(), 0)
            found += islice(bits.positions(kept & ~priced), first, first + limit - len(found))
        return [self._index.rows[position] for position in found]

    def facets(self, currency: str) -> Facets:
        fits = self._index.fits(self._conn, self._filters, self._here)
        return Facets(
            self._colours(fits),
            self._sizes(fits),
            self._bands(),
            (self._affordable & self._fitting(self._filters, here_now=True)).bit_count(),
            self.kept.bit_count(),
            self.matching.bit_count(),
            currency,
        )

    def _priced(self, from_minor: int | None, to_minor: int | None) -> int:
        if from_minor is None and to_minor is None:
            return self._index.everything
        found = self._prices.known if to_minor is None else self._prices.below(to_minor)
        return found if from_minor is None else found & ~self._prices.below(from_minor)

    def _fitting(self, filters: Filters, *, here_now: bool = False) -> int:
        """Styles with a variant in the colours and sizes chosen, and here."""
        if not (filters.colours or filters.sizes or filters.here_now or here_now):
            return self._index.everything
        fits = self._index.fits(self._conn, Filters(here_now=True) if here_now else filters, self._here)
        chosen = (
            found
            for (colour, size), found in fits.items()
            if (not filters.colours or colour in filters.colours) and (not filters.sizes or size in filters.sizes)
        )
        return reduce(or_, chosen, 0)

    def _colours(self, fits: Mapping[Fit, int]) -> tuple[FacetValue, ...]:
        sizes = self._filters.sizes
        counts = self._counted((colour, found) for (colour, size), found in fits.items() if not sizes or size in sizes)
        return _values(ColourFamily, counts, self._filters.colours)

    def _sizes(self, fits: Mapping[Fit, int]) -> tuple[FacetValue, ...]:
        colours = self._filters.colours
        counts = self._counted(
            (size, found) for (colour, size), found in fits.items() if not colours or colour in colours
        )
        return _values(sorted({*counts, *self._filters.sizes}, key=size_order), counts, self._filters.sizes)

    def _counted(self, sets: Iterable[tuple[str, int]]) -> dict[str, int]:
        joined: dict[str, int] = defaultdict(int)
        for value, found in sets:
            joined[value] |= found
        return {value: (found & self._affordable).bit_count() for value, found in joined.items()}

    def _bands(self) -> tuple[PriceBand, ...]:
        priced = self.matching & self._prices.known
        edges = price_edges(priced.bit_count(), lambda n: self._prices.nth(priced, n))
        if not edges:
            return ()
        fitting = self.matching & self._fitting(self._filters)
        return tuple(
            PriceBand(low, high, (fitting & self._priced(low, high)).bit_count())
            for low, high in pairwise((None, *edges, None))
        )


def _values(known: Iterable[str], counts: Mapping[str, int], chosen: tuple[str, ...]) -> tuple[FacetValue, ...]:
    counted = (FacetValue(str(value), counts.get(value, 0)) for value in known)
    return tuple(value for value in counted if value.styles or value.id in chosen)
