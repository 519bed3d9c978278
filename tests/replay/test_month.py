"""The first days of a real shop's month, typed into the till: what it books is what the file comes to."""

from collections import Counter
from itertools import takewhile
from pathlib import Path

import pytest

from kiosk.domain.order import OrderStatus
from tests.replay import ledger
from tests.replay.month import Day, Month, lines

FILE = "transactions/online_retail_2010.csv"
#: The whole month takes minutes: `python -m tests.replay FILE.csv` plays it.
LAST = "2010-12-03"


@pytest.fixture(scope="module")
def month(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Month:
    told = takewhile(lambda line: f"{line.at:%Y-%m-%d}" < LAST, lines(test_data / FILE))
    played = Month(tmp_path_factory.mktemp("month"), list(told))
    played.play()
    return played


def test_every_day_sells_and_takes_back_what_the_file_says(month: Month, test_data: Path) -> None:
    expected = {day.date: day for day in ledger.days(test_data / FILE) if day.date < LAST}
    assert {date: summed(date, day) for date, day in month.days.items()} == expected
    assert len(expected) == 2


def test_every_z_says_it_too(month: Month, test_data: Path) -> None:
    expected = {day.date: (day.sold, day.returned) for day in ledger.days(test_data / FILE) if day.date < LAST}
    sums = {date: (z.figures.paid, z.figures.returned) for date, z in month.closed.items()}
    assert {date: (paid.amount_minor, back.amount_minor) for date, (paid, back) in sums.items()} == expected
    assert [z.business_date for z in month.closed.values()] == list(expected)
    assert all(z.counted_minor == z.expected_minor and not z.figures.late for z in month.closed.values())


def test_what_was_refused_has_a_reason(month: Month) -> None:
    reasons: Counter[str] = sum((day.refused for day in month.days.values()), Counter())
    assert {reason.partition(".")[0].partition(":")[0] for reason in reasons} == {
        "This has no price here yet, so it cannot be sold",
        "There is no slip of this",
    }


def test_every_order_is_paid_and_gone_and_nobody_is_named(month: Month) -> None:
    orders = [month.desk.order(order_id) for order_id in month.orders]
    assert all(order is not None and order.status is OrderStatus.COMPLETED for order in orders)
    assert all(order is not None and order.placed.member is None and not order.attention for order in orders)


def summed(date: str, day: Day) -> ledger.Day:
    return ledger.Day(date, day.sold_minor, day.sales, day.returned_minor, day.returns, day.refused.total())
