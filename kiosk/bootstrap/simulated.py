"""Tablets and head office for the simulation: storage, rules and engine as everywhere, on a clock that is given."""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from kiosk import __version__
from kiosk.domain import codec
from kiosk.domain.events import Event
from kiosk.errors import KioskError
from kiosk.ports.identity import DeviceIdentity
from kiosk.services.desk import Desk
from kiosk.services.shelf import Shop
from kiosk.services.terminal import Verbs
from kiosk.storage.catalogue import SCHEMA, CatalogueReplica
from kiosk.storage.schemas import CATALOGUE
from kiosk.storage.tablet import TabletStorage
from sync.engine import CycleReport, SyncEngine
from sync.enrolment import enrol
from sync.hq.office import HeadOffice
from sync.protocol import Endpoint
from sync.simulation.ports import Clock
from sync.simulation.ports import Tablet as SimulatedTablet

_EVENTS = (
    "SELECT id, type, version, body, actor, hlc, wall_ms, ?, epoch, seq, content, chain FROM event ORDER BY epoch, seq"
)
#: What HQ told of a shop; not how far, nor what is said to one device alone.
_TOLD = ("staff", "member", "stock", "order_row", "far_order", "transfer_row", "task", "setting", "binding")
_MOST_PAGES = 1 << 30


def _verify_pin(pin_hash: str, pin: str) -> bool:
    """The simulation's people have PINs that cost nothing to look at: it plays thousands of days."""
    return pin_hash == f"pin:{pin}"


class Tablet:
    """Implements sync.simulation.ports.Tablet."""

    def __init__(self, folder: Path, clock: Clock, line: Endpoint) -> None:
        self._storage = TabletStorage.open(folder, clock=clock, purpose="kiosk torture", room_bytes=0)
        self.identity: DeviceIdentity = self._storage.identity
        self._shop = Shop(
            self._storage.journal,
            self._storage.reader,
            self._storage.catalogues,
            self.identity.shop,
            _verify_pin,
            clock,
        )
        self._engine = SyncEngine(
            line, self.identity, self._storage.key, self._storage.journal,
            (self._storage.shop, self._storage.catalogues, self._storage.members),
            self._storage.catalogues, lambda _: None, clock=clock, program=__version__, schema=len(CATALOGUE.steps),
        )  # fmt: skip

    def do(self, verb: str, args: dict[str, Any]) -> Any:
        return Verbs(Desk(self._shop), self._storage.catalogues).run(verb, args)

    def lapse(self) -> int:
        return Desk(self._shop).lapse_due()

    def cycle(self) -> CycleReport:
        """As a till does it: what HQ asked is answered soon after."""
        report = self._engine.cycle()
        with suppress(KioskError):
            Desk(self._shop).return_rights()
        return report

    def pending(self) -> int:
        return self._storage.reader.sync_status().pending_events

    def events(self) -> Sequence[Event]:
        with self._storage.journal.readers.snapshot() as conn:
            return [Event(*row) for row in conn.execute(_EVENTS, (self.identity.device,)).fetchall()]

    def rows(self) -> dict[str, list[str]]:
        with self._storage.shop.readers.snapshot() as conn:
            found = {table: _rows(conn.execute(f"SELECT * FROM {table}").fetchall()) for table in _TOLD}  # noqa: S608
        catalogue = self._storage.catalogues
        here = catalogue.location(self.identity.shop)
        listed = catalogue.search("", here.price_zone, limit=100).cards if here else ()
        pages = [catalogue.page(card.style.id, here.price_zone) for card in listed] if here else []
        skus = tuple(variant.sku for page in pages if page for variant in page.variants)
        found["pages"] = sorted(codec.dump(page).decode() for page in pages if page)
        found["regional"] = sorted(codec.dump(row).decode() for row in catalogue.regional_stock(skus))
        return found

    def fill_disk(self, *, full: bool) -> None:
        self._storage.journal.limit_pages(1 if full else _MOST_PAGES)

    def close(self) -> None:
        self._storage.close()


def _rows(found: list[Any]) -> list[str]:
    return sorted(json.dumps(row, ensure_ascii=False) for row in found)


class Wiring:
    """Implements sync.simulation.ports.Wiring."""

    def open_office(self, folder: Path, clock: Clock) -> HeadOffice:
        return HeadOffice(
            folder / "hq.db", replica_factory=CatalogueReplica, snapshot_schema=SCHEMA, clock=clock, interpret=False
        )

    def enrol(self, folder: Path, clock: Clock, office: HeadOffice, line: Endpoint, shop: str) -> None:
        with TabletStorage.prepare(folder) as fresh:
            code = office.pair(shop)
            identity = enrol(
                line, code, fresh.key, folder.name, hq_url="https://hq.invalid",
                show=lambda digits: office.confirm(shop, digits),
            )  # fmt: skip
            fresh.adopt(identity, clock=clock)

    def open_tablet(self, folder: Path, clock: Clock, line: Endpoint) -> SimulatedTablet:
        return Tablet(folder, clock, line)
