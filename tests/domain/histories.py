"""Histories of one order, possible and impossible ones: what a network, two guides and a power cut can make of it."""

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from kiosk.domain import events
from kiosk.domain.calls import CallTried, TriedOutcome
from kiosk.domain.credit_facts import CreditClaimed, CreditDecided, CreditDisputed, CreditOutcome
from kiosk.domain.details import Detail, DetailsGiven
from kiosk.domain.events import (
    Body,
    CallBackMade,
    Event,
    Fulfilment,
    GoodsHandedOver,
    HandedLine,
    LineDecision,
    LinesDecided,
    LinesDispatched,
    LinesReady,
    OrderCancelled,
    OrderLapsed,
    OrderLine,
    OrderPaid,
    OrderPlaced,
    Outcome,
    Promise,
    Reason,
    Tender,
    TenderKind,
)
from kiosk.domain.facts import OrderFacts, facts_of, merge
from kiosk.domain.repairs import (
    SETTLED_BY_WORD,
    AnotherWay,
    Attention,
    AttentionSettled,
    LinesAskedAgain,
    MoneyRefunded,
    RefundedLine,
    RefundReason,
)
from kiosk.domain.returns import (
    GoodsReturned,
    Grade,
    PriceReduced,
    Reduction,
    ReductionKind,
    ReturnedLine,
    ReturnReason,
)

T0_MS = 1_763_877_600_000
DEVICES = ("ja-01", "ja-02", "xh-01", "hq")
PLACES = {
    Fulfilment.TAKE_NOW: ("JA", "JA"),
    Fulfilment.PICK_UP: ("XH", "XH"),
    Fulfilment.BRING_HERE: ("XH", "JA"),
    Fulfilment.DELIVER: ("WH", "door"),
}


