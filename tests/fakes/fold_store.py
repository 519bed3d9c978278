"""Folded rows in dictionaries."""

from collections.abc import Sequence

from kiosk.domain.binding import MemberBindings
from kiosk.domain.events import Event, OpenedStock
from kiosk.domain.facts import OrderFacts
from kiosk.domain.in_transit import TransferFacts
from kiosk.domain.member_facts import MemberFacts
from kiosk.domain.people import Person, merge_person
from kiosk.domain.rights import RightFacts, merge_right
from kiosk.domain.stock import Effects, StockRow


class MemoryFoldStore:
    """What HQ's tables hold, without tables. `rows` is everything, to compare two of them."""

    def __init__(self) -> None:
        self.orders: dict[str, OrderFacts] = {}
        self.transfers: dict[str, TransferFacts] = {}
        self.effects: dict[str, Effects] = {}
        self.openings: dict[tuple[str, str], tuple[int, int]] = {}  # (location, sku) → (at_ms, quantity)
        self.people: dict[str, Person] = {}
        self.members: dict[str, MemberFacts] = {}
        self.bound: dict[str, MemberBindings] = {}
        self.rights: dict[str, RightFacts] = {}

    def order(self, order_id: str) -> OrderFacts | None:
        return self.orders.get(order_id)

    def put_order(self, facts: OrderFacts, event: Event) -> None:
        self.orders[facts.order_id] = facts

    def transfer(self, transfer_id: str) -> TransferFacts | None:
        return self.transfers.get(transfer_id)

    def put_transfer(self, facts: TransferFacts, event: Event) -> None:
        self.transfers[facts.transfer_id] = facts

    def put_effects(self, source: str, effects: Effects, event: Event) -> None:
        self.effects[source] = effects

    def open_stock(self, location: str, at_ms: int, lines: Sequence[OpenedStock]) -> None:
        for line in lines:
            key = (location, line.sku)
            self.openings[key] = max(self.openings.get(key, (-1, 0)), (at_ms, line.quantity))

    def put_person(self, said: Person, event: Event) -> None:
        self.people[said.id] = merge_person(self.people.get(said.id, said), said)

    def member(self, member_id: str) -> MemberFacts | None:
        return self.members.get(member_id)

    def put_member(self, facts: MemberFacts, event: Event) -> None:
        self.members[facts.member_id] = facts

    def bindings(self, member_id: str) -> MemberBindings | None:
        return self.bound.get(member_id)

    def put_bindings(self, known: MemberBindings, event: Event) -> None:
        self.bound[known.member_id] = known

    def right(self, right_id: str) -> RightFacts | None:
        return self.rights.get(right_id)

    def put_right(self, facts: RightFacts, event: Event) -> None:
        self.rights[facts.right_id] = facts

    def void_rights(self, device: str, epoch: int) -> None:
        for right_id, known in self.rights.items():
            if known.granted and known.granted.device == device and 0 < known.granted.epoch < epoch:
                self.rights[right_id] = merge_right(known, RightFacts(right_id, void=True))

    def stock(self) -> dict[tuple[str, str], StockRow]:
        """On hand = opening + movements after it; every variant at every location that anything is known about."""
        moved = [item for effects in self.effects.values() for item in effects.movements]
        kept = [item for effects in self.effects.values() for item in effects.reservations]
        keys = {(item.location, item.sku) for item in moved} | {(item.location, item.sku) for item in kept}
        rows = {}
        for location, sku in keys | set(self.openings):
            opened_ms, quantity = self.openings.get((location, sku), (0, 0))
            here = [item for item in moved if (item.location, item.sku) == (location, sku)]
            on_hand = quantity + sum(item.delta for item in here if item.at_ms > opened_ms)
            reserved = sum(item.quantity for item in kept if (item.location, item.sku) == (location, sku))
            rows[location, sku] = StockRow(location, sku, on_hand, reserved, opened_ms)
        return rows

    def rows(self) -> object:
        return (
            self.orders,
            self.transfers,
            self.effects,
            self.stock(),
            self.people,
            self.members,
            self.bound,
            self.rights,
        )
