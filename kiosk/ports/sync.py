"""What the sync engine needs from storage: a source of sealed runs, and replicas that take rounds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from kiosk.domain.events import Event


@dataclass(frozen=True, slots=True)
class SealedRun:
    """A stretch of one epoch, sealed by its author: an Ed25519 signature (hex) over `seal_message` of its last chain
    hash."""

    device: str
    epoch: int
    previous_chain: str
    events: tuple[Event, ...]
    seal: str
    blobs: dict[str, bytes] = field(default_factory=dict)  # sha256 → plain content


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """HQ's signed word that it durably holds everything of (device, epoch) up to `through`, whose chain hash is
    `chain`."""

    device: str
    epoch: int
    through: int
    chain: str
    signature: str


def seal_message(device: str, epoch: int, last_seq: int, chain: str) -> bytes:
    return f"kiosk/seal/1|{device}|{epoch}|{last_seq}|{chain}".encode()


def acknowledgement_message(device: str, epoch: int, through: int, chain: str) -> bytes:
    return f"kiosk/ack/1|{device}|{epoch}|{through}|{chain}".encode()


class EventSource(Protocol):
    """The journal, as the engine sees it."""

    def next_run(self, max_events: int = 500, max_bytes: int = 1 << 20) -> SealedRun | None:
        """What HQ does not have, oldest first; None when it has everything."""

    def acknowledged(self, ack: Acknowledgement) -> None:
        """Check HQ's signature and our own chain hash at `through`, move the watermark, let go of blobs HQ now has.
        Raises BugError when HQ acknowledges what we never wrote."""

    def known_to_hq(self) -> tuple[tuple[int, int, str], ...]:
        """(epoch, through, chain) that HQ signed for, epoch by epoch."""

    def agrees(self, holds: Sequence[tuple[int, int, str]]) -> bool:
        """Whether what HQ holds of us, (epoch, through, chain), is as far as it signed for, or further, and ours."""

    def held_by_hq(self, holds: Sequence[tuple[int, int, str]], astray: Sequence[int] = ()) -> None:
        """HQ says what it holds of us. Where it holds less than it signed for, or other events in an epoch that is
        `astray`, it was put back from a backup, and what it lacks is sent again; where it holds more of our newest
        epoch than we have, our own files were put back, and another epoch begins."""

    def part_ways(self, epoch: int) -> None:
        """HQ has other events under these numbers: what it has not signed for goes up again under another epoch. Ids,
        contents and what they did stay."""

    def newest_acknowledgement(self) -> Acknowledgement | None: ...

    def let_go(self, now_ms: int) -> int:
        """Old events that HQ signed for may leave; returns how many did. `now_ms` is HQ's time."""


@dataclass(frozen=True, slots=True)
class Cursor:
    gen: str
    seq: int


@dataclass(frozen=True, slots=True)
class StreamRow:
    """One row of a stream: a new body (JSON of the named dataclass, by kiosk.domain.codec), or a tombstone (body None).

    catalogue: location Location, style Style, variant Variant, price Price (id "zone/tier/code"), publication
    Publication.
    stock.<region>: stock StockRow (id "location/sku").
    shop.<id>: staff StaffMember, member Member, stock StockRow (id sku), order OrderFacts, task CallBackTask.
    device.<id>: notice, plain text for the people at this device.
    """

    entity: str
    id: str
    seq: int
    body: str | None


@dataclass(frozen=True, slots=True)
class CutEntry:
    """HQ's state includes events 1..n of (device, epoch) except those held."""

    device: str
    epoch: int
    n: int
    held: tuple[int, ...] = ()


class Replica(Protocol):
    """A place that keeps streams. Rows are staged in small transactions and become visible in one."""

    def holds(self, stream: str) -> bool:
        """Whether the stream lives here. HQ says which streams a device is served, and may begin to serve another."""

    def cursor(self, stream: str) -> Cursor | None: ...

    def begin(self, stream: str, *, from_zero: bool, announced: int) -> None:
        """Open a round, dropping what an interrupted one left staged. `from_zero`: what is not sent again is gone."""

    def stage(self, stream: str, rows: Sequence[StreamRow]) -> None: ...

    def finish(self, stream: str, cursor: Cursor, cut: Sequence[CutEntry], complete_ms: int) -> int:
        """Make the staged round visible with its cursor and cut, in one transaction; returns the rows applied."""

    def touched(self, stream: str, complete_ms: int) -> None:
        """The stream was asked and nothing had changed."""


@dataclass(frozen=True, slots=True)
class Chunk:
    sha256: str  # of the inflated bytes
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """A signed description of a catalogue file at HQ, ready to use."""

    set: str
    gen: str
    schema: int
    cursors: dict[str, int]  # stream → seq
    chunks: tuple[Chunk, ...]
    sha256: str  # of the whole file
    size: int
    built_ms: int
    signature: str = ""


class SnapshotStore(Protocol):
    """Where catalogue files live under their own names."""

    def staging_path(self, sha256: str) -> Path:
        """The partial file to write to; kept between attempts, so that a download can go on."""

    def adopt(self, staged: Path, manifest: Manifest) -> None:
        """Check the staged file, give it its name, switch the pointer; old files go when unused. Raises
        EnvironmentProblem, and removes the staged file, when it is not the manifest's whole file, or no catalogue."""


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """How far a round is: `rows` of `announced` of the stream; of a snapshot (`unit` "bytes") what is on disk."""

    stream: str
    rows: int
    announced: int
    unit: str = "rows"


@dataclass(frozen=True, slots=True)
class SyncState:
    """The connection changed: published at the transition, not per attempt. `code` and `error` are empty while all is
    well; "hq_refused", "hq_revoked", "hq_impostor" and "too_old" mean that nothing comes down until a person has done
    something."""

    online: bool
    since_ms: int
    code: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class TakenOutOfService:
    """HQ revoked this device, and has signed for everything that it recorded."""


@dataclass(frozen=True, slots=True)
class RoundApplied:
    """New rows of a stream are visible (0: a whole catalogue was installed)."""

    stream: str
    rows: int


@dataclass(frozen=True, slots=True)
class EventsDelivered:
    """HQ holds `count` more of our events."""

    count: int
