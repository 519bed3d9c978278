"""A tablet's health: everything gathered that `kiosk.services.health` judges, and the bundle for whoever helps.

`kiosk doctor` looks at the files itself, beside whoever works on them, and asks the kiosk that runs for what only it
knows: its devices, HQ's clock, the end of its log.
"""

import importlib.metadata
import importlib.util
import json
import logging
import os
import platform
import shutil
import sqlite3
import zipfile
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import msgspec

from assets import asset_path
from kiosk import __version__
from kiosk.bootstrap.clock import wall_ms
from kiosk.bootstrap.devices import DeviceBoard
from kiosk.bootstrap.folder import trust_of
from kiosk.bootstrap.log_tail import LogTail
from kiosk.bus import Bus
from kiosk.config import Config, load_config
from kiosk.control import ControlClient, running
from kiosk.domain import codec
from kiosk.domain.money import MINOR_DIGITS
from kiosk.errors import EnvironmentProblem, KioskError
from kiosk.ports.devices import PrinterState, Scanner
from kiosk.ports.health import (
    Check,
    Device,
    DeviceReport,
    DeviceState,
    Findings,
    LineFound,
    MachineFound,
    PicturesFound,
)
from kiosk.ports.identity import DeviceIdentity
from kiosk.ports.storage import CatalogueReader, SyncStatus
from kiosk.ports.sync import SyncState
from kiosk.services.health import checks, line_checks, space_check
from kiosk.services.scrubbing import scrubbed, without
from kiosk.storage.examination import Examination
from kiosk.storage.tablet import TabletStorage
from sync.client import HttpEndpoint
from sync.pictures import room
from sync.trust import Trust

PICTURES = "pictures"  # the folder they are kept in
FONTS = ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf")
LogLines = Iterable[tuple[float, str, str, str]]


