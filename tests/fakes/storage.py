"""The ports of kiosk.ports.storage in memory: honest about rollback, numbers and HQ's cut, silent about disks."""

import hashlib
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, field, fields
from typing import TypeVar

from kiosk.domain import clock, in_transit
from kiosk.domain.cashing import DayClosed
from kiosk.domain.contact import phone_in
from kiosk.domain.counting import Counting, Tally
from kiosk.domain.day import COUNTED
from kiosk.domain.events import Body, EpochStarted, Event, OrderPaid, Position, body_of, start_of, write
from kiosk.domain.facts import ORDER_EVENTS, OrderFacts, merge
from kiosk.domain.fold import fold
from kiosk.domain.identity import IndexedMember
from kiosk.domain.in_transit import TransferFacts
from kiosk.domain.member import Member
from kiosk.domain.member_facts import MemberFacts, merge_member, settle
from kiosk.domain.members import Field, MemberClaimed, MemberJoined
from kiosk.domain.order import OrderStatus, call_backs, view
from kiosk.domain.people import BadgeOff, Person, with_own_facts
from kiosk.domain.profile import fields_in, shown_name
from kiosk.domain.staff import PinAttempts, Role, RoleLimits, StaffMember, limits_untold
from kiosk.domain.stock import Effects, StockRow, effects_of_event, effects_of_order, overlay
from kiosk.domain.visits import BasketParked, BasketTakenUp, GuideAnswered, GuideCallCancelled, GuideCalled
from kiosk.errors import BugError, EnvironmentProblem
from kiosk.ports.devices import QueuedJob, Slip
from kiosk.ports.orders import CallBackTask, call_back_task
from kiosk.ports.storage import GuideCall, JournalTx, SinceZ, SyncStatus, ZReport
from tests.fakes.dice import Dice
from tests.fakes.fold_store import MemoryFoldStore
from tests.fakes.order_lists import MemoryOrderLists
from tests.fakes.print_jobs import MemoryPrintJobs, MemoryPrintQueue, Row, problems, queued
from tests.fakes.stock import MemoryStockReader, MemoryStockTx

T = TypeVar("T")


def badge_hash(badge: str) -> str:
    return hashlib.sha256(badge.encode()).hexdigest()


