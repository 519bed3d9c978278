"""A stock file is a count at a moment: movements after it still count, older files say nothing new."""

from collections.abc import Callable
from pathlib import Path

import msgspec
from sqlalchemy import text

from kiosk.domain import codec
from kiosk.domain.events import MAX_BODY_BYTES, CountedLine, GoodsReceived, ReceivedLine, StockCounted, StockOpened
from kiosk.domain.stock import StockRow
from sync.hq.database import HqDatabase
from sync.hq.importers import ImportReport
from sync.hq.importers.stock import MAX_LINES

Take = Callable[..., ImportReport]
HOUR = 3_600_000


def stock_file(quantity: int, at: str) -> str:
    return f"location,sku,quantity,counted_at\nJA,LINEN/INDIGO/M,{quantity},{at}\n"


def on_hand(database: HqDatabase) -> int:
    with database.read() as read:
        body = read.row("stock.east", "stock", "JA/LINEN/INDIGO/M")
        own = read.row("shop.JA", "stock", "LINEN/INDIGO/M")
    assert body == own
    return codec.load(StockRow, body or "").on_hand


def openings(database: HqDatabase) -> list[StockOpened]:
    find = text("SELECT body FROM event WHERE type = 'StockOpened' ORDER BY seq")
    with database.read() as read:
        return [codec.load(StockOpened, body) for body in read.conn.execute(find).scalars()]


def receive(database: HqDatabase, pieces: int) -> None:
    with database.write() as tx:
        tx.append(GoodsReceived("JA", "BOX-1", (ReceivedLine("LINEN/INDIGO/M", pieces),)))


def test_movements_after_the_count_still_count_and_those_before_do_not(
    take: Take, database: HqDatabase, now: list[int]
) -> None:
    take()
    assert on_hand(database) == 3
    receive(database, 4)
    assert on_hand(database) == 7
    now[0] += 2 * HOUR
    take(stock=stock_file(5, "2025-11-01T13:00:00Z"))  # after the box
    assert on_hand(database) == 5
    receive(database, 2)
    assert on_hand(database) == 7


def test_the_same_file_again_appends_nothing(take: Take, database: HqDatabase) -> None:
    first = take().file("stock.csv")
    assert (first.added, first.events) == (3, 2)  # one event a location and moment
    receive(database, 4)
    again = take().file("stock.csv")
    assert (again.changes, again.same, again.events) == (0, 3, 0)
    assert on_hand(database) == 7


def test_a_later_count_of_the_same_figure_is_news(take: Take, database: HqDatabase, now: list[int]) -> None:
    take()
    receive(database, 4)
    now[0] += 2 * HOUR
    report = take(stock=stock_file(3, "2025-11-01T13:00:00Z")).file("stock.csv")
    assert (report.changed, report.events) == (1, 1)
    assert on_hand(database) == 3


def test_an_older_count_is_left_out_with_a_remark(take: Take, database: HqDatabase) -> None:
    take()
    report = take(stock=stock_file(9, "2025-10-31T09:00:00+08:00"))
    assert [str(complaint) for complaint in report.complaints()] == [
        "stock.csv:2: 1 counts of JA from this line on are older than HQ's; they were left out"
    ]
    assert not report.failed
    assert on_hand(database) == 3
    assert len(openings(database)) == 2


def test_two_figures_of_one_moment_are_a_bad_row(take: Take, database: HqDatabase) -> None:
    take()
    for quantity in (2, 4):
        report = take(stock=stock_file(quantity, "2025-11-01T09:00:00+08:00"))
        assert [str(complaint) for complaint in report.complaints()] == [
            "stock.csv:2: HQ has another count (3) of the same moment; give a later counted_at"
        ]
    assert on_hand(database) == 3


def test_a_count_by_a_shop_is_a_movement_on_top(take: Take, database: HqDatabase) -> None:
    take()
    with database.write() as tx:
        tx.append(StockCounted("JA", (CountedLine("LINEN/INDIGO/M", counted=2, expected=3),)))
    assert on_hand(database) == 2
    assert take().file("stock.csv").events == 0
    assert on_hand(database) == 2


def test_a_variant_missing_from_the_file_keeps_its_figure(take: Take, database: HqDatabase) -> None:
    take()
    report = take(stock="location,sku,quantity,counted_at\nWH,WOOL/CAMEL/M,2,2025-11-01T10:00:00+08:00\n")
    assert report.file("stock.csv").changed == 1
    assert on_hand(database) == 3


def test_large_counts_are_events_of_bounded_size(take: Take, database: HqDatabase, folder: Path) -> None:
    skus = [f"{'LONG-CODE-' * 3}{number:06d}" for number in range(2_500)]
    variants = "".join(f"{sku},LINEN,C{number},色,Colour,M\n" for number, sku in enumerate(skus))
    counts = "".join(f"JA,{sku},{1_000_000 - number},2025-11-01T09:00:00+08:00\n" for number, sku in enumerate(skus))
    report = take(
        variants="sku,style,colour,colour_zh,colour_en,size\n" + variants,
        prices="zone,code,price\neast,LINEN,299\n",
        stock="location,sku,quantity,counted_at\n" + counts,
    )
    assert report.complaints() == []
    events = openings(database)
    assert report.file("stock.csv").events == len(events)
    assert sorted(line.sku for event in events for line in event.lines) == skus
    assert all(len(event.lines) <= MAX_LINES and len(codec.dump(event)) < MAX_BODY_BYTES - 4096 for event in events)
    with database.read() as read:
        figures = {key: msgspec.json.decode(body)["on_hand"] for key, body in read.rows("shop.JA", "stock")}
    assert figures == {sku: 1_000_000 - number for number, sku in enumerate(skus)}


def test_lower_case_codes_are_the_same_codes(take: Take, database: HqDatabase) -> None:
    take(stock=stock_file(6, "2025-11-01T09:00:00+08:00").replace("LINEN/INDIGO/M", "linen/indigo/m"))
    assert on_hand(database) == 6
