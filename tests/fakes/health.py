"""A tablet's health in memory: well, until a test says otherwise."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kiosk.errors import EnvironmentProblem
from kiosk.ports.health import (
    Check,
    Device,
    DeviceReport,
    DeviceState,
    FilesFound,
    Findings,
    LineFound,
    MachineFound,
    PicturesFound,
)
from kiosk.services.health import checks, line_checks, space_check

MACHINE = MachineFound(
    "0.1.0", "3.11.2", "3.40.1", "6.11.3", "/srv/kiosk", writable=True, free_mb=9_120, floor_mb=64, fonts=2
)
FILES = FilesFound(480, 480, "", 0, behind=False, shop="", catalogue="", styles=124, indexed=124)
PICTURES = PicturesFound(118, 97, 11, 1_024)


class MemoryHealth:
    """Implements ports.health.HealthReader. `findings` may be replaced, part by part."""

    def __init__(self, clock: Callable[[], int]) -> None:
        line = LineFound(True, clock() - 480_000, "", 120, 0, 0)
        reports = (
            DeviceReport(Device.SCANNER, DeviceState.UNKNOWN, clock() - 3_600_000),
            DeviceReport(Device.PRINTER, DeviceState.OK, clock() - 120_000),
            DeviceReport(Device.DRAWER, DeviceState.UNKNOWN),
        )
        self.findings = Findings(clock(), MACHINE, FILES, line, reports, 0, PICTURES)
        self.packed = 0
        self.disk_full = False

    def unwell(self) -> None:
        """Much is wrong at once."""
        found = self.findings
        self.findings = replace(
            found,
            machine=replace(MACHINE, free_mb=120, pyside="6.12.0"),
            files=replace(FILES, indexed=100),
            line=replace(found.line, online=False, ahead_ms=-400_000),
            devices=(
                DeviceReport(Device.SCANNER, DeviceState.OFFLINE, found.now_ms - 60_000),
                DeviceReport(Device.PRINTER, DeviceState.PAPER_OUT, found.now_ms - 300_000),
                DeviceReport(Device.DRAWER, DeviceState.UNKNOWN),
            ),
            unprinted=2,
        )

    def devices(self) -> tuple[DeviceReport, ...]:
        return self.findings.devices

    def at_a_glance(self) -> tuple[Check, ...]:
        return space_check(self.findings.machine), *line_checks(self.findings.line, self.findings.now_ms)

    def thorough(self) -> tuple[Check, ...]:
        return checks(self.findings)

    def pack_bundle(self) -> Path:
        if self.disk_full:
            raise EnvironmentProblem("The bundle could not be written.")
        self.packed += 1
        return Path("/srv/kiosk/kiosk-support-20261123.zip")
