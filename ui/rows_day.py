"""The rows of the day's lists."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SumRow:
    """A figure and what it comes to. `look`: row, strong, heading, or part (of the row above)."""

    key: str
    first: str
    second: str
    look: str = "row"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A closing: its number, when and how much, and how the drawer was."""

    key: str
    title: str
    summary: str
    outcome: str


@dataclass(frozen=True, slots=True)
class CoinRow:
    """A denomination, or a sum that is not counted piece by piece, and what was counted of it."""

    key: str
    first: str
    second: str
    chosen: bool
