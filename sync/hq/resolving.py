"""Who has a code or phone that is in no tablet's index yet: told to a device, at the pace of a shop."""

import json
import logging
import re
import threading

from kiosk.errors import InputError
from sync.hq.database import HqRead
from sync.hq.member_rows import IDENTITY, INDEX
from sync.often import Often
from sync.protocol import ResolveAnswer

log = logging.getLogger(__name__)
A_MINUTE, AN_HOUR = 30, 300
_HASH = re.compile(r"[0-9a-f]{32}")


class Resolver:
    """Says no more than the index of all members does. Whoever asks for more than a shop scans is not answered, and
    the operator reads of it."""

    def __init__(self) -> None:
        self._paces = (Often(A_MINUTE, 60), Often(AN_HOUR, 3600))
        self._lock = threading.Lock()
        self._told: set[str] = set()  # devices of which the log has spoken since they last kept the pace

    def answer(self, read: HqRead, device: str, hashed: str) -> ResolveAnswer:
        """Raises InputError when it is no hash, or with status 429 when the device asks too often."""
        if not _HASH.fullmatch(hashed):
            raise InputError("This is no hash of a member's code or phone.")
        self._check_pace(device)
        body = read.row(INDEX, IDENTITY, hashed)
        return ResolveAnswer(known=True, **json.loads(body)) if body is not None else ResolveAnswer(known=False)

    def _check_pace(self, device: str) -> None:
        with self._lock:
            if all(pace.allows(device) for pace in self._paces):
                self._told.discard(device)
                return
            fresh = device not in self._told
            self._told.add(device)
        if fresh:
            log.warning("%s asks for members more often than a shop scans; it is not answered for a while", device)
        raise InputError("Too many members were asked for just now.", status=429, reason="too_often")
