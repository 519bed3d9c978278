"""Figures of a warehouse in a region of its own reach the shops of every other region, and go on changing there.

Real HQ, real files, the real engine; only the line between them is left out.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from kiosk.domain.events import Fulfilment, OrderLine, OrderPlaced, Promise
from kiosk.domain.stock import StockRow
from kiosk.ports.storage import JournalTx
from kiosk.storage.catalogue import SCHEMA
from kiosk.storage.tablet import TabletStorage
from sync.engine import SyncEngine
from sync.enrolment import enrol
from sync.hq.office import HeadOffice
from tests.fakes import retailer
from tests.sync.hq.desk import Clock, open_office, open_stock, put_range

SKU = retailer.COAT_S
PLACES = (retailer.JA, replace(retailer.XH, region="west"), replace(retailer.WH, region="national"))
NEVER_A_SNAPSHOT = SCHEMA - 1  # a program that old can use none of HQ's files and reads pages


class Tablet:
    """A shop's tablet: its files and its engine, which asks HQ directly."""

    def __init__(self, office: HeadOffice, shop: str, folder: Path, schema: int, clock: Clock) -> None:
        with TabletStorage.prepare(folder) as fresh:
            code, confirm = office.pair(shop), partial(office.confirm, shop)
            identity = enrol(office, code, fresh.key, "test", hq_url="https://hq.example", show=confirm)
            fresh.adopt(identity)
        self.storage = storage = TabletStorage.open(folder, clock=clock)
        self.engine = SyncEngine(
            office, storage.identity, storage.key, storage.journal, (storage.shop, storage.catalogues),
            storage.catalogues, lambda _message: None, clock=clock, program="test", schema=schema,
        )  # fmt: skip

    def sync(self) -> dict[str, int]:
        report = self.engine.cycle()
        assert report.error is None, report.error
        return report.rows

    def at_the_warehouse(self) -> StockRow:
        (row,) = (row for row in self.storage.catalogues.regional_stock((SKU,)) if row.location == "WH")
        return row

    def order_from_the_warehouse(self, pieces: int) -> None:
        shop = self.storage.identity.shop

        def work(tx: JournalTx) -> None:
            promise = Promise(clock_ms(), clock_ms(), "WH", shop)
            line = OrderLine(
                "1", SKU, "WOOL-COAT", pieces, 100, 100 * pieces, Fulfilment.BRING_HERE, promise,
                "brand", "brand", "brand", "brand", "大衣", "Coat",
            )  # fmt: skip
            number = tx.next_number("order")
            lapses_ms = clock_ms() + 86_400_000
            body = OrderPlaced(
                tx.new_id(), number, shop, (line,), 100 * pieces, "CNY", "P1", "plain/1", lapses_ms, {shop: "12345675"}
            )
            tx.append(body, "shopper")

        self.storage.journal.run(work)


def clock_ms() -> int:
    return Clock().now_ms


@pytest.fixture
def office(tmp_path: Path) -> Iterator[HeadOffice]:
    with open_office(tmp_path / "hq", clock=Clock()) as opened:
        put_range(opened, PLACES)
        open_stock(opened, "WH", COAT_S=40)
        open_stock(opened, "XH", COAT_S=3)
        assert opened.drain(30)
        yield opened


def figure_at_hq(office: HeadOffice) -> tuple[int, int]:
    with office.database.read() as read:
        find = "SELECT on_hand, reserved FROM stock WHERE location = 'WH' AND sku = :sku"
        on_hand, reserved = read.conn.exec_driver_sql(find, {"sku": SKU}).one()
        return int(on_hand), int(reserved)


@pytest.mark.parametrize("schema", [SCHEMA, NEVER_A_SNAPSHOT], ids=["snapshot", "pages"])
def test_an_order_on_a_warehouse_of_another_region_is_seen_by_a_shop_of_a_third(
    office: HeadOffice, tmp_path: Path, schema: int
) -> None:
    clock = Clock()
    ja, xh = (Tablet(office, shop, tmp_path / shop, schema, clock) for shop in ("JA", "XH"))
    for tablet in (ja, xh):
        assert ("catalogue" in tablet.sync()) == (schema == NEVER_A_SNAPSHOT)
        assert (tablet.at_the_warehouse().on_hand, tablet.at_the_warehouse().reserved) == (40, 0)
    ja.order_from_the_warehouse(2)
    ja.sync()
    assert office.drain(30)
    clock.now_ms += 60_000
    assert "stock.national" in xh.sync()
    seen = xh.at_the_warehouse()
    assert (seen.on_hand, seen.reserved) == figure_at_hq(office) == (40, 2)
    ages = {age.stream: age.complete_ms for age in xh.storage.catalogues.ages()}
    assert ages == dict.fromkeys(("catalogue", "stock.national", "stock.west"), clock.now_ms)
    assert xh.storage.catalogues.stock_as_of_ms() == clock.now_ms
    for tablet in (ja, xh):
        tablet.storage.close()
