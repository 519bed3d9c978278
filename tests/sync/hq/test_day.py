"""The days of a shop's drawers: HQ keeps every fact of them, and a day that it cannot read stops nothing else."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from sqlalchemy import text

from kiosk.domain.cashing import (
    CashMoved,
    CashReason,
    DayClosed,
    DayOpened,
    DrawerCounted,
    DrawerOpened,
    Figures,
    LateSum,
    Sum,
)
from kiosk.domain.events import Fulfilment
from sync.hq.office import HeadOffice
from tests.fakes.retailer import SHIRT_M
from tests.sync.hq.desk import Tablet, enrolled, line, placed

FIGURES = Figures(50_000, opened=True, cash_out=Sum(1, 5_000), late=(LateSum("2026-11-22", 1, 100),))


@dataclass(frozen=True, slots=True)
class DayAudited:
    """From a version that is still to come."""

    TYPE: ClassVar[str] = "DayAudited"
    VERSION: ClassVar[int] = 1
    day_id: str


def _close(tablet: Tablet, figures: Figures = FIGURES) -> None:
    last = tablet.events[-1]
    body = DayClosed(
        "d1", "JA", "JA-01-A-Z-000001", "2026-11-23", "CNY", 1, 1, 1, last.seq, last.chain, figures,
        figures.expected_minor, 45_000,
    )  # fmt: skip
    tablet.append(body, actor="G-MEI")


def _sell(tablet: Tablet) -> None:
    tablet.append(placed("o1", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))


def _kept(office: HeadOffice, tablet: Tablet) -> list[tuple[int, str, str]]:
    with office.database.read() as read:
        find = text("SELECT seq, type, chain FROM event WHERE device = :device ORDER BY seq")
        found = read.conn.execute(find, {"device": tablet.device})
        return [(row[0], row[1], row[2]) for row in found]


def test_hq_takes_them_in_and_keeps_every_one_without_holding_any(office: HeadOffice) -> None:
    tablet = enrolled(office)
    tablet.append(DayOpened("d1", "JA", "2026-11-23", 50_000))
    tablet.append(CashMoved("d1", -5_000, CashReason.BANK, "bag 0231"))
    tablet.append(DrawerOpened("d1"))
    tablet.append(DrawerCounted("d1", 45_000, 45_000))
    _close(tablet)
    _sell(tablet)
    acknowledged = tablet.push(office)
    assert office.held() == ()
    assert acknowledged.through == len(tablet.events) == 6
    assert _kept(office, tablet) == [(event.seq, event.type, event.chain) for event in tablet.events]
    assert [row.order_number for row in office.orders()] == ["JA-01-A-0000o1"]


@pytest.mark.expects_warnings("holding an event is worth a line in the log")
def test_a_day_that_hq_cannot_read_waits_alone(office: HeadOffice) -> None:
    tablet = enrolled(office)
    tablet.append(DayOpened("d1", "JA", "2026-11-23", 50_000))
    tablet.append(DayAudited("d1"))
    _close(tablet, Figures(50_000, opened=True))
    _sell(tablet)
    tablet.push(office)
    assert {item.seq: item.aggregate for item in office.held()} == {2: "day:d1", 3: "day:d1"}
    assert [row.order_number for row in office.orders()] == ["JA-01-A-0000o1"]
    assert len(_kept(office, tablet)) == 4
