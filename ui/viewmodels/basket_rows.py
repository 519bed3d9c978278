"""The basket as rows: its lines, its sums, and what comes after it."""

from collections.abc import Callable

from kiosk.domain.basket import Basket, BasketLine
from kiosk.domain.events import Fulfilment
from ui.formatting import tone_of
from ui.rows import AmountRow, BasketRow, StepRow
from ui.stage import Stage
from ui.viewmodels.style_words import pieces_like, variant_name
from ui.viewmodels.ways import when_text, where_text

#: The name of a guide by their id; of whoever takes the order, by "".
Sellers = Callable[[str], str]


def nobody(_guide: str) -> str:
    return ""


def line_rows(stage: Stage, basket: Basket, sellers: Sellers = nobody) -> list[BasketRow]:
    return [_row(stage, line, sellers(line.guide)) for line in basket.lines]


def line_name(stage: Stage, line: BasketLine) -> str:
    """`Linen shirt – Indigo M`."""
    return f"{stage.texts.named(line)} {variant_name(stage.texts, line.variant)}"


def _row(stage: Stage, line: BasketLine, seller: str) -> BasketRow:
    detail, offer = variant_name(stage.texts, line.variant), line.offer
    if line.quantity > 1:
        detail = stage.texts("ui.basket.each", detail=detail, price=stage.money(line.unit_price_minor))
    return BasketRow(
        key=f"{line.variant.sku} {offer.kind.value} {offer.promise.source}",
        name=stage.texts.named(line),
        detail=detail,
        picture=stage.picture(line.variant.style, line.variant.swatch),
        quantity=line.quantity,
        headline=when_text(stage, offer),
        place=where_text(stage, offer),
        tone=tone_of(offer.kind),
        amount=stage.money(line.total_minor),
        note=stage.texts(f"ui.basket.split_{offer.kind.value}") if line.split else "",
        sold_by=stage.texts("ui.basket.sale_of", name=seller) if seller else "",
    )


def sum_rows(stage: Stage, basket: Basket) -> list[AmountRow]:
    """What is taken now and what comes later, when there is both."""
    now = [line for line in basket.lines if line.offer.kind is Fulfilment.TAKE_NOW]
    later = [line for line in basket.lines if line.offer.kind is not Fulfilment.TAKE_NOW]
    if not now or not later:
        return []
    return [_sum(stage, "now", now), _sum(stage, "later", later)]


def _sum(stage: Stage, key: str, lines: list[BasketLine]) -> AmountRow:
    label = stage.texts(f"ui.basket.{key}", count=sum(line.quantity for line in lines))
    return AmountRow(key, label, stage.money(sum(line.total_minor for line in lines)))


def step_rows(stage: Stage, basket: Basket) -> list[StepRow]:
    """What happens after "place the order"."""
    keys = ["basket_contact"] if basket.needs_contact else []
    return [StepRow(key, stage.texts(f"ui.steps.{key}")) for key in (*keys, "basket_pay")]


def split_told(stage: Stage, before: Basket, after: Basket) -> str:
    """That a change sent pieces another way than was chosen; "" when it did not."""
    for line in after.lines:
        more = line.quantity - pieces_like(before, line)
        if line.split and more > 0:
            return stage.texts("ui.basket.split_told", count=more, when=when_text(stage, line.offer))
    return ""


def told(stage: Stage, before: Basket, after: Basket, removed: BasketLine | None) -> str:
    """What a change came to, when it was more than was asked for."""
    if removed is not None:
        return stage.texts("ui.basket.removed", name=line_name(stage, removed))
    return split_told(stage, before, after)
