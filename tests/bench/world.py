"""A tablet with a real range on it: 5,000 styles, 100,000 variants, by rule: every run measures the same."""

import hashlib
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain import codec
from kiosk.domain.catalogue import Location, LocationKind, Publication, Style
from kiosk.domain.codes import gtin_check_digit
from kiosk.domain.stock import StockRow
from kiosk.domain.terms import terms_of
from kiosk.ports.identity import DeviceIdentity
from kiosk.ports.sync import Cursor, Manifest, Replica, StreamRow
from kiosk.services.desk import Desk
from kiosk.services.shelf import Shop
from kiosk.storage.catalogue import SCHEMA, CatalogueReplica
from kiosk.storage.keys import FileDeviceKey
from kiosk.storage.tablet import TabletStorage
from sync.protocol import PAGE_ROWS

STYLES = 5_000
COLOURS = ("INDIGO", "SAND", "ROSE", "JADE")
SIZES = ("XS", "S", "M", "L", "XL")
VARIANTS = STYLES * len(COLOURS) * len(SIZES)
HERE, WAREHOUSE, REGION, ZONE = "JA", "WH", "EAST", "CN"
ON_SHELF = 4_000  # variants that lie in this shop
GEN = "bench"

_MATERIALS = (("亚麻", "Linen"), ("真丝", "Silk"), ("羊毛", "Wool"), ("棉", "Cotton"), ("牛仔", "Denim"))
_KINDS = (("衬衫", "shirt"), ("连衣裙", "dress"), ("大衣", "coat"), ("围巾", "scarf"), ("长裤", "trousers"))


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def style_id(number: int) -> str:
    return f"YJ{number:05d}"


def sku(number: int) -> str:
    style, rest = divmod(number, len(COLOURS) * len(SIZES))
    colour, size = divmod(rest, len(SIZES))
    return f"{style_id(style)}/{COLOURS[colour]}/{SIZES[size]}"


def gtin14(number: int) -> str:
    digits = f"069{number:010d}"
    return digits + gtin_check_digit(digits)


def catalogue_rows() -> Iterator[StreamRow]:
    """The range as HQ's stream has it. Rows of which there are many are written as text: codec.dump takes its time."""
    rows = chain(_few_rows(), _variant_rows(), (price_row(style_id(n), 9_900 + n % 300 * 100) for n in range(STYLES)))
    return (replace(row, seq=seq) for seq, row in enumerate(rows, 1))


def _few_rows() -> Iterator[StreamRow]:
    places = (
        Location(HERE, LocationKind.SHOP, "静安店", "Jing'an", REGION, ZONE, "brand"),
        Location(WAREHOUSE, LocationKind.WAREHOUSE, "云仓", "Cloud warehouse", REGION, ZONE, "brand"),
    )
    for place in places:
        yield StreamRow("location", place.id, 0, codec.dump(place).decode())
    yield StreamRow("publication", "P-000001", 0, codec.dump(Publication("P-000001", now_ms())).decode())
    for number in range(STYLES):
        style = _style(number)
        yield StreamRow("style", style.id, 0, codec.dump(style).decode())


def _style(number: int) -> Style:
    (material_zh, material_en), (kind_zh, kind_en) = _MATERIALS[number % 5], _KINDS[number // 5 % 5]
    name_zh, name_en = f"{material_zh}{kind_zh}{number}", f"{material_en} {kind_en} {number}"
    terms = " ".join(terms_of(name_zh, name_en))
    return Style(style_id(number), name_zh, name_en, "tops", "上装", "Tops", rank=number + 1, terms=terms)


def _variant_rows() -> Iterator[StreamRow]:
    for number in range(VARIANTS):
        key = sku(number)
        style, colour, size = key.split("/")
        body = (
            f'{{"sku":"{key}","style":"{style}","colour":"{colour}","colour_zh":"{colour}","colour_en":"{colour}",'
            f'"size":"{size}","gtin":"{gtin14(number)}"}}'
        )
        yield StreamRow("variant", key, 0, body)


def price_row(code: str, minor: int, seq: int = 0) -> StreamRow:
    body = f'{{"zone":"{ZONE}","tier":"","code":"{code}","minor":{minor}}}'
    return StreamRow("price", f"{ZONE}//{code}", seq, body)


def price_round(minor: int, first_seq: int) -> Iterator[StreamRow]:
    """100,000 rows: a price for every variant."""
    return (price_row(sku(number), minor, first_seq + number) for number in range(VARIANTS))


def stock_rows() -> Iterator[StreamRow]:
    for number in range(VARIANTS):
        body = f'{{"location":"{WAREHOUSE}","sku":"{sku(number)}","on_hand":{1 + number % 7}}}'
        yield StreamRow("stock", f"{WAREHOUSE}/{sku(number)}", number + 1, body)


def shelf_rows() -> Iterator[StreamRow]:
    step = VARIANTS // ON_SHELF
    for number in range(ON_SHELF):
        row = StockRow(HERE, sku(number * step), 1_000_000)
        yield StreamRow("stock", row.sku, number + 1, codec.dump(row).decode())


def on_shelf(number: int) -> str:
    """The n-th variant that lies in this shop, round and round."""
    return sku(number % ON_SHELF * (VARIANTS // ON_SHELF))


def build_snapshot(path: Path) -> Manifest:
    """A catalogue file as HQ makes one: its own streams through the tablet's own replica."""
    with CatalogueReplica(path, ("catalogue", f"stock.{REGION}")) as replica:
        for stream, rows in (("catalogue", catalogue_rows()), (f"stock.{REGION}", stock_rows())):
            apply_round(replica, stream, rows, from_zero=True)
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return Manifest(REGION, GEN, SCHEMA, {}, (), digest, len(content), now_ms())


def apply_round(
    replica: Replica, stream: str, rows: Iterable[StreamRow], *, from_zero: bool = False, seq: int = 1
) -> None:
    """A round as the engine brings it: pages of rows, then all of it visible at once."""
    replica.begin(stream, from_zero=from_zero, announced=VARIANTS)
    for page in pages(rows):
        replica.stage(stream, page)
    replica.finish(stream, Cursor(GEN, seq), (), now_ms())


def pages(rows: Iterable[StreamRow]) -> Iterator[list[StreamRow]]:
    """Rows as HQ hands them out."""
    left = iter(rows)
    while page := list(islice(left, PAGE_ROWS)):
        yield page


@contextmanager
def open_tablet(folder: Path, snapshot: Path, manifest: Manifest) -> Iterator[TabletStorage]:
    """A tablet of shop JA that has installed a copy of the snapshot, with ON_SHELF variants on its shelf."""
    key = FileDeviceKey(Ed25519PrivateKey.generate())
    identity = DeviceIdentity("bench-device", HERE, "01", HERE, REGION, "http://127.0.0.1:9", bytes(32))
    storage = TabletStorage.create(folder, identity, key)
    try:
        install(storage, snapshot, manifest)
        apply_round(storage.shop, f"shop.{HERE}", shelf_rows(), from_zero=True)
        yield storage
    finally:
        storage.close()


def install(storage: TabletStorage, snapshot: Path, manifest: Manifest) -> None:
    """What the installer does once all chunks are on disk."""
    staged = storage.catalogues.staging_path(manifest.sha256)
    staged.write_bytes(snapshot.read_bytes())
    storage.catalogues.adopt(staged, manifest)


def shop_of(storage: TabletStorage) -> Shop:
    return Shop(storage.journal, storage.reader, storage.catalogues, HERE, lambda _hash, _pin: True, now_ms)


def desk_of(storage: TabletStorage) -> Desk:
    return Desk(shop_of(storage))
