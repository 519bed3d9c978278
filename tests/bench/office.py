"""Head office: taking in files, and taking in what tablets send."""

import csv
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain.events import Event, Fulfilment, OrderLine, OrderPlaced, Position, Promise, start_of, write
from kiosk.ports.sync import SealedRun, seal_message
from kiosk.storage.catalogue import SCHEMA, CatalogueReplica
from kiosk.storage.keys import FileDeviceKey
from sync.enrolment import enrol
from sync.hq.importers import import_directory
from sync.hq.office import HeadOffice
from sync.protocol import encode_run
from tests.bench.measure import Figure, rate, repeat, timed, times
from tests.bench.world import COLOURS, HERE, SIZES, STYLES, VARIANTS, gtin14, now_ms, sku, style_id

RUNS, RUN_EVENTS = 20, 500
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
        yield from taking_in_events(office)


def taking_in_events(office: HeadOffice) -> Iterator[Figure]:
    """Sealed runs of 500 events: until HQ has acknowledged one, with nothing else to do and while it folds the runs
    before; and until everything is folded."""
    runs = _runs(office)
    quiet = [_quietly(office, run) for run in runs[: RUNS // 2]]
    yield times("HQ acknowledges 500 events, idle", quiet)
    rush = runs[RUNS // 2 :]
    pushed = repeat(lambda n: office.push(rush[n]), len(rush))
    left = timed(lambda: office.drain(timeout_s=300))
    yield times("HQ acknowledges 500 events, folding", pushed)
    yield rate("HQ acknowledges and folds events", len(rush) * RUN_EVENTS, sum(pushed) + left, "events")
    assert office.summary()["orders"] == RUNS * RUN_EVENTS, office.summary()


def _quietly(office: HeadOffice, run: bytes) -> float:
    seconds = timed(lambda: office.push(run))
    assert office.drain(timeout_s=60)
    return seconds


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


def _runs(office: HeadOffice) -> list[bytes]:
    key = FileDeviceKey(Ed25519PrivateKey.generate())
    confirm = partial(office.confirm, HERE)
    identity = enrol(office, office.pair(HERE), key, "bench", hq_url="http://127.0.0.1:9", show=confirm)
    position = start_of(identity.device, 1)
    runs = []
    for run in range(RUNS):
        before, events = position, []
        for number in range(RUN_EVENTS):
            event = _order(position, run * RUN_EVENTS + number)
            position = Position(event.device, event.epoch, event.seq, event.chain, event.hlc)
            events.append(event)
        seal = key.sign(seal_message(position.device, 1, position.seq, position.chain)).hex()
        runs.append(encode_run(SealedRun(position.device, 1, before.chain, tuple(events), seal)))
    return runs


def _order(after: Position, number: int) -> Event:
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
        f"order-{number:06d}", f"JA-01-A-{number + 1:06d}", HERE, lines, 29_700, "CNY", "P-000001", "plain-1",
        at_ms + 86_400_000, {HERE: f"{number:08d}"},
    )  # fmt: skip
    hlc = max(after.hlc + 1, at_ms << 16)
    return write(body, after=after, event_id=f"event-{number:06d}", actor="shopper", hlc=hlc, at_ms=at_ms)
