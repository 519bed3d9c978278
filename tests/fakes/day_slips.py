"""A long day of the drawer on paper: two guides, every tender, returns, cash in and out, something late."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.domain.cashing import CashMoved, CashReason, DayClosed, DayOpened, Figures, GuideSum, LateSum, Sum, TenderSum
from kiosk.domain.day import Day
from kiosk.domain.tenders import TenderKind
from kiosk.ports.devices import Slip
from kiosk.ports.storage import ZReport
from kiosk.services.day_slips import DayPaper, cash_slip, count_slip, opening_slip, x_slip, z_slip
from tests.fakes import retailer
from tests.fakes.clock import MONDAY_14_MS
from tests.fakes.slips import paper

_HOUR_MS = 3_600_000
NUMBER = "JA-02-A-Z-000017"
CHAIN = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_NAMES = {staff.id: staff.name for staff in retailer.STAFF}
FIGURES = Figures(
    float_minor=50_000,
    opened=True,
    paid=Sum(18, 1_245_650),
    returned=Sum(2, 85_900),
    reduced=Sum(3, 4_250),
    placed=Sum(20, 1_315_450),
    pieces=31,
    pieces_back=2,
    cancelled=1,
    lapsed=1,
    given_minor=360_000,
    change_minor=8_450,
    cash_in=Sum(1, 20_000),
    cash_out=Sum(2, 250_000),
    drawer_opened=1,
    tenders=(
        TenderSum(TenderKind.CASH, Sum(7, 351_550), Sum(1, 39_900)),
        TenderSum(TenderKind.EXTERNAL, Sum(4, 389_600)),
        TenderSum(TenderKind.WALLET, Sum(9, 458_500)),
        TenderSum(TenderKind.CREDIT, Sum(1, 46_000), Sum(1, 46_000)),
    ),
    guides=(
        GuideSum(retailer.LIN.id, Sum(13, 905_550), Sum(2, 85_900)),
        GuideSum(retailer.MEI.id, Sum(5, 340_100)),
    ),
)
LATE = replace(FIGURES, late=(LateSum("2026-11-22", 2, 59_900), LateSum("2026-11-20", 1, 0, 0, -5_000)))
QUIET = Figures(0, opened=False)


def day_paper(language: str) -> DayPaper:
    return DayPaper(paper(language), "CNY", lambda staff_id: _NAMES.get(staff_id, staff_id))


def report(figures: Figures, difference_minor: int = 0, earlier: tuple[int, ...] = ()) -> ZReport:
    expected = figures.expected_minor
    closed = DayClosed(
        "day-1", "JA", NUMBER, "2026-11-23", "CNY", 1, 4_711, 1, 4_890, CHAIN, figures, expected,
        expected + difference_minor, (MONDAY_14_MS - 4 * _HOUR_MS) if figures.opened else 0, earlier,
    )  # fmt: skip
    return ZReport("event-z", 1, 4_891, MONDAY_14_MS + 8 * _HOUR_MS, retailer.MEI.id, closed)


def _day(figures: Figures) -> Day:
    return Day("day-1", "2026-11-23", figures, MONDAY_14_MS - 4 * _HOUR_MS, retailer.LIN.id)


DAY_SLIPS: dict[str, Callable[[str], Slip]] = {
    "x": lambda language: x_slip(_day(FIGURES), retailer.LIN, day_paper(language)),
    "x-quiet": lambda language: x_slip(_day(QUIET), retailer.LIN, day_paper(language)),
    "z": lambda language: z_slip(report(LATE, -1_200, (160_000,)), day_paper(language)),
    "z-copy": lambda language: z_slip(report(LATE, -1_200, (160_000,)), day_paper(language), copy=True),
    "z-exact": lambda language: z_slip(report(QUIET), day_paper(language)),
    "day-opened": lambda language: opening_slip(
        DayOpened("day-1", "JA", "2026-11-23", 50_000), retailer.LIN, day_paper(language)
    ),
    "cash-out": lambda language: cash_slip(
        CashMoved("day-1", -200_000, CashReason.BANK, "bag 0231"), retailer.MEI, day_paper(language)
    ),
    "count": lambda language: count_slip(retailer.MEI, day_paper(language)),
}
