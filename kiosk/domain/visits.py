"""Facts of a visit that ends without an order, or in need of a person: goods and places, never who."""

from dataclasses import dataclass
from typing import ClassVar

from kiosk.domain.pieces import Fulfilment, check_pieces

MAX_SEARCHED = 60  # characters of a searched text that are kept
_SOMEBODYS = 7  # digits: a phone, a card, an order


@dataclass(frozen=True, slots=True)
class ParkedLine:
    """What a shopper had chosen, with the names and the price that they saw."""

    sku: str
    quantity: int
    fulfilment: Fulfilment
    source: str
    unit_price_minor: int
    name_zh: str
    name_en: str
    colour_zh: str = ""
    colour_en: str = ""
    size: str = ""
    guide: str = ""  # who helped to choose it

    def __post_init__(self) -> None:
        check_pieces(self.quantity)


@dataclass(frozen=True, slots=True)
class BasketParked:
    """A basket was put aside on this tablet under a short code: goods only, nothing of whose it was, and
    which guides helped."""

    TYPE: ClassVar[str] = "BasketParked"
    VERSION: ClassVar[int] = 1
    basket_id: str
    code: str  # 4 digits, unique among those open on this tablet
    shop: str
    lines: tuple[ParkedLine, ...]
    lapses_ms: int  # the end of the business day


@dataclass(frozen=True, slots=True)
class BasketTakenUp:
    TYPE: ClassVar[str] = "BasketTakenUp"
    VERSION: ClassVar[int] = 1
    basket_id: str


@dataclass(frozen=True, slots=True)
class GuideCalled:
    """Somebody at a tablet asked for a guide. Says where, never who."""

    TYPE: ClassVar[str] = "GuideCalled"
    VERSION: ClassVar[int] = 1
    call_id: str
    shop: str
    page: str  # the page that was open
    style: str = ""  # what it showed


@dataclass(frozen=True, slots=True)
class GuideCallCancelled:
    TYPE: ClassVar[str] = "GuideCallCancelled"
    VERSION: ClassVar[int] = 1
    call_id: str
    reason: str  # "shopper", or "left" when nobody waited any more


@dataclass(frozen=True, slots=True)
class GuideAnswered:
    """A guide came: their badge was scanned. Who it was is the event's actor."""

    TYPE: ClassVar[str] = "GuideAnswered"
    VERSION: ClassVar[int] = 1
    call_id: str


@dataclass(frozen=True, slots=True)
class NothingFound:
    """Somebody searched and found nothing: lost demand. Says where and for what, never who. `filtered`: how many styles
    only their filters kept out."""

    TYPE: ClassVar[str] = "NothingFound"
    VERSION: ClassVar[int] = 1
    shop: str
    text: str
    filtered: int = 0

    def __post_init__(self) -> None:
        if not self.text or len(self.text) > MAX_SEARCHED or self.filtered < 0:
            raise ValueError("what was searched for has a text")


def searched(text: str) -> str:
    """What may be kept of a searched text: in one line, not too long; "" of one that may be somebody's number."""
    kept = " ".join(text.split())[:MAX_SEARCHED]
    digits = sum(character.isdigit() for character in kept)
    return "" if digits >= _SOMEBODYS or not any(character.isalnum() for character in kept) else kept
