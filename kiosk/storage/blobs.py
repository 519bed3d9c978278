"""Personal content beside the journal, encrypted, until HQ has it: `blobs/<sha256 of the plain content>`."""

import hashlib
import logging
import re
from collections.abc import Collection
from pathlib import Path

from kiosk.ports.identity import DeviceKey
from kiosk.storage.files import DamagedFile, explained, sync_folder, write_atomically

_log = logging.getLogger(__name__)
_NAME = re.compile(r"[0-9a-f]{64}")


class BlobStore:
    """Small files, each written whole and durably before the event that names it is committed."""

    def __init__(self, folder: Path, key: DeviceKey) -> None:
        self._folder = folder
        self._key = key
        folder.mkdir(mode=0o700, exist_ok=True)

    def keep(self, content: bytes) -> str:
        """Store encrypted; returns the SHA-256 of the plain content. The same content twice is one file."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._folder / sha256
        if not path.exists():
            with explained():
                write_atomically(path, self._key.encrypt(content))
        return sha256

    def read(self, sha256: str) -> bytes | None:
        """The plain content; None, with a log line, when the file is lost or damaged: the event goes up without it."""
        try:
            content = self._key.decrypt((self._folder / sha256).read_bytes())
        except (FileNotFoundError, DamagedFile) as error:
            _log.error("personal content %s cannot be sent: %s", sha256[:8], error)
            return None
        return content if hashlib.sha256(content).hexdigest() == sha256 else None

    def find(self, sha256: str) -> bytes | None:
        """The plain content while it lies here; None when HQ has it."""
        path = self._folder / sha256
        if not _NAME.fullmatch(sha256) or not path.exists():
            return None
        try:
            return self._key.decrypt(path.read_bytes())
        except (FileNotFoundError, DamagedFile):
            return None

    def sweep(self, wanted: Collection[str]) -> int:
        """Remove whatever no event waits for: HQ has it, or its unit of work never committed."""
        orphans = [path for path in self._folder.iterdir() if path.name not in wanted]
        for path in orphans:
            path.unlink(missing_ok=True)
        if orphans:
            sync_folder(self._folder)
        return len(orphans)

    def drop(self, names: Collection[str]) -> None:
        for name in names:
            if _NAME.fullmatch(name):
                (self._folder / name).unlink(missing_ok=True)
