"""How far a line of an order has come, and what that means for the shopper."""

from kiosk.domain.contact import mask
from kiosk.domain.events import Fulfilment
from kiosk.domain.order import LineStatus, LineView
from ui.stage import Stage

_WAYS = {
    Fulfilment.TAKE_NOW: ("kept", "collected"),
    Fulfilment.PICK_UP: ("requested", "confirmed", "ready", "collected"),
    Fulfilment.BRING_HERE: ("requested", "confirmed", "ready", "collected"),
    Fulfilment.DELIVER: ("requested", "confirmed", "in_transit"),
}
_STAGE = {
    LineStatus.CONFIRMED: "confirmed",
    LineStatus.RE_SOURCED: "confirmed",
    LineStatus.REQUESTED: "requested",
    LineStatus.READY: "ready",
    LineStatus.IN_TRANSIT: "in_transit",
    LineStatus.HANDED_OVER: "collected",
    LineStatus.REFUSED: "refused",
}


def stages_of(item: LineView) -> tuple[str, ...]:
    """The stages of a line in their order; none when it ended with its order."""
    if item.status in (LineStatus.RELEASED, LineStatus.REFUNDED):
        return ()
    if item.status is LineStatus.REFUSED:
        return ("requested", "refused")
    return _WAYS[item.line.fulfilment]


def reached(item: LineView) -> int:
    """How many of its stages a line has come to; a stage that its way does not have counts as the last of it."""
    stages = stages_of(item)
    stage = _STAGE.get(item.status, "")
    if stage == "confirmed" and item.line.fulfilment is Fulfilment.TAKE_NOW:
        return 1
    return stages.index(stage) + 1 if stage in stages else len(stages)


def line_note(stage: Stage, item: LineView, phone: str) -> str:
    """What a shopper does about a line that did not go as promised; "" when it did."""
    if item.status is LineStatus.RE_SOURCED:
        return stage.texts("ui.placed.re_sourced")
    if item.status is not LineStatus.REFUSED:
        return ""
    if item.called:
        return stage.texts("ui.placed.refused_called")
    return stage.texts("ui.placed.refused_phone" if phone else "ui.placed.refused", masked=mask(phone))
