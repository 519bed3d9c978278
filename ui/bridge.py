"""From the bus to glass: the only subscriber that touches Qt. Messages arrive in the GUI thread, in order."""

from PySide6.QtCore import QObject, Qt, Signal

from kiosk.bus import Bus
from kiosk.ports.devices import PrinterState
from kiosk.ports.storage import PeopleChanged
from kiosk.ports.sync import EventsDelivered, RoundApplied, SyncProgress, SyncState


class Bridge(QObject):
    """Turns announcements of other threads into queued signals."""

    progressed = Signal(SyncProgress)
    connectionChanged = Signal(SyncState)
    arrived = Signal(RoundApplied)
    delivered = Signal(EventsDelivered)
    printerSeen = Signal(object)  # PrinterState
    peopleChanged = Signal(PeopleChanged)
    scanned = Signal(str)
    _told = Signal(object)
    _read = Signal(str)

    def __init__(self, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._read.connect(self.scanned, Qt.ConnectionType.QueuedConnection)
        self._signals = {
            SyncProgress: self.progressed,
            SyncState: self.connectionChanged,
            RoundApplied: self.arrived,
            EventsDelivered: self.delivered,
            PrinterState: self.printerSeen,
            PeopleChanged: self.peopleChanged,
        }
        self._stops = [bus.subscribe(kind, self._told.emit) for kind in self._signals]

    def scan(self, text: str) -> None:
        """What the scanner's thread calls."""
        if self._stops:
            self._read.emit(text)

    def close(self) -> None:
        for stop in self._stops:
            stop()
        self._stops = []

    def _pass_on(self, message: object) -> None:
        self._signals[type(message)].emit(message)
