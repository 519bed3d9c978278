"""What a manager has an eye on: devices, and whatever somebody has to see to."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.order import OrderView
from kiosk.domain.parked import end_of_day
from kiosk.domain.standing import Standing
from kiosk.ports.health import Check, DeviceReport, DeviceState, Verdict
from kiosk.ports.orders import PendingOrder
from kiosk.services.health import said
from kiosk.services.wording import clock_text
from ui.formatting import age, joined
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows_health import AttentionRow, DeviceRow, PendingRow
from ui.stage import Stage

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
_TONES = {
    DeviceState.OK: "here",
    DeviceState.NONE: "quiet",
    DeviceState.PAPER_OUT: "problem",
    DeviceState.COVER_OPEN: "problem",
    DeviceState.FAULT: "problem",
    DeviceState.OFFLINE: "problem",
}
_VERDICT_TONES = {Verdict.OK: "here", Verdict.WARN: "amber", Verdict.FAIL: "problem"}
_ORDERS, _CALLS, _HEALTH, _HELD = "orders", "calls", "health", "held"
_LISTED = 5  # orders that HQ cannot read, each on a line


@dataclass(frozen=True, slots=True)
class Watched:
    """What was read at one moment."""

    devices: tuple[DeviceReport, ...] = ()
    glance: tuple[Check, ...] = ()
    counts: tuple[int, int] = (0, 0)  # orders that need a decision, shoppers to call
    locked: tuple[tuple[str, int], ...] = ()  # names of staff, until when
    pending: tuple[PendingOrder, ...] = ()
    held: tuple[PendingOrder, ...] = ()


@QmlElement
@QmlUncreatable("made by the program")
class WatchModel(QObject):
    """Part of the Sync page; it is read anew with the page."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._seen = Watched()
        self._listing = False
        self._device_rows = Rows(DeviceRow, self)
        self._attention_rows = Rows(AttentionRow, self)
        self._pending_rows = Rows(PendingRow, self)

    @Property(Rows, constant=True)
    def devices(self) -> Rows:
        return self._device_rows

    @Property(Rows, constant=True)
    def attention(self) -> Rows:
        return self._attention_rows

    @Property(Rows, constant=True)
    def pending(self) -> Rows:
        return self._pending_rows

    @Property(bool, notify=changed)
    def listing(self) -> bool:
        """Whether what HQ lacks is listed, order by order."""
        return self._listing

    @Slot()
    def openList(self) -> None:
        self._listing = True
        self.changed.emit()

    @Slot()
    def closeList(self) -> None:
        self._listing = False
        self.changed.emit()

    @Slot(str)
    def openOrder(self, order_id: str) -> None:
        self.closeList()
        self._stage.ask(lambda desk: desk.order(order_id), self._opened)

    def _opened(self, order: OrderView | None) -> None:
        if order is not None:
            self._stage.go("order", order)

    @Slot(str)
    def see(self, key: str) -> None:
        """Go where it is seen to."""
        if key == _ORDERS:
            self._stage.go("orders", Standing.ATTENTION)
        elif key == _CALLS:
            self._stage.go("calls")
        elif key.startswith(_HELD):
            self.openOrder(key.partition(".")[2])
        else:
            self._stage.go("health")

    def look(self) -> None:
        """Read everything, off the GUI thread."""
        stage = self._stage
        here, now_ms = stage.here, stage.glass.clock()
        if here is None:
            return
        reader, health, day_ms = stage.glass.reader, stage.glass.health, end_of_day(now_ms, here)

        def watched() -> Watched:
            counts = reader.order_counts(day_ms, day_ms)
            locked = [(reader.staff(staff_id), until_ms) for staff_id, until_ms in reader.locked_out(now_ms).items()]
            return Watched(
                health.devices(),
                health.at_a_glance(),
                (counts[Standing.ATTENTION], counts[Standing.CALL_BACK]),
                tuple((member.name, until_ms) for member, until_ms in locked if member is not None),
                reader.pending_orders(),
                reader.held_orders(),
            )

        stage.read(watched, self._show)

    def say(self) -> None:
        """Everything again: the language may be another."""
        seen = self._seen
        self._device_rows.show([self._device(report) for report in seen.devices])
        self._attention_rows.show(self._attention(seen))
        self._pending_rows.show([self._order(order) for order in seen.pending])
        self.changed.emit()

    def _show(self, seen: Watched) -> None:
        self._seen = seen
        self.say()

    def _device(self, report: DeviceReport) -> DeviceRow:
        texts, stage = self._stage.texts, self._stage
        since = age(texts, report.since_ms, stage.glass.clock(), stage.here) if report.since_ms else ""
        how = joined(texts, texts(f"ui.device.{report.state.value}"), since)
        name = texts(f"health.{report.device.value}.name")
        return DeviceRow(report.device.value, name, how, _TONES.get(report.state, "amber"))

    def _attention(self, seen: Watched) -> list[AttentionRow]:
        texts, (orders, calls) = self._stage.texts, seen.counts
        rows = []
        if orders:
            rows.append(AttentionRow(_ORDERS, texts("ui.watch.orders", count=orders), "", "problem", opens=True))
        if calls:
            rows.append(AttentionRow(_CALLS, texts("ui.watch.calls", count=calls), "", "problem", opens=True))
        rows += [self._held(order) for order in seen.held[:_LISTED]]
        rows += [self._locked(name, until_ms) for name, until_ms in seen.locked]
        rows += [self._check(check) for check in seen.glance if check.verdict is not Verdict.OK and check.key != "hq"]
        return rows

    def _held(self, order: PendingOrder) -> AttentionRow:
        """HQ has it and cannot read a part of it: what is safe, and who sees to it."""
        texts = self._stage.texts
        told = texts("ui.watch.held", number=order.number)
        return AttentionRow(f"{_HELD}.{order.order_id}", told, texts("ui.watch.held_then"), "amber", opens=True)

    def _locked(self, name: str, until_ms: int) -> AttentionRow:
        here = self._stage.here
        when = clock_text(until_ms, here) if here else ""
        texts = self._stage.texts
        told = texts("ui.watch.locked", name=name, when=when)
        return AttentionRow(f"locked.{name}", told, texts("ui.watch.locked_then"), "amber", opens=False)

    def _check(self, check: Check) -> AttentionRow:
        name, found, todo = said(self._stage.texts, check)
        told = joined(self._stage.texts, name, found)
        return AttentionRow(_HEALTH + "." + check.key, told, todo, _VERDICT_TONES[check.verdict], opens=True)

    def _order(self, order: PendingOrder) -> PendingRow:
        texts, stage = self._stage.texts, self._stage
        since = age(texts, order.oldest_ms, stage.glass.clock(), stage.here)
        return PendingRow(order.order_id, order.number, texts("ui.watch.lacks", count=order.events, age=since))
