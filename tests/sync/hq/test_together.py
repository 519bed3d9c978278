"""Pieces of work that share one go."""

import threading
import time
from collections.abc import Callable, Sequence

import pytest

from sync.hq.together import Together, Waiting


class Workshop:
    """Doubles numbers, group by group; holds up the first group until it is let go."""

    def __init__(self, most: int = 100) -> None:
        self.groups: list[list[int]] = []
        self.go = threading.Event()
        self.begun = threading.Event()
        self.together: Together[int, int] = Together(self.work, lambda group, _: len(group) < most)
        self.results: dict[int, object] = {}

    def work(self, gather: Callable[[], Sequence[Waiting[int, int]]]) -> None:
        group = gather()
        self.groups.append([each.item for each in group])
        self.begun.set()
        assert self.go.wait(20)
        for each in group:
            if each.item == 13:
                each.fail(ValueError("thirteen"))
            elif each.item == 99:
                raise OSError("the machine is in the way")
            elif each.item != 7:  # which is forgotten
                each.succeed(2 * each.item)

    def bring(self, items: Sequence[int]) -> None:
        """The first is at work already when the others come."""
        threads = [threading.Thread(target=self._one, args=(item,)) for item in items]
        threads[0].start()
        assert self.begun.wait(20)
        for count, thread in enumerate(threads[1:], 1):
            thread.start()
            ends = time.monotonic() + 20
            while len(self.together._waiting) < count:  # each is in the queue before the next one
                assert time.monotonic() < ends
                time.sleep(0.001)
        self.go.set()
        for thread in threads:
            thread.join(20)
            assert not thread.is_alive()

    def _one(self, item: int) -> None:
        try:
            self.results[item] = self.together.do(item)
        except Exception as error:
            self.results[item] = error


def test_those_who_come_meanwhile_are_the_next_group_and_each_has_its_own_answer() -> None:
    shop = Workshop()
    shop.bring([1, 2, 3, 4, 5])
    assert shop.groups == [[1], [2, 3, 4, 5]]
    assert shop.results == {n: 2 * n for n in range(1, 6)}


def test_a_group_ends_before_the_first_that_does_not_fit() -> None:
    shop = Workshop(most=2)
    shop.bring([1, 2, 3, 4, 5])
    assert shop.groups == [[1], [2, 3], [4, 5]]


def test_one_piece_that_fails_is_nobody_elses() -> None:
    shop = Workshop()
    shop.bring([1, 2, 13, 3])
    assert isinstance(shop.results.pop(13), ValueError)
    assert shop.results == {1: 2, 2: 4, 3: 6}


def test_what_breaks_the_whole_go_is_told_to_all_who_were_not_done_and_the_next_go_works() -> None:
    shop = Workshop()
    shop.bring([1, 2, 99, 3])
    assert (shop.results[1], shop.results[2]) == (2, 4)
    assert [type(shop.results[n]) for n in (99, 3)] == [OSError, OSError]
    assert shop.together.do(4) == 8


def test_nobody_waits_for_ever_for_a_piece_that_was_forgotten() -> None:
    shop = Workshop()
    shop.go.set()
    with pytest.raises(RuntimeError, match="forgotten"):
        shop.together.do(7)
