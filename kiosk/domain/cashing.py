"""Facts about a drawer's day: opened with a float, cash put in and taken out, counted blind, closed once by number.

A drawer belongs to one tablet, and so does a day: from one Z to the next. What happened in it is told by the tablet's
own events; the Z keeps the figures, so that nobody needs those events to read it again.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from kiosk.domain.tenders import TenderKind


class CashReason(StrEnum):
    """Why cash went into the drawer, or out of it, without a sale."""

    CHANGE = "change"  # coins and notes to give change with
    BANK = "bank"  # to the bank, or into the safe
    EXPENSE = "expense"  # something was bought for the shop
    CORRECTION = "correction"  # a mistake of before
    OTHER = "other"


#: What may be said of cash that goes in, and of cash that goes out.
INTO_DRAWER = (CashReason.CHANGE, CashReason.CORRECTION, CashReason.OTHER)
OUT_OF_DRAWER = (CashReason.BANK, CashReason.EXPENSE, CashReason.CHANGE, CashReason.CORRECTION, CashReason.OTHER)


#: What lies in a drawer, largest first, in minor units (ISO 4217); what is seen once a year can be typed as a sum.
DENOMINATIONS = {
    "CNY": (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10),
    "EUR": (20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
    "USD": (10_000, 5_000, 2_000, 1_000, 500, 100, 25, 10, 5, 1),
    "GBP": (5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
    "JPY": (10_000, 5_000, 1_000, 500, 100, 50, 10, 5, 1),
    "KRW": (50_000, 10_000, 5_000, 1_000, 500, 100, 50, 10),
    "VND": (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000),
}


@dataclass(frozen=True, slots=True)
class Sum:
    """How many, and how much together in minor units."""

    count: int = 0
    amount_minor: int = 0

    def plus(self, amount_minor: int) -> "Sum":
        return Sum(self.count + 1, self.amount_minor + amount_minor)


NONE = Sum()


@dataclass(frozen=True, slots=True)
class TenderSum:
    """What came in by a means of payment, and what was given back by it."""

    kind: TenderKind
    taken: Sum = NONE
    given_back: Sum = NONE

    @property
    def net_minor(self) -> int:
        return self.taken.amount_minor - self.given_back.amount_minor


@dataclass(frozen=True, slots=True)
class GuideSum:
    """What one person took payment for, and took back."""

    staff_id: str
    paid: Sum = NONE
    returned: Sum = NONE

    @property
    def net_minor(self) -> int:
        return self.paid.amount_minor - self.returned.amount_minor


@dataclass(frozen=True, slots=True)
class LateSum:
    """Payments, returns and cash of an earlier date, which are counted with this day all the same."""

    business_date: str
    count: int
    paid_minor: int = 0
    returned_minor: int = 0
    cash_minor: int = 0  # put in less taken out


@dataclass(frozen=True, slots=True)
class Figures:
    """What a stretch of one device's events comes to. Amounts in minor units of the tablet's currency."""

    float_minor: int
    opened: bool
    paid: Sum = NONE  # receipts
    returned: Sum = NONE  # return tickets
    reduced: Sum = NONE  # taken off by guides
    placed: Sum = NONE  # orders made at this tablet, paid or not
    pieces: int = 0  # of the orders placed
    pieces_back: int = 0
    cancelled: int = 0
    lapsed: int = 0
    given_minor: int = 0  # cash that shoppers handed in …
    change_minor: int = 0  # … and what of it went back at once
    cash_in: Sum = NONE
    cash_out: Sum = NONE  # as amounts above zero
    drawer_opened: int = 0  # without a sale
    tenders: tuple[TenderSum, ...] = ()  # in the order of TenderKind
    guides: tuple[GuideSum, ...] = ()  # by id
    late: tuple[LateSum, ...] = ()  # by date

    def tender(self, kind: TenderKind) -> TenderSum:
        return next((item for item in self.tenders if item.kind is kind), TenderSum(kind))

    @property
    def expected_minor(self) -> int:
        """What has to be in the drawer: float, cash taken less given back, cash in less cash out."""
        moved_minor = self.cash_in.amount_minor - self.cash_out.amount_minor
        return self.float_minor + self.tender(TenderKind.CASH).net_minor + moved_minor


def _check_date(text: str) -> None:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("a business date is written YYYY-MM-DD")


@dataclass(frozen=True, slots=True)
class DayOpened:
    """Somebody put a float into the drawer and began the day. A day without it begins with its first sale, at zero."""

    TYPE: ClassVar[str] = "DayOpened"
    VERSION: ClassVar[int] = 1
    day_id: str
    shop: str
    business_date: str  # on the shop's clock
    float_minor: int

    def __post_init__(self) -> None:
        _check_date(self.business_date)
        if self.float_minor < 0:
            raise ValueError("a float is no less than nothing")


@dataclass(frozen=True, slots=True)
class CashMoved:
    """Cash went into the drawer (above zero) or out of it (below) without a sale."""

    TYPE: ClassVar[str] = "CashMoved"
    VERSION: ClassVar[int] = 1
    day_id: str
    amount_minor: int
    reason: CashReason
    note: str = ""

    def __post_init__(self) -> None:
        if not self.amount_minor:
            raise ValueError("cash that moves is more or less than nothing")


@dataclass(frozen=True, slots=True)
class DrawerOpened:
    """The drawer was opened to be counted."""

    TYPE: ClassVar[str] = "DrawerOpened"
    VERSION: ClassVar[int] = 1
    day_id: str


@dataclass(frozen=True, slots=True)
class DrawerCounted:
    """Somebody counted the drawer, and was told only then what should be in it. It may be counted again: every count
    stays, whatever becomes of the tablet before the day is closed."""

    TYPE: ClassVar[str] = "DrawerCounted"
    VERSION: ClassVar[int] = 1
    day_id: str
    counted_minor: int
    expected_minor: int

    def __post_init__(self) -> None:
        if self.counted_minor < 0:
            raise ValueError("nobody counts less than nothing")

    @property
    def difference_minor(self) -> int:
        """Above zero: too much in the drawer; below: missing."""
        return self.counted_minor - self.expected_minor


@dataclass(frozen=True, slots=True)
class DayClosed:
    """The Z: all own events from `first` to `last` (epoch, seq; both inclusive) and what they come to.

    `last` is the event before this one and `chain` its hash, so the Z vouches for all before it. The next Z begins with
    this very event: every event is in exactly one Z. `earlier_counts`: what was counted before, when it was counted
    again."""

    TYPE: ClassVar[str] = "DayClosed"
    VERSION: ClassVar[int] = 1
    day_id: str
    shop: str
    number: str
    business_date: str
    currency: str
    first_epoch: int
    first_seq: int
    last_epoch: int
    last_seq: int
    chain: str
    figures: Figures
    expected_minor: int
    counted_minor: int
    opened_ms: int = 0  # 0: nobody opened it
    earlier_counts: tuple[int, ...] = ()
    language: str = "zh"  # of its paper

    def __post_init__(self) -> None:
        _check_date(self.business_date)
        if self.counted_minor < 0 or self.expected_minor != self.figures.expected_minor:
            raise ValueError("what is expected follows from the figures, and nobody counts less than nothing")
        if (self.first_epoch, self.first_seq) > (self.last_epoch, self.last_seq):
            raise ValueError("a Z covers at least one event")

    @property
    def difference_minor(self) -> int:
        """Above zero: too much in the drawer; below: missing."""
        return self.counted_minor - self.expected_minor
