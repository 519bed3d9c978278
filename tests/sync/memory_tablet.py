"""A tablet in memory: the real engine on the fakes of its ports, and what it said."""

from collections.abc import Callable
from pathlib import Path

from kiosk.errors import HqUnreachable, KioskError
from kiosk.ports.sync import SyncProgress, SyncState
from sync.engine import SyncEngine
from tests.sync.fakes import FolderSnapshots, MemoryJournal, MemoryKey, MemoryReplica, identity
from tests.sync.memory_hq import MemoryHq, sick

DEVICE = "device-1"
NOW_MS = 1_700_000_500_000


class Tablet:
    """An enrolled tablet in memory, and what it was told."""

    def __init__(self, hq: MemoryHq, folder: Path, *, streams: tuple[str, ...] = ("shop.JA", "catalogue")) -> None:
        self.hq = hq
        key = MemoryKey()
        hq.enrolled(DEVICE, key.public_bytes())
        self.now_ms = NOW_MS
        self.said: list[object] = []
        self.journal = MemoryJournal(DEVICE, key, hq.public_key)
        self.replica = MemoryReplica(*streams)
        self.snapshots = FolderSnapshots(folder, self.replica)
        self.engine = SyncEngine(
            hq, identity(hq.public_key), key, self.journal, [self.replica], self.snapshots, self.said.append,
            clock=lambda: self.now_ms, program="test", schema=1,
        )  # fmt: skip

    def states(self) -> list[SyncState]:
        return [message for message in self.said if isinstance(message, SyncState)]

    def progress(self) -> list[tuple[str, int, int]]:
        return [(m.stream, m.rows, m.announced) for m in self.said if isinstance(m, SyncProgress)]

    def in_step(self) -> bool:
        same = all(self.replica.rows(stream) == self.hq.live(stream) for stream in self.replica.streams())
        return same and [event.id for event in self.hq.events.get((DEVICE, 1), [])] == [
            event.id for event in self.journal.events
        ]


def failing(name: str, error: KioskError, times: int = 10**9) -> Callable[[str], None]:
    """Whoever asks for `name` gets the error, so many times."""
    left = [times]

    def before(request: str) -> None:
        if request.startswith(name) and left[0] > 0:
            left[0] -= 1
            raise error

    return before


def unreachable(status: int | None = None) -> HqUnreachable:
    return sick("HQ does not answer", status)
