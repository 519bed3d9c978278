"""The rows of lists about paper."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrintJobRow:
    """A slip that is not on paper: which, what keeps it, since when, how it stands (in `tone`), and what trying it is
    called: nothing is printed again that was never begun."""

    key: str
    title: str
    why: str
    since: str
    standing: str
    tone: str
    trying: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of an order that can be printed again."""

    key: str
    label: str
