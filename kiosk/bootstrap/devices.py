"""What this process knows of its devices, and since when."""

import threading
from collections.abc import Callable

from kiosk.ports.devices import PrinterState
from kiosk.ports.health import Device, DeviceReport, DeviceState


class DeviceBoard:
    """Told by whoever drives a device; any thread may ask. A device nobody has heard of yet is UNKNOWN."""

    def __init__(self, clock: Callable[[], int], *, scanner: bool, printer: bool) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        there = {Device.SCANNER: scanner, Device.PRINTER: printer, Device.DRAWER: printer}
        self._reports = {
            device: DeviceReport(device, DeviceState.UNKNOWN if known else DeviceState.NONE)
            for device, known in there.items()
        }

    def note(self, device: Device, state: DeviceState) -> None:
        """`since` moves only when the state does."""
        with self._lock:
            if self._reports[device].state is not state:
                self._reports[device] = DeviceReport(device, state, self._clock())

    def note_printer(self, state: PrinterState) -> None:
        """A drawer hangs on the printer and says nothing of itself: with a printer that cannot be reached it cannot
        open, with any other nobody knows."""
        printer = DeviceState.of_printer(state)
        self.note(Device.PRINTER, printer)
        drawer = DeviceState.OFFLINE if printer is DeviceState.OFFLINE else DeviceState.UNKNOWN
        self.note(Device.DRAWER, drawer)

    def reports(self) -> tuple[DeviceReport, ...]:
        with self._lock:
            return tuple(self._reports.values())
