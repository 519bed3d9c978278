"""An HQ to test, with the real replica lent to it, and tablets that only have a key and a journal."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.domain import clock, codec
from kiosk.domain.catalogue import Location
from kiosk.domain.events import (
    Body,
    Event,
    Fulfilment,
    OpenedStock,
    OrderLine,
    OrderPlaced,
    Promise,
    StockOpened,
    start_of,
    write,
)
from kiosk.ports.sync import Acknowledgement, SealedRun, StreamRow, seal_message
from kiosk.storage.catalogue import SCHEMA, CatalogueReplica
from sync.hq.office import HeadOffice
from sync.pairing import Transcript, code_hash, commitment, new_nonce, tidy_code
from sync.protocol import (
    EnrolAnswer,
    EnrolFinish,
    EnrolOffer,
    EnrolStart,
    SessionAnswer,
    SessionRequest,
    WireCut,
    encode_run,
    session_message,
)
from tests.fakes import retailer

NOW_MS = 1_764_000_000_000  # a Monday noon in Shanghai, 24 November 2025
OPENED_MS = NOW_MS - 3_600_000


class Clock:
    """HQ's wall clock, moved by the test."""

    def __init__(self) -> None:
        self.now_ms = NOW_MS

    def __call__(self) -> int:
        return self.now_ms


def open_office(
    folder: Path,
    *,
    clock: Callable[[], int] | None = None,
    interpret: bool = True,
    url: str = "",
    shared: Path | None = None,
) -> HeadOffice:
    return HeadOffice(
        folder / "hq.db",
        replica_factory=CatalogueReplica,
        snapshot_schema=SCHEMA,
        clock=clock or Clock(),
        interpret=interpret,
        url=url,
        shared=shared,
    )


def put_range(office: HeadOffice, locations: Sequence[Location] = retailer.LOCATIONS) -> None:
    """The retailer's files, taken in."""
    with office.database.write() as tx:
        tx.put_whole("catalogue", "location", _bodies(locations, "id"))
        tx.put_whole("catalogue", "style", _bodies(retailer.STYLES, "id"))
        tx.put_whole("catalogue", "variant", _bodies(retailer.VARIANTS, "sku"))
        tx.put_whole("catalogue", "look", _bodies(retailer.LOOKS, "id"))
        tx.put_whole("catalogue", "size_guide", _bodies(retailer.SIZE_GUIDES, "id"))
        tx.put_whole(
            "catalogue", "price", [(f"{p.zone}/{p.tier}/{p.code}", codec.dump(p).decode()) for p in retailer.PRICES]
        )


def _bodies(items: Sequence[object], key: str) -> list[tuple[str, str]]:
    return [(getattr(item, key), codec.dump(item).decode()) for item in items]


def open_stock(office: HeadOffice, location: str, at_ms: int = OPENED_MS, **pieces: int) -> None:
    """`pieces`: by the names of tests.fakes.retailer, `SHIRT_M=4`."""
    lines = tuple(OpenedStock(getattr(retailer, name), quantity) for name, quantity in pieces.items())
    with office.database.write() as tx:
        tx.append(StockOpened(location, at_ms, lines))


