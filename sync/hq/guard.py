"""A note beside HQ's database of how far it had come: one that was put back from a backup ends before it.

It is written after commits and kept out of backups, so it is never ahead of its own database.
"""

from contextlib import suppress
from pathlib import Path

FILE = "hq.guard"


class Guard:
    """How many changes of streams the database had, as far as this folder has seen."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._noted = self._read()

    def _read(self) -> int:
        try:
            return int(self._path.read_text("ascii"))
        except (OSError, ValueError):
            return 0

    def is_behind(self, reached: int) -> bool:
        """Whether a database that has come so far had come further before."""
        return reached < self._noted

    def note(self, reached: int, *, anew: bool = False) -> None:
        """`anew`: what was noted before is of another past. A disk that is full costs the note, nothing else."""
        if reached <= self._noted and not anew:
            return
        partial = self._path.with_suffix(".partial")
        with suppress(OSError):
            partial.touch(mode=0o600)
            partial.write_text(str(reached), "ascii")
            partial.replace(self._path)
        self._noted = reached
