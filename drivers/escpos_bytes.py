"""Bytes as a cable brings them: what has come and was not understood yet, and where reading goes on."""

#: A length beyond this is taken for noise: the command alone is skipped, and what follows is read as it comes.
_LONGEST = 1 << 20


class NeedMore(Exception):
    """The command is not here whole yet."""


class ByteReader:
    """Takes from what is here; raises NeedMore when that is too little."""

    def __init__(self) -> None:
        self._buffer = b""
        self._at = 0

    def _take(self, count: int) -> bytes:
        if self._at + count > len(self._buffer):
            raise NeedMore
        taken = self._buffer[self._at : self._at + count]
        self._at += count
        return taken

    def _byte(self) -> int:
        return self._take(1)[0]

    def _number(self, size: int = 2) -> int:
        return int.from_bytes(self._take(size), "little")

    def _block(self, length: int) -> bytes:
        return self._take(length) if length <= _LONGEST else b""

    def _until_nul(self) -> bytes:
        end = self._buffer.find(b"\0", self._at)
        if end < 0:
            raise NeedMore
        return self._take(end - self._at + 1)[:-1]
