"""The rule behind every figure: HQ's state plus our events it does not include equals all events folded at once."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.domain import events
from kiosk.domain.events import (
    Body,
    CountedLine,
    Event,
    Fulfilment,
    GoodsReceived,
    LineDecision,
    LinesDecided,
    LinesReady,
    OpenedStock,
    OrderCancelled,
    OrderLapsed,
    OrderLine,
    Outcome,
    Promise,
    Reason,
    ReceivedLine,
    StockCounted,
    StockOpened,
)
from kiosk.domain.fold import aggregate_of, fold
from kiosk.domain.stock import StockRow
from kiosk.domain.waiting import shops_of
from kiosk.ports.sync import CutEntry
from kiosk.storage.tablet import TabletStorage
from tests.fakes.fold_store import MemoryFoldStore
from tests.storage.tablets import (
    SHIRT,
    T0_MS,
    Clock,
    Stream,
    append,
    deliver,
    handed,
    line,
    new_tablet,
    paid,
    place,
    placed,
)

SKUS = (SHIRT, "WOOL-COAT/CAMEL/L")
SOURCES = {Fulfilment.TAKE_NOW: "JA", Fulfilment.PICK_UP: "XH", Fulfilment.BRING_HERE: "XH", Fulfilment.DELIVER: "WH"}


class TinyHq:
    """Takes in events of any device, holds some back by aggregate, folds the rest, says what its state includes."""

    def __init__(self) -> None:
        self.store = MemoryFoldStore()
        self.folded: list[Event] = []
        self.waiting: list[Event] = []
        self.held_aggregates: set[str] = set()
        self.received: dict[str, int] = {}
        self.stream = Stream("shop.JA")
        self._sent: dict[tuple[str, str], object] = {}
        self._ends: dict[str, events.Position] = {}

    def take(self, event: Event) -> None:
        self.received[event.device] = event.seq
        if aggregate_of(event) in self.held_aggregates:
            self.waiting.append(event)
        else:
            fold(self.store, event)
            self.folded.append(event)

    def write(self, device: str, body: Body, at_ms: int) -> None:
        """An event of a sibling tablet, or of HQ itself, that arrives at once."""
        end = self._ends.get(device, events.start_of(device, 1))
        event = events.write(
            body,
            after=end,
            event_id=f"{device}-{end.seq + 1:06d}",
            actor=device,
            hlc=at_ms << 16 | end.seq,
            at_ms=at_ms,
        )
        self._ends[device] = events.Position(device, 1, event.seq, event.chain, event.hlc)
        self.take(event)

    def release(self) -> None:
        """A person has decided: what was held is interpreted after all."""
        self.held_aggregates.clear()
        waiting, self.waiting = self.waiting, []
        for event in waiting:
            fold(self.store, event)
            self.folded.append(event)

    def round(self, tablet: TabletStorage) -> None:
        """Changed rows go down with the cut, as HQ's streams do it."""
        rows: dict[tuple[str, str], object] = {
            ("stock", sku): row for (location, sku), row in self.store.stock().items() if location == "JA"
        }
        rows |= {("order", key): facts for key, facts in self.store.orders.items() if "JA" in shops_of(facts)}
        for (entity, row_id), body in rows.items():
            if self._sent.get((entity, row_id)) != body:
                self.stream.put(entity, row_id, body)
        for gone in self._sent.keys() - rows.keys():
            self.stream.remove(*gone)
        self._sent = rows
        cut = [
            CutEntry(device, 1, n, tuple(event.seq for event in self.waiting if event.device == device))
            for device, n in self.received.items()
        ]
        self.stream.pull(tablet.shop, cut)


