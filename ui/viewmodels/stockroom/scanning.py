"""What receiving, sending and counting have in common: a scan after the other, the last one large, each can be undone;
codes that are no article beside them."""

from collections.abc import Iterable

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.services.goods import Article
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows_stock import UnknownRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.stockroom.words import detail_of, name_of, picture_of

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
LONGEST = 48
MOST = 9_999


@QmlElement
@QmlUncreatable("made by the program")
class ScanningModel(PageModel):
    """`field` is where typed characters go; "" = nowhere yet, and then those of a real keyboard go to the code. The
    keyboard on glass comes (`keys`) when a field is tapped. What was scanned last is kept by its key, to be told in any
    language."""

    changed = Signal()
    slipScanned = Signal(object)  # BoxSlip

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._field = ""
        self._keys = False
        self._typed: dict[str, str] = {}
        self._articles: dict[str, Article] = {}
        self._history: list[tuple[str, str]] = []  # ("piece" | "unknown", key), oldest first
        self._unknown_rows = Rows(UnknownRow, self)

    # What was scanned last

    @Property(bool, notify=changed)
    def lastShown(self) -> bool:
        return bool(self._history)

    @Property(bool, notify=changed)
    def lastKnown(self) -> bool:
        return bool(self._history) and self._history[-1][0] == "piece"

    @Property(str, notify=changed)
    def lastName(self) -> str:
        if not self._history:
            return ""
        kind, key = self._history[-1]
        return name_of(self.stage, self._articles[key]) if kind == "piece" else key

    @Property(str, notify=changed)
    def lastDetail(self) -> str:
        if not self._history:
            return ""
        kind, key = self._history[-1]
        return detail_of(self.stage, self._articles[key]) if kind == "piece" else self.texts("ui.stockroom.not_ours")

    @Property(str, notify=changed)
    def lastPicture(self) -> str:
        return picture_of(self.stage, self._articles[self._history[-1][1]]) if self.lastKnown else ""

    @Property(str, notify=changed)
    def lastCount(self) -> str:
        if not self._history:
            return ""
        kind, key = self._history[-1]
        return f"{self.times_of(key) if kind == 'unknown' else self.pieces_of(key)}"

    @Property(Rows, constant=True)
    def unknown(self) -> Rows:
        return self._unknown_rows

    # Typing

    @Property(str, notify=changed)
    def field(self) -> str:
        return self._field

    @Property(bool, notify=changed)
    def keys(self) -> bool:
        return self._keys

    @Property(str, notify=changed)
    def code(self) -> str:
        return self._typed.get("code", "")

    @Slot(str)
    def chooseField(self, field: str) -> None:
        self._field, self._keys = field, bool(field)
        self.refresh()

    @Slot()
    def hideKeys(self) -> None:
        self.chooseField("")

    def typed(self, text: str) -> None:
        field = self._field = self._field or "code"
        self._typed[field] = (self._typed.get(field, "") + text.upper())[:LONGEST]
        self.refresh()

    def erase(self) -> None:
        field = self._field or "code"
        self._typed[field] = self._typed.get(field, "")[:-1]
        self.refresh()

    def submit(self) -> None:
        """Enter: a code is looked up, any other field is done with."""
        code = self._typed.pop("code", "")
        if self._field not in ("", "code"):
            self._typed["code"] = code
            self._field, self._keys = "", False
        elif code:
            self.scan(code)
        self.refresh()

    # Scanning: what becomes of a scan is each part's own

    def scan(self, text: str) -> None:
        """A code was read or typed."""

    @Slot()
    def undo(self) -> None:
        """The last scan was a mistake."""

    def pieces_of(self, sku: str) -> int:
        """How many of an article there are so far."""
        return sum(1 for kind, key in self._history if (kind, key) == ("piece", sku))

    def times_of(self, code: str) -> int:
        """How often a code that is no article was scanned."""
        return sum(1 for kind, key in self._history if (kind, key) == ("unknown", code))

    def note_article(self, article: Article) -> None:
        self._articles[article.sku] = article

    def note_scan(self, kind: str, key: str) -> None:
        self._history.append((kind, key))

    def show_unknown(self, codes: Iterable[tuple[str, int]]) -> None:
        rows = [UnknownRow(code, self.texts("ui.stockroom.times", count=times)) for code, times in codes]
        self._unknown_rows.show(rows)
