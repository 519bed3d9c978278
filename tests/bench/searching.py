"""Search at any size of the range: what a shopper types, letter by letter, beside FTS5 alone; and what is found."""

import random
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from pypinyin import lazy_pinyin

from kiosk.domain.colours import ColourFamily
from kiosk.domain.terms import match_query
from kiosk.ports.storage import Filters
from kiosk.storage.catalogues import FileCatalogue
from kiosk.storage.files import Readers
from kiosk.storage.finding import all_rows
from tests.bench.measure import Figure, share, timed, times
from tests.bench.ranges import A_STYLE, SIZES, Title, build, data_folder, gtin, named
from tests.bench.world import ZONE

T = TypeVar("T")
QUICK, FULL = (100_000,), (10_000, 100_000, 1_000_000)
HITS, MISSES, TITLES, NARROWED, SCANS = 5_000, 2_000, 2_000, 100, 5_000
_HAN = ("\u4e00", "\u9fff")


def searching(place: Path, *, full: bool) -> Iterator[Figure]:
    for variants in FULL if full else QUICK:
        path = place / f"range-{variants}.db"
        seconds = timed(lambda path=path, variants=variants: build(path, variants))  # type: ignore[misc]
        size = f"{variants:,} variants"
        yield Figure(f"catalogue file is built, {size}", round(seconds, 1), "s", variants, limit=120)
        yield Figure(f"catalogue file, {size}", round(path.stat().st_size / 1e6, 1), "MB", variants, limit=500)
        with Opened(path) as catalogue:
            yield from _speed(catalogue, variants // A_STYLE, size)
            yield from _narrowing(catalogue, size)
            yield from _scanning(catalogue, variants // A_STYLE, size)
            yield from _recall(catalogue, variants // A_STYLE, size)


class Opened:
    """The tablet's own reads over a file that is in use."""

    def __init__(self, path: Path) -> None:
        self.catalogue = FileCatalogue(Readers(path))
        self.raw = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self._rows = dict(self.raw.execute("SELECT id, row FROM style").fetchall())

    def __enter__(self) -> "Opened":
        return self

    def __exit__(self, *_: object) -> None:
        self.raw.close()
        self.catalogue.close()

    def found(self, text: str, limit: int = 24) -> list[str]:
        return [card.style.id for card in self.catalogue.search(text, ZONE, limit=limit).cards]

    def matches(self, style: str, text: str) -> bool:
        """Whether the style is among all that the text finds."""
        return self._rows[style] in all_rows(self.raw, text)


def _speed(opened: Opened, styles: int, size: str) -> Iterator[Figure]:
    rng = random.Random(6)
    typed = [text for query in _queries(rng, styles, HITS // 8) for text in _keystrokes(query)][:HITS]
    raw = "SELECT rowid FROM style_fts WHERE style_fts MATCH ? ORDER BY rowid LIMIT 24"
    asked = [expression for text in typed if (expression := match_query(text))]
    alone = times(f"raw: FTS5 alone, {size}", _each(asked, lambda text: opened.raw.execute(raw, (text,)).fetchall()))
    yield alone
    yield times(f"search, hits, letter by letter, {size}", _each(typed, opened.found), limit_ms=5, beside=alone)
    if misses := _misses():
        told = _each(misses, opened.found)
        yield times(f"search, what other shoppers typed, {size}", told, limit_ms=10, beside=alone)


def _narrowing(opened: Opened, size: str) -> Iterator[Figure]:
    """Counts of every colour, size and price band with three filters chosen, of a list of all and of one word's."""
    families = tuple(found.value for found in ColourFamily)
    asked = [
        (text, Filters((families[at % len(families)],), (SIZES[at % len(SIZES)],), 10_000, 30_000))
        for at in range(NARROWED)
        for text in ("", "shirts", "black")
    ]
    told = _each(asked, lambda one: opened.catalogue.facets(one[0], ZONE, filters=one[1]))
    yield times(f"facets with counts, 3 filters, {size}", told, limit_ms=5)


def _scanning(opened: Opened, styles: int, size: str) -> Iterator[Figure]:
    rng = random.Random(9)
    codes = [gtin(rng.randrange(styles), rng.randrange(A_STYLE)) for _ in range(SCANS)]
    raw = "SELECT sku FROM variant WHERE gtin_tail = ? AND gtin_tail <> ''"
    alone = times(
        f"raw: one indexed look-up, {size}",
        _each(codes, lambda code: opened.raw.execute(raw, (code[::-1],)).fetchone()),
    )
    yield alone
    told = _each(codes, opened.catalogue.variant_by_gtin)
    yield times(f"a scanned code is looked up, {size}", told, limit_ms=1, beside=alone)


def _each(texts: Iterable[T], work: Callable[[T], object]) -> list[float]:
    return [timed(lambda text=text: work(text)) for text in texts]  # type: ignore[misc]


def _queries(rng: random.Random, styles: int, count: int) -> list[str]:
    """One to three words of a style's names, in any order."""
    found = []
    for _ in range(count):
        style = named(rng.randrange(styles))
        words = [*style.name_en.split(), *style.title.words]
        found.append(" ".join(rng.sample(words, min(len(words), rng.randint(1, 3)))))
    return found


def _keystrokes(query: str) -> Iterator[str]:
    return (query[:end] for end in range(1, len(query) + 1) if query[end - 1] != " ")


def _misses() -> list[str]:
    folder = data_folder()
    if folder is None:
        return []
    lines = (folder / "text" / "search_queries_50k.txt").read_text("utf-8").splitlines()
    return random.Random(7).sample(lines, MISSES)


def _recall(opened: Opened, styles: int, size: str) -> Iterator[Figure]:
    rng = random.Random(8)
    chosen = [named(number) for number in rng.sample(range(styles), min(TITLES, styles))]
    asked: dict[str, list[tuple[str, str]]] = {
        "a word of two characters": [], "its pinyin": [], "initials of a word of three or more": [],
        "pinyin with one typing error": [],
    }  # fmt: skip
    for style in chosen:
        for word in _han_words(style.title):
            spoken = lazy_pinyin(word, v_to_u=False)
            if len(word) == 2:
                asked["a word of two characters"].append((style.id, word))
            if 2 <= len(word) <= 4:
                asked["its pinyin"].append((style.id, "".join(spoken)))
                asked["pinyin with one typing error"].append((style.id, _mistyped(rng, "".join(spoken))))
            if len(word) >= 3:
                initials = "".join(syllable[0] for syllable in spoken)
                asked["initials of a word of three or more"].append((style.id, initials))
    wrong = [text for _, text in asked["pinyin with one typing error"]][:TITLES]
    yield times(f"search, pinyin with one typing error, {size}", _each(wrong, opened.found), limit_ms=10)
    limits = (99, 98, 95, 90)
    for (what, pairs), limit in zip(asked.items(), limits, strict=True):
        few = rng.sample(pairs, min(len(pairs), TITLES))
        hit = sum(opened.matches(style, text) for style, text in few)
        yield share(f"found: {what}, {size}", hit, len(few), limit=limit)
    if data_folder() is None:
        return  # invented titles come again and again: no two words of one say which it is
    two = [(style.id, " ".join(rng.sample(words, 2))) for style in chosen if len(words := _han_words(style.title)) > 1]
    hit = sum(style in opened.found(text, 50) for style, text in two)
    yield share(f"among the first 50: two words, {size}", hit, len(two), limit=95)


def _han_words(title: Title) -> list[str]:
    """Marked words that are Chinese from end to end."""
    return [word for word in title.words if len(word) > 1 and all(_HAN[0] <= letter <= _HAN[1] for letter in word)]


def _mistyped(rng: random.Random, word: str) -> str:
    """One letter left out, too many, wrong, or exchanged with its neighbour; the first is right."""
    at = rng.randrange(1, len(word))
    wrong = rng.choice("abcdefghijklmnopqrstuvwxyz")
    turned = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] if at > 1 else word
    less, more, other = word[:at] + word[at + 1 :], word[:at] + wrong + word[at:], word[:at] + wrong + word[at + 1 :]
    return rng.choice((less, more, other, turned))
