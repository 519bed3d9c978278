"""A tablet that head office took out of service: what is the shop's goes, what it recorded stays.

First the note is made durable, then files go. From the note on nobody runs on the folder, and whoever tries finishes
what a power cut left undone. The journal is not deleted: head office has all of it, and what is personal in it can be
read no more, for the key is gone.
"""

import logging
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kiosk.domain import codec
from kiosk.errors import EnvironmentProblem
from kiosk.storage.files import sync_folder, write_atomically
from kiosk.storage.keys import NotEnrolled, load_identity
from kiosk.storage.lock import FolderLock

NOTE_FILE = "out-of-service.json"
KEPT_FOLDER = "retired"  # the journals of devices that this machine was
IDENTITY_FILE = "identity.json"
_GONE = ("shop.db*", "members.db*", "catalogue-*.db*", "device.key", "blobs", "pictures", "kiosk-support-*.zip")
_KEPT = ("journal.db*", "journal.guard", IDENTITY_FILE)  # the identity last: by it a stale note is told
_log = logging.getLogger(__name__)


class OutOfService(EnvironmentProblem):
    """Head office took this tablet out of service."""

    code = "out_of_service"


@dataclass(frozen=True, slots=True)
class Note:
    device: str
    shop: str
    at_ms: int


def retire(folder: Path, at_ms: int) -> None:
    """Take the device in `folder` out of service. Only when head office has signed for all that it recorded."""
    identity = load_identity(folder / IDENTITY_FILE)
    lock = FolderLock(folder, "kiosk")
    try:
        write_atomically(folder / NOTE_FILE, codec.dump(Note(identity.device, identity.shop, at_ms)))
        _clear(folder, identity.device)
    finally:
        lock.release()
    _log.info("%s is out of service; what was the shop's was deleted in %s", identity.device, folder)


def check_in_service(folder: Path) -> None:
    """Raises OutOfService, with everything gone that has to go."""
    note = _note(folder)
    if note is None:
        return
    if not _is_stale(folder, note):
        lock = FolderLock(folder, "kiosk")
        try:
            _clear(folder, note.device)
        finally:
            lock.release()
        raise OutOfService(
            f"Head office took this tablet (device {note.device} of shop {note.shop}) out of service on "
            f"{datetime.fromtimestamp(note.at_ms / 1000, UTC):%Y-%m-%d at %H:%M} UTC. It has everything that was "
            "recorded here; what was the shop's was deleted on this machine. To use it again: kiosk hq pair SHOP at "
            f"head office, then here kiosk enrol URL CODE --data {folder}"
        )


def begin_anew(folder: Path) -> None:
    """Another device was enrolled here: the note is about a former one."""
    note = _note(folder)
    if note is not None and _is_stale(folder, note):
        (folder / NOTE_FILE).unlink()
        sync_folder(folder)


def _note(folder: Path) -> Note | None:
    try:
        return codec.load(Note, (folder / NOTE_FILE).read_bytes())
    except FileNotFoundError:
        return None


def _is_stale(folder: Path, note: Note) -> bool:
    try:
        return load_identity(folder / IDENTITY_FILE).device != note.device
    except NotEnrolled:
        return False


def _clear(folder: Path, device: str) -> None:
    for path in _found(folder, _GONE):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    kept = folder / KEPT_FOLDER / device
    for path in _found(folder, _KEPT):
        kept.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.rename(kept / path.name)
    if kept.exists():
        sync_folder(kept)
    sync_folder(folder)


def _found(folder: Path, patterns: tuple[str, ...]) -> list[Path]:
    return [path for pattern in patterns for path in sorted(folder.glob(pattern))]
