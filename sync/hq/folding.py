"""The shared fold's store over HQ's tables, and stock figures recomputed for what was touched."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, text

from kiosk.domain import codec
from kiosk.domain.binding import MemberBindings, of_one_person
from kiosk.domain.events import Event, OpenedStock, body_of
from kiosk.domain.facts import OrderFacts
from kiosk.domain.in_transit import TransferFacts, settled
from kiosk.domain.member_facts import MemberFacts
from kiosk.domain.people import Person, merge_person
from kiosk.domain.rights import RightFacts, merge_right
from kiosk.domain.stock import Effects, StockRow
from sync.hq.members import MemberBook
from sync.hq.people import Record, read_record
from sync.hq.stores.words import any_of
from sync.hq.streams import in_batches

_AT_ONCE = 1_000  # names in one statement


class HqFoldStore:
    """Folded rows of one transaction, in memory until `flush`: a batch of events is many facts and few statements."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._orders: dict[str, OrderFacts | None] = {}
        self._read: dict[str, str | None] = {}  # rows, None where there is none, of orders not asked for yet
        self._dirty: set[str] = set()
        self._documents: dict[str, tuple[OrderFacts, str]] = {}  # facts as they are written, and what they are
        self._transfers: dict[str, TransferFacts | None] = {}
        self._effects: dict[str, Effects] = {}
        self._absent: set[str] = set()  # sources that have no rows yet
        self._touched: set[tuple[str, str]] = set()
        self.changed_orders: dict[str, set[str]] = {}  # order id → devices whose events changed it
        self.book = MemberBook(conn)
        self.people: dict[str, Record] = {}
        self.changed_people: dict[str, Record] = {}  # staff id → as it was before this transaction
        self.changed_transfers: dict[str, TransferFacts] = {}
        self._bindings: dict[str, MemberBindings | None] = {}
        self.changed_bindings: dict[str, MemberBindings] = {}
        self.changed_rights: dict[str, RightFacts] = {}
        self.to_gather: set[str] = set()  # members whose insight is written anew
        self.changed_stock: dict[tuple[str, str], StockRow | None] = {}  # None: nobody reports it

    def order(self, order_id: str) -> OrderFacts | None:
        if order_id not in self._orders:
            self.read_orders(() if order_id in self._read else (order_id,))
            facts = self._read.pop(order_id)
            self._orders[order_id] = codec.load(OrderFacts, facts) if facts is not None else None
            if facts is None:
                self._absent.add(f"order:{order_id}")
        return self._orders[order_id]

    def read_orders(self, order_ids: Iterable[str]) -> None:
        """Read them at once, for they will be asked for one by one. One that cannot be understood troubles only who
        asks for it."""
        for wanted in in_batches(sorted(set(order_ids) - self._orders.keys()), _AT_ONCE):
            self._read.update(dict.fromkeys(wanted))
            rows = self._conn.execute(_MANY_FACTS, {"order_ids": wanted})
            self._read.update({row.order_id: row.facts for row in rows})

    def document(self, facts: OrderFacts) -> str:
        """An order's facts as JSON: for its own row and for each shop's."""
        known = self._documents.get(facts.order_id)
        if known is None or known[0] is not facts:
            known = self._documents[facts.order_id] = (facts, codec.dump(facts).decode())
        return known[1]

    def put_order(self, facts: OrderFacts, event: Event) -> None:
        self._orders[facts.order_id] = facts
        self._dirty.add(facts.order_id)
        self.changed_orders.setdefault(facts.order_id, set()).add(event.device)

    def transfer(self, transfer_id: str) -> TransferFacts | None:
        if transfer_id not in self._transfers:
            facts = self._conn.execute(_TRANSFER, {"transfer_id": transfer_id}).scalar_one_or_none()
            self._transfers[transfer_id] = codec.load(TransferFacts, facts) if facts is not None else None
        return self._transfers[transfer_id]

    def put_transfer(self, facts: TransferFacts, event: Event) -> None:
        del event
        self._transfers[facts.transfer_id] = self.changed_transfers[facts.transfer_id] = facts

    def bindings(self, member_id: str) -> MemberBindings | None:
        if member_id not in self._bindings:
            facts = self._conn.execute(_BINDINGS, {"member_id": member_id}).scalar_one_or_none()
            self._bindings[member_id] = codec.load(MemberBindings, facts) if facts is not None else None
        return self._bindings[member_id]

    def bindings_of_person(self, member_id: str) -> MemberBindings | None:
        """What is known of whoever has the id, under every id that is theirs."""
        told = (self.bindings(found) for found in self.book.person(member_id).ids)
        return of_one_person(member_id, told)

    def put_bindings(self, known: MemberBindings, event: Event) -> None:
        del event
        self._bindings[known.member_id] = self.changed_bindings[known.member_id] = known

    def put_effects(self, source: str, effects: Effects, event: Event) -> None:
        del event
        self._effects[source] = effects

    def right(self, right_id: str) -> RightFacts | None:
        facts = self._conn.execute(_RIGHT, {"right_id": right_id}).scalar_one_or_none()
        return codec.load(RightFacts, facts) if facts is not None else None

    def put_right(self, facts: RightFacts, event: Event) -> None:
        del event
        self._keep_right(facts)

    def void_rights(self, device: str, epoch: int) -> None:
        """Also those that were given back: whether that was folded before or is held makes no difference."""
        for right_id in self._conn.execute(_OLD_RIGHTS, {"device": device, "epoch": epoch}).scalars().all():
            self._keep_right(merge_right(self.right(right_id), RightFacts(right_id, void=True)))

    def _keep_right(self, facts: RightFacts) -> None:
        self._conn.execute(_PUT_RIGHT, _right_row(facts))
        self.changed_rights[facts.right_id] = facts

    def open_stock(self, location: str, at_ms: int, lines: Sequence[OpenedStock]) -> None:
        values = [{"location": location, "sku": line.sku, "quantity": line.quantity, "at_ms": at_ms} for line in lines]
        if values:
            self._conn.execute(_OPEN, values)
            self._touched.update((location, line.sku) for line in lines)

    def person(self, staff_id: str, shop: str = "") -> Record:
        """What HQ knows of somebody. Where it has never kept that: what the shop's stream says of them."""
        if staff_id not in self.people:
            self.people[staff_id] = read_record(self._conn, staff_id, shop)
        return self.people[staff_id]

    def put_person(self, said: Person, event: Event) -> None:
        shop = str(body_of(event).shop)
        self.keep_person(self.person(said.id, shop), said)

    def keep_person(self, record: Record, said: Person) -> None:
        merged = merge_person(record.person, said)
        if merged != record.person:
            self.people[said.id] = replace(record, person=merged)
            self.changed_people.setdefault(said.id, record)

    def member(self, member_id: str) -> MemberFacts | None:
        return self.book.member(member_id)

    def put_member(self, facts: MemberFacts, event: Event) -> None:
        self.book.put_member(facts, event)

    def flush(self) -> None:
        """Write the orders that changed, and bring stock up to date."""
        changed = (self._orders[order_id] for order_id in sorted(self._dirty))
        if rows := [_order_row(facts, self.document(facts)) for facts in changed if facts is not None]:
            self._conn.execute(_PUT_ORDER, rows)
            self._note_buyers(self._orders[str(row["order_id"])] for row in rows)
        self._dirty.clear()
        self.book.flush()
        if self.changed_transfers:
            self._conn.execute(_PUT_TRANSFER, [_transfer_row(facts) for facts in self.changed_transfers.values()])
        if self.changed_bindings:
            rows = [
                {"member_id": key, "facts": codec.dump(known).decode()} for key, known in self.changed_bindings.items()
            ]
            self._conn.execute(_PUT_BINDINGS, rows)
        self.refresh_stock()

    def _note_buyers(self, orders: Iterable[OrderFacts | None]) -> None:
        bought = {
            facts.order_id: facts.placed[0].body.member
            for facts in orders
            if facts and facts.placed and facts.placed[0].body.member
        }
        self.to_gather.update(member for member in bought.values() if member)
        if bought:
            values = [{"order_id": order_id, "member_id": member} for order_id, member in bought.items()]
            self._conn.execute(_PUT_BUYER, values)

    def refresh_stock(self) -> None:
        """Bring `stock` up to date where anything was touched: opening + movements after it."""
        self._write_effects()
        if not self._touched:
            return
        self._conn.execute(_CLEAR)
        self._conn.execute(_TOUCH, [{"location": place, "sku": sku} for place, sku in sorted(self._touched)])
        for row in self._conn.execute(_REFRESH):
            self.changed_stock[row.location, row.sku] = StockRow(*row)
        for row in self._conn.execute(_WITHDRAW):
            self.changed_stock[row.location, row.sku] = None
        self._touched.clear()

    def _write_effects(self) -> None:
        self._drop(self._effects.keys() - self._absent)
        moved, kept = [], []
        for source, effects in self._effects.items():
            moved += _movement_rows(source, effects)
            kept += _reservation_rows(source, effects)
        if moved:
            self._conn.execute(_PUT_MOVEMENT, moved)
        if kept:
            self._conn.execute(_PUT_RESERVATION, kept)
        self._touched.update((str(row["location"]), str(row["sku"])) for row in (*moved, *kept))
        self._absent -= self._effects.keys()
        self._effects.clear()

    def _drop(self, sources: Iterable[str]) -> None:
        if not (gone := sorted(sources)):
            return
        for statement in (_DROP_MOVEMENTS, _DROP_RESERVATIONS):
            self._touched.update((row.location, row.sku) for row in self._conn.execute(statement, {"sources": gone}))


