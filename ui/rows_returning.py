"""The rows of a return: what comes back, and how the difference is paid. The first field is the row's key."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A line of an earlier order. `pieces` of it come back, at most `most`; `refund` is what they give; `reason` and
    `grade` are keys, "" until chosen; `said`: why none of it can come back, or how many came back before."""

    key: str
    name: str
    detail: str
    picture: str
    pieces: int
    most: int
    refund: str
    reason: str
    grade: str
    said: str


@dataclass(frozen=True, slots=True)
class TenderRow:
    """A part of the difference that is settled: how, with its reference, and how much."""

    key: str
    label: str
    amount: str
