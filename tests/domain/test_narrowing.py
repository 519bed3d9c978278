"""The order of sizes, and prices in bands."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.narrowing import MAX_BANDS, price_edges, size_order


@pytest.mark.parametrize(
    "sizes",
    [
        "XXS XS S M L XL 2XL XXXL 4XL 36 36.5 37 100 OS",
        "M 165/88A 175/96A 均码",
        "S 39 F ?",
    ],
)
def test_sizes_are_in_the_order_of_a_shop(sizes: str) -> None:
    expected = sizes.split()
    assert sorted(random.Random(5).sample(expected, len(expected)), key=size_order) == expected


def test_xxl_and_2xl_are_the_same_step() -> None:
    assert size_order("XXL")[:2] == size_order("2xl")[:2]


@pytest.mark.parametrize(
    ("yuan", "edges"),
    [
        ([], ()),
        ([199], ()),
        ([199] * 40, ()),
        ([100, 300], (300,)),
        (list(range(99, 900, 10)), (300, 500)),
    ],
)
def test_bands_have_round_edges(yuan: list[int], edges: tuple[int, ...]) -> None:
    minor = [price * 100 for price in yuan]
    assert price_edges(len(minor), minor.__getitem__) == tuple(edge * 100 for edge in edges)


@given(st.lists(st.integers(1, 10**9), min_size=2))
def test_every_band_has_a_style_at_its_ends_and_there_are_at_most_five(minor: list[int]) -> None:
    prices = sorted(minor)
    edges = price_edges(len(prices), prices.__getitem__)
    assert len(edges) < MAX_BANDS
    assert list(edges) == sorted(set(edges))
    assert all(prices[0] < edge <= prices[-1] for edge in edges)
