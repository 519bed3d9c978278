"""The hybrid clock: forwards only, whatever the wall clock does."""

import random

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.clock import counter, tick, wall_ms

MS = st.integers(0, 2**46)


@given(st.lists(MS, min_size=1, max_size=40))
def test_it_never_runs_backwards_and_is_never_behind_the_wall(walls):
    last = 0
    for now_ms in walls:
        now = tick(last, now_ms)
        assert now > last
        assert wall_ms(now) >= now_ms
        last = now


@given(MS)
def test_a_clock_that_goes_on_shows_the_wall_exactly(now_ms):
    assert wall_ms(tick(now_ms - 1 << 16, now_ms)) == now_ms
    assert counter(tick(0, now_ms + 1)) == 0


def test_a_full_counter_borrows_a_millisecond():
    now = 1_763_877_600_000 << 16
    for _ in range(70_000):
        now = tick(now, 1_763_877_600_000)
    assert wall_ms(now) == 1_763_877_600_001
    assert now < 2**63, "it must fit a column"


def test_a_wall_clock_set_back_by_years_still_sorts_after_what_was_written():
    rng = random.Random(2)
    values, last = [], 0
    for _ in range(5_000):
        last = tick(last, rng.choice((0, 1_763_877_600_000, rng.randint(0, 2**41))))
        values.append(last)
    assert values == sorted(set(values))
