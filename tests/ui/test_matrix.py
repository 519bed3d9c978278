"""The matrix of a style, and how near a style is."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.catalogue import Variant
from kiosk.services.shelf import Cell
from kiosk.texts import load_texts
from tests.fakes import retailer
from tests.fakes.clock import MONDAY_14_MS
from tests.fakes.tablet import memory_tablet
from tests.ui.front import JACKET, wide_tablet
from ui.availability import Reach, reach_of
from ui.matrix import cell_rows, colours_of, sizes_of

ZH, EN = load_texts("zh"), load_texts("en")
ORDER = ("XS", "S", "M", "L", "XL", "XXL")


def cell(colour: str, size: str, order: int) -> Cell:
    return Cell(Variant(f"X/{colour}/{size}", "X", colour, colour, colour, size, order=order), 100, (), known=True)


@given(st.lists(st.sets(st.sampled_from(ORDER), min_size=1), min_size=1, max_size=5), st.integers(0, 4))
def test_sizes_keep_their_order_whatever_a_colourway_lacks(rows: list[set[str]], full: int) -> None:
    """As long as one colourway has them all."""
    rows.insert(min(full, len(rows)), set(ORDER))
    sorted_rows = [[size for size in ORDER if size in row] for row in rows]
    cells = [cell(f"C{r}", size, 100 * r + n) for r, row in enumerate(sorted_rows) for n, size in enumerate(row)]
    found = sizes_of(cells)
    assert sorted(found) == sorted(ORDER)
    if sorted_rows[0] == list(ORDER):
        assert found == ORDER


def test_a_size_the_first_colourway_lacks_goes_where_the_second_has_it() -> None:
    cells = [cell("A", "S", 0), cell("A", "L", 1), cell("B", "S", 2), cell("B", "M", 3), cell("B", "L", 4)]
    assert sizes_of(cells) == ("S", "M", "L")


def test_each_cell_says_when_first_then_from_where_and_the_three_kinds_of_nothing_differ() -> None:
    tablet = wide_tablet()
    screen = tablet.desk.style(JACKET)
    assert screen is not None
    rows = cell_rows(ZH, screen, "", retailer.JA, MONDAY_14_MS, retailer.LOCATIONS)
    by_key = {row.key: row for row in rows}
    assert len(rows) == 15
    assert (by_key["SAGE/S"].when, by_key["SAGE/S"].origin, by_key["SAGE/S"].tone) == ("现在带走", "本店 3 件", "here")
    assert (by_key["SAGE/L"].when, by_key["SAGE/L"].origin, by_key["SAGE/L"].tone) == ("今天可取", "徐汇店", "nearby")
    assert by_key["SAGE/XXL"].look == "missing"
    assert by_key["CAMEL/S"].look == "sold_out"
    assert by_key["NAVY/XXL"].look == "unknown"
    assert [row.name for row in colours_of(EN, screen.cells)] == ["Sage green", "Navy", "Camel"]


def test_what_has_no_price_is_never_sold_out_but_a_question_for_a_guide() -> None:
    tablet = wide_tablet()
    screen = tablet.desk.style(JACKET)
    assert screen is not None
    bare = replace(screen, cells=tuple(replace(one, price_minor=None, offers=()) for one in screen.cells))
    rows = cell_rows(ZH, bare, "", retailer.JA, MONDAY_14_MS, retailer.LOCATIONS)
    assert {row.look for row in rows} == {"unknown", "missing"}


def test_a_style_is_as_near_as_its_nearest_piece() -> None:
    tablet = memory_tablet()
    reach = reach_of(retailer.STYLES, retailer.JA, tablet.catalogue, tablet.reader)
    assert reach == {
        "LINEN-SHIRT": Reach.HERE,
        "WOOL-COAT": Reach.ELSEWHERE,
        "CANVAS-TOTE": Reach.HERE,
        "CLOUD-DRESS": Reach.ELSEWHERE,
    }


def test_a_style_nobody_reports_is_unknown_and_one_at_zero_is_sold_out() -> None:
    tablet = memory_tablet()
    tablet.catalogue.stock = []
    tablet.journal.hq_stock([replace(row, on_hand=0) for row in tablet.journal.state.hq_stock.values()])
    reach = reach_of(retailer.STYLES, retailer.JA, tablet.catalogue, tablet.reader)
    assert reach["LINEN-SHIRT"] is Reach.NONE
    assert reach["WOOL-COAT"] is Reach.UNKNOWN
