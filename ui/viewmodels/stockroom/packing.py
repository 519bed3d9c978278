"""Pieces of a box, whichever way it goes: scanned one by one, or set by number."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.services.goods import Article, StockScan
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows_stock import PieceRow
from ui.stage import Stage
from ui.viewmodels.stockroom.scanning import MOST, ScanningModel
from ui.viewmodels.stockroom.words import detail_of, name_of

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class PackingModel(ScanningModel):
    """The newest article stands first. `least`: how few pieces keep an article in the list."""

    packed = Signal()
    least = 1

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._pieces: dict[str, int] = {}
        self._codes: dict[str, int] = {}
        self._rows = Rows(PieceRow, self)

    @Property(Rows, constant=True)
    def pieces(self) -> Rows:
        return self._rows

    @Property(bool, notify=packed)
    def nothing(self) -> bool:
        return not self._pieces

    @property
    def total(self) -> int:
        return sum(self._pieces.values())

    def scan(self, text: str) -> None:
        self.stage.ask(lambda desk: desk.stockroom.scan(text), self._took)

    def _took(self, found: StockScan) -> None:
        if found.transfer is not None:
            self.slipScanned.emit(found.transfer)
        elif found.article is not None:
            self.take(found.article)
        elif found.unknown:
            self._codes[found.unknown] = self._codes.get(found.unknown, 0) + 1
            self.note_scan("unknown", found.unknown)
        self.refresh()

    def take(self, article: Article) -> None:
        """One more piece of it."""
        self.note_article(article)
        before = self._pieces.pop(article.sku, 0)
        self._pieces[article.sku] = min(before + 1, MOST)
        self.note_scan("piece", article.sku)

    @Slot()
    def undo(self) -> None:
        """The last scan was a mistake."""
        if not self._history:
            return
        kind, key = self._history.pop()
        if kind == "piece":
            self.setQuantity(key, self._pieces.get(key, 0) - 1)
        elif self._codes.get(key, 0) > 1:
            self._codes[key] -= 1
        else:
            self._codes.pop(key, None)
        self.refresh()

    @Slot(str, int)
    def setQuantity(self, sku: str, quantity: int) -> None:
        if quantity < self.least_of(sku):
            self._pieces.pop(sku, None)
            self._history = [item for item in self._history if item != ("piece", sku)]
        else:
            self._pieces[sku] = min(max(quantity, 0), MOST)
        self.refresh()

    def least_of(self, _sku: str) -> int:
        return self.least

    def pieces_of(self, sku: str) -> int:
        return self._pieces.get(sku, 0)

    def times_of(self, code: str) -> int:
        return self._codes.get(code, 0)

    def refresh(self) -> None:
        self._rows.show([self._row(sku, count) for sku, count in reversed(self._pieces.items())])
        self.show_unknown(self._codes.items())
        self.packed.emit()
        self.changed.emit()

    def _row(self, sku: str, quantity: int) -> PieceRow:
        article = self._articles[sku]
        note, tone = self.note_of(article, quantity)
        return PieceRow(sku, name_of(self.stage, article), detail_of(self.stage, article), quantity, note, tone)

    def note_of(self, _article: Article, _quantity: int) -> tuple[str, str]:
        """What stands beside the number, and its tone."""
        return "", "quiet"

    def clear(self) -> None:
        self._pieces, self._codes, self._history, self._typed = {}, {}, [], {}
        self._field, self._keys = "", False
