"""Head office taking in files, and the order that tablets of a benchmark send."""

import csv
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.domain.events import Event, Fulfilment, OrderLine, OrderPlaced, Position, Promise, write
from kiosk.storage.catalogue import SCHEMA, CatalogueReplica
from sync.hq.importers import import_directory
from sync.hq.office import HeadOffice
from tests.bench.measure import Figure, rate, timed
from tests.bench.world import COLOURS, HERE, SIZES, STYLES, VARIANTS, gtin14, now_ms, sku, style_id

FILES = ("styles.csv", "variants.csv", "prices.csv", "stock.csv")


def taking_in_files(folder: Path) -> Iterator[Figure]:
    """The importer, with all its checks, beside a loop that has none: csv into SQLite by executemany."""
    files = write_files(folder / "files")
    rows = 2 + STYLES * 2 + VARIANTS * 2
    yield rate("csv + executemany, no checks", rows, timed(lambda: plain_import(files, folder / "plain.db")), "rows")
    with closing(HeadOffice(folder / "hq.db", replica_factory=CatalogueReplica, snapshot_schema=SCHEMA)) as office:
        yield rate("HQ import, first time", rows, timed(lambda: import_directory(office.database, files)), "rows")
        again = timed(lambda: import_directory(office.database, files))
        yield rate("HQ import, nothing changed", rows, again, "rows")


def write_files(folder: Path) -> Path:
    folder.mkdir()
    (folder / "locations.csv").write_text(
        "location,kind,name_zh,name_en,region,price_zone,party\n"
        "JA,shop,静安店,Jing'an,EAST,CN,brand\nWH,warehouse,云仓,Cloud warehouse,EAST,CN,brand\n",
        "utf-8",
    )
    counted_at = (datetime.now(UTC) - timedelta(hours=8)).isoformat(timespec="seconds")
    tables: dict[str, tuple[tuple[str, ...], Iterator[tuple[str, ...]]]] = {
        "styles.csv": (("style", "name_zh", "name_en", "category"), _styles()),
        "variants.csv": (("sku", "style", "colour", "colour_zh", "colour_en", "size", "gtin"), _variants()),
        "prices.csv": (("zone", "code", "price"), (("CN", style_id(n), f"{99 + n % 300}.00") for n in range(STYLES))),
        "stock.csv": (
            ("location", "sku", "quantity", "counted_at"),
            ((HERE, sku(n), str(n % 7), counted_at) for n in range(VARIANTS)),
        ),
    }
    for name, (header, rows) in tables.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(header)
            writer.writerows(rows)
    return folder


def _styles() -> Iterator[tuple[str, ...]]:
    return ((style_id(n), f"亚麻衬衫{n}", f"Linen shirt {n}", "tops") for n in range(STYLES))


def _variants() -> Iterator[tuple[str, ...]]:
    for number in range(VARIANTS):
        _, colour, size = sku(number).split("/")
        yield sku(number), style_id(number // len(COLOURS) // len(SIZES)), colour, colour, colour, size, gtin14(number)


def plain_import(files: Path, target: Path, names: Sequence[str] = FILES) -> None:
    """Files into tables of the same columns, nothing looked at."""
    with closing(sqlite3.connect(target)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
        for name in names:
            with (files / name).open(encoding="utf-8", newline="") as stream:
                reader = csv.reader(stream)
                header = next(reader)
                table = name.removesuffix(".csv")
                conn.execute(f"CREATE TABLE {table} ({', '.join(header)}, PRIMARY KEY ({header[0]}, {header[1]}))")
                conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(header))})", reader)
            conn.commit()


def order_event(after: Position, number: int) -> Event:
    """What a tablet writes when it has sold three pieces."""
    at_ms = now_ms()
    promise = Promise(at_ms, at_ms, HERE, HERE)
    lines = tuple(
        OrderLine(
            str(n), sku((number * 3 + n) % VARIANTS), style_id(0), 1, 9_900, 9_900, Fulfilment.TAKE_NOW, promise,
            "brand", "brand", "brand", "brand", "亚麻衬衫", "Linen shirt",
        )
        for n in range(3)
    )  # fmt: skip
    body = OrderPlaced(
        f"order-{after.device}-{number:06d}", f"JA-01-A-{number + 1:06d}", HERE, lines, 29_700, "CNY", "P-000001",
        "plain-1",
        at_ms + 86_400_000, {HERE: f"{number:08d}"},
    )  # fmt: skip
    hlc = max(after.hlc + 1, at_ms << 16)
    return write(
        body, after=after, event_id=f"event-{after.device}-{number:06d}", actor="shopper", hlc=hlc, at_ms=at_ms
    )