class Day:
    """A random day of a shop: what people at the tablet do, siblings and HQ do, and what the network lets through."""

    def __init__(self, tablet: TabletStorage, clock: Clock, seed: int) -> None:
        self.tablet, self.clock, self.random = tablet, clock, random.Random(seed)
        self.hq = TinyHq()
        self.own: list[Event] = []
        self.known_below: list[Event] = []  # others' events that the tablet's rounds have brought
        self.order_ids: list[str] = []

    def live(self, steps: int) -> None:
        happenings: tuple[tuple[int, Callable[[], object]], ...] = (
            (6, self.place_order), (4, self.pay), (4, self.hand_over), (1, self.cancel), (1, self.lapse),
            (2, self.receive), (2, self.count), (2, self.make_ready), (5, self.deliver), (5, self.pull),
            (2, self.decide), (2, self.sibling_acts), (2, self.sibling_sells), (1, self.open_stock),
            (1, self.hold), (1, self.hq_releases),
        )  # fmt: skip
        weights = [weight for weight, _ in happenings]
        for _ in range(steps):
            self.clock.now_ms += self.random.randint(0, 5_000)
            self.random.choices([act for _, act in happenings], weights)[0]()
            self.check()

    def check(self) -> None:
        """The tablet's figures are the fold of all its own events and everything its rounds included."""
        full = MemoryFoldStore()
        for event in self.known_below + self.own:
            fold(full, event)
        expected = full.stock()
        for sku in SKUS:
            wanted = expected.get(("JA", sku), StockRow("JA", sku, 0))
            assert self.tablet.reader.own_stock((sku,)).get(sku, StockRow("JA", sku, 0)) == wanted
            assert self.tablet.journal.run(lambda tx, sku=sku: tx.own_stock(sku)) == wanted  # type: ignore[misc]
        for order_id in self.order_ids:
            assert self.tablet.reader.order(order_id) == full.orders.get(order_id)

    def _record(self, *bodies: Body) -> None:
        self.own += append(self.tablet, *bodies)

    def _lines(self) -> tuple[OrderLine, ...]:
        kinds = self.random.choices(list(SOURCES), k=self.random.randint(1, 3))
        return tuple(
            line(str(number), self.random.choice(SKUS), self.random.randint(1, 3), kind, SOURCES[kind])
            for number, kind in enumerate(kinds)
        )

    def place_order(self) -> None:
        order_id = f"order-{len(self.order_ids)}"
        self.order_ids.append(order_id)
        self._record(placed(order_id, f"JA-02-A-{len(self.order_ids):06d}", *self._lines()))

    def _some_order(self) -> str | None:
        return self.random.choice(self.order_ids) if self.order_ids else None

    def _seen_here(self) -> str | None:
        order_id = self._some_order()
        return order_id if order_id and self.tablet.reader.order(order_id) else None

    def pay(self) -> None:
        if order_id := self._seen_here():
            self._record(paid(order_id, self.random.choice((39_900, 500_000))))

    def hand_over(self) -> None:
        if order_id := self._seen_here():
            self._record(handed(order_id, self.random.choice("012")))

    def cancel(self) -> None:
        if order_id := self._seen_here():
            self._record(OrderCancelled(order_id, "changed their mind"))

    def lapse(self) -> None:
        if order_id := self._seen_here():
            self._record(OrderLapsed(order_id, T0_MS))

    def make_ready(self) -> None:
        if order_id := self._seen_here():
            self._record(LinesReady(order_id, (self.random.choice("012"),), "JA"))

    def receive(self) -> None:
        pieces = ReceivedLine(self.random.choice(SKUS), self.random.randint(1, 9))
        self._record(GoodsReceived("JA", "D-1", (pieces,), self.random.choice((None, "WH"))))

    def count(self) -> None:
        counted = CountedLine(self.random.choice(SKUS), self.random.randint(0, 9), self.random.randint(0, 9))
        self._record(StockCounted("JA", (counted,)))

    def deliver(self) -> None:
        """HQ acknowledges everything, and interprets what it holds in order, as far as it has come."""
        deliver(self.tablet, self.random.randint(1, 4))
        waiting = self._journal_after(self.hq.received.get("ja-02", 0))
        for event in waiting[: self.random.choice((1, 3, 9, len(waiting)))]:
            self.hq.take(event)

    def _journal_after(self, seq: int) -> list[Event]:
        through = self.tablet.journal.newest_acknowledgement()
        return [event for event in self.own if seq < event.seq <= (through.through if through else 0)]

    def pull(self) -> None:
        self.hq.round(self.tablet)
        self.known_below = list(self.hq.folded)

    def decide(self) -> None:
        order_id = self._some_order()
        facts = self.hq.store.order(order_id) if order_id else None
        if order_id and facts and facts.placed:
            outcome = self.random.choice(list(Outcome))
            promise = (
                None if outcome is Outcome.REFUSED else Promise(T0_MS, T0_MS, self.random.choice(("JA", "WH")), "JA")
            )
            decision = LineDecision(self.random.choice("012"), outcome, Reason.GOODS, promise)
            self.hq.write("hq", LinesDecided(order_id, (decision,)), self.clock.now_ms)

    def sibling_acts(self) -> None:
        """Another tablet of the shop works on an order it has from HQ."""
        order_id = self._some_order()
        facts = self.hq.store.order(order_id) if order_id else None
        if order_id and facts and facts.placed:
            body = self.random.choice((paid(order_id, 500_000), handed(order_id, "0"), OrderCancelled(order_id, "x")))
            self.hq.write("ja-03", body, self.clock.now_ms)

    def sibling_sells(self) -> None:
        order_id = f"order-{len(self.order_ids)}"
        self.order_ids.append(order_id)
        self.hq.write(
            "ja-03", placed(order_id, f"JA-03-A-{len(self.order_ids):06d}", *self._lines()), self.clock.now_ms
        )

    def open_stock(self) -> None:
        at_ms = self.clock.now_ms - self.random.randint(0, 60_000)
        lines = tuple(OpenedStock(sku, self.random.randint(0, 20)) for sku in SKUS)
        self.hq.write("hq", StockOpened("JA", at_ms, lines), self.clock.now_ms)

    def hold(self) -> None:
        self.hq.held_aggregates.add(f"order:{self._some_order()}")
        if self.random.random() < 0.3:
            self.hq.held_aggregates.add("stock:JA")

    def hq_releases(self) -> None:
        self.hq.release()


