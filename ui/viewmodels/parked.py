"""A basket put aside under four digits: putting it there, and taking it up again."""

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.parked import Change, ChangeKind
from kiosk.domain.visits import BasketParked
from kiosk.services.desk import Desk
from kiosk.services.parking import NotParked, TakenUp
from kiosk.services.wording import clock_text
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import ChangeRow, ParkedRow
from ui.stage import Said, Stage, nothing_said
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
DIGITS = 4
SHOWN_MS = 10 * 60_000  # how long passers-by may see a code: whoever has just left comes back soon
MOST_SHOWN = 2


@dataclass(frozen=True, slots=True)
class _Recent:
    code: str
    pieces: int
    parked_ms: int


@QmlElement
@QmlUncreatable("made by the program")
class ParkedModel(PageModel):
    """Lies over any page. `step`: "" when closed, "kept" (here is your code), "code" (type it), "ask" (another basket
    is in hand), "changed" (what is no longer as it was)."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._step = self._code = self._digits = ""
        self._error: Said = nothing_said
        self._until_ms = 0
        self._told: tuple[Change, ...] = ()
        self._kept: tuple[_Recent, ...] = ()
        self._changes, self._recent = Rows(ChangeRow, self), Rows(ParkedRow, self)

    # What QML shows

    @Property(str, notify=changed)
    def step(self) -> str:
        return self._step

    @Property(str, notify=changed)
    def code(self) -> str:
        return self._code

    @Property(str, notify=changed)
    def until(self) -> str:
        """Until when it is kept."""
        here = self.here
        return self.texts("ui.parked.until", time=clock_text(self._until_ms - 60_000, here)) if here else ""

    @Property(str, notify=changed)
    def digits(self) -> str:
        """As far as they are typed."""
        return " ".join(self._digits.ljust(DIGITS, "–"))

    @Property(str, notify=changed)
    def error(self) -> str:
        return self._error()

    @Property(bool, notify=changed)
    def canTake(self) -> bool:
        return len(self._digits) == DIGITS and not self.acting

    @Property(Rows, constant=True)
    def changes(self) -> Rows:
        return self._changes

    @Property(Rows, constant=True)
    def recent(self) -> Rows:
        """What was put aside here a moment ago, for whoever comes back."""
        return self._recent

    # What a person does

    @Slot()
    def park(self) -> None:
        self.act(lambda desk: desk.park(), self._parked)

    @Slot()
    def enterCode(self) -> None:
        self._open("code")

    @Slot()
    def take(self) -> None:
        """The code that was typed."""
        if self.canTake:
            self.offer(self._digits)

    @Slot(str)
    def offer(self, code: str) -> None:
        """Take up a basket; with another one in hand the shopper says what becomes of that."""
        if self.stage.basket.lines:
            self.act(lambda desk: desk.parked(code).code, lambda _code: self._open("ask", code), self._refused)
        else:
            self._take_up(code)

    @Slot()
    def merge(self) -> None:
        self._take_up(self._code)

    @Slot()
    def swap(self) -> None:
        """Put aside what is in hand, then take up the other."""
        code = self._code
        self.act(lambda desk: _swapped(desk, code), lambda both: self._swapped(*both), self._refused)

    @Slot()
    def close(self) -> None:
        self._open("")

    @Slot()
    def done(self) -> None:
        """The shopper has the code and goes."""
        self._open("")
        self.stage.finished.emit()

    @property
    def typing(self) -> bool:
        return self._step == "code"

    def typed(self, text: str) -> None:
        if text.isdigit() and text.isascii():
            self._digits, self._error = (self._digits + text)[:DIGITS], nothing_said
            self.changed.emit()

    @Slot(str)
    def type(self, text: str) -> None:
        self.typed(text)

    @Slot()
    def erase(self) -> None:
        self._digits, self._error = self._digits[:-1], nothing_said
        self.changed.emit()

    def submit(self) -> None:
        self.take()

    # What follows

    def keep(self, parked: BasketParked | None) -> None:
        """A basket was put aside; its code is shown to whoever comes back soon."""
        if parked is not None:
            pieces = sum(line.quantity for line in parked.lines)
            self._kept = (_Recent(parked.code, pieces, self.now_ms), *self._kept)[:MOST_SHOWN]
        self.refresh()

    def refresh(self) -> None:
        self._kept = tuple(item for item in self._kept if self.now_ms - item.parked_ms < SHOWN_MS)
        self._recent.show(
            [
                ParkedRow(item.code, self.texts("ui.parked.recent", code=item.code, count=item.pieces))
                for item in self._kept
            ]
        )
        self._changes.show([self._row(number, change) for number, change in enumerate(self._told)])
        self.changed.emit()

    def forget(self) -> None:
        self._told = ()
        self._open("")

    def _open(self, step: str, code: str = "") -> None:
        self._step, self._code, self._digits, self._error = step, code, "", nothing_said
        self.refresh()

    def _parked(self, parked: BasketParked) -> None:
        self.stage.set_basket(self.stage.glass.desk.basket)
        self._until_ms = parked.lapses_ms
        self.keep(parked)
        self._open("kept", parked.code)

    def _take_up(self, code: str) -> None:
        self.act(lambda desk: desk.take_up(code), lambda taken: self._taken(code, taken), self._refused)

    def _swapped(self, parked: BasketParked, taken: TakenUp) -> None:
        self._taken(self._code, taken)
        self.keep(parked)
        self.stage.remind("ui.parked.swapped", code=parked.code)

    def _taken(self, code: str, taken: TakenUp) -> None:
        self._kept = tuple(item for item in self._kept if item.code != code)
        self._told = taken.changes
        self.stage.set_basket(taken.basket)
        self.stage.go("basket")
        self._open("changed" if taken.changes else "")
        if not taken.changes:
            self.stage.tell("ui.parked.back", count=taken.basket.pieces)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, NotParked) and self._step == "code":
            self._digits, self._error = "", lambda: self.stage.sentence(error)
            self.changed.emit()
        else:
            self._open("")
            self.stage.tell_error(error)

    def _row(self, number: int, change: Change) -> ChangeRow:
        line = change.line
        name = f"{self.texts.named(line)} {self.texts.named(line, 'colour')} {line.size}".strip()
        money = change.kind is ChangeKind.PRICE
        before, now = (self.stage.money(n) if money else str(n) for n in (change.before, change.now))
        said = self.texts(f"ui.parked.{change.kind.value}", before=before, now=now)
        return ChangeRow(str(number), name, said)


def _swapped(desk: Desk, code: str) -> tuple[BasketParked, TakenUp]:
    desk.parked(code)  # or nothing is put aside
    return desk.park(), desk.take_up(code)