class Doctor:
    """Looks at the tablet in `folder`. Use as a context manager."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._config = load_config(folder, MINOR_DIGITS)
        self._view = TabletStorage.read_only(folder)
        self._asked = self._ask_kiosk()

    def findings(self) -> Findings:
        status = self._view.reader.sync_status()
        problems = self._view.reader.print_problems()
        devices = tuple(codec.from_json(DeviceReport, item) for item in self._asked["devices"])
        line = line_found(
            status, self._asked["ahead_ms"], online=self._asked["online"], refusal=self._asked.get("refusal", "")
        )
        machine = machine_found(self._folder, self._config.disk.floor_mb)
        files, pictures = self._view.examination.found(), pictures_found(self._folder, self._view, self._config)
        return Findings(wall_ms(), machine, files, line, devices, len(problems), pictures)

    def pack(self, target: Path, found: Findings | None = None) -> Path:
        return pack(
            target, found or self.findings(), self._view.examination, self._view.identity, self._config,
            self._asked["log"],
        )  # fmt: skip

    def close(self) -> None:
        self._view.close()

    def __enter__(self) -> "Doctor":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask_kiosk(self) -> dict[str, Any]:
        if running(self._folder):
            with ControlClient(self._folder) as client:
                answer: dict[str, Any] = client.call("health")
            return answer
        devices = [codec.to_json(report) for report in _look_at_devices(self._config)]
        ahead_ms = _ask_hq(self._view.identity.hq_url, trust_of(self._folder, self._view.identity))
        return {"devices": devices, "ahead_ms": ahead_ms, "online": ahead_ms is not None, "log": []}


class RunningHealth:
    """Implements ports.health.HealthReader: what runs here knows its devices since when, HQ's clock, its log."""

    def __init__(
        self,
        storage: TabletStorage,
        config: Config,
        bus: Bus,
        endpoints: tuple[HttpEndpoint, ...],
        scanner: Scanner | None,
    ) -> None:
        self._storage = storage
        self._config = config
        self._endpoints = endpoints
        self._scanner = scanner
        self._board = DeviceBoard(wall_ms, scanner=bool(config.scanner.url), printer=bool(config.printer.url))
        self._log = LogTail()
        logging.getLogger().addHandler(self._log)
        self._refusal = ""
        self._forget = (
            bus.subscribe(PrinterState, self._board.note_printer),
            bus.subscribe(SyncState, self._note_line),
        )

    def close(self) -> None:
        for forget in self._forget:
            forget()
        logging.getLogger().removeHandler(self._log)

    @property
    def hq_ahead_ms(self) -> int | None:
        """By how much HQ's clock is ahead, by what answered last; None before anything has."""
        known = (endpoint.hq_ahead_ms for endpoint in self._endpoints)
        return next((ahead_ms for ahead_ms in known if ahead_ms is not None), None)

    def _note_line(self, state: SyncState) -> None:
        self._refusal = state.code

    def devices(self) -> tuple[DeviceReport, ...]:
        """A serial scanner whose port is open may be asleep all the same: nobody knows."""
        ready = getattr(self._scanner, "ready", None)
        if ready is not None:
            self._board.note(Device.SCANNER, DeviceState.UNKNOWN if ready.is_set() else DeviceState.OFFLINE)
        return self._board.reports()

    def findings(self) -> Findings:
        """All that the tablet is judged by."""
        reader = self._storage.reader
        status = reader.sync_status()
        return Findings(
            wall_ms(),
            machine_found(self._storage.folder, self._config.disk.floor_mb),
            self._storage.examination.found(),
            line_found(status, self.hq_ahead_ms, online=status.online, refusal=self._refusal),
            self.devices(),
            len(reader.print_problems()),
            pictures_found(self._storage.folder, self._storage, self._config),
        )

    def at_a_glance(self) -> tuple[Check, ...]:
        status = self._storage.reader.sync_status()
        line = line_found(status, self.hq_ahead_ms, online=status.online, refusal=self._refusal)
        space = space_check(machine_found(self._storage.folder, self._config.disk.floor_mb))
        return space, *line_checks(line, wall_ms())

    def thorough(self) -> tuple[Check, ...]:
        return checks(self.findings())

    def pack_bundle(self) -> Path:
        """The support bundle, in the data folder; one a day, the newest."""
        target = self._storage.folder / f"kiosk-support-{datetime.now(UTC):%Y%m%d}.zip"
        files, identity = self._storage.examination, self._storage.identity
        return pack(target, self.findings(), files, identity, self._config, self._log.lines())

    def answer(self) -> dict[str, Any]:
        """What only the process knows that has the devices; to `kiosk doctor` beside it."""
        return {
            "devices": [codec.to_json(report) for report in self.devices()],
            "ahead_ms": self.hq_ahead_ms,
            "online": self._storage.reader.sync_status().online,
            "refusal": self._refusal,
            "log": self._log.lines(),
        }


def line_found(status: SyncStatus, ahead_ms: int | None, *, online: bool, refusal: str = "") -> LineFound:
    oldest_ms = status.oldest_pending_ms or 0
    return LineFound(online, status.since_ms, status.last_error, ahead_ms, status.pending_events, oldest_ms, refusal)


class _Seen(Protocol):
    """A tablet's storage, whoever has opened it."""

    @property
    def catalogues(self) -> CatalogueReader: ...


def picture_budget(config: Config) -> int:
    """Bytes of pictures that may be kept."""
    return config.pictures.megabytes << 20


def pictures_found(folder: Path, storage: _Seen, config: Config) -> PicturesFound:
    there = room(folder / PICTURES, picture_budget(config))
    wanted = storage.catalogues.listed_pictures()
    here = sum(name in there.names for name in wanted)
    return PicturesFound(len(wanted), here, there.size >> 20, there.budget >> 20)


def machine_found(folder: Path, floor_mb: int) -> MachineFound:
    fonts = [asset_path("fonts", name) for name in FONTS]
    missing = tuple(path.name for path in fonts if not (path.is_file() and path.stat().st_size))
    return MachineFound(
        __version__,
        platform.python_version(),
        sqlite3.sqlite_version,
        _pyside(),
        str(folder),
        os.access(folder, os.W_OK | os.X_OK),
        shutil.disk_usage(folder).free >> 20,
        floor_mb,
        len(fonts) - len(missing),
        missing,
    )


