"""What glass needs from the rest of the tablet: handed over whole by the program's start, so that Qt is not needed to
say it."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from kiosk.bus import Bus
from kiosk.domain.identity import IndexedMember
from kiosk.errors import EnvironmentProblem
from kiosk.ports.health import HealthReader
from kiosk.ports.keys import KeyScanner
from kiosk.ports.storage import CatalogueReader, ShopReader
from kiosk.services.desk import Desk


def _no_picture(_sha256: str) -> Path | None:
    return None


def _no_printer() -> None:
    return None


def _no_line(_hashed: str) -> IndexedMember | None:
    raise EnvironmentProblem("There is no line to head office here.")


def _no_scanner(_on_scan: Callable[[str], None]) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Glass:
    """`desk` is called in one thread only: that of `tasks`, an executor of one (glass makes its own when None).

    `sync_now` asks for a sync and returns at once or when it is done; it is called off the GUI thread.
    `look_at_printer` asks for a look at the printer and returns at once; what is seen comes over the bus. `ask_hq`
    asks who has the keyed hash of a code or phone that is in no index here, off the GUI thread; it raises when head
    office does not answer. `media` finds a picture by its SHA-256 in a local folder, off the GUI thread. `on_scan`
    takes the function that is called, from any thread, with the text of every scan. With `attract` the glass begins
    and ends with the page for passers-by. `text_percent`, `low_reach` and `reduce_motion` are how it is before a
    shopper asks for it otherwise. `keys` finds scans among the window's keys."""

    desk: Desk
    catalogue: CatalogueReader
    reader: ShopReader
    bus: Bus
    clock: Callable[[], int]
    sync_now: Callable[[], object]
    health: HealthReader
    on_scan: Callable[[Callable[[str], None]], object] = _no_scanner
    look_at_printer: Callable[[], object] = _no_printer
    ask_hq: Callable[[str], IndexedMember | None] = _no_line
    media: Callable[[str], Path | None] = _no_picture
    tasks: Executor | None = None
    brand: str = "YUNJIA"
    currency: str = "CNY"
    home_language: str = "zh"
    attract: bool = False
    idle_s: float = 90.0
    text_percent: int = 100
    low_reach: bool = False
    reduce_motion: bool = False
    keys: KeyScanner | None = None
