"""An order's lines, codes and states as rows."""

from kiosk.domain.events import OrderLine
from kiosk.domain.order import LineStatus, LineView, OrderStatus, OrderView
from kiosk.services.wording import line_status, promise_when, promise_where
from ui.formatting import code_groups, joined
from ui.rows import CodeRow, LineRow, OrderRow
from ui.stage import Stage
from ui.viewmodels.line_stages import line_note, reached, stages_of

_STATUS_TONES = {
    LineStatus.CONFIRMED: "here",
    LineStatus.READY: "here",
    LineStatus.HANDED_OVER: "plain",
    LineStatus.RELEASED: "plain",
    LineStatus.REQUESTED: "nearby",
    LineStatus.RE_SOURCED: "nearby",
    LineStatus.IN_TRANSIT: "nearby",
    LineStatus.REFUSED: "problem",
    LineStatus.REFUNDED: "plain",
}
NOTHING_LEFT = "refused"
_ORDER_TONES = {
    OrderStatus.PLACED: "amber",
    OrderStatus.PAID: "here",
    OrderStatus.COMPLETED: "plain",
    OrderStatus.CANCELLED: "plain",
    OrderStatus.LAPSED: "plain",
}


def line_rows(stage: Stage, order: OrderView, phone: str = "") -> list[LineRow]:
    """Every line with its state first and its promise beside it. Of `phone` four digits are said."""
    return [_row(stage, item, phone) for item in order.lines]


def _row(stage: Stage, item: LineView, phone: str) -> LineRow:
    line, here = item.line, stage.here
    headline, pieces = line_status(stage.texts, item), stage.texts("paper.quantity", count=line.quantity)
    place = promise_where(stage.texts, line.fulfilment, item.promise, stage.glass.catalogue.location)
    if item.status is LineStatus.READY:  # it waits: when it was to come no longer matters
        place = stage.texts("promise.at_shop", name=stage.place_name(item.promise.place))
    elif not item.kept:  # from where it will not come helps nobody
        place = ""
    elif here and item.open:
        when = promise_when(stage.texts, line.fulfilment, item.promise, here, stage.glass.clock())
        headline = joined(stage.texts, headline, when)
    return LineRow(
        key=line.line_id,
        name=line_name(stage, line),
        detail=joined(stage.texts, f"{stage.texts.named(line, 'colour')} {line.size}".strip(), pieces),
        picture=stage.picture(line.style, swatch_of(stage, line.sku)),
        quantity=line.quantity,
        headline=headline,
        place=place,
        tone=_STATUS_TONES[item.status],
        amount=stage.money(item.price_minor),
        was=stage.texts("ui.order.was", amount=stage.money(line.total_minor)) if item.reduced_minor else "",
        note=line_note(stage, item, phone),
        stages=tuple(stage.texts(f"ui.stage.{name}") for name in stages_of(item)),
        reached=reached(item),
        again=item.status is LineStatus.REFUSED and not item.called,
        tag=stage.texts("ui.returning.tag", count=item.returned) if item.returned else "",
    )


def line_name(stage: Stage, line: OrderLine) -> str:
    return stage.texts.named(line)


def swatch_of(stage: Stage, sku: str) -> str:
    variant = stage.glass.catalogue.variant(sku)
    return variant.swatch if variant else ""


def code_rows(stage: Stage, order: OrderView) -> list[CodeRow]:
    """Pick-up codes with the place where each counts."""
    return [
        CodeRow(place, joined(stage.texts, stage.texts("ui.placed.code"), stage.place_name(place)), code_groups(digits))
        for place, digits in order.placed.pick_up_codes.items()
    ]


def order_row(stage: Stage, order: OrderView) -> OrderRow:
    """An order in a list."""
    pieces = sum(item.line.quantity for item in order.lines)
    first = line_name(stage, order.lines[0].line) if order.lines else ""
    return OrderRow(
        key=order.order_id,
        number=order.placed.number,
        summary=stage.texts("ui.orders.summary", name=first, count=pieces),
        status=status_text(stage, order),
        tone=status_tone(order),
        amount=stage.money(order.placed.total_minor - order.reduced_minor),
    )


def status_text(stage: Stage, order: OrderView) -> str:
    return stage.texts(f"ui.status.{standing(order)}")


def status_tone(order: OrderView) -> str:
    return "problem" if standing(order) == NOTHING_LEFT else _ORDER_TONES[order.status]


def standing(order: OrderView) -> str:
    """How the order stands, as the keys of words name it: one of which nothing can be had waits for no money."""
    refused = all(item.status is LineStatus.REFUSED for item in order.lines)
    return NOTHING_LEFT if order.status is OrderStatus.PLACED and refused else order.status.value


def tally(stage: Stage, order: OrderView) -> str:
    """`2 confirmed · 2 requested`."""
    counts: dict[LineStatus, int] = {}
    for item in order.lines:
        counts[item.status] = counts.get(item.status, 0) + 1
    parts = (
        stage.texts("ui.status.tally", count=count, status=stage.texts(f"promise.{status.value}"))
        for status, count in counts.items()
    )
    return stage.texts("ui.comma").join(parts)
