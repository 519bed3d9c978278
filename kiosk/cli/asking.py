"""Asking head office on this machine."""

from pathlib import Path
from typing import Any

from kiosk.control import ControlClient, Progress, running


def ask_hq(data: Path, verb: str, progress: Progress | None = None, **args: Any) -> Any:
    """Of the HQ that runs on the folder, without importing a second one; else done here."""
    if running(data):
        with ControlClient(data) as client:
            return client.call(verb, on_progress=progress, **args)
    from kiosk.bootstrap.hq import do_alone

    return do_alone(data, verb, args, progress or (lambda _: None))
