"""What screens and services read, over the state of a journal in memory."""

from collections.abc import Iterable
from dataclasses import replace

from kiosk.domain.contact import phone_in
from kiosk.domain.events import body_of
from kiosk.domain.facts import ORDER_EVENTS, OrderFacts
from kiosk.domain.identity import IndexedMember
from kiosk.domain.insight import Insight
from kiosk.domain.member import Member
from kiosk.domain.member_facts import MemberFacts, merge_member, settle, together, with_consent
from kiosk.domain.members import Field
from kiosk.domain.order import OrderStatus, placed_now, view
from kiosk.domain.people import BadgeOff, with_own_facts
from kiosk.domain.profile import fields_in, shown_name
from kiosk.domain.staff import PinAttempts, Role, RoleLimits, StaffMember, limits_untold
from kiosk.domain.stock import Effects, StockRow, effects_of_order, overlay
from kiosk.domain.visits import BasketParked
from kiosk.ports.devices import QueuedJob
from kiosk.ports.members import Client
from kiosk.ports.orders import CallBackTask, due_call
from kiosk.ports.storage import GuideCall, SinceZ, SyncStatus, ZReport
from tests.fakes.credit import MemoryCredit
from tests.fakes.order_lists import MemoryOrderLists
from tests.fakes.print_jobs import problems, queued
from tests.fakes.stock import MemoryStockReader
from tests.fakes.storage import MemoryJournal


