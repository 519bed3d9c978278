"""One kiosk a folder: who comes second is told who was first."""

import fcntl
import json
import os
from pathlib import Path

from kiosk.errors import EnvironmentProblem

LOCK_FILE = "kiosk.lock"


class FolderTaken(EnvironmentProblem):
    """Another process has the data folder."""

    code = "folder_taken"


class FolderLock:
    """Held from opening to closing; the system frees it when the process dies, however it dies."""

    def __init__(self, folder: Path, purpose: str) -> None:
        """`purpose` is what a second process will be told this one is, e.g. "kiosk run". Raises FolderTaken."""
        self._handle = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        os.fchmod(self._handle, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            taken = _taken(folder, os.pread(self._handle, 4096, 0))
            os.close(self._handle)
            raise taken from None
        os.ftruncate(self._handle, 0)
        os.pwrite(self._handle, json.dumps({"pid": os.getpid(), "purpose": purpose}).encode(), 0)

    def release(self) -> None:
        if self._handle >= 0:
            os.ftruncate(self._handle, 0)
            os.close(self._handle)
            self._handle = -1


def _taken(folder: Path, raw: bytes) -> FolderTaken:
    try:
        holder = json.loads(raw)
        who = f"{holder['purpose']} (process {holder['pid']})"
    except (ValueError, KeyError, TypeError):
        who = "another process"
    return FolderTaken(
        f"{folder} is in use by {who}. Nothing was changed. Close that one first, or use another folder.",
        folder=str(folder),
        holder=who,
    )
