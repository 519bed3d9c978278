"""From folded rows to stream rows: orders, tasks, transfers and stock go to the shops and regions that need them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import TextClause, text

from kiosk.domain import codec
from kiosk.domain.catalogue import Location, LocationKind
from kiosk.domain.facts import OrderFacts
from kiosk.domain.in_transit import TransferFacts, places_of
from kiosk.domain.order import ONLINE, OrderView, view
from kiosk.domain.standing import changed_ms
from kiosk.domain.stock import StockRow
from kiosk.domain.waiting import LAPSE_GRACE_MS, calling_shop, can_lapse, shops_of
from kiosk.ports.orders import address_due_ms, due_call
from sync.hq.folding import HqFoldStore
from sync.hq.insights import rows_of as rows_of_insight
from sync.hq.member_key import members_key
from sync.hq.member_rows import rows_of as rows_of_member
from sync.hq.people import Record, colleague_row, rows_of
from sync.hq.private import PrivateContent, named_in_task
from sync.hq.stores.words import any_of
from sync.hq.streams import StreamWriter, in_batches

CATALOGUE = "catalogue"
_AT_ONCE = 1_000  # names in one statement
_LATELY_MS = 93 * 24 * 3_600_000  # a month of credit, and how long its disputes are shown
_PAY_LIMIT_MIN = 24 * 60  # of a shop that HQ no longer knows
_WITH_TABLETS = frozenset({LocationKind.SHOP, LocationKind.DEALER, LocationKind.COUNTER})


def shop_stream(shop: str) -> str:
    return f"shop.{shop}"


def stock_stream(region: str) -> str:
    return f"stock.{region}"


def has_tablets(location: Location | None) -> bool:
    """Whether the place is one where shoppers stand before a tablet."""
    return location is not None and location.kind in _WITH_TABLETS


class Publisher:
    """Writes what one transaction changed to the streams."""

    def __init__(
        self, private: PrivateContent, writer: StreamWriter, locations: Mapping[str, Location], now_ms: int
    ) -> None:
        self._private = private
        self._now_ms = now_ms
        self._conn = private.conn
        self._writer = writer
        self._locations = locations
        self._rows: dict[tuple[str, str], dict[str, str | None]] = defaultdict(dict)
        self._notes: dict[TextClause, list[dict[str, Any]]] = defaultdict(list)
        self._heard: set[tuple[str, str]] = set()  # shop, device whose events concern it

    def publish(self, store: HqFoldStore) -> None:
        known = self._shops_of_orders(store.changed_orders)
        for order_id, devices in sorted(store.changed_orders.items()):
            facts = store.order(order_id)
            seen = view(facts) if facts else None
            if facts is not None and seen is not None:
                self._order(store, facts, seen, devices, known[order_id])
        self._note()
        for transfer in store.changed_transfers.values():
            self._transfer(transfer)
        for (location, sku), row in store.changed_stock.items():
            self._stock(location, sku, row)
        for staff_id, before in sorted(store.changed_people.items()):
            for key, rows in rows_of(before, store.people[staff_id]).items():
                self._rows[key].update(rows)
            self._colleague(staff_id, before, store.people[staff_id])
        for root in sorted(self._people_of(store)):
            self._member(store, root)
        for member_id in sorted({*store.changed_bindings, *self._people_of(store)}):
            for found in store.book.person(member_id).ids:
                self._bound(store, found)
        self._gather(store)
        self._rights(store)
        self._write()

    def _shops_of_orders(self, order_ids: Iterable[str]) -> dict[str, set[str]]:
        """The shops that know each of them."""
        known: dict[str, set[str]] = {order_id: set() for order_id in order_ids}
        for wanted in in_batches(sorted(known), _AT_ONCE):
            for row in self._conn.execute(_MANY_SHOPS, {"order_ids": wanted}):
                known[row.order_id].add(row.shop)
        return known

    def _note(self) -> None:
        """Write what was noted of orders, kind by kind: a statement for each order would cost more than its fold."""
        if self._heard:
            self._notes[_KNOW_DEVICE] = [{"shop": shop, "device": device} for shop, device in sorted(self._heard)]
        for statement, rows in self._notes.items():
            self._conn.execute(statement, rows)
        self._notes.clear()
        self._heard.clear()

    def _gather(self, store: HqFoldStore) -> None:
        """Insights of whoever bought, wished, or was given a coupon; and of whoever is somebody else now."""
        touched = {store.book.root(member_id) for member_id in store.to_gather} | self._people_of(store)
        for root in sorted(touched):
            person = store.book.person(root)
            for place, rows in rows_of_insight(self._conn, store.book, person, self._locations).items():
                self._rows[place].update(rows)

    def _people_of(self, store: HqFoldStore) -> set[str]:
        """Whoever a changed id belongs to now, and whoever it belonged to before."""
        changed = store.book.changed
        return {store.book.root(member_id) for member_id in changed} | set(changed.values())

    def _member(self, store: HqFoldStore, root: str) -> None:
        key = members_key(self._conn)
        person = store.book.person(root)
        for place, rows in rows_of_member(self._private, store.book, person, key, self._locations).items():
            self._rows[place].update(rows)

    def _order(
        self, store: HqFoldStore, facts: OrderFacts, seen: OrderView, devices: Iterable[str], known: set[str]
    ) -> None:
        shops = {place for place in shops_of(facts) if has_tablets(self._locations.get(place))}
        shops |= {seen.placed.shop} - {ONLINE}
        for shop in known - shops:
            self._rows[shop_stream(shop), "order"][facts.order_id] = None
            self._notes[_FORGET_SHOP].append({"order_id": facts.order_id, "shop": shop})
        body = store.document(facts)
        for shop in sorted(shops):
            self._rows[shop_stream(shop), "order"][facts.order_id] = body
        for shop in sorted(shops - known):
            self._notes[_KNOW_SHOP].append({"order_id": facts.order_id, "shop": shop})
        self._heard.update((shop, device) for shop in shops for device in devices)
        self._task(facts, seen)
        if seen.placed.member:
            self._known_to(store, seen.placed.member, shops)
            self._far(facts.order_id, body, self._guides_of(store, seen.placed.member) - shops)

    def _task(self, facts: OrderFacts, seen: OrderView) -> None:
        """Only the shop that has to call gets the shopper's number."""
        self._note_due(facts)
        self._note_lapse(facts, seen)
        if not (shop := calling_shop(seen)):
            return
        task, body = due_call(facts, "", self._now_ms), None
        if task is not None:
            contact = seen.placed.contact if self._private.has(seen.placed.contact or "") else None
            body = named_in_task(codec.dump(task).decode(), contact)
        self._rows[shop_stream(shop), "task"][facts.order_id] = body

    def _note_due(self, facts: OrderFacts) -> None:
        """When the shopper is to be rung about an address, as long as that moment is to come."""
        due_ms = address_due_ms(facts)
        values = {"order_id": facts.order_id, "due_ms": due_ms}
        self._notes[_DUE_LATER if due_ms > self._now_ms else _DUE_NO_MORE].append(values)

    def _note_lapse(self, facts: OrderFacts, seen: OrderView) -> None:
        """When HQ lets the order lapse, by its own clock from the moment it first heard that it is unpaid."""
        place = self._locations.get(seen.placed.shop)
        limit_ms = (place.pay_limit_min if place else _PAY_LIMIT_MIN) * 60_000
        values = {"order_id": facts.order_id, "due_ms": self._now_ms + limit_ms + LAPSE_GRACE_MS}
        self._notes[_LAPSE_LATER if can_lapse(seen) else _LAPSE_NO_MORE].append(values)

    def _bound(self, store: HqFoldStore, member_id: str) -> None:
        """To the shops of the member's guides, and to all that have orders of theirs. Ids of one person share them."""
        known, places = store.bindings_of_person(member_id), self._guides_of(store, member_id)
        self._know_bindings(member_id, places)
        self._bring_orders(store, member_id, places)
        body = codec.dump(known).decode() if known else None
        for shop in self._conn.execute(_BINDING_SHOPS, {"member_id": member_id}).scalars().all():
            self._rows[shop_stream(shop), "binding"][member_id] = body

    def _guides_of(self, store: HqFoldStore, member_id: str) -> set[str]:
        """Where the member's guides are, whatever is still in force."""
        known = store.bindings_of_person(member_id)
        told = known.told if known else ()
        return {item.shop for item in told if has_tablets(self._locations.get(item.shop))}

    def _far(self, order_id: str, body: str, shops: Iterable[str]) -> None:
        """A guide has a share in what their member buys elsewhere, too, and sees it with its reason: the order goes to
        their shop, where it is nobody's work."""
        for shop in shops:
            self._rows[shop_stream(shop), "far_order"][order_id] = body

    def _bring_orders(self, store: HqFoldStore, member_id: str, shops: set[str]) -> None:
        """What a member bought lately, to shops whose guides became theirs: word of that may be late."""
        for order_id in self._conn.execute(_BOUGHT, {"member_id": member_id}).scalars().all() if shops else ():
            facts = store.order(order_id)
            if facts is not None and changed_ms(facts) >= self._now_ms - _LATELY_MS:
                at = set(self._conn.execute(_ORDER_SHOPS, {"order_id": order_id}).scalars())
                self._far(order_id, store.document(facts), shops - at)

    def _known_to(self, store: HqFoldStore, member_id: str, shops: Iterable[str]) -> None:
        """An order brings what is known of its member's guides with it."""
        fresh = self._know_bindings(member_id, shops)
        known = store.bindings_of_person(member_id) if fresh else None
        for shop in fresh if known is not None else ():
            self._rows[shop_stream(shop), "binding"][member_id] = codec.dump(known).decode()

    def _know_bindings(self, member_id: str, shops: Iterable[str]) -> set[str]:
        """Note that the shops have to know; those that are new."""
        known = set(self._conn.execute(_BINDING_SHOPS, {"member_id": member_id}).scalars())
        fresh = set(shops) - known
        if fresh:
            self._conn.execute(_KNOW_BINDING, [{"member_id": member_id, "shop": shop} for shop in sorted(fresh)])
        return fresh

    def _colleague(self, staff_id: str, before: Record, after: Record) -> None:
        """Every shop may have orders of any guide, of one who left too."""
        row = colleague_row(after)
        for place in self._locations.values() if row != colleague_row(before) else ():
            if has_tablets(place):
                self._rows[shop_stream(place.id), "colleague"][staff_id] = row

    def _transfer(self, facts: TransferFacts) -> None:
        """Both ends see what the other one said. Facts only grow, and so does the set of those who have to know."""
        body = codec.dump(facts).decode()
        for place in sorted(places_of(facts)):
            if has_tablets(self._locations.get(place)):
                self._rows[shop_stream(place), "transfer"][facts.transfer_id] = body

    def _rights(self, store: HqFoldStore) -> None:
        """To their tablets, as long as those may spend them or have not answered."""
        for facts in store.changed_rights.values():
            if granted := facts.granted:
                row = {**codec.to_json(granted), "recalled": int(facts.asked_back)}
                body = msgspec.json.encode(row).decode() if facts.open else None
                self._rows[f"device.{granted.device}", "right"][facts.right_id] = body

    def _stock(self, location_id: str, sku: str, row: StockRow | None) -> None:
        location = self._locations.get(location_id)
        if location is None:  # published when HQ learns of the place, by move_stock
            return
        body = msgspec.json.encode(row).decode() if row else None
        self._rows[stock_stream(location.region), "stock"][f"{location_id}/{sku}"] = body
        if has_tablets(location):
            self._rows[shop_stream(location_id), "stock"][sku] = body

    def _write(self) -> None:
        for (stream, entity), rows in sorted(self._rows.items()):
            self._writer.put(stream, entity, rows.items())
        self._rows.clear()

    def move_stock(self) -> None:
        """After locations changed: stock of a new place appears, of a place that moved region moves with it."""
        known = {row.location: (row.region, row.shop) for row in self._conn.execute(text("SELECT * FROM stock_place"))}
        for location in self._locations.values():
            place = (stock_stream(location.region), shop_stream(location.id) if has_tablets(location) else "")
            before = known.pop(location.id, None)
            if before != place:
                self._withdraw(location.id, before, place)
                self._publish_all(location.id)
                values = {"location": location.id, "region": place[0], "shop": place[1]}
                self._conn.execute(_PLACED, values)
        for location_id, before in sorted(known.items()):
            self._withdraw(location_id, before, ("", ""))
            self._conn.execute(text("DELETE FROM stock_place WHERE location = :id"), {"id": location_id})

    def _withdraw(self, location: str, before: tuple[str, str] | None, after: tuple[str, str]) -> None:
        region, shop = before or ("", "")
        skus = text("SELECT sku FROM stock WHERE location = :location")
        gone = list(self._conn.execute(skus, {"location": location}).scalars()) if before else []
        if region and region != after[0]:
            self._writer.put(region, "stock", ((f"{location}/{sku}", None) for sku in gone))
        if shop and shop != after[1]:
            self._writer.put(shop, "stock", ((sku, None) for sku in gone))

    def _publish_all(self, location: str) -> None:
        rows = text("SELECT location, sku, on_hand, reserved, opened_ms FROM stock WHERE location = :location")
        found: list[Any] = self._conn.execute(rows, {"location": location}).all()  # type: ignore[assignment]
        for batch in in_batches(found):
            for row in batch:
                self._stock(row.location, row.sku, StockRow(*row))
            self._write()


