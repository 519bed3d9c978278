"""What is derived once though it is asked for by several."""

import pytest

from kiosk.domain.again import again_at_once


def test_the_same_object_is_looked_at_once_and_an_equal_one_anew() -> None:
    asked: list[list[int]] = []

    @again_at_once
    def total(numbers: list[int]) -> int:
        asked.append(numbers)
        return sum(numbers)

    first, equal = [1, 2], [1, 2]
    assert (total(first), total(first), total(equal), total(first)) == (3, 3, 3, 3)
    assert [id(numbers) for numbers in asked] == [id(first), id(equal), id(first)]


def test_what_went_wrong_is_not_remembered() -> None:
    tries: list[str] = []

    @again_at_once
    def number(word: str) -> int:
        tries.append(word)
        return int(word)

    word = "no number"
    for _ in range(2):
        with pytest.raises(ValueError, match="invalid literal"):
            number(word)
    assert tries == [word, word]
