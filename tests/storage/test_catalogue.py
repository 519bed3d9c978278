"""The public range on a tablet: rounds, search, cards and single codes."""

import random
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.catalogue import Price, SaleMode, Style
from kiosk.domain.stock import StockRow
from kiosk.storage.catalogue import ROW_SPACING, UNRANKED_ROW, CatalogueReplica, tail_key
from kiosk.storage.tablet import TabletStorage
from tests.storage.tablets import SHIRT, T0_MS, Stream, new_tablet, small_range, style, variant


@pytest.fixture
def tablet(tmp_path: Path) -> Iterator[TabletStorage]:
    opened = new_tablet(tmp_path)
    yield opened
    opened.close()


def found(tablet: TabletStorage, text: str, **more: "int | str") -> list[str]:
    result = tablet.catalogues.search(text, "cn", **more)  # type: ignore[arg-type]
    return [card.style.id for card in result.cards]


def test_before_the_first_catalogue_everything_reads_empty(tablet: TabletStorage) -> None:
    range_ = tablet.catalogues
    assert not range_.ready()
    assert (range_.search("linen", "cn").total, range_.categories(), range_.locations()) == (0, (), ())
    assert (range_.style("X"), range_.page("X", "cn"), range_.variant("X"), range_.price("X", "cn")) == (None,) * 4
    assert (range_.variant_by_gtin("06901234567892"), range_.location("JA"), range_.publication()) == (None,) * 3
    assert (range_.regional_stock((SHIRT,)), range_.stock_as_of_ms(), range_.ages()) == ((), 0, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["WOOL-COAT", "LINEN-SHIRT", "SILK-SHIRT"]),
        ("衬衫", ["LINEN-SHIRT", "SILK-SHIRT"]),
        ("亚麻", ["LINEN-SHIRT"]),
        ("衫", ["LINEN-SHIRT", "SILK-SHIRT"]),
        ("衬衫 真丝", ["SILK-SHIRT"]),
        ("shirt linen", ["LINEN-SHIRT"]),
        ("sh", ["LINEN-SHIRT", "SILK-SHIRT"]),
        ("SILK 衬衫", ["SILK-SHIRT"]),
        ("0417", ["WOOL-COAT"]),
        ("coat/camel/0417", ["WOOL-COAT"]),
        ("67892", ["LINEN-SHIRT"]),
        ("6901234567892", ["LINEN-SHIRT"]),
        ("衫衬", []),
        ("9999", []),
        ("'\"*^ NEAR(", []),
        ("x" * 4000, []),
        ("\x00\ud800", []),
    ],
)
def test_search_finds_words_of_two_characters_any_order_beginnings_and_ends_of_codes(
    tablet: TabletStorage, text: str, expected: list[str]
) -> None:
    small_range().pull(tablet.catalogues)
    assert found(tablet, text) == expected
    assert tablet.catalogues.search(text, "cn").total == len(expected)


def test_lists_show_small_pictures_the_most_popular_first_each_once(tablet: TabletStorage) -> None:
    stream = small_range()
    for key, rank, picture, small in (
        ("A", 9, "a" * 64, ""), ("B", 8, "b" * 64, "c" * 64), ("C", 10, "a" * 64, ""), ("D", 7, "", ""),
    ):  # fmt: skip
        stream.put("style", key, Style(key, key, key, "k", "k", "k", rank=rank, picture=picture, thumbnail=small))
    stream.pull(tablet.catalogues)
    assert tablet.catalogues.listed_pictures() == ("c" * 64, "a" * 64)
    shown = tablet.catalogues.style("B")
    assert shown is not None
    assert (shown.picture, shown.thumbnail, shown.listed_picture) == ("b" * 64, "c" * 64, "c" * 64)


def test_a_category_narrows_every_kind_of_search(tablet: TabletStorage) -> None:
    stream = small_range()
    stream.put("variant", "SILK-SHIRT/INDIGO/0417", variant("SILK-SHIRT/INDIGO/0417"))
    stream.pull(tablet.catalogues)
    assert found(tablet, "", category="shirts") == ["LINEN-SHIRT", "SILK-SHIRT"]
    assert found(tablet, "silk", category="shirts") == ["SILK-SHIRT"]
    assert found(tablet, "silk", category="coats") == []
    assert found(tablet, "0417") == ["WOOL-COAT", "SILK-SHIRT"]
    assert found(tablet, "0417", category="shirts") == ["SILK-SHIRT"]
    assert found(tablet, "", category="none") == []
    assert [(item.id, item.styles) for item in tablet.catalogues.categories()] == [("shirts", 2), ("coats", 1)]


def test_pages_of_cards_follow_each_other(tablet: TabletStorage) -> None:
    stream = Stream("catalogue")
    for number in range(50):
        stream.put("style", f"S{number:02}", style(f"S{number:02}", "亚麻衬衫", "Linen shirt", rank=50 - number))
    stream.pull(tablet.catalogues)
    expected = [f"S{number:02}" for number in reversed(range(50))]
    for text in ("", "linen", "衬衫"):
        pages = [found(tablet, text, offset=offset) for offset in (0, 24, 48, 72)]
        assert [len(page) for page in pages] == [24, 24, 2, 0]
        assert [*chain.from_iterable(pages)] == expected
        assert tablet.catalogues.search(text, "cn", limit=1).total == 50


