"""Boxes between two shops: whichever end HQ hears first, both learn of the other, and stock is right."""

from itertools import permutations

import pytest
from sqlalchemy import text

from kiosk.domain import codec
from kiosk.domain.codes import transfer_mark
from kiosk.domain.events import CountedLine, GoodsReceived, ReceivedLine, StockCounted
from kiosk.domain.in_transit import TransferFacts, settled
from kiosk.domain.transfers import GoodsSent, SentLine, SettledLine, Settlement, TransferClosed
from sync.hq.office import HeadOffice
from sync.hq.publishing import shop_stream
from tests.fakes.retailer import SHIRT_M
from tests.sync.hq.desk import Tablet, all_rows, enrolled, open_stock, read_stream

MARK = transfer_mark("482719361234567")
SENT = GoodsSent(MARK, "JA", "XH", "JA-01-A-V-000001", (SentLine(SHIRT_M, 3),))
CAME = GoodsReceived("XH", "JA-01-A-V-000001", (ReceivedLine(SHIRT_M, 2),), "JA", MARK, ("NO-SUCH-THING",))
CLOSED = TransferClosed(MARK, "XH", "JA", "XH", Settlement.AT_SENDER, (SettledLine(SHIRT_M, 1),), "left behind")


def _transfers(office: HeadOffice, tablet: Tablet) -> list[TransferFacts]:
    seen = read_stream(office, tablet.session(office).token, shop_stream(tablet.shop))
    return [codec.load(TransferFacts, body) for body in seen.of("transfer").values()]


def _stock(office: HeadOffice) -> dict[str, int]:
    with office.database.read() as read:
        rows = read.conn.execute(text("SELECT location, on_hand FROM stock WHERE sku = :sku"), {"sku": SHIRT_M}).all()
    return {row[0]: row[1] for row in rows}


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_in_any_order_of_arrival_both_ends_and_the_shelves_come_out_the_same(
    office: HeadOffice, order: tuple[int, ...]
) -> None:
    open_stock(office, "JA", SHIRT_M=10)
    open_stock(office, "XH", SHIRT_M=5)
    ends = enrolled(office, "JA"), enrolled(office, "XH")
    manager = enrolled(office, "XH")
    for tablet, body in ((ends[0], SENT), (ends[1], CAME), (manager, CLOSED)):
        tablet.append(body, event_id=f"e-{body.TYPE}", actor="G-1", at_ms=1_764_000_000_000 + len(body.TYPE))
    for at in order:
        (ends[0], ends[1], manager)[at].push(office)
    assert office.held() == ()
    assert office.stock_differences() == []
    assert _stock(office) == {"JA": 8, "XH": 7}
    (here,), (there,) = _transfers(office, ends[0]), _transfers(office, ends[1])
    assert here == there
    assert not settled(here).open


def test_what_only_one_end_has_told_is_in_transit_and_known_at_the_other(office: HeadOffice) -> None:
    open_stock(office, "JA", SHIRT_M=10)
    sender, receiver = enrolled(office, "JA"), enrolled(office, "XH")
    sender.append(SENT)
    sender.push(office)
    (facts,) = _transfers(office, receiver)
    assert settled(facts).missing == 3
    assert _stock(office) == {"JA": 7}


def test_a_receipt_whose_sender_is_silent_is_a_surplus_until_it_speaks(office: HeadOffice) -> None:
    receiver, sender = enrolled(office, "XH"), enrolled(office, "JA")
    receiver.append(CAME)
    receiver.push(office)
    (facts,) = _transfers(office, sender)
    assert settled(facts).surplus == 2
    assert _stock(office) == {"XH": 2}
    sender.append(SENT)
    sender.push(office)
    (facts,) = _transfers(office, receiver)
    assert (settled(facts).missing, settled(facts).surplus) == (1, 0)


def test_an_event_told_twice_counts_once(office: HeadOffice) -> None:
    open_stock(office, "JA", SHIRT_M=10)
    sender = enrolled(office, "JA")
    sender.append(SENT, event_id="e-1")
    sender.push(office)
    before = all_rows(office)
    sender.push(office, 1, 1)
    assert all_rows(office) == before
    assert _stock(office) == {"JA": 7}


def test_a_count_by_zones_and_its_unknown_codes_are_taken_in(office: HeadOffice) -> None:
    open_stock(office, "JA", SHIRT_M=10)
    tablet = enrolled(office, "JA")
    body = StockCounted("JA", (CountedLine(SHIRT_M, 8, 9),), zone="Window", count_id="c-1", unknown=("X-1",))
    tablet.append(body)
    tablet.push(office)
    assert office.held() == ()
    assert _stock(office) == {"JA": 9}


def test_a_database_of_the_version_before_gets_the_table(office: HeadOffice) -> None:
    from sync.hq.schema import VERSION

    with office.database.write() as tx:
        tx.conn.execute(text("DROP TABLE transfer_facts"))
        tx.conn.execute(text(_OLDER[tx.conn.dialect.name]))
    office.database.store.create()
    with office.database.read() as read:
        assert read.conn.execute(text(_VERSION[read.conn.dialect.name])).scalar_one() == VERSION
    sender = enrolled(office, "JA")
    sender.append(SENT)
    sender.push(office)
    assert office.held() == ()


_OLDER = {"sqlite": "PRAGMA user_version = 1", "postgresql": "UPDATE schema_version SET version = 1"}
_VERSION = {"sqlite": "PRAGMA user_version", "postgresql": "SELECT version FROM schema_version"}


def test_head_office_is_told_of_open_boxes_and_of_codes_nobody_knows(office: HeadOffice) -> None:
    sender, receiver = enrolled(office, "JA"), enrolled(office, "XH")
    sender.append(SENT)
    sender.push(office)
    receiver.append(CAME)
    receiver.append(StockCounted("XH", (CountedLine(SHIRT_M, 1, 1),), unknown=("NO-SUCH-THING", "X-2")))
    receiver.push(office)
    (transfer,) = office.transfers()
    assert (transfer.document, transfer.missing) == (SENT.document, 1)
    assert [(item.code, item.location, item.bookings) for item in office.unknown_codes()] == [
        ("NO-SUCH-THING", "XH", 2), ("X-2", "XH", 1),
    ]  # fmt: skip
    assert office.summary()["transfers_open"] == 1
    receiver.append(CLOSED)
    receiver.push(office)
    assert office.transfers() == ()
