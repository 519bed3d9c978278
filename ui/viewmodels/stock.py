"""The stockroom's page: which of its parts is open, and where scans and typed characters go."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.codes import recognise
from kiosk.domain.transfers import BoxSlip
from kiosk.services.goods import GOODS
from ui.qt import Property, QmlUncreatable
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.stockroom.counting import CountingModel
from ui.viewmodels.stockroom.movements import MovementsModel
from ui.viewmodels.stockroom.receiving import ReceivingModel
from ui.viewmodels.stockroom.sending import SendingModel
from ui.viewmodels.stockroom.transfers import TransfersModel
from ui.viewmodels.stockroom.zones import ZonesModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class StockModel(PageModel):
    """`mode`: receive, count, send or movements."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._mode = "receive"
        self._giving_up = False
        self._receiving, self._sending = ReceivingModel(stage), SendingModel(stage)
        self._counting, self._zones = CountingModel(stage), ZonesModel(stage)
        self._transfers, self._movements = TransfersModel(stage), MovementsModel(stage)
        for box in (self._receiving, self._sending):
            box.slipScanned.connect(self._came)
            box.booked.connect(self._transfers.look)
        for part in (self._receiving, self._sending, self._counting, self._movements):
            part.changed.connect(self._part_changed)
        self._transfers.wanted.connect(self._came)
        self._zones.begun.connect(self._begin)

    @Property(ReceivingModel, constant=True)
    def receiving(self) -> ReceivingModel:
        return self._receiving

    @Property(SendingModel, constant=True)
    def sending(self) -> SendingModel:
        return self._sending

    @Property(CountingModel, constant=True)
    def counting(self) -> CountingModel:
        return self._counting

    @Property(ZonesModel, constant=True)
    def zones(self) -> ZonesModel:
        return self._zones

    @Property(TransfersModel, constant=True)
    def transfers(self) -> TransfersModel:
        return self._transfers

    @Property(MovementsModel, constant=True)
    def movements(self) -> MovementsModel:
        return self._movements

    @Property(str, notify=changed)
    def mode(self) -> str:
        return self._mode

    @Property(bool, notify=changed)
    def keys(self) -> bool:
        """Whether the keyboard on glass is open: a field was tapped."""
        return self._part.keys

    @Property(bool, notify=changed)
    def givingUp(self) -> bool:
        """Whether somebody is asked if the count is to be forgotten."""
        return self._giving_up

    @Slot()
    def askGiveUp(self) -> None:
        self._giving_up = True
        self.changed.emit()

    @Slot()
    def keepCounting(self) -> None:
        self._giving_up = False
        self.changed.emit()

    @Slot()
    def giveUp(self) -> None:
        self._giving_up = False
        self._counting.giveUp()
        self.changed.emit()

    @Slot(str)
    def chooseMode(self, mode: str) -> None:
        self._part.hideKeys()
        self._mode = mode
        self._look()
        self.changed.emit()

    @Slot()
    def hideKeys(self) -> None:
        self._part.hideKeys()

    def takes(self, text: str) -> bool:
        """Whether a scan is for this page: goods, or what pretends to be goods. People's codes and orders are not."""
        return recognise(text).kind in GOODS

    def scan(self, text: str) -> None:
        self._part.scan(text)

    def enter(self, shown: object) -> None:
        if isinstance(shown, BoxSlip):
            self._came(shown)
        self._look()
        self.refresh()

    def leave(self) -> None:
        self._part.hideKeys()

    def arrived(self) -> None:
        self._look()

    def typed(self, text: str) -> None:
        self._typist.typed(text)

    def erase(self) -> None:
        self._typist.erase()

    def submit(self) -> None:
        self._typist.submit()

    @property
    def _part(self) -> ReceivingModel | SendingModel | CountingModel | MovementsModel:
        if self._mode == "receive":
            return self._receiving
        if self._mode == "send":
            return self._sending
        return self._counting if self._mode == "count" else self._movements

    @property
    def _typist(self) -> PageModel:
        return self._zones if self._zones.shown else self._part

    def _look(self) -> None:
        if self._mode in ("receive", "send"):
            self._transfers.look()
        elif self._mode == "count":
            self._counting.look()
        else:
            self._movements.look()

    @Slot(object)
    def _came(self, slip: BoxSlip) -> None:
        """A box from another shop stands here."""
        self._mode = "receive"
        self._receiving.expect(slip)
        self.changed.emit()

    @Slot(object, bool)
    def _begin(self, names: tuple[str, ...], whole: bool) -> None:
        self._counting.begin_zones(names, whole=whole)

    @Slot()
    def _part_changed(self) -> None:
        self.changed.emit()
