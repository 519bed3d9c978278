"""Asked the same again at once: what several steps of one piece of work each derive from the same value."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")


def again_at_once(derive: Callable[[T], R]) -> Callable[[T], R]:
    """`derive`, which remembers what it was asked last: the very same object, not an equal one, for comparing would
    cost as much. Only for a function of nothing but its argument, which nobody changes. Threads may use it: at worst
    one asks again."""
    last: tuple[Any, Any] = (object(), None)

    @wraps(derive)
    def remembering(value: T) -> R:
        nonlocal last
        asked, known = last
        if asked is value:
            return known  # type: ignore[no-any-return]  # what derive gave
        result = derive(value)
        last = (value, result)
        return result

    return remembering
