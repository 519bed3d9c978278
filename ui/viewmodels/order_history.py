"""What happened to an order, newest last: every fact about it in a sentence, with who and where."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.calls import TriedOutcome
from kiosk.domain.events import LineDecision, OrderLine, Outcome
from kiosk.domain.facts import (
    AskedFact,
    AttendedFact,
    CalledFact,
    CancelledFact,
    ClaimedFact,
    DecidedFact,
    DispatchedFact,
    DisputedFact,
    GivenFact,
    HandedFact,
    LapsedFact,
    OrderFacts,
    PaidFact,
    PlacedFact,
    ReadyFact,
    ReducedFact,
    RefundedFact,
    ReturnedFact,
    SettledFact,
    Stamp,
    TriedFact,
)
from kiosk.domain.promises import local
from kiosk.domain.tenders import Tender, TenderKind
from kiosk.services.desk import Desk
from kiosk.services.wording import clock_text, deadline_text
from ui.formatting import joined
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows_orders import HistoryRow
from ui.stage import Stage
from ui.viewmodels.order_lines import line_name

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
_FAR = {"hq": "ui.history.hq", "online": "ui.place.online"}  # actors without a tablet
Names = dict[str, str]  # of those who did something, by the id that facts carry


@QmlElement
@QmlUncreatable("made by the program")
class OrderHistoryModel(QObject):
    """Part of the order's page; it reads only while it is open."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._order_id = ""
        self._open = False
        self._facts: OrderFacts | None = None
        self._names: Names = {}
        self._rows = Rows(HistoryRow, self)

    @Property(Rows, constant=True)
    def rows(self) -> Rows:
        return self._rows

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether it is seen in place of the order's lines."""
        return self._open

    @Slot()
    def show(self) -> None:
        self._open = True
        self.changed.emit()
        self._read()

    @Slot()
    def hide(self) -> None:
        self._open = False
        self.changed.emit()

    def follow(self, order_id: str) -> None:
        """The page shows this order, or shows it again because something happened to it."""
        if order_id != self._order_id:
            self._order_id, self._open, self._facts = order_id, False, None
            self.changed.emit()
        self._say()
        if self._open:
            self._read()

    def _read(self) -> None:
        order_id, reader = self._order_id, self._stage.glass.reader

        def told(desk: Desk) -> tuple[OrderFacts | None, Names]:
            facts = reader.order(order_id)
            colleagues = {actor: desk.colleague(actor) for actor in _actors(facts)} if facts else {}
            return facts, {actor: found.name for actor, found in colleagues.items() if found is not None}

        self._stage.ask(told, self._show)

    def _show(self, told: tuple[OrderFacts | None, Names]) -> None:
        facts, names = told
        if facts is not None and facts.order_id == self._order_id:
            self._facts, self._names = facts, names
            self._say()

    def _say(self) -> None:
        self._rows.show(Teller(self._stage, self._facts, self._names).rows() if self._facts else [])


def _stamps(facts: OrderFacts) -> Iterator[tuple[Stamp, object]]:
    groups = (getattr(facts, name) for name in OrderFacts.__dataclass_fields__ if name != "order_id")
    return ((fact.stamp, fact) for group in groups for fact in group)


def _actors(facts: OrderFacts) -> set[str]:
    named = {fact.body.approved_by for fact in facts.reduced} | {fact.body.approved_by for fact in facts.refunded}
    named |= {staff_id for fact in facts.claimed for staff_id in (fact.body.guide, fact.body.approved_by)}
    named |= {fact.body.guide for fact in facts.settled}
    return {stamp.actor for stamp, _ in _stamps(facts)} | {staff_id for staff_id in named if staff_id}


@dataclass(frozen=True, slots=True)
class Told:
    """A fact in words: what happened, and more about it."""

    what: str
    more: str = ""
    tone: str = "plain"


