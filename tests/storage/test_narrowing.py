"""Lists narrowed and counted: random ranges, random filters and random rounds against trying out every choice."""

import random
from pathlib import Path

import pytest

from kiosk.domain.catalogue import Location, LocationKind, Price, SaleMode, Style, Variant
from kiosk.domain.terms import terms_of
from kiosk.ports.storage import Filters, Sort
from kiosk.storage import narrowing_index
from kiosk.storage.catalogue import CatalogueReplica
from kiosk.storage.catalogues import FileCatalogue
from kiosk.storage.files import Readers
from kiosk.storage.writer import WriterThread
from tests.fakes.catalogue import MemoryCatalogue
from tests.storage.tablets import Stream

COLOURS = {
    "NAVY": ("藏青", "Navy", "#2b3a55"),
    "SKY": ("天蓝", "Sky", "#87ceeb"),
    "WINE": ("酒红", "Wine", ""),
    "SAGE": ("灰绿", "Sage", "#9aa392"),
    "MULTI": ("多色", "Multi", ""),
}
SIZES = ("S", "M", "L", "XXL", "36", "165/88A", "OS")
CATEGORIES = ("shirts", "coats", "bags")
WORDS = ("linen", "wool", "silk", "cotton")
QUERIES = ("", "linen", "wool", "silk shirts", "nothing")
ZONES = ("cn", "hk", "none")


class Retailer:
    """A small range that changes at random, in HQ's stream and, for comparison, in memory."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.stream = Stream("catalogue")
        self.styles: dict[str, Style] = {}
        self.variants: dict[str, Variant] = {}
        self.prices: dict[str, Price] = {}
        self.locations = [Location("JA", LocationKind.SHOP, "静安", "Jing'an", "east", "cn", "brand")]
        self.stream.put("location", "JA", self.locations[0])
        for number in self.random.sample(range(20), self.random.randint(0, 14)):
            self.put_style(number)

    def put_style(self, number: int) -> None:
        """Its rank is its number for ever: a style keeps its place until the next snapshot."""
        pick = self.random
        style_id, category = f"S{number}", pick.choice(CATEGORIES)
        name = f"{pick.choice(WORDS)} {category}"
        mode = pick.choice((SaleMode.EVERYWHERE, SaleMode.EVERYWHERE, SaleMode.ONLINE_ONLY))
        terms = " ".join(terms_of(name))
        self.styles[style_id] = Style(
            style_id, name, name, category, category, category, mode, rank=number + 1, terms=terms
        )
        self.stream.put("style", style_id, self.styles[style_id])
        for colour in pick.sample(sorted(COLOURS), pick.randint(0, 3)):
            for size in pick.sample(SIZES, pick.randint(1, 3)):
                sku = f"{style_id}-{colour}-{size}"
                self.variants[sku] = Variant(
                    sku, style_id, colour, *COLOURS[colour][:2], size, swatch=COLOURS[colour][2]
                )
                self.stream.put("variant", sku, self.variants[sku])
        for code in (style_id, *(sku for sku in self.variants if self.variants[sku].style == style_id)):
            if pick.random() < (0.8 if code == style_id else 0.2):
                self.put_price(code)

    def put_price(self, code: str) -> None:
        zone, tier = self.random.choice(ZONES[:2]), self.random.choice(("", "", "gold"))
        minor = self.random.choice((0, 9_900, 19_900, 19_900, 45_000, self.random.randint(1, 500_000)))
        self.prices[f"{zone}/{tier}/{code}"] = Price(zone, tier, code, minor)
        self.stream.put("price", f"{zone}/{tier}/{code}", self.prices[f"{zone}/{tier}/{code}"])

    def change(self) -> None:
        """A style comes, changes or goes, a variant goes, a price changes or goes."""
        known = sorted(self.styles)
        draw = self.random.randrange(-2, 6)
        if draw <= 0 or not known:
            self.put_style(self.random.randrange(20))
        elif draw == 1:
            self.drop_style(self.random.choice(known))
        elif draw == 2 and self.variants:
            sku = self.random.choice(sorted(self.variants))
            del self.variants[sku]
            self.stream.remove("variant", sku)
        elif draw == 3 and self.prices:
            key = self.random.choice(sorted(self.prices))
            del self.prices[key]
            self.stream.remove("price", key)
        else:
            self.put_price(self.random.choice([*known, *self.variants]))

    def drop_style(self, style_id: str) -> None:
        """Sometimes its variants stay a while, as when a round of HQ's is cut in two."""
        del self.styles[style_id]
        self.stream.remove("style", style_id)
        if self.random.random() < 0.7:
            for sku in [sku for sku, item in self.variants.items() if item.style == style_id]:
                del self.variants[sku]
                self.stream.remove("variant", sku)

    def filters(self) -> Filters:
        pick = self.random
        low, high = sorted(pick.choice((0, 9_900, 19_900, 19_901, 45_000, 600_000)) for _ in range(2))
        return Filters(
            tuple(pick.sample(("blue", "red", "green", "pink"), pick.choice((0, 0, 1, 2)))),
            tuple(pick.sample((*SIZES, "XS"), pick.choice((0, 0, 1, 2)))),
            pick.choice((None, low)),
            pick.choice((None, high)),
            here_now=pick.random() < 0.4,
        )

    def memory(self, here: frozenset[str]) -> MemoryCatalogue:
        catalogue = MemoryCatalogue(self.locations, self.styles.values(), self.variants.values(), self.prices.values())
        catalogue.here = here.intersection
        return catalogue


