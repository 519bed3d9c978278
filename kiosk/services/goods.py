"""Articles as the stockroom handles them: what a code means there, and what is known of each."""

from dataclasses import dataclass

from kiosk.domain.catalogue import Style, Variant
from kiosk.domain.codes import CodeKind, is_phone, recognise
from kiosk.domain.contact import mask
from kiosk.domain.movements import StockMovement
from kiosk.domain.stock import StockRow
from kiosk.domain.transfers import BoxSlip, is_slip, read_slip
from kiosk.errors import InputError
from kiosk.services.room import Room

#: Kinds of codes that are goods, or pretend to be; all others are people, orders and baskets.
GOODS = frozenset({CodeKind.GTIN, CodeKind.SKU, CodeKind.UNKNOWN})
_PRIVATE = ("B-", "M-", "P-")


@dataclass(frozen=True, slots=True)
class Article:
    """A variant and what this shop has of it. `style` and `variant` are None for goods that left the range since."""

    sku: str
    variant: Variant | None
    style: Style | None
    figure: StockRow | None

    @property
    def on_hand(self) -> int:
        return self.figure.on_hand if self.figure else 0

    @property
    def reserved(self) -> int:
        return self.figure.reserved if self.figure else 0


@dataclass(frozen=True, slots=True)
class StockScan:
    """What a code means in the stockroom: one of the three, none when it is a person's or an order's. `unknown` is no
    article of ours, as it may be kept: nothing personal, nothing secret."""

    article: Article | None = None
    transfer: BoxSlip | None = None
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class StockCard:
    article: Article
    movements: tuple[StockMovement, ...]


class Goods:
    """Reads only."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def scan(self, text: str) -> StockScan:
        """Never refuses: what is no article is told as such, and whoever scans goes on."""
        code = recognise(text)
        if code.kind is CodeKind.TRANSFER:
            return StockScan(transfer=self.slip(code.value))
        if code.kind not in GOODS:
            return StockScan()
        try:
            return StockScan(article=self.article(self._room.shelf.variant(text).sku))
        except InputError:
            return StockScan(unknown=_keepable(text.strip()) or "?")

    def slip(self, code: str) -> BoxSlip:
        """What is known of the box: from its own slip or, when only its bars were read, from head office."""
        if is_slip(code):
            return read_slip(code)
        facts = self._room.shop.reader.transfer(code)
        if facts is None or not facts.sent:
            return BoxSlip(code, "", "", "", ())
        sent = facts.sent[0].body
        pieces = tuple((line.sku, line.quantity) for line in sent.lines)
        return BoxSlip(code, sent.location, sent.to_location, sent.document, pieces)

    def article(self, sku: str) -> Article:
        return self.articles((sku,))[0]

    def articles(self, skus: tuple[str, ...]) -> tuple[Article, ...]:
        """In the order asked for."""
        catalogue, rows = self._room.shop.catalogue, self._room.shop.reader.own_stock(skus)
        variants = {sku: catalogue.variant(sku) for sku in skus}
        styles = {variant.style: catalogue.style(variant.style) for variant in variants.values() if variant}
        return tuple(
            Article(sku, variant, styles[variant.style] if variant else None, rows.get(sku))
            for sku, variant in variants.items()
        )

    def price_minor(self, sku: str) -> int | None:
        """What one costs here; None when nobody has said."""
        return self._room.shop.catalogue.price(sku, self._room.here.price_zone)


def _keepable(code: str) -> str:
    """A misread badge, member card or pick-up code is told by its kind alone, a telephone number by its ends."""
    if is_phone(code):
        return mask(code)
    return f"{code[:2]}…" if code[:2].upper() in _PRIVATE else code