@pytest.mark.parametrize("seed", range(12))
def test_at_every_moment_of_a_random_day_the_tablet_shows_what_all_known_events_fold_to(
    seed: int, tmp_path: Path
) -> None:
    clock = Clock()
    tablet = new_tablet(tmp_path, clock)
    try:
        Day(tablet, clock, seed).live(35)
    finally:
        tablet.close()


def test_a_request_is_taken_off_another_locations_figure_until_its_order_row_is_here(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    there = StockRow("WH", SHIRT, 5)
    wanted = place(tablet, line(quantity=2, fulfilment=Fulfilment.DELIVER, source="WH", place="door"))
    assert tablet.reader.other_stock((there,)) == (StockRow("WH", SHIRT, 5, reserved=2),)
    facts = tablet.reader.order(wanted.order_id)
    stream = Stream("shop.JA")
    stream.put("order", wanted.order_id, facts)
    stream.pull(tablet.shop, [CutEntry("ja-02", 1, 2)])
    assert tablet.reader.other_stock((there,)) == (there,)
    tablet.close()


def test_a_released_request_gives_the_pieces_back_before_hq_knows_of_either(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    there = StockRow("XH", SHIRT, 1)
    wanted = place(tablet, line(fulfilment=Fulfilment.BRING_HERE, source="XH"))
    append(tablet, OrderCancelled(wanted.order_id, "changed their mind"))
    assert tablet.reader.other_stock((there,)) == (there,)
    tablet.close()


def test_this_shops_own_row_is_no_other_locations_figure(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    assert tablet.reader.other_stock((StockRow("JA", SHIRT, 9), StockRow("WH", SHIRT, 5))) == (
        StockRow("WH", SHIRT, 5),
    )
    tablet.close()


def test_a_variant_that_nobody_has_reported_is_absent(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    assert tablet.reader.own_stock((SHIRT,)) == {}
    assert tablet.journal.run(lambda tx: tx.own_stock(SHIRT)) == StockRow("JA", SHIRT, 0)
    tablet.close()


def test_a_cut_of_an_earlier_epoch_does_not_cover_the_new_one(tmp_path: Path) -> None:
    tablet = new_tablet(tmp_path)
    append(tablet, GoodsReceived("JA", "D-1", (ReceivedLine(SHIRT, 3),)))
    tablet.journal.start_epoch("restored")
    append(tablet, GoodsReceived("JA", "D-2", (ReceivedLine(SHIRT, 4),)))
    stream = Stream("shop.JA")
    stream.put("stock", SHIRT, StockRow("JA", SHIRT, 10))
    stream.pull(tablet.shop, [CutEntry("ja-02", 1, 2)])
    assert tablet.reader.own_stock((SHIRT,)) == {SHIRT: StockRow("JA", SHIRT, 14)}
    stream.pull(tablet.shop, [CutEntry("ja-02", 1, 2), CutEntry("ja-02", 2, 2)])
    assert tablet.reader.own_stock((SHIRT,)) == {SHIRT: StockRow("JA", SHIRT, 10)}
    stream.pull(tablet.shop, [CutEntry("ja-02", 1, 2, (2,)), CutEntry("ja-02", 2, 2)])
    assert tablet.reader.own_stock((SHIRT,)) == {SHIRT: StockRow("JA", SHIRT, 13)}
    tablet.close()
