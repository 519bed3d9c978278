"""What the rows of one file may refer to in another: HQ's rows as they are now."""

from collections import defaultdict

import msgspec
from sqlalchemy import text

from kiosk.domain.catalogue import Location
from sync.hq.database import HqRead
from sync.hq.publishing import CATALOGUE, has_tablets

# Without the bodies: a million of them are some hundred megabytes.
_IDS = text("SELECT id FROM stream_row WHERE stream = :stream AND entity = :entity AND body IS NOT NULL")


class _Colourway(msgspec.Struct):
    """What a look needs to know of a variant: half a million bodies are read for it."""

    style: str
    colour: str


_colourway = msgspec.json.Decoder(_Colourway).decode


class World:
    """Read from HQ when first asked for, and asked again after a step has changed HQ's rows."""

    def __init__(self) -> None:
        self._locations: dict[str, Location] | None = None
        self._codes: dict[str, set[str]] = {}

    def locations(self, read: HqRead) -> dict[str, Location]:
        if self._locations is None:
            self._locations = read.locations()
        return self._locations

    def shops(self, read: HqRead) -> list[str]:
        """Where there are tablets: shops, dealers' shops and counters."""
        return sorted(key for key, location in self.locations(read).items() if has_tablets(location))

    def styles(self, read: HqRead) -> set[str]:
        return self._known(read, "style")

    def skus(self, read: HqRead) -> set[str]:
        return self._known(read, "variant")

    def guides(self, read: HqRead) -> set[str]:
        return self._known(read, "size_guide")

    def colours(self, read: HqRead) -> dict[str, dict[str, str]]:
        """Style → the codes of its colours, by their spelling and, where that is no other's, by it case-folded."""
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for _, body in read.rows(CATALOGUE, "variant"):
            variant = _colourway(body)
            found[variant.style].setdefault(variant.colour.casefold(), variant.colour)
            found[variant.style][variant.colour] = variant.colour
        return found

    def _known(self, read: HqRead, entity: str) -> set[str]:
        if entity not in self._codes:
            self._codes[entity] = set(read.conn.execute(_IDS, {"stream": CATALOGUE, "entity": entity}).scalars())
        return self._codes[entity]

    def forget(self) -> None:
        """HQ's rows have changed: ask again."""
        self._locations = None
        self._codes.clear()