def pack(
    target: Path, found: Findings, files: Examination, identity: DeviceIdentity, config: Config, log: LogLines
) -> Path:
    """Write the bundle: what helps to understand this tablet, and nothing that says whose shop it is in or who was
    there. Raises EnvironmentProblem when it cannot be written."""
    personal = files.personal() | {Path.home().name}
    judged = [
        {"check": check.key, "verdict": check.verdict.value, "found": check.code, **check.params}
        for check in checks(found)
    ]
    documents = {
        "checks.json": _json(judged, personal),
        "findings.json": _json({**asdict(found), "line": _plain_line(found.line, personal)}, personal),
        "settings.json": _json({"device": identity.device, "shop": identity.shop, **_settings(config)}, personal),
        "files.json": _json({"steps": files.steps(), "rows": files.counts()}, personal),
        "log.txt": "\n".join(_log_line(line, personal) for line in log) + "\n",
    }
    try:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in documents.items():
                archive.writestr(name, text)
    except OSError as error:
        raise EnvironmentProblem(
            f"The bundle could not be written to {target} ({error.strerror}). Nothing else was changed."
        ) from error
    return target


def _plain_line(line: LineFound, personal: set[str]) -> dict[str, Any]:
    return {**asdict(line), "last_error": scrubbed(line.last_error, personal)}


def _settings(config: Config) -> dict[str, Any]:
    """Settings as they count, defaults included. Of an address its kind is enough."""
    plain: dict[str, Any] = msgspec.to_builtins(config)
    for name in ("printer", "scanner"):
        plain[name]["url"] = plain[name]["url"].partition(":")[0]
    return plain


def _json(document: Any, personal: set[str]) -> str:
    return without(json.dumps(document, ensure_ascii=False, indent=1, default=str), personal) + "\n"


def _log_line(line: tuple[float, str, str, str], personal: set[str]) -> str:
    at_s, level, name, said = line
    moment = datetime.fromtimestamp(at_s, UTC).isoformat(timespec="seconds")
    return f"{moment} {level} {name}: {scrubbed(said, personal)}"


def _pyside() -> str:
    """Its version; in a bundle, which keeps no record of it, "?"."""
    known = _installed("PySide6-Essentials") or _installed("PySide6")
    return known or ("?" if importlib.util.find_spec("PySide6") else "")


def _installed(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _look_at_devices(config: Config) -> tuple[DeviceReport, ...]:
    """Without a kiosk that holds them: the printer is asked once, a scanner is there or not."""
    printer = _ask_printer(config.printer.url)
    drawer = DeviceState.UNKNOWN if printer not in (DeviceState.NONE, DeviceState.OFFLINE) else printer
    return (
        DeviceReport(Device.SCANNER, _look_for_scanner(config.scanner.url)),
        DeviceReport(Device.PRINTER, printer),
        DeviceReport(Device.DRAWER, drawer),
    )


def _ask_printer(url: str) -> DeviceState:
    if not url:
        return DeviceState.NONE
    from drivers.registry import open_printer

    return DeviceState.of_printer(open_printer(url).state())


def _look_for_scanner(url: str) -> DeviceState:
    """A serial scanner says nothing until it scans: its port is all that can be seen."""
    if not url:
        return DeviceState.NONE
    path = url.partition("://")[2].partition("?")[0]
    return DeviceState.UNKNOWN if Path(path).exists() else DeviceState.OFFLINE


def _ask_hq(url: str, trust: Trust) -> int | None:
    """By how much HQ's clock is ahead; None when nothing of HQ's answers. Whether it knows this tablet is not asked."""
    endpoint = HttpEndpoint(url, trust=trust)
    try:
        endpoint.heads("")
    except KioskError:
        return endpoint.hq_ahead_ms
    finally:
        endpoint.close()
    return endpoint.hq_ahead_ms
