"""The fold that tablet and HQ share: one event into rows, through a store that either of them brings.

Order events become facts of their order, and its effects on stock are written anew; other events have their own
effects.
The result does not depend on the order in which devices' events arrive, and folding an event twice changes nothing.
"""

import json
from collections.abc import Sequence
from typing import Any, Protocol

from kiosk.domain import in_transit
from kiosk.domain.binding import BINDING_EVENTS, MemberBindings, bindings_said, merge_bindings
from kiosk.domain.cashing import CashMoved, DayClosed, DayOpened, DrawerCounted, DrawerOpened
from kiosk.domain.events import EpochStarted, Event, OpenedStock, StockOpened, body_of
from kiosk.domain.facts import ORDER_EVENTS, OrderFacts, facts_of, merge
from kiosk.domain.in_transit import TransferFacts
from kiosk.domain.member_facts import MemberFacts, member_facts_of, merge_member
from kiosk.domain.members import MEMBER_EVENTS
from kiosk.domain.people import PEOPLE_EVENTS, Person, said_by
from kiosk.domain.rights import RIGHT_EVENTS, RightFacts, merge_right, rights_said
from kiosk.domain.stock import Effects, effects_of_event, effects_of_order
from kiosk.domain.visits import (
    BasketParked,
    BasketTakenUp,
    GuideAnswered,
    GuideCallCancelled,
    GuideCalled,
    NothingFound,
)

#: Facts that move nothing and belong to no order: they are kept, and counted by whoever wants to know.
_VISITS = (BasketParked, BasketTakenUp, GuideCalled, GuideCallCancelled, GuideAnswered, NothingFound)
_DAY = (DayOpened, CashMoved, DrawerOpened, DrawerCounted, DayClosed)
WITHOUT_EFFECT = (*_VISITS, *_DAY)


class FoldStore(Protocol):
    """Where folded rows live: the tablet's journal (its own events), HQ's database, a dict in tests."""

    def order(self, order_id: str) -> OrderFacts | None: ...

    def put_order(self, facts: OrderFacts, event: Event) -> None: ...

    def transfer(self, transfer_id: str) -> TransferFacts | None: ...

    def put_transfer(self, facts: TransferFacts, event: Event) -> None: ...

    def put_effects(self, source: str, effects: Effects, event: Event) -> None:
        """Replace all movements and reservations of `source` ("order:<id>" or "event:<id>")."""

    def open_stock(self, location: str, at_ms: int, lines: Sequence[OpenedStock]) -> None:
        """Take a count of HQ's files as the new opening, where it is newer than the one known (equal: the larger
        quantity)."""

    def put_person(self, said: Person, event: Event) -> None:
        """Merge what the event says into what is known of the person."""

    def member(self, member_id: str) -> MemberFacts | None: ...

    def put_member(self, facts: MemberFacts, event: Event) -> None: ...

    def bindings(self, member_id: str) -> MemberBindings | None: ...

    def put_bindings(self, known: MemberBindings, event: Event) -> None: ...

    def right(self, right_id: str) -> RightFacts | None: ...

    def put_right(self, facts: RightFacts, event: Event) -> None: ...

    def void_rights(self, device: str, epoch: int) -> None:
        """The device works in `epoch` now: rights of its epochs before are void."""


_KINDS = (
    ("order_id", "order"),
    ("location", "stock"),
    ("basket_id", "basket"),
    ("call_id", "call"),
    ("staff_id", "staff"),
    ("member_id", "member"),
    ("day_id", "day"),
)


def aggregate_of(event: Event) -> str:
    """The thing whose later events must wait when this one cannot be interpreted: "order:<id>", "stock:<location>",
    "basket:<id>", "call:<id>", "staff:<id>", "member:<id>", "day:<id>", "device:<id>"; "event:<id>" when even that
    cannot be told, and nothing waits.

    Never raises: it is asked just about events that this program does not understand."""
    try:
        document = json.loads(event.body)
    except (ValueError, RecursionError):
        document = None
    for key, kind in _KINDS:
        named = document.get(key) if isinstance(document, dict) else None
        if isinstance(named, str) and named:
            return f"{kind}:{named}"
    return f"device:{event.device}" if event.type == EpochStarted.TYPE else f"event:{event.id}"


def fold(store: FoldStore, event: Event) -> None:
    """Let `event` have its effect. Raises InputError, and changes nothing, when it cannot be interpreted."""
    body = body_of(event)
    if event.type in ORDER_EVENTS:
        _note_order(store, event, body.order_id)
        _note_rights(store, event, body)
    elif isinstance(body, StockOpened):
        store.open_stock(body.location, body.at_ms, body.lines)
    elif event.type in PEOPLE_EVENTS:
        store.put_person(said_by(body, event.hlc, event.id), event)
    elif event.type in MEMBER_EVENTS:
        known_member = store.member(body.member_id)
        member = merge_member(known_member, member_facts_of(event))
        if member is not None and member != known_member:
            store.put_member(member, event)
    elif event.type in BINDING_EVENTS:
        _note_bindings(store, event, body)
    elif event.type in RIGHT_EVENTS:
        _note_rights(store, event, body)
    elif isinstance(body, EpochStarted):
        store.void_rights(event.device, body.epoch)
    elif not isinstance(body, WITHOUT_EFFECT):
        _note_transfer(store, event)
        store.put_effects(f"event:{event.id}", effects_of_event(event), event)


def _note_order(store: FoldStore, event: Event, order_id: str) -> None:
    known = store.order(order_id)
    merged = merge(known, facts_of(event))
    if merged is not None and merged != known:
        store.put_order(merged, event)
        store.put_effects(f"order:{order_id}", effects_of_order(merged), event)


def _note_rights(store: FoldStore, event: Event, body: Any) -> None:
    for said in rights_said(body):
        known = store.right(said.right_id)
        merged = merge_right(known, said)
        if merged != known:
            store.put_right(merged, event)


def _note_transfer(store: FoldStore, event: Event) -> None:
    said = in_transit.facts_of(event)
    known = store.transfer(said.transfer_id) if said else None
    merged = in_transit.merge(known, said)
    if merged is not None and merged != known:
        store.put_transfer(merged, event)


def _note_bindings(store: FoldStore, event: Event, body: Any) -> None:
    for said in bindings_said(body, event.hlc, event.id):
        known = store.bindings(said.member_id)
        merged = merge_bindings(known, said)
        if merged != known:
            store.put_bindings(merged, event)
