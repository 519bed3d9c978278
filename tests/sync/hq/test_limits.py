"""What no column can hold is held for a person, and nothing waits for it: the same on both databases."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from kiosk.domain.events import Body, Fulfilment
from kiosk.domain.visits import NothingFound
from kiosk.errors import KioskError
from sync.hq.office import HeadOffice
from tests.fakes.retailer import SHIRT_L, SHIRT_M
from tests.sync.hq.desk import enrolled, line, open_office, placed, put_range

pytestmark = pytest.mark.expects_warnings("holding an event is worth a line in the log")
MOST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Pieces:
    """A line of a box, from a program that looks at nothing."""

    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class AnyBox:
    TYPE: ClassVar[str] = "GoodsReceived"
    VERSION: ClassVar[int] = 1
    location: str
    document: str
    lines: tuple[Pieces, ...]


def received(*quantities: int, document: str = "BOX", sku: str = SHIRT_M, place: str = "JA") -> AnyBox:
    return AnyBox(place, document, tuple(Pieces(sku, quantity) for quantity in quantities))


def figures(office: HeadOffice) -> dict[str, int]:
    with office.database.read() as read:
        found = read.conn.exec_driver_sql("SELECT sku, on_hand FROM stock")
        return {row[0]: row[1] for row in found}


@pytest.mark.parametrize(
    "body",
    [
        received(1, document="B\0X"),
        received(1, sku="SHIRT\0/M"),
        placed("o\0", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")),
        NothingFound("JA", "\0"),
        received(2**63),
        received(2**64 - 1),
        received(2**70),
        received(MOST, MOST),
    ],
    ids=["document", "sku", "order", "text", "2^63", "2^64-1", "2^70", "sum"],
)
def test_what_no_column_can_hold_is_held_and_nothing_waits_for_it(office: HeadOffice, body: Body) -> None:
    tablet = enrolled(office)
    tablet.append(received(3, document="BEFORE", sku=SHIRT_L, place="XH"))
    tablet.append(body)
    tablet.append(received(4, document="AFTER", sku=SHIRT_L, place="XH"))
    tablet.push(office)
    (held,) = office.held()
    assert (held.seq, "\0" in held.aggregate + held.reason) == (2, False)
    assert figures(office) == {SHIRT_L: 7}
    assert office.retry_held() == 0
    assert [item.seq for item in office.held()] == [2]


def test_backslashes_before_u0000_are_text(office: HeadOffice) -> None:
    tablet = enrolled(office)
    tablet.append(received(3, document="BOX\\u0000"))
    tablet.push(office)
    assert office.held() == ()
    assert figures(office) == {SHIRT_M: 3}


def test_what_was_held_does_not_stop_the_next_start(tmp_path: Path, hq_url: str) -> None:
    with open_office(tmp_path, url=hq_url) as office:
        put_range(office)
        tablet = enrolled(office)
        tablet.append(received(2**63))
        tablet.append(received(MOST, MOST, sku=SHIRT_L))
        tablet.push(office)
        assert len(office.held()) == 2  # the second waits behind the first
    with open_office(tmp_path, url=hq_url) as office:
        tablet.append(received(5, document="AFTER", place="XH"))
        tablet.push(office)
        assert len(office.held()) == 2
        assert figures(office) == {SHIRT_M: 5}


@pytest.mark.parametrize("name", ["JA-01\0", "\0"])
def test_a_device_that_is_no_text_is_nobody(office: HeadOffice, name: str) -> None:
    tablet = enrolled(office)
    tablet.device = name
    with pytest.raises(KioskError, match="does not know"):
        tablet.session(office)
    assert office.guides.look("\0") is None
