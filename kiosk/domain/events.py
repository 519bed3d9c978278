"""The event: its envelope, final from the first version, and the facts that this program knows how to write.

Transport identity is (device, epoch, seq); *effects* are keyed by `id`. Two SHA-256 hashes over length-prefixed fields:
content (id, type, version, body, actor, clock) says what happened; chain (content, device, epoch, seq, previous chain)
that nothing before it was changed, removed or reordered. A body's bytes are hashed as first written, never re-encoded.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Protocol

from kiosk.domain import codec
from kiosk.domain.again import again_at_once
from kiosk.domain.binding import BINDING_FACTS
from kiosk.domain.calls import CallTried
from kiosk.domain.cashing import CashMoved, DayClosed, DayOpened, DrawerCounted, DrawerOpened
from kiosk.domain.credit_facts import CREDIT_FACTS
from kiosk.domain.details import DetailsGiven
from kiosk.domain.goods import CountedLine as CountedLine  # noqa: PLC0414 - handed on: facts about shelves
from kiosk.domain.goods import GoodsReceived as GoodsReceived  # noqa: PLC0414
from kiosk.domain.goods import OpenedStock as OpenedStock  # noqa: PLC0414
from kiosk.domain.goods import ReceivedLine as ReceivedLine  # noqa: PLC0414
from kiosk.domain.goods import StockCounted as StockCounted  # noqa: PLC0414
from kiosk.domain.goods import StockOpened as StockOpened  # noqa: PLC0414
from kiosk.domain.members import MEMBER_FACTS
from kiosk.domain.people import PEOPLE_FACTS
from kiosk.domain.pieces import MAX_PIECES as MAX_PIECES  # noqa: PLC0414 - handed on: facts about goods are counted with it
from kiosk.domain.pieces import Fulfilment as Fulfilment  # noqa: PLC0414 - handed on: a word of events, too
from kiosk.domain.pieces import Promise as Promise  # noqa: PLC0414
from kiosk.domain.pieces import check_pieces
from kiosk.domain.repairs import REPAIR_FACTS
from kiosk.domain.returns import GoodsReturned, PriceReduced
from kiosk.domain.rights import RIGHT_FACTS, SpentRight
from kiosk.domain.tenders import Tender as Tender  # noqa: PLC0414 - handed on: facts about payment are counted in it
from kiosk.domain.tenders import TenderKind as TenderKind  # noqa: PLC0414
from kiosk.domain.transfers import GoodsSent, TransferClosed
from kiosk.domain.visits import (
    BasketParked,
    BasketTakenUp,
    GuideAnswered,
    GuideCallCancelled,
    GuideCalled,
    NothingFound,
)
from kiosk.errors import InputError

MAX_BODY_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Event:
    """One fact in a journal. `hlc` is the packed hybrid clock, `wall_ms` the wall clock as the device believed it."""

    id: str  # UUIDv7
    type: str
    version: int
    body: bytes  # JSON, as first written
    actor: str  # staff id, or "shopper", "device", "hq"
    hlc: int
    wall_ms: int
    device: str
    epoch: int
    seq: int  # 1, 2, 3 … without gaps within (device, epoch)
    content: str  # hex
    chain: str  # hex


@dataclass(frozen=True, slots=True)
class Position:
    """The end of a journal: where the next event goes."""

    device: str
    epoch: int
    seq: int
    chain: str
    hlc: int


def start_of(device: str, epoch: int) -> Position:
    """The empty journal of an epoch; its chain starts from the identity itself."""
    return Position(device, epoch, 0, _digest("kiosk/chain/1", device, epoch), 0)


def content_hash(event_id: str, kind: str, version: int, body: bytes, actor: str, hlc: int, at_ms: int) -> str:
    return _digest("kiosk/content/1", event_id, kind, version, body, actor, hlc, at_ms)


def chain_hash(content: str, device: str, epoch: int, seq: int, previous: str) -> str:
    return _digest("kiosk/link/1", content, device, epoch, seq, previous)


def _digest(*parts: str | int | bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        raw = part if isinstance(part, bytes) else str(part).encode()
        digest.update(len(raw).to_bytes(4, "big") + raw)
    return digest.hexdigest()


def write(body: "Body", *, after: Position, event_id: str, actor: str, hlc: int, at_ms: int) -> Event:
    """The event that follows `after`. Raises InputError when the body is over 64 KiB: nothing is cut off silently."""
    raw = codec.dump(body)
    if len(raw) > MAX_BODY_BYTES:
        raise InputError(f"{type(body).__name__} has {len(raw)} bytes; an event holds {MAX_BODY_BYTES}")
    content = content_hash(event_id, body.TYPE, body.VERSION, raw, actor, hlc, at_ms)
    seq = after.seq + 1
    chain = chain_hash(content, after.device, after.epoch, seq, after.chain)
    said, where = (event_id, body.TYPE, body.VERSION, raw, actor, hlc, at_ms), (after.device, after.epoch, seq)
    return Event(*said, *where, content, chain)


def verify(event: Event, previous_chain: str) -> bool:
    """Whether both hashes of the event are what its bytes and its predecessor say."""
    content = content_hash(event.id, event.type, event.version, event.body, event.actor, event.hlc, event.wall_ms)
    chain = chain_hash(content, event.device, event.epoch, event.seq, previous_chain)
    return content == event.content and chain == event.chain


class Body(Protocol):
    """A typed fact. TYPE and VERSION travel in the envelope."""

    TYPE: ClassVar[str]
    VERSION: ClassVar[int]


class Outcome(StrEnum):
    """What HQ decided about a requested line."""

    CONFIRMED = "confirmed"
    RE_SOURCED = "re_sourced"
    REFUSED = "refused"


class Reason(StrEnum):
    """The six named reasons of an allocation (right goods, place, time, price, guide, customer)."""

    GOODS = "goods"
    PLACE = "place"
    TIME = "time"
    PRICE = "price"
    GUIDE = "guide"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line as it was sold. Names are the ones shown, so paper and exports never need the catalogue of that day."""

    line_id: str
    sku: str
    style: str
    quantity: int
    unit_price_minor: int
    total_minor: int
    fulfilment: Fulfilment
    promise: Promise
    sold_by: str
    collected_by: str
    stock_owner: str
    fulfilled_by: str
    name_zh: str
    name_en: str
    colour_zh: str = ""
    colour_en: str = ""
    size: str = ""
    guide: str | None = None

    def __post_init__(self) -> None:
        check_pieces(self.quantity)
        if self.unit_price_minor < 1 or self.total_minor < 0:
            raise ValueError("a line has a price above zero")