def test_a_card_shows_the_cheapest_price_of_the_zone_and_its_colours(tablet: TabletStorage) -> None:
    stream = small_range()
    stream.put("price", "cn//WOOL-COAT/CAMEL/0417", Price("cn", "", "WOOL-COAT/CAMEL/0417", 0))
    stream.pull(tablet.catalogues)
    cards = {card.style.id: card for card in tablet.catalogues.search("", "cn").cards}
    assert (cards["LINEN-SHIRT"].price_minor, cards["LINEN-SHIRT"].colours) == (35_900, 2)
    assert cards["LINEN-SHIRT"].swatches == ("#3f51b5", "#3f51b5")
    assert cards["WOOL-COAT"].price_minor == 129_900  # a price of nothing does not exist
    assert cards["SILK-SHIRT"].price_minor is None
    elsewhere = tablet.catalogues.search("", "hk").cards
    assert [card.price_minor for card in elsewhere] == [None, None, None]


def test_a_style_page_has_every_variant_and_its_price_here(tablet: TabletStorage) -> None:
    small_range().pull(tablet.catalogues)
    page = tablet.catalogues.page("LINEN-SHIRT", "cn")
    gold = tablet.catalogues.page("LINEN-SHIRT", "cn", "gold")
    assert page is not None
    assert gold is not None
    assert [item.sku for item in page.variants] == [SHIRT, "LINEN-SHIRT/WHITE/M"]
    assert page.prices_minor == {SHIRT: 35_900, "LINEN-SHIRT/WHITE/M": 39_900}
    assert gold.prices_minor == {SHIRT: 29_900, "LINEN-SHIRT/WHITE/M": 39_900}
    assert tablet.catalogues.price(SHIRT, "cn", "gold") == 29_900
    assert tablet.catalogues.price("NOTHING", "cn") is None
    assert page.style.sale_mode is SaleMode.EVERYWHERE


def test_rows_come_back_as_they_were_sent(tablet: TabletStorage) -> None:
    stream = Stream("catalogue")
    full = Style(
        "S1", "亚麻 'x' \"y\"", "Linen\n", "c/1", "类", "Kind", SaleMode.PRESALE, "a" * 64, "描述", "Text", 7, "linen"
    )
    shirt = variant("S1/RED/XXL", "RED", "06901234567892", 3)
    stream.put("style", "S1", full)
    stream.put("variant", shirt.sku, shirt)
    stream.pull(tablet.catalogues)
    assert tablet.catalogues.style("S1") == full
    assert tablet.catalogues.variant("S1/RED/XXL") == shirt
    assert tablet.catalogues.variant_by_gtin("06901234567892") == shirt
    assert tablet.catalogues.variant_by_gtin("") is None


def test_prices_are_withdrawn_by_their_row_also_with_slashes_in_the_code(tablet: TabletStorage) -> None:
    stream = small_range()
    stream.pull(tablet.catalogues)
    stream.remove("price", f"cn//{SHIRT}")
    stream.remove("price", f"cn/gold/{SHIRT}")
    stream.pull(tablet.catalogues)
    assert tablet.catalogues.price(SHIRT, "cn", "gold") == 39_900


def test_the_search_index_follows_what_changes_comes_and_goes(tablet: TabletStorage) -> None:
    stream = small_range()
    stream.pull(tablet.catalogues)
    stream.put("style", "LINEN-SHIRT", style("LINEN-SHIRT", "棉布衬衫", "Cotton shirt", rank=2, category="tops"))
    stream.remove("style", "SILK-SHIRT")
    stream.put("style", "HEMP-SHIRT", style("HEMP-SHIRT", "麻布衬衫", "Hemp shirt", rank=1))
    stream.pull(tablet.catalogues)
    assert found(tablet, "linen") == []
    assert found(tablet, "cotton") == ["LINEN-SHIRT"]
    assert found(tablet, "silk") == []
    assert found(tablet, "衬衫") == ["HEMP-SHIRT", "LINEN-SHIRT"]
    assert found(tablet, "衬衫", category="tops") == ["LINEN-SHIRT"]
    assert {item.id: item.styles for item in tablet.catalogues.categories()} == {"coats": 1, "shirts": 1, "tops": 1}
    again = Stream("catalogue", gen="g2")
    again.put("style", "HEMP-SHIRT", style("HEMP-SHIRT", "麻布衬衫", "Hemp shirt", rank=1))
    again.pull(tablet.catalogues, anew=True)
    assert found(tablet, "") == ["HEMP-SHIRT"]
    assert found(tablet, "cotton") == found(tablet, "coat") == []
    assert tablet.catalogues.variant(SHIRT) is None
    assert integrity(tablet)


def integrity(tablet: TabletStorage) -> bool:
    """FTS5's own comparison of the index with the rows; raises when they differ."""
    replica = tablet.catalogues._replica
    assert replica is not None
    conn = replica._database.conn
    statement = "INSERT INTO style_fts (style_fts, rank) VALUES ('integrity-check', 1)"
    replica._writer.run(lambda: conn.execute(statement).fetchall())
    return True


