"""What HQ does not understand waits, visibly, and stops nothing else."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest

from kiosk.domain import events
from kiosk.domain.events import Fulfilment, GoodsReceived, LinesDecided, OrderPaid, ReceivedLine, Tender, TenderKind
from kiosk.domain.facts import ORDER_EVENTS, OrderFacts
from sync.hq.folding import HqFoldStore
from sync.hq.office import HeadOffice
from sync.hq.publishing import Publisher
from sync.protocol import WireCut, encode_run
from tests.fakes.retailer import SHIRT_M
from tests.sync.hq.desk import Clock, enrolled, line, open_office, placed, put_range, read_stream

pytestmark = pytest.mark.expects_warnings("holding an event is worth a line in the log")


@dataclass(frozen=True, slots=True)
class OrderGiftWrapped:
    """From a version that is still to come."""

    TYPE: ClassVar[str] = "OrderGiftWrapped"
    VERSION: ClassVar[int] = 1
    order_id: str


@dataclass(frozen=True, slots=True)
class Anything:
    TYPE: ClassVar[str] = "Anything"
    VERSION: ClassVar[int] = 7
    words: str = "nothing we know"


def a_paid_order(order_id: str) -> OrderPaid:
    return OrderPaid(order_id, "JA-01-A-000001", "JA", (Tender(TenderKind.CASH, 39_900),))


def reasons(office: HeadOffice) -> dict[int, str]:
    return {item.seq: item.reason for item in office.held()}


def test_an_unknown_type_is_held_and_later_events_of_its_order_wait(office: HeadOffice) -> None:
    tablet, other = enrolled(office), enrolled(office)
    tablet.append(placed("o1", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
    tablet.append(OrderGiftWrapped("o1"))
    tablet.append(placed("o2", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
    tablet.push(office)
    other.append(a_paid_order("o1"))
    other.append(a_paid_order("o2"))
    other.push(office)
    held = {(item.device, item.seq): (item.aggregate, item.reason) for item in office.held()}
    assert held[tablet.device, 2] == ("order:o1", "OrderGiftWrapped version 1 is not known to this program")
    assert held[other.device, 1] == ("order:o1", f"waits behind OrderGiftWrapped 2 of {tablet.device}")
    assert len(held) == 2
    states = {row.order_number: row.status for row in office.orders()}
    assert states == {"JA-01-A-0000o1": "placed", "JA-01-A-0000o2": "paid"}


def test_the_cut_names_what_is_held(office: HeadOffice) -> None:
    tablet = enrolled(office)
    tablet.append(OrderGiftWrapped("o1"))
    tablet.append(placed("o2", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
    tablet.push(office)
    cut = read_stream(office, tablet.session(office).token, "shop.JA").cut
    assert cut == (WireCut(tablet.device, 1, 2, (1,)),)


def test_an_event_about_nothing_we_can_tell_holds_nobody_up(office: HeadOffice) -> None:
    tablet = enrolled(office)
    tablet.append(Anything())
    tablet.append(placed("o1", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
    tablet.push(office)
    assert list(reasons(office)) == [1]
    assert office.summary()["orders"] == 1


def test_a_body_that_does_not_fit_its_type_is_held(office: HeadOffice) -> None:
    tablet = enrolled(office)

    @dataclass(frozen=True, slots=True)
    class Broken:
        TYPE: ClassVar[str] = "OrderPaid"
        VERSION: ClassVar[int] = 1
        order_id: str = "o1"
        tenders: str = "cash"

    tablet.append(Broken())
    tablet.push(office)
    assert "OrderPaid" in reasons(office)[1]


def test_only_hq_decides_and_opens_stock(office: HeadOffice) -> None:
    tablet = enrolled(office)
    tablet.append(LinesDecided("o1", ()))
    tablet.push(office)
    assert reasons(office) == {1: "only HQ records this"}


def test_the_same_id_with_other_content_is_held(office: HeadOffice) -> None:
    tablet = enrolled(office)
    tablet.append(GoodsReceived("JA", "BOX-1", (ReceivedLine(SHIRT_M, 4),)), event_id="one")
    tablet.append(GoodsReceived("JA", "BOX-1", (ReceivedLine(SHIRT_M, 9),)), event_id="one")
    tablet.push(office)
    assert reasons(office) == {2: "another event with other content has the same id"}
    with office.database.read() as read:
        assert read.conn.exec_driver_sql("SELECT on_hand FROM stock").scalar_one() == 4


def test_what_a_revoked_device_still_sends_is_kept_for_a_person(office: HeadOffice) -> None:
    tablet = enrolled(office)
    tablet.append(placed("o1", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
    tablet.push(office)
    office.revoke(tablet.device)
    tablet.append(a_paid_order("o1"))
    assert tablet.push(office).through == 2
    assert reasons(office) == {2: "sent after its device was revoked"}


def test_a_program_that_knows_the_type_releases_it_and_all_behind_it(
    tmp_path: Path, hq_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an upgrade does: HQ stops, and starts again knowing more."""
    with open_office(tmp_path, url=hq_url) as old:
        put_range(old)
        tablet = enrolled(old)
        with monkeypatch.context() as before:
            _forget(before, "OrderPaid")
            tablet.append(placed("o1", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
            tablet.append(a_paid_order("o1"))
            tablet.append(a_paid_order("o1"))
            tablet.push(old)
            assert sorted(reasons(old)) == [2, 3]
    with open_office(tmp_path, url=hq_url) as new:
        assert new.drain(30)
        assert new.held() == ()
        assert [row.status for row in new.orders()] == ["paid"]


def test_trying_again_changes_nothing_while_the_program_knows_no_more(office: HeadOffice) -> None:
    tablet = enrolled(office)
    tablet.append(OrderGiftWrapped("o1"))
    tablet.append(a_paid_order("o1"))
    tablet.push(office)
    before = office.held()
    assert office.retry_held() == 0
    assert office.held() == before


def _forget(patch: pytest.MonkeyPatch, kind: str) -> None:
    known: dict[Any, Any] = {key: body for key, body in events.BODIES.items() if key[0] != kind}
    patch.setattr(events, "BODIES", known)
    assert kind in ORDER_EVENTS


def test_an_event_that_breaks_the_fold_in_a_way_nobody_foresaw_is_held_alone(office: HeadOffice) -> None:
    """A place whose clock does not exist: deciding raises, in the middle of a batch."""
    with office.database.write() as tx:
        body = tx.row("catalogue", "location", "JA")
        assert body is not None
        broken = body.replace('"kind"', '"timezone":"Mars/Olympus","kind"')
        tx.put_rows("catalogue", [("location", "JA", broken)])
    tablet = enrolled(office)
    for number in range(3):
        fulfilment = Fulfilment.DELIVER if number == 1 else Fulfilment.TAKE_NOW
        tablet.append(placed(f"o{number}", line(fulfilment, SHIRT_M, "JA", "JA")))
    tablet.append(a_paid_order("o1"))
    tablet.push(office)
    assert "Mars/Olympus" in reasons(office)[2]
    assert reasons(office)[4].startswith("waits behind OrderPlaced 2")
    assert office.summary()["orders"] == 2
    with office.database.write() as tx:
        tx.put_rows("catalogue", [("location", "JA", body)])
    assert office.retry_held() == 2
    assert office.summary()["orders"] == 3
    assert office.stock_differences() == []


def test_an_event_that_breaks_the_end_of_a_transaction_is_found_and_held_alone(
    office: HeadOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nobody foresaw, at the worst place: a batch that cannot be written, and does not say which event it is."""
    publish = Publisher._order

    def fragile(self: Publisher, store: HqFoldStore, facts: OrderFacts, *rest: Any) -> None:
        if facts.order_id == "o3":
            raise ArithmeticError("nobody foresaw this")
        publish(self, store, facts, *rest)

    monkeypatch.setattr(Publisher, "_order", fragile)
    tablet = enrolled(office)
    for number in range(1, 6):
        tablet.append(placed(f"o{number}", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
    tablet.push(office)
    tablet.append(OrderGiftWrapped("o1"))
    tablet.push(office)
    assert reasons(office)[3] == "ArithmeticError: nobody foresaw this"
    assert office.retry_held() == 0, "as at the next start, which it does not stop"
    assert sorted(reasons(office)) == [3, 6]
    assert office.summary()["orders"] == 4
    assert read_stream(office, tablet.session(office).token, "shop.JA").cut == (WireCut(tablet.device, 1, 6, (3, 6)),)


def test_an_order_whose_row_here_cannot_be_read_holds_up_no_other_order(
    tmp_path: Path, hq_clock: Clock, hq_url: str
) -> None:
    """Orders of a batch are read at once; what is wrong with one shows when it is its turn."""
    with open_office(tmp_path / "hq", clock=hq_clock, url=hq_url, interpret=False) as office:
        put_range(office)
        tablet = enrolled(office)
        tablet.append(placed("o1", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
        office.push(encode_run(tablet.run(1, 1)))
        office.interpret()
        with office.database.write() as tx:
            tx.conn.exec_driver_sql("UPDATE order_facts SET facts = '{' WHERE order_id = 'o1'")
        tablet.append(placed("o1", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
        tablet.append(placed("o2", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
        office.push(encode_run(tablet.run(2, 3)))
        office.interpret()
        assert [held.aggregate for held in office.held()] == ["order:o1"]
        assert office.summary()["orders"] == 2
        assert office.summary()["waiting"] == 0
