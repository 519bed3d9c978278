"""Cuts a scanner's bytes into whole frames. Half a bar code is never one: it would be an article nobody has."""

from dataclasses import dataclass

#: What ends a frame: CR, LF, ETX.
_ENDS = frozenset(b"\r\n\x03")
#: A frame of more bytes is noise; the largest QR code has 4,296 characters.
LONGEST_FRAME = 8192
#: Bytes of one scan follow each other at once; a part after which the line is quiet this long is never finished.
STALE_S = 0.5


@dataclass(slots=True)
class Framer:
    """Bytes as they arrive, frames as they end. Time comes from outside, in seconds of any steady clock.

    Only a read that found the line quiet makes a part stale, not late bytes: on a busy machine a whole scan may lie
    ready for a second before anybody reads the rest of it, and dropping its start would deliver its end.
    """

    longest: int = LONGEST_FRAME
    stale_s: float = STALE_S
    #: Parts thrown away because the line went quiet or they grew too long.
    dropped: int = 0
    _part: bytes = b""
    _last_s: float = 0.0
    _overflowing: bool = False

    def feed(self, data: bytes, now_s: float) -> list[bytes]:
        """Frames that are complete now, without terminator, none empty. No data: the line was quiet until now."""
        if not data:
            self._quiet(now_s)
            return []
        self._last_s = now_s
        return [frame for byte in data if (frame := self._add(byte))]

    def reset(self) -> None:
        """The cable was pulled: what is half here will not be finished."""
        self._drop()

    def _quiet(self, now_s: float) -> None:
        if now_s - self._last_s > self.stale_s:
            self._drop()

    def _add(self, byte: int) -> bytes:
        if byte in _ENDS:
            whole, self._part, self._overflowing = self._part, b"", False
            return whole
        if self._overflowing:
            return b""
        self._part += bytes([byte])
        if len(self._part) > self.longest:
            self._drop()
            self._overflowing = True
        return b""

    def _drop(self) -> None:
        self.dropped += bool(self._part)
        self._part, self._overflowing = b"", False
