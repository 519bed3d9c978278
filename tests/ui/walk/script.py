"""The script of a chapter: steps of `ui.drive`, and `look PAGE STATE` where the walk stops and looks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.fakes.tablet import MemoryTablet
from tests.ui.front import wide_tablet


@dataclass(frozen=True, slots=True)
class Stop:
    """A page in a state, by the name both have in pictures and reports."""

    page: str
    state: str

    def __str__(self) -> str:
        return f"{self.page}-{self.state}"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A short way through the glass of one tablet; it begins in English on the first page."""

    name: str
    script: str
    tablet: Callable[[], MemoryTablet] = wide_tablet
    attract: bool = False  # whether the glass shows itself to passers-by

    @property
    def stops(self) -> tuple[Stop, ...]:
        return tuple(line for line in self.lines() if isinstance(line, Stop))

    def lines(self) -> Iterator[str | Stop]:
        """Steps and stops in their order."""
        for line in self.script.splitlines():
            words = line.split()
            if words and words[0] == "look":
                _, page, state = words
                yield Stop(page, state)
            elif words:
                yield line.strip()
