"""Rows of the lists of orders, of an order's history and of the shoppers to call back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A state that orders are listed by. `tone` colours a count that asks for somebody; `pages`: it opens a page."""

    key: str
    name: str
    count: str
    tone: str
    chosen: bool
    pages: bool
    spoken: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """What happened to an order: when (day, then time), what, more about it, by whom."""

    key: str
    day: str
    time: str
    what: str
    more: str
    who: str
    tone: str


@dataclass(frozen=True, slots=True)
class CallRow:
    """A shopper to call: the number to ring, what is to be told, and when somebody tried or is to try again."""

    key: str
    phone: str
    summary: str
    tried: str
    tone: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """What head office does not have: `why`, and what the shopper was told of it before."""

    key: str
    name: str
    detail: str
    picture: str
    why: str
    told: str
    amount: str
