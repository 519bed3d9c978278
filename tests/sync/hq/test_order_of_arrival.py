"""Whatever order the network delivers in, and however often, HQ ends with the same rows."""

import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from kiosk.domain import codec
from kiosk.domain.events import (
    Body,
    CountedLine,
    Fulfilment,
    GoodsHandedOver,
    GoodsReceived,
    HandedLine,
    LinesDispatched,
    LinesReady,
    OpenedStock,
    OrderCancelled,
    OrderLapsed,
    OrderPaid,
    ReceivedLine,
    StockCounted,
    Tender,
    TenderKind,
)
from kiosk.domain.facts import OrderFacts
from kiosk.domain.fold import fold
from kiosk.domain.people import BadgeIssued, BadgeRevoked, OffReason, PinChanged, StaffAdded, StaffLeft
from kiosk.domain.staff import Role
from kiosk.domain.stock import StockRow
from kiosk.domain.transfers import GoodsSent, SentLine, SettledLine, Settlement, TransferClosed
from sync.hq.office import HeadOffice
from sync.protocol import encode_run
from tests.fakes.fold_store import MemoryFoldStore
from tests.fakes.retailer import COAT_S, SHIRT_M
from tests.postgres import begun_database
from tests.sync.hq.desk import OPENED_MS, Tablet, all_rows, enrolled, line, open_office, open_stock, placed, put_range

Delivery = tuple[int, int, int]  # which tablet, first, last


def random_body(rng: random.Random, orders: list[str]) -> Body:
    """Facts as two tablets of a shop could record them, sensible or not: HQ has to take both. Lines are taken now, so
    that HQ's own decisions, which do depend on who comes first, stay out of it."""
    order_id = rng.choice(orders)
    pieces = rng.randint(1, 3)
    sku = rng.choice([SHIRT_M, COAT_S])
    somebody, badge = rng.choice(["G-BO", "G-YU"]), f"{rng.randint(1, 4):064x}"
    mark = rng.choice(["T-1", "T-2"])
    makers: list[Any] = [
        lambda: placed(order_id, line(Fulfilment.TAKE_NOW, sku, "JA", "JA", quantity=pieces)),
        lambda: OrderPaid(order_id, f"JA-01-A-{rng.randint(1, 99):06d}", "JA", (Tender(TenderKind.CASH, 39_900),)),
        lambda: GoodsHandedOver(order_id, "JA", (HandedLine("1", "JA"),)),
        lambda: LinesReady(order_id, ("1",), rng.choice(["JA", "XH"])),
        lambda: LinesDispatched(order_id, ("1",), "JA"),
        lambda: OrderCancelled(order_id, "changed their mind"),
        lambda: OrderLapsed(order_id, 1),
        lambda: GoodsReceived("JA", "BOX", (ReceivedLine(sku, pieces),), rng.choice([None, "WH"])),
        lambda: StockCounted("JA", (CountedLine(sku, pieces, rng.randint(0, 5)),)),
        lambda: StaffAdded(somebody, "JA", rng.choice(["Bo", "Yu"]), Role.GUIDE, badge, "$argon2id$…", somebody),
        lambda: BadgeIssued(somebody, "JA", badge),
        lambda: BadgeRevoked(somebody, "JA", badge, rng.choice(list(OffReason))),
        lambda: PinChanged(somebody, "JA", f"$argon2id${pieces}"),
        lambda: StaffLeft(somebody, "JA"),
        lambda: GoodsSent(mark, "JA", "XH", "JA-01-A-V-000001", (SentLine(sku, pieces),)),
        lambda: GoodsReceived("XH", "JA-01-A-V-000001", (ReceivedLine(sku, pieces),), "JA", mark),
        lambda: LinesReady(order_id, ("1",), "JA", mark),
        lambda: TransferClosed(
            mark, "JA", "JA", "XH", Settlement.AT_SENDER, (SettledLine(sku, rng.choice((-1, 1))),), "found"
        ),
    ]
    body: Body = rng.choice(makers)()
    return body


def write_histories(tablets: Sequence[Tablet], rng: random.Random, length: int) -> None:
    orders = [f"o{number}" for number in range(6)]
    for tablet in tablets:
        tablet.events.clear()
        for _ in range(length):
            at_ms = 1_764_000_000_000 + rng.randint(-7_200_000, 7_200_000)
            tablet.append(random_body(rng, orders), at_ms=at_ms)


