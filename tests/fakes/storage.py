"""The ports of kiosk.ports.storage in memory: honest about rollback, numbers and HQ's cut, silent about disks."""

import hashlib
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, field, fields
from typing import TypeVar

from kiosk.domain import clock, in_transit
from kiosk.domain.binding import MemberBindings
from kiosk.domain.cashing import DayClosed
from kiosk.domain.counting import Counting, Tally
from kiosk.domain.day import COUNTED
from kiosk.domain.events import Body, EpochStarted, Event, OrderPaid, Position, body_of, start_of, write
from kiosk.domain.facts import ORDER_EVENTS, OrderFacts, merge
from kiosk.domain.fold import fold
from kiosk.domain.in_transit import TransferFacts
from kiosk.domain.member_facts import MemberFacts
from kiosk.domain.members import MemberClaimed, MemberJoined
from kiosk.domain.order import placed_now
from kiosk.domain.people import Person
from kiosk.domain.rights import RightFacts, RightsGranted, merge_right
from kiosk.domain.staff import PinAttempts
from kiosk.domain.stock import StockRow, effects_of_event, effects_of_order, overlay
from kiosk.domain.visits import BasketParked, BasketTakenUp, GuideAnswered, GuideCallCancelled, GuideCalled
from kiosk.errors import BugError, EnvironmentProblem
from kiosk.ports.devices import Slip
from kiosk.ports.storage import GuideCall, JournalTx, SinceZ, ZReport
from tests.fakes.dice import Dice
from tests.fakes.fold_store import MemoryFoldStore
from tests.fakes.print_jobs import MemoryPrintJobs, MemoryPrintQueue, Row
from tests.fakes.stock import MemoryStockTx, touches

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
    bound: dict[str, MemberBindings] = field(default_factory=dict)  # from our own events
    counting: Counting | None = None
    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)  # (sku, zone)
    rights: dict[str, RightFacts] = field(default_factory=dict)  # from our own events
    hq_rights: dict[str, RightFacts] = field(default_factory=dict)
    # What HQ sent, in the same transaction as the cut it was made at.
    hq_facts: dict[str, OrderFacts] = field(default_factory=dict)
    hq_stock: dict[str, StockRow] = field(default_factory=dict)
    hq_transfers: dict[str, TransferFacts] = field(default_factory=dict)
    hq_bound: dict[str, MemberBindings] = field(default_factory=dict)
    cut: int = 0
    held: set[int] = field(default_factory=set)  # within the cut, and not included

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
        if row is None and not any(touches(effects, location, sku) for effects in ours):
            return None
        return overlay(row or StockRow(location, sku, 0), ours, theirs)

    def known_rights(self, epoch: int) -> list[RightFacts]:
        """HQ's rights of this tablet, with what it did with them itself; questions among them."""
        told = (merge_right(self.rights.get(item.right_id), item) for item in self.hq_rights.values())
        return [item for item in told if item.granted and item.granted.epoch in (0, epoch)]

    def rights_of(self, sku: str, epoch: int) -> tuple[RightFacts, ...]:
        known = (item for item in self.known_rights(epoch) if not item.asked_back)
        return tuple(item for item in known if item.left and item.granted and item.granted.sku == sku)

    def asked_back(self, epoch: int) -> tuple[RightFacts, ...]:
        return tuple(item for item in self.known_rights(epoch) if item.asked_back and item.open)

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


class _OwnFacts(MemoryFoldStore):
    """The fold, writing order facts into the state of this unit of work."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.orders = state.facts
        self.transfers = state.transfers
        self.bound = state.bound
        self.rights = state.rights
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

    def rights(self, sku: str) -> tuple[RightFacts, ...]:
        return self._state.rights_of(sku, self._journal.epoch)

    def rights_asked_back(self) -> tuple[RightFacts, ...]:
        return self._state.asked_back(self._journal.epoch)

    def pick_up_code_taken(self, code: str) -> bool:
        placed = (placed_now(facts) for facts in self._state.orders() if facts.placed)
        return any(code in body.pick_up_codes.values() for body in placed)

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

    def hq_grants(self, sku: str, pieces: int, right_id: str = "right-1") -> None:
        """HQ grants a right to pieces on this shop's shelf; of none, it asks what was spent."""
        granted = RightsGranted(right_id, self.device, self.epoch if pieces else 0, sku, self.shop_id, pieces, 0)
        self.state.hq_rights[right_id] = RightFacts(right_id, granted)

    def hq_recalls(self, right_id: str = "right-1") -> None:
        self.state.hq_rights[right_id] = merge_right(
            self.state.hq_rights[right_id], RightFacts(right_id, recalled=True)
        )

    def hq_knows(self, *events: Event, through: int | None = None) -> None:
        """HQ sends order rows with what it has folded: our events up to `through` (all), and `events` of others."""
        self.state.cut = len(self.state.events) if through is None else through
        store = MemoryFoldStore()
        store.orders, store.transfers = dict(self.state.hq_facts), dict(self.state.hq_transfers)
        store.bound = dict(self.state.hq_bound)
        for event in (*self.state.events[: self.state.cut], *events):
            fold(store, event)
        self.state.hq_facts, self.state.hq_transfers = store.orders, store.transfers
        self.state.hq_bound = store.bound
