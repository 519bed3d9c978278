"""The glass, wired: the only place that imports `ui`, and only when a window is wanted."""

import os
import signal
from pathlib import Path
from typing import Any

from kiosk.bootstrap.clock import wall_ms
from kiosk.bootstrap.tablet import RunningTill
from kiosk.errors import InputError
from kiosk.ports.sync import TakenOutOfService


def run_glass(folder: Path, *, drive: Path | None = None, size: str = "", language: str | None = None) -> int:
    """Run the kiosk with its window until it is closed, or until the script has been played; returns the exit code."""
    with RunningTill(folder, language=language) as till:
        till.bus.subscribe(TakenOutOfService, _close_window)
        return show(till, drive=drive, size=_size(size) if size else None)


def _close_window(_news: TakenOutOfService) -> None:
    """As the machine does when it is shut down: the glass closes from whatever it is doing."""
    os.kill(os.getpid(), signal.SIGTERM)


def show(till: RunningTill, *, drive: Path | None = None, size: tuple[int, int] | None = None, **options: Any) -> int:
    """Put glass before a till."""
    from drivers.scanner_wedge import WedgeScanner
    from ui.app import run_glass as run
    from ui.glass import Glass

    config = till.config
    scanner = config.scanner
    glass = Glass(
        desk=till.desk,
        catalogue=till.storage.catalogues,
        reader=till.storage.reader,
        bus=till.bus,
        clock=wall_ms,
        sync_now=till.sync_now,
        health=till.health,
        on_scan=till.start,
        look_at_printer=till.look_at_printer,
        ask_hq=till.look_up.ask,
        media=till.pictures.path,
        tasks=till.desk_thread,
        brand=config.brand,
        currency=config.currency,
        home_language=config.language,
        attract=True,
        text_percent=config.glass.text_percent,
        low_reach=config.glass.low_reach,
        reduce_motion=config.glass.reduce_motion,
        keys=WedgeScanner(scanner.gap_ms, scanner.terminator) if scanner.wedge else None,
    )
    window = None if config.glass.full_screen else (config.glass.width, config.glass.height)
    return run(glass, drive=drive, size=size or window, **options)


def run_gallery(*, drive: Path | None = None, size: str = "", language: str | None = None) -> int:
    """All components of the glass on one page, without a shop."""
    from ui.app import run_gallery as run

    return run(language or "zh", drive=drive, size=_size(size) if size else None)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise InputError(f"{text!r} is no window size; it looks like 1280x800.")
    return int(width), int(height)
