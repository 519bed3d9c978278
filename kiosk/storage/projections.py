"""What the journal keeps of its own events for quick answers: the fold's rows, and where to find them again."""

import sqlite3
from collections.abc import Sequence

from kiosk.domain import codec
from kiosk.domain.binding import MemberBindings
from kiosk.domain.events import Event, OpenedStock
from kiosk.domain.facts import OrderFacts, merge
from kiosk.domain.in_transit import TransferFacts
from kiosk.domain.member_facts import MemberFacts
from kiosk.domain.order import OrderStatus, OrderView, view
from kiosk.domain.people import Person
from kiosk.domain.rights import RightFacts
from kiosk.domain.standing import changed_ms, standing_of, words_of
from kiosk.domain.stock import Effects
from kiosk.errors import BugError
from kiosk.storage.credit_rows import own_bindings, put_own_bindings
from kiosk.storage.member_rows import put_member_event
from kiosk.storage.overlay import facts_from, hq_facts, own_facts
from kiosk.storage.people_rows import put_person
from kiosk.storage.right_rows import own_right, put_own_right
from kiosk.storage.stock_rows import own_transfer, put_own_transfer

CLOSED = frozenset((OrderStatus.COMPLETED, OrderStatus.CANCELLED, OrderStatus.LAPSED))


def is_unpaid(seen: OrderView) -> bool:
    """Whether the order waits for its first payment, so that it can lapse."""
    return seen.status is OrderStatus.PLACED and not seen.receipt_numbers


class JournalFold:
    """The FoldStore over the journal's projection tables: facts are our own, look-ups are by the merged order."""

    def __init__(self, journal: sqlite3.Connection, shop: sqlite3.Connection, device: str, here: str) -> None:
        self._journal = journal
        self._shop = shop
        self._device = device
        self._here = here

    def order(self, order_id: str) -> OrderFacts | None:
        own = own_facts(self._journal, order_id)
        return facts_from(own) if own else None

    def put_order(self, facts: OrderFacts, event: Event) -> None:
        hq = hq_facts(self._shop, facts.order_id)
        known = merge(facts_from(hq) if hq else None, facts) or facts
        seen = view(known)
        self._journal.execute(
            "INSERT INTO own_order (order_id, facts, number, placed_ms, total_minor, lapses_ms, here, open, unpaid, "
            "standing, changed_ms, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (order_id) DO UPDATE SET facts = excluded.facts, "
            "number = excluded.number, placed_ms = excluded.placed_ms, total_minor = excluded.total_minor, "
            "lapses_ms = excluded.lapses_ms, here = excluded.here, open = excluded.open, unpaid = excluded.unpaid, "
            "standing = excluded.standing, changed_ms = excluded.changed_ms, words = excluded.words",
            (
                facts.order_id, codec.dump(facts).decode(), *self._columns(seen),
                int(standing_of(known, self._here)), changed_ms(known), words_of(known),
            ),
        )  # fmt: skip
        self._journal.execute(
            "INSERT INTO own_order_epoch (epoch, order_id, last_seq) VALUES (?, ?, ?) "
            "ON CONFLICT (epoch, order_id) DO UPDATE SET last_seq = excluded.last_seq",
            (event.epoch, facts.order_id, event.seq),
        )
        if seen is not None:
            self._put_references(seen, event)

    def _columns(self, seen: OrderView | None) -> tuple[str, int, int, int, int, int, int]:
        if seen is None:
            return ("", 0, 0, 0, 0, 0, 0)
        here = seen.stamp.device == self._device
        placed, is_open = seen.placed, seen.status not in CLOSED
        return (
            placed.number, seen.stamp.at_ms, placed.total_minor, placed.lapses_ms, here, is_open, is_unpaid(seen)
        )  # fmt: skip

    def _put_references(self, seen: OrderView, event: Event) -> None:
        self._journal.executemany(
            "INSERT INTO own_order_sku (sku, epoch, order_id, last_seq) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (sku, epoch, order_id) DO UPDATE SET last_seq = excluded.last_seq",
            [(sku, event.epoch, seen.order_id, event.seq) for sku in sorted({item.line.sku for item in seen.lines})],
        )
        self._journal.executemany(
            "INSERT OR IGNORE INTO pick_up_code (code, order_id) VALUES (?, ?)",
            [(code, seen.order_id) for code in seen.placed.pick_up_codes.values()],
        )

    def transfer(self, transfer_id: str) -> TransferFacts | None:
        return own_transfer(self._journal, transfer_id)

    def put_transfer(self, facts: TransferFacts, event: Event) -> None:
        del event
        put_own_transfer(self._journal, facts)

    def put_effects(self, source: str, effects: Effects, event: Event) -> None:
        """Orders' effects are computed when read, from both ends' facts; only other events' movements are kept."""
        if not source.startswith("event:"):
            return
        self._journal.executemany(
            "INSERT OR REPLACE INTO own_movement (event_id, line, epoch, seq, location, sku, delta, at_ms, reason) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (event.id, line, event.epoch, event.seq, m.location, m.sku, m.delta, m.at_ms, m.reason)
                for line, m in enumerate(effects.movements)
            ],
        )

    def put_person(self, said: Person, event: Event) -> None:
        put_person(self._journal, said, event)

    def member(self, member_id: str) -> MemberFacts | None:
        """Each fact is kept by itself, so that those which HQ has can be told from those it has not."""
        del member_id
        return None

    def put_member(self, facts: MemberFacts, event: Event) -> None:
        put_member_event(self._journal, facts, event)

    def bindings(self, member_id: str) -> MemberBindings | None:
        return own_bindings(self._journal, member_id)

    def put_bindings(self, known: MemberBindings, event: Event) -> None:
        del event
        put_own_bindings(self._journal, known)

    def right(self, right_id: str) -> RightFacts | None:
        return own_right(self._journal, right_id)

    def put_right(self, facts: RightFacts, event: Event) -> None:
        del event
        put_own_right(self._journal, facts)

    def void_rights(self, device: str, epoch: int) -> None:
        """Which rights are of this epoch is looked at when they are read."""

    def open_stock(self, location: str, at_ms: int, lines: Sequence[OpenedStock]) -> None:
        raise BugError(f"only HQ opens stock; a tablet wanted to, {len(lines)} variants of {location} at {at_ms}")
