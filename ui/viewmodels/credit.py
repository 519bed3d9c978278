"""What somebody has for what they sold, and why: of a day, a month or an order; what they do not agree with, and what a
manager decides. Nothing is recorded but by a tap on a reason."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.credit_entries import Dispute, Entry, Number, State
from kiosk.domain.credit_rules import Role as Sold
from kiosk.domain.order import OrderView
from kiosk.services.approving import Approval
from kiosk.services.credit_room import Handed, Told
from kiosk.services.credit_words import CreditWords
from kiosk.services.desk import Desk
from kiosk.services.wording import moment_text
from ui.formatting import joined
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import AmountRow, ChoiceRow
from ui.rows_credit import EntryRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.credit_seen import ORDER, SCOPES, Seen, look

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
DISAGREE = ("i_sold", "my_member", "wrong_share", "other")
CLAIM = ("i_served", "badge_forgotten", "taken_over")
DECIDE = ("both_agree", "seen_at_till", "rule_says")
_TONES = {State.PENDING: "amber", State.EARNED: "here", State.REVERSED: "problem"}


@QmlElement
@QmlUncreatable("made by the program")
class CreditModel(PageModel):
    """`enter` takes an order, None for one's own day. `step` of the sheet: "", entry, disagree, claim, whom, because,
    colleague, receiver, sure."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._order: OrderView | None = None
        self._scope = SCOPES[0]
        self._guide = ""  # whose; "" = whoever is signed in
        self._seen = Seen()
        self._step = self._chosen = self._whom = ""
        self._scopes, self._choices = Rows(ChoiceRow, self), Rows(ChoiceRow, self)
        self._entries = Rows(EntryRow, self)
        self._commission, self._credit = Rows(AmountRow, self), Rows(AmountRow, self)

    @Property(Rows, constant=True)
    def scopes(self) -> Rows:
        return self._scopes

    @Property(Rows, constant=True)
    def entries(self) -> Rows:
        return self._entries

    @Property(Rows, constant=True)
    def commission(self) -> Rows:
        return self._commission

    @Property(Rows, constant=True)
    def credit(self) -> Rows:
        return self._credit

    @Property(Rows, constant=True)
    def choices(self) -> Rows:
        """What the sheet offers."""
        return self._choices

    @Property(str, notify=changed)
    def heading(self) -> str:
        """Whose, or of which order."""
        if self._scope == ORDER and self._order is not None:
            return self.texts("ui.credit.of_order", number=self._order.placed.number)
        return self.texts(f"ui.credit.of_{self._scope}", name=self._name(self._guide or self._seen.me))

    @Property(bool, notify=changed)
    def nothing(self) -> bool:
        return not self._seen.told

    @Property(bool, notify=changed)
    def summed(self) -> bool:
        return self._seen.purse is not None

    @Property(bool, notify=changed)
    def manager(self) -> bool:
        return self._seen.manager

    @Property(bool, notify=changed)
    def canClaim(self) -> bool:
        """Whether a line of the order is not one's own yet."""
        if self._scope != ORDER or self._order is None:
            return False
        me, entries = self._seen.me, [told.entry for told in self._seen.told]
        sold = {entry.line_id for entry in entries if entry.role is Sold.SELLING_GUIDE and entry.party == me}
        sold |= {item.line.line_id for item in self._order.lines if item.line.guide == me and not entries}
        return any(item.line.line_id not in sold for item in self._order.lines)

    @Property(str, notify=changed)
    def handLabel(self) -> str:
        """A manager hands a guide's members over; "" when there are none."""
        count = self._seen.members
        return self.texts("ui.credit.hand_over", count=count) if self._guide and count else ""

    # The sheet

    @Property(str, notify=changed)
    def step(self) -> str:
        return self._step

    @Property(str, notify=changed)
    def question(self) -> str:
        return self.texts(f"ui.credit.step_{self._step}") if self._step else ""

    @Property(str, notify=changed)
    def about(self) -> str:
        """What the sheet asks about."""
        if self._step == "sure":
            return self.texts(
                "ui.credit.sure_then", count=self._seen.members, name=self._name(self._guide), to=self._name(self._whom)
            )
        told = self._told
        return self._sentence(told.entry) if told and self._step in ("entry", "disagree", "whom", "because") else ""

    @Property(bool, notify=changed)
    def canDecide(self) -> bool:
        return self._step == "entry" and self._seen.manager

    @Property(bool, notify=changed)
    def canDisagree(self) -> bool:
        told = self._told
        return self._step == "entry" and told is not None and told.entry.dispute is not Dispute.OPEN

    @Slot(str)
    def look(self, scope: str) -> None:
        self._scope = scope
        self.arrived()

    @Slot(str)
    def openEntry(self, key: str) -> None:
        self._chosen, self._step = key, "entry"
        self.refresh()

    @Slot(str)
    def ask(self, step: str) -> None:
        self._step = step
        self.refresh()

    @Slot()
    def close(self) -> None:
        self._step = ""
        self.refresh()

    @Slot()
    def openOrder(self) -> None:
        told = self._told
        self._step = ""
        if told is not None:
            self.stage.ask(lambda desk: desk.order(told.order_id), lambda order: self.stage.go("order", order))

    @Slot(str)
    def choose(self, key: str) -> None:
        steps: dict[str, Callable[[str], None]] = {
            "disagree": self._disagree, "claim": self._claim, "whom": self._to, "because": self._decide,
            "colleague": self._look_at, "receiver": self._receiver, "sure": self._hand_over,
        }  # fmt: skip
        if self._step in steps:
            steps[self._step](key)

    def enter(self, shown: OrderView | None) -> None:
        if shown is not None:
            self._order = shown
        self._scope = ORDER if shown is not None else SCOPES[0]
        self._guide, self._step, self._seen = "", "", Seen()
        self.refresh()
        self.arrived()

    def mark(self) -> object:
        return self._order if self._scope == ORDER else None

    def leave(self) -> None:
        self._seen, self._step = Seen(), ""

    @Slot()
    def arrived(self) -> None:
        scope, guide, order = self._scope, self._guide, self._order
        order_id = order.order_id if order is not None else ""
        self.stage.ask(lambda desk: look(desk, scope, guide, order_id), partial(self._show, scope))

    @Slot()
    def refresh(self) -> None:
        self._scopes.show(self._scope_rows())
        self._entries.show([self._row(told) for told in self._seen.told])
        self._commission.show(self._sums(Number.COMMISSION))
        self._credit.show(self._sums(Number.CREDIT))
        self._choices.show(self._offered())
        super().refresh()

    # What is done

    def _disagree(self, key: str) -> None:
        told, words = self._told, f"disagree_{key}"
        if told is not None:
            self.act(lambda desk: desk.credit.dispute(told.order_id, _named(told.entry), words), self._noted)

    def _claim(self, key: str) -> None:
        order, words = self._order, f"claim_{key}"
        self._step = ""
        if order is None:
            return

        def claim(desk: Desk, approval: Approval | None) -> tuple[Told, ...]:
            return desk.credit.claim(order.order_id, (), words, "", approval)

        self.act_allowed(claim, self._noted)

    def _to(self, key: str) -> None:
        self._whom, self._step = "" if key == "stands" else key, "because"
        self.refresh()

    def _decide(self, key: str) -> None:
        told, whom, words = self._told, self._whom, f"decide_{key}"
        if told is not None:
            entry = _named(told.entry)
            self.act(lambda desk: desk.credit.decide(told.order_id, entry, words, whom), self._noted)

    def _look_at(self, key: str) -> None:
        self._guide, self._step = key if key != self._seen.me else "", ""
        self._scope = SCOPES[1]
        self.arrived()

    def _receiver(self, key: str) -> None:
        self._whom, self._step = key, "sure"
        self.refresh()

    def _hand_over(self, _key: str) -> None:
        giver, receiver = self._guide, self._whom
        self.act(lambda desk: desk.credit.hand_over_members(giver, receiver), self._handed)

    def _handed(self, done: Handed) -> None:
        self._step = ""
        self.stage.tell("ui.credit.handed", count=done.members, to=self._name(done.to_guide))
        self.arrived()

    def _noted(self, _told: tuple[Told, ...]) -> None:
        self._step = ""
        self.stage.tell("ui.credit.noted")
        self.arrived()

    def _show(self, scope: str, seen: Seen) -> None:
        if scope == self._scope:
            self._seen = seen
            self.refresh()

    # Words

    @property
    def _told(self) -> Told | None:
        return next((told for told in self._seen.told if _key(told) == self._chosen), None)

    def _name(self, staff_id: str) -> str:
        return next((person.name for person in self._seen.people if person.id == staff_id), "")

    def _scope_rows(self) -> list[ChoiceRow]:
        keys = [*SCOPES[:2], *([ORDER] if self._order is not None else [])]
        rows = [ChoiceRow(key, self.texts(f"ui.credit.{key}"), key == self._scope) for key in keys]
        if self._seen.manager:
            label = self.texts("ui.credit.disputes", count=self._seen.disputes)
            rows.append(ChoiceRow(SCOPES[2], label, self._scope == SCOPES[2]))
        return rows

    def _row(self, told: Told) -> EntryRow:
        entry, here = told.entry, self.here
        when = moment_text(entry.at_ms, here) if here else ""
        note = "" if entry.dispute is Dispute.NONE else self.texts(f"credit.dispute.{entry.dispute.value}")
        return EntryRow(
            _key(told),
            self._sentence(entry),
            self.stage.money(entry.amount_minor),
            self.texts(f"credit.number.{entry.number.value}"),
            self._standing(entry),
            _TONES[entry.state],
            joined(self.texts, told.order_number, when),
            note,
            "problem" if entry.dispute is Dispute.OPEN else "plain",
        )

    def _sentence(self, entry: Entry) -> str:
        if self.here is None:
            return ""
        return CreditWords(self.texts, self.here, self._called, self.stage.glass.currency).sentence(entry)

    def _called(self, party: str) -> str:
        return self._seen.names.get(party) or self.stage.place_name(party) or party

    def _standing(self, entry: Entry) -> str:
        said = self.texts(f"credit.state.{entry.state.value}")
        if entry.state is not State.PENDING or not entry.due_ms or self.here is None:
            return said
        return self.texts("ui.credit.pending_until", day=moment_text(entry.due_ms, self.here)[:10])

    def _sums(self, number: Number) -> list[AmountRow]:
        if self._seen.purse is None:
            return []
        sums, money = self._seen.purse.sums[number], self.stage.money
        figures = (("earned", sums.earned_minor), ("pending", sums.pending_minor), ("reversed", sums.reversed_minor))
        told = ((key, minor) for key, minor in figures if minor or key != "reversed")
        return [AmountRow(key, self.texts(f"credit.state.{key}"), money(minor)) for key, minor in told]

    def _offered(self) -> list[ChoiceRow]:
        reasons = {"disagree": DISAGREE, "claim": CLAIM, "because": DECIDE}
        if self._step in reasons:
            verb = "decide" if self._step == "because" else self._step
            keys = reasons[self._step]
            return [ChoiceRow(key, self.texts(f"credit.said.{verb}_{key}"), chosen=False) for key in keys]
        if self._step == "sure":
            return [ChoiceRow("hand", self.texts("ui.credit.hand_over_now"), chosen=False)]
        if self._step not in ("whom", "colleague", "receiver"):
            return []
        without = {"whom": "", "colleague": "", "receiver": self._guide}[self._step]
        others = (person for person in self._seen.people if person.id != without)
        people = [ChoiceRow(person.id, person.name, chosen=False) for person in others]
        stands = [ChoiceRow("stands", self.texts("ui.credit.stands"), chosen=False)] if self._step == "whom" else []
        return [*stands, *people]


def _named(entry: Entry) -> str:
    """What is spoken about: of what was taken back, what it takes back."""
    return entry.reverses or entry.key


def _key(told: Told) -> str:
    return f"{told.order_id}|{told.entry.key}"
