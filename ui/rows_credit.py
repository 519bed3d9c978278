"""Rows of credit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry of the ledger: its sentence, what it counts for, how much, and how it stands."""

    key: str
    sentence: str
    amount: str
    number: str
    standing: str
    tone: str
    where: str
    note: str = ""
    note_tone: str = "problem"