def _order_row(facts: OrderFacts, document: str) -> dict[str, str | int]:
    placed = facts.placed[0] if facts.placed else None
    return {
        "order_id": facts.order_id,
        "facts": document,
        "number": placed.body.number if placed else "",
        "shop": placed.body.shop if placed else "",
        "contact": (placed.body.contact or "") if placed else "",
        "placed_ms": placed.stamp.at_ms if placed else 0,
    }


def _right_row(facts: RightFacts) -> dict[str, str | int]:
    granted = facts.granted
    return {
        "right_id": facts.right_id,
        "facts": codec.dump(facts).decode(),
        "device": granted.device if granted else "",
        "epoch": granted.epoch if granted else 0,
        "location": granted.location if granted else "",
        "sku": granted.sku if granted else "",
        "kept": int(facts.open or facts.outstanding > 0),
        "open": int(facts.open),
        "spent": facts.spent,
        "outstanding": facts.outstanding,
        "until_ms": granted.until_ms if granted and not facts.asked_back else 0,
    }


def _transfer_row(facts: TransferFacts) -> dict[str, str | int]:
    newest = max(fact.told.at_ms for group in (facts.sent, facts.received, facts.closed) for fact in group)
    return {
        "transfer_id": facts.transfer_id,
        "facts": codec.dump(facts).decode(),
        "open": int(settled(facts).open),
        "changed_ms": newest,
    }