class Scribe:
    """Writes events of several devices, a second apart unless told otherwise, each in its own gapless chain."""

    def __init__(self, seed: int = 0, order_id: str = "order-1") -> None:
        self._ends = {device: events.start_of(device, 1) for device in DEVICES}
        self._written = 0
        self.order_id = order_id
        self.seed = seed

    def write(self, body: Body, device: str = "ja-01", *, after_s: int | None = None, actor: str = "G-LIN") -> Event:
        self._written += 1
        end = self._ends[device]
        at_ms = T0_MS + 1000 * (self._written if after_s is None else after_s)
        hlc = max(end.hlc + 1, at_ms << 16)
        event_id = f"{self.seed:08x}-{self._written:04x}-7000-8000-{self.order_id:0>12}"
        event = events.write(body, after=end, event_id=event_id, actor=actor, hlc=hlc, at_ms=at_ms)
        self._ends[device] = events.Position(device, 1, event.seq, event.chain, event.hlc)
        return event

    # What happens to the order, in the shop's words.

    def placed(self, *lines: OrderLine, **when: Any) -> Event:
        return self.write(order(*lines, order_id=self.order_id), **when)

    def paid(self, minor: int, device: str = "ja-01", **when: Any) -> Event:
        tender = Tender(TenderKind.EXTERNAL, minor, reference="T-0001")
        return self.write(OrderPaid(self.order_id, f"R-{self._written}", "JA", (tender,)), device, **when)

    def handed(self, *line_ids: str, at: str = "JA", device: str = "ja-01", actor: str = "G-LIN", **when: Any) -> Event:
        lines = tuple(HandedLine(line_id, at) for line_id in line_ids)
        return self.write(GoodsHandedOver(self.order_id, at, lines), device, actor=actor, **when)

    def decided(
        self, outcome: Outcome, *line_ids: str, source: str = "XH", place: str = "JA", ask: str = "", **when: Any
    ) -> Event:
        promise = None if outcome is Outcome.REFUSED else Promise(T0_MS, T0_MS, source, place)
        decisions = tuple(LineDecision(line_id, outcome, Reason.GOODS, promise, ask) for line_id in line_ids)
        return self.write(LinesDecided(self.order_id, decisions), "hq", actor="hq", **when)

    def ready(self, *line_ids: str, at: str = "JA", **when: Any) -> Event:
        return self.write(LinesReady(self.order_id, line_ids, at), **when)

    def dispatched(self, *line_ids: str, at: str = "WH", **when: Any) -> Event:
        return self.write(LinesDispatched(self.order_id, line_ids, at), "hq", **when)

    def cancelled(self, device: str = "ja-01", **when: Any) -> Event:
        return self.write(OrderCancelled(self.order_id, "changed their mind"), device, **when)

    def lapsed(self, device: str = "ja-01", **when: Any) -> Event:
        return self.write(OrderLapsed(self.order_id, T0_MS), device, **when)

    def reduced(self, *line_ids: str, minor: int = 100, device: str = "ja-01", **when: Any) -> Event:
        lines = tuple(Reduction(line_id, minor) for line_id in line_ids)
        return self.write(PriceReduced(self.order_id, ReductionKind.DISCOUNT, lines, "a stain"), device, **when)

    def returned(
        self, *line_ids: str, pieces: int = 1, minor: int = 0, at: str = "JA", grade: Grade = Grade.AS_NEW, **when: Any
    ) -> Event:
        """`minor` for each line."""
        lines = tuple(ReturnedLine(line_id, pieces, minor, ReturnReason.SIZE, grade) for line_id in line_ids)
        tenders = (Tender(TenderKind.CASH, minor * len(lines)),) if minor else ()
        return self.write(GoodsReturned(self.order_id, f"T-{self._written}", at, lines, tenders), **when)

    def refunded(
        self, *line_ids: str, minor: int = 39_900, over_minor: int = 0, device: str = "ja-01", **when: Any
    ) -> Event:
        """`minor` for each line."""
        lines = tuple(RefundedLine(line_id, minor) for line_id in line_ids)
        out_minor = minor * len(lines) + over_minor
        tenders = (Tender(TenderKind.CASH, out_minor),) if out_minor else ()
        number, why = f"T-{self._written}", RefundReason.SHOPPER_CANCELS
        return self.write(MoneyRefunded(self.order_id, number, "JA", why, lines, over_minor, tenders), device, **when)

    def asked_again(self, *line_ids: str, kind: Fulfilment = Fulfilment.PICK_UP, **when: Any) -> Event:
        source, place = PLACES[kind]
        ways = tuple(
            AnotherWay(line_id, kind, Promise(T0_MS, T0_MS, source, place), "dealer-xh", "dealer-xh")
            for line_id in line_ids
        )
        return self.write(LinesAskedAgain(self.order_id, ways, {} if place == "door" else {place: "76543217"}), **when)

    def attended(self, kind: Attention, *about: Event, **when: Any) -> Event:
        ids = tuple(event.id for event in about)
        return self.write(AttentionSettled(self.order_id, kind, ids, "seen by everybody"), actor="G-MEI", **when)

    def claimed(self, *line_ids: str, guide: str = "G-LIN", approved_by: str | None = None, **when: Any) -> Event:
        body = CreditClaimed(self.order_id, line_ids, guide, "forgot the badge", approved_by)
        return self.write(body, actor=approved_by or guide, **when)

    def disputed(self, entry: str, **when: Any) -> Event:
        return self.write(CreditDisputed(self.order_id, entry, "that was me"), **when)

    def settled(self, entry: str, guide: str | None = None, **when: Any) -> Event:
        outcome = CreditOutcome.GOES_TO if guide else CreditOutcome.STANDS
        body = CreditDecided(self.order_id, entry, outcome, "seen by everybody", "G-MEI", guide)
        return self.write(body, actor="G-MEI", **when)

    def called(self, *line_ids: str, **when: Any) -> Event:
        return self.write(CallBackMade(self.order_id, line_ids, "told"), **when)

    def given(self, device: str, **when: Any) -> Event:
        return self.write(DetailsGiven(self.order_id, device, Detail.ADDRESS, "0" * 64), "hq", actor="hq", **when)

    def tried(self, *line_ids: str, **when: Any) -> Event:
        return self.write(CallTried(self.order_id, line_ids, TriedOutcome.NOT_REACHED, T0_MS), **when)


def line(
    line_id: str = "1", fulfilment: Fulfilment = Fulfilment.TAKE_NOW, minor: int = 39_900, pieces: int = 1
) -> OrderLine:
    source, place = PLACES[fulfilment]
    promise = Promise(T0_MS, T0_MS, source, place)
    sku, owner = f"LINEN-SHIRT/INDIGO/{line_id}", "dealer-xh" if source == "XH" else "brand"
    return OrderLine(
        line_id, sku, "LINEN-SHIRT", pieces, minor, minor * pieces, fulfilment, promise, "brand", "brand", owner, owner,
        "亚麻衬衫", "Linen shirt",
    )  # fmt: skip


def order(*lines: OrderLine, order_id: str = "order-1", number: str = "JA-02-A-000001") -> OrderPlaced:
    lines = lines or (line(),)
    codes = {item.promise.place: "12345675" for item in lines if item.promise.place != "door"}
    total_minor = sum(item.total_minor for item in lines)
    return OrderPlaced(order_id, number, "JA", lines, total_minor, "CNY", "2026-W47", "plain-1", T0_MS, codes)


