"""Lists of orders in memory: every order is looked at, which a file must not do."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

from kiosk.domain.events import Event, body_of
from kiosk.domain.facts import ORDER_EVENTS, OrderFacts
from kiosk.domain.standing import Standing, changed_ms, matches, needles, standing_of, words_of
from kiosk.ports.orders import CallBackTask, OrderQuery, OrdersFound, PendingOrder


class MemoryOrderLists(ABC):
    """Part of a MemoryShopReader."""

    journal: Any

    @abstractmethod
    def _orders(self) -> list[OrderFacts]:
        """As a reader has it."""

    @abstractmethod
    def order(self, order_id: str) -> OrderFacts | None:
        """As a reader has it."""

    @abstractmethod
    def call_backs(self) -> tuple[CallBackTask, ...]:
        """As a reader has it."""

    def orders(self, query: OrderQuery) -> OrdersFound:
        wanted = needles(query.text)
        found = [facts for facts in self._orders() if self._is_wanted(facts, query, wanted)]
        if query.standing is Standing.LAPSES and not wanted:
            found.sort(key=lambda facts: (-facts.placed[0].body.lapses_ms, facts.order_id), reverse=True)
        elif query.standing is Standing.DONE and not wanted:
            found.sort(key=lambda facts: (changed_ms(facts), facts.order_id), reverse=True)
        else:
            found.sort(key=lambda facts: (facts.placed[0].stamp.at_ms, facts.order_id), reverse=True)
        return OrdersFound(tuple(found[: query.limit]), len(found) > query.limit)

    def _is_wanted(self, facts: OrderFacts, query: OrderQuery, wanted: tuple[tuple[str, ...], ...]) -> bool:
        if wanted:
            text = query.text.strip()
            called = any(task.phone.endswith(text) for task in self.call_backs() if task.order_id == facts.order_id)
            return matches(words_of(facts), wanted) or (len(text) == 4 and text.isdigit() and called)
        if not standing_of(facts, self.journal.shop_id) & query.standing:
            return False
        if query.standing is Standing.DONE:
            return changed_ms(facts) >= query.since_ms
        return query.standing is not Standing.LAPSES or facts.placed[0].body.lapses_ms < query.before_ms

    def order_counts(self, since_ms: int, before_ms: int) -> dict[Standing, int]:
        return {
            kind: sum(self._is_wanted(facts, OrderQuery(kind, "", since_ms, before_ms), ()) for facts in self._orders())
            for kind in Standing
        }

    def held_orders(self) -> tuple[PendingOrder, ...]:
        state = self.journal.state
        held = (event for event in state.events if event.seq in state.held and event.type in ORDER_EVENTS)
        return self._by_order(held)

    def pending_orders(self, limit: int = 50) -> tuple[PendingOrder, ...]:
        state = self.journal.state
        lacking = (event for event in state.events if event.seq > state.cut and event.type in ORDER_EVENTS)
        return self._by_order(lacking)[:limit]

    def _by_order(self, events: Iterable[Event]) -> tuple[PendingOrder, ...]:
        waiting: dict[str, list[int]] = {}
        for event in events:
            waiting.setdefault(body_of(event).order_id, []).append(event.wall_ms)
        rows = [
            PendingOrder(order_id, facts.placed[0].body.number, len(moments), min(moments))
            for order_id, moments in waiting.items()
            if (facts := self.order(order_id)) and facts.placed
        ]
        return tuple(sorted(rows, key=lambda row: (row.oldest_ms, row.order_id)))
