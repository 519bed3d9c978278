"""What the simulation needs of those who wire tablets and head office."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from kiosk.domain.events import Event
from kiosk.ports.identity import DeviceIdentity
from sync.engine import CycleReport
from sync.hq.office import HeadOffice
from sync.protocol import Endpoint

Clock = Callable[[], int]


class Tablet(Protocol):
    """One tablet's files, rules and engine, without threads of its own that act by themselves."""

    @property
    def identity(self) -> DeviceIdentity: ...

    def do(self, verb: str, args: dict[str, Any]) -> Any:
        """A terminal's verb. Raises KioskError."""

    def lapse(self) -> int:
        """Let unpaid orders lapse whose time is over."""

    def cycle(self) -> CycleReport: ...

    def pending(self) -> int:
        """Events that HQ has not signed for."""

    def events(self) -> Sequence[Event]:
        """The whole journal, in order."""

    def rows(self) -> dict[str, list[str]]:
        """What HQ told, as text, table by table: alike on all tablets of a shop that have everything."""

    def fill_disk(self, *, full: bool) -> None:
        """Let the journal's file grow no further, or let it again."""

    def close(self) -> None: ...


class Wiring(Protocol):
    """Makes tablets and head office on folders."""

    def open_office(self, folder: Path, clock: Clock) -> HeadOffice:
        """Head office that interprets only when it is asked to."""

    def enrol(self, folder: Path, clock: Clock, office: HeadOffice, line: Endpoint, shop: str) -> None:
        """Make the folder a tablet's."""

    def open_tablet(self, folder: Path, clock: Clock, line: Endpoint) -> Tablet: ...
