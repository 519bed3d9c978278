"""Glass: the window, its engine, and the life of both. Qt is imported when glass is wanted, never before."""

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Protocol

from ui.glass import Glass

__all__ = ["Glass", "run_gallery", "run_glass"]


class _Window(Protocol):
    def close(self) -> None: ...


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
    from ui.drive import play
    from ui.window import open_window

    _application()
    if drive:
        with closing(open_window(glass, size=size, still=True)) as window:
            return play(window, drive, pictures=pictures, hooks=hooks)
    return _stay(lambda: open_window(glass, size=size))


def run_gallery(language: str, *, drive: Path | None = None, size: tuple[int, int] | None = None) -> int:
    """Show all components until the window is closed, or the script has been played. Needs no shop."""
    prepare_environment()
    from ui.drive import play
    from ui.gallery import GalleryWindow

    _application()
    if drive:
        with closing(GalleryWindow(language, size=size, still=True)) as window:
            return play(window, drive)
    return _stay(lambda: GalleryWindow(language, size=size, still=False))


@cache
def _application() -> object:
    """Qt's application object, kept for as long as the process lives."""
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication.instance() or QGuiApplication(sys.argv[:1])


def _stay(opened: Callable[[], _Window]) -> int:
    """Until the window is closed or the machine says so; told while it still opens, it ends as soon as Qt's loop runs.
    quit() would close windows whose next frame is on its way."""
    from PySide6.QtCore import QCoreApplication, QTimer

    from ui.signals import ending_on_signals

    with ending_on_signals(lambda: QTimer.singleShot(0, lambda: QCoreApplication.exit(0))), closing(opened()):
        return int(QCoreApplication.exec())


def prepare_environment() -> None:
    """Qt reads these once, with its first import: without a screen it draws into memory, by software."""
    screen = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    if sys.platform == "linux" and not screen:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