@pytest.mark.parametrize("seed", range(16))
def test_lists_and_counts_equal_trying_out_every_choice_after_any_round(tmp_path: Path, seed: int) -> None:
    retailer = Retailer(seed)
    with CatalogueReplica(tmp_path / "c.db") as replica:
        catalogue = FileCatalogue(Readers(tmp_path / "c.db"))
        for _ in range(6):
            retailer.stream.pull(replica)
            for _ in range(12):
                here = frozenset(sku for sku in retailer.variants if retailer.random.random() < 0.5)
                catalogue.here = lambda found=here: found  # type: ignore[misc]
                compare(catalogue, retailer.memory(here), retailer)
            for _ in range(retailer.random.randint(1, 5)):
                retailer.change()
        catalogue.close()


@pytest.mark.parametrize("seed", range(100, 116))
def test_moving_the_bits_of_few_styles_gives_what_sorting_all_of_them_gives(tmp_path: Path, seed: int) -> None:
    _every_round_leaves_what_sorting_all_gives(tmp_path, seed)


@pytest.mark.parametrize("seed", range(200, 216))
def test_sorting_what_many_rows_have_a_say_in_gives_what_sorting_all_gives(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(narrowing_index, "_MANY_ROWS", 0)
    _every_round_leaves_what_sorting_all_gives(tmp_path, seed)


def _every_round_leaves_what_sorting_all_gives(tmp_path: Path, seed: int) -> None:
    retailer, writer = Retailer(seed), WriterThread("moving")

    def sets_and_rows() -> tuple[narrowing_index.Sets, list[int]]:
        sets, rows = narrowing_index.load(replica._database.conn)
        return sets, list(rows)

    def sorted_anew() -> tuple[narrowing_index.Sets, list[int]]:
        replica._narrowing._sort(narrowing_index.KINDS)
        return sets_and_rows()

    with CatalogueReplica(tmp_path / "c.db", writer=writer) as replica:
        for _ in range(12):
            retailer.stream.pull(replica)
            assert writer.run(sets_and_rows) == writer.run(sorted_anew)
            retailer.change()
    writer.close()


def compare(catalogue: FileCatalogue, memory: MemoryCatalogue, retailer: Retailer) -> None:
    pick = retailer.random
    text, zone, filters = pick.choice(QUERIES), pick.choice(ZONES), retailer.filters()
    category, sort = pick.choice(("", *CATEGORIES)), pick.choice(tuple(Sort))
    limit, offset = pick.randint(1, 8), pick.randint(0, 6)
    expected = memory.search(text, zone, category=category, filters=filters, sort=sort, limit=limit, offset=offset)
    result = catalogue.search(text, zone, category=category, filters=filters, sort=sort, limit=limit, offset=offset)
    assert [(card.style.id, card.price_minor) for card in result.cards] == [
        (card.style.id, card.price_minor) for card in expected.cards
    ]
    assert (result.total, result.total_without_filters) == (expected.total, expected.total_without_filters)
    facets = catalogue.facets(text, zone, category=category, filters=filters)
    assert facets == memory.facets(text, zone, category=category, filters=filters)
