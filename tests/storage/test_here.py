"""What can be taken now: HQ's figures for this shop with our own events on top, as lists are narrowed by it."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.catalogue import SaleMode, Style
from kiosk.domain.events import CountedLine, Fulfilment, GoodsReceived, OrderCancelled, ReceivedLine, StockCounted
from kiosk.domain.stock import StockRow
from kiosk.ports.storage import Filters
from kiosk.ports.sync import CutEntry
from kiosk.storage.tablet import TabletStorage
from tests.storage.tablets import SHIRT, Stream, append, handed, line, new_tablet, paid, place, small_range

COAT, SILK = "WOOL-COAT/CAMEL/0417", "SILK-SHIRT/INDIGO/M"
HERE = Filters(here_now=True)


@pytest.fixture
def tablet(tmp_path: Path) -> Iterator[TabletStorage]:
    opened = new_tablet(tmp_path)
    small_range().pull(opened.catalogues)
    figures(**{SHIRT: 1, COAT: 0}).pull(opened.shop)
    yield opened
    opened.close()


def figures(**pieces: int) -> Stream:
    stream = Stream("shop.JA")
    for sku, on_hand in pieces.items():
        stream.put("stock", sku, StockRow("JA", sku, on_hand))
    return stream


def styles_here(tablet: TabletStorage, text: str = "") -> list[str]:
    found = tablet.catalogues.search(text, "cn", filters=HERE)
    facets = tablet.catalogues.facets(text, "cn")
    assert facets.here_now == found.total == tablet.catalogues.facets(text, "cn", filters=HERE).total
    return [card.style.id for card in found.cards]


def test_a_style_is_here_while_a_piece_can_be_taken(tablet: TabletStorage) -> None:
    assert styles_here(tablet) == ["LINEN-SHIRT"]
    assert styles_here(tablet, "silk") == []
    result = tablet.catalogues.search("silk", "cn", filters=HERE)
    assert (result.total, result.total_without_filters) == (0, 1)  # only the filter keeps it out
    assert tablet.catalogues.search("tweed", "cn", filters=HERE).total_without_filters == 0


def test_our_own_orders_boxes_and_counts_change_it_at_once(tablet: TabletStorage) -> None:
    order = place(tablet, line(sku=SHIRT))
    assert styles_here(tablet) == []
    append(tablet, OrderCancelled(order.order_id, "shopper"))
    assert styles_here(tablet) == ["LINEN-SHIRT"]
    append(tablet, GoodsReceived("JA", "B1", (ReceivedLine(SILK, 2),)))
    assert styles_here(tablet) == ["LINEN-SHIRT", "SILK-SHIRT"]
    append(tablet, StockCounted("JA", (CountedLine(SILK, 0, 2),)))
    assert styles_here(tablet) == ["LINEN-SHIRT"]
    sold = place(tablet, line(sku=SHIRT))
    append(tablet, paid(sold.order_id), handed(sold.order_id))
    assert styles_here(tablet) == []


def test_figures_and_cuts_of_hq_change_it(tablet: TabletStorage) -> None:
    place(tablet, line(sku=SHIRT))
    stream = figures(**{SHIRT: 1, COAT: 4, SILK: 1})
    stream.put("stock", SILK, StockRow("JA", SILK, 1, reserved=1))
    stream.put("stock", "XH-ROW", StockRow("XH", "XH-ROW", 5))
    stream.pull(tablet.shop, anew=True)
    assert styles_here(tablet) == ["WOOL-COAT"]
    stream.put("stock", SHIRT, StockRow("JA", SHIRT, 2, reserved=1))
    stream.pull(tablet.shop, cut=(CutEntry("ja-02", 1, 2),))  # the order is in HQ's figure now
    assert styles_here(tablet) == ["WOOL-COAT", "LINEN-SHIRT"]


def test_what_is_sold_only_online_is_never_here(tablet: TabletStorage) -> None:
    stream = small_range()
    stream.put("style", "LINEN-SHIRT", Style("LINEN-SHIRT", "亚麻", "Linen", "shirts", "", "", SaleMode.ONLINE_ONLY))
    stream.pull(tablet.catalogues)
    assert styles_here(tablet) == []


def test_here_goes_together_with_size_and_colour_of_one_variant(tablet: TabletStorage) -> None:
    assert tablet.catalogues.search("", "cn", filters=Filters(sizes=("M",), here_now=True)).total == 1
    assert tablet.catalogues.search("", "cn", filters=Filters(sizes=("L",), here_now=True)).total == 0
    assert tablet.catalogues.facets("", "cn", filters=Filters(sizes=("L",))).here_now == 0


def test_it_is_remembered_until_something_changes(tablet: TabletStorage) -> None:
    before = tablet.reader.skus_here()
    assert tablet.reader.skus_here() is before
    append(tablet, GoodsReceived("JA", "B1", (ReceivedLine(SHIRT, 1),)))
    assert tablet.reader.skus_here() is before  # one more of what is here anyway
    append(tablet, GoodsReceived("JA", "B2", (ReceivedLine(SILK, 1),)))
    assert tablet.reader.skus_here() == before | {SILK}


@pytest.mark.parametrize("seed", range(4))
def test_it_equals_asking_for_the_figure_of_every_variant(tablet: TabletStorage, seed: int) -> None:
    pick = random.Random(seed)
    skus = (SHIRT, COAT, SILK, "LINEN-SHIRT/WHITE/M", "UNKNOWN")
    stream = figures(**{sku: pick.randint(0, 2) for sku in skus})
    stream.pull(tablet.shop, anew=True)
    for number in range(25):
        sku = pick.choice(skus)
        draw = pick.randrange(4)
        if draw == 0:
            order = place(tablet, line(sku=sku, fulfilment=Fulfilment.TAKE_NOW))
            if pick.random() < 0.5:
                append(tablet, OrderCancelled(order.order_id, "shopper"))
        elif draw == 1:
            append(tablet, GoodsReceived("JA", f"B{number}", (ReceivedLine(sku, pick.randint(1, 2)),)))
        elif draw == 2:
            append(tablet, StockCounted("JA", (CountedLine(sku, pick.randint(0, 2), 2),)))
        else:
            stream.put("stock", sku, StockRow("JA", sku, pick.randint(0, 2), pick.randint(0, 1)))
            through = pick.randint(0, number)
            held = tuple(sorted(pick.sample(range(1, through + 1), min(through, pick.randint(0, 2)))))
            stream.pull(tablet.shop, cut=(CutEntry("ja-02", 1, through, held),))
        expected = {sku for sku, row in tablet.reader.own_stock(skus).items() if row.atp()}
        assert tablet.reader.skus_here() == expected
