"""Tablets on real folders, and an HQ small enough to hold in a hand: what tests of storage work on."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain import codec
from kiosk.domain.catalogue import Location, LocationKind, Price, Style, Variant
from kiosk.domain.events import (
    Body,
    Event,
    Fulfilment,
    GoodsHandedOver,
    HandedLine,
    OrderLine,
    OrderPaid,
    OrderPlaced,
    Promise,
    Tender,
    TenderKind,
)
from kiosk.domain.terms import terms_of
from kiosk.ports.identity import DeviceIdentity
from kiosk.ports.storage import JournalTx
from kiosk.ports.sync import Acknowledgement, Cursor, CutEntry, Replica, StreamRow, acknowledgement_message
from kiosk.storage.tablet import TabletStorage

T0_MS = 1_763_877_600_000
SHIRT = "LINEN-SHIRT/INDIGO/M"
HQ_KEY = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"a test's HQ").digest())
IDENTITY = DeviceIdentity(
    "ja-02", "JA", "02", "JA", "east", "https://hq.example", HQ_KEY.public_key().public_bytes_raw()
)


@dataclass
class Clock:
    """Stands still until told."""

    now_ms: int = T0_MS

    def __call__(self) -> int:
        return self.now_ms


def new_tablet(folder: Path, clock: Clock | None = None) -> TabletStorage:
    return TabletStorage.create(folder / "tablet", IDENTITY, clock=clock or Clock())


def line(
    line_id: str = "1",
    sku: str = SHIRT,
    quantity: int = 1,
    fulfilment: Fulfilment = Fulfilment.TAKE_NOW,
    source: str = "JA",
    place: str = "JA",
) -> OrderLine:
    promise = Promise(T0_MS, T0_MS, source, place)
    return OrderLine(
        line_id, sku, sku.split("/", maxsplit=1)[0], quantity, 39_900, 39_900 * quantity, fulfilment, promise,
        "brand", "brand", "brand", "brand", "亚麻衬衫", "Linen shirt",
    )  # fmt: skip


def placed(order_id: str, number: str, *lines: OrderLine, code: str = "12345675", lapses_ms: int = 0) -> OrderPlaced:
    lines = lines or (line(),)
    total = sum(item.total_minor for item in lines)
    return OrderPlaced(
        order_id, number, "JA", lines, total, "CNY", "P1", "plain/1", lapses_ms or T0_MS + 86_400_000, {"JA": code}
    )


def paid(order_id: str, minor: int = 39_900) -> OrderPaid:
    return OrderPaid(order_id, f"R-{order_id}", "JA", (Tender(TenderKind.CASH, minor, minor),))


def handed(order_id: str, *line_ids: str) -> GoodsHandedOver:
    return GoodsHandedOver(order_id, "JA", tuple(HandedLine(line_id, "JA") for line_id in line_ids or ("1",)))


def append(tablet: TabletStorage, *bodies: Body, actor: str = "shopper") -> list[Event]:
    return tablet.journal.run(lambda tx: [tx.append(body, actor) for body in bodies])


def place(tablet: TabletStorage, *lines: OrderLine, order_id: str = "", code: str = "12345675") -> OrderPlaced:
    """What a confirmation does: a number, an event, all at once."""

    def work(tx: JournalTx) -> OrderPlaced:
        body = placed(order_id or tx.new_id(), tx.next_number("order"), *lines, code=code)
        tx.append(body, "shopper")
        return body

    return tablet.journal.run(work)


def acknowledge(event: Event, key: Ed25519PrivateKey = HQ_KEY) -> Acknowledgement:
    message = acknowledgement_message(event.device, event.epoch, event.seq, event.chain)
    return Acknowledgement(event.device, event.epoch, event.seq, event.chain, key.sign(message).hex())


def deliver(tablet: TabletStorage, max_events: int = 500) -> list[Event]:
    """Everything goes up and is acknowledged."""
    sent: list[Event] = []
    while run := tablet.journal.next_run(max_events):
        sent += run.events
        tablet.journal.acknowledged(acknowledge(run.events[-1]))
    return sent


@dataclass
class Stream:
    """A stream at HQ: rows by (entity, id), each at its latest seq."""

    name: str
    gen: str = "g1"
    head: int = 0
    rows: dict[tuple[str, str], StreamRow] = field(default_factory=dict)

    def put(self, entity: str, row_id: str, body: object) -> None:
        self.head += 1
        raw = body if isinstance(body, str) else codec.dump(body).decode()
        self.rows[entity, row_id] = StreamRow(entity, row_id, self.head, raw)

    def remove(self, entity: str, row_id: str) -> None:
        self.head += 1
        self.rows[entity, row_id] = StreamRow(entity, row_id, self.head, None)

    def pull(self, replica: Replica, cut: Sequence[CutEntry] = (), at_ms: int = T0_MS, *, anew: bool = False) -> int:
        """A whole round, as the engine does it."""
        cursor = None if anew else replica.cursor(self.name)
        after = cursor.seq if cursor else 0
        rows = sorted((row for row in self.rows.values() if row.seq > after), key=lambda row: row.seq)
        if cursor is None:
            rows = [row for row in rows if row.body is not None]
        replica.begin(self.name, from_zero=cursor is None, announced=len(rows))
        replica.stage(self.name, rows)
        return replica.finish(self.name, Cursor(self.gen, self.head), cut, at_ms)


def style(style_id: str, name_zh: str, name_en: str, rank: int = 0, category: str = "shirts") -> Style:
    terms = " ".join(terms_of(name_zh, name_en))
    return Style(style_id, name_zh, name_en, category, "衬衫", "Shirts", rank=rank, terms=terms)


def variant(sku: str, colour: str = "INDIGO", gtin: str = "", order: int = 0) -> Variant:
    return Variant(sku, sku.split("/", maxsplit=1)[0], colour, "靛蓝", "Indigo", "M", gtin, "#3f51b5", order)


def small_range() -> Stream:
    """Three styles, four variants, prices by style and by SKU, two locations."""
    stream = Stream("catalogue")
    for location_id, kind in (("JA", LocationKind.SHOP), ("WH", LocationKind.WAREHOUSE)):
        stream.put("location", location_id, Location(location_id, kind, "静安", "Jing'an", "east", "cn", "brand"))
    stream.put("style", "LINEN-SHIRT", style("LINEN-SHIRT", "亚麻衬衫", "Linen shirt", rank=2))
    stream.put("style", "WOOL-COAT", style("WOOL-COAT", "羊毛大衣", "Wool coat", rank=1, category="coats"))
    stream.put("style", "SILK-SHIRT", style("SILK-SHIRT", "真丝衬衫", "Silk shirt", rank=3))
    stream.put("variant", SHIRT, variant(SHIRT, gtin="06901234567892"))
    stream.put("variant", "LINEN-SHIRT/WHITE/M", variant("LINEN-SHIRT/WHITE/M", "WHITE", order=1))
    stream.put("variant", "WOOL-COAT/CAMEL/0417", variant("WOOL-COAT/CAMEL/0417", "CAMEL"))
    stream.put("variant", "SILK-SHIRT/INDIGO/M", variant("SILK-SHIRT/INDIGO/M"))
    stream.put("price", "cn//LINEN-SHIRT", Price("cn", "", "LINEN-SHIRT", 39_900))
    stream.put("price", f"cn//{SHIRT}", Price("cn", "", SHIRT, 35_900))
    stream.put("price", f"cn/gold/{SHIRT}", Price("cn", "gold", SHIRT, 29_900))
    stream.put("price", "cn//WOOL-COAT", Price("cn", "", "WOOL-COAT", 129_900))
    stream.put("publication", "P1", json.dumps({"id": "P1", "effective_ms": T0_MS}))
    return stream
