"""Tablets to run one suite on: in memory, and on real files."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from kiosk.domain.credit_rules import CreditRules
from kiosk.domain.events import Event, body_of
from kiosk.domain.fold import fold
from kiosk.domain.insight import Insight
from kiosk.domain.staff import RoleLimits
from kiosk.domain.stock import StockRow
from kiosk.ports.devices import PrintQueue
from kiosk.ports.storage import Journal, ShopReader
from kiosk.ports.sync import CutEntry
from kiosk.services.desk import Desk
from kiosk.services.shelf import Shop
from kiosk.storage.tablet import TabletStorage
from kiosk.storage.transaction import Committed
from tests.fakes import retailer
from tests.fakes.catalogue import MemoryCatalogue
from tests.fakes.clock import FakeClock
from tests.fakes.fold_store import MemoryFoldStore
from tests.fakes.reader import MemoryShopReader
from tests.fakes.storage import MemoryJournal
from tests.fakes.tablet import REGIONAL
from tests.storage.tablets import IDENTITY, Stream, deliver


class Bench(Protocol):
    """A tablet of shop JA, and the end of HQ it can see."""

    clock: FakeClock

    @property
    def journal(self) -> Journal: ...

    @property
    def reader(self) -> ShopReader: ...

    @property
    def queue(self) -> PrintQueue: ...

    def hq_stock(self, *rows: StockRow) -> None:
        """HQ's figures of this shop; they include none of our events."""

    def hq_knows(self, *events: Event) -> None:
        """HQ has all our events and these of others, and its rows say so."""

    def hq_holds(self, order_id: str) -> None:
        """HQ has all our events, and cannot interpret those of the order."""

    def hq_limits(self, limits: RoleLimits) -> None:
        """HQ says what a role may give away."""

    def hq_credit(self, rules: CreditRules, own_members: dict[str, str]) -> None:
        """HQ sends the rules of credit, and which member is which guide."""

    def hq_insights(self, *insights: Insight) -> None:
        """HQ says what is known of members beyond their cards."""

    def restart(self) -> None: ...

    def close(self) -> None: ...


class MemoryBench:
    def __init__(self, _: Path) -> None:
        self.clock = FakeClock()
        self._use(MemoryJournal(self.clock))

    def _use(self, journal: MemoryJournal) -> None:
        self.journal = journal
        self.queue = journal.print_queue
        self.reader = MemoryShopReader(journal, retailer.STAFF, (retailer.MEMBER,))

    def hq_stock(self, *rows: StockRow) -> None:
        self.journal.hq_stock(rows)

    def hq_knows(self, *events: Event) -> None:
        self.journal.hq_knows(*events)
        self.journal.hq_stock(_figures(self.journal.state.events, self.journal.state.hq_stock.values(), events))

    def hq_holds(self, order_id: str) -> None:
        state = self.journal.state
        state.cut, state.held = len(state.events), set(_seqs_of(state.events, order_id))

    def hq_limits(self, limits: RoleLimits) -> None:
        self.reader.role_limits[limits.role] = limits

    def hq_credit(self, rules: CreditRules, own_members: dict[str, str]) -> None:
        self.reader.rules, self.reader.hq_own_members = rules, own_members

    def hq_insights(self, *insights: Insight) -> None:
        self.reader.insights.update({item.member_id: item for item in insights})

    def restart(self) -> None:
        before = self.reader
        self._use(self.journal.restarted())
        self.reader.role_limits, self.reader.insights = before.role_limits, before.insights
        self.reader.rules, self.reader.hq_own_members = before.rules, before.hq_own_members

    def close(self) -> None:
        pass


