"""Chance that is the same in every run."""

import random


class Dice:
    """The same digits in every run."""

    def __init__(self) -> None:
        self._random = random.Random(7)

    def __call__(self, count: int) -> str:
        return "".join(self._random.choices("0123456789", k=count))