@dataclass
class State:
    """All that the journal holds. A unit of work changes a copy, which becomes the state when it succeeds."""

    events: list[Event] = field(default_factory=list)
    facts: dict[str, OrderFacts] = field(default_factory=dict)  # from our own events
    counters: dict[str, int] = field(default_factory=dict)
    blobs: dict[str, bytes] = field(default_factory=dict)
    prints: list[Row] = field(default_factory=list)
    pins: dict[str, PinAttempts] = field(default_factory=dict)
    parked: dict[str, BasketParked] = field(default_factory=dict)
    calls: dict[str, GuideCall] = field(default_factory=dict)
    members: list[tuple[int, MemberFacts]] = field(default_factory=list)  # seq, what our own events say
    people: list[tuple[int, Person]] = field(default_factory=list)  # seq, what our own events say
    transfers: dict[str, TransferFacts] = field(default_factory=dict)  # from our own events
    counting: Counting | None = None
    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)  # (sku, zone)
    # What HQ sent, in the same transaction as the cut it was made at.
    hq_facts: dict[str, OrderFacts] = field(default_factory=dict)
    hq_stock: dict[str, StockRow] = field(default_factory=dict)
    hq_transfers: dict[str, TransferFacts] = field(default_factory=dict)
    cut: int = 0

    @property
    def slips(self) -> list[Slip]:
        """All that was ever queued."""
        return [row.slip for row in self.prints]

    def copied(self) -> "State":
        return State(**{item.name: copy(getattr(self, item.name)) for item in fields(self)})

    def order(self, order_id: str) -> OrderFacts | None:
        return merge(self.hq_facts.get(order_id), self.facts.get(order_id))

    def transfer(self, transfer_id: str) -> TransferFacts | None:
        return in_transit.merge(self.hq_transfers.get(transfer_id), self.transfers.get(transfer_id))

    def tallied(self, sku: str) -> tuple[Tally, ...]:
        found = (item for item in self.tallies.values() if sku in ("", item.sku))
        return tuple(sorted(found, key=lambda item: (item.at_ms, item.sku, item.zone)))

    def orders(self) -> tuple[OrderFacts, ...]:
        known = (self.order(order_id) for order_id in {**self.hq_facts, **self.facts})
        return tuple(facts for facts in known if facts is not None)

    def stock(self, location: str, sku: str) -> StockRow | None:
        """HQ's row, plus our events outside its cut, less what the row already holds of the same orders."""
        row = self.hq_stock.get(sku)
        late = [event for event in self.events if event.seq > self.cut]
        orders = {body_of(event).order_id for event in late if event.type in ORDER_EVENTS}
        ours = [effects_of_order(self.order(order_id)) for order_id in orders]
        ours += [effects_of_event(event) for event in late if event.type not in ORDER_EVENTS]
        theirs = [effects_of_order(self.hq_facts.get(order_id)) for order_id in orders]
        if row is None and not any(_touches(effects, location, sku) for effects in ours):
            return None
        return overlay(row or StockRow(location, sku, 0), ours, theirs)

    def put_desk_event(self, event: Event) -> None:
        body = body_of(event)
        if isinstance(body, BasketParked):
            self.parked[body.basket_id] = body
        elif isinstance(body, BasketTakenUp):
            self.parked.pop(body.basket_id, None)
        elif isinstance(body, GuideCalled):
            self.calls[body.call_id] = GuideCall(body, event.wall_ms)
        elif isinstance(body, GuideCallCancelled | GuideAnswered):
            self.calls.pop(body.call_id, None)

    def parked_basket(self, code: str, now_ms: int) -> BasketParked | None:
        found = (body for body in self.parked.values() if body.code == code and body.lapses_ms > now_ms)
        return next(found, None)

    def guide_call(self) -> GuideCall | None:
        return max(self.calls.values(), key=lambda call: call.called_ms, default=None)

    def z_reports(self, limit: int = 1_000) -> tuple[ZReport, ...]:
        found = [event for event in self.events if event.type == DayClosed.TYPE][-limit:]
        return tuple(ZReport(e.id, e.epoch, e.seq, e.wall_ms, e.actor, body_of(e)) for e in reversed(found))

    def since_z(self) -> SinceZ:
        last = next(iter(self.z_reports(1)), None)
        first = last.seq if last else 1
        counted = tuple(event for event in self.events if event.seq >= first and event.type in COUNTED)
        return SinceZ(1, first, self.events[first - 1].id if self.events else "", counted, last)

    def position(self, device: str, epoch: int) -> Position:
        if not self.events:
            return start_of(device, epoch)
        last = self.events[-1]
        return Position(device, epoch, last.seq, last.chain, last.hlc)


def _touches(effects: Effects, location: str, sku: str) -> bool:
    moved = {(item.location, item.sku) for item in effects.movements}
    return (location, sku) in moved | {(item.location, item.sku) for item in effects.reservations}


