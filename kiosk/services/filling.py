"""Filling a basket: at the published price, the way that is asked for or the best there is."""

from kiosk.domain import basket as baskets
from kiosk.domain.basket import Basket, BasketLine, Offer
from kiosk.domain.catalogue import SaleMode
from kiosk.errors import RuleError
from kiosk.services.room import Room


def add(
    room: Room,
    basket: Basket,
    sku: str,
    quantity: int = 1,
    *,
    kind: str = "",
    source: str = "",
    strict: bool = False,
    guide: str = "",
) -> Basket:
    """The basket with pieces of a variant, by the best offer or the one named. What that one does not have goes the
    next best way (`BasketLine.split`), unless `strict`. Raises InputError or RuleError."""
    basket = renewed(room, basket)
    variant, page = room.shelf.variant_page(sku, room.here)
    price_minor = page.prices_minor.get(variant.sku)
    if not price_minor:
        raise RuleError("This has no price here yet, so it cannot be sold. A guide can help.")
    if page.currency != room.shop.currency:
        raise RuleError("This is priced in another currency than this tablet takes. Please call a guide.")
    ways = room.shelf.offers(variant.sku, room.here)
    offer, style = named_way(ways, kind, source), page.style
    scarce = style.sale_mode is SaleMode.LIMITED
    line = BasketLine(
        variant, style.name_zh, style.name_en, quantity, price_minor, offer, guide=guide, scarce=scarce
    )  # fmt: skip
    # Prices may have been published while this one was read: then all of them are, once more.
    return renewed(room, baskets.add(basket, line, (offer,) if strict else ways))


def renewed(room: Room, basket: Basket) -> Basket:
    """The basket whole at the prices of now; itself when nothing was published since its own were. No basket is priced
    with two publications."""
    while True:
        publication = _publication(room)
        if basket.publication == publication:
            return basket
        prices_minor = {line.variant.sku: minor for line in basket.lines if (minor := _price_minor(room, line))}
        if _publication(room) == publication:
            return baskets.repriced(basket, prices_minor, publication)


def _publication(room: Room) -> str:
    found = room.shop.catalogue.publication()
    return found.id if found else ""


def _price_minor(room: Room, line: BasketLine) -> int:
    """0 when it is not sold any more."""
    page = room.shop.catalogue.page(line.variant.style, room.here.price_zone)
    return (page.prices_minor.get(line.variant.sku) or 0) if page else 0


def change_quantity(room: Room, basket: Basket, index: int, quantity: int) -> Basket:
    """More than the line's way has go the next best way; none removes the line."""
    ways = room.shelf.offers(basket.lines[index].variant.sku, room.here)
    return baskets.set_quantity(basket, index, quantity, ways)


def change_way(room: Room, basket: Basket, index: int, kind: str, source: str) -> Basket:
    """Another way for a line to reach the shopper."""
    ways = room.shelf.offers(basket.lines[index].variant.sku, room.here)
    return baskets.change_way(basket, index, named_way(ways, kind, source), ways)


def named_way(ways: tuple[Offer, ...], kind: str, source: str) -> Offer:
    """The best way of a kind, from a source; "" = any. Raises RuleError when there is none."""
    for offer in ways:
        if (not kind or offer.kind.value == kind) and (not source or offer.promise.source == source):
            return offer
    raise RuleError("This size is not to be had that way now. Choose another way, or call a guide.")
