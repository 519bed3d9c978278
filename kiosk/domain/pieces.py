"""How many, and how they reach the shopper: words that every fact about goods uses."""

from dataclasses import dataclass
from enum import StrEnum

MAX_PIECES = 1_000_000  # in one line; a GTIN scanned into the field of pieces is far above


class Fulfilment(StrEnum):
    """How one line reaches the shopper."""

    TAKE_NOW = "take_now"
    PICK_UP = "pick_up"
    BRING_HERE = "bring_here"
    DELIVER = "deliver"


@dataclass(frozen=True, slots=True)
class Promise:
    """What the shopper was told: between when (UTC ms), from which location, handed over where (or "door")."""

    earliest_ms: int
    latest_ms: int
    source: str
    place: str


def check_pieces(quantity: int, least: int = 1) -> None:
    if not least <= quantity <= MAX_PIECES:
        raise ValueError(f"{quantity} pieces; {least} to {MAX_PIECES} are possible")
