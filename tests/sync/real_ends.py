"""HQ and tablets that are real on both ends – files, keys, engine, sockets –, for tests of the line between them."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.domain import codec
from kiosk.domain.events import GoodsReceived, OpenedStock, ReceivedLine, StockOpened
from kiosk.domain.stock import StockRow
from kiosk.errors import HqUnreachable
from kiosk.storage.catalogue import SCHEMA
from kiosk.storage.tablet import TabletStorage
from sync.address import Patience
from sync.client import HttpEndpoint
from sync.engine import CycleReport, SyncEngine
from sync.enrolment import enrol
from sync.hq.office import HeadOffice
from sync.server.pace import Paces
from sync.server.run import PACES, serve_in_thread
from tests.fakes import retailer
from tests.sync.contracts.offices import SHOP, RealOffice, head_office, styles

QUICK = Patience(connect_s=2, read_s=10, body_s=20)
SKU = retailer.SHIRT_M
UNSTABLE = {"cursor", "link", "pointer", "_sqlite_migrations", "cut"}  # times, and what belongs to a device


@contextmanager
def open_hq(folder: Path, paces: Paces = PACES) -> Iterator["Hq"]:
    """With a range, the shop's people and a hundred of one thing."""
    with head_office(folder) as office:
        people = RealOffice(office, office)
        people.put(*styles(250), *(("variant", item.sku, codec.dump(item).decode()) for item in retailer.VARIANTS))
        with office.database.write() as tx:
            tx.put_rows(f"shop.{SHOP}", [("staff", item.id, codec.dump(item).decode()) for item in retailer.STAFF])
            tx.append(StockOpened(SHOP, 1, (OpenedStock(SKU, 100),)))
        serving = serve_in_thread(office, paces=paces)
        yield Hq(office, people, serving.url)
        serving.stop()


@dataclass
class Hq:
    office: HeadOffice
    people: RealOffice
    url: str

    def on_hand(self) -> int:
        with self.office.database.read() as read:
            values = {"location": SHOP, "sku": SKU}
            find = "SELECT on_hand FROM stock WHERE location = :location AND sku = :sku"
            return int(read.conn.exec_driver_sql(find, values).scalar_one())


class Tablet:
    """Real files, and a program that can be started again on them."""

    def __init__(self, hq: Hq, folder: Path, url: str) -> None:
        self.folder, self._url = folder, url
        self.patience = QUICK
        with TabletStorage.prepare(folder) as fresh:
            identity = enrol(hq.office, hq.people.pair(), fresh.key, "test", hq_url=url, show=hq.people.confirm)
            fresh.adopt(identity)
        self.start()

    def start(self) -> None:
        self.storage = TabletStorage.open(self.folder)
        self.connect()

    def connect(self) -> None:
        """With an engine that knows nothing of a session."""
        storage = self.storage
        self.endpoint = HttpEndpoint(self._url, patience=self.patience)
        self.engine = SyncEngine(
            self.endpoint, storage.identity, storage.key, storage.journal, (storage.shop, storage.catalogues),
            storage.catalogues, lambda _message: None, clock=lambda: 1_700_000_000_000, program="test", schema=SCHEMA,
        )  # fmt: skip

    def stop(self) -> None:
        self.endpoint.close()
        self.storage.close()

    def restart(self) -> None:
        self.stop()
        self.start()

    def reconnect(self) -> None:
        self.endpoint.close()
        self.connect()

    def receive_boxes(self, count: int) -> None:
        boxes = [GoodsReceived(SHOP, f"BOX-{number}", (ReceivedLine(SKU, 1),)) for number in range(count)]
        self.storage.journal.run(lambda tx: [tx.append(box, "G-LIN") for box in boxes])

    def on_hand(self) -> StockRow:
        return self.storage.reader.own_stock((SKU,))[SKU]

    def sync_until_well(self, chance: random.Random | None = None) -> list[CycleReport]:
        reports = []
        for _ in range(60):
            reports.append(self.engine.cycle())
            if reports[-1].error is None:
                return reports
            assert isinstance(reports[-1].error, HqUnreachable), reports[-1].error
            if chance and chance.random() < 0.3:
                self.restart()
        pytest.fail(f"still not well: {reports[-1].error}")

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Everything HQ gave us, by table."""
        (catalogue,) = self.folder.glob("catalogue-*.db")
        files = [self.folder / "shop.db", catalogue]
        return {f"{path.name[:9]} {table}": found for path in files for table, found in _tables(path)}


def _tables(path: Path) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    conn = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        names = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        for name in names:
            if name not in UNSTABLE and not name.startswith(("sqlite_", "style_fts")):
                yield name, sorted(conn.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
    finally:
        conn.close()