@dataclass(frozen=True, slots=True)
class OrderPlaced:
    TYPE: ClassVar[str] = "OrderPlaced"
    VERSION: ClassVar[int] = 1
    order_id: str
    number: str
    shop: str
    lines: tuple[OrderLine, ...]
    total_minor: int
    currency: str
    publication: str
    engine: str  # promotion-engine version the order was priced with
    lapses_ms: int
    pick_up_codes: dict[str, str]  # place → 8 digits; one per order and place
    language: str = "zh"
    member: str | None = None
    contact: str | None = None  # sha256 of the side-blob with the phone number
    rights: tuple[SpentRight, ...] = ()  # to scarce goods, by which lines were sold

    def __post_init__(self) -> None:
        if not self.lines or len({line.line_id for line in self.lines}) != len(self.lines):
            raise ValueError("an order has lines, and every line its own id")
        if self.total_minor != sum(line.total_minor for line in self.lines):
            raise ValueError("the total of an order is the sum of its lines")


@dataclass(frozen=True, slots=True)
class OrderPaid:
    TYPE: ClassVar[str] = "OrderPaid"
    VERSION: ClassVar[int] = 1
    order_id: str
    receipt_number: str
    shop: str
    tenders: tuple[Tender, ...]


@dataclass(frozen=True, slots=True)
class HandedLine:
    line_id: str
    location: str  # whose shelf the goods left


