"""Goods that come in under a delivery note, and shelves that were counted: scanned or typed, then written once."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.catalogue import Variant
from kiosk.services.at_desk import Scanned
from kiosk.services.shelf import StyleScreen
from ui.formatting import joined
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import PieceRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
MOST = 9_999
LONGEST = 48


@QmlElement
@QmlUncreatable("made by the program")
class StockModel(PageModel):
    """`mode` is "receive" or "count"; `field` says where typed characters go: "note" or "code"."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._mode = "receive"
        self._field = "note"
        self._note = ""
        self._code = ""
        self._pieces: dict[str, int] = {}
        self._variants: dict[str, tuple[Variant, StyleScreen]] = {}
        self._rows = Rows(PieceRow, self)

    @Property(Rows, constant=True)
    def pieces(self) -> Rows:
        return self._rows

    @Property(str, notify=changed)
    def mode(self) -> str:
        return self._mode

    @Property(str, notify=changed)
    def field(self) -> str:
        return self._field

    @Property(str, notify=changed)
    def note(self) -> str:
        return self._note

    @Property(str, notify=changed)
    def code(self) -> str:
        return self._code

    @Property(bool, notify=changed)
    def nothing(self) -> bool:
        return not self._pieces

    @Property(str, notify=changed)
    def bookLabel(self) -> str:
        return self.texts(f"ui.stock.book_{self._mode}", count=sum(self._pieces.values()))

    @Property(bool, notify=changed)
    def canBook(self) -> bool:
        noted = self._mode == "count" or bool(self._note.strip())
        counted = self._mode == "count" or all(self._pieces.values())
        return bool(self._pieces) and noted and counted and not self.acting

    @Slot(str)
    def chooseMode(self, mode: str) -> None:
        self._mode, self._field = mode, "note" if mode == "receive" else "code"
        self._clear()

    @Slot(str)
    def chooseField(self, field: str) -> None:
        self._field = field
        self.changed.emit()

    @Slot(str, int)
    def setQuantity(self, sku: str, quantity: int) -> None:
        least = 0 if self._mode == "count" else 1
        if quantity < least:
            self._pieces.pop(sku, None)
        else:
            self._pieces[sku] = min(quantity, MOST)
        self.refresh()

    @Slot(str)
    def remove(self, sku: str) -> None:
        self._pieces.pop(sku, None)
        self.refresh()

    @Slot()
    def enterCode(self) -> None:
        code = self._code
        if code:
            self.act(lambda desk: desk.scan(code), self.take)

    @Slot()
    def book(self) -> None:
        if not self.canBook:
            return
        note, pieces = self._note, dict(self._pieces)
        if self._mode == "receive":
            self.act(
                lambda desk: desk.stockroom.receive(note, pieces), lambda _done: self._booked(sum(pieces.values()))
            )
        else:
            self.act(lambda desk: desk.stockroom.count(pieces), self._counted)

    def take(self, scanned: Scanned) -> None:
        """A scanned or typed article: one more piece of it."""
        screen = scanned.style
        if screen is None:
            return
        sku = screen.chosen_sku
        cell = next((cell for cell in screen.cells if cell.variant.sku == sku), None)
        if cell is None:
            return
        self._code = ""
        self._variants[sku] = (cell.variant, screen)
        self._pieces[sku] = min(self._pieces.get(sku, 0) + 1, MOST)
        self.refresh()

    def enter(self, _shown: object) -> None:
        self.refresh()

    def typed(self, text: str) -> None:
        if self._field == "note":
            self._note = (self._note + text.upper())[:LONGEST]
        else:
            self._code = (self._code + text.upper())[:LONGEST]
        self.changed.emit()

    def erase(self) -> None:
        if self._field == "note":
            self._note = self._note[:-1]
        else:
            self._code = self._code[:-1]
        self.changed.emit()

    def submit(self) -> None:
        if self._field == "note":
            self.chooseField("code")
        else:
            self.enterCode()

    def refresh(self) -> None:
        self._rows.show([self._row(sku, quantity) for sku, quantity in self._pieces.items()])
        self.changed.emit()

    def _row(self, sku: str, quantity: int) -> PieceRow:
        variant, screen = self._variants[sku]
        detail = joined(self.texts, f"{self.texts.named(variant, 'colour')} {variant.size}".strip(), sku)
        return PieceRow(sku, self.texts.named(screen.page.style), detail, quantity)

    def _booked(self, count: int) -> None:
        self.stage.tell("ui.stock.received", count=count)
        self._clear()

    def _counted(self, differences: dict[str, int]) -> None:
        self.stage.tell("ui.stock.counted", count=len(differences))
        self._clear()

    def _clear(self) -> None:
        self._note = self._code = ""
        self._pieces = {}
        self.refresh()
