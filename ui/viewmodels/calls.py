"""Shoppers to call back about what head office does not have: whom to ring, what to tell, and what came of it."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.calls import CallReason, TriedOutcome
from kiosk.domain.events import LineDecision, Outcome
from kiosk.domain.facts import OrderFacts
from kiosk.domain.order import LineView, OrderStatus, OrderView, view
from kiosk.domain.promises import local
from kiosk.domain.visits import BasketParked
from kiosk.ports.orders import CallBackTask
from kiosk.services.desk import Desk
from kiosk.services.wording import clock_text, deadline_text, promise_when
from ui.formatting import age, joined, phone_groups
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import ChoiceRow
from ui.rows_orders import CallRow, RefusedRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.order_lines import line_name, swatch_of

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
OTHER, REFUND, CANCELS, GIVES = "other_source", "refund", "cancels", "gives"
SOON, EVENING, TOMORROW = "soon", "evening", "tomorrow"
_HOUR_MS = 3_600_000
_EVENING, _MORNING = 18, 10  # o'clock in the shop
Called = tuple[CallBackTask, OrderFacts]


@QmlElement
@QmlUncreatable("made by the program")
class CallsModel(PageModel):
    """The one who is to be rung next is chosen; another can be. Nothing is recorded but by a tap on what came of it."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._waiting: tuple[Called, ...] = ()
        self._chosen = ""
        self._timing = False
        self._call_rows = Rows(CallRow, self)
        self._line_rows = Rows(RefusedRow, self)
        self._outcomes = Rows(ChoiceRow, self)
        self._times = Rows(ChoiceRow, self)

    @Property(Rows, constant=True)
    def calls(self) -> Rows:
        return self._call_rows

    @Property(Rows, constant=True)
    def lines(self) -> Rows:
        return self._line_rows

    @Property(Rows, constant=True)
    def outcomes(self) -> Rows:
        """What a shopper who was reached may want."""
        return self._outcomes

    @Property(Rows, constant=True)
    def times(self) -> Rows:
        """When to try again."""
        return self._times

    @Property(str, notify=changed)
    def heading(self) -> str:
        return self.texts("ui.calls.title", count=len(self._waiting))

    @Property(bool, notify=changed)
    def nothing(self) -> bool:
        return not self._waiting

    @Property(str, notify=changed)
    def phone(self) -> str:
        call = self._call
        if call is None:
            return ""
        return phone_groups(call[0].phone) or self.texts("ui.calls.no_phone")

    @Property(bool, notify=changed)
    def ringable(self) -> bool:
        call = self._call
        return call is not None and bool(call[0].phone)

    @Property(str, notify=changed)
    def number(self) -> str:
        return self._call[0].number if self._call else ""

    @Property(str, notify=changed)
    def since(self) -> str:
        """Since when the shopper should have been rung, and how often somebody tried."""
        call = self._call
        if call is None:
            return ""
        told = self.texts("ui.calls.since", age=age(self.texts, call[0].created_ms, self.now_ms, self.here))
        return joined(self.texts, told, self._tried(call[0]))

    @Property(str, notify=changed)
    def money(self) -> str:
        """Whether money has to go back, or until when nothing is lost."""
        order = self._order
        if order is None or self.here is None:
            return ""
        if self._about_address:
            return self.texts("ui.calls.address_how")
        refused_minor = sum(item.price_minor for item in self._refused(order))
        if order.receipt_numbers:
            return self.texts("ui.calls.paid", amount=self.stage.money(refused_minor))
        when = deadline_text(self.texts, order.placed.lapses_ms, self.now_ms, self.here)
        return self.texts("ui.calls.unpaid", when=when)

    @Property(bool, notify=changed)
    def timing(self) -> bool:
        """Whether it is being said when to try again."""
        return self._timing

    @Slot(str)
    def pick(self, key: str) -> None:
        self._chosen = key
        self.refresh()

    @Slot()
    def openOrder(self) -> None:
        if self._order is not None:
            self.stage.go("order", self._order)

    @Slot(str)
    def look(self, line_id: str) -> None:
        """See with the shopper on the line how else an article is to be had; nothing is recorded by that."""
        self._offer(line_id)

    @Slot(str)
    def reached(self, outcome: str) -> None:
        call = self._call
        if call is None or outcome not in (OTHER, REFUND, CANCELS, GIVES):
            return
        task, line_id = call[0], call[0].line_ids[0]
        words = self.texts(f"ui.calls.said_{outcome}", number=task.number)
        then: dict[str, Callable[[], None]] = {
            OTHER: lambda: self._offer(line_id), REFUND: self.openOrder, GIVES: self.openOrder
        }  # fmt: skip
        self.act(
            lambda desk: _made(desk, task, words),
            lambda order: self._closed(task, order, then.get(outcome), cancels=outcome == CANCELS),
        )

    @Slot()
    def askWhen(self) -> None:
        self._timing = True
        self.refresh()

    @Slot()
    def closeTimes(self) -> None:
        self._timing = False
        self.changed.emit()

    @Slot(str)
    def tryAgain(self, key: str) -> None:
        self._timing = False
        self._try(TriedOutcome.NOT_REACHED, dict(self._moments()).get(key, 0))

    @Slot()
    def wrongNumber(self) -> None:
        self._try(TriedOutcome.WRONG_NUMBER, 0)

    def enter(self, shown: object) -> None:
        """`shown`: the id of the order to call about, when one is meant."""
        self._timing = False
        self._chosen = shown if isinstance(shown, str) else self._chosen
        self.arrived()

    @Slot()
    def arrived(self) -> None:
        reader = self.stage.glass.reader

        def waiting(desk: Desk) -> tuple[Called, ...]:
            found = ((task, reader.order(task.order_id)) for task in desk.calls.waiting())
            return tuple((task, facts) for task, facts in found if facts is not None)

        self.stage.ask(waiting, self._show)

    @Slot()
    def refresh(self) -> None:
        self._call_rows.show([self._row(task, facts) for task, facts in self._waiting])
        order, call = self._order, self._call
        refused = self._refused(order) if order else ()
        self._line_rows.show([self._line(call[1], item) for item in refused] if call else [])
        self._outcomes.show(self._ways_on(order) if order else [])
        self._times.show([ChoiceRow(key, self._moment(key, at_ms), chosen=False) for key, at_ms in self._moments()])
        self.changed.emit()

    # What is chosen

    @property
    def _call(self) -> Called | None:
        chosen = (call for call in self._waiting if call[0].order_id == self._chosen)
        return next(chosen, self._waiting[0] if self._waiting else None)

    @property
    def _order(self) -> OrderView | None:
        return view(self._call[1]) if self._call else None

    @property
    def _about_address(self) -> bool:
        return self._call is not None and self._call[0].reason is CallReason.ADDRESS

    def _refused(self, order: OrderView) -> tuple[LineView, ...]:
        asked = self._call[0].line_ids if self._call else ()
        return tuple(item for item in order.lines if item.line.line_id in asked)

    def _show(self, waiting: tuple[Called, ...]) -> None:
        self._waiting = waiting
        self.refresh()

    # What came of a call

    def _try(self, outcome: TriedOutcome, again_ms: int) -> None:
        call = self._call
        if call is None:
            return
        task = call[0]

        def done(_none: object) -> None:
            self._chosen = ""
            self.stage.noticed.emit("good", lambda: self._kept(outcome, again_ms))
            self.arrived()

        self.act(lambda desk: desk.calls.tried(task.order_id, task.line_ids, outcome, again_ms), done)

    def _kept(self, outcome: TriedOutcome, again_ms: int) -> str:
        if outcome is TriedOutcome.WRONG_NUMBER:
            return self.texts("ui.calls.kept_wrong")
        if not again_ms or self.here is None:
            return self.texts("ui.calls.kept")
        when = deadline_text(self.texts, again_ms, self.now_ms, self.here)
        return self.texts("ui.calls.kept_until", when=when)

    def _closed(
        self, task: CallBackTask, order: OrderView | None, then: Callable[[], None] | None, *, cancels: bool
    ) -> None:
        """Who cancels an order that holds other goods, too, is asked for the rest of it on its page."""
        self.stage.tell("ui.calls.closed", number=task.number)
        if then is not None:
            then()
        elif cancels and order is not None and order.status is OrderStatus.PLACED:
            self.stage.go("order", order)
        self.arrived()

    def _offer(self, line_id: str) -> None:
        """The article's other ways, beside an empty basket: what somebody else left in it is put aside."""
        order, call = self._order, self._call
        line = next((item.line for item in order.lines if item.line.line_id == line_id), None) if order else None
        if line is None or call is None:
            return
        number = call[0].number

        def opened(parked: BasketParked | None) -> None:
            self.stage.set_basket(self.stage.glass.desk.basket)
            self.stage.go("style", (line.style, line.sku))
            if parked is None:
                self.stage.remind("ui.calls.offering", number=number)
            else:
                self.stage.remind("ui.calls.offering_parked", number=number, code=parked.code)

        self.act(lambda desk: desk.park(printed=False) if desk.basket.lines else None, opened)

    # Words

    def _row(self, task: CallBackTask, facts: OrderFacts) -> CallRow:
        order = view(facts)
        asked = [item for item in order.lines if item.line.line_id in task.line_ids] if order else []
        first = line_name(self.stage, asked[0].line) if asked else ""
        summary = joined(
            self.texts, task.number, self.texts(f"ui.calls.{task.reason.value}", name=first, count=len(asked))
        )
        tone = "quiet" if task.wrong_number or task.again_ms > self.now_ms else "problem"
        phone = phone_groups(task.phone) or self.texts("ui.calls.no_phone")
        chosen = self._call is not None and task.order_id == self._call[0].order_id
        return CallRow(task.order_id, phone, summary, self._tried(task), tone, chosen)

    def _tried(self, task: CallBackTask) -> str:
        """`tried 2×, last 14:05`, and when to try again."""
        if not task.tried or self.here is None:
            return ""
        last = age(self.texts, task.tried_ms, self.now_ms, self.here)
        if local(task.tried_ms, self.here).date() == local(self.now_ms, self.here).date():
            last = clock_text(task.tried_ms, self.here)
        tried = self.texts("ui.calls.tried", count=task.tried, last=last)
        if task.wrong_number:
            return joined(self.texts, tried, self.texts("ui.calls.wrong_number"))
        if not task.again_ms:
            return tried
        when = deadline_text(self.texts, task.again_ms, self.now_ms, self.here)
        return joined(self.texts, tried, self.texts("ui.calls.again_at", when=when))

    def _line(self, facts: OrderFacts, item: LineView) -> RefusedRow:
        line, here = item.line, self.here
        pieces = self.texts("paper.quantity", count=line.quantity)
        told = promise_when(self.texts, line.fulfilment, line.promise, here, self.now_ms) if here else ""
        decided = _refusal(facts, line.line_id)
        return RefusedRow(
            line.line_id,
            line_name(self.stage, line),
            joined(self.texts, f"{self.texts.named(line, 'colour')} {line.size}".strip(), pieces),
            self.stage.picture(line.style, swatch_of(self.stage, line.sku)),
            self._why(decided),
            self.texts("ui.calls.told", when=told),
            self.stage.money(item.price_minor),
        )

    def _why(self, decided: LineDecision | None) -> str:
        if self._about_address:
            return self.texts("ui.own_phone.missing")
        return self.texts(f"ui.refusal.{decided.reason.value}") if decided else ""

    def _ways_on(self, order: OrderView) -> list[ChoiceRow]:
        """Only who paid can get money back; only who has not can cancel."""
        if self._about_address:
            return [ChoiceRow(key, self.texts(f"ui.calls.{key}"), chosen=False) for key in (GIVES, CANCELS)]
        keys = (OTHER, REFUND) if order.receipt_numbers else (OTHER, CANCELS)
        return [ChoiceRow(key, self.texts(f"ui.calls.{key}"), chosen=False) for key in keys]

    def _moments(self) -> list[tuple[str, int]]:
        """When one may try again: in an hour, this evening while it is early enough, tomorrow morning; or some time."""
        if self.here is None:
            return []
        now = local(self.now_ms, self.here)
        evening = now.replace(hour=_EVENING, minute=0, second=0, microsecond=0)
        morning = now.replace(hour=_MORNING, minute=0, second=0, microsecond=0) + timedelta(days=1)
        moments = [(SOON, self.now_ms + _HOUR_MS)]
        if self.now_ms + _HOUR_MS < evening.timestamp() * 1000:
            moments.append((EVENING, round(evening.timestamp() * 1000)))
        return [*moments, (TOMORROW, round(morning.timestamp() * 1000)), ("open", 0)]

    def _moment(self, key: str, at_ms: int) -> str:
        when = deadline_text(self.texts, at_ms, self.now_ms, self.here) if at_ms and self.here else ""
        return joined(self.texts, self.texts(f"ui.calls.time_{key}"), when)


def _made(desk: Desk, task: CallBackTask, words: str) -> OrderView | None:
    desk.calls.made(task.order_id, task.line_ids, words)
    return desk.order(task.order_id)


def _refusal(facts: OrderFacts, line_id: str) -> LineDecision | None:
    decisions = (item for fact in facts.decided for item in fact.body.decisions if item.line_id == line_id)
    return next((item for item in decisions if item.outcome is Outcome.REFUSED), None)
