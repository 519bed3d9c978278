"""The journal's print jobs: stored with the sale, printed after it, as the spooler and as staff see them.

How many papers of a slip may have come out is the sum of the attempts of its jobs; each attempt is committed before
its first byte. So a paper that is not the first knows it, whatever happened to the process or the cable.
"""
# ruff: noqa: S608 - names in the statements are this package's own constants; values are always bound

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kiosk.errors import EnvironmentProblem, InputError
from kiosk.ports.devices import PrinterTrouble, PrintJob, PrintState, QueuedJob, Slip
from kiosk.ports.identity import DeviceKey
from kiosk.storage.files import OpenFile, Snapshots, transaction
from kiosk.storage.sealed_slips import WIPED, slip_of, stored
from kiosk.storage.writer import WriterThread

_log = logging.getLogger(__name__)
_OPEN = "state IN ('waiting', 'attention')"
_COLUMNS = "id, kind, reference, which, state, reason, attempts, created_ms, ended_ms, ended_by, note"


class JournalPrintQueue:
    """Implements ports.devices.PrintQueue."""

    def __init__(
        self,
        writer: WriterThread,
        database: OpenFile,
        readers: Snapshots,
        clock: Callable[[], int],
        key: DeviceKey,
    ) -> None:
        self._writer = writer
        self._database = database
        self._readers = readers
        self._clock = clock
        self._key = key

    def next_job(self) -> PrintJob | None:
        while True:
            with self._readers.snapshot() as conn:
                rows = conn.execute(
                    "SELECT id, slip, attempts - forgiven FROM print_job WHERE state = 'waiting' ORDER BY id LIMIT 1"
                ).fetchall()
            if not rows:
                return None
            ((job_id, slip, attempts),) = rows
            try:
                return PrintJob(job_id, slip_of(slip, self._key), attempts)
            except (InputError, EnvironmentProblem, ValueError) as error:
                _log.error("print job %d cannot be read and was set aside: %s", job_id, error)
                self.set_aside(job_id, PrinterTrouble.UNREADABLE)

    def starting(self, job_id: int) -> int | None:
        conn = self._database.conn

        def work() -> int | None:
            with transaction(conn):
                begun = conn.execute(
                    "UPDATE print_job SET attempts = attempts + 1, reason = '' "
                    "WHERE id = ? AND state = 'waiting' RETURNING paper",
                    (job_id,),
                ).fetchall()
                if not begun:
                    return None
                ((before,),) = conn.execute(
                    "SELECT sum(attempts) + max(earlier) - 1 FROM print_job WHERE paper = ?", begun[0]
                ).fetchall()
            return int(before)

        return self._writer.run(work)

    def printed(self, job_id: int) -> None:
        self._change(f"state = 'printed', reason = '', slip = {WIPED}, ended_ms = ?", job_id, self._clock())

    def waits(self, job_id: int, reason: PrinterTrouble) -> None:
        self._change("reason = ?", job_id, reason)

    def failed(self, job_id: int, reason: PrinterTrouble, *, sent: bool) -> None:
        self._change("reason = ?, attempts = attempts - ?", job_id, reason, 0 if sent else 1)

    def set_aside(self, job_id: int, reason: PrinterTrouble) -> None:
        self._change("state = 'attention', reason = ?", job_id, reason)

    def _change(self, assignments: str, job_id: int, *values: str | int) -> None:
        """What somebody has discarded meanwhile stays discarded."""

        def work() -> None:
            with transaction(self._database.conn):
                self._database.conn.execute(
                    f"UPDATE print_job SET {assignments} WHERE id = ? AND state = 'waiting'", (*values, job_id)
                )

        self._writer.run(work)


