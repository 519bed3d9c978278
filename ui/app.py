"""Glass: the window, its engine, and the life of both. Qt is imported when glass is wanted, never before."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from ui.glass import Glass

__all__ = ["Glass", "run_gallery", "run_glass"]


def run_glass(
    glass: Glass,
    *,
    drive: Path | None = None,
    size: tuple[int, int] | None = None,
    pictures: Path | None = None,
    hooks: Mapping[str, Callable[[], object]] | None = None,
) -> int:
    """Show the kiosk until its window is closed; 0, or what the drive script came to.

    With `drive` the script is played and the window closes behind it; its pictures go to `pictures`, and `hooks` are
    what its `do` steps may call. `size` is that of the window in pixels; without it the window fills the screen, or
    has 1280 × 800 where there is none."""
    prepare_environment()
    from PySide6.QtGui import QGuiApplication

    from ui.drive import play
    from ui.signals import ending_on_signals
    from ui.window import open_window

    qt = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    window = open_window(glass, size=size, still=drive is not None)
    try:
        if drive:
            return play(window, drive, pictures=pictures, hooks=hooks)
        with ending_on_signals(lambda: qt.exit(0)):  # quit() would close windows whose next frame is on its way
            return int(qt.exec())
    finally:
        window.close()


def run_gallery(language: str, *, drive: Path | None = None, size: tuple[int, int] | None = None) -> int:
    """Show all components until the window is closed, or the script has been played. Needs no shop."""
    prepare_environment()
    from PySide6.QtGui import QGuiApplication

    from ui.drive import play
    from ui.gallery import GalleryWindow
    from ui.signals import ending_on_signals

    qt = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    window = GalleryWindow(language, size=size, still=drive is not None)
    try:
        if drive:
            return play(window, drive)
        with ending_on_signals(lambda: qt.exit(0)):
            return int(qt.exec())
    finally:
        window.close()


def prepare_environment() -> None:
    """Qt reads these once, with its first import: without a screen it draws into memory, by software."""
    screen = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    if sys.platform == "linux" and not screen:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
