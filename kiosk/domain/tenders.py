"""Tenders: the ways in which a shopper pays, and in which they get money back."""

from dataclasses import dataclass
from enum import StrEnum


class TenderKind(StrEnum):
    CASH = "cash"
    EXTERNAL = "external"  # a card terminal outside this product, known by its reference
    WALLET = "wallet"  # a wallet's code that was scanned outside this product, known by its reference
    CREDIT = "credit"  # goods given back in the same ticket, known by the number of their return


#: Known by a reference that somebody outside this product gave.
REFERENCED = frozenset({TenderKind.EXTERNAL, TenderKind.WALLET})


@dataclass(frozen=True, slots=True)
class Tender:
    """What pays, or is paid back; amounts in minor units."""

    kind: TenderKind
    amount_minor: int  # what it pays
    given_minor: int = 0  # cash: what was handed in
    change_minor: int = 0
    reference: str = ""

    def __post_init__(self) -> None:
        if self.amount_minor < 1 or self.given_minor < 0 or self.change_minor < 0:
            raise ValueError("a tender pays something, and gives no less than nothing back")
