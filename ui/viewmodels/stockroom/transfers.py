"""Boxes under way from here and to here, and what is settled when one came short or over."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.in_transit import Transfer
from kiosk.domain.transfers import BoxSlip, Settlement
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import ChoiceRow
from ui.rows_stock import PieceRow, TransferRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.stockroom.words import place_of, transfer_row

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
REASONS = ("not_packed", "not_found", "damaged", "miscounted")


@QmlElement
@QmlUncreatable("made by the program")
class TransfersModel(PageModel):
    """`opened` is the one that a sheet asks about."""

    changed = Signal()
    wanted = Signal(object)  # BoxSlip: this box is here, book it in

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._seen: tuple[Transfer, ...] = ()
        self._opened: Transfer | None = None
        self._reason = ""
        self._coming, self._going = Rows(TransferRow, self), Rows(TransferRow, self)
        self._lines, self._reasons = Rows(PieceRow, self), Rows(ChoiceRow, self)

    @Property(Rows, constant=True)
    def coming(self) -> Rows:
        return self._coming

    @Property(Rows, constant=True)
    def going(self) -> Rows:
        return self._going

    @Property(Rows, constant=True)
    def lines(self) -> Rows:
        return self._lines

    @Property(Rows, constant=True)
    def reasons(self) -> Rows:
        return self._reasons

    @Property(bool, notify=changed)
    def shown(self) -> bool:
        return self._opened is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        return (self._opened.document or self._opened.transfer_id) if self._opened else ""

    @Property(str, notify=changed)
    def subtitle(self) -> str:
        """Between whom, and how it stands."""
        seen = self._opened
        if seen is None:
            return ""
        ends = self.texts(
            "ui.stockroom.between",
            sender=place_of(self.stage, seen.sender),
            receiver=place_of(self.stage, seen.receiver),
        )
        row = transfer_row(self.stage, seen, self._here)
        return f"{ends}\n{row.status}"

    @Property(bool, notify=changed)
    def canReceive(self) -> bool:
        return self._opened is not None and self._opened.receiver == self._here and self._opened.missing > 0

    @Property(bool, notify=changed)
    def canSettle(self) -> bool:
        """Whether somebody can say where the goods are: the box was opened and is not as listed, or it left here and
        does not arrive."""
        seen = self._opened
        return seen is not None and seen.open and (seen.differs or seen.sender == self._here)

    @Property(str, notify=changed)
    def settleThen(self) -> str:
        differs = self._opened is not None and self._opened.differs
        return self.texts("ui.stockroom.settle_then" if differs else "ui.stockroom.settle_way")

    @Property(bool, notify=changed)
    def reasoned(self) -> bool:
        return bool(self._reason)

    @Property(bool, notify=changed)
    def canLose(self) -> bool:
        return self.reasoned and self._opened is not None and self._opened.missing > 0

    @Slot(str)
    def open(self, transfer_id: str) -> None:
        self._opened = next((seen for seen in self._seen if seen.transfer_id == transfer_id), None)
        self._reason = ""
        self.refresh()

    @Slot()
    def close(self) -> None:
        self._opened = None
        self.refresh()

    @Slot(str)
    def choose(self, reason: str) -> None:
        self._reason = reason
        self.refresh()

    @Slot()
    def receive(self) -> None:
        """The box stands here: what was packed becomes the list to check."""
        seen = self._opened
        if seen is None:
            return
        pieces = tuple((line.sku, line.left) for line in seen.lines if line.left > 0)
        self.close()
        self.wanted.emit(BoxSlip(seen.transfer_id, seen.sender, seen.receiver, seen.document, pieces))

    @Slot(str)
    def settle(self, where: str) -> None:
        """A manager says where what is left is: lost, at_sender or at_receiver."""
        seen = self._opened
        if seen is None or not self._reason:
            return
        reason, mark = self.texts(f"ui.stockroom.reason_{self._reason}"), seen.transfer_id
        self.act(
            lambda desk: desk.stockroom.close_transfer(mark, Settlement(where), reason), lambda _done: self._settled()
        )

    @Slot()
    def look(self) -> None:
        """Read again what is under way."""
        self.stage.ask(lambda desk: desk.stockroom.transfers(), self._show)

    def refresh(self) -> None:
        here = self._here
        self._coming.show([transfer_row(self.stage, seen, here) for seen in self._seen if seen.receiver == here])
        self._going.show([transfer_row(self.stage, seen, here) for seen in self._seen if seen.receiver != here])
        lines = self._opened.lines if self._opened else ()
        self._lines.show([self._line(line.sku, line.sent, line.received, line.left) for line in lines])
        self._reasons.show(
            [ChoiceRow(key, self.texts(f"ui.stockroom.reason_{key}"), key == self._reason) for key in REASONS]
        )
        self.changed.emit()

    @property
    def _here(self) -> str:
        return self.here.id if self.here else ""

    def _line(self, sku: str, sent: int, received: int, left: int) -> PieceRow:
        said = self.texts("ui.stockroom.line", sent=sent, received=received)
        variant = self.stage.glass.catalogue.variant(sku)
        style = self.stage.glass.catalogue.style(variant.style) if variant else None
        name = self.texts.named(style) if style else sku
        apart = self._opened is not None and self._opened.differs and left
        return PieceRow(sku, name, sku, left, said, "amber" if apart else "quiet")

    def _show(self, seen: tuple[Transfer, ...]) -> None:
        self._seen = seen
        if self._opened is not None:
            self._opened = next((one for one in seen if one.transfer_id == self._opened.transfer_id), None)
        self.refresh()

    def _settled(self) -> None:
        self._opened = None
        self.stage.tell("ui.stockroom.settled")
        self.look()
