"""What screens and services read of this shop: HQ's rows with our own events on top."""

# ruff: noqa: S608 - names in the statements are this package's own constants; values are always bound

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from kiosk.domain import codec
from kiosk.domain.calls import CallReason
from kiosk.domain.facts import OrderFacts
from kiosk.domain.identity import IndexedMember
from kiosk.domain.member import Member
from kiosk.domain.member_facts import MemberFacts
from kiosk.domain.members import Field
from kiosk.domain.order import view
from kiosk.domain.people import BadgeOff
from kiosk.domain.staff import PinAttempts, Role, RoleLimits, StaffMember, limits_untold
from kiosk.domain.standing import Standing
from kiosk.domain.stock import StockRow
from kiosk.domain.visits import BasketParked
from kiosk.domain.waiting import address_calls, call_backs
from kiosk.ports.devices import QueuedJob
from kiosk.ports.identity import DeviceIdentity
from kiosk.ports.orders import CallBackTask, OrderQuery, OrdersFound, PendingOrder, call_back_task
from kiosk.ports.storage import GuideCall, SinceZ, StreamAge, SyncStatus, ZReport
from kiosk.storage.credit_rows import CreditReads
from kiosk.storage.day_rows import since_z, z_report, z_reports
from kiosk.storage.desk_rows import guide_call, parked_basket, pin_attempts
from kiosk.storage.files import Snapshots
from kiosk.storage.here import HereNow
from kiosk.storage.insight_rows import InsightReads
from kiosk.storage.member_rows import Members, ReadBlob
from kiosk.storage.members_index import KnownEverywhere
from kiosk.storage.order_lists import OrderLists
from kiosk.storage.overlay import held_events, held_orders, less_own_requests, merged, outside, own_figures, read_cut
from kiosk.storage.people_rows import badge_off, people
from kiosk.storage.print_jobs import print_problems, queued_jobs
from kiosk.storage.projections import CLOSED, is_unpaid
from kiosk.storage.right_rows import rights_asked_back, rights_of
from kiosk.storage.staging import stream_ages
from kiosk.storage.stock_reads import StockReads