def test_the_index_is_whole_after_many_random_rounds(tablet: TabletStorage) -> None:
    dice = random.Random(1)
    stream = Stream("catalogue")
    words = ["linen", "wool", "silk", "cotton", "hemp"]
    for round_ in range(30):
        for _ in range(8):
            style_id = f"S{dice.randrange(12)}"
            if dice.random() < 0.25:
                stream.remove("style", style_id)
            else:
                stream.put("style", style_id, style(style_id, "衬衫", dice.choice(words), rank=dice.randrange(4)))
        stream.pull(tablet.catalogues, anew=round_ % 7 == 6)
        alive = {row.id for row in stream.rows.values() if row.body}
        assert set(found(tablet, "")) == alive
        by_word = [set(found(tablet, word)) for word in words]
        assert set().union(*by_word) == alive
        assert sum(map(len, by_word)) == len(alive)
        assert integrity(tablet)


def test_styles_are_listed_by_rank_those_without_one_last_however_many_share_it(tablet: TabletStorage) -> None:
    stream = Stream("catalogue")
    for number in range(ROW_SPACING + 40):
        stream.put("style", f"SAME-{number:03}", style(f"SAME-{number:03}", "", "same", rank=1))
    stream.put("style", "NEXT", style("NEXT", "", "next", rank=3))
    stream.put("style", "NONE-B", style("NONE-B", "", "none"))
    stream.put("style", "NONE-A", style("NONE-A", "", "none"))
    stream.pull(tablet.catalogues)
    stream.put("style", "LATE", style("LATE", "", "late", rank=1))
    stream.put("style", "NONE-0", style("NONE-0", "", "none"))
    stream.pull(tablet.catalogues)
    listed = found(tablet, "", limit=1000)
    assert listed[-4:] == ["NEXT", "NONE-A", "NONE-B", "NONE-0"]
    assert listed.index("LATE") == ROW_SPACING + 40
    assert UNRANKED_ROW > 10**9 * ROW_SPACING


def test_regional_stock_is_kept_by_stream(tablet: TabletStorage) -> None:
    small_range().pull(tablet.catalogues)
    east = Stream("stock.east")
    for location in ("WH", "XH"):
        east.put("stock", f"{location}/{SHIRT}", StockRow(location, SHIRT, 5, 1, T0_MS))
    east.pull(tablet.catalogues, at_ms=T0_MS + 5)
    both = tablet.catalogues.regional_stock((SHIRT, "OTHER"))
    assert both == (StockRow("WH", SHIRT, 5, 1, T0_MS), StockRow("XH", SHIRT, 5, 1, T0_MS))
    assert tablet.catalogues.stock_as_of_ms() == T0_MS + 5
    east.remove("stock", f"WH/{SHIRT}")
    east.pull(tablet.catalogues)
    assert tablet.catalogues.regional_stock((SHIRT,)) == both[1:]
    small_range().pull(tablet.catalogues, anew=True)
    assert tablet.catalogues.regional_stock((SHIRT,)) == both[1:]


def test_a_stock_stream_from_zero_drops_only_its_own_rows(tmp_path: Path) -> None:
    with CatalogueReplica(tmp_path / "c.db", ("stock.east", "stock.west")) as replica:
        for region, location in (("east", "WH"), ("west", "CD")):
            stream = Stream(f"stock.{region}")
            stream.put("stock", f"{location}/{SHIRT}", StockRow(location, SHIRT, 5))
            stream.pull(replica)
        Stream("stock.east", gen="g2").pull(replica, anew=True)
        rows = replica._query("SELECT location FROM regional_stock")
    assert rows == [("CD",)]


def test_a_snapshot_has_the_rows_of_the_stream_it_was_made_from(tmp_path: Path) -> None:
    """Rounds one after the other and a single one from the beginning give the same rows."""
    stream = small_range()
    with CatalogueReplica(tmp_path / "rounds.db", ("catalogue",)) as rounds:
        stream.pull(rounds)
        stream.remove("style", "SILK-SHIRT")
        stream.put("price", "cn//LINEN-SHIRT", Price("cn", "", "LINEN-SHIRT", 19_900))
        stream.pull(rounds)
        in_rounds = [rounds._query(f"SELECT * FROM {table}") for table in TABLES]
    with CatalogueReplica(tmp_path / "snapshot.db", ("catalogue",)) as snapshot:
        stream.pull(snapshot)
        at_once = [snapshot._query(f"SELECT * FROM {table}") for table in TABLES]
    assert in_rounds == at_once
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rounds.db", "snapshot.db"]


TABLES = (
    "style ORDER BY row",
    "variant",
    "price",
    "location ORDER BY id",
    "publication",
    "cursor",
    "category ORDER BY 1",
)


@given(st.text(max_size=40))
def test_the_key_of_a_codes_end_keeps_only_letters_and_digits(text: str) -> None:
    assert all(character.isalnum() for character in tail_key(text))
    assert tail_key(f"A-1/{text}").endswith("1A")
