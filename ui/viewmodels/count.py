"""The drawer is counted blind, then compared, then the day is closed, once."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.cashing import DENOMINATIONS, DrawerCounted
from kiosk.ports.storage import ZReport
from ui.amount import TypedAmount
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows_day import CoinRow, SumRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.day import difference_text

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
LOOSE = "loose"  # what is not counted piece by piece
LONGEST_PIECES = 4


@QmlElement
@QmlUncreatable("made by the program")
class CountModel(PageModel):
    """`step`: "count" while nothing is told, "told" when the difference is, "sure" before it is closed."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._step = "count"
        self._denominations = DENOMINATIONS[stage.glass.currency]
        self._pieces: dict[int, str] = {}
        self._loose = TypedAmount(stage.glass.currency)
        self._at = str(self._denominations[0])
        self._counts: tuple[DrawerCounted, ...] = ()
        self._coins, self._told = Rows(CoinRow, self), Rows(SumRow, self)

    @Property(str, notify=changed)
    def step(self) -> str:
        return self._step

    @Property(Rows, constant=True)
    def coins(self) -> Rows:
        return self._coins

    @Property(Rows, constant=True)
    def told(self) -> Rows:
        return self._told

    @Property(str, notify=changed)
    def total(self) -> str:
        return self.stage.money(self._total_minor)

    @Property(str, notify=changed)
    def field(self) -> str:
        """What the pad counts now."""
        if self._at == LOOSE:
            return self.texts("ui.count.loose_now")
        return self.texts("ui.count.pieces_of", value=self.stage.money(int(self._at)))

    @Property(bool, notify=changed)
    def decimals(self) -> bool:
        return self._at == LOOSE and self._loose.decimals

    @Property(bool, notify=changed)
    def canTake(self) -> bool:
        return self._step == "count" and not self.acting

    @Property(bool, notify=changed)
    def canClose(self) -> bool:
        return bool(self._counts) and not self.acting

    @Property(str, notify=changed)
    def takeLabel(self) -> str:
        return self.texts("ui.count.take", amount=self.total)

    @Property(str, notify=changed)
    def difference(self) -> str:
        return difference_text(self.stage, self._counts[-1].difference_minor) if self._counts else ""

    @Property(str, notify=changed)
    def tone(self) -> str:
        return "here" if self._counts and not self._counts[-1].difference_minor else "problem"

    @Property(str, notify=changed)
    def advice(self) -> str:
        """What to do about it."""
        if not self._counts:
            return ""
        minor = self._counts[-1].difference_minor
        return self.texts(f"ui.count.then_{'fits' if not minor else 'over' if minor > 0 else 'short'}")

    @Slot(str)
    def choose(self, key: str) -> None:
        if self._step == "count":
            self._at = key
            self.refresh()

    @Slot()
    def next(self) -> None:
        """The next denomination; after the last one the first."""
        keys = [*map(str, self._denominations), LOOSE]
        self.choose(keys[(keys.index(self._at) + 1) % len(keys)])

    @Slot()
    def take(self) -> None:
        """The count holds from here on; only now is it compared."""
        if self.canTake:
            counted_minor = self._total_minor
            self.act(lambda desk: desk.day.count(counted_minor), self._compared)

    @Slot()
    def again(self) -> None:
        self._step = "count"
        self.refresh()

    @Slot()
    def askClose(self) -> None:
        self._step = "sure"
        self.refresh()

    @Slot()
    def keepOpen(self) -> None:
        self._step = "told"
        self.refresh()

    @Slot()
    def closeDay(self) -> None:
        if self.canClose:
            self.act(lambda desk: desk.day.close_day(), self._closed, self._refused)

    def enter(self, _shown: object) -> None:
        self._step, self._pieces, self._counts = "count", {}, ()
        self._loose.clear()
        self._at = str(self._denominations[0])
        self.refresh()

    def typed(self, text: str) -> None:
        if self._step != "count":
            return
        if self._at == LOOSE:
            self._loose.type(text)
        elif text.isascii() and text.isdigit():
            value = int(self._at)
            self._pieces[value] = (self._pieces.get(value, "") + text).lstrip("0")[:LONGEST_PIECES]
        self.refresh()

    def erase(self) -> None:
        if self._step != "count":
            return
        if self._at == LOOSE:
            self._loose.erase()
        else:
            self._pieces[int(self._at)] = self._pieces.get(int(self._at), "")[:-1]
        self.refresh()

    def submit(self) -> None:
        if self._step == "count":
            self.next()

    def refresh(self) -> None:
        rows = [self._coin(value) for value in self._denominations]
        loose = self.stage.money(self._loose.minor) if self._loose.minor else "–"
        self._coins.show([*rows, CoinRow(LOOSE, self.texts("ui.count.loose"), loose, self._at == LOOSE)])
        self._told.show(self._comparison())
        super().refresh()

    @property
    def _total_minor(self) -> int:
        return sum(value * int(pieces or "0") for value, pieces in self._pieces.items()) + self._loose.minor

    def _coin(self, value: int) -> CoinRow:
        pieces = int(self._pieces.get(value) or "0")
        said = self.texts("ui.count.times", count=pieces, amount=self.stage.money(value * pieces)) if pieces else "–"
        return CoinRow(str(value), self.stage.money(value), said, self._at == str(value))

    def _comparison(self) -> list[SumRow]:
        if not self._counts:
            return []
        *before, last = self._counts
        rows = [SumRow("expected", self.texts("paper.cashing.expected"), self.stage.money(last.expected_minor))]
        for at, item in enumerate(before):
            words = self.texts("paper.cashing.counted_before")
            rows.append(SumRow(f"before.{at}", words, self.stage.money(item.counted_minor)))
        counted = self.stage.money(last.counted_minor)
        return [*rows, SumRow("counted", self.texts("paper.cashing.counted"), counted, "strong")]

    def _compared(self, counts: tuple[DrawerCounted, ...]) -> None:
        self._counts, self._step = counts, "told"
        self.refresh()

    def _closed(self, report: ZReport) -> None:
        self.stage.go("day")
        self.stage.remind("ui.count.closed", number=report.body.number)

    def _refused(self, error: Exception) -> None:
        """Something was sold meanwhile: it is counted again."""
        self._step = "count"
        self.refresh()
        self.stage.tell_error(error)
