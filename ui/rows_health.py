"""Rows about devices, what needs attention, what HQ lacks and what a doctor found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A device and how it is, in words, since when."""

    key: str
    name: str
    how: str
    tone: str


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """What somebody has to see to; `opens`: a tap leads to where that is done."""

    key: str
    said: str
    more: str
    tone: str
    opens: bool


@dataclass(frozen=True, slots=True)
class PendingRow:
    """An order of which HQ lacks something."""

    key: str
    number: str
    said: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """What a doctor looked at, found, and says is to be done."""

    key: str
    name: str
    found: str
    todo: str
    verdict: str
    tone: str
