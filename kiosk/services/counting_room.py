"""The count that goes on for a while, as glass and terminal see it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kiosk.domain.counting import AGAIN, Compared, Counting, Tally
from kiosk.errors import InputError
from kiosk.ports.storage import JournalTx
from kiosk.services import counting
from kiosk.services.counting import Booked
from kiosk.services.goods import Article, Goods
from kiosk.services.room import Room

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a scan did to the count: the article and how many of it lie in the zone now, or the code nobody knows."""

    article: Article | None
    pieces: int = 0
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """An article that is not as the figure says, or that has to be looked at once more."""

    row: Compared
    article: Article
    to_recount: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The count beside the figures: how many articles were looked at, and those that differ, first those to recount."""

    articles: int
    differences: tuple[Difference, ...]

    @property
    def to_recount(self) -> int:
        return sum(item.to_recount for item in self.differences)


def _rank(item: Difference) -> tuple[bool, str]:
    """What has to be counted once more stays in its place when it was."""
    return not (item.to_recount or item.row.recounted), item.row.sku


class CountingRoom:
    """Part of a desk; every verb needs somebody signed in."""

    def __init__(self, room: Room, goods: Goods) -> None:
        self._room = room
        self._goods = goods

    def now(self) -> Counting | None:
        """What is under way on this tablet."""
        return self._room.shop.reader.counting()

    def tallies(self) -> tuple[Tally, ...]:
        return self._room.shop.reader.tallies()

    def begin(self, zones: Sequence[str] = (), *, whole: bool = False) -> Counting:
        return self._run(lambda tx, _who: counting.begin(tx, zones, whole=whole))

    def add(self, zone: str, code: str) -> Seen:
        """One more piece, by scan. A code that is no article is noted."""
        found = self._goods.scan(code)
        if found.article is None:
            unknown = found.unknown
            if not unknown:
                raise InputError("This is no code of goods. Nothing was counted.")
            self._run(lambda tx, _who: counting.note_unknown(tx, unknown))
            return Seen(None, unknown=unknown)
        return self._see(zone, found.article, lambda before: before + 1)

    def set_pieces(self, zone: str, sku: str, pieces: int) -> Seen:
        """So many lie there; below zero: it was never seen there."""
        return self._see(zone, self._goods.article(sku), lambda _before: pieces)

    def recount(self, sku: str, pieces: int) -> Seen:
        """Somebody looked once more, in all zones: so many there are."""
        return self._see(AGAIN, self._goods.article(sku), lambda _before: max(pieces, 0))

    def _see(self, zone: str, article: Article, change: Callable[[int], int]) -> Seen:
        seen = self._run(lambda tx, who: counting.see(tx, zone, article.sku, change, who))
        return Seen(article, seen.pieces)

    def close_zone(self, name: str, *, done: bool = True) -> Counting:
        return self._run(lambda tx, _who: counting.close_zone(tx, name, done=done))

    def compare(self) -> Comparison:
        rows = self._run(lambda tx, _who: counting.compared(tx))
        apart = [row for row in rows if row.difference or row.to_recount(None) or row.recounted]
        articles = self._goods.articles(tuple(row.sku for row in apart))
        found = [
            Difference(row, article, row.to_recount(self._goods.price_minor(row.sku)))
            for row, article in zip(apart, articles, strict=True)
        ]
        return Comparison(len(rows), tuple(sorted(found, key=_rank)))

    def book(self) -> Booked:
        here = self._room.here
        return self._run(lambda tx, who: counting.book(tx, here, self._goods.price_minor, who))

    def give_up(self) -> None:
        """Forget what was counted; nothing is corrected."""
        self._run(lambda tx, _who: tx.drop_counting())

    def _run(self, work: Callable[[JournalTx, str], T]) -> T:
        staff = self._room.guide()
        return self._room.run(lambda tx: work(tx, staff.id))