class Teller:
    """Tells the facts about one order in the language of the moment."""

    def __init__(self, stage: Stage, facts: OrderFacts, names: Names) -> None:
        self._stage = stage
        self._texts = stage.texts
        self._facts = facts
        self._names = names
        placed = facts.placed[0].body if facts.placed else None
        self._lines: dict[str, OrderLine] = {line.line_id: line for line in placed.lines} if placed else {}

    def rows(self) -> list[HistoryRow]:
        here, found, day = self._stage.here, list[HistoryRow](), ""
        if here is None:
            return found
        for stamp, fact in sorted(_stamps(self._facts), key=lambda item: item[0]):
            told = self._told(fact)
            moment = local(stamp.at_ms, here)
            today = self._texts("ui.history.day", month=moment.month, day=moment.day)
            found.append(
                HistoryRow(
                    stamp.event_id,
                    today if today != day else "",
                    clock_text(stamp.at_ms, here),
                    told.what,
                    told.more,
                    self._who(stamp),
                    told.tone,
                )
            )
            day = today
        return found

    def _told(self, fact: object) -> Told:
        telling: dict[type, Callable[[Any], Told]] = {
            PlacedFact: self._placed, PaidFact: self._paid, HandedFact: self._handed, ReadyFact: self._ready,
            DispatchedFact: self._dispatched, CancelledFact: self._cancelled, LapsedFact: self._lapsed,
            DecidedFact: self._decided, CalledFact: self._called, TriedFact: self._tried,
            ReducedFact: self._reduced, ReturnedFact: self._returned,
            GivenFact: self._given, ClaimedFact: self._claimed, DisputedFact: self._disputed,
            SettledFact: self._settled, RefundedFact: self._refunded, AskedFact: self._asked,
            AttendedFact: self._attended,
        }  # fmt: skip
        return telling[type(fact)](fact)

    def _who(self, stamp: Stamp) -> str:
        """A person by name, the shopper, head office, or the tablet itself; and at which tablet."""
        if stamp.actor in _FAR:
            return self._texts(_FAR[stamp.actor])
        key = f"ui.history.by_{stamp.actor}"
        who = self._texts(key) if key in self._texts else self._name(stamp.actor)
        return joined(self._texts, who, stamp.device.upper())

    def _name(self, staff_id: str) -> str:
        return self._names.get(staff_id) or self._texts("ui.history.somebody")

    def _placed(self, fact: PlacedFact) -> Told:
        pieces = sum(line.quantity for line in fact.body.lines)
        total = self._stage.money(fact.body.total_minor)
        shop = self._stage.place_name(fact.body.shop)
        return Told(self._texts("ui.history.placed"), self._texts("ui.history.sum", count=pieces, total=total, at=shop))

    def _paid(self, fact: PaidFact) -> Told:
        total = self._stage.money(sum(tender.amount_minor for tender in fact.body.tenders))
        what = self._texts("ui.history.paid", amount=total)
        return Told(what, joined(self._texts, *map(self._tender, fact.body.tenders), fact.body.receipt_number), "here")

    def _tender(self, tender: Tender) -> str:
        money = self._stage.money
        said = self._texts(f"ui.history.tender_{tender.kind.value}", amount=money(tender.amount_minor))
        if tender.kind is TenderKind.CASH and tender.change_minor:
            change = self._texts(
                "ui.history.change", given=money(tender.given_minor), change=money(tender.change_minor)
            )
            return f"{said} {change}"
        return f"{said} {tender.reference}".strip()

    def _handed(self, fact: HandedFact) -> Told:
        what = self._texts("ui.history.handed", at=self._stage.place_name(fact.body.place))
        return Told(what, self._named(item.line_id for item in fact.body.lines), "here")

    def _ready(self, fact: ReadyFact) -> Told:
        what = self._texts("ui.history.ready", at=self._stage.place_name(fact.body.location))
        return Told(what, self._named(fact.body.line_ids), "here")

    def _dispatched(self, fact: DispatchedFact) -> Told:
        what = self._texts("ui.history.dispatched", at=self._stage.place_name(fact.body.location))
        return Told(what, joined(self._texts, self._named(fact.body.line_ids), fact.body.reference), "nearby")

    def _cancelled(self, fact: CancelledFact) -> Told:
        return Told(self._texts("ui.history.cancelled"), fact.body.reason, "problem")

    def _lapsed(self, fact: LapsedFact) -> Told:
        here, due_ms = self._stage.here, fact.body.due_ms
        when = deadline_text(self._texts, due_ms, fact.stamp.at_ms, here) if here else ""
        return Told(self._texts("ui.history.lapsed"), self._texts("ui.history.limit", when=when), "problem")

    def _decided(self, fact: DecidedFact) -> Told:
        """One decision may say several things; the gravest gives its colour."""
        outcomes = [item.outcome for item in fact.body.decisions]
        gravest = next((one for one in (Outcome.REFUSED, Outcome.RE_SOURCED) if one in outcomes), Outcome.CONFIRMED)
        tone = {Outcome.REFUSED: "problem", Outcome.RE_SOURCED: "nearby"}.get(gravest, "here")
        said = (self._decision(item) for item in fact.body.decisions)
        return Told(self._texts(f"ui.history.{gravest.value}"), "\n".join(said), tone)

    def _decision(self, item: LineDecision) -> str:
        named = self._named((item.line_id,))
        if item.outcome is Outcome.REFUSED:
            return joined(self._texts, named, self._texts(f"ui.refusal.{item.reason.value}"))
        source = self._stage.place_name(item.promise.source) if item.promise else ""
        return joined(self._texts, named, self._texts("ui.history.source", at=source) if source else "")

    def _called(self, fact: CalledFact) -> Told:
        return Told(self._texts("ui.history.called"), fact.body.outcome)

    def _tried(self, fact: TriedFact) -> Told:
        key = "wrong_number" if fact.body.outcome is TriedOutcome.WRONG_NUMBER else "not_reached"
        here, again_ms = self._stage.here, fact.body.again_ms
        when = deadline_text(self._texts, again_ms, fact.stamp.at_ms, here) if again_ms and here else ""
        return Told(
            self._texts(f"ui.history.{key}"), self._texts("ui.calls.again_at", when=when) if when else "", "amber"
        )

    def _reduced(self, fact: ReducedFact) -> Told:
        amount = self._stage.money(sum(item.amount_minor for item in fact.body.lines))
        kind = self._texts(f"ui.history.reduced_{fact.body.kind.value}", amount=amount)
        by = fact.body.approved_by
        approved = self._texts("ui.history.approved", name=self._name(by)) if by else ""
        named = self._named(item.line_id for item in fact.body.lines)
        return Told(kind, joined(self._texts, named, fact.body.reason, approved), "amber")

    def _returned(self, fact: ReturnedFact) -> Told:
        amount = self._stage.money(sum(item.refund_minor for item in fact.body.lines))
        what = self._texts("ui.history.returned", amount=amount, at=self._stage.place_name(fact.body.location))
        said = (
            joined(
                self._texts,
                self._named((item.line_id,), item.quantity),
                self._texts(f"ui.history.reason_{item.reason.value}"),
                self._texts(f"ui.history.grade_{item.grade.value}"),
            )
            for item in fact.body.lines
        )
        paid = joined(self._texts, *map(self._tender, fact.body.tenders), fact.body.number)
        return Told(what, "\n".join((*said, paid)), "amber")

    def _refunded(self, fact: RefundedFact) -> Told:
        amount = self._stage.money(fact.body.total_minor)
        what = self._texts("ui.history.refunded", amount=amount)
        by = fact.body.approved_by
        return Told(
            what,
            joined(
                self._texts,
                self._named(item.line_id for item in fact.body.lines),
                self._texts(f"paper.refund_reason.{fact.body.reason.value}"),
                *map(self._tender, fact.body.tenders),
                fact.body.number,
                self._texts("ui.history.approved", name=self._name(by)) if by else "",
            ),
            "amber",
        )

    def _asked(self, fact: AskedFact) -> Told:
        said = (
            joined(
                self._texts,
                self._named((way.line_id,)),
                self._texts("ui.history.source", at=self._stage.place_name(way.promise.source)),
            )
            for way in fact.body.lines
        )
        return Told(self._texts("ui.history.asked_again"), "\n".join(said), "nearby")

    def _attended(self, fact: AttendedFact) -> Told:
        return Told(self._texts("ui.history.attended"), fact.body.reason)

    def _given(self, fact: GivenFact) -> Told:
        return Told(self._texts(f"ui.history.given_{fact.body.what.value}"), tone="here")

    def _claimed(self, fact: ClaimedFact) -> Told:
        body = fact.body
        approved = self._texts("ui.history.approved", name=self._name(body.approved_by)) if body.approved_by else ""
        what = self._texts("ui.history.claimed", name=self._name(body.guide))
        return Told(what, joined(self._texts, self._named(body.line_ids), body.reason, approved))

    def _disputed(self, fact: DisputedFact) -> Told:
        return Told(self._texts("ui.history.disputed"), self._about(fact.body.entry, fact.body.words), "amber")

    def _settled(self, fact: SettledFact) -> Told:
        body = fact.body
        what = self._texts(f"ui.history.{body.outcome.value}", name=self._name(body.guide or ""))
        return Told(what, self._about(body.entry, body.reason))

    def _about(self, entry: str, words: str) -> str:
        return joined(self._texts, self._named((entry.partition("/")[0],)), words)

    def _named(self, line_ids: Iterable[str], pieces: int = 0) -> str:
        """`Padded jacket M, Canvas tote 2 pc`; a line this tablet does not know is passed over."""
        known = (self._lines[line_id] for line_id in line_ids if line_id in self._lines)
        return self._texts("ui.comma").join(self._article(line, pieces or line.quantity) for line in known)

    def _article(self, line: OrderLine, pieces: int) -> str:
        name = f"{line_name(self._stage, line)} {line.size}".strip()
        return name if pieces == 1 else f"{name} {self._texts('paper.quantity', count=pieces)}"
