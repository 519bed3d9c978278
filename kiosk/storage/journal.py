"""The precious file: events, numbers, print jobs. Every commit is on the disk, and nothing leaves it but what
kiosk.storage.pruning says."""

import json
import logging
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import kiosk
from kiosk.domain.events import EpochStarted, Position, start_of
from kiosk.ports.identity import DeviceIdentity, DeviceKey
from kiosk.ports.storage import JournalTx
from kiosk.storage.blobs import BlobStore
from kiosk.storage.files import (
    ROOM_BYTES,
    OpenFile,
    Readers,
    Snapshots,
    check_file,
    has_room,
    migrate,
    sync_folder,
    transaction,
)
from kiosk.storage.forking import move_end
from kiosk.storage.print_jobs import JournalPrintQueue
from kiosk.storage.pruning import note_signed, prune
from kiosk.storage.runs import JournalEventSource
from kiosk.storage.schemas import JOURNAL
from kiosk.storage.transaction import Committed, Transaction
from kiosk.storage.writer import WriterThread

T = TypeVar("T")
JOURNAL_FILE, GUARD_FILE = "journal.db", "journal.guard"
_log = logging.getLogger(__name__)


def wall_clock_ms() -> int:
    return time.time_ns() // 1_000_000


class SqliteJournal:
    """Implements ports.storage.Journal, ports.sync.EventSource and ports.devices.PrintQueue.

    Each of `on_commit` is called after a commit, in the thread that asked for it.
    """

    def __init__(
        self,
        folder: Path,
        identity: DeviceIdentity,
        key: DeviceKey,
        shop: Snapshots,
        *,
        clock: Callable[[], int] = wall_clock_ms,
        room_bytes: int = ROOM_BYTES,
    ) -> None:
        """Opens, or begins, the journal in `folder`. Raises NewerFile or DamagedFile, and leaves the file as it was."""
        self._folder = folder
        self._identity = identity
        self._key = key
        self._shop = shop
        self._clock = clock
        self._room_bytes = room_bytes
        self.on_commit: list[Callable[[Committed], None]] = []
        self._path = folder / JOURNAL_FILE
        if self._path.exists():
            check_file(self._path, JOURNAL)
        self._writer = WriterThread("journal-writer")
        try:
            self._database = self._writer.open(self._path, synchronous="FULL")
            self._writer.run(lambda: migrate(self._database, JOURNAL))
            self.readers = Readers(self._path)
            self._blobs = BlobStore(folder / "blobs", key)
            self.find_blob = self._blobs.find
            self._events = JournalEventSource(self._writer, self._database, self.readers, self._blobs, identity, key)
            self._prints = JournalPrintQueue(self._writer, self._database, self.readers, clock, key)
            self._position = self._writer.run(self._begin)
            sync_folder(folder)  # the names of files that SQLite has just made
        except BaseException:
            self._writer.close()
            raise
        # The engine and the spooler see the same object as everybody, each through its own port.
        self.next_run, self.acknowledged = self._events.next_run, self._events.acknowledged
        self.newest_acknowledgement = self._events.newest_acknowledgement
        self.known_to_hq, self.agrees = self._events.known_to_hq, self._events.agrees
        self.next_job, self.starting = self._prints.next_job, self._prints.starting
        self.printed, self.waits = self._prints.printed, self._prints.waits
        self.failed, self.set_aside = self._prints.failed, self._prints.set_aside
        self._guard = Guard(folder / GUARD_FILE)
        self._writer.when_idle(lambda: self._guard.note(self._position))

    def run(self, work: Callable[[JournalTx], T]) -> T:
        """Run a unit of work in the writer thread and wait. An exception rolls it back and is raised here."""
        result, committed = self._writer.run(lambda: self._perform(work))
        if committed.events or committed.print_jobs:
            self._announce(committed)
        return result

    def _announce(self, committed: Committed) -> None:
        """A listener's error is logged: what it was told has happened, and the caller must not think otherwise."""
        for listener in self.on_commit:
            try:
                listener(committed)
            except Exception:
                _log.exception("a listener of the journal failed")

    def room_for_orders(self) -> bool:
        return has_room(self._folder, self._room_bytes)

    def limit_pages(self, pages: int) -> None:
        """Let the file grow to so many pages, or not beyond what it has when they are fewer: as a disk that is full."""
        self._writer.run(lambda: self._database.conn.execute(f"PRAGMA max_page_count = {pages:d}").fetchall())

    @property
    def position(self) -> Position:
        """Where the next event goes."""
        return self._position

    def start_epoch(self, reason: str) -> int:
        """Begin a new epoch, and with it new series of numbers; returns its number."""

        def begin() -> int:
            self._position = self._new_epoch(self._position.epoch + 1, reason)
            return self._position.epoch

        return self._writer.run(begin)

    def held_by_hq(self, holds: Sequence[tuple[int, int, str]], astray: Sequence[int] = ()) -> None:
        def compare() -> None:
            with transaction(self._database.conn):
                broken = self._events.lower(holds, astray)
            for epoch in broken:  # what follows what is gone can only go up under another epoch
                if self._has_more(epoch):
                    self._position = self._new_epoch(self._position.epoch + 1, "forked", ending=epoch)
            here = self._position
            if any(epoch == here.epoch and through > here.seq for epoch, through, _ in holds):
                _log.error("HQ holds more of epoch %d than this journal: a new epoch begins", here.epoch)
                self._position = self._new_epoch(here.epoch + 1, "restored")

        self._writer.run(compare)

    def part_ways(self, epoch: int) -> None:
        def part() -> None:
            _log.error("HQ has other events of epoch %d: ours go on under a new one", epoch)
            self._position = self._new_epoch(self._position.epoch + 1, "forked", ending=epoch)

        self._writer.run(part)

    def let_go(self, now_ms: int) -> int:
        """Old events that HQ signed for leave the file (kiosk.storage.pruning), some at a time so that nobody waits;
        returns how many went. `now_ms` is HQ's time."""
        gone, went = 0, 1
        while went:
            went = self._writer.run(lambda: self._prune(now_ms))
            gone += went
        return gone

    def _prune(self, now_ms: int) -> int:
        conn = self._database.conn
        with transaction(conn):
            note_signed(conn, now_ms)
            return prune(conn, now_ms)

    def _has_more(self, epoch: int) -> bool:
        pending = "SELECT 1 FROM watermark WHERE epoch = ? AND through < last_seq"
        return bool(self._database.conn.execute(pending, (epoch,)).fetchall())

    def close(self) -> None:
        self.readers.close()
        self._writer.close()

    def _perform(self, work: Callable[[JournalTx], T]) -> tuple[T, Committed]:
        with self._shop.snapshot() as shop:
            unit = self._unit(shop, self._position)
            try:
                with transaction(self._database.conn):
                    result = work(unit)
                    committed = unit.finished()
            except BaseException:
                self._events.drop_unwanted(unit.blobs)
                raise
        self._position = unit.position
        return result, committed

    def _unit(self, shop: sqlite3.Connection, position: Position) -> Transaction:
        conn = self._database.conn
        return Transaction(conn, shop, self._identity, self._key, self._blobs, position, self._clock())

    def _begin(self) -> Position:
        """Continue where the file ends: or begin the first epoch, or a new one when this file is an older copy."""
        self._events.sweep_blobs()
        position = last_position(self._database, self._identity.device)
        reached = (position.epoch, position.seq) if position else (0, 0)
        known = Guard(self._folder / GUARD_FILE).read()
        if known > reached:
            _log.error("the journal ends at %s, but had reached %s: a new epoch begins", reached, known)
            return self._new_epoch(known[0] + 1, "restored")
        return position or self._new_epoch(1, "enrolled")

    def _new_epoch(self, epoch: int, reason: str, *, ending: int | None = None) -> Position:
        """Begin `epoch`, with what HQ has not signed for of the epoch `ending` first."""
        conn, device = self._database.conn, self._identity.device
        body = EpochStarted(epoch, reason, kiosk.__version__, self._identity.shop)
        with self._shop.snapshot() as shop, transaction(conn):
            conn.execute(
                "INSERT INTO watermark (epoch, through, chain, signature, last_seq) VALUES (?, 0, ?, '', 0)",
                (epoch, start_of(device, epoch).chain),
            )
            start = start_of(device, epoch) if ending is None else move_end(conn, device, ending, epoch)
            unit = self._unit(shop, start)
            unit.append(body, "device")
        return unit.position


def last_position(database: OpenFile, device: str) -> Position | None:
    """The end of the newest epoch; None for a journal without any."""
    rows = database.conn.execute("SELECT epoch, seq, chain, hlc FROM event ORDER BY epoch DESC, seq DESC LIMIT 1")
    for epoch, seq, chain, hlc in rows.fetchall():
        return Position(device, epoch, seq, chain, hlc)
    return None


class Guard:
    """A note beside the journal of how far it had come: a copy put back from a backup ends before it.

    It is written after commits, from time to time, and kept out of backups; so it is never ahead of its own journal.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._noted = (0, 0)

    def read(self) -> tuple[int, int]:
        """(epoch, seq), (0, 0) when there is no note or it cannot be read."""
        try:
            noted = json.loads(self._path.read_bytes())
            return int(noted["epoch"]), int(noted["seq"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0, 0

    def note(self, position: Position) -> None:
        reached = (position.epoch, position.seq)
        if reached == self._noted:
            return
        partial = self._path.with_suffix(".partial")
        partial.touch(mode=0o600)
        partial.write_text(json.dumps({"epoch": position.epoch, "seq": position.seq}))
        partial.replace(self._path)
        self._noted = reached
