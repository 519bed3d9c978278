"""Sets of styles as bits, against sets and lists of Python."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.storage import bits
from kiosk.storage.bits import Numbers

POSITIONS = st.sets(st.integers(0, 99))
NUMBERS = st.dictionaries(st.integers(0, 60), st.one_of(st.integers(1, 40), st.integers(1, 2**40)))


def numbers(given_: dict[int, int]) -> Numbers:
    width = max((number.bit_length() for number in given_.values()), default=0)
    digits = {
        place: bits.of_positions((at for at, number in given_.items() if number >> place & 1), 61)
        for place in range(width)
    }
    return Numbers(bits.of_positions(given_, 61), {place: found for place, found in digits.items() if found})


@given(POSITIONS)
def test_positions_come_back_in_ascending_order(chosen: set[int]) -> None:
    assert list(bits.positions(bits.of_positions(chosen, 100))) == sorted(chosen)


@given(POSITIONS, st.integers(0, 100))
def test_a_gap_moves_what_is_behind_it_and_closing_it_moves_it_back(chosen: set[int], at: int) -> None:
    packed = bits.of_positions(chosen, 100)
    opened = bits.with_gap(packed, at)
    assert list(bits.positions(opened)) == sorted(position + (position >= at) for position in chosen)
    assert bits.without(opened, at) == packed


@given(POSITIONS, st.integers(0, 99))
def test_a_style_that_goes_takes_its_place_along(chosen: set[int], at: int) -> None:
    left = bits.without(bits.of_positions(chosen, 100), at)
    assert list(bits.positions(left)) == sorted(position - (position > at) for position in chosen - {at})


@given(NUMBERS, st.integers(-1, 2**41))
def test_numbers_below_a_limit(known: dict[int, int], limit: int) -> None:
    expected = sorted(at for at, number in known.items() if number < limit)
    assert list(bits.positions(numbers(known).below(limit))) == expected
    for number in known.values():
        below = numbers(known).below(number)
        assert list(bits.positions(below)) == sorted(at for at, other in known.items() if other < number)


@given(NUMBERS, st.data())
def test_the_nth_number_and_pages_in_order(known: dict[int, int], data: st.DataObject) -> None:
    among = data.draw(st.sets(st.sampled_from(sorted(known)))) if known else set()
    packed, kept = bits.of_positions(among, 61), numbers(known)
    rising = sorted(among, key=lambda at: (known[at], at))
    falling = sorted(among, key=lambda at: (-known[at], at))
    assert [kept.nth(packed, n) for n in range(len(among))] == [known[at] for at in rising]
    limit, offset = data.draw(st.integers(0, 12)), data.draw(st.integers(0, 61))
    assert kept.page(packed, limit, offset) == rising[offset : offset + limit]
    assert kept.page(packed, limit, offset, falling=True) == falling[offset : offset + limit]
