"""A retailer's directory of files, taken in one after the other in the order in which they refer to each other."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kiosk.errors import InputError
from sync.hq.database import HqDatabase
from sync.hq.importers.coupons import COUPONS, take_coupons
from sync.hq.importers.credit import FILE as CREDIT
from sync.hq.importers.credit import take_rules
from sync.hq.importers.guides import SIZE_GUIDES, take_guides
from sync.hq.importers.looks import LOOKS, take_looks
from sync.hq.importers.online.news import CHANGES_FILE, ORDERS_FILE
from sync.hq.importers.online.rows import CHANGES, ORDERS
from sync.hq.importers.online.taking import take_online
from sync.hq.importers.people import MEMBERS, STAFF, take_members, take_staff
from sync.hq.importers.pictures import KeepPicture, Pictures
from sync.hq.importers.places import HOURS, LOCATIONS, take_places
from sync.hq.importers.prices import PRICES, take_prices
from sync.hq.importers.range import STYLES, VARIANTS, take_range
from sync.hq.importers.report import (
    BadRowsFile,
    Desk,
    FileReport,
    ImportReport,
    LogCallback,
    ProgressCallback,
)
from sync.hq.importers.roles import ROLES, take_roles
from sync.hq.importers.stock import STOCK, take_stock
from sync.hq.importers.table import Columns, FileRefused, open_table
from sync.hq.importers.whole import Input
from sync.hq.importers.world import World

PICTURES = "pictures"
_Take = Callable[[HqDatabase, Mapping[str, Input], World], None]


@dataclass(frozen=True, slots=True)
class _Step:
    """Files that are taken together, and what takes them."""

    files: Mapping[str, Columns]
    take: _Take


def _steps(pictures: Pictures) -> tuple[_Step, ...]:
    return (
        _Step({"locations.csv": LOCATIONS, "opening_hours.csv": HOURS}, take_places),
        _Step({"size_guides.csv": SIZE_GUIDES}, take_guides),
        _Step({"styles.csv": STYLES, "variants.csv": VARIANTS}, partial(take_range, pictures=pictures)),
        _Step({"looks.csv": LOOKS}, take_looks),
        _Step({"prices.csv": PRICES}, take_prices),
        _Step({"stock.csv": STOCK}, take_stock),
        _Step({"staff.csv": STAFF}, take_staff),
        _Step({"roles.csv": ROLES}, take_roles),
        _Step({"members.csv": MEMBERS}, take_members),
        _Step({"coupons.csv": COUPONS}, take_coupons),
        _Step({ORDERS_FILE: ORDERS, CHANGES_FILE: CHANGES}, take_online),
    )


def import_directory(
    database: HqDatabase,
    folder: Path,
    *,
    progress: ProgressCallback = lambda _: None,
    log: LogCallback = lambda _: None,
    bad_rows: Path | None = None,
    keep_picture: KeepPicture | None = None,
) -> ImportReport:
    """Take in whichever of the files exist in `folder` (docs/files.md describes them). The same files again change
    nothing.

    A bad row is reported (all of them into the file `bad_rows`) and left out, a file whose structure is broken is
    refused; either way the rest goes on. `keep_picture` stores a picture's bytes and returns their SHA-256. Raises
    InputError when the folder has none of the files, EnvironmentProblem when the database cannot take them."""
    began = time.monotonic()
    steps = _steps(Pictures(folder / PICTURES, keep_picture))
    if keep_picture is None and (folder / PICTURES).is_dir():
        log("pictures/ is left out: there is no place to keep pictures in")
    known = [*(name for step in steps for name in step.files), CREDIT]
    if not any((folder / name).is_file() for name in known):
        names = ", ".join(known)
        raise InputError(f"{folder} has none of the files that can be imported: {names}")
    run = _Run(database, folder, progress, log, BadRowsFile(bad_rows))
    with database.store.alone("import"):
        for step in steps:
            run.take(step)
        run.take_credit()
    return ImportReport(tuple(run.reports), time.monotonic() - began)


class _Run:
    """One import: what its steps share."""

    def __init__(
        self, database: HqDatabase, folder: Path, progress: ProgressCallback, log: LogCallback, bad_rows: BadRowsFile
    ) -> None:
        self.reports: list[FileReport] = []
        self._database = database
        self._folder = folder
        self._progress = progress
        self._log = log
        self._bad_rows = bad_rows
        self._world = World()

    def take(self, step: _Step) -> None:
        """The step's files that are there and sound. The time its transaction took to commit is its last file's."""
        began = time.monotonic()
        inputs = {name: found for name, columns in step.files.items() if (found := self._open(name, columns))}
        if inputs:
            self._take_sound(step, inputs)
            last = list(inputs.values())[-1].desk.report
            others = sum(found.desk.report.seconds for found in inputs.values()) - last.seconds
            last.seconds = time.monotonic() - began - others
            self._close(inputs)

    def take_credit(self) -> None:
        """The rules of credit, last: they go to every shop that there is by now."""
        path, began = self._folder / CREDIT, time.monotonic()
        if path.is_file():
            report = FileReport(CREDIT)
            self.reports.append(report)
            take_rules(self._database, path, report, self._world)
            report.seconds = time.monotonic() - began
            self._say(report)

    def _open(self, name: str, columns: Columns) -> Input | None:
        path = self._folder / name
        if not path.is_file():
            return None
        report = FileReport(name)
        self.reports.append(report)
        try:
            table = open_table(path, columns)
        except FileRefused as problem:
            report.refused = str(problem)
            self._log(f"{name} is refused: {problem}")
            return None
        desk = Desk(report, table.rows, self._progress, self._bad_rows)
        if table.unknown:
            desk.notice(1, f"not known and left out: the columns {', '.join(table.unknown)[:200]}")
        return Input(table, desk)

    def _take_sound(self, step: _Step, inputs: Mapping[str, Input]) -> None:
        try:
            step.take(self._database, inputs, self._world)
        except FileRefused as problem:
            for found in inputs.values():
                found.desk.report.refuse(str(problem))

    def _close(self, inputs: Mapping[str, Input]) -> None:
        for found in inputs.values():
            self._say(found.desk.report)

    def _say(self, report: FileReport) -> None:
        if report.refused:
            self._log(f"{report.file} is refused: {report.refused}")
        else:
            self._log(f"{report.file}: {report.rows:,} rows, {report.changes:,} changes, {report.bad:,} bad")