class FileBench:
    """kiosk.storage on a real folder."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self._folder = folder / "tablet"
        self._events: list[Event] = []
        self._stream = Stream("shop.JA")
        self._opening: tuple[StockRow, ...] = ()
        self._use(TabletStorage.create(self._folder, IDENTITY, clock=self.clock))
        for member in retailer.STAFF:
            self._stream.put("staff", member.id, member)
        self._stream.put("member", retailer.MEMBER.id, retailer.MEMBER)
        self._stream.pull(self._tablet.shop)

    def _use(self, tablet: TabletStorage) -> None:
        self._tablet = tablet
        self._tablet.journal.on_commit.append(self._note)
        self.journal = self.queue = tablet.journal
        self.reader = tablet.reader

    def _note(self, committed: Committed) -> None:
        self._events += committed.events

    def hq_stock(self, *rows: StockRow) -> None:
        self._opening = rows
        self._send_figures(rows, ())

    def hq_knows(self, *events: Event) -> None:
        deliver(self._tablet)
        store = MemoryFoldStore()
        for event in (*self._events, *events):
            fold(store, event)
        for order_id, facts in store.orders.items():
            self._stream.put("order", order_id, facts)
        for transfer_id, transfer in store.transfers.items():
            self._stream.put("transfer", transfer_id, transfer)
        for member_id, known in store.bound.items():
            self._stream.put("binding", member_id, known)
        cut = (CutEntry(IDENTITY.device, 1, self.journal.position.seq),)
        self._send_figures(_figures(self._events, self._opening, events), cut)

    def hq_holds(self, order_id: str) -> None:
        deliver(self._tablet)
        held = _seqs_of(self._events, order_id)
        self._send_figures((), (CutEntry(IDENTITY.device, 1, self.journal.position.seq, held),))

    def _send_figures(self, rows: Iterable[StockRow], cut: tuple[CutEntry, ...]) -> None:
        for row in rows:
            self._stream.put("stock", row.sku, row)
        self._stream.pull(self._tablet.shop, cut)

    def hq_limits(self, limits: RoleLimits) -> None:
        self._stream.put("role_limits", limits.role.value, limits)
        self._stream.pull(self._tablet.shop)

    def hq_credit(self, rules: CreditRules, own_members: dict[str, str]) -> None:
        for rule in rules.rules:
            self._stream.put("credit_rules", rule.name, rule)
        for member, guide in own_members.items():
            self._stream.put("own_member", member, json.dumps({"guide": guide}))
        self._stream.pull(self._tablet.shop)

    def hq_insights(self, *insights: Insight) -> None:
        for item in insights:
            self._stream.put("insight", item.member_id, item)
        self._stream.pull(self._tablet.shop)

    def restart(self) -> None:
        self._tablet.close()
        self._use(TabletStorage.open(self._folder, clock=self.clock))

    def close(self) -> None:
        self._tablet.close()


def desk_at(bench: Bench) -> Desk:
    """A desk of the bench's tablet, with the retailer's range."""
    catalogue = MemoryCatalogue(
        retailer.LOCATIONS, retailer.STYLES, retailer.VARIANTS, retailer.PRICES, REGIONAL, retailer.PUBLICATION
    )
    return Desk(
        Shop(bench.journal, bench.reader, catalogue, "JA", retailer.verify_pin, bench.clock, hash_pin=retailer.hash_pin)
    )


def guide_at(bench: Bench, badge: str = retailer.LIN_BADGE, pin: str = retailer.LIN_PIN) -> Desk:
    """The same with somebody signed in."""
    desk = desk_at(bench)
    desk.scan(badge)
    desk.enter_pin(pin)
    return desk


def _figures(ours: Iterable[Event], opening: Iterable[StockRow], theirs: Iterable[Event]) -> list[StockRow]:
    """This shop's rows as HQ has them after all these events."""
    store = MemoryFoldStore()
    for event in (*ours, *theirs):
        fold(store, event)
    base = {row.sku: row.on_hand for row in opening}
    known = {sku: row for (location, sku), row in store.stock().items() if location == "JA"}
    return [
        StockRow(
            "JA",
            sku,
            base.get(sku, 0) + (known[sku].on_hand if sku in known else 0),
            known[sku].reserved if sku in known else 0,
        )
        for sku in base.keys() | known.keys()
    ]


def _seqs_of(events: Iterable[Event], order_id: str) -> tuple[int, ...]:
    return tuple(event.seq for event in events if getattr(body_of(event), "order_id", "") == order_id)
