"""The journal's print jobs as the spooler sees them: stored with the sale, printed after it."""

import sqlite3

from kiosk.ports.devices import PrintJob
from kiosk.ports.identity import DeviceKey
from kiosk.storage.files import OpenFile, Snapshots, transaction
from kiosk.storage.sealed_slips import WIPED, slip_of
from kiosk.storage.writer import WriterThread


class JournalPrintQueue:
    """Implements ports.devices.PrintQueue."""

    def __init__(self, writer: WriterThread, database: OpenFile, readers: Snapshots, key: DeviceKey) -> None:
        self._writer = writer
        self._database = database
        self._readers = readers
        self._key = key

    def next_job(self) -> PrintJob | None:
        with self._readers.snapshot() as conn:
            rows = conn.execute(
                "SELECT id, slip, attempts FROM print_job WHERE state = 'waiting' ORDER BY id LIMIT 1"
            ).fetchall()
        return next((PrintJob(job_id, slip_of(slip, self._key), attempts) for job_id, slip, attempts in rows), None)

    def starting(self, job_id: int) -> None:
        self._change("UPDATE print_job SET attempts = attempts + 1 WHERE id = ?", job_id)

    def printed(self, job_id: int) -> None:
        self._change(f"UPDATE print_job SET state = 'printed', reason = '', slip = {WIPED} WHERE id = ?", job_id)  # noqa: S608 ours

    def failed(self, job_id: int, reason: str) -> None:
        self._change("UPDATE print_job SET reason = ? WHERE id = ?", reason, job_id)

    def _change(self, statement: str, *values: str | int) -> None:
        def work() -> None:
            with transaction(self._database.conn):
                self._database.conn.execute(statement, values)

        self._writer.run(work)


def print_problems(journal: sqlite3.Connection) -> tuple[tuple[int, str, str], ...]:
    """Jobs that a printer refused and that wait for another try: (id, reference, why)."""
    rows = journal.execute(
        "SELECT id, reference, reason FROM print_job WHERE state = 'waiting' AND reason <> '' ORDER BY id"
    )
    return tuple((job_id, reference, reason) for job_id, reference, reason in rows.fetchall())
