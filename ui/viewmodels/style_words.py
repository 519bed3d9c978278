"""What the page of a style says, in words."""

from collections.abc import Sequence

from kiosk.domain.basket import Basket, BasketLine, Offer
from kiosk.domain.catalogue import StylePage, Variant
from kiosk.domain.promises import local
from kiosk.errors import RuleError
from kiosk.services.shelf import Cell, StyleScreen
from kiosk.services.wording import clock_text, deadline_text
from kiosk.texts import Texts
from ui.formatting import picture_id, price
from ui.stage import Stage
from ui.viewmodels.ways import same_way, when_text, where_text

STALE_MS = 60 * 60 * 1000  # figures older than an hour may well have changed


def price_text(stage: Stage, page: StylePage, cell: Cell | None) -> str:
    """`¥599`, `¥599 – ¥699` while sizes or colours differ and none is chosen."""
    prices = [minor for minor in page.prices_minor.values() if minor]
    if cell is not None and cell.price_minor:
        prices = [cell.price_minor]
    if not prices:
        return stage.texts("ui.browse.no_price")
    low, high = (price(minor, page.currency) for minor in (min(prices), max(prices)))
    return low if low == high else stage.texts("ui.style.price_range", low=low, high=high)


def variant_name(texts: Texts, variant: Variant, *, one_size: bool = False) -> str:
    """`Sage green M`; the size of a style that has only one says nothing."""
    colour = texts.named(variant, "colour")
    return colour if one_size else f"{colour} {variant.size}".strip()


def picture_of(stage: Stage, screen: StyleScreen, colour: str) -> str:
    """The style's picture in a colourway."""
    swatch = next((cell.variant.swatch for cell in screen.cells if cell.variant.colour == colour), "")
    style = screen.page.style
    return picture_id(swatch, stage.texts.named(style, "category"), style, large=True)


def as_of_text(stage: Stage, screen: StyleScreen) -> str:
    """How old the figures of other places are: the shopper is told what the promise stands on."""
    here, now_ms, at_ms = stage.here, stage.glass.clock(), screen.as_of_ms
    if here is None or not at_ms:
        return ""
    today = local(at_ms, here).date() == local(now_ms, here).date()
    when = clock_text(at_ms, here) if today else deadline_text(stage.texts, at_ms, now_ms, here)
    return stage.texts("ui.style.as_of_old" if is_stale(stage, screen) else "ui.style.as_of", when=when)


def is_stale(stage: Stage, screen: StyleScreen) -> bool:
    return bool(screen.as_of_ms) and stage.glass.clock() - screen.as_of_ms > STALE_MS


def add_text(stage: Stage, name: str, cell: Cell | None, offer: Offer | None) -> str:
    """What the button will put into the basket, or what is to be chosen first."""
    if cell is not None and offer is not None:
        return stage.texts("ui.style.add", variant=name, when=when_text(stage, offer))
    if cell is not None:
        return stage.texts("ui.style.choose_other")
    return stage.texts("ui.style.choose_size", colour=name) if name else stage.texts("ui.style.choose")


def added_text(stage: Stage, before: Basket, after: Basket, name: str) -> str:
    """What an addition came to: the way it goes, and that it is another one than was chosen when it is."""
    line = next((line for line in after.lines if line.quantity > pieces_like(before, line)), None)
    if line is None:
        return ""
    when, where = when_text(stage, line.offer), where_text(stage, line.offer)
    if line.split:
        return stage.texts("ui.style.added_split", variant=name, when=when, where=where)
    return stage.texts("ui.style.added", variant=name, when=when)


def problem_text(stage: Stage, error: Exception, sku: str) -> str:
    """Why nothing was added; when all that can be had is in the basket already, that is said."""
    held = held_of(stage.basket.lines, sku)
    if isinstance(error, RuleError) and "left" in error.params and held:
        return stage.texts("ui.style.at_most", left=error.params["left"], held=held)
    return stage.sentence(error)


def pieces_like(basket: Basket, line: BasketLine) -> int:
    """How many pieces of a variant go a certain way."""
    return sum(
        known.quantity
        for known in basket.lines
        if known.variant.sku == line.variant.sku and same_way(known.offer, line.offer)
    )


def held_of(lines: Sequence[BasketLine], sku: str) -> int:
    return sum(line.quantity for line in lines if line.variant.sku == sku)
