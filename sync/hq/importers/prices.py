"""prices.csv: what a style or a variant costs in a zone for a tier. Whole; a change makes a new publication."""

from collections.abc import Mapping

import msgspec

from kiosk.domain import codec
from kiosk.domain.catalogue import Publication
from sync.hq.database import HqDatabase, HqTx
from sync.hq.importers import fields
from sync.hq.importers.fields import BadRow
from sync.hq.importers.table import Columns
from sync.hq.importers.whole import Cells, Input, WholeFile
from sync.hq.importers.world import World
from sync.hq.publishing import CATALOGUE

PRICES = Columns(required=("zone", "code", "price"), optional=("tier", "currency"))

_to_json = msgspec.json.Encoder().encode


def take_prices(database: HqDatabase, inputs: Mapping[str, Input], world: World) -> None:
    """Make the file HQ's price list, effective at once."""
    source = inputs["prices.csv"]
    with database.write() as tx:
        prices = _Prices(tx, world)
        with source.desk.working():
            WholeFile(source, prices.key, prices.body).put(tx, CATALOGUE, "price")
        if source.desk.report.changes:
            _publish(tx)


def _publish(tx: HqTx) -> None:
    """Prices changed: the publication that orders name from now on. Numbered, so that a person can say which."""
    numbers = (int(key.removeprefix("P-")) for key, _ in tx.rows(CATALOGUE, "publication"))
    publication = Publication(f"P-{max(numbers, default=0) + 1:06d}", tx.now_ms)
    tx.put_whole(CATALOGUE, "publication", [(publication.id, codec.dump(publication).decode())])


class _Prices:
    """Parses prices of codes and zones that HQ knows."""

    def __init__(self, tx: HqTx, world: World) -> None:
        self._zones = {location.price_zone for location in world.locations(tx).values()}
        self._styles = world.styles(tx)
        self._skus = world.skus(tx)

    def key(self, cells: Cells) -> str:
        zone, code, _, tier, _ = cells
        tier = fields.place(tier, "tier") if tier else ""
        return f"{fields.place(zone, 'zone')}/{tier}/{fields.code(code, 'code')}"

    def body(self, key: str, _line: int, cells: Cells) -> str:
        zone, tier, code = key.split("/", 2)
        if zone not in self._zones:
            raise BadRow(f"zone {zone!r} is no location's price zone")
        if code not in self._styles and code not in self._skus:
            raise BadRow(f"code {code!r} is neither a style nor a sku")
        currency = cells[4].upper() or "CNY"
        minor = fields.amount(cells[2], currency)
        document: dict[str, str | int] = {"zone": zone, "tier": tier, "code": code, "minor": minor}
        return _to_json(document if currency == "CNY" else {**document, "currency": currency}).decode()
