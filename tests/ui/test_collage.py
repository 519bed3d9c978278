"""Pieces of a look beside each other."""

import pytest

from ui.collage import MOST, places


@pytest.mark.parametrize("count", range(1, MOST + 1))
def test_the_tiles_fill_the_picture_and_none_covers_another(count: int) -> None:
    found = places(count)
    assert len(found) == count
    assert sum(place.w * place.h for place in found) == pytest.approx(1)
    assert all(place.x + place.w <= 1.0001 and place.y + place.h <= 1.0001 for place in found)
    corners = {(round(place.x, 3), round(place.y, 3)) for place in found}
    assert len(corners) == count


def test_nothing_has_no_place_and_too_many_pieces_leave_the_last_ones_out() -> None:
    assert places(0) == ()
    assert len(places(MOST + 3)) == MOST
