"""Ways to get a variant, as a list to choose from."""

from collections.abc import Sequence

from kiosk.domain.basket import Offer
from kiosk.domain.events import Fulfilment
from kiosk.services.wording import promise_when, promise_where
from ui.formatting import tone_of
from ui.rows import WayRow
from ui.stage import Stage

_MOST = 6
_MOST_OF = {Fulfilment.TAKE_NOW: 1, Fulfilment.DELIVER: 1, Fulfilment.BRING_HERE: 1, Fulfilment.PICK_UP: 3}


def useful(offers: Sequence[Offer]) -> tuple[Offer, ...]:
    """The offers a shopper can tell apart, best first.

    What is brought here or to the door is the same from wherever it comes, so the soonest is enough; places to fetch
    it from differ, and the three soonest are."""
    seen = dict.fromkeys(Fulfilment, 0)
    found: list[Offer] = []
    for offer in offers:
        seen[offer.kind] += 1
        if seen[offer.kind] <= _MOST_OF[offer.kind]:
            found.append(offer)
    return tuple(found[:_MOST])


def way_rows(stage: Stage, offers: Sequence[Offer], chosen: int = -1) -> list[WayRow]:
    """One row an offer."""
    return [_row(stage, offer, index == chosen) for index, offer in enumerate(offers)]


def same_way(left: Offer, right: Offer) -> bool:
    return (left.kind, left.promise.source) == (right.kind, right.promise.source)


def _row(stage: Stage, offer: Offer, chosen: bool) -> WayRow:
    key = f"{offer.kind.value}@{offer.promise.source}"
    means = stage.texts(f"ui.means.{offer.kind.value}")
    return WayRow(key, when_text(stage, offer), where_text(stage, offer), means, tone_of(offer.kind), chosen)


def when_text(stage: Stage, offer: Offer) -> str:
    """`Home Wed`, on the clock of this shop."""
    here = stage.here
    return promise_when(stage.texts, offer.kind, offer.promise, here, stage.glass.clock()) if here else ""


def where_text(stage: Stage, offer: Offer) -> str:
    """`3 in this shop`, `Pick up at Xuhui` – and a warning when it is the last piece there."""
    if offer.kind is Fulfilment.TAKE_NOW:
        return stage.texts("promise.pieces_here", count=offer.pieces)
    where = promise_where(stage.texts, offer.kind, offer.promise, stage.glass.catalogue.location)
    return stage.texts("ui.ways.last", where=where) if offer.pieces == 1 else where
