"""The ways a page is looked at: two languages, three sizes, five modes. That there is nothing to show is no way of
looking but a state of its own: a page that can be empty has a stop for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from kiosk.texts import LANGUAGES

SIZES = ((1280, 800), (800, 1280), (1920, 1080))
#: As it is; HQ out of reach; the largest letters; everything within reach of who sits; both of these.
MODES = ("normal", "offline", "large", "low", "low-large")


@dataclass(frozen=True, slots=True)
class View:
    language: str
    size: tuple[int, int]
    mode: str

    def __str__(self) -> str:
        return f"{self.language} {self.size[0]}x{self.size[1]} {self.mode}"

    @property
    def slug(self) -> str:
        return str(self).replace(" ", "-")


ALL = tuple(View(*view) for view in product(LANGUAGES, SIZES, MODES))


def sample(number: int, count: int = 2) -> Iterator[View]:
    """Some views for the stop of this number, always the same; the stops together see all views equally often."""
    step = 7  # no divisor of the number of views, so that neighbours differ in language, size and mode
    return (ALL[(number * count + turn) * step % len(ALL)] for turn in range(count))