class _OwnFacts(MemoryFoldStore):
    """The fold, writing order facts into the state of this unit of work."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.orders = state.facts
        self.transfers = state.transfers
        self._people = state.people
        self._members = state.members

    def put_person(self, said: Person, event: Event) -> None:
        self._people.append((event.seq, said))

    def member(self, member_id: str) -> MemberFacts | None:
        return None

    def put_member(self, facts: MemberFacts, event: Event) -> None:
        self._members.append((event.seq, facts))


class MemoryTx(MemoryStockTx):
    """One unit of work on a copy of the state."""

    def __init__(self, journal: "MemoryJournal", state: State) -> None:
        self._journal = journal
        self._state = state

    @property
    def now_ms(self) -> int:
        return self._journal.clock()

    def new_id(self) -> str:
        self._journal.ids += 1
        return f"{self.now_ms:012x}"[:8] + f"-0000-7000-8000-{self._journal.ids:012x}"

    def random_digits(self, count: int) -> str:
        return self._journal.dice(count)

    def append(self, body: Body, actor: str) -> Event:
        if self._journal.disk_full:
            raise EnvironmentProblem("This tablet's disk is full. Nothing was recorded.")
        after = self._state.position(self._journal.device, self._journal.epoch)
        hlc = clock.tick(after.hlc, self.now_ms)
        event = write(body, after=after, event_id=self.new_id(), actor=actor, hlc=hlc, at_ms=self.now_ms)
        self._state.events.append(event)
        fold(_OwnFacts(self._state), event)
        self._state.put_desk_event(event)
        return event

    def next_number(self, counter: str) -> str:
        self._state.counters[counter] = self._state.counters.get(counter, 0) + 1
        mark = {"receipt": "R-", "return": "T-", "transfer": "V-", "z": "Z-"}.get(counter, "")
        return f"{self._journal.shop_id}-02-A-{mark}{self._state.counters[counter]:06d}"

    def keep_blob(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        self._state.blobs[sha256] = content
        return sha256

    @property
    def print_jobs(self) -> MemoryPrintJobs:
        return MemoryPrintJobs(self._state.prints, self.now_ms)

    def enqueue(self, slip: Slip) -> int:
        return self.print_jobs.add(slip)

    def enqueue_copy(self, slip: Slip) -> int:
        return self.print_jobs.add_copy(slip)

    def order(self, order_id: str) -> OrderFacts | None:
        return self._state.order(order_id)

    def own_stock(self, sku: str) -> StockRow:
        shop_id = self._journal.shop_id
        return self._state.stock(shop_id, sku) or StockRow(shop_id, sku, 0)

    def pick_up_code_taken(self, code: str) -> bool:
        return any(code in fact.body.pick_up_codes.values() for facts in self._state.orders() for fact in facts.placed)

    def parked_basket(self, code: str) -> BasketParked | None:
        return self._state.parked_basket(code, self.now_ms)

    def guide_call(self) -> GuideCall | None:
        return self._state.guide_call()

    @property
    def position(self) -> Position:
        return self._state.position(self._journal.device, self._journal.epoch)

    def since_z(self) -> SinceZ:
        return self._state.since_z()

    def reference_used(self, reference: str, amount_minor: int) -> str:
        paid = (body for event in self._state.events if isinstance(body := body_of(event), OrderPaid))
        for body in paid:
            if any(item.reference == reference and item.amount_minor == amount_minor for item in body.tenders):
                facts = self.order(body.order_id)
                return facts.placed[0].body.number if facts and facts.placed else body.order_id
        return ""

    def member_cards_since(self, at_ms: int) -> int:
        kinds = (MemberJoined.TYPE, MemberClaimed.TYPE)
        return sum(event.type in kinds and event.wall_ms > at_ms for event in self._state.events)

    def pin_attempts(self, staff_id: str) -> PinAttempts:
        return self._state.pins.get(staff_id, PinAttempts())

    def put_pin_attempts(self, staff_id: str, attempts: PinAttempts) -> None:
        self._state.pins[staff_id] = attempts


class MemoryJournal:
    """A tablet of shop `shop_id`. `restarted` gives what the next process would find."""

    def __init__(self, clock: Callable[[], int], shop_id: str = "JA", state: State | None = None) -> None:
        self.clock = clock
        self.shop_id = shop_id
        self.device = f"{shop_id.lower()}-02"
        self.epoch = 1
        self.ids = len(state.events) if state else 0
        self.dice: Callable[[int], str] = Dice()
        self.disk_full = False
        self.state = state or State()
        if not self.state.events:
            self.run(lambda tx: tx.append(EpochStarted(1, "new", "tests", shop_id), "device"))

    def run(self, work: Callable[[JournalTx], T]) -> T:
        changed = self.state.copied()
        result = work(MemoryTx(self, changed))
        said = b"".join(event.body for event in changed.events[len(self.state.events) :])
        if any(sha256.encode() not in said for sha256 in changed.blobs.keys() - self.state.blobs.keys()):
            raise BugError("personal content was kept, but no event of this unit of work names it")
        self.state = changed
        return result

    @property
    def print_queue(self) -> MemoryPrintQueue:
        """What a spooler would work on."""
        return MemoryPrintQueue(lambda: self.state.prints, self.clock)

    def room_for_orders(self) -> bool:
        return not self.disk_full

    def restarted(self) -> "MemoryJournal":
        again = MemoryJournal(self.clock, self.shop_id, self.state.copied())
        again.ids = self.ids  # no id comes twice, whatever else has one
        return again

    def hq_stock(self, rows: Iterable[StockRow]) -> None:
        """HQ sends figures of this shop, which include none of our events."""
        self.state.hq_stock |= {row.sku: row for row in rows}

    def hq_knows(self, *events: Event, through: int | None = None) -> None:
        """HQ sends order rows with what it has folded: our events up to `through` (all), and `events` of others."""
        self.state.cut = len(self.state.events) if through is None else through
        store = MemoryFoldStore()
        store.orders, store.transfers = dict(self.state.hq_facts), dict(self.state.hq_transfers)
        for event in (*self.state.events[: self.state.cut], *events):
            fold(store, event)
        self.state.hq_facts, self.state.hq_transfers = store.orders, store.transfers


class MemoryShopReader(MemoryStockReader, MemoryOrderLists):
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
        self.profiles: dict[str, dict[Field, str]] = {}  # as HQ says

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
            return row
        return Member(seen.member_id, seen.code, shown_name("", seen.code), home_shop=self.journal.shop_id)

    def member_facts(self, member_id: str) -> MemberFacts | None:
        state, found = self.journal.state, None
        for seq, facts in state.members:
            if seq > state.cut and facts.member_id == member_id:
                found = merge_member(found, facts)
        return found

    def identity(self, hashed: str) -> IndexedMember | None:
        return self.identities.get(hashed)

    def setting(self, name: str) -> str | None:
        return self.settings.get(name)

    def member_profile(self, member_id: str) -> dict[Field, str]:
        own, blobs = self.member_facts(member_id), self.journal.state.blobs
        known = dict(self.profiles.get(member_id, {}))
        for name, sha256 in settle(own).profile if own else ():
            known[name] = fields_in(blobs[sha256]).get(name, "")
        return {name: text for name, text in known.items() if text}

    def own_stock(self, skus: tuple[str, ...]) -> dict[str, StockRow]:
        found = {sku: self.journal.state.stock(self.journal.shop_id, sku) for sku in skus}
        return {sku: row for sku, row in found.items() if row is not None}

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
        return tuple(facts for facts in self._orders() if code in facts.placed[0].body.pick_up_codes.values())

    def open_orders(self, limit: int = 100) -> tuple[OrderFacts, ...]:
        done = (OrderStatus.COMPLETED, OrderStatus.CANCELLED, OrderStatus.LAPSED)
        still = [facts for facts in self._orders() if (seen := view(facts)) is not None and seen.status not in done]
        return tuple(sorted(still, key=lambda facts: facts.placed[0].stamp, reverse=True)[:limit])

    def unpaid_due(self, now_ms: int) -> tuple[OrderFacts, ...]:
        ours = [facts for facts in self.open_orders() if facts.placed[0].stamp.device == self.journal.device]
        return tuple(facts for facts in ours if not facts.paid and facts.placed[0].body.lapses_ms <= now_ms)

    def call_backs(self) -> tuple[CallBackTask, ...]:
        return tuple(self._call_back(facts, lines) for facts in self._orders() if (lines := call_backs(facts)))

    def _call_back(self, facts: OrderFacts, line_ids: tuple[str, ...]) -> CallBackTask:
        placed, decided = facts.placed[0].body, facts.decided[-1].stamp.at_ms
        phone = phone_in(self.journal.state.blobs.get(placed.contact or "", b""))
        return call_back_task(facts, line_ids, phone, decided)

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
