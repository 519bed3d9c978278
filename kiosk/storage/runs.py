"""The journal as the sync engine sees it: sealed runs up, HQ's signed acknowledgements back."""

# ruff: noqa: S608 - names in the statements are this package's own constants; values are always bound

import logging
import sqlite3
from collections.abc import Collection, Sequence

from kiosk.domain.events import Event, start_of
from kiosk.errors import BugError, EnvironmentProblem
from kiosk.ports.identity import DeviceIdentity, DeviceKey
from kiosk.ports.sync import Acknowledgement, SealedRun, acknowledgement_message, seal_message
from kiosk.storage.blobs import BlobStore
from kiosk.storage.files import OpenFile, Snapshots, transaction
from kiosk.storage.keys import signed_by
from kiosk.storage.pruning import base_of, unsign, wrote
from kiosk.storage.writer import WriterThread

_log = logging.getLogger(__name__)
_ENVELOPE_BYTES = 600  # of an event on the wire, besides its body

_EVENT = "id, type, version, body, actor, hlc, wall_ms, ?, epoch, seq, content, chain"


class JournalEventSource:
    """Implements ports.sync.EventSource."""

    def __init__(
        self,
        writer: WriterThread,
        database: OpenFile,
        readers: Snapshots,
        blobs: BlobStore,
        identity: DeviceIdentity,
        key: DeviceKey,
    ) -> None:
        self._writer = writer
        self._database = database
        self._readers = readers
        self._blobs = blobs
        self._identity = identity
        self._key = key

    def next_run(self, max_events: int = 500, max_bytes: int = 1 << 20) -> SealedRun | None:
        with self._readers.snapshot() as conn:
            pending = conn.execute(
                "SELECT epoch, through, chain FROM watermark WHERE through < last_seq ORDER BY epoch LIMIT 1"
            ).fetchall()
            if not pending:
                return None
            ((epoch, through, chain),) = pending
            candidates = self._events_after(conn, epoch, through, max_events)
            wanted = _blobs_of(conn, epoch, through, candidates[-1].seq)
        events, blobs = self._fitting(candidates, wanted, max_bytes)
        last = events[-1]
        seal = self._key.sign(seal_message(last.device, epoch, last.seq, last.chain)).hex()
        return SealedRun(self._identity.device, epoch, chain, events, seal, blobs)

    def _events_after(self, conn: sqlite3.Connection, epoch: int, through: int, limit: int) -> list[Event]:
        rows = conn.execute(
            f"SELECT {_EVENT} FROM event WHERE epoch = ? AND seq > ? ORDER BY seq LIMIT ?",
            (self._identity.device, epoch, through, limit),
        )
        return [Event(*row) for row in rows.fetchall()]

    def _fitting(
        self, candidates: list[Event], wanted: dict[int, list[str]], max_bytes: int
    ) -> tuple[tuple[Event, ...], dict[str, bytes]]:
        """As many events, with their blobs, as stay under `max_bytes` on the wire: at least one."""
        size, taken = 0, 0
        blobs: dict[str, bytes] = {}
        for event in candidates:
            theirs = {name: self._blobs.read(name) for name in wanted.get(event.seq, ())}
            found = {name: content for name, content in theirs.items() if content is not None}
            size += _wire_bytes(event) + sum(len(content) * 4 // 3 + 100 for content in found.values())
            if taken and size > max_bytes:
                break
            blobs |= found
            taken += 1
        return tuple(candidates[:taken]), blobs

    def acknowledged(self, ack: Acknowledgement) -> None:
        message = acknowledgement_message(ack.device, ack.epoch, ack.through, ack.chain)
        if not signed_by(self._identity.hq_public_key, ack.signature, message):
            raise EnvironmentProblem(
                "An acknowledgement was not signed by this shop's HQ. Everything stays in the journal."
            )
        if ack.device != self._identity.device:
            raise BugError(f"HQ acknowledged events of {ack.device}, but this is {self._identity.device}")
        released = self._writer.run(lambda: self._move_watermark(ack))
        _log.debug("HQ holds epoch %d through %d; %d blobs released", ack.epoch, ack.through, released)

    def _move_watermark(self, ack: Acknowledgement) -> int:
        conn = self._database.conn
        with transaction(conn):
            if not wrote(conn, ack.epoch, ack.through, ack.chain):
                raise BugError(
                    f"HQ acknowledged epoch {ack.epoch} through {ack.through}, which this journal never wrote like that"
                )
            conn.execute(
                "UPDATE watermark SET through = ?, chain = ?, signature = ? WHERE epoch = ? AND through < ?",
                (ack.through, ack.chain, ack.signature, ack.epoch, ack.through),
            )
            released = {
                sha256
                for (sha256,) in conn.execute(
                    "DELETE FROM blob_pending WHERE epoch = ? AND seq <= ? RETURNING sha256", (ack.epoch, ack.through)
                ).fetchall()
            }
        self.drop_unwanted(released)
        return len(released)

    def known_to_hq(self) -> tuple[tuple[int, int, str], ...]:
        with self._readers.snapshot() as conn:
            rows = conn.execute(
                "SELECT epoch, through, chain FROM watermark WHERE through > 0 ORDER BY epoch"
            ).fetchall()
        return tuple((epoch, through, chain) for epoch, through, chain in rows)

    def agrees(self, holds: Sequence[tuple[int, int, str]]) -> bool:
        held = {epoch: (through, chain) for epoch, through, chain in holds}
        known = self.known_to_hq()
        if any(held.get(epoch, (0, ""))[0] < through for epoch, through, _ in known):
            return False
        with self._readers.snapshot() as conn:
            return all(wrote(conn, epoch, *held[epoch]) for epoch, _, _ in known)

    def lower(self, holds: Sequence[tuple[int, int, str]], astray: Sequence[int]) -> tuple[int, ...]:
        """HQ holds less than it signed for: send that again. In the writer thread, in a transaction. Returns the epochs
        of which HQ lacks events that are gone here, so that it cannot take what follows them under their numbers."""
        conn, device = self._database.conn, self._identity.device
        known = {epoch: (through, chain) for epoch, through, chain in holds}
        broken = []
        for epoch, through in conn.execute("SELECT epoch, through FROM watermark WHERE through > 0").fetchall():
            held, chain = known.get(epoch, (0, start_of(device, epoch).chain))
            if held >= through and epoch not in astray:
                continue
            if epoch in astray or (held and not wrote(conn, epoch, held, chain)):
                held, chain = 0, start_of(device, epoch).chain  # HQ will say how it differs
            base = base_of(conn, epoch)
            if base is not None and held < base[0]:
                broken.append(epoch)
                _log.error(
                    "HQ lacks events %d to %d of epoch %d, which left this journal when it had signed for them: "
                    "it was put back from a backup that is too old",
                    held + 1, base[0], epoch,
                )  # fmt: skip
                held, chain = base
                if through == held:
                    continue  # and nothing behind them has to go up again
            _log.error(
                "HQ signed for events 1 to %d of epoch %d, and holds %d: they are sent again", through, epoch, held
            )
            unsign(conn, epoch, held)
            conn.execute(
                "UPDATE watermark SET through = ?, chain = ?, signature = '' WHERE epoch = ?", (held, chain, epoch)
            )
        return tuple(broken)

    def newest_acknowledgement(self) -> Acknowledgement | None:
        with self._readers.snapshot() as conn:
            rows = conn.execute(
                "SELECT epoch, through, chain, signature FROM watermark WHERE signature <> '' ORDER BY epoch DESC"
                " LIMIT 1"
            ).fetchall()
        return next((Acknowledgement(self._identity.device, *row) for row in rows), None)

    def drop_unwanted(self, names: Collection[str]) -> None:
        """Remove blob files that no stored event waits to send; in the writer thread."""
        if names:
            self._blobs.drop(set(names) - self._wanted())

    def sweep_blobs(self) -> None:
        """At start, in the writer thread: what a killed unit of work left behind goes."""
        swept = self._blobs.sweep(self._wanted())
        if swept:
            _log.info("%d pieces of personal content belonged to no event and were removed", swept)

    def _wanted(self) -> set[str]:
        rows = self._database.conn.execute("SELECT DISTINCT sha256 FROM blob_pending").fetchall()
        return {sha256 for (sha256,) in rows}


def _blobs_of(conn: sqlite3.Connection, epoch: int, after: int, upto: int) -> dict[int, list[str]]:
    rows = conn.execute(
        "SELECT seq, sha256 FROM blob_pending WHERE epoch = ? AND seq > ? AND seq <= ?", (epoch, after, upto)
    ).fetchall()
    found: dict[int, list[str]] = {}
    for seq, sha256 in rows:
        found.setdefault(seq, []).append(sha256)
    return found


def _wire_bytes(event: Event) -> int:
    """The body travels as text inside JSON: each quote and backslash takes one byte more."""
    return len(event.body) + event.body.count(b'"') + event.body.count(b"\\") + _ENVELOPE_BYTES
