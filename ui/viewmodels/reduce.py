"""Taking something off an order: of what, how much, why; what it costs then; and whether a manager has to allow it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.order import LineView, OrderView
from kiosk.domain.reductions import Wanted, Way, exceeded, owed_lines, plan
from kiosk.domain.returns import Reduction, ReductionKind
from kiosk.domain.staff import Role
from kiosk.errors import KioskError
from kiosk.services.reducing import LONGEST_REASON
from ui.formatting import joined, price
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import ChoiceRow
from ui.stage import Stage
from ui.typed_amount import TypedAmount
from ui.viewmodels.base import PageModel
from ui.viewmodels.order_lines import line_name

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
ALL, OTHER = "all", "other"
#: How it is said, and what that makes it.
WAYS = {
    "percent": (ReductionKind.DISCOUNT, Way.PERCENT),
    "amount": (ReductionKind.DISCOUNT, Way.AMOUNT),
    "price": (ReductionKind.PRICE_MATCH, Way.PRICE),
    "change": (ReductionKind.SMALL_CHANGE, Way.PRICE),
}
REASONS = {
    ReductionKind.DISCOUNT: ("flaw", "our_mistake", "regular", "several", OTHER),
    ReductionKind.PRICE_MATCH: ("elsewhere", "online", "advertised", OTHER),
    ReductionKind.SMALL_CHANGE: (),
}
PERCENTS = (5, 10, 15, 20)
AMOUNTS = (10, 20, 50, 100)  # in whole units of the currency
ROUNDS = (1, 10)  # odd change is what is above the last of these, in whole units
LONGEST_PERCENT = 2


@QmlElement
@QmlUncreatable("made by the program")
class ReduceModel(PageModel):
    """Lies over the order. `step`: "" when closed, "figure", "reason" while one is typed. `way` is one of WAYS."""

    changed = Signal()
    taken = Signal(object)  # OrderView

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._order: OrderView | None = None
        self._step = ""
        self._amount = TypedAmount(stage.glass.currency)
        self._percent = self._reason = self._typed_reason = ""
        self._way, self._target = "percent", ALL
        self._targets, self._ways = Rows(ChoiceRow, self), Rows(ChoiceRow, self)
        self._quick, self._reasons = Rows(ChoiceRow, self), Rows(ChoiceRow, self)

    # What QML shows

    @Property(str, notify=changed)
    def step(self) -> str:
        return self._step

    @Property(str, notify=changed)
    def number(self) -> str:
        return self._order.placed.number if self._order else ""

    @Property(Rows, constant=True)
    def targets(self) -> Rows:
        return self._targets

    @Property(Rows, constant=True)
    def ways(self) -> Rows:
        return self._ways

    @Property(Rows, constant=True)
    def quick(self) -> Rows:
        return self._quick

    @Property(Rows, constant=True)
    def reasons(self) -> Rows:
        return self._reasons

    @Property(str, notify=changed)
    def figureLabel(self) -> str:
        """What the figure means: of a line with several pieces a new price is that of each."""
        each = self._way == "price" and any(item.line.quantity > 1 for item in self._chosen())
        return self.texts(f"ui.reduce.figure_{'each' if each and self._target != ALL else self._way}")

    @Property(str, notify=changed)
    def figure(self) -> str:
        """As far as it is typed."""
        if self._way == "percent":
            return self.texts("ui.reduce.percent_of", percent=self._percent or "0")
        return self.stage.money(self._amount.minor)

    @Property(bool, notify=changed)
    def decimals(self) -> bool:
        return self._way != "percent" and self._amount.digits > 0

    @Property(str, notify=changed)
    def before(self) -> str:
        """What the order costs now."""
        return self.stage.money(self._due())

    @Property(str, notify=changed)
    def then(self) -> str:
        """What the order costs then."""
        return self.stage.money(self._due() - self._taken_minor())

    @Property(str, notify=changed)
    def problem(self) -> str:
        """Why the figure will not do; "" while nothing is typed."""
        if not self._figure_typed():
            return ""
        try:
            self._plan()
        except KioskError as error:
            return self.stage.sentence(error)
        return self.texts("ui.reduce.too_much") if self._by_manager() and self._above_limit() else ""

    @Property(str, notify=changed)
    def limitNote(self) -> str:
        """That a manager will be asked."""
        return self.texts("ui.reduce.manager") if not self._by_manager() and self._above_limit() else ""

    @Property(str, notify=changed)
    def typedReason(self) -> str:
        return self._typed_reason

    @Property(bool, notify=changed)
    def canTake(self) -> bool:
        reasoned = not self._kinds_reasons() or bool(self._reason_text())
        return bool(self._parts()) and reasoned and not self.problem and not self.acting

    @Property(str, notify=changed)
    def takeLabel(self) -> str:
        parts = self._parts()
        if not parts:
            return self.texts("ui.reduce.take")
        if self._kinds_reasons() and not self._reason_text():
            return self.texts("ui.reduce.why_first")
        return self.texts("ui.reduce.take_amount", amount=self.stage.money(self._taken_minor()))

    # What a guide does

    def open(self, order: OrderView) -> None:
        self._order, self._step = order, "figure"
        self._way, self._target, self._reason, self._typed_reason = "percent", ALL, "", ""
        lines = owed_lines(order)
        if len(lines) == 1:
            self._target = lines[0].line.line_id
        self._clear()

    @Slot()
    def close(self) -> None:
        self._step, self._order, self._typed_reason = "", None, ""
        self.changed.emit()

    @Slot(str)
    def chooseTarget(self, key: str) -> None:
        self._target = key
        if self._way == "change" and key != ALL and len(self._targets.rows) > 1:
            self._way = "percent"
        self._clear()

    @Slot(str)
    def chooseWay(self, way: str) -> None:
        if way not in WAYS:
            return
        if WAYS[way][0] is not WAYS[self._way][0]:
            self._reason = ""
        self._way = way
        if way == "change" and len(self._targets.rows) > 1:
            self._target = ALL
        self._clear()

    @Slot(str)
    def chooseQuick(self, figure: str) -> None:
        if self._way == "percent":
            self._percent = figure
        else:
            self._amount.text = figure
        self.refresh()

    @Slot(str)
    def chooseReason(self, reason: str) -> None:
        self._reason = reason
        if reason == OTHER:
            self._step = "reason"
        self.refresh()

    @Slot()
    def reasonDone(self) -> None:
        self._step = "figure"
        if not self._typed_reason.strip():
            self._reason = ""
        self.refresh()

    @Slot(str)
    def type(self, text: str) -> None:
        self.typed(text)

    def typed(self, text: str) -> None:
        if self._step == "reason":
            self._typed_reason = (self._typed_reason + text)[:LONGEST_REASON]
        elif self._step == "figure" and self._way == "percent":
            if text.isdigit() and text.isascii():
                self._percent = (self._percent + text).lstrip("0")[:LONGEST_PERCENT]
        elif self._step == "figure":
            self._amount.typed(text)
        self.refresh()

    @Slot()
    def erase(self) -> None:
        if self._step == "reason":
            self._typed_reason = self._typed_reason[:-1]
        elif self._way == "percent":
            self._percent = self._percent[:-1]
        else:
            self._amount.erase()
        self.refresh()

    def submit(self) -> None:
        if self._step == "reason":
            self.reasonDone()
        elif self._step:
            self.take()

    @Slot()
    def take(self) -> None:
        if self._order is not None and self.canTake:
            order_id, wanted = self._order.order_id, self._wanted()
            self.act_allowed(lambda desk, approval: desk.till.reduce(order_id, wanted, approval), self._done)

    def refresh(self) -> None:
        if self._order is not None:
            self._targets.show(self._target_rows(self._order))
            self._ways.show(self._way_rows())
            self._quick.show(self._quick_rows())
            keys = self._kinds_reasons()
            self._reasons.show([ChoiceRow(key, self._reason_label(key), key == self._reason) for key in keys])
        self.changed.emit()

    # What follows

    def _clear(self) -> None:
        self._percent = ""
        self._amount.clear()
        self.refresh()

    def _done(self, order: OrderView) -> None:
        self.close()
        self.taken.emit(order)

    def _chosen(self) -> tuple[LineView, ...]:
        lines = owed_lines(self._order) if self._order else ()
        return tuple(item for item in lines if self._target in (ALL, item.line.line_id))

    def _due(self) -> int:
        return self._order.due_minor if self._order else 0

    def _figure_typed(self) -> bool:
        return bool(self._percent if self._way == "percent" else self._amount.text)

    def _wanted(self) -> Wanted:
        kind, way = WAYS[self._way]
        value = int(self._percent or "0") if way is Way.PERCENT else self._amount.minor
        whole = self._target == ALL or kind is ReductionKind.SMALL_CHANGE
        return Wanted(kind, way, value, "" if whole else self._target, self._reason_text())

    def _plan(self) -> tuple[Reduction, ...]:
        return plan(self._order, self._wanted()) if self._order is not None and self._figure_typed() else ()

    def _parts(self) -> tuple[Reduction, ...]:
        try:
            return self._plan()
        except KioskError:
            return ()

    def _taken_minor(self) -> int:
        return sum(part.amount_minor for part in self._parts())

    def _by_manager(self) -> bool:
        staff = self.stage.glass.desk.staff
        return staff is not None and staff.role is Role.MANAGER

    def _above_limit(self) -> bool:
        staff, parts = self.stage.glass.desk.staff, self._parts()
        facts = self.stage.glass.reader.order(self._order.order_id) if self._order and parts else None
        if staff is None or facts is None:
            return False
        limits = self.stage.glass.reader.limits(staff.role)
        return exceeded(facts, self._wanted().kind, parts, limits) is not None

    def _kinds_reasons(self) -> tuple[str, ...]:
        return REASONS[WAYS[self._way][0]]

    def _reason_text(self) -> str:
        if self._reason == OTHER:
            return self._typed_reason.strip()
        return self.texts(f"ui.reduce.{self._reason}") if self._reason in self._kinds_reasons() else ""

    def _reason_label(self, key: str) -> str:
        typed = self._typed_reason.strip() if key == OTHER and key == self._reason else ""
        return typed or self.texts(f"ui.reduce.{key}")

    def _target_rows(self, order: OrderView) -> list[ChoiceRow]:
        lines, money = owed_lines(order), self.stage.money
        rows = [ChoiceRow(ALL, joined(self.texts, self.texts("ui.reduce.all"), money(order.due_minor)), chosen=False)]
        for item in lines:
            name = f"{line_name(self.stage, item.line)} {item.line.size}"
            rows.append(ChoiceRow(item.line.line_id, joined(self.texts, name, money(item.price_minor)), chosen=False))
        kept = rows if len(lines) > 1 else rows[1:]
        return [ChoiceRow(row.key, row.label, row.key == self._target) for row in kept]

    def _way_rows(self) -> list[ChoiceRow]:
        keys = [key for key in WAYS if key != "change" or self._rounds()]
        return [ChoiceRow(key, self.texts(f"ui.reduce.way_{key}"), key == self._way) for key in keys]

    def _rounds(self) -> list[int]:
        """What the order may cost without its odd change, the nearest first."""
        due, unit = self._due(), self._amount.unit
        found = (due // (step * unit) * step * unit for step in ROUNDS)
        return list(dict.fromkeys(minor for minor in found if 0 < minor < due))

    def _quick_rows(self) -> list[ChoiceRow]:
        costs, amount = sum(item.price_minor for item in self._chosen()), self._amount
        if self._way == "percent":
            percents = ((str(percent), self.texts("ui.reduce.percent_of", percent=percent)) for percent in PERCENTS)
            return [ChoiceRow(key, label, key == self._percent) for key, label in percents]
        minors = self._rounds() if self._way == "change" else []
        if self._way == "amount":
            minors = [note * amount.unit for note in AMOUNTS if note * amount.unit < costs]
        written = ((amount.written(minor), price(minor, amount.currency)) for minor in minors)
        return [ChoiceRow(key, label, key == amount.text) for key, label in written]