def known(*told: Event) -> OrderFacts:
    """The facts of these events."""
    facts: OrderFacts | None = None
    for event in told:
        facts = merge(facts, facts_of(event))
    assert facts is not None
    return facts


def random_history(seed: int, order_id: str = "order-1") -> list[Event]:
    """Some twelve events in the order they were written: lines of every kind, decisions, payments, hand-overs twice,
    of lines that do not exist, a cancel, a lapse – sensible or not."""
    return list(_history(seed, order_id))


@cache
def _history(seed: int, order_id: str) -> tuple[Event, ...]:
    rng = random.Random(seed)
    scribe = Scribe(seed, order_id)
    lines = tuple(
        line(str(number), rng.choice(list(Fulfilment)), rng.randint(1, 90_000), rng.randint(1, 3))
        for number in range(1, rng.randint(2, 5))
    )
    total = sum(item.total_minor for item in lines)
    ids = [item.line_id for item in lines] + ["no-such-line"]
    happenings = (
        lambda: scribe.paid(rng.choice((total, total, max(total // 3, 1))), rng.choice(DEVICES[:2])),
        lambda: scribe.handed(*_some(ids, rng), at=rng.choice(("JA", "XH")), device=rng.choice(DEVICES[:3])),
        lambda: scribe.decided(rng.choice(list(Outcome)), *_some(ids, rng), source=rng.choice(("XH", "WH"))),
        lambda: scribe.decided(rng.choice(list(Outcome)), *_some(ids, rng), source=rng.choice(("XH", "WH"))),
        lambda: scribe.ready(*_some(ids, rng), at=rng.choice(("JA", "XH"))),
        lambda: scribe.dispatched(*_some(ids, rng)),
        lambda: scribe.called(*_some(ids, rng)),
        lambda: scribe.tried(*_some(ids, rng)),
        lambda: scribe.reduced(*_some(ids, rng), minor=rng.randint(1, 1_000)),
        lambda: scribe.returned(*_some(ids, rng), pieces=rng.randint(1, 3), at=rng.choice(("JA", "XH"))),
        lambda: scribe.cancelled(rng.choice(DEVICES[:2])),
        lambda: scribe.lapsed(rng.choice(DEVICES)),
        lambda: scribe.given(rng.choice(DEVICES[:2])),
    )
    weights = (3, 3, 2, 2, 2, 1, 1, 0.5, 0.7, 0.7, 0.3, 0.3, 0.3)
    told = [scribe.placed(*lines)]
    told += [happening() for happening in rng.choices(happenings, weights, k=rng.randint(0, 11))]
    credit = _about_credit(scribe, ids, random.Random(seed + 1))
    return (*told, *credit, *_repairs(scribe, ids, told, random.Random(seed + 2)))


def _about_credit(scribe: Scribe, ids: list[str], rng: random.Random) -> Iterator[Event]:
    """What is said about credit at last; by dice of its own, so that what happened before stays as it was."""
    if rng.random() < 0.4:
        guide, manager = rng.choice(("G-LIN", "G-BO")), rng.choice((None, "G-MEI"))
        yield scribe.claimed(*_some(ids, rng), guide=guide, approved_by=manager)
    entry = f"{rng.choice(ids)}/commission/selling_guide"
    if rng.random() < 0.3:
        yield scribe.disputed(entry)
    if rng.random() < 0.3:
        yield scribe.settled(entry, rng.choice((None, "G-BO")))


def _repairs(scribe: Scribe, ids: list[str], told: list[Event], rng: random.Random) -> Iterator[Event]:
    """What people do about it, needed or not; by dice of its own, too."""
    if rng.random() < 0.3:
        asked = scribe.asked_again(*_some(ids, rng), kind=rng.choice(list(Fulfilment)))
        yield asked
        if rng.random() < 0.5:
            yield scribe.decided(rng.choice(list(Outcome)), *_some(ids, rng), ask=asked.id)
    for device in ("ja-01", "ja-02"):
        if rng.random() < 0.2:
            over_minor = rng.choice((0, 0, rng.randint(1, 50_000)))
            yield scribe.refunded(*_some(ids, rng), minor=rng.randint(1, 90_000), over_minor=over_minor, device=device)
    if rng.random() < 0.3:
        yield scribe.attended(rng.choice(sorted(SETTLED_BY_WORD)), *rng.sample(told, rng.randint(1, len(told))))


def _some(ids: list[str], rng: random.Random) -> list[str]:
    return rng.sample(ids, rng.randint(1, len(ids)))


def retold(event: Event, **changed: Any) -> Event:
    """The event with fields changed, hashes and all left as they were."""
    return replace(event, **changed)
