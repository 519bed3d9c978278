"""A case as a store manager writes it down, line by line, and the events that it tells of.

    26 Nov 14:02 order: shirt 399.00 by Lin; tote 129.00 x2; for Zhou
    26 Nov 14:05 paid

Years are 2026, clocks are Shanghai's, prices are of one piece, and a line is called as its goods are. Every verb
stands in `_VERBS`; a line that none of them fits is an error.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.domain import events
from kiosk.domain.binding import BoundHow, GuideBound, MembersHandedOver
from kiosk.domain.credit import ledger
from kiosk.domain.credit_entries import Entry, Parties
from kiosk.domain.credit_facts import CreditClaimed, CreditDecided, CreditDisputed, CreditOutcome
from kiosk.domain.credit_rules import CreditRules
from kiosk.domain.events import (
    Body,
    Event,
    Fulfilment,
    GoodsHandedOver,
    HandedLine,
    LineDecision,
    LinesDecided,
    LinesDispatched,
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
from kiosk.domain.fold import fold
from kiosk.domain.money import parse_minor
from kiosk.domain.order import view
from kiosk.domain.returns import (
    GoodsReturned,
    Grade,
    PriceReduced,
    Reduction,
    ReductionKind,
    ReturnedLine,
    ReturnReason,
)
from sync.hq.importers.credit_file import read_rules
from tests.fakes.fold_store import MemoryFoldStore

ZONE = ZoneInfo("Asia/Shanghai")
SHOPS = frozenset({"JA", "XH"})
_LINE = re.compile(r"(\d+ \w{3} \d\d:\d\d(?::\d\d)?) ([^:]+?)(?:: (.*))?")
_GOODS = re.compile(r"(\w+) ([\d,.]+)(?: x(\d+))?(?: from (\w+))?(?: by (\w+))?")


def moment_ms(text: str) -> int:
    """`26 Nov 14:02` or `26 Nov 14:02:30`."""
    form = "%d %b %H:%M:%S %Y" if text.count(":") == 2 else "%d %b %H:%M %Y"
    return int(datetime.strptime(f"{text} 2026", form).replace(tzinfo=ZONE).timestamp() * 1000)


def rules_named(name: str) -> CreditRules:
    """Those of `rules/<name>.toml`; "" = none yet."""
    path = Path(__file__).parent / "rules" / f"{name}.toml"
    return read_rules(path.read_text("utf-8")) if name else CreditRules()


@dataclass
class Story:
    """What happened, in the order it was told."""

    told: list[Event] = field(default_factory=list)
    left_ms: dict[str, int] = field(default_factory=dict)
    own_members: dict[str, str] = field(default_factory=dict)
    _order: OrderPlaced | None = None

    @property
    def parties(self) -> Parties:
        return Parties(self.left_ms, self.own_members, SHOPS)

    def tell(self, line: str) -> None:
        found = _LINE.fullmatch(line)
        verb = _VERBS.get(found[2]) if found else None
        if found is None or verb is None:
            raise ValueError(f"nothing is known to happen like this: {line}")
        at_ms = moment_ms(found[1])
        for body, actor in verb(self, found[3] or "", at_ms):
            self._write(body, actor, at_ms)

    def _write(self, body: Body, actor: str, at_ms: int) -> None:
        number = len(self.told) + 1
        hlc = (at_ms << 16) + number
        start = events.start_of("ja-02", 1)
        self.told.append(
            events.write(body, after=start, event_id=f"event-{number:03d}", actor=actor, hlc=hlc, at_ms=at_ms)
        )

    @property
    def order(self) -> OrderPlaced:
        if self._order is None:
            raise ValueError("nothing was ordered yet")
        return self._order

    def ledger(self, rules: CreditRules, now_ms: int, told: list[Event] | None = None) -> tuple[Entry, ...]:
        store = MemoryFoldStore()
        for event in self.told if told is None else told:
            fold(store, event)
        facts = store.order("order-1")
        return ledger(facts, rules, store.bound, self.parties, now_ms) if facts else ()

    def due_minor(self) -> int:
        store = MemoryFoldStore()
        for event in self.told:
            fold(store, event)
        facts = store.order("order-1")
        seen = view(facts) if facts else None
        return seen.due_minor if seen else 0


Told = list[tuple[Body, str]]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";")]


def _place(story: Story, text: str, at_ms: int, *, online: bool = False) -> Told:
    lines, member, shop = [], None, "ONLINE" if online else "JA"
    for part in _parts(text):
        if part.startswith("for "):
            member = part[4:]
        elif part.startswith("in "):
            shop = part[3:]
        else:
            lines.append(part)
    made = tuple(_line(part, shop, at_ms, online=online) for part in lines)
    total = sum(item.total_minor for item in made)
    story._order = OrderPlaced(
        "order-1", "JA-02-A-000001", shop, made, total, "CNY", "2026-W47", "plain-1", at_ms, {}, member=member
    )
    guides = {item.guide for item in made if item.guide}
    return [(story._order, min(guides, default="shopper"))]


def _line(text: str, shop: str, at_ms: int, *, online: bool) -> OrderLine:
    found = _GOODS.fullmatch(text)
    if found is None:
        raise ValueError(f"no line of an order: {text}")
    name, price, pieces, source = found[1], parse_minor(found[2]), int(found[3] or 1), found[4] or shop
    kind = Fulfilment.DELIVER if online else Fulfilment.TAKE_NOW if source == shop else Fulfilment.BRING_HERE
    place = "door" if online else shop
    sold_by = "online" if online else "brand"
    return OrderLine(
        name, name.upper(), name.upper(), pieces, price, price * pieces, kind, Promise(at_ms, at_ms, source, place),
        sold_by, sold_by, "brand", "brand", name, name, guide=found[5],
    )  # fmt: skip


def _paid(story: Story, text: str, _at_ms: int) -> Told:
    minor = parse_minor(text) if text else story.due_minor()
    number = f"R-{len(story.told)}"
    return [(OrderPaid("order-1", number, story.order.shop, (Tender(TenderKind.CASH, minor),)), "Lin")]


def _claimed(_story: Story, text: str, _at_ms: int) -> Told:
    found = re.fullmatch(r"([\w, ]+?) by (\w+)(?:, allowed by (\w+), (.+))?(?:, says (\w+))?", text)
    assert found, text
    lines = tuple(name.strip() for name in found[1].split(","))
    body = CreditClaimed("order-1", lines, found[2], found[4] or "", found[3])
    return [(body, found[3] or found[5] or found[2])]


def _taken_off(_story: Story, text: str, _at_ms: int) -> Told:
    found = re.fullmatch(r"(\w+) ([\d.]+), (discount|price match|small change)", text)
    assert found, text
    kind = ReductionKind(found[3].replace(" ", "_"))
    return [(PriceReduced("order-1", kind, (Reduction(found[1], parse_minor(found[2])),), "a reason"), "Lin")]


def _handed(story: Story, text: str, _at_ms: int) -> Told:
    names = _parts(text) if text else [line.line_id for line in story.order.lines]
    return [(GoodsHandedOver("order-1", "JA", tuple(HandedLine(name, "JA") for name in names)), "Lin")]


def _sent(story: Story, text: str, _at_ms: int) -> Told:
    names = tuple(_parts(text)) if text else tuple(line.line_id for line in story.order.lines)
    return [(LinesDispatched("order-1", names, "XH"), "Wang")]


def _returned(story: Story, text: str, _at_ms: int) -> Told:
    lines = []
    for part in _parts(text):
        name, _, pieces = part.partition(" x")
        lines.append(ReturnedLine(name, int(pieces or 1), 0, ReturnReason.SIZE, Grade.AS_NEW))
    return [(GoodsReturned("order-1", f"T-{len(story.told)}", "JA", tuple(lines)), "Lin")]


def _said_by_hq(outcome: Outcome) -> Callable[[Story, str, int], Told]:
    def said(_story: Story, text: str, at_ms: int) -> Told:
        name, _, source = text.partition(" from ")
        promise = None if outcome is Outcome.REFUSED else Promise(at_ms, at_ms, source, "JA")
        return [(LinesDecided("order-1", (LineDecision(name, outcome, Reason.GOODS, promise),)), "hq")]

    return said


def _bound(_story: Story, text: str, _at_ms: int) -> Told:
    member, _, guide = text.partition(" to ")
    return [(GuideBound(member, guide, "JA", BoundHow.BADGE), guide)]


def _members(_story: Story, text: str, _at_ms: int) -> Told:
    found = re.fullmatch(r"([\w, ]+) from (\w+) to (\w+)", text)
    assert found, text
    members = tuple(name.strip() for name in found[1].split(","))
    return [(MembersHandedOver(members, found[2], found[3], "JA"), "Mei")]


def _left(story: Story, text: str, at_ms: int) -> Told:
    story.left_ms[text] = at_ms
    return []


def _own(story: Story, text: str, _at_ms: int) -> Told:
    guide, _, member = text.partition(" is member ")
    story.own_members[member] = guide
    return []


def _disputed(_story: Story, text: str, _at_ms: int) -> Told:
    found = re.fullmatch(r"(\S+) by (\w+), (.+)", text)
    assert found, text
    return [(CreditDisputed("order-1", found[1], found[3]), found[2])]


def _decided(_story: Story, text: str, _at_ms: int) -> Told:
    found = re.fullmatch(r"(\S+) (?:goes to (\w+)|stands), by (\w+), (.+)", text)
    assert found, text
    outcome = CreditOutcome.GOES_TO if found[2] else CreditOutcome.STANDS
    return [(CreditDecided("order-1", found[1], outcome, found[4], found[3], found[2]), found[3])]


_VERBS: dict[str, Callable[[Story, str, int], Told]] = {
    "order": _place,
    "online order": lambda story, text, at_ms: _place(story, text, at_ms, online=True),
    "paid": _paid,
    "claimed": _claimed,
    "taken off": _taken_off,
    "handed over": _handed,
    "sent": _sent,
    "returned": _returned,
    "refused": _said_by_hq(Outcome.REFUSED),
    "re-sourced": _said_by_hq(Outcome.RE_SOURCED),
    "confirmed": _said_by_hq(Outcome.CONFIRMED),
    "cancelled": lambda _, __, ___: [(OrderCancelled("order-1", "changed their mind"), "Lin")],
    "lapsed": lambda _, __, at_ms: [(OrderLapsed("order-1", at_ms), "device")],
    "bound": _bound,
    "members handed over": _members,
    "left": _left,
    "own code": _own,
    "disputed": _disputed,
    "decided": _decided,
}
