"""A ready-made catalogue file from HQ: verified before it is fetched, fetched in chunks, verified before it is used.

A chunk is appended only when its hash matches, so that after a kill at any byte the staged file is some whole chunks
and perhaps a torn tail, which is cut off.
"""

import hashlib
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from kiosk.errors import EnvironmentProblem, InputError, SnapshotRequired
from kiosk.ports.sync import Chunk, Manifest, SnapshotStore
from sync.protocol import Endpoint, Head, manifest_message
from sync.signatures import is_signed

CATALOGUE = "catalogue"
DAY_MS = 24 * 3600 * 1000
MISMATCHES = 2  # with one manifest, before we leave it alone for a day

_log = logging.getLogger(__name__)


class Mismatch(EnvironmentProblem):
    """What arrived is not what HQ signed. The catalogue in use is untouched."""

    code = "snapshot_mismatch"


@dataclass(slots=True)
class _Distrust:
    """Manifests that went wrong: how often, and until when we leave them alone."""

    counts: dict[str, int] = field(default_factory=dict)
    until_ms: dict[str, int] = field(default_factory=dict)


class SnapshotInstaller:
    """Belongs to the engine's thread. `schema`: the version of catalogue file this program reads. `tick` is called
    between chunks with bytes on disk and bytes in all."""

    def __init__(
        self, endpoint: Endpoint, store: SnapshotStore, *, hq_public_key: bytes, schema: int, clock: Callable[[], int]
    ) -> None:
        self._endpoint = endpoint
        self._store = store
        self._hq_public_key = hq_public_key
        self._schema = schema
        self._clock = clock
        self._distrust = _Distrust()

    def install(
        self, token: str, set_name: str, heads: Mapping[str, Head], tick: Callable[[int, int], None]
    ) -> Manifest | None:
        """Install HQ's newest snapshot of the set; None when there is none that helps (read the streams instead).

        Raises HqUnreachable (what was fetched is kept), Mismatch, EnvironmentProblem when the disk is full."""
        manifest = self._offered(token, set_name)
        if manifest is None or not self._helps(manifest, heads):
            return None
        try:
            self._fetch(token, manifest, tick)
        except Mismatch:
            self._distrusted(manifest)
            raise
        return manifest

    def _offered(self, token: str, set_name: str) -> Manifest | None:
        try:
            return self._endpoint.manifest(token, set_name)
        except (InputError, SnapshotRequired):
            return None  # HQ has not built one yet

    def _helps(self, manifest: Manifest, heads: Mapping[str, Head]) -> bool:
        if not is_signed(self._hq_public_key, manifest.signature, manifest_message(manifest)):
            _log.warning("the snapshot of %s does not carry HQ's signature and is not used", manifest.set)
            return False
        if manifest.schema != self._schema or self._distrust.until_ms.get(manifest.sha256, 0) > self._clock():
            return False
        return CATALOGUE in heads and _goes_on(manifest, heads[CATALOGUE])

    def _distrusted(self, manifest: Manifest) -> None:
        count = self._distrust.counts.get(manifest.sha256, 0) + 1
        self._distrust.counts[manifest.sha256] = count
        if count >= MISMATCHES:
            self._distrust.counts.pop(manifest.sha256)
            self._distrust.until_ms[manifest.sha256] = self._clock() + DAY_MS
            _log.warning("a snapshot of %s was wrong %d times and is left alone for a day", manifest.set, count)

    def _fetch(self, token: str, manifest: Manifest, tick: Callable[[int, int], None]) -> None:
        staged = self._store.staging_path(manifest.sha256)
        try:
            with _opened(staged) as file:
                self._complete(file, token, manifest, tick)
        except OSError as error:
            raise EnvironmentProblem(
                f"The catalogue cannot be stored ({error.strerror}). The old one stays in use; make room on the disk"
            ) from error
        try:
            self._store.adopt(staged, manifest)
        except EnvironmentProblem as error:
            raise Mismatch(str(error)) from error

    def _complete(self, file: BinaryIO, token: str, manifest: Manifest, tick: Callable[[int, int], None]) -> None:
        """Fetch what is missing. While a chunk is made durable the next one comes."""
        here = _verified(file, manifest.chunks)
        tick(file.tell(), manifest.size)
        with ThreadPoolExecutor(1, thread_name_prefix="snapshot") as disk:
            written = disk.submit(file.tell)
            for chunk in manifest.chunks[here:]:
                content = self._chunk(token, chunk)
                tick(written.result(), manifest.size)
                written = disk.submit(_append, file, content)
            tick(written.result(), manifest.size)

    def _chunk(self, token: str, chunk: Chunk) -> bytearray:
        content = bytearray()
        for piece in self._endpoint.blob(token, chunk.sha256):
            content += piece
            if len(content) > chunk.size:
                break
        if len(content) != chunk.size or hashlib.sha256(content).hexdigest() != chunk.sha256:
            raise Mismatch("A part of the catalogue is damaged; it is thrown away and the old catalogue stays in use")
        return content


def _append(file: BinaryIO, content: bytearray) -> int:
    """Bytes of the file that are on disk for good."""
    file.write(content)
    file.flush()
    os.fsync(file.fileno())
    return file.tell()


def _goes_on(manifest: Manifest, head: Head) -> bool:
    """Whether the catalogue can be read on from where the snapshot ends. (Its other streams are small: one that cannot
    is read afresh.) That HQ has built it after we heard of the heads is no fault."""
    return manifest.gen == head.gen and manifest.cursors.get(CATALOGUE, -1) >= head.horizon


def _opened(path: Path) -> BinaryIO:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("r+b" if path.exists() else "w+b")


def _verified(file: BinaryIO, chunks: tuple[Chunk, ...]) -> int:
    """How many whole chunks the file starts with; what follows them is cut off."""
    count, end = 0, 0
    for content, chunk in _stored(file, chunks):
        if hashlib.sha256(content).hexdigest() != chunk.sha256:
            break
        count, end = count + 1, end + chunk.size
    file.truncate(end)
    file.seek(end)
    return count


def _stored(file: BinaryIO, chunks: tuple[Chunk, ...]) -> Iterator[tuple[bytes, Chunk]]:
    for chunk in chunks:
        content = file.read(chunk.size)
        if len(content) < chunk.size:
            return
        yield content, chunk
