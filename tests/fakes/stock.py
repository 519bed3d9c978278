"""The stockroom's ports in memory: transfers, the count that is under way, and what moved."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kiosk.domain.counting import Counting, Tally
from kiosk.domain.events import body_of
from kiosk.domain.facts import ORDER_EVENTS
from kiosk.domain.in_transit import TransferFacts, settled
from kiosk.domain.movements import StockMovement, movements_of_event, movements_of_order, newest_first
from kiosk.domain.stock import Effects, StockRow, effects_of_event, effects_of_order

if TYPE_CHECKING:
    from tests.fakes.storage import MemoryJournal, State


def shelf(state: "State", location: str, also: Sequence[str]) -> dict[str, StockRow]:
    touched = {item.sku for event in state.events if event.type not in ORDER_EVENTS
               for item in effects_of_event(event).movements}  # fmt: skip
    touched |= {item.sku for facts in state.orders() for item in effects_of_order(facts).movements}
    found = {sku: state.stock(location, sku) for sku in {*state.hq_stock, *touched, *also}}
    return {sku: row for sku, row in sorted(found.items()) if row is not None and (row.on_hand or sku in also)}


class MemoryStockTx:
    """ports.stock.StockTx on the state of one unit of work."""

    _journal: "MemoryJournal"
    _state: "State"

    def transfer(self, transfer_id: str) -> TransferFacts | None:
        return self._state.transfer(transfer_id)

    def shelf(self, also: Sequence[str] = ()) -> dict[str, StockRow]:
        return shelf(self._state, self._journal.shop_id, also)

    def counting(self) -> Counting | None:
        return self._state.counting

    def put_counting(self, counting: Counting) -> None:
        self._state.counting = counting

    def drop_counting(self) -> None:
        self._state.counting = None
        self._state.tallies.clear()

    def tallies(self, sku: str = "") -> tuple[Tally, ...]:
        return self._state.tallied(sku)

    def put_tally(self, tally: Tally) -> None:
        self._state.tallies[tally.sku, tally.zone] = tally

    def drop_tally(self, sku: str, zone: str) -> None:
        self._state.tallies.pop((sku, zone), None)


class MemoryStockReader:
    """ports.stock.StockReader on the journal's state."""

    journal: "MemoryJournal"

    def shelf(self, also: Sequence[str] = ()) -> dict[str, StockRow]:
        return shelf(self.journal.state, self.journal.shop_id, also)

    def open_transfers(self) -> tuple[TransferFacts, ...]:
        state = self.journal.state
        known = [facts for id_ in {**state.hq_transfers, **state.transfers} if (facts := state.transfer(id_))]
        seen = [(settled(facts), facts) for facts in known]
        still = [(it.sent_ms or it.received_ms, facts) for it, facts in seen if it.open]
        return tuple(facts for _, facts in sorted(still, key=lambda item: item[0], reverse=True))

    def transfer(self, transfer_id: str) -> TransferFacts | None:
        return self.journal.state.transfer(transfer_id)

    def counting(self) -> Counting | None:
        return self.journal.state.counting

    def tallies(self, sku: str = "") -> tuple[Tally, ...]:
        return self.journal.state.tallied(sku)

    def movements(self, from_ms: int, to_ms: int, limit: int = 500) -> tuple[StockMovement, ...]:
        state, here = self.journal.state, self.journal.shop_id
        told = [event for event in state.events if from_ms <= event.wall_ms < to_ms]
        ours = {event.id for event in told}
        moved = [item for event in told for item in movements_of_event(event, here)]
        orders = {body_of(event).order_id for event in told if event.type in ORDER_EVENTS}
        known = [facts for order_id in orders if (facts := state.order(order_id))]
        moved += [item for facts in known for item in movements_of_order(facts, here) if item.event_id in ours]
        return newest_first(moved, limit)

    def movements_of(self, sku: str, limit: int = 20) -> tuple[StockMovement, ...]:
        state, here = self.journal.state, self.journal.shop_id
        moved = [item for event in state.events for item in movements_of_event(event, here)]
        moved += [item for facts in state.orders() for item in movements_of_order(facts, here)]
        return newest_first((item for item in moved if item.sku == sku), limit)


def touches(effects: Effects, location: str, sku: str) -> bool:
    moved = {(item.location, item.sku) for item in effects.movements}
    return (location, sku) in moved | {(item.location, item.sku) for item in effects.reservations}