@dataclass
class Tablet:
    """A device's key and journal, as HQ sees them from afar."""

    device: str
    shop: str
    key: Ed25519PrivateKey
    epoch: int = 1
    events: list[Event] = field(default_factory=list)
    blobs: dict[str, bytes] = field(default_factory=dict)
    _sent: int = 0

    def append(self, body: Body, *, at_ms: int = 0, event_id: str = "", actor: str = "shopper") -> Event:
        at_ms = at_ms or NOW_MS + len(self.events) * 1000
        previous = self.events[-1] if self.events else None
        end = start_of(self.device, self.epoch)
        if previous:
            end = type(end)(self.device, self.epoch, previous.seq, previous.chain, previous.hlc)
        unique = event_id or f"{self.device}-{self.epoch}-{end.seq + 1}"
        event = write(body, after=end, event_id=unique, actor=actor, hlc=clock.tick(end.hlc, at_ms), at_ms=at_ms)
        self.events.append(event)
        return event

    def keep(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        self.blobs[sha256] = content
        return sha256

    def run(self, first: int = 0, last: int = 0, *, blobs: bool = True) -> SealedRun:
        """Events first..last (1-based, inclusive), sealed; by default all of them."""
        first, last = first or 1, last or len(self.events)
        chosen = tuple(self.events[first - 1 : last])
        previous = self.events[first - 2].chain if first > 1 else start_of(self.device, self.epoch).chain
        seal = self.key.sign(seal_message(self.device, self.epoch, chosen[-1].seq, chosen[-1].chain)).hex()
        named = {key: content for key, content in self.blobs.items() if any(key.encode() in e.body for e in chosen)}
        return SealedRun(self.device, self.epoch, previous, chosen, seal, named if blobs else {})

    @property
    def sent(self) -> int:
        return self._sent

    @property
    def unsent(self) -> int:
        return len(self.events) - self._sent

    def push(self, office: HeadOffice, first: int = 0, last: int = 0) -> Acknowledgement:
        """Send what was not sent yet, or the events named, and wait until HQ has made sense of them."""
        first = first or self._sent + 1
        acknowledgement = office.push(encode_run(self.run(first, last)))
        self._sent = max(self._sent, last or len(self.events))
        assert office.drain(30)
        return acknowledgement

    def session(self, office: HeadOffice) -> SessionAnswer:
        challenge = office.session(SessionRequest(self.device, "test")).challenge
        proof = self.key.sign(session_message(self.device, challenge)).hex()
        return office.session(SessionRequest(self.device, "test", challenge, proof))


class Newcomer:
    """A device that enrols step by step, as HQ sees it from afar. `pin`: of the certificate it sees."""

    def __init__(self, code: str, key: Ed25519PrivateKey | None = None, *, pin: str = "", name: str = "test") -> None:
        self.key = key or Ed25519PrivateKey.generate()
        self.nonce = new_nonce()
        self._code, self._pin = code_hash(tidy_code(code)), pin
        public_key = self.key.public_key().public_bytes_raw().hex()
        self.start = EnrolStart(code, public_key, name, commitment(self._code, public_key, self.nonce))

    def seen(self, offer: EnrolOffer) -> Transcript:
        return Transcript(
            self._code, self.start.public_key, offer.hq_public_key, self._pin, offer.nonce, self.nonce
        )  # fmt: skip

    def finish(self, offer: EnrolOffer) -> EnrolFinish:
        proof = self.key.sign(self.seen(offer).message(offer.enrolment)).hex()
        return EnrolFinish(offer.enrolment, self.nonce, proof)


def taken_in(office: HeadOffice, newcomer: Newcomer, shop: str = "JA") -> EnrolAnswer:
    """Everything in its order, with somebody at HQ who says yes."""
    offer = office.enrol_start(newcomer.start)
    assert not office.enrol_finish(newcomer.finish(offer)).device
    office.confirm(shop, newcomer.seen(offer).digits())
    return office.enrol_finish(newcomer.finish(offer))


def enrolled(office: HeadOffice, shop: str = "JA") -> Tablet:
    newcomer = Newcomer(office.pair(shop))
    answer = taken_in(office, newcomer, shop)
    return Tablet(answer.device, answer.shop, newcomer.key)


def line(
    kind: Fulfilment, sku: str, source: str, place: str, *, line_id: str = "1", quantity: int = 1
) -> OrderLine:  # fmt: skip
    return OrderLine(
        line_id, sku, sku.partition("/")[0], quantity, 39_900, 39_900 * quantity, kind,
        Promise(NOW_MS, NOW_MS + 86_400_000, source, place), "brand", "brand", "brand", "brand",
        "亚麻衬衫", "Linen shirt",
    )  # fmt: skip


def placed(order_id: str, *lines: OrderLine, shop: str = "JA", contact: str | None = None) -> OrderPlaced:
    return OrderPlaced(
        order_id, f"{shop}-01-A-{order_id[-6:]:0>6}", shop, lines, sum(item.total_minor for item in lines), "CNY",
        "P-000001", "plain-1", NOW_MS + 86_400_000, {shop: "12345670"}, contact=contact,
    )  # fmt: skip


@dataclass(frozen=True)
class StreamState:
    """A stream read to its end, as a tablet would hold it."""

    gen: str
    head: int
    rows: dict[tuple[str, str], str]
    cut: tuple[WireCut, ...]
    seqs: tuple[int, ...]

    def of(self, entity: str) -> dict[str, str]:
        return {row_id: body for (kind, row_id), body in self.rows.items() if kind == entity}


def read_stream(office: HeadOffice, token: str, stream: str, *, limit: int = 2000) -> StreamState:
    rows: dict[tuple[str, str], str] = {}
    seqs: list[int] = []
    gen, after = "", 0
    while True:
        page = office.page(token, stream, gen=gen, after=after, limit=limit)
        for row in page.rows:
            seqs.append(row.seq)
            if row.body is None:
                rows.pop((row.entity, row.id), None)
            else:
                rows[row.entity, row.id] = row.body
        if not page.more:
            return StreamState(page.gen, page.upto, rows, page.cut, tuple(seqs))
        gen, after = page.gen, page.rows[-1].seq


def all_rows(office: HeadOffice) -> list[tuple[str, StreamRow]]:
    """Every live row of every stream, without seq: what must not depend on the order of arrival. An HQ's own
    settings, which are made at random, are left out."""
    with office.database.read() as read:
        found = read.conn.exec_driver_sql(
            "SELECT stream, entity, id, body FROM stream_row WHERE body IS NOT NULL AND entity <> 'setting'"
            " ORDER BY stream, entity, id"
        )
        return [(row[0], StreamRow(row[1], row[2], 0, row[3])) for row in found]
