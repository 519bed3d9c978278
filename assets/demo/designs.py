"""What the invented brand sells, as build.py writes it into files: the first designs, then all others, mixed."""

from itertools import zip_longest

from assets.demo.design import CATEGORIES, Design
from assets.demo.first import FIRST
from assets.demo.lower import LOWER
from assets.demo.upper import UPPER

#: In which order categories follow each other in a list by popularity.
_ROUND = ("accessories", "knitwear", "tees", "dresses", "shoes", "outerwear", "trousers", "shirts")


def _mixed(designs: tuple[Design, ...]) -> tuple[Design, ...]:
    """One of each category after the other, as a shop window shows them."""
    by_category = {name: [design for design in designs if design.category == name] for name in CATEGORIES}
    rounds = zip_longest(*(by_category[name] for name in _ROUND))
    return tuple(design for one_each in rounds for design in one_each if design)


LATER = _mixed(UPPER + LOWER)
DESIGNS = FIRST + LATER
