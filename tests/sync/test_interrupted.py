"""A sync that is cut anywhere, and a process that dies in between, end where an undisturbed one ends.

The real thing on both ends and real sockets between them; only the network is ours.
"""

import random
import sqlite3
from collections.abc import Iterator
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
from sync.server.run import serve_in_thread
from tests.fakes import retailer
from tests.sync.contracts.offices import SHOP, RealOffice, head_office, styles
from tests.sync.proxy import Fault, FaultProxy

QUICK = Patience(connect_s=2, read_s=10, body_s=20)
BOXES = 40  # events of each tablet: one piece received in each
SKU = retailer.SHIRT_M
UNSTABLE = {"cursor", "link", "pointer", "_sqlite_migrations", "cut"}  # times, and what belongs to a device


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


@pytest.fixture(scope="module")
def hq(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hq]:
    with head_office(tmp_path_factory.mktemp("hq")) as office:
        people = RealOffice(office, office)
        people.put(*styles(250), *(("variant", item.sku, codec.dump(item).decode()) for item in retailer.VARIANTS))
        with office.database.write() as tx:
            tx.put_rows(f"shop.{SHOP}", [("staff", item.id, codec.dump(item).decode()) for item in retailer.STAFF])
            tx.append(StockOpened(SHOP, 1, (OpenedStock(SKU, 100),)))
        serving = serve_in_thread(office)
        yield Hq(office, people, serving.url)
        serving.stop()


class Tablet:
    """Real files, and a program that can be started again on them."""

    def __init__(self, hq: Hq, folder: Path, url: str) -> None:
        self._folder, self._url = folder, url
        with TabletStorage.prepare(folder) as fresh:
            identity = enrol(hq.office, hq.people.pair(), fresh.key, "test", hq_url=url, show=hq.people.confirm)
            fresh.adopt(identity)
        self.start()

    def start(self) -> None:
        self.storage = storage = TabletStorage.open(self._folder)
        self.endpoint = HttpEndpoint(self._url, patience=QUICK)
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
        (catalogue,) = self._folder.glob("catalogue-*.db")
        files = [self._folder / "shop.db", catalogue]
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


def test_the_way_up_and_down_on_real_files_and_real_sockets(hq: Hq, tmp_path: Path) -> None:
    tablet = Tablet(hq, tmp_path, hq.url)
    before = hq.on_hand()
    tablet.receive_boxes(5)
    first, second = tablet.engine.cycle(), tablet.engine.cycle()
    assert (first.error, second.error) == (None, None)
    assert hq.office.drain()
    tablet.engine.cycle()
    assert hq.on_hand() == before + 5
    assert tablet.on_hand().on_hand == before + 5
    assert tablet.storage.catalogues.search("", retailer.ZONE).total == 250
    assert tablet.storage.reader.staff("G-LIN") == retailer.LIN
    assert tablet.storage.reader.sync_status().pending_events == 0
    tablet.stop()


def test_however_it_is_cut_both_ends_agree_and_nothing_is_doubled(hq: Hq, tmp_path: Path) -> None:
    undisturbed = Tablet(hq, tmp_path / "undisturbed", hq.url)
    with FaultProxy(hq.url) as proxy:
        up, down = _bytes_of_a_first_sync(hq, proxy, tmp_path / "measured")
        cut_short = 0
        for seed in range(10):
            chance = random.Random(seed)
            proxy.faults.clear()
            tablet = Tablet(hq, tmp_path / f"cut-{seed}", proxy.url)
            before = hq.on_hand()
            tablet.receive_boxes(BOXES)
            proxy.faults.extend(_cut(chance, up, down) for _ in range(chance.randint(1, 8)))
            reports = tablet.sync_until_well(chance)
            cut_short += len(reports) > 1
            _agree(hq, tablet, undisturbed, before + BOXES)
            tablet.stop()
    undisturbed.stop()
    assert cut_short >= 7, "too few met a fault: the test shows nothing"


def _bytes_of_a_first_sync(hq: Hq, proxy: FaultProxy, folder: Path) -> tuple[int, int]:
    tablet = Tablet(hq, folder, proxy.url)
    tablet.receive_boxes(BOXES)
    assert tablet.engine.cycle().error is None
    tablet.stop()
    assert hq.office.drain()
    return proxy.up_bytes, proxy.down_bytes


def _cut(chance: random.Random, up: int, down: int) -> Fault:
    """Somewhere in the conversation; half of the time early, where most of it happens."""
    share = chance.random() ** chance.choice([1, 3])
    return Fault(cut_up=int(share * up)) if chance.random() < 0.5 else Fault(cut_down=int(share * down))


def _agree(hq: Hq, tablet: Tablet, undisturbed: Tablet, on_hand: int) -> None:
    assert hq.office.drain()
    assert hq.on_hand() == on_hand
    assert tablet.sync_until_well()[-1].error is None
    assert undisturbed.sync_until_well()[-1].error is None
    assert tablet.storage.reader.sync_status().pending_events == 0
    assert tablet.on_hand().on_hand == on_hand
    ours, theirs = tablet.rows(), undisturbed.rows()
    assert ours.keys() == theirs.keys()
    for table, rows in ours.items():
        assert rows == theirs[table], table
    assert hq.office.held() == ()
    assert hq.office.stock_differences() == []
