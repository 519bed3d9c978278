"""How a tablet is: its devices, and what was looked at when somebody asked whether all is well."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from kiosk.ports.devices import PrinterState


class Device(StrEnum):
    SCANNER = "scanner"
    PRINTER = "printer"
    DRAWER = "drawer"


class DeviceState(StrEnum):
    """Only a device that says so itself is OK."""

    OK = "ok"
    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    FAULT = "fault"
    OFFLINE = "offline"  # so it says, or it cannot be reached
    UNKNOWN = "unknown"  # it does not answer, or nobody can ask it
    NONE = "none"  # the settings name none

    @classmethod
    def of_printer(cls, state: PrinterState) -> "DeviceState":
        return cls.OFFLINE if state is PrinterState.UNREACHABLE else cls(state.value)


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """`since_ms`: since when it is so, as far as this process has seen; 0 when it has not looked yet."""

    device: Device
    state: DeviceState
    since_ms: int = 0


class Verdict(StrEnum):
    OK = "ok"
    WARN = "warn"  # the shop goes on; somebody should see to it
    FAIL = "fail"  # something does not work, or is not safe


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at and found. `code` names the sentence about it, `params` fill its blanks."""

    key: str
    verdict: Verdict
    code: str
    params: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FilesFound:
    """What an examination of the three files found; "" where nothing is wrong.

    `broken_at`: where the chain of the newest events does not hold, 0 where it does. `behind`: whether the journal ends
    before what the note beside it says it had reached. `styles` is None without a catalogue."""

    events: int
    checked: int
    journal: str
    broken_at: int
    behind: bool
    shop: str
    catalogue: str
    styles: int | None
    indexed: int


@dataclass(frozen=True, slots=True)
class PicturesFound:
    """Of how many pictures that lists show how many are here; megabytes of all that are here, and how many may be."""

    wanted: int
    here: int
    megabytes: int
    budget_mb: int


@dataclass(frozen=True, slots=True)
class LineFound:
    """What is known of HQ. `ahead_ms`: by how much its clock is ahead of ours, None when it has not said. `refusal`:
    the code of why it gives this tablet nothing more, "" when it does, or nobody knows."""

    online: bool
    since_ms: int
    last_error: str
    ahead_ms: int | None
    pending_events: int
    oldest_pending_ms: int
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class MachineFound:
    """Versions, "" for what is not there; the data folder; the fonts that are bundled but cannot be read."""

    program: str
    python: str
    sqlite: str
    pyside: str  # Qt has the same number
    folder: str
    writable: bool
    free_mb: int
    floor_mb: int
    fonts: int
    fonts_missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """All that a tablet's health is judged by."""

    now_ms: int
    machine: MachineFound
    files: FilesFound
    line: LineFound
    devices: tuple[DeviceReport, ...]
    unprinted: int
    pictures: PicturesFound


class HealthReader(Protocol):
    """How this tablet is, to whoever stands before it; from any thread."""

    def devices(self) -> tuple[DeviceReport, ...]: ...

    def at_a_glance(self) -> tuple[Check, ...]:
        """What costs nothing to look at: space, HQ, what waits to be sent, the clock."""

    def thorough(self) -> tuple[Check, ...]:
        """Everything; reads the files whole."""

    def pack_bundle(self) -> Path:
        """Pack what helps support, without anything personal; where it lies. Raises EnvironmentProblem."""