class PrintJobRows:
    """Implements ports.devices.PrintJobs; lives in a unit of work. `wanted`: the jobs the spooler should look at."""

    def __init__(self, conn: sqlite3.Connection, now_ms: int, key: DeviceKey) -> None:
        self._conn = conn
        self._now_ms = now_ms
        self._key = key
        self.wanted: list[int] = []

    def add(self, slip: Slip) -> int:
        return self._insert(slip, None, 0)

    def add_copy(self, slip: Slip) -> int:
        rows = self._named("paper", slip.kind, slip.reference, slip.which)
        shut = replace(slip, open_drawer=False)
        return self._insert(shut, rows[0][0], 0) if rows else self._insert(shut, None, 1)

    def find(self, job_id: int) -> QueuedJob | None:
        rows = self._conn.execute(f"SELECT {_COLUMNS} FROM print_job WHERE id = ?", (job_id,)).fetchall()
        return _queued(rows[0]) if rows else None

    def newest(self, kind: str, reference: str, which: str = "") -> Slip | None:
        rows = self._named("slip", kind, reference, which)
        return replace(slip_of(rows[0][0], self._key), open_drawer=False) if rows else None

    def try_again(self, job_id: int) -> None:
        self._conn.execute(
            f"UPDATE print_job SET state = 'waiting', forgiven = attempts WHERE id = ? AND {_OPEN}", (job_id,)
        )
        self.wanted.append(job_id)

    def discard(self, job_id: int, note: str, actor: str) -> None:
        self._conn.execute(
            f"UPDATE print_job SET state = 'discarded', slip = {WIPED}, note = ?, ended_by = ?, ended_ms = ? "
            f"WHERE id = ? AND {_OPEN}",
            (note, actor, self._now_ms, job_id),
        )

    def _named(self, column: str, kind: str, reference: str, which: str) -> list[tuple[Any, ...]]:
        return self._conn.execute(
            f"SELECT {column} FROM print_job WHERE reference = ? AND kind = ? AND which = ? ORDER BY id DESC LIMIT 1",
            (reference, kind, which),
        ).fetchall()

    def _insert(self, slip: Slip, paper: int | None, earlier: int) -> int:
        """Without a `paper` it is the first job of its slip here."""
        cursor = self._conn.execute(
            "INSERT INTO print_job (slip, kind, reference, which, state, attempts, reason, created_ms, paper, earlier) "
            "VALUES (?, ?, ?, ?, 'waiting', 0, '', ?, ?, ?)",
            (stored(slip, self._key), slip.kind, slip.reference, slip.which, self._now_ms, paper or 0, earlier),
        )
        job_id = int(cursor.lastrowid or 0)
        if paper is None:
            self._conn.execute("UPDATE print_job SET paper = id WHERE id = ?", (job_id,))
        self.wanted.append(job_id)
        return job_id


def print_problems(journal: sqlite3.Connection) -> tuple[tuple[int, str, str], ...]:
    """Jobs that something keeps from paper, or that a person has to look at: (id, reference, why)."""
    rows = journal.execute(
        f"SELECT id, reference, reason FROM print_job WHERE {_OPEN} AND (reason <> '' OR state = 'attention') "
        "ORDER BY id"
    )
    return tuple((job_id, reference, reason) for job_id, reference, reason in rows.fetchall())


def queued_jobs(journal: sqlite3.Connection, ended: int) -> tuple[QueuedJob, ...]:
    """As ports.storage.ShopReader.print_jobs."""
    waiting = journal.execute(f"SELECT {_COLUMNS} FROM print_job WHERE {_OPEN} ORDER BY id").fetchall()
    over = journal.execute(
        f"SELECT {_COLUMNS} FROM print_job WHERE state IN ('printed', 'discarded') ORDER BY id DESC LIMIT ?", (ended,)
    ).fetchall()
    return tuple(map(_queued, [*over[::-1], *waiting]))


def _queued(row: tuple[Any, ...]) -> QueuedJob:
    job_id, kind, reference, which, state, *rest = row
    return QueuedJob(job_id, kind, reference, which, PrintState(state), *rest)
