"""What HQ does not have yet, what it gave us and how old that is, devices, what needs attention, and "Sync now"."""

from collections.abc import Iterable

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.catalogue import Location
from kiosk.ports.storage import StreamAge, SyncStatus
from kiosk.ports.sync import SyncProgress
from ui.formatting import age
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import StreamRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.watch import WatchModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
STALE_MS = 60 * 60 * 1000
_ORDER = ("catalogue", "stock", "shop", "members", "device")
_NAMED = 2  # so many places of a region are named


@QmlElement
@QmlUncreatable("made by the program")
class SyncModel(PageModel):
    """Kept fresh by the bridge while it is shown."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._status: SyncStatus | None = None
        self._places: tuple[Location, ...] = ()
        self._progress: SyncProgress | None = None
        self._running = False
        self._streams = Rows(StreamRow, self)
        self._watch = WatchModel(stage)

    @Property(Rows, constant=True)
    def streams(self) -> Rows:
        return self._streams

    @Property(WatchModel, constant=True)
    def watch(self) -> WatchModel:
        return self._watch

    @Property(bool, notify=changed)
    def lacking(self) -> bool:
        """Whether there are orders of which HQ lacks something."""
        return bool(self._status and self._status.pending_orders)

    @Slot()
    def openHealth(self) -> None:
        self.stage.go("health")

    @Property(str, notify=changed)
    def pending(self) -> str:
        """`3 orders · ¥1,886.50`, or that HQ has everything."""
        status = self._status
        if status is None or not status.pending_events:
            return self.texts("ui.sync.nothing_pending")
        if not status.pending_orders:
            return self.texts("ui.sync.pending_events", count=status.pending_events)
        return self.texts(
            "ui.sync.pending_orders", count=status.pending_orders, value=self.stage.money(status.pending_minor)
        )

    @Property(str, notify=changed)
    def oldest(self) -> str:
        status = self._status
        if status is None or not status.oldest_pending_ms:
            return self.texts("ui.sync.safe_at_hq")
        return self.texts(
            "ui.sync.oldest",
            age=age(self.texts, status.oldest_pending_ms, self.now_ms, self.here),
            count=status.pending_events,
        )

    @Property(str, notify=changed)
    def connection(self) -> str:
        status = self._status
        if status is None or not status.since_ms:
            return self.texts("ui.sync.not_tried")
        key = "ui.sync.online" if status.online else "ui.sync.offline"
        return self.texts(key, age=age(self.texts, status.since_ms, self.now_ms, self.here))

    @Property(str, notify=changed)
    def connectionTone(self) -> str:
        return "here" if self._status and self._status.online else "amber"

    @Property(bool, notify=changed)
    def running(self) -> bool:
        return self._running

    @Property(float, notify=changed)
    def progress(self) -> float:
        """0 to 1, of what was announced."""
        seen = self._progress
        return min(seen.rows / seen.announced, 1.0) if seen and seen.announced else 0.0

    @Property(str, notify=changed)
    def progressText(self) -> str:
        seen = self._progress
        if seen is None:
            return self.texts("ui.sync.running") if self._running else ""
        return progress_text(self.stage, seen)

    @Slot()
    def syncNow(self) -> None:
        if self._running:
            return
        self._running = True
        self.changed.emit()
        self.stage.tasks.wait(self.stage.glass.sync_now, self._synced, self._failed)

    def enter(self, _shown: object) -> None:
        self._watch.closeList()
        self.arrived()

    def arrived(self) -> None:
        self._watch.look()
        reader, catalogue = self.stage.glass.reader, self.stage.glass.catalogue
        self.stage.read(lambda: (reader.sync_status(), catalogue.locations()), self._show)

    def progressed(self, progress: SyncProgress) -> None:
        self._progress = progress if progress.rows < progress.announced else None
        self.changed.emit()

    def refresh(self) -> None:
        streams = sorted(self._status.streams if self._status else (), key=_rank)
        self._streams.show([self._stream(stream) for stream in streams])
        self._watch.say()
        self.changed.emit()

    def _show(self, seen: tuple[SyncStatus, tuple[Location, ...]]) -> None:
        self._status, self._places = seen
        self.refresh()

    def _synced(self, _answer: object) -> None:
        self._running, self._progress = False, None
        self.arrived()

    def _failed(self, error: Exception) -> None:
        self._synced(None)
        self.stage.tell_error(error)

    def _stream(self, stream: StreamAge) -> StreamRow:
        fresh = stream.complete_ms and self.now_ms - stream.complete_ms < STALE_MS
        how_old = age(self.texts, stream.complete_ms, self.now_ms, self.here)
        return StreamRow(
            stream.stream, stream_name(self.stage, stream.stream, self._places), how_old, "here" if fresh else "amber"
        )


def _rank(stream: StreamAge) -> tuple[int, str]:
    """What a manager looks for first comes first."""
    kind = stream.stream.partition(".")[0]
    return (_ORDER.index(kind) if kind in _ORDER else len(_ORDER), stream.stream)


def stream_name(stage: Stage, stream: str, places: Iterable[Location] = ()) -> str:
    """`Range and prices`, `Stock · Cloud Warehouse`: a region is known by its places, here as there. An unknown kind
    keeps its own name."""
    kind, _, which = stream.partition(".")
    if kind == "stock" and stage.here is not None and which == stage.here.region:
        return stage.texts("ui.stream.stock_here")
    key = f"ui.stream.{kind}"
    if key not in stage.texts:
        return stream
    there = [stage.texts.named(place) for place in places if place.region == which]
    if len(there) > _NAMED:
        return stage.texts("ui.stream.stock_of_many", which=there[0], count=len(there))
    return stage.texts(key, which=stage.texts("ui.facet.and").join(there) or which)


def progress_text(stage: Stage, seen: SyncProgress) -> str:
    """`Range and prices: 5,000 of 13,000 rows`, or megabytes of a snapshot."""
    if seen.unit == "bytes":
        done, announced = f"{seen.rows / 1e6:.1f}", f"{seen.announced / 1e6:.1f}"
        return stage.texts("ui.sync.progress_mb", done=done, all=announced)
    name = stream_name(stage, seen.stream)
    return stage.texts("ui.sync.progress_rows", name=name, done=f"{seen.rows:,}", all=f"{seen.announced:,}")
