"""Second implementations of the ports that synchronising speaks: a journal, replicas and a catalogue folder in memory.

They keep every promise the port makes, so that the engine can be tried without a disk, and the contract suites know a
difference between the contract and one way to keep it.
"""

import hashlib
import itertools
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.domain import events
from kiosk.domain.events import Body, EpochStarted, Event
from kiosk.errors import BugError, EnvironmentProblem
from kiosk.ports.identity import DeviceIdentity
from kiosk.ports.sync import (
    Acknowledgement,
    Cursor,
    CutEntry,
    Manifest,
    SealedRun,
    StreamRow,
    acknowledgement_message,
    seal_message,
)


class MemoryKey:
    """A device key that lives as long as the test."""

    def __init__(self) -> None:
        self._private = Ed25519PrivateKey.generate()

    def sign(self, message: bytes) -> bytes:
        return self._private.sign(message)

    def public_bytes(self) -> bytes:
        return self._private.public_key().public_bytes_raw()

    def encrypt(self, plain: bytes) -> bytes:
        return plain[::-1]

    def decrypt(self, sealed: bytes) -> bytes:
        return sealed[::-1]


def signed_by(public: bytes, signature: str, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


class MemoryJournal:
    """An EventSource: one epoch of events, and how far HQ has signed for them."""

    def __init__(self, device: str, key: MemoryKey, hq_public_key: bytes, *, epoch: int = 1) -> None:
        self.device, self.epoch = device, epoch
        self._key = key
        self._hq_key = hq_public_key
        self._end = events.start_of(device, epoch)
        self._ids = itertools.count(1)
        self.events: list[Event] = []
        self.blobs: dict[str, bytes] = {}
        self.acknowledgement: Acknowledgement | None = None
        self._sent: int | None = None  # HQ lost what is behind it
        self.let_go_ms: list[int] = []  # when old events might have left

    @property
    def through(self) -> int:
        if self._sent is not None:
            return self._sent
        return self.acknowledgement.through if self.acknowledgement else 0

    def record(self, body: Body, *, at_ms: int = 1_700_000_000_000) -> Event:
        event_id = f"{self.device}-{self.epoch}-{next(self._ids)}"
        hlc = max(self._end.hlc + 1, at_ms << 16)
        event = events.write(body, after=self._end, event_id=event_id, actor="device", hlc=hlc, at_ms=at_ms)
        self._end = events.Position(self.device, self.epoch, event.seq, event.chain, hlc)
        self.events.append(event)
        return event

    def record_some(self, count: int) -> None:
        """Facts that change nothing in the shop."""
        for _ in range(count):
            self.record(EpochStarted(self.epoch, "test", "0"))

    def rewrite(self, kept: int) -> None:
        """Another past: as after a copy that ended with `kept` events was put back and written on."""
        last = self.events[kept - 1]
        self.events = self.events[:kept]
        self._end = events.Position(self.device, self.epoch, last.seq, last.chain, last.hlc)
        self.record(EpochStarted(self.epoch, "another past", "0"))

    def next_run(self, max_events: int = 500, max_bytes: int = 1 << 20) -> SealedRun | None:
        fresh = self.events[self.through :]
        if not fresh:
            return None
        sizes = itertools.accumulate(len(event.body) for event in fresh)
        chosen = [event for event, size in zip(fresh[:max_events], sizes, strict=False) if size <= max_bytes]
        chosen = chosen or fresh[:1]
        last = chosen[-1]
        seal = self._key.sign(seal_message(self.device, self.epoch, last.seq, last.chain)).hex()
        previous = (
            self.events[self.through - 1].chain if self.through else events.start_of(self.device, self.epoch).chain
        )
        return SealedRun(self.device, self.epoch, previous, tuple(chosen), seal, dict(self.blobs))

    def known_to_hq(self) -> tuple[tuple[int, int, str], ...]:
        return ((self.epoch, self.through, self.events[self.through - 1].chain),) if self.through else ()

    def agrees(self, holds: Sequence[tuple[int, int, str]]) -> bool:
        held, chain = next(((through, chain) for epoch, through, chain in holds if epoch == self.epoch), (0, ""))
        return not self.through or (self.through <= held <= len(self.events) and self.events[held - 1].chain == chain)

    def held_by_hq(self, holds: Sequence[tuple[int, int, str]], astray: Sequence[int] = ()) -> None:
        held = next((through for epoch, through, _ in holds if epoch == self.epoch), 0)
        if self.acknowledgement and (held < self.through or self.epoch in astray):
            self._sent = 0 if self.epoch in astray else held
        if held > len(self.events):
            self._go_on(self.epoch + 1, [])

    def let_go(self, now_ms: int) -> int:
        self.let_go_ms.append(now_ms)
        return 0

    def part_ways(self, epoch: int) -> None:
        assert epoch == self.epoch
        self._go_on(epoch + 1, self.events[self.through :])

    def _go_on(self, epoch: int, first: list[Event]) -> None:
        self.epoch, self.events, self.acknowledgement, self._sent = epoch, [], None, None
        self._end = events.start_of(self.device, epoch)
        for event in first:
            chain = events.chain_hash(event.content, self.device, epoch, self._end.seq + 1, self._end.chain)
            moved = replace(event, epoch=epoch, seq=self._end.seq + 1, chain=chain)
            self.events.append(moved)
            self._end = events.Position(self.device, epoch, moved.seq, chain, moved.hlc)
        self.record(EpochStarted(epoch, "test", "0"))

    def acknowledged(self, ack: Acknowledgement) -> None:
        message = acknowledgement_message(ack.device, ack.epoch, ack.through, ack.chain)
        if not signed_by(self._hq_key, ack.signature, message):
            raise BugError("an acknowledgement that HQ did not sign")
        if ack.through > len(self.events) or self.events[ack.through - 1].chain != ack.chain:
            raise BugError("HQ acknowledges what was never written here")
        if ack.through > self.through:
            self.acknowledgement = ack
            self.blobs.clear()

    def newest_acknowledgement(self) -> Acknowledgement | None:
        return self.acknowledgement


@dataclass
class _Stream:
    rows: dict[tuple[str, str], str] = field(default_factory=dict)
    cursor: Cursor | None = None
    cut: tuple[CutEntry, ...] = ()
    complete_ms: int = 0
    staged: list[StreamRow] = field(default_factory=list)
    from_zero: bool = False
    open: bool = False


class MemoryReplica:
    """A Replica of the named streams."""

    def __init__(self, *streams: str) -> None:
        self._streams = {stream: _Stream() for stream in streams}
        self.rounds = 0

    def rows(self, stream: str) -> dict[tuple[str, str], str]:
        return self._streams[stream].rows

    def cut(self, stream: str) -> tuple[CutEntry, ...]:
        return self._streams[stream].cut

    def complete_ms(self, stream: str) -> int:
        return self._streams[stream].complete_ms

    def streams(self) -> tuple[str, ...]:
        return tuple(self._streams)

    def holds(self, stream: str) -> bool:
        return stream in self._streams

    def cursor(self, stream: str) -> Cursor | None:
        return self._streams[stream].cursor

    def begin(self, stream: str, *, from_zero: bool, announced: int) -> None:
        kept = self._streams[stream]
        kept.staged, kept.from_zero, kept.open = [], from_zero, True

    def stage(self, stream: str, rows: Sequence[StreamRow]) -> None:
        assert self._streams[stream].open, "a round begins before it is staged"
        self._streams[stream].staged.extend(rows)

    def finish(self, stream: str, cursor: Cursor, cut: Sequence[CutEntry], complete_ms: int) -> int:
        kept = self._streams[stream]
        assert kept.open, "a round is finished once"
        rows = {} if kept.from_zero else dict(kept.rows)
        for row in kept.staged:
            if row.body is None:
                rows.pop((row.entity, row.id), None)
            else:
                rows[row.entity, row.id] = row.body
        applied = len(kept.staged)
        self._streams[stream] = _Stream(rows, cursor, tuple(cut), complete_ms)
        self.rounds += 1
        return applied

    def touched(self, stream: str, complete_ms: int) -> None:
        self._streams[stream].complete_ms = complete_ms

    def install(self, stream: str, rows: dict[tuple[str, str], str], cursor: Cursor) -> None:
        """What a snapshot does: everything at once."""
        self._streams[stream] = _Stream(dict(rows), cursor)


class FolderSnapshots:
    """A SnapshotStore whose catalogue "file" is any file that begins with a magic line; installs into a replica."""

    MAGIC = b"CATALOGUE\n"

    def __init__(self, folder: Path, replica: MemoryReplica) -> None:
        self._folder = folder
        self._replica = replica
        self.adopted: list[Manifest] = []

    def staging_path(self, sha256: str) -> Path:
        return self._folder / f"staging-{sha256[:8]}"

    def adopt(self, staged: Path, manifest: Manifest) -> None:
        content = staged.read_bytes()
        if not content.startswith(self.MAGIC) or hashlib.sha256(content).hexdigest() != manifest.sha256:
            staged.unlink()
            raise EnvironmentProblem("what arrived is no catalogue")
        os.replace(staged, self._folder / f"catalogue-{manifest.sha256[:8]}")
        self.adopted.append(manifest)
        for stream, seq in manifest.cursors.items():
            rows = {("file", hashlib.sha256(content).hexdigest()): "{}"}
            self._replica.install(stream, rows, Cursor(manifest.gen, seq))


def identity(hq_public_key: bytes, *, device: str = "device-1", shop: str = "JA", url: str = "") -> DeviceIdentity:
    return DeviceIdentity(device, shop, "02", f"{shop}-02", "east", url or "https://hq.example", hq_public_key)