@dataclass(frozen=True, slots=True)
class GoodsHandedOver:
    TYPE: ClassVar[str] = "GoodsHandedOver"
    VERSION: ClassVar[int] = 1
    order_id: str
    place: str
    lines: tuple[HandedLine, ...]
    code: str = ""  # the pick-up code that was shown


@dataclass(frozen=True, slots=True)
class LinesReady:
    """Goods wait for the shopper at `location`: packed there (pick_up) or arrived there (bring_here)."""

    TYPE: ClassVar[str] = "LinesReady"
    VERSION: ClassVar[int] = 1
    order_id: str
    line_ids: tuple[str, ...]
    location: str
    transfer: str | None = None  # came in its box, whose own facts move the pieces: nothing moves again


@dataclass(frozen=True, slots=True)
class LinesDispatched:
    """Goods left `location` for the shopper's door."""

    TYPE: ClassVar[str] = "LinesDispatched"
    VERSION: ClassVar[int] = 1
    order_id: str
    line_ids: tuple[str, ...]
    location: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class OrderCancelled:
    TYPE: ClassVar[str] = "OrderCancelled"
    VERSION: ClassVar[int] = 1
    order_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class OrderLapsed:
    """Not paid within the shop's limit; what it held is released."""

    TYPE: ClassVar[str] = "OrderLapsed"
    VERSION: ClassVar[int] = 1
    order_id: str
    due_ms: int


@dataclass(frozen=True, slots=True)
class LineDecision:
    line_id: str
    outcome: Outcome
    reason: Reason
    promise: Promise | None = None  # None when refused
    ask: str = ""  # the event that asked again for the line; "" = the order itself

    def __post_init__(self) -> None:
        if self.outcome is Outcome.RE_SOURCED and self.promise is None:
            raise ValueError("a new source comes with a new promise")


@dataclass(frozen=True, slots=True)
class LinesDecided:
    """HQ's word on requested lines; lives in HQ's own journal."""

    TYPE: ClassVar[str] = "LinesDecided"
    VERSION: ClassVar[int] = 1
    order_id: str
    decisions: tuple[LineDecision, ...]


@dataclass(frozen=True, slots=True)
class CallBackMade:
    """A guide reached (or gave up on) the shopper about refused lines; closes the task."""

    TYPE: ClassVar[str] = "CallBackMade"
    VERSION: ClassVar[int] = 1
    order_id: str
    line_ids: tuple[str, ...]
    outcome: str


@dataclass(frozen=True, slots=True)
class EpochStarted:
    """Why a new epoch began and with which program: its first event, or, when it began with the end of another one, the
    first behind that."""

    TYPE: ClassVar[str] = "EpochStarted"
    VERSION: ClassVar[int] = 1
    epoch: int
    reason: str
    program: str
    shop: str = ""


BODIES: dict[tuple[str, int], type[Any]] = {
    (kind.TYPE, kind.VERSION): kind
    for kind in (
        OrderPlaced, OrderPaid, GoodsHandedOver, LinesReady, LinesDispatched, OrderCancelled, OrderLapsed,
        LinesDecided, CallBackMade, CallTried, PriceReduced, GoodsReturned, GoodsReceived, StockCounted, StockOpened,
        EpochStarted, BasketParked, BasketTakenUp, GuideCalled, GuideCallCancelled, GuideAnswered, NothingFound,
        GoodsSent, DetailsGiven, TransferClosed, *PEOPLE_FACTS, *MEMBER_FACTS, DayOpened, CashMoved, DrawerOpened,
        DrawerCounted, DayClosed, *CREDIT_FACTS, *BINDING_FACTS, *REPAIR_FACTS, *RIGHT_FACTS,
    )
}  # fmt: skip


@again_at_once
def body_of(event: Event) -> Any:
    """The typed body. Raises InputError for a type or version this program does not know, or one that does not fit."""
    kind = BODIES.get((event.type, event.version))
    if kind is None:
        raise InputError(f"{event.type} version {event.version} is not known to this program")
    return codec.load(kind, event.body)
