"""Files named by what is in them: pictures and chunks of snapshots, public and immutable."""

import hashlib
import os
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from kiosk.errors import InputError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MAX_PICTURE_BYTES = 8 << 20
_PIECE = 1 << 16
_NAME = re.compile(r"[0-9a-f]{64}")


class BlobFolder:
    """A folder of blobs, each stored compressed under the sha256 of its inflated bytes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Store the content, durably, once; returns its name."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_durably(path, zstd.compress(content, level=3))
        return sha256

    def has(self, sha256: str) -> bool:
        return _NAME.fullmatch(sha256) is not None and self._path(sha256).exists()

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """The inflated bytes. Raises InputError when there is no such blob."""
        if not self.has(sha256):
            raise _unknown(sha256)
        return self._read(self._path(sha256))

    def stored(self, sha256: str) -> bytes:
        """The blob as it lies here: zstd. Raises InputError when there is no such blob."""
        if not self.has(sha256):
            raise _unknown(sha256)
        return self._path(sha256).read_bytes()

    def keep_only(self, names: frozenset[str]) -> None:
        """Remove every blob but these."""
        for path in self._folder.glob("*/*.zst"):
            if path.stem not in names:
                path.unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / f"{sha256}.zst"

    @staticmethod
    def _read(path: Path) -> Iterator[bytes]:
        with zstd.open(path, "rb") as stream:
            while piece := stream.read(_PIECE):
                yield piece


def _unknown(sha256: str) -> InputError:
    return InputError(f"HQ has no blob {sha256[:64]!r}", status=404)


def _write_durably(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
