"""How a shop orders sizes and cuts prices into bands, for whoever narrows a list."""

import re
from collections.abc import Callable

MAX_BANDS = 5
_LETTERS = re.compile(r"(\d*)(X*)(S|L)|(M)|(F|OS|ONE|ONE SIZE|均码)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ROUND = ((1, 2, 3, 5, 10), (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10), tuple(step / 10 for step in range(10, 101)))


def size_order(size: str) -> tuple[int, float, str]:
    """Sorts XS S M L XL 2XL, then numbers by value (36 36.5 37; 100 110), then one-size, then the rest by spelling."""
    upper = size.upper().strip()
    found = _LETTERS.fullmatch(upper)
    if found and found[5]:
        return 2, 0, upper
    if found:
        return 0, _letters(found), upper
    number = _NUMBER.match(upper)
    return (1, float(number.group()), upper) if number else (3, 0, upper)


def _letters(found: re.Match[str]) -> float:
    """Steps from M: XXL = 2XL = 3."""
    if found[4]:
        return 0
    extra = int(found[1] or 1) * len(found[2]) if found[2] else 0
    return (1 + extra) * (1 if found[3] == "L" else -1)


def price_edges(count: int, nth: Callable[[int], int]) -> tuple[int, ...]:
    """Round numbers between which prices fall into bands of about as many styles, three to five where they allow it.

    `nth` gives the n-th lowest of the `count` prices, from 0. A price that equals an edge belongs to the band above."""
    if count < 2:
        return ()
    lowest, highest = nth(0), nth(count - 1)
    wanted = [nth(count * step // MAX_BANDS) for step in range(1, MAX_BANDS)]
    edges: tuple[int, ...] = ()
    for steps in _ROUND:
        found = tuple(sorted({edge for price in wanted if lowest < (edge := _rounded(price, steps)) <= highest}))
        if len(found) >= 2:
            return found
        edges = edges or found
    return edges


def _rounded(price: int, steps: tuple[float, ...]) -> int:
    """The nearest of `steps` times a power of ten."""
    power = int(10 ** (len(str(price)) - 1))
    return min((round(step * power) for step in steps), key=lambda edge: abs(edge - price))
