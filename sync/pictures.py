"""Pictures from HQ in a folder of their own, each named by its SHA-256: fetched when first looked at, then kept."""

import hashlib
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from kiosk.errors import KioskError
from sync.protocol import Endpoint

RETRY_S = 30.0  # after HQ did not have one, or did not answer, nobody asks for so long
FIRST_WORD_S = 5.0
MAX_BYTES = 8 << 20


class PictureCache:
    """`path` may be called from any thread and waits for HQ where it must: never call it from the GUI thread.

    `endpoint` is used by this cache alone; `token` gives the running session's, "" while there is none."""

    def __init__(self, folder: Path, endpoint: Endpoint, token: Callable[[], str]) -> None:
        self._folder = folder
        self._endpoint = endpoint
        self._token = token
        self._lock = threading.Lock()
        self._not_before: dict[str, float] = {}
        self._heard = threading.Event()

    def heard(self) -> None:
        """HQ was asked for the first time since the start, and has answered or not."""
        self._heard.set()

    def path(self, sha256: str) -> Path | None:
        """The picture's file; None while it cannot be had (offline, or HQ has no such picture)."""
        if len(sha256) != 64 or not sha256.isalnum():
            return None
        kept = self._folder / sha256
        if kept.exists():
            return kept
        with self._lock:
            return kept if kept.exists() or self._fetch(sha256, kept) else None

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
        os.replace(staged, kept)
        return True

    def _download(self, token: str, sha256: str) -> bytes:
        content = bytearray()
        for piece in self._endpoint.blob(token, sha256):
            content += piece
            if len(content) > MAX_BYTES:
                return b""
        return bytes(content)
