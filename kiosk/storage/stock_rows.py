"""The stockroom's rows: transfers, as HQ and we know them, and the count that is under way."""

import json
import sqlite3
from collections.abc import Sequence

from kiosk.domain import codec
from kiosk.domain.counting import Counting, Tally
from kiosk.domain.in_transit import TransferFacts, merge, settled
from kiosk.domain.stock import StockRow
from kiosk.ports.identity import DeviceIdentity
from kiosk.storage.overlay import own_figures, read_cut, unsettled_skus

_TALLY = "zone, sku, pieces, least, most, opened_ms, at_ms"


def own_transfer(journal: sqlite3.Connection, transfer_id: str) -> TransferFacts | None:
    return _facts(journal.execute("SELECT facts FROM own_transfer WHERE transfer_id = ?", (transfer_id,)).fetchone())


def put_own_transfer(journal: sqlite3.Connection, facts: TransferFacts) -> None:
    journal.execute(
        "INSERT OR REPLACE INTO own_transfer (transfer_id, facts, open) VALUES (?, ?, ?)",
        (facts.transfer_id, codec.dump(facts).decode(), settled(facts).open),
    )


def merged_transfer(journal: sqlite3.Connection, shop: sqlite3.Connection, transfer_id: str) -> TransferFacts | None:
    """All that is known about the transfer at either end of the wire."""
    theirs = shop.execute("SELECT facts FROM transfer_row WHERE transfer_id = ?", (transfer_id,)).fetchone()
    return merge(_facts(theirs), own_transfer(journal, transfer_id))


def open_transfers(journal: sqlite3.Connection, shop: sqlite3.Connection) -> list[TransferFacts]:
    """What one of both says is open, if both together do not say otherwise; newest first."""
    ids = {
        transfer_id
        for conn, table in ((journal, "own_transfer"), (shop, "transfer_row"))
        for (transfer_id,) in conn.execute(f"SELECT transfer_id FROM {table} WHERE open = 1").fetchall()  # noqa: S608
    }
    known = [facts for transfer_id in sorted(ids) if (facts := merged_transfer(journal, shop, transfer_id))]
    seen = ((settled(facts), facts) for facts in known)
    still = [(transfer.sent_ms or transfer.received_ms, facts) for transfer, facts in seen if transfer.open]
    return [facts for _, facts in sorted(still, key=lambda item: item[0], reverse=True)]


def _facts(row: tuple[str] | None) -> TransferFacts | None:
    return codec.load(TransferFacts, row[0]) if row else None


def shelf_figures(
    journal: sqlite3.Connection, shop: sqlite3.Connection, identity: DeviceIdentity, also: Sequence[str]
) -> dict[str, StockRow]:
    """This shop's figures that are not zero, and those of the articles named."""
    rows = shop.execute("SELECT sku FROM stock WHERE location = ? AND on_hand <> 0", (identity.shop,)).fetchall()
    skus = {sku for (sku,) in rows} | set(unsettled_skus(journal, read_cut(shop, identity.device)))
    found = own_figures(journal, shop, identity.device, identity.shop, sorted(skus | set(also)))
    return {sku: row for sku, row in found.items() if row.on_hand or sku in also}


def counting(journal: sqlite3.Connection) -> Counting | None:
    row = journal.execute("SELECT body FROM counting LIMIT 1").fetchone()
    return codec.load(Counting, row[0]) if row else None


def tallies(journal: sqlite3.Connection, sku: str) -> tuple[Tally, ...]:
    condition, values = ("WHERE sku = ?", (sku,)) if sku else ("", ())
    rows = journal.execute(
        f"SELECT {_TALLY} FROM counting JOIN tally USING (count_id) {condition} ORDER BY at_ms, sku, zone",  # noqa: S608
        values,
    )
    return tuple(Tally(*row) for row in rows.fetchall())


class CountingTx:
    """The stockroom's part of a transaction (ports.stock.StockTx)."""

    _journal: sqlite3.Connection
    _shop: sqlite3.Connection
    _identity: DeviceIdentity

    def transfer(self, transfer_id: str) -> TransferFacts | None:
        return merged_transfer(self._journal, self._shop, transfer_id)

    def shelf(self, also: Sequence[str] = ()) -> dict[str, StockRow]:
        return shelf_figures(self._journal, self._shop, self._identity, also)

    def counting(self) -> Counting | None:
        return counting(self._journal)

    def put_counting(self, counting: Counting) -> None:
        self._journal.execute(
            "INSERT OR REPLACE INTO counting (count_id, body) VALUES (?, ?)",
            (counting.count_id, json.dumps(codec.to_json(counting), ensure_ascii=False)),
        )

    def drop_counting(self) -> None:
        self._journal.execute("DELETE FROM tally")
        self._journal.execute("DELETE FROM counting")

    def tallies(self, sku: str = "") -> tuple[Tally, ...]:
        return tallies(self._journal, sku)

    def put_tally(self, tally: Tally) -> None:
        self._journal.execute(
            f"INSERT OR REPLACE INTO tally (count_id, {_TALLY}) "  # noqa: S608 our own names
            "SELECT count_id, ?, ?, ?, ?, ?, ?, ? FROM counting LIMIT 1",
            (tally.zone, tally.sku, tally.pieces, tally.least, tally.most, tally.opened_ms, tally.at_ms),
        )

    def drop_tally(self, sku: str, zone: str) -> None:
        self._journal.execute("DELETE FROM tally WHERE sku = ? AND zone = ?", (sku, zone))
