"""How many rows people are told a stream has: as many as HQ has of it, after every kind of round."""

import random
from pathlib import Path

from kiosk.domain.catalogue import Price
from kiosk.domain.stock import StockRow
from kiosk.ports.storage import StreamAge
from kiosk.storage.tablet import TabletStorage
from tests.storage.tablets import Stream, new_tablet, small_range, style
from tests.storage.test_catalogues import adopt, snapshot


def live(*streams: Stream) -> dict[str, tuple[int, int]]:
    """What HQ has, with no round open."""
    return {stream.name: (sum(row.body is not None for row in stream.rows.values()), 0) for stream in streams}


def shown(tablet: TabletStorage) -> dict[str, tuple[int, int]]:
    return {age.stream: (age.rows, age.announced) for age in tablet.reader.sync_status().streams}


def stock(region: str, location: str, rows: int) -> Stream:
    stream = Stream(f"stock.{region}")
    for number in range(rows):
        stream.put("stock", f"{location}/SKU-{number}", StockRow(location, f"SKU-{number}", 1))
    return stream


def test_rounds_of_news_changes_and_withdrawals_keep_count(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    streams = (small_range(), stock("east", "JA", 30), stock("national", "WH", 50))
    dice = random.Random(1)
    for turn in range(20):
        for stream in streams:
            stream.pull(tablet.catalogues, anew=turn == 10)
        assert shown(tablet) == live(*streams)
        change(streams, dice)
    tablet.close()


def change(streams: tuple[Stream, ...], dice: random.Random) -> None:
    goods, *regions = streams
    number = dice.randrange(6)
    goods.put("style", f"NEW-{number}", style(f"NEW-{number}", "新", "New"))
    goods.remove("style", f"NEW-{dice.randrange(6)}")
    goods.put("price", f"cn//NEW-{number}", Price("cn", "", f"NEW-{number}", 100))
    for stream, location in zip(regions, ("JA", "WH"), strict=True):
        for _ in range(5):
            sku = f"SKU-{dice.randrange(60)}"
            if dice.random() < 0.5:
                stream.put("stock", f"{location}/{sku}", StockRow(location, sku, 2))
            else:
                stream.remove("stock", f"{location}/{sku}")


def test_a_snapshot_brings_its_counts_and_rounds_go_on_from_them(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    goods, east = small_range(), stock("east", "JA", 30)
    adopt(tablet, snapshot(tmp_path, goods, east))
    assert shown(tablet) == live(goods, east)
    east.remove("stock", "JA/SKU-1")
    east.pull(tablet.catalogues)
    assert shown(tablet) == live(goods, east)
    tablet.close()


def test_an_open_round_shows_how_far_it_is_and_a_dropped_one_costs_no_count(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    east = stock("east", "JA", 30)
    east.pull(tablet.catalogues)
    tablet.catalogues.begin("stock.east", from_zero=False, announced=9)
    tablet.catalogues.stage("stock.east", list(east.rows.values())[:4])
    assert shown(tablet) == {"stock.east": (4, 9)}
    east.put("stock", "JA/SKU-99", StockRow("JA", "SKU-99", 1))
    east.pull(tablet.catalogues)
    assert shown(tablet) == {"stock.east": (31, 0)}
    tablet.close()


def test_a_round_cut_off_by_the_end_of_the_process_is_open_no_more(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    goods, east = small_range(), stock("east", "JA", 30)
    for stream in (goods, east):
        stream.pull(tablet.catalogues)
        tablet.catalogues.begin(stream.name, from_zero=False, announced=9)
    tablet.shop.begin("shop.JA", from_zero=True, announced=5)
    tablet.close()
    tablet = TabletStorage.open(tmp_path / "tablet")
    assert shown(tablet) == {**live(goods, east), "shop.JA": (0, 0)}
    never = StreamAge("shop.JA", 0)
    assert never in tablet.reader.sync_status().streams
    tablet.close()


def test_rows_of_a_kind_from_a_newer_hq_are_not_counted(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    stream = stock("east", "JA", 3)
    stream.put("horoscope", "H1", '{"sign": "ram"}')
    stream.pull(tablet.catalogues)
    assert shown(tablet) == {"stock.east": (3, 0)}
    tablet.close()
