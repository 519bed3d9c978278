"""What people say about the credit of an order: who sold it after all, what is not agreed to, what a manager decided.

All three are facts of their order; `kiosk.domain.credit` settles what follows from them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

MAX_WORDS = 200


@dataclass(frozen=True, slots=True)
class CreditClaimed:
    """A guide sold these lines, though their badge was not there. Before payment the guide in session says so; after
    it, only with `approved_by`, the manager whose PIN allowed it, and a reason."""

    TYPE: ClassVar[str] = "CreditClaimed"
    VERSION: ClassVar[int] = 1
    order_id: str
    line_ids: tuple[str, ...]
    guide: str
    reason: str = ""
    approved_by: str | None = None

    def __post_init__(self) -> None:
        if not self.line_ids or not self.guide:
            raise ValueError("a claim names its lines and a guide")
        if self.approved_by is not None and not (self.approved_by and self.reason.strip()):
            raise ValueError("what a manager allows has a name and a reason")


@dataclass(frozen=True, slots=True)
class CreditDisputed:
    """Somebody does not agree with an entry of the ledger, and says why. Who it was is the event's actor."""

    TYPE: ClassVar[str] = "CreditDisputed"
    VERSION: ClassVar[int] = 1
    order_id: str
    entry: str  # its key
    words: str

    def __post_init__(self) -> None:
        if not self.entry or not self.words.strip():
            raise ValueError("a dispute names an entry and says why")


class CreditOutcome(StrEnum):
    STANDS = "stands"
    GOES_TO = "goes_to"  # to another guide


@dataclass(frozen=True, slots=True)
class CreditDecided:
    """A manager's word on an entry; the newest counts."""

    TYPE: ClassVar[str] = "CreditDecided"
    VERSION: ClassVar[int] = 1
    order_id: str
    entry: str
    outcome: CreditOutcome
    reason: str
    manager: str
    guide: str | None = None  # whom it goes to

    def __post_init__(self) -> None:
        if not self.entry or not self.reason.strip() or not self.manager:
            raise ValueError("a decision names an entry, a manager and a reason")
        if (self.outcome is CreditOutcome.GOES_TO) != bool(self.guide):
            raise ValueError("a share goes to a guide, or it stands")


CREDIT_FACTS = (CreditClaimed, CreditDisputed, CreditDecided)