_KNOW_SHOP = text("INSERT INTO order_shop (order_id, shop) VALUES (:order_id, :shop) ON CONFLICT DO NOTHING")
_FORGET_SHOP = text("DELETE FROM order_shop WHERE order_id = :order_id AND shop = :shop")
_KNOW_DEVICE = text("INSERT INTO shop_device (shop, device) VALUES (:shop, :device) ON CONFLICT DO NOTHING")
_ORDER_SHOPS = text("SELECT shop FROM order_shop WHERE order_id = :order_id")
_MANY_SHOPS = text("SELECT order_id, shop FROM order_shop WHERE order_id IN :order_ids").bindparams(any_of("order_ids"))
_BOUGHT = text("SELECT order_id FROM member_order WHERE member_id = :member_id ORDER BY order_id")
_BINDING_SHOPS = text("SELECT shop FROM binding_shop WHERE member_id = :member_id ORDER BY shop")
_KNOW_BINDING = text("INSERT INTO binding_shop (member_id, shop) VALUES (:member_id, :shop) ON CONFLICT DO NOTHING")
_PLACED = text(
    "INSERT INTO stock_place (location, region, shop) VALUES (:location, :region, :shop)"
    " ON CONFLICT (location) DO UPDATE SET region = excluded.region, shop = excluded.shop"
)
_DUE_LATER = text(
    "INSERT INTO address_due (order_id, due_ms) VALUES (:order_id, :due_ms)"
    " ON CONFLICT (order_id) DO UPDATE SET due_ms = excluded.due_ms"
)
_LAPSE_LATER = text(
    "INSERT INTO lapse_due (order_id, due_ms) VALUES (:order_id, :due_ms) ON CONFLICT (order_id) DO NOTHING"
)
_LAPSE_NO_MORE = text("DELETE FROM lapse_due WHERE order_id = :order_id")
_DUE_NO_MORE = text("DELETE FROM address_due WHERE order_id = :order_id")