def deliveries(rng: random.Random, length: int) -> list[Delivery]:
    """Cut each journal into runs, send some twice, mix the two; each journal's own order stays."""
    mixed: list[Delivery] = []
    queues = []
    for which in (0, 1):
        queue, first = [], 1
        while first <= length:
            last = min(length, first + rng.randint(0, 7))
            queue += [(which, first, last)] * rng.choice([1, 1, 2])
            first = last + 1
        queues.append(queue)
    while any(queues):
        mixed.append(rng.choice([queue for queue in queues if queue]).pop(0))
    return mixed


@contextmanager
def fresh_office(url: str = "") -> Iterator[tuple[HeadOffice, list[Tablet]]]:
    with tempfile.TemporaryDirectory() as folder, open_office(Path(folder), url=url) as office:
        put_range(office)
        open_stock(office, "JA", SHIRT_M=10, COAT_S=10)
        yield office, [enrolled(office), enrolled(office)]


def rows_after(tablets: Sequence[Tablet], plan: Sequence[Delivery], url: str = "") -> object:
    """What HQ holds after the deliveries: streams, cut, stock."""
    with fresh_office(url) as (office, known):
        with office.database.write() as tx:
            for tablet, stand_in in zip(tablets, known, strict=True):  # the same two devices at every HQ
                key = tablet.key.public_key().public_bytes_raw().hex()
                values = {"id": tablet.device, "key": key, "stand_in": stand_in.device}
                tx.conn.execute(text("UPDATE device SET id = :id, public_key = :key WHERE id = :stand_in"), values)
        for which, first, last in plan:
            office.push(encode_run(tablets[which].run(first, last)))
        assert office.drain(60)
        assert office.stock_differences() == []
        assert office.held() == ()
        with office.database.read() as read:
            folded = read.conn.exec_driver_sql("SELECT device, epoch, through FROM progress ORDER BY 1, 2").all()
        return all_rows(office), [tuple(row) for row in folded]


def check(seed: int, length: int) -> None:
    rng = random.Random(seed)
    with fresh_office() as (_, tablets):
        write_histories(tablets, rng, length)
    straight = [(0, 1, length), (1, 1, length)]
    reference = rows_after(tablets, straight)
    assert rows_after(tablets, list(reversed(straight))) == reference
    with begun_database() as url:
        assert rows_after(tablets, deliveries(rng, length), url) == reference, "on PostgreSQL, too"


def _rows_in_memory(histories: Sequence[Tablet]) -> tuple[object, object]:
    """The same events through the shared fold, without a database."""
    store = MemoryFoldStore()
    store.open_stock("JA", OPENED_MS, (OpenedStock(SHIRT_M, 10), OpenedStock(COAT_S, 10)))
    for tablet in histories:
        for event in tablet.events:
            fold(store, event)
    return store.orders, store.stock()


@pytest.mark.parametrize("seed", range(100, 104))
def test_hq_and_the_shared_fold_without_a_database_agree(seed: int) -> None:
    rng = random.Random(seed)
    with fresh_office() as (office, tablets):
        write_histories(tablets, rng, 40)
        for which, first, last in deliveries(rng, 40):
            office.push(encode_run(tablets[which].run(first, last)))
        assert office.drain(60)
        orders, stock = _rows_in_memory(tablets)
        with office.database.read() as read:
            facts = read.conn.exec_driver_sql("SELECT facts FROM order_facts").scalars()
            known = [codec.load(OrderFacts, item) for item in facts]
            rows = read.conn.exec_driver_sql("SELECT location, sku, on_hand, reserved, opened_ms FROM stock").all()
    assert {item.order_id: item for item in known} == orders
    assert {(row[0], row[1]): StockRow(*row) for row in rows} == stock


@pytest.mark.parametrize("seed", range(8))
def test_two_histories_in_any_interleaving_and_with_duplicates_give_the_same_rows(seed: int) -> None:
    check(seed, 40)


@settings(max_examples=8)
@given(st.integers(min_value=100), st.integers(min_value=1, max_value=12))
def test_short_histories_found_by_search_give_the_same_rows(seed: int, length: int) -> None:
    check(seed, length)
