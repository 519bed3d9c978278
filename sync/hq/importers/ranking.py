"""Popularity as a rank: 1, 2, 3 … in the order in which tablets list."""

from collections.abc import Iterable, Mapping
from typing import Any

Document = dict[str, Any]


def ranked(documents: Iterable[tuple[str, Document]], popularity: Mapping[str, int]) -> dict[str, Document]:
    """Documents by key, most popular first (ties as they come), with their `rank`. One without a popularity, whose row
    was bad, keeps the rank it has, and moves nobody else's."""
    given = list(documents)
    order = sorted((pair for pair in given if pair[0] in popularity), key=lambda pair: -popularity[pair[0]])
    kept = [pair for pair in given if pair[0] not in popularity]
    for pair in sorted(kept, key=_rank):
        order.insert(_rank(pair) - 1, pair)
    for rank, (_, document) in enumerate(order, 1):
        document["rank"] = rank
    return dict(order)


def _rank(pair: tuple[str, Document]) -> int:
    return int(pair[1].get("rank", 1))