class MemoryShopReader(MemoryStockReader, MemoryOrderLists, MemoryCredit):
    """Reads of the journal's state; staff and members as they were given."""

    def __init__(
        self, journal: MemoryJournal, staff: Iterable[StaffMember] = (), members: Iterable[Member] = ()
    ) -> None:
        self.journal = journal
        self.staff_members = tuple(staff)
        self.members = tuple(members)
        self.role_limits: dict[Role, RoleLimits] = {}
        self.offline = True
        self.badges_off: tuple[BadgeOff, ...] = ()  # as HQ says
        self.identities: dict[str, IndexedMember] = {}
        self.settings: dict[str, str] = {}
        self.index_is_here = True
        self.profiles: dict[str, dict[Field, str]] = {}  # as HQ says
        self.insights: dict[str, Insight] = {}  # as HQ says

    def staff_by_badge(self, badge_sha256: str) -> StaffMember | None:
        return next((item for item in self.people() if item.badge_sha256 == badge_sha256), None)

    def staff(self, staff_id: str) -> StaffMember | None:
        return next((item for item in self.people() if item.id == staff_id), None)

    def people(self) -> tuple[StaffMember, ...]:
        state = self.journal.state
        known = with_own_facts(self.staff_members, [said for seq, said in state.people if seq > state.cut])
        return tuple(item for item in known if item.shop == self.journal.shop_id)

    def badge_off(self, badge_sha256: str) -> BadgeOff | None:
        said = [item for _, person in self.journal.state.people for item in person.off]
        return next((item for item in (*self.badges_off, *said) if item.badge_sha256 == badge_sha256), None)

    def pin_attempts(self, staff_id: str) -> PinAttempts:
        return self.journal.state.pins.get(staff_id, PinAttempts())

    def limits(self, role: Role) -> RoleLimits:
        return self.role_limits.get(role, limits_untold(role))

    def member_by_code(self, code: str) -> Member | None:
        row = next((item for item in self.members if item.code == code), None)
        said = (facts.member_id for _, facts in self.journal.state.members if settle(facts).code == code)
        return self.member(row.id if row else next(said, "")) if code else None

    def member(self, member_id: str) -> Member | None:
        row = next((item for item in self.members if item.id == member_id), None)
        if row and row.alias_of:
            row = next((item for item in self.members if item.id == row.alias_of), row)
        own = self.member_facts(row.id if row else member_id)
        seen = settle(own) if own else None
        if own and seen and own.withdrawn and seen.consent is None:
            return None
        if row or seen is None or not seen.code or seen.consent is None:
            return with_consent(row, seen) if row and seen else row
        made = Member(seen.member_id, seen.code, shown_name("", seen.code), home_shop=self.journal.shop_id)
        return with_consent(made, seen)

    def member_facts(self, member_id: str) -> MemberFacts | None:
        state, found = self.journal.state, None
        for seq, facts in state.members:
            if seq > state.cut and facts.member_id == member_id:
                found = merge_member(found, facts)
        return found

    def identity(self, hashed: str) -> IndexedMember | None:
        return self.identities.get(hashed)

    def index_came(self) -> bool:
        return self.index_is_here

    def setting(self, name: str) -> str | None:
        return self.settings.get(name)

    def member_profile(self, member_id: str) -> dict[Field, str]:
        own, blobs = self.member_facts(member_id), self.journal.state.blobs
        known = dict(self.profiles.get(member_id, {}))
        for name, sha256 in settle(own).profile if own else ():
            known[name] = fields_in(blobs[sha256]).get(name, "")
        return {name: text for name, text in known.items() if text}

    def insight(self, member_id: str) -> Insight | None:
        member = self.member(member_id)
        if member is None:
            return None
        told = self.insights.get(member.id)
        own = [said for found in sorted({member.id, member_id}) if (said := self.member_facts(found)) is not None]
        if told is None and not own:
            return None
        base = told or Insight(member.id)
        return replace(base, said=together(member.id, [*([base.said] if base.said else []), *own]))

    def clients(self) -> tuple[Client, ...]:
        known = ((self.member(found), self.insight(found)) for found in sorted(self.insights))
        return tuple(
            Client(member, insight, self.member_profile(member.id).get(Field.BIRTHDAY, ""))
            for member, insight in known
            if member is not None and insight is not None
        )

    def own_stock(self, skus: tuple[str, ...]) -> dict[str, StockRow]:
        found = {sku: self.journal.state.stock(self.journal.shop_id, sku) for sku in skus}
        return {sku: row for sku, row in found.items() if row is not None}

    def rights_left(self, skus: tuple[str, ...]) -> dict[str, int]:
        state = self.journal.state
        return {sku: sum(right.left for right in state.rights_of(sku, self.journal.epoch)) for sku in skus}

    def rights_asked_back(self) -> bool:
        return bool(self.journal.state.asked_back(self.journal.epoch))

    def other_stock(self, rows: tuple[StockRow, ...]) -> tuple[StockRow, ...]:
        state = self.journal.state
        unseen = [effects_of_order(facts) for order_id, facts in state.facts.items() if order_id not in state.hq_facts]
        requests = [Effects(reservations=effects.reservations) for effects in unseen]
        return tuple(overlay(row, requests, ()) for row in rows)

    def order(self, order_id: str) -> OrderFacts | None:
        return self.journal.state.order(order_id)

    def order_by_number(self, number: str) -> OrderFacts | None:
        return next((facts for facts in self._orders() if facts.placed[0].body.number == number), None)

    def orders_by_pick_up_code(self, code: str) -> tuple[OrderFacts, ...]:
        return tuple(facts for facts in self._orders() if code in placed_now(facts).pick_up_codes.values())

    def open_orders(self, limit: int = 100) -> tuple[OrderFacts, ...]:
        done = (OrderStatus.COMPLETED, OrderStatus.CANCELLED, OrderStatus.LAPSED)
        still = [facts for facts in self._orders() if (seen := view(facts)) is not None and seen.status not in done]
        return tuple(sorted(still, key=lambda facts: facts.placed[0].stamp, reverse=True)[:limit])

    def unpaid_due(self, now_ms: int) -> tuple[OrderFacts, ...]:
        ours = [facts for facts in self.open_orders() if facts.placed[0].stamp.device == self.journal.device]
        return tuple(facts for facts in ours if not facts.paid and facts.placed[0].body.lapses_ms <= now_ms)

    def call_backs(self) -> tuple[CallBackTask, ...]:
        found = (due_call(facts, self._phone_of(facts), self.journal.clock()) for facts in self._orders())
        return tuple(task for task in found if task is not None)

    def _phone_of(self, facts: OrderFacts) -> str:
        return phone_in(self.journal.state.blobs.get(facts.placed[0].body.contact or "", b""))

    def parked_basket(self, code: str, now_ms: int) -> BasketParked | None:
        return self.journal.state.parked_basket(code, now_ms)

    def guide_call(self) -> GuideCall | None:
        return self.journal.state.guide_call()

    def since_z(self) -> SinceZ:
        return self.journal.state.since_z()

    def z_reports(self, limit: int = 30) -> tuple[ZReport, ...]:
        return self.journal.state.z_reports(limit)

    def z_report(self, number: str) -> ZReport | None:
        return next((report for report in self.journal.state.z_reports() if report.body.number == number), None)

    def locked_out(self, now_ms: int) -> dict[str, int]:
        pins = self.journal.state.pins
        return {key: pin.locked_until() for key, pin in pins.items() if pin.locked_until() > now_ms}

    def sync_status(self) -> SyncStatus:
        state = self.journal.state
        late = [event for event in state.events if event.seq > state.cut]
        placed = [body_of(event) for event in late if event.type == "OrderPlaced"]
        orders = {body_of(event).order_id for event in late if event.type in ORDER_EVENTS}
        value_minor = sum(body.total_minor for body in placed)
        oldest = late[0].wall_ms if late else None
        return SyncStatus(len(late), len(orders), value_minor, oldest, not self.offline, 0, "", ())

    def print_problems(self) -> tuple[tuple[int, str, str], ...]:
        return problems(self.journal.state.prints)

    def print_jobs(self, ended: int = 0) -> tuple[QueuedJob, ...]:
        return queued(self.journal.state.prints, ended)

    def _orders(self) -> list[OrderFacts]:
        return [facts for facts in self.journal.state.orders() if facts.placed]
