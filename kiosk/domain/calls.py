"""Facts about calling a shopper back. The call that closes the task is a CallBackMade."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class CallReason(StrEnum):
    """Why a shopper is rung: head office refused lines, or nobody said where a parcel goes."""

    REFUSED = "refused"
    ADDRESS = "address"


class TriedOutcome(StrEnum):
    """Why a call came to nothing."""

    NOT_REACHED = "not_reached"
    WRONG_NUMBER = "wrong_number"


@dataclass(frozen=True, slots=True)
class CallTried:
    """A guide rang about refused lines and told nobody; the task stays. `again_ms`: when to try again, 0 when no
    moment was set."""

    TYPE: ClassVar[str] = "CallTried"
    VERSION: ClassVar[int] = 1
    order_id: str
    line_ids: tuple[str, ...]
    outcome: TriedOutcome
    again_ms: int = 0

    def __post_init__(self) -> None:
        if not self.line_ids:
            raise ValueError("a call is about lines")
        if self.again_ms < 0:
            raise ValueError("a moment to try again is not before time began")
