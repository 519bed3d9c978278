"""Facts about what lies at a location and belongs to no order: boxes that came, counted shelves, stock files."""

from dataclasses import dataclass
from typing import ClassVar

from kiosk.domain.pieces import check_pieces
from kiosk.domain.transfers import check_unknown


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    sku: str
    quantity: int

    def __post_init__(self) -> None:
        check_pieces(self.quantity)


@dataclass(frozen=True, slots=True)
class GoodsReceived:
    """A box came in. From a location of ours: what arrives here left there. With `transfer` its sender has recorded
    that (GoodsSent), or will: then nothing leaves there once more."""

    TYPE: ClassVar[str] = "GoodsReceived"
    VERSION: ClassVar[int] = 1
    location: str
    document: str
    lines: tuple[ReceivedLine, ...]
    from_location: str | None = None
    transfer: str | None = None
    unknown: tuple[str, ...] = ()  # scanned with the box, and no article of ours

    def __post_init__(self) -> None:
        check_unknown(self.unknown)


@dataclass(frozen=True, slots=True)
class CountedLine:
    sku: str
    counted: int
    expected: int  # on hand as this tablet saw it when it was counted; below zero when figures were wrong

    def __post_init__(self) -> None:
        check_pieces(self.counted, 0)
        check_pieces(abs(self.expected), 0)


@dataclass(frozen=True, slots=True)
class StockCounted:
    """Shelves were counted: the difference is the movement, so that two counts and a sale commute. The facts of one
    count by zones have its id, and each says in which zone its articles lay: "" = in several, or looked for in all."""

    TYPE: ClassVar[str] = "StockCounted"
    VERSION: ClassVar[int] = 1
    location: str
    lines: tuple[CountedLine, ...]
    reason: str = "count"
    zone: str = ""
    count_id: str = ""
    unknown: tuple[str, ...] = ()  # scanned while counting, and no article of ours

    def __post_init__(self) -> None:
        check_unknown(self.unknown)


@dataclass(frozen=True, slots=True)
class OpenedStock:
    sku: str
    quantity: int  # below zero where the retailer's own books are

    def __post_init__(self) -> None:
        check_pieces(abs(self.quantity), 0)


@dataclass(frozen=True, slots=True)
class StockOpened:
    """HQ took in a stock file: what a location had at `at_ms`. Movements after that moment still count."""

    TYPE: ClassVar[str] = "StockOpened"
    VERSION: ClassVar[int] = 1
    location: str
    at_ms: int
    lines: tuple[OpenedStock, ...]
