"""The rows of lists about paper."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrintJobRow:
    """A slip that is not on paper: which, what keeps it, since when, and how it stands (in `tone`)."""

    key: str
    title: str
    why: str
    since: str
    standing: str
    tone: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of an order that can be printed again."""

    key: str
    label: str
