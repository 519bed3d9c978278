"""What comes after an order is placed, one step after the other."""

from kiosk.domain.events import Fulfilment
from kiosk.domain.order import LineStatus, LineView, OrderStatus, OrderView
from kiosk.services.wording import deadline_text
from ui.rows import StepRow
from ui.stage import Stage

_LATER = (Fulfilment.PICK_UP, Fulfilment.BRING_HERE, Fulfilment.DELIVER)


def step_rows(stage: Stage, order: OrderView, *, slip: bool, by_phone: bool = False) -> list[StepRow]:
    """Slip, payment, goods: what the shopper still has to do. `slip`: whether they have yet to take it;
    `by_phone`: whether it has a code for the own phone."""
    if order.status not in (OrderStatus.PLACED, OrderStatus.PAID) or stage.here is None:
        return []
    steps = {"slip": stage.texts("ui.steps.slip")} if slip else {}
    if order.due_minor > 0 and order.status is OrderStatus.PLACED:
        when = deadline_text(stage.texts, order.placed.lapses_ms, stage.glass.clock(), stage.here)
        steps["pay"] = stage.texts("ui.steps.pay", when=when, amount=stage.money(order.due_minor))
    waiting = [item for item in order.lines if item.open]
    kinds = {item.line.fulfilment for item in waiting}
    if Fulfilment.TAKE_NOW in kinds:
        steps["take_now"] = stage.texts("ui.steps.take_now")
    ready = [item for item in waiting if item.status is LineStatus.READY]
    if ready:
        steps["ready"] = stage.texts("ui.steps.ready", places=_places(stage, ready))
    for kind in _LATER:
        lines = [item for item in waiting if item.line.fulfilment is kind and item not in ready]
        if lines:
            key = _to_the_door(order, by_phone=by_phone) if kind is Fulfilment.DELIVER else kind.value
            steps[kind.value] = stage.texts(f"ui.steps.{key}", places=_places(stage, lines))
    return [StepRow(key, text) for key, text in steps.items()]


def _to_the_door(order: OrderView, *, by_phone: bool) -> str:
    if not order.lacks_address:
        return "deliver_known"
    return "deliver_phone" if by_phone else "deliver"


def _places(stage: Stage, lines: list[LineView]) -> str:
    return stage.texts("ui.comma").join(dict.fromkeys(stage.place_name(item.promise.place) for item in lines))
