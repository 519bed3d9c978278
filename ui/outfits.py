"""A look with what its pieces are and cost here: read off the GUI thread, said in it."""

from dataclasses import dataclass

from kiosk.domain.catalogue import Look, LookPiece, Style, Variant
from kiosk.ports.storage import CatalogueReader
from kiosk.texts import Texts
from ui.collage import places
from ui.formatting import joined, picture_id, price
from ui.rows import LookRow


@dataclass(frozen=True, slots=True)
class Piece:
    """A style as a look shows it. `variants`: those in the look's colour. `price_minor`: the cheapest of them."""

    style: Style
    variants: tuple[Variant, ...]
    price_minor: int | None


@dataclass(frozen=True, slots=True)
class Outfit:
    """A look and its pieces that are in the range."""

    look: Look
    pieces: tuple[Piece, ...]
    currency: str

    @property
    def total_minor(self) -> int | None:
        """One of each piece; None when a piece has no price here."""
        prices = [piece.price_minor for piece in self.pieces if piece.price_minor is not None]
        return sum(prices) if len(prices) == len(self.pieces) else None


def outfit(look: Look, catalogue: CatalogueReader, zone: str) -> Outfit:
    """Read what the look is made of; two indexed reads a piece."""
    read = [_piece(piece, catalogue, zone) for piece in look.pieces]
    currency = next((currency for _, currency in filter(None, read)), "CNY")
    return Outfit(look, tuple(piece for piece, _ in filter(None, read)), currency)


def _piece(piece: LookPiece, catalogue: CatalogueReader, zone: str) -> tuple[Piece, str] | None:
    page = catalogue.page(piece.style, zone)
    if page is None:
        return None
    variants = tuple(variant for variant in page.variants if variant.colour == piece.colour) or page.variants
    prices = [minor for variant in variants if (minor := page.prices_minor.get(variant.sku)) is not None]
    return Piece(page.style, variants, min(prices, default=None)), page.currency


def piece_picture(texts: Texts, piece: Piece) -> str:
    """The piece in the look's colour."""
    swatch = piece.variants[0].swatch if piece.variants else ""
    return picture_id(swatch, texts.named(piece.style, "category"), piece.style)


def tiles(texts: Texts, found: Outfit) -> list[dict[str, object]]:
    """The look's picture for QML: each piece's picture and where it stands."""
    return [
        {"picture": piece_picture(texts, piece), "x": place.x, "y": place.y, "w": place.w, "h": place.h}
        for piece, place in zip(found.pieces, places(len(found.pieces)), strict=False)
    ]


def total_text(texts: Texts, found: Outfit) -> str:
    """`4 pieces · ¥1,586`."""
    count = texts("ui.look.pieces", count=len(found.pieces))
    return joined(texts, count, price(found.total_minor, found.currency))


def look_row(texts: Texts, found: Outfit) -> LookRow:
    """A look in a list."""
    return LookRow(
        key=found.look.id,
        name=texts.named(found.look),
        total=total_text(texts, found),
        tiles=tiles(texts, found),
    )
