"""What an import tells a person: progress while it runs, complaints with file and line, and the figures at the end."""

import csv
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

LISTED_COMPLAINTS = 20
KEPT_COMPLAINTS = 1_000  # of one file; what is beyond is counted, and written to the file of bad rows


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one file is. `rows_per_s` counts from the file's first row."""

    file: str
    done: int
    total: int
    rows_per_s: float

    def __str__(self) -> str:
        return f"{self.file}: {self.done:,} of {self.total:,} rows, {self.rows_per_s:,.0f} rows/s"


ProgressCallback = Callable[[Progress], None]
LogCallback = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Complaint:
    """A row that was not taken (`bad`), or one taken with a remark. It never quotes a person's name or number."""

    file: str
    line: int
    reason: str
    bad: bool = True

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass(slots=True)
class FileReport:
    """One file's figures. `refused` is the sentence why nothing of it was taken, or ""."""

    file: str
    rows: int = 0
    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    same: int = 0
    bad: int = 0
    notices: int = 0
    events: int = 0
    seconds: float = 0.0
    refused: str = ""
    complaints: list[Complaint] = field(default_factory=list)

    @property
    def rows_per_s(self) -> float:
        return self.rows / self.seconds if self.seconds > 0 else 0.0

    @property
    def changes(self) -> int:
        return self.added + self.changed + self.withdrawn

    def refuse(self, why: str) -> None:
        """Nothing of the file was taken after all: its changes were undone."""
        self.refused = why
        self.added = self.changed = self.withdrawn = self.same = self.events = 0

    def text(self) -> str:
        if self.refused:
            return f"{self.file:<18} refused: {self.refused}"
        figures = (self.rows, self.added, self.changed, self.withdrawn, self.same, self.bad)
        cells = "".join(f"{figure:>11,}" for figure in figures)
        return f"{self.file:<18}{cells}{self.seconds:>10.2f}{self.rows_per_s:>11,.0f}"


HEADINGS = f"{'file':<18}" + "".join(
    f"{title:>{width}}"
    for title, width in (
        ("rows", 11),
        ("added", 11),
        ("changed", 11),
        ("withdrawn", 11),
        ("same", 11),
        ("bad", 11),
        ("seconds", 10),
        ("rows/s", 11),
    )
)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What one run of `import_directory` did, file by file, in the order they were taken."""

    files: tuple[FileReport, ...]
    seconds: float

    def file(self, name: str) -> FileReport:
        """The figures of `name`. Raises KeyError when no such file was read."""
        found = next((report for report in self.files if report.file == name), None)
        if found is None:
            raise KeyError(name)
        return found

    @property
    def changes(self) -> int:
        """Rows added, changed or withdrawn in all; 0 = HQ already knew everything."""
        return sum(report.changes for report in self.files)

    @property
    def bad(self) -> int:
        return sum(report.bad for report in self.files)

    @property
    def refused(self) -> tuple[FileReport, ...]:
        return tuple(report for report in self.files if report.refused)

    @property
    def failed(self) -> bool:
        """Whether a person must look: rows are bad, or a file is refused. The rest was taken all the same."""
        return bool(self.bad or self.refused)

    def __str__(self) -> str:
        return self.text()

    def complaints(self) -> list[Complaint]:
        """In the order of the files and their lines."""
        return [found for report in self.files for found in sorted(report.complaints, key=attrgetter("line"))]

    def text(self) -> str:
        """The report as a person reads it: one line a file, then the first complaints."""
        lines = [HEADINGS, *(report.text() for report in self.files)]
        lines.append(f"{self.changes:,} changes, {self.bad:,} bad rows, {self.seconds:.1f} s")
        for heading, bad in (("bad rows:", True), ("remarks:", False)):
            found = [complaint for complaint in self.complaints() if complaint.bad is bad]
            total = sum(report.bad if bad else report.notices for report in self.files)
            if found:
                lines += [heading, *(f"  {complaint}" for complaint in found[:LISTED_COMPLAINTS])]
            if total > LISTED_COMPLAINTS:
                lines.append(f"  … and {total - LISTED_COMPLAINTS:,} more")
        return "\n".join(lines)


class BadRowsFile:
    """`file,line,kind,reason` for every complaint, written as they come; there is no file when there are none."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._begun = False
        if path is not None:
            path.unlink(missing_ok=True)  # the last import's

    def write(self, complaint: Complaint) -> None:
        if self._path is None:
            return
        with self._path.open("a" if self._begun else "w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            if not self._begun:
                writer.writerow(("file", "line", "kind", "reason"))
            kind = "bad" if complaint.bad else "remark"
            writer.writerow((complaint.file, complaint.line, kind, complaint.reason))
        self._begun = True


class Desk:
    """Where the readers of one file report to: counts, complaints, and progress at most five times a second."""

    def __init__(self, report: FileReport, total: int, progress: ProgressCallback, bad_rows: BadRowsFile) -> None:
        self.report = report
        self._total = total
        self._progress = progress
        self._bad_rows = bad_rows
        self._started = self._shown = time.monotonic()

    def bad(self, line: int, reason: str) -> None:
        self.report.bad += 1
        self._note(Complaint(self.report.file, line, reason))

    def notice(self, line: int, reason: str) -> None:
        self.report.notices += 1
        self._note(Complaint(self.report.file, line, reason, bad=False))

    def _note(self, complaint: Complaint) -> None:
        if len(self.report.complaints) < KEPT_COMPLAINTS:
            self.report.complaints.append(complaint)
        self._bad_rows.write(complaint)

    @contextmanager
    def working(self) -> Iterator[None]:
        """The time spent inside is the file's."""
        began = time.monotonic()
        try:
            yield
        finally:
            self.report.seconds += time.monotonic() - began

    def row(self) -> None:
        """One more row was read."""
        self.report.rows += 1
        if self.report.rows % 1_000 == 0 and time.monotonic() - self._shown >= 0.2:
            self.show()

    def show(self) -> None:
        self._shown = time.monotonic()
        elapsed = self._shown - self._started
        rate = self.report.rows / elapsed if elapsed > 0 else 0.0
        self._progress(Progress(self.report.file, self.report.rows, self._total, rate))
