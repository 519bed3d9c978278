"""The rows of the stockroom's lists: text already in the reader's words. The first field is the row's key."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PieceRow:
    """An article and how many of it. `note`: what the paper, the shelf or the figure says, in the colour of `tone`.
    `action`: what can be said about it besides the number, "" for nothing."""

    key: str
    name: str
    detail: str
    quantity: int
    note: str = ""
    tone: str = "quiet"
    action: str = ""


@dataclass(frozen=True, slots=True)
class UnknownRow:
    """A code that is no article of ours, and how often it was scanned."""

    key: str
    times: str


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A box under way, or one whose content is not what its papers say."""

    key: str
    number: str
    summary: str
    status: str
    tone: str
    amount: str


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """A part of the shop in a count. `first`: its name; `second`: how many pieces, and who counts there."""

    key: str
    first: str
    second: str
    tone: str
    chosen: bool
    done: bool


@dataclass(frozen=True, slots=True)
class MovementRow:
    """What moved, as a line of a list: the article, when and by whom, why, and how many."""

    key: str
    number: str
    summary: str
    status: str
    tone: str
    amount: str
    note: str = ""
    note_tone: str = "plain"


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of movement to narrow a list to."""

    key: str
    label: str
    count: str
    chosen: bool