def _movement_rows(source: str, effects: Effects) -> list[dict[str, str | int]]:
    return [
        {"source": source, "n": n, "location": item.location, "sku": item.sku, "delta": item.delta,
         "at_ms": item.at_ms, "reason": item.reason}
        for n, item in enumerate(effects.movements)
    ]  # fmt: skip


def _reservation_rows(source: str, effects: Effects) -> list[dict[str, str | int]]:
    return [
        {"source": source, "n": n, "location": item.location, "sku": item.sku, "quantity": item.quantity,
         "line_id": item.line_id}
        for n, item in enumerate(effects.reservations)
    ]  # fmt: skip


_MANY_FACTS = text("SELECT order_id, facts FROM order_facts WHERE order_id IN :order_ids").bindparams(
    any_of("order_ids")
)
_TRANSFER = text("SELECT facts FROM transfer_facts WHERE transfer_id = :transfer_id")
_BINDINGS = text("SELECT facts FROM member_binding WHERE member_id = :member_id")
_PUT_BINDINGS = text(
    "INSERT INTO member_binding (member_id, facts) VALUES (:member_id, :facts)"
    " ON CONFLICT (member_id) DO UPDATE SET facts = excluded.facts"
)
_PUT_TRANSFER = text(
    "INSERT INTO transfer_facts (transfer_id, facts, open, changed_ms)"
    " VALUES (:transfer_id, :facts, :open, :changed_ms)"
    " ON CONFLICT (transfer_id) DO UPDATE SET facts = excluded.facts, open = excluded.open,"
    " changed_ms = excluded.changed_ms"
)
_CLEAR = text("DELETE FROM touched")
_TOUCH = text("INSERT INTO touched (location, sku) VALUES (:location, :sku)")
_DROP_MOVEMENTS, _DROP_RESERVATIONS = (
    text(f"DELETE FROM {table} WHERE source IN :sources RETURNING location, sku").bindparams(  # noqa: S608 two names
        any_of("sources")
    )
    for table in ("movement", "reservation")
)
_PUT_ORDER = text(
    "INSERT INTO order_facts (order_id, facts, number, shop, contact, placed_ms)"
    " VALUES (:order_id, :facts, :number, :shop, :contact, :placed_ms)"
    " ON CONFLICT (order_id) DO UPDATE SET facts = excluded.facts, number = excluded.number, shop = excluded.shop,"
    " contact = excluded.contact, placed_ms = excluded.placed_ms"
)
_PUT_BUYER = text(
    "INSERT INTO member_order (order_id, member_id) VALUES (:order_id, :member_id)"
    " ON CONFLICT (order_id) DO UPDATE SET member_id = excluded.member_id"
)
_RIGHT = text("SELECT facts FROM right_facts WHERE right_id = :right_id")
_OLD_RIGHTS = text(
    "SELECT right_id FROM right_facts WHERE device = :device AND epoch > 0 AND epoch < :epoch ORDER BY right_id"
)
_PUT_RIGHT = text(
    "INSERT INTO right_facts (right_id, facts, device, epoch, location, sku, kept, open, spent, outstanding, until_ms)"
    " VALUES (:right_id, :facts, :device, :epoch, :location, :sku, :kept, :open, :spent, :outstanding, :until_ms)"
    " ON CONFLICT (right_id) DO UPDATE SET facts = excluded.facts, device = excluded.device, epoch = excluded.epoch,"
    " location = excluded.location, sku = excluded.sku, kept = excluded.kept, open = excluded.open,"
    " spent = excluded.spent, outstanding = excluded.outstanding, until_ms = excluded.until_ms"
)
_PUT_MOVEMENT = text(
    "INSERT INTO movement (source, n, location, sku, delta, at_ms, reason)"
    " VALUES (:source, :n, :location, :sku, :delta, :at_ms, :reason)"
)
_PUT_RESERVATION = text(
    "INSERT INTO reservation (source, n, location, sku, quantity, line_id)"
    " VALUES (:source, :n, :location, :sku, :quantity, :line_id)"
)
_OPEN = text(
    "INSERT INTO opening (location, sku, quantity, at_ms) VALUES (:location, :sku, :quantity, :at_ms)"
    " ON CONFLICT (location, sku) DO UPDATE SET quantity = excluded.quantity, at_ms = excluded.at_ms"
    " WHERE excluded.at_ms > opening.at_ms OR (excluded.at_ms = opening.at_ms AND excluded.quantity > opening.quantity)"
)
# A place that only seemed to be concerned, until another fact arrived, is as if it had never been: rows depend on the
# events, not on the order of their arrival.
_WITHDRAW = text(
    "DELETE FROM stock WHERE (location, sku) IN (SELECT location, sku FROM touched) AND on_hand = 0 AND reserved = 0"
    " AND NOT EXISTS (SELECT 1 FROM opening o WHERE o.location = stock.location AND o.sku = stock.sku)"
    " AND NOT EXISTS (SELECT 1 FROM movement m WHERE m.location = stock.location AND m.sku = stock.sku)"
    " AND NOT EXISTS (SELECT 1 FROM reservation r WHERE r.location = stock.location AND r.sku = stock.sku)"
    " RETURNING location, sku"
)
_REFRESH = text(
    "INSERT INTO stock (location, sku, on_hand, reserved, opened_ms)"
    " SELECT t.location, t.sku, coalesce(o.quantity, 0) + (SELECT coalesce(sum(m.delta), 0) FROM movement m"
    " WHERE m.location = t.location AND m.sku = t.sku AND m.at_ms > coalesce(o.at_ms, 0)),"
    " (SELECT coalesce(sum(r.quantity), 0) FROM reservation r WHERE r.location = t.location AND r.sku = t.sku),"
    " coalesce(o.at_ms, 0)"
    " FROM touched t LEFT JOIN opening o ON o.location = t.location AND o.sku = t.sku WHERE true"
    " ON CONFLICT (location, sku) DO UPDATE SET on_hand = excluded.on_hand, reserved = excluded.reserved,"
    " opened_ms = excluded.opened_ms WHERE stock.on_hand <> excluded.on_hand OR stock.reserved <> excluded.reserved"
    " OR stock.opened_ms <> excluded.opened_ms RETURNING location, sku, on_hand, reserved, opened_ms"
)
