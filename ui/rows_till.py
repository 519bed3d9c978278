"""Rows of the pages about money."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TenderRow:
    """What a shopper has given already: how, under which reference, how much. `spoken`: what taking it back says."""

    key: str
    label: str
    detail: str
    amount: str
    spoken: str
