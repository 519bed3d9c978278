"""Which variants lie in this shop to take now: thousands of HQ's rows, and the few that our own events change."""

import sqlite3

from kiosk.storage.overlay import own_figures, read_cut, unsettled_skus


class HereNow:
    """Remembers what it found until HQ's rows or our events change. Any thread may ask."""

    def __init__(self, device: str, shop: str) -> None:
        self._device = device
        self._shop = shop
        self._by_hq: tuple[object, frozenset[str]] = (None, frozenset())
        self._known: tuple[object, frozenset[str]] = (None, frozenset())

    def skus(self, journal: sqlite3.Connection, shop: sqlite3.Connection) -> frozenset[str]:
        told = shop.execute("SELECT stream, gen, seq FROM cursor ORDER BY stream").fetchall()
        told += shop.execute("SELECT device, epoch, n, held FROM cut ORDER BY device, epoch").fetchall()
        state = told, journal.execute("SELECT epoch, last_seq FROM watermark ORDER BY epoch").fetchall()
        known, found = self._known
        if known != state:
            changed = self._corrected(self._from_hq(shop, told), journal, shop)
            found = found if found == changed else changed
            self._known = state, found
        return found

    def _from_hq(self, shop: sqlite3.Connection, told: object) -> frozenset[str]:
        known, found = self._by_hq
        if known != told:
            rows = shop.execute("SELECT sku FROM stock WHERE location = ? AND on_hand > reserved", (self._shop,))
            found = frozenset(sku for (sku,) in rows.fetchall())
            self._by_hq = told, found
        return found

    def _corrected(
        self, by_hq: frozenset[str], journal: sqlite3.Connection, shop: sqlite3.Connection
    ) -> frozenset[str]:
        unsettled = unsettled_skus(journal, read_cut(shop, self._device))
        figures = own_figures(journal, shop, self._device, self._shop, unsettled)
        return (by_hq - set(unsettled)) | {sku for sku, row in figures.items() if row.atp()}