class SqliteShopReader(StockReads, CreditReads, InsightReads):
    """Implements ports.storage.ShopReader. Any thread may call it; each has its own read-only connections."""

    def __init__(
        self,
        journal: Snapshots,
        shop: Snapshots,
        identity: DeviceIdentity,
        catalogue_ages: Callable[[], tuple[StreamAge, ...]],
        read_blob: ReadBlob = lambda _: None,
        index: KnownEverywhere | None = None,
    ) -> None:
        self._index = index or KnownEverywhere(None)
        self._read_blob = read_blob
        self._journal = journal
        self._shop = shop
        self._identity = identity
        self._catalogue_ages = catalogue_ages
        self._here = HereNow(identity.device, identity.shop)

    @contextmanager
    def _both(self) -> Iterator[tuple[sqlite3.Connection, sqlite3.Connection]]:
        with self._shop.snapshot() as shop, self._journal.snapshot() as journal:
            shop.execute("SELECT 1 FROM cursor LIMIT 1").fetchall()  # a snapshot begins with its first read
            yield journal, shop

    def staff_by_badge(self, badge_sha256: str) -> StaffMember | None:
        found = (member for member in self.people() if badge_sha256 and member.badge_sha256 == badge_sha256)
        return next(found, None)

    def staff(self, staff_id: str) -> StaffMember | None:
        return next((member for member in self.people() if member.id == staff_id), None)

    def people(self) -> tuple[StaffMember, ...]:
        with self._both() as (journal, shop):
            return people(journal, shop, self._identity.device, self._identity.shop)

    def badge_off(self, badge_sha256: str) -> BadgeOff | None:
        with self._both() as (journal, shop):
            return badge_off(journal, shop, badge_sha256)

    def pin_attempts(self, staff_id: str) -> PinAttempts:
        with self._journal.snapshot() as journal:
            return pin_attempts(journal, staff_id)

    def limits(self, role: Role) -> RoleLimits:
        rows = self._shop_rows("SELECT body FROM role_limits WHERE id = ?", role.value)
        return next((codec.load(RoleLimits, body) for (body,) in rows), limits_untold(role))

    def member_by_code(self, code: str) -> Member | None:
        with self._both() as (journal, shop):
            return self._members(journal, shop).by_code(code) if code else None

    def member(self, member_id: str) -> Member | None:
        with self._both() as (journal, shop):
            return self._members(journal, shop).by_id(member_id)

    def member_facts(self, member_id: str) -> MemberFacts | None:
        with self._both() as (journal, shop):
            return self._members(journal, shop).own_facts(member_id)

    def identity(self, hashed: str) -> IndexedMember | None:
        return self._index.find(hashed)

    def index_came(self) -> bool:
        return self._index.came

    def setting(self, name: str) -> str | None:
        rows = self._shop_rows("SELECT value FROM setting WHERE id = ?", name)
        return next((str(value) for (value,) in rows), None)

    def member_profile(self, member_id: str) -> dict[Field, str]:
        with self._both() as (journal, shop):
            return self._members(journal, shop).profile(member_id, self._read_blob)

    def _members(self, journal: sqlite3.Connection, shop: sqlite3.Connection) -> Members:
        return Members(journal, shop, self._identity.device, self._identity.shop)

    def own_stock(self, skus: tuple[str, ...]) -> dict[str, StockRow]:
        with self._both() as (journal, shop):
            return own_figures(journal, shop, self._identity.device, self._identity.shop, skus)

    def rights_left(self, skus: tuple[str, ...]) -> dict[str, int]:
        with self._both() as (journal, shop):
            epoch = _epoch(journal)
            known = {sku: rights_of(journal, shop, self._identity.shop, sku, epoch) for sku in skus}
        return {sku: sum(right.left for right in rights) for sku, rights in known.items()}

    def rights_asked_back(self) -> bool:
        with self._both() as (journal, shop):
            return bool(rights_asked_back(journal, shop, _epoch(journal)))

    def skus_here(self) -> frozenset[str]:
        """Variants of which a piece lies in this shop that nobody has set aside; the same object until that changes."""
        with self._both() as (journal, shop):
            return self._here.skus(journal, shop)

    def other_stock(self, rows: tuple[StockRow, ...]) -> tuple[StockRow, ...]:
        """As the port says; rows of this shop are left out, `own_stock` knows better."""
        others = tuple(row for row in rows if row.location != self._identity.shop)
        with self._both() as (journal, shop):
            return less_own_requests(journal, shop, self._identity.device, others)

    def order(self, order_id: str) -> OrderFacts | None:
        with self._both() as (journal, shop):
            return merged(journal, shop, order_id)

    def order_by_number(self, number: str) -> OrderFacts | None:
        if not number:
            return None
        found = self._by_reference("SELECT order_id FROM {} WHERE number = ?", number)
        return found[0] if found else None

    def orders_by_pick_up_code(self, code: str) -> tuple[OrderFacts, ...]:
        return self._by_reference("SELECT order_id FROM pick_up_code WHERE code = ?", code)

    def _by_reference(self, statement: str, value: str) -> tuple[OrderFacts, ...]:
        with self._both() as (journal, shop):
            own = journal.execute(statement.format("own_order"), (value,)).fetchall()
            theirs = shop.execute(statement.format("order_row"), (value,)).fetchall()
            ids = dict.fromkeys(order_id for (order_id,) in own + theirs)
            return tuple(facts for order_id in ids if (facts := merged(journal, shop, order_id)))

    def open_orders(self, limit: int = 100) -> tuple[OrderFacts, ...]:
        with self._both() as (journal, shop):
            candidates = self._candidates(journal, shop, "open = 1", "open = 1")
            found: list[OrderFacts] = []
            for order_id in candidates:
                if len(found) == limit:
                    break
                facts = merged(journal, shop, order_id)
                seen = view(facts) if facts else None
                if facts and seen and seen.status not in CLOSED:
                    found.append(facts)
            return tuple(found)

    def orders(self, query: OrderQuery) -> OrdersFound:
        with self._both() as (journal, shop):
            return OrderLists(journal, shop, self._identity.device, self._identity.shop).find(query)

    def order_counts(self, since_ms: int, before_ms: int) -> dict[Standing, int]:
        with self._both() as (journal, shop):
            lists = OrderLists(journal, shop, self._identity.device, self._identity.shop)
            return lists.counts(since_ms, before_ms)

    def unpaid_due(self, now_ms: int) -> tuple[OrderFacts, ...]:
        device = self._identity.device
        with self._both() as (journal, shop):
            candidates = self._candidates(
                journal,
                shop,
                "unpaid = 1 AND here = 1 AND lapses_ms <= ?",
                "unpaid = 1 AND lapses_ms <= ? AND device = ?",
                own=(now_ms,),
                theirs=(now_ms, device),
            )
            orders = [facts for order_id in candidates if (facts := merged(journal, shop, order_id))]
        return tuple(facts for facts in orders if (seen := view(facts)) and is_unpaid(seen))

    def _candidates(
        self,
        journal: sqlite3.Connection,
        shop: sqlite3.Connection,
        own_condition: str,
        hq_condition: str,
        *,
        own: tuple[Any, ...] = (),
        theirs: tuple[Any, ...] = (),
    ) -> list[str]:
        """Ids, newest first, of orders that HQ's row, or our own where HQ's is behind it, says are wanted. An order
        whose events HQ all has is judged by HQ's row alone: siblings and HQ itself go on with it."""
        cut = read_cut(shop, self._identity.device)
        condition, values = outside(journal, cut, "last_seq")
        rows = journal.execute(
            "SELECT placed_ms, order_id FROM own_order "
            f"WHERE {own_condition} AND order_id IN (SELECT order_id FROM own_order_epoch WHERE {condition})",
            (*own, *values),
        ).fetchall()
        for order_id in held_orders(journal, cut):
            rows += journal.execute(
                f"SELECT placed_ms, order_id FROM own_order WHERE {own_condition} AND order_id = ?",
                (*own, order_id),
            ).fetchall()
        rows += shop.execute(
            f"SELECT placed_ms, order_id FROM order_row WHERE {hq_condition}",
            theirs,
        ).fetchall()
        return list(dict.fromkeys(order_id for _, order_id in sorted(rows, reverse=True)))

    def call_backs(self) -> tuple[CallBackTask, ...]:
        with self._both() as (journal, shop):
            rows = shop.execute("SELECT body FROM task ORDER BY id").fetchall()
            tasks = [codec.load(CallBackTask, body) for (body,) in rows]
            open_tasks = [_still_open(task, merged(journal, shop, task.order_id)) for task in tasks]
        return tuple(sorted((task for task in open_tasks if task), key=lambda task: task.created_ms))

    def parked_basket(self, code: str, now_ms: int) -> BasketParked | None:
        with self._journal.snapshot() as journal:
            return parked_basket(journal, code, now_ms)

    def guide_call(self) -> GuideCall | None:
        with self._journal.snapshot() as journal:
            return guide_call(journal)

    def since_z(self) -> SinceZ:
        with self._journal.snapshot() as journal:
            return since_z(journal, self._identity.device)

    def z_reports(self, limit: int = 30) -> tuple[ZReport, ...]:
        with self._journal.snapshot() as journal:
            return z_reports(journal, limit)

    def z_report(self, number: str) -> ZReport | None:
        with self._journal.snapshot() as journal:
            return z_report(journal, number)

    def locked_out(self, now_ms: int) -> dict[str, int]:
        with self._journal.snapshot() as journal:
            rows = journal.execute("SELECT staff_id, failed, last_ms FROM pin_attempts").fetchall()
        found = {staff_id: PinAttempts(failed, last_ms).locked_until() for staff_id, failed, last_ms in rows}
        return {staff_id: until_ms for staff_id, until_ms in found.items() if until_ms > now_ms}

    def sync_status(self) -> SyncStatus:
        with self._both() as (journal, shop):
            events, oldest_ms = _pending_events(journal)
            orders, minor = _pending_orders(journal)
            link = shop.execute("SELECT online, since_ms, last_error FROM link").fetchall()
            ages = stream_ages(shop)
        online, since_ms, last_error = link[0] if link else (0, 0, "")
        return SyncStatus(
            events,
            orders,
            minor,
            oldest_ms,
            bool(online),
            since_ms,
            last_error,
            ages + self._catalogue_ages() + self._index.ages(),
        )

    def pending_orders(self, limit: int = 50) -> tuple[PendingOrder, ...]:
        with self._both() as (journal, shop):
            rows = journal.execute(
                "SELECT order_id, count(*), min(wall_ms) AS oldest_ms FROM watermark JOIN event USING (epoch) "
                "WHERE seq > through AND order_id <> '' GROUP BY order_id ORDER BY oldest_ms, order_id LIMIT ?",
                (limit,),
            ).fetchall()
            return tuple(
                PendingOrder(order_id, facts.placed[0].body.number, count, oldest_ms)
                for order_id, count, oldest_ms in rows
                if (facts := merged(journal, shop, order_id)) and facts.placed
            )

    def held_orders(self) -> tuple[PendingOrder, ...]:
        with self._both() as (journal, shop):
            rows = journal.execute(
                "SELECT order_id, count(*), min(wall_ms) AS oldest_ms FROM json_each(?) AS held JOIN event "
                "ON epoch = held.value ->> 0 AND seq = held.value ->> 1 WHERE order_id <> '' "
                "GROUP BY order_id ORDER BY oldest_ms, order_id",
                (held_events(read_cut(shop, self._identity.device)),),
            ).fetchall()
            return tuple(
                PendingOrder(order_id, facts.placed[0].body.number, count, oldest_ms)
                for order_id, count, oldest_ms in rows
                if (facts := merged(journal, shop, order_id)) and facts.placed
            )

    def print_problems(self) -> tuple[tuple[int, str, str], ...]:
        with self._journal.snapshot() as journal:
            return print_problems(journal)

    def print_jobs(self, ended: int = 0) -> tuple[QueuedJob, ...]:
        with self._journal.snapshot() as journal:
            return queued_jobs(journal, ended)

    def _shop_rows(self, statement: str, *values: str) -> list[tuple[Any, ...]]:
        with self._shop.snapshot() as shop:
            return shop.execute(statement, values).fetchall()


