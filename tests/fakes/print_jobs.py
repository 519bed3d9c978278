"""Print jobs in memory: counted and closed like those of the journal."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from kiosk.ports.devices import PrinterTrouble, PrintJob, PrintState, QueuedJob, Slip

OPEN = (PrintState.WAITING, PrintState.ATTENTION)


@dataclass(frozen=True, slots=True)
class Row:
    """A job with its slip; `paper`, `earlier` and `forgiven` as in the journal's table."""

    job: QueuedJob
    slip: Slip
    paper: int
    earlier: int = 0
    forgiven: int = 0


class MemoryPrintJobs:
    """ports.devices.PrintJobs over a list of rows, which a unit of work has for itself."""

    def __init__(self, rows: list[Row], now_ms: int) -> None:
        self._rows = rows
        self._now_ms = now_ms

    def add(self, slip: Slip, paper: int = 0, earlier: int = 0) -> int:
        job_id = len(self._rows) + 1
        job = QueuedJob(job_id, slip.kind, slip.reference, slip.which, PrintState.WAITING, "", 0, self._now_ms)
        self._rows.append(Row(job, slip, paper or job_id, earlier))
        return job_id

    def add_copy(self, slip: Slip) -> int:
        found = self._named(slip.kind, slip.reference, slip.which)
        shut = replace(slip, open_drawer=False)
        return self.add(shut, found.paper) if found else self.add(shut, earlier=1)

    def find(self, job_id: int) -> QueuedJob | None:
        return self._rows[job_id - 1].job if 0 < job_id <= len(self._rows) else None

    def newest(self, kind: str, reference: str, which: str = "") -> Slip | None:
        found = self._named(kind, reference, which)
        return replace(found.slip, open_drawer=False) if found else None

    def try_again(self, job_id: int) -> None:
        row = self._rows[job_id - 1]
        if row.job.state in OPEN:
            job = replace(row.job, state=PrintState.WAITING)
            self._rows[job_id - 1] = replace(row, job=job, forgiven=job.attempts)

    def discard(self, job_id: int, note: str, actor: str) -> None:
        row = self._rows[job_id - 1]
        if row.job.state in OPEN:
            job = replace(row.job, state=PrintState.DISCARDED, note=note, ended_by=actor, ended_ms=self._now_ms)
            self._rows[job_id - 1] = replace(row, job=job)

    def _named(self, kind: str, reference: str, which: str) -> Row | None:
        names = (kind, reference, which)
        return next(
            (row for row in self._rows[::-1] if (row.slip.kind, row.slip.reference, row.slip.which) == names), None
        )


class MemoryPrintQueue:
    """ports.devices.PrintQueue over the same rows, as they are at the moment of each call."""

    def __init__(self, rows: Callable[[], list[Row]], clock: Callable[[], int]) -> None:
        self._rows = rows
        self._clock = clock

    def next_job(self) -> PrintJob | None:
        waiting = (row for row in self._rows() if row.job.state is PrintState.WAITING)
        return next((PrintJob(row.job.id, row.slip, row.job.attempts - row.forgiven) for row in waiting), None)

    def starting(self, job_id: int) -> int | None:
        row = self._rows()[job_id - 1]
        if row.job.state is not PrintState.WAITING:
            return None
        self._change(job_id, attempts=row.job.attempts + 1, reason="")
        same = [other for other in self._rows() if other.paper == row.paper]
        return sum(other.job.attempts + other.earlier for other in same) - 1

    def printed(self, job_id: int) -> None:
        self._change(job_id, state=PrintState.PRINTED, reason="", ended_ms=self._clock())

    def waits(self, job_id: int, reason: PrinterTrouble) -> None:
        self._change(job_id, reason=reason.value)

    def failed(self, job_id: int, reason: PrinterTrouble, *, sent: bool) -> None:
        attempts = self._rows()[job_id - 1].job.attempts
        self._change(job_id, reason=reason.value, attempts=attempts if sent else attempts - 1)

    def set_aside(self, job_id: int, reason: PrinterTrouble) -> None:
        self._change(job_id, state=PrintState.ATTENTION, reason=reason.value)

    def _change(self, job_id: int, **fields: object) -> None:
        row = self._rows()[job_id - 1]
        if row.job.state is PrintState.WAITING:
            self._rows()[job_id - 1] = replace(row, job=replace(row.job, **fields))  # type: ignore[arg-type]


def queued(rows: list[Row], ended: int) -> tuple[QueuedJob, ...]:
    """As ports.storage.ShopReader.print_jobs."""
    over = [row.job for row in rows if row.job.state not in OPEN]
    return (*over[len(over) - min(ended, len(over)) :], *(row.job for row in rows if row.job.state in OPEN))


def problems(rows: list[Row]) -> tuple[tuple[int, str, str], ...]:
    """As ports.storage.ShopReader.print_problems."""
    found = [row.job for row in rows if row.job.state in OPEN]
    return tuple((job.id, job.reference, job.reason) for job in found if job.reason or job.state is OPEN[1])
