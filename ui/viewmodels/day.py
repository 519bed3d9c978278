"""The day of the drawer: how it stands, what it has come to, and what can be done with it."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.cashing import INTO_DRAWER, OUT_OF_DRAWER, CashReason
from kiosk.domain.day import Day
from kiosk.domain.money import MINOR_DIGITS
from kiosk.domain.staff import Role, StaffMember
from kiosk.ports.storage import ZReport
from kiosk.services.cashing_up import business_date
from kiosk.services.day import DayState
from kiosk.services.desk import Desk
from kiosk.services.wording import business_date_text, clock_text, day_text, moment_text
from ui.amount import TypedAmount
from ui.day_figures import FigureRows
from ui.formatting import joined
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import ChoiceRow
from ui.rows_day import ReportRow, SumRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
FLOATS = (200, 500, 1_000)  # in whole units of the currency
Looked = tuple[DayState, StaffMember | None, dict[str, str]]


@QmlElement
@QmlUncreatable("made by the program")
class DayModel(PageModel):
    """`asking` says which sheet is open: "open" (the float), "cash" (in or out), "report" (a closing), "" for none."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._state: DayState | None = None
        self._staff: StaffMember | None = None
        self._names: dict[str, str] = {}
        self._asking = ""
        self._amount = TypedAmount(stage.glass.currency)
        self._way = "in"
        self._reason = ""
        self._report: ZReport | None = None
        self._figures, self._reports = Rows(SumRow, self), Rows(ReportRow, self)
        self._reasons, self._floats, self._facts = Rows(ChoiceRow, self), Rows(ChoiceRow, self), Rows(SumRow, self)

    # How it stands

    @Property(Rows, constant=True)
    def figures(self) -> Rows:
        return self._figures

    @Property(Rows, constant=True)
    def reports(self) -> Rows:
        return self._reports

    @Property(str, notify=changed)
    def businessDate(self) -> str:
        return self._date(self._day.business_date) if self._day else ""

    @Property(str, notify=changed)
    def status(self) -> str:
        day = self._day
        if day is None:
            return ""
        if not day.figures.opened:
            return self.texts(f"ui.day.{'closed' if self._over else 'not_opened'}" if day.empty else "ui.day.goes_on")
        time = clock_text(day.opened_ms, self.here) if self.here else ""
        return self.texts("ui.day.open_since", time=time, name=self._name(day.opened_by))

    @Property(str, notify=changed)
    def nothing(self) -> str:
        """What an empty day says first."""
        return self.texts("ui.day.nothing_since" if self._over else "ui.day.nothing")

    @Property(str, notify=changed)
    def tone(self) -> str:
        day = self._day
        if day is None or (day.empty and not day.figures.opened):
            return "plain"
        return "here" if day.figures.opened and not self.note else "amber"

    @Property(str, notify=changed)
    def note(self) -> str:
        """What is not as usual, and what to do; "" when nothing."""
        day = self._day
        if day is None or self.here is None:
            return ""
        if not day.empty and day.business_date < business_date(self.now_ms, self.here):
            return self.texts("ui.day.left_open", day=self._short(day.business_date))
        if day.figures.late:
            return self.texts("ui.day.late", count=sum(item.count for item in day.figures.late))
        return "" if day.empty or day.figures.opened else self.texts("ui.day.goes_on_then")

    @Property(bool, notify=changed)
    def empty(self) -> bool:
        return self._day is not None and self._day.empty

    @Property(bool, notify=changed)
    def manager(self) -> bool:
        return self._staff is not None and self._staff.role is Role.MANAGER

    @Property(bool, notify=changed)
    def canOpen(self) -> bool:
        return self._day is not None and not self._day.figures.opened and not self.acting

    @Property(bool, notify=changed)
    def canClose(self) -> bool:
        return self.manager and self._day is not None and not self._day.empty and not self.acting

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self.acting

    @Property(bool, notify=changed)
    def noReports(self) -> bool:
        return self._state is not None and not self._state.reports

    # The sheets

    @Property(str, notify=changed)
    def asking(self) -> str:
        return self._asking

    @Property(str, notify=changed)
    def title(self) -> str:
        if self._asking == "report":
            return self._report.body.number if self._report else ""
        return self.texts(f"ui.day.title_{self._asking}") if self._asking else ""

    @Property(str, notify=changed)
    def subtitle(self) -> str:
        if self._asking == "report" and self._report is not None and self.here is not None:
            closed = moment_text(self._report.closed_ms, self.here)
            return joined(self.texts, closed, self._name(self._report.actor))
        return self.texts("ui.day.title_open_then") if self._asking == "open" else ""

    @Property(str, notify=changed)
    def amount(self) -> str:
        return self.stage.money(self._amount.minor)

    @Property(bool, notify=changed)
    def decimals(self) -> bool:
        return self._amount.decimals

    @Property(str, notify=changed)
    def way(self) -> str:
        """ "in" or "out"."""
        return self._way

    @Property(Rows, constant=True)
    def reasons(self) -> Rows:
        return self._reasons

    @Property(Rows, constant=True)
    def floats(self) -> Rows:
        return self._floats

    @Property(Rows, constant=True)
    def facts(self) -> Rows:
        """What the closing that is looked at says."""
        return self._facts

    @Property(str, notify=changed)
    def doneLabel(self) -> str:
        if self._asking == "open":
            return self.texts("ui.day.open_with", amount=self.amount)
        return self.texts(f"ui.day.move_{self._way}", amount=self.amount)

    @Property(bool, notify=changed)
    def canDo(self) -> bool:
        if self.acting:
            return False
        if self._asking == "open":
            return bool(self._amount.text)
        return self._amount.minor > 0 and bool(self._reason)

    @Slot()
    def askOpen(self) -> None:
        self._ask("open")

    @Slot()
    def askCash(self) -> None:
        self._way, self._reason = "in", ""
        self._ask("cash")

    @Slot(str)
    def chooseWay(self, way: str) -> None:
        self._way, self._reason = way, ""
        self.refresh()

    @Slot(str)
    def chooseReason(self, reason: str) -> None:
        self._reason = reason
        self.refresh()

    @Slot(str)
    def suggest(self, minor: str) -> None:
        self._amount.put(int(minor))
        self.refresh()

    @Slot(str)
    def openReport(self, number: str) -> None:
        reports = self._state.reports if self._state else ()
        self._report = next((report for report in reports if report.body.number == number), None)
        self._ask("report" if self._report else "")

    @Slot()
    def close(self) -> None:
        self._ask("")

    @Slot(str)
    def type(self, key: str) -> None:
        """From the pad on the sheet."""
        self.typed(key)

    @Slot()
    def backspace(self) -> None:
        self.erase()

    @Slot()
    def confirm(self) -> None:
        """Open the day with the float, or move the cash."""
        if not self.canDo:
            return
        minor = self._amount.minor
        if self._asking == "open":
            self.act(lambda desk: desk.day.open_day(minor), lambda _done: self._done("ui.day.opened"))
            return
        signed, reason = (minor if self._way == "in" else -minor), CashReason(self._reason)
        said = f"ui.day.moved_{self._way}"
        self.act(lambda desk: desk.day.move_cash(signed, reason), lambda _done: self._done(said))

    @Slot()
    def printX(self) -> None:
        self.act(lambda desk: desk.day.x(), lambda _day: self._done("ui.day.x_printed"))

    @Slot()
    def reprint(self) -> None:
        if self._report is not None:
            number = self._report.body.number
            self.act(lambda desk: desk.day.reprint_z(number), lambda _report: self._done("ui.day.copy_printed"))

    @Slot()
    def count(self) -> None:
        """The drawer opens; nobody is told what should be in it."""
        self.act(lambda desk: desk.day.open_drawer(), lambda _done: self.stage.go("count"))

    def enter(self, _shown: object) -> None:
        self._asking = ""
        self.look()

    def arrived(self) -> None:
        self.look()

    def typed(self, text: str) -> None:
        if self._asking in ("open", "cash"):
            self._amount.type(text)
            self.changed.emit()

    def erase(self) -> None:
        self._amount.erase()
        self.changed.emit()

    def submit(self) -> None:
        self.confirm()

    def look(self) -> None:
        self.stage.ask(_looked, self._show)

    def refresh(self) -> None:
        state = self._state
        if state is not None:
            self._figures.show(FigureRows(self.stage, self._name).of(state.day.figures))
            self._reports.show([self._row(report) for report in state.reports])
            self._floats.show(self._suggestions(state))
        allowed = INTO_DRAWER if self._way == "in" else OUT_OF_DRAWER
        self._reasons.show(
            [ChoiceRow(item, self.texts(f"paper.cashing.reason.{item}"), item == self._reason) for item in allowed]
        )
        self._facts.show(self._told(self._report) if self._report else [])
        super().refresh()

    @property
    def _day(self) -> Day | None:
        return self._state.day if self._state else None

    @property
    def _over(self) -> bool:
        """Whether this date was closed already."""
        state = self._state
        return state is not None and any(
            report.body.business_date == state.day.business_date for report in state.reports
        )

    def _show(self, looked: Looked) -> None:
        self._state, self._staff, self._names = looked
        self.refresh()

    def _ask(self, what: str) -> None:
        self._asking = what
        self._amount.clear()
        self.refresh()

    def _done(self, said: str) -> None:
        self._asking = ""
        self.stage.tell(said)
        self.look()

    def _name(self, staff_id: str) -> str:
        return self._names.get(staff_id, staff_id)

    def _date(self, day: str) -> str:
        return business_date_text(self.texts, date.fromisoformat(day))

    def _short(self, day: str) -> str:
        return day_text(self.texts, date.fromisoformat(day))

    def _suggestions(self, state: DayState) -> list[ChoiceRow]:
        unit = 10 ** MINOR_DIGITS[self.stage.glass.currency]
        last = state.reports[0].body.figures.float_minor if state.reports else 0
        found = sorted({*(whole * unit for whole in FLOATS), *([last] if last else [])})
        return [ChoiceRow(str(minor), self.stage.money(minor), minor == self._amount.minor) for minor in found]

    def _row(self, report: ZReport) -> ReportRow:
        closed = report.body
        net = self.stage.money(closed.figures.paid.amount_minor - closed.figures.returned.amount_minor)
        summary = joined(self.texts, self._short(closed.business_date), net)
        return ReportRow(closed.number, closed.number, summary, difference_text(self.stage, closed.difference_minor))

    def _told(self, report: ZReport) -> list[SumRow]:
        closed, money = report.body, self.stage.money
        before = self.texts("paper.cashing.counted_before")
        return [
            SumRow("difference", difference_text(self.stage, closed.difference_minor), "", "strong"),
            SumRow("expected", self.texts("paper.cashing.expected"), money(closed.expected_minor)),
            *(SumRow(f"before.{at}", before, money(minor)) for at, minor in enumerate(closed.earlier_counts)),
            SumRow("counted", self.texts("paper.cashing.counted"), money(closed.counted_minor)),
            SumRow("sales", self.texts("ui.day.sales"), "", "heading"),
            *FigureRows(self.stage, self._name).of(closed.figures),
        ]


def difference_text(stage: Stage, minor: int) -> str:
    """`Missing ¥12.00`, `Too much ¥3.00`, or that it fits."""
    if not minor:
        return stage.texts("ui.day.fits")
    return stage.texts("ui.day.over" if minor > 0 else "ui.day.short", amount=stage.money(abs(minor)))


def _looked(desk: Desk) -> Looked:
    """In the desk's thread."""
    state = desk.day.state()
    seen = {report.actor for report in state.reports} | {state.day.opened_by}
    for figures in (state.day.figures, *(report.body.figures for report in state.reports)):
        seen |= {item.staff_id for item in figures.guides}
    found = {staff_id: desk.colleague(staff_id) for staff_id in seen if staff_id}
    return state, desk.staff, {staff_id: staff.name for staff_id, staff in found.items() if staff}
