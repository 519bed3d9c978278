"""Pictures from HQ in a folder of their own, each named by its SHA-256: fetched when first looked at or in quiet hours,
then kept while there is room, those longest unseen first to go."""

import hashlib
import logging
import os
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import KioskError
from sync.protocol import Endpoint

RETRY_S = 30.0  # after HQ did not have one, or did not answer, nobody asks for so long
FIRST_WORD_S = 5.0
MAX_BYTES = 8 << 20
SEEN_AGAIN_S = 3600.0  # how exactly it is known when a picture was last seen: each note of it is a write
FILL_SHARE = 0.9  # of the room is filled beforehand; the rest is for what is looked at
_SHRINK_SHARE = 0.95
_IN_VAIN = 5  # pictures in a row that cannot be had: HQ is away
_BETWEEN_S = 0.02  # between two pictures fetched beforehand: whoever looks at one goes first

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Room:
    """What the folder holds, and what it may: `names` are the SHA-256 of pictures that are there."""

    names: frozenset[str]
    size: int
    budget: int


class PictureCache:
    """`path` may be called from any thread and waits for HQ where it must: never call it from the GUI thread.

    `endpoint` is used by this cache alone; `token` gives the running session's, "" while there is none. The folder is
    kept below `budget` bytes."""

    def __init__(self, folder: Path, endpoint: Endpoint, token: Callable[[], str], budget: int = 1 << 30) -> None:
        self._folder = folder
        self._endpoint = endpoint
        self._token = token
        self._budget = budget
        self._lock = threading.Lock()
        self._not_before: dict[str, float] = {}
        self._heard = threading.Event()
        self._size = -1  # bytes in the folder; -1 before anybody has looked

    def heard(self) -> None:
        """HQ was asked for the first time since the start, and has answered or not."""
        self._heard.set()

    def path(self, sha256: str) -> Path | None:
        """The picture's file; None while it cannot be had (offline, or HQ has no such picture)."""
        if len(sha256) != 64 or not sha256.isalnum():
            return None
        kept = self._folder / sha256
        if _seen(kept):
            return kept
        with self._lock:
            try:
                return kept if kept.exists() or self._fetch(sha256, kept) else None
            except OSError as error:  # a full disk: lists show drawings, and nothing else stops
                _log.warning("a picture could not be kept: %s", error.strerror)
                self._not_before[sha256] = time.monotonic() + RETRY_S
                return None

    def fill(self, wanted: Iterable[str], stopped: threading.Event) -> int:
        """Fetch what is missing, in this order, until the room is nearly full, HQ cannot be had, or somebody wants it
        stopped; how many came. One that HQ does not have is passed over."""
        there = set(os.listdir(self._folder)) if self._folder.is_dir() else set()
        came = in_vain = 0
        for sha256 in wanted:
            if sha256 in there:
                continue
            if in_vain == _IN_VAIN or stopped.wait(_BETWEEN_S) or self._full():
                break
            found = self.path(sha256) is not None
            came, in_vain = came + found, 0 if found else in_vain + 1
        return came

    def _full(self) -> bool:
        with self._lock:
            return self._bytes() >= FILL_SHARE * self._budget

    def _fetch(self, sha256: str, kept: Path) -> bool:
        if not self._heard.wait(FIRST_WORD_S):  # the first screen is drawn before the first session is open
            self._heard.set()  # HQ is silent: nobody waits for its first word a second time
        token, now = self._token(), time.monotonic()
        if not token or now < self._not_before.get(sha256, 0):
            return False
        try:
            content = self._download(token, sha256)
        except KioskError:
            content = b""
        if hashlib.sha256(content).hexdigest() != sha256:
            self._not_before[sha256] = now + RETRY_S
            return False
        self._folder.mkdir(parents=True, exist_ok=True)
        staged = kept.with_suffix(".part")
        staged.write_bytes(content)
        had = self._bytes()
        os.replace(staged, kept)
        self._size = had + len(content)
        if self._size > self._budget:
            self._make_room(kept)
        return True

    def _download(self, token: str, sha256: str) -> bytes:
        content = bytearray()
        for piece in self._endpoint.blob(token, sha256):
            content += piece
            if len(content) > MAX_BYTES:
                return b""
        return bytes(content)

    def _bytes(self) -> int:
        if self._size < 0:
            self._size = sum(size for _, size, _ in _listed(self._folder))
        return self._size

    def _make_room(self, newest: Path) -> None:
        """Remove what was longest unseen, but never what somebody is about to look at."""
        for _, size, path in sorted(_listed(self._folder)):
            if self._size <= _SHRINK_SHARE * self._budget:
                break
            if path != newest:
                path.unlink(missing_ok=True)
                self._size -= size


class PictureFiller:
    """A thread that fetches the pictures of the range beforehand, the most popular first, when it is told that there
    may be new ones or that HQ is there. `wanted` is asked in that thread."""

    def __init__(self, cache: PictureCache, wanted: Callable[[], Iterable[str]]) -> None:
        self._cache = cache
        self._wanted = wanted
        self._news = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pictures", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def nudge(self) -> None:
        self._news.set()

    def stop(self) -> None:
        """The connection has been cut by then, so that nobody waits for HQ."""
        self._stopped.set()
        self._news.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while self._news.wait() and not self._stopped.is_set():
            self._news.clear()
            try:
                came = self._cache.fill(self._wanted(), self._stopped)
            except (KioskError, OSError) as error:
                _log.warning("pictures could not be fetched beforehand: %s", error)
                continue
            if came:
                _log.info("%d pictures came", came)


def room(folder: Path, budget: int) -> Room:
    """What lies in a tablet's folder of pictures."""
    found = list(_listed(folder))
    return Room(frozenset(path.name for _, _, path in found), sum(size for _, size, _ in found), budget)


def _listed(folder: Path) -> Iterable[tuple[float, int, Path]]:
    """When last seen, size, file; of files that another one may be removing."""
    if not folder.is_dir():
        return
    for entry in os.scandir(folder):
        try:
            state = entry.stat()
        except FileNotFoundError:
            continue
        if len(entry.name) == 64:
            yield state.st_mtime, state.st_size, Path(entry.path)


def _seen(kept: Path) -> bool:
    """Whether it is there; notes, roughly, when it was last looked at."""
    try:
        if time.time() - kept.stat().st_mtime > SEEN_AGAIN_S:
            os.utime(kept)
    except FileNotFoundError:
        return False
    except OSError:
        return kept.exists()  # a folder that cannot be written to is shown all the same
    return True
