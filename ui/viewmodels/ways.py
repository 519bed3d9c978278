"""Ways to get a variant, as a list to choose from."""

from collections.abc import Sequence

from kiosk.domain.basket import Offer
from kiosk.domain.events import Fulfilment
from kiosk.services.wording import promise_when, promise_where
from ui.formatting import tone_of
from ui.rows import WayRow
from ui.stage import Stage

_MOST = 6


def way_rows(stage: Stage, offers: Sequence[Offer], chosen: int = -1) -> list[WayRow]:
    """The best ways first; more than six help nobody."""
    return [_row(stage, offer, index == chosen) for index, offer in enumerate(offers[:_MOST])]


def _row(stage: Stage, offer: Offer, chosen: bool) -> WayRow:
    here, texts = stage.here, stage.texts
    when = promise_when(texts, offer.kind, offer.promise, here, stage.glass.clock()) if here else ""
    key = f"{offer.kind.value}@{offer.promise.source}"
    return WayRow(key, when, where_text(stage, offer), tone_of(offer.kind), chosen)


def where_text(stage: Stage, offer: Offer) -> str:
    """`3 in this shop`, `Pick up at Xuhui` – and a warning when it is the last piece there."""
    if offer.kind is Fulfilment.TAKE_NOW:
        return stage.texts("promise.pieces_here", count=offer.pieces)
    where = promise_where(stage.texts, offer.kind, stage.glass.catalogue.location(offer.promise.source))
    return stage.texts("ui.ways.last", where=where) if offer.pieces == 1 else where