def _still_open(task: CallBackTask, facts: OrderFacts | None) -> CallBackTask | None:
    """The task less the lines that our own events say are done; None when nothing is left."""
    if facts is None:
        return task
    waiting = set(call_backs(facts) if task.reason is CallReason.REFUSED else address_calls(facts))
    left = tuple(line_id for line_id in task.line_ids if line_id in waiting)
    if not left:
        return None
    return call_back_task(facts, left, task.phone, task.created_ms, task.reason)


def _pending_events(journal: sqlite3.Connection) -> tuple[int, int | None]:
    """How many events HQ has not acknowledged, and when the oldest was written."""
    rows = journal.execute(
        "SELECT last_seq - through, (SELECT wall_ms FROM event WHERE event.epoch = watermark.epoch "
        "AND seq = through + 1) FROM watermark WHERE through < last_seq ORDER BY epoch"
    ).fetchall()
    return sum(count for count, _ in rows), rows[0][1] if rows else None


def _pending_orders(journal: sqlite3.Connection) -> tuple[int, int]:
    """How many orders have events that HQ has not acknowledged, and what those are worth that were placed in them."""
    ((count, minor),) = journal.execute(
        "SELECT count(DISTINCT order_id), coalesce(sum(total_minor) FILTER (WHERE type = 'OrderPlaced'), 0) "
        "FROM watermark JOIN event USING (epoch) LEFT JOIN own_order USING (order_id) "
        "WHERE seq > through AND order_id <> ''"
    ).fetchall()
    return int(count), int(minor)


def _epoch(journal: sqlite3.Connection) -> int:
    ((epoch,),) = journal.execute("SELECT max(epoch) FROM watermark").fetchall()
    return int(epoch)
