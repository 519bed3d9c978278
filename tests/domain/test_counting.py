"""A count by zones: what is a difference, what is not, and what somebody has to look at once more."""

import random

import pytest

from kiosk.domain.counting import AGAIN, RECOUNT_MINOR, RECOUNT_PIECES, Compared, Counting, Tally, Zone, compare, tally
from kiosk.domain.stock import StockRow

ZONES = (Zone("Floor", done=True), Zone("Stockroom", done=True))
SHOP = Counting("c-1", 0, ZONES, whole=True)
SHELVES = Counting("c-2", 0, ZONES)


def _row(on_hand: int, sku: str = "A", opened_ms: int = 0) -> StockRow:
    return StockRow("JA", sku, on_hand, opened_ms=opened_ms)


def _seen(zone: str, pieces: int, figure: int, before: Tally | None = None) -> Tally:
    return tally(before, zone, _row(figure), pieces, 0)


def _one(counting: Counting, *tallies: Tally, now: int = 0) -> Compared:
    (found,) = compare(counting, tallies, {"A": _row(now)})
    return found


def test_what_is_as_the_figure_said_is_no_difference():
    row = _one(SHELVES, _seen("Floor", 5, 5), now=5)
    assert (row.difference, row.zone, row.to_recount(100)) == (0, "Floor", False)


def test_pieces_of_several_zones_add_up_and_lie_in_none_of_them_alone():
    row = _one(SHELVES, _seen("Floor", 2, 5), _seen("Stockroom", 3, 5), now=5)
    assert (row.counted, row.difference, row.zone) == (5, 0, "")


def test_a_sale_after_the_article_was_counted_is_in_neither():
    row = _one(SHELVES, _seen("Floor", 4, 5), now=3)
    assert (row.counted, row.expected, row.difference) == (4, 5, -1)


def test_a_sale_between_two_zones_of_one_article_is_no_difference_wherever_the_piece_lay():
    """Ten lay there. The piece sold was counted already (ten are counted), or was not yet (nine are)."""
    for second in (3, 4):
        row = _one(SHELVES, _seen("Floor", 6, 10), _seen("Stockroom", second, 9), now=9)
        assert row.difference == 0
    assert _one(SHELVES, _seen("Floor", 6, 10), _seen("Stockroom", 2, 9), now=9).difference == -1
    assert _one(SHELVES, _seen("Floor", 6, 10), _seen("Stockroom", 5, 9), now=9).difference == 1


def test_scans_of_one_zone_widen_the_range_too():
    first = _seen("Floor", 1, 3)
    assert _seen("Floor", 2, 2, first) == Tally("Floor", "A", 2, 2, 3, 0)


def test_in_a_whole_shop_what_nobody_saw_is_missing_and_always_looked_for():
    row = _one(SHOP, now=1)
    assert (row.missing, row.difference, row.to_recount(1)) == (True, -1, True)
    assert compare(SHELVES, (), {"A": _row(1)}) == ()


@pytest.mark.parametrize(
    ("apart", "price_minor", "again"),
    [
        (RECOUNT_PIECES, 1, True),
        (RECOUNT_PIECES - 1, RECOUNT_MINOR, True),
        (RECOUNT_PIECES - 1, RECOUNT_MINOR - 1, False),
        (1, None, False),
        (0, RECOUNT_MINOR, False),
    ],
)
def test_much_or_dear_is_counted_once_more(apart, price_minor, again):
    assert _one(SHELVES, _seen("Floor", 9 - apart, 9), now=9).to_recount(price_minor) is again


def test_what_was_counted_once_more_counts_alone():
    again = tally(_seen(AGAIN, 7, 9), AGAIN, _row(8), 8, 0)
    assert (again.least, again.most) == (8, 8)
    row = _one(SHELVES, _seen("Floor", 2, 9), again, now=8)
    assert (row.counted, row.expected, row.recounted, row.to_recount(1)) == (8, 8, True, False)


def test_a_stock_file_in_between_makes_the_comparison_void():
    (row,) = compare(SHELVES, (_seen("Floor", 5, 5),), {"A": _row(9, opened_ms=77)})
    assert row.stale
    assert row.to_recount(1)
    fresh = tally(None, AGAIN, _row(9, opened_ms=77), 5, 0)
    (row,) = compare(SHELVES, (_seen("Floor", 5, 5), fresh), {"A": _row(9, opened_ms=77)})
    assert (row.stale, row.difference) == (False, -4)


def test_a_right_figure_is_never_corrected_whatever_is_sold_and_received_meanwhile():
    """A shop whose figure is right: pieces lie in two zones, people sell and a box comes in while both are counted."""
    for seed in range(500):
        rng = random.Random(seed)
        lies = {"Floor": rng.randint(0, 8), "Stockroom": rng.randint(0, 8)}
        tallies = []
        for zone in ("Floor", "Stockroom"):
            seen = None
            for counted in range(1, lies[zone] + 1):
                seen = tally(seen, zone, _row(sum(lies.values())), counted, 0)
            tallies += [seen] if seen else []
            if rng.random() < 0.6:
                where = rng.choice([name for name, pieces in lies.items() if pieces] or ["Floor"])
                lies[where] = max(lies[where] + rng.choice((-1, -1, 2)), 0)
        if tallies:
            counted = sum(item.pieces for item in tallies)
            (row,) = compare(SHELVES, tallies, {"A": _row(sum(lies.values()))})
            whole = len(tallies) == 2
            assert row.counted == counted
            assert row.difference == 0 or not whole, (seed, tallies)
