"""Glass before a whole tablet in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from drivers.scanner_wedge import WedgeScanner
from kiosk.bus import Bus
from kiosk.domain.identity import IndexedMember
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet
from tests.ui.front import JACKET, JACKET_M, JACKET_XL, KNIT_M, empty_tablet, front_of, wide_tablet
from ui.drive import Player, parse
from ui.glass import Glass
from ui.window import GlassWindow, open_window

LANDSCAPE, PORTRAIT = (1280, 800), (800, 1280)


@dataclass
class Shown:
    """A window with all that stands behind it, and somebody to use it."""

    tablet: MemoryTablet
    glass: Glass
    window: GlassWindow
    player: Player
    bus: Bus
    synced: list[str]

    def play(self, *lines: str) -> None:
        """Steps of a drive script."""
        for step in parse("\n".join(lines)):
            self.player.do(step)

    def scan(self, code: str) -> None:
        self.window.bridge.scan(code)

    def sign_in(self) -> None:
        self.scan(retailer.LIN_BADGE)
        self.play("wait page pin", f"type {retailer.LIN_PIN}", "click pin.unlock", "wait page orders")

    def sign_in_as_manager(self) -> None:
        self.scan(retailer.MEI_BADGE)
        self.play("wait page pin", f"type {retailer.MEI_PIN}", "click pin.unlock", "wait page orders")


def show(
    tablet: MemoryTablet | None = None,
    size: tuple[int, int] = LANDSCAPE,
    *,
    language: str = "zh",
    sync_now: Callable[[], object] | None = None,
    ask_hq: Callable[[str], IndexedMember | None] | None = None,
    idle_s: float = 600.0,
    attract: bool = False,
    pictures: Path | None = None,
    media: Callable[[str], Path | None] = lambda _sha: None,
) -> Shown:
    """Open glass; close it with `shown.window.close()`."""
    assert QGuiApplication.instance() is not None
    tablet, synced = tablet or wide_tablet(), list[str]()
    front = front_of(
        tablet,
        language,
        sync_now=sync_now or (lambda: synced.append("now")),
        idle_s=idle_s,
        media=media,
        attract=attract,
        keys=WedgeScanner(),
        **({"ask_hq": ask_hq} if ask_hq else {}),
    )
    window = open_window(front, size=size, still=True)
    player = Player(window, pictures or Path(), timeout_s=10)
    return Shown(tablet, front, window, player, front.bus, synced)


__all__ = ["JACKET", "JACKET_M", "JACKET_XL", "KNIT_M", "Shown", "empty_tablet", "show", "wide_tablet"]
