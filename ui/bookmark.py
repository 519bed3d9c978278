"""Where a shopper was when a badge was shown: the guide goes anywhere meanwhile, and the shopper finds their page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

ABOUT_THE_BASKET = ("basket", "phone")


class Shown(Protocol):
    """A page that can say what it shows."""

    def mark(self) -> object: ...


@dataclass(frozen=True, slots=True)
class Bookmark:
    """The pages one came by, the open one last, and what each of them showed."""

    pages: tuple[str, ...] = ()
    marks: tuple[tuple[str, object], ...] = ()

    @classmethod
    def at(cls, history: Sequence[str], pages: Mapping[str, Shown]) -> "Bookmark":
        return cls(tuple(history), tuple((page, pages[page].mark()) for page in history))

    def way(self, *, basket: bool) -> list[str]:
        """The pages to have behind one again; the range where nobody was. Without a `basket` those about it lead
        nowhere: the guide has placed the order."""
        pages = [page for page in self.pages if page != "attract" and (basket or page not in ABOUT_THE_BASKET)]
        return pages or ["browse"]


NOWHERE = Bookmark()
