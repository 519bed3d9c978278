"""How SQLite answers what the glass asks: by an index, never by reading a table through. Asked of SQLite itself, for
the statements that really run (EXPLAIN QUERY PLAN)."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.ports.storage import Filters, Sort
from kiosk.storage.catalogues import FileCatalogue
from kiosk.storage.files import Readers
from tests.bench.ranges import build, gtin, named, sku
from tests.bench.world import ZONE

GROWING = ("style", "variant", "price", "regional_stock")
NARROWED = Filters(("blue",), ("M",), 10_000, 30_000)
#: Read in the order they lie in, and given up after a page.
BOUNDED = ("SELECT row FROM style  ORDER BY row LIMIT 24 OFFSET 0",)
READS: dict[str, Callable[[FileCatalogue], object]] = {
    "a word": lambda range_: range_.search("羊毛", ZONE),
    "the end of a code": lambda range_: range_.search("ORY-M", ZONE),
    "the end of a GTIN": lambda range_: range_.search(gtin(77, 3)[-6:], ZONE),
    "the shop window": lambda range_: range_.search("", ZONE),
    "a category": lambda range_: range_.search("", ZONE, category=named(1).category),
    "narrowed": lambda range_: range_.search("a", ZONE, filters=NARROWED),
    "narrowed and by price": lambda range_: range_.search("", ZONE, filters=NARROWED, sort=Sort.PRICE_UP),
    "what it can be narrowed to": lambda range_: range_.facets("a", ZONE, filters=NARROWED),
    "a scanned code": lambda range_: range_.variant_by_gtin(gtin(77, 3)),
    "a variant": lambda range_: range_.variant(sku(77, 3)),
    "a style": lambda range_: range_.style(named(77).id),
    "its page": lambda range_: range_.page(named(77).id, ZONE),
    "a price": lambda range_: range_.price(sku(77, 3), ZONE),
    "figures elsewhere": lambda range_: range_.regional_stock((sku(77, 3), sku(78, 4))),
    "looks with a style": lambda range_: range_.looks_with(named(77).id),
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("plans") / "range.db"
    build(made, 4_000)
    return made


@pytest.fixture
def readers(path: Path) -> Iterator[Readers]:
    found = Readers(path)
    yield found
    found.close()


@pytest.mark.parametrize("what", READS)
def test_no_read_of_the_glass_goes_through_a_table_that_grows(readers: Readers, path: Path, what: str) -> None:
    ran = [text for text in statements(readers, READS[what]) if text not in BOUNDED]
    assert ran
    for text in ran:
        for step in plan(path, text):
            words = step.split()
            assert not (words[0] == "SCAN" and words[1] in GROWING), (text, step)


def test_a_table_that_is_read_through_would_be_noticed(readers: Readers, path: Path) -> None:
    (text,) = statements(readers, lambda range_: range_.listed_pictures())
    assert any(step.split()[:2] == ["SCAN", "style"] for step in plan(path, text)), "all pictures: asked off the glass"


def statements(readers: Readers, read: Callable[[FileCatalogue], object]) -> list[str]:
    """What it has SQLite do, with the values that it asks for."""
    ran: list[str] = []
    with readers.snapshot() as conn:
        conn.set_trace_callback(ran.append)
    read(FileCatalogue(readers))
    with readers.snapshot() as conn:
        conn.set_trace_callback(None)
    return [text for text in dict.fromkeys(ran) if text.startswith(("SELECT", "WITH"))]


def plan(path: Path, text: str) -> list[str]:
    conn = sqlite3.connect(path)
    try:
        return [row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {text}")]
    finally:
        conn.close()
