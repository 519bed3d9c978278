"""Scarce goods at HQ: granted, sold without a line, given back, and what only a copy of a tablet can oversell."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from kiosk.domain import codec
from kiosk.domain.catalogue import SaleMode
from kiosk.domain.events import BODIES, EpochStarted, Fulfilment, OrderCancelled
from kiosk.domain.order import LineStatus, view
from kiosk.domain.rights import LEASE_MS, ReturnedRight, RightsGranted, RightsReturned, SpentRight
from sync.hq.granting import see_to_rights
from sync.hq.office import HeadOffice
from tests.fakes.retailer import SHIRT, SHIRT_M
from tests.sync.hq.desk import NOW_MS, Clock, Tablet, enrolled, line, open_stock, placed, read_stream


@pytest.fixture
def office(office: HeadOffice) -> HeadOffice:
    """Shirts are limited."""
    with office.database.write() as tx:
        limited = replace(SHIRT, sale_mode=SaleMode.LIMITED)
        tx.put_rows("catalogue", [("style", SHIRT.id, codec.dump(limited).decode())])
    return office


def _grant(office: HeadOffice) -> None:
    while see_to_rights(office.database):
        pass


def _rows(office: HeadOffice, tablet: Tablet) -> list[dict[str, object]]:
    found = read_stream(office, tablet.session(office).token, f"device.{tablet.device}").of("right")
    return [json.loads(body) for _, body in sorted(found.items())]


def _rights(office: HeadOffice, tablet: Tablet) -> list[RightsGranted]:
    return [codec.load(RightsGranted, json.dumps(row)) for row in _rows(office, tablet)]


def _sell(tablet: Tablet, order_id: str, right: RightsGranted, pieces: int = 1, *, at_ms: int = 0) -> None:
    sold = line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA", quantity=pieces)
    tablet.append(replace(placed(order_id, sold), rights=(SpentRight("1", right.right_id, pieces),)), at_ms=at_ms)


def _answer(tablet: Tablet, rights: Sequence[RightsGranted], spent: int = 0) -> None:
    tablet.append(RightsReturned(tuple(ReturnedRight(right.right_id, spent) for right in rights)))


def _out(office: HeadOffice) -> int:
    return sum(right.outstanding for right in office.rights())


def _status(office: HeadOffice, order_id: str) -> LineStatus:
    with office.database.write() as tx:
        facts = tx.store.order(order_id)
    seen = view(facts) if facts else None
    assert seen is not None
    return seen.lines[0].status


def test_tablets_have_an_equal_share_in_hand(office: HeadOffice) -> None:
    first, second = enrolled(office), enrolled(office)
    enrolled(office, "XH")
    open_stock(office, "JA", SHIRT_M=3)
    open_stock(office, "WH", SHIRT_M=9)
    _grant(office)
    for tablet in (first, second):
        (right,) = _rights(office, tablet)
        assert (right.sku, right.location, right.pieces, right.epoch) == (SHIRT_M, "JA", 1, 1)
    assert _out(office) == 2, "one piece is kept for everybody else, and a warehouse has no tablets"


def test_what_tablets_may_sell_is_promised_to_nobody_else(office: HeadOffice) -> None:
    tablet = enrolled(office)
    open_stock(office, "JA", SHIRT_M=3)
    _grant(office)
    other = enrolled(office, "XH")
    for number in range(3):
        request = line(Fulfilment.BRING_HERE, SHIRT_M, "JA", "XH")
        other.append(placed(f"far-{number}", request, shop="XH"))
    other.push(office)
    assert [_status(office, f"far-{number}") for number in range(3)] == [
        LineStatus.CONFIRMED, LineStatus.CONFIRMED, LineStatus.REFUSED,
    ]  # fmt: skip
    (right,) = _rights(office, tablet)
    _sell(tablet, "here", right)
    tablet.push(office)
    assert (_out(office), office.oversold()) == (0, ())
    assert see_to_rights(office.database) == 0, "nothing is left to grant"


def test_sold_without_a_line_and_told_later(office: HeadOffice, hq_clock: Clock) -> None:
    tablet = enrolled(office)
    open_stock(office, "JA", SHIRT_M=6)
    _grant(office)
    (right,) = _rights(office, tablet)
    _sell(tablet, "offline", right, 2)
    hq_clock.now_ms += 30 * LEASE_MS
    _grant(office)
    assert _out(office) == 2, "a month of silence gives nothing back"
    (row,) = _rows(office, tablet)
    assert row["recalled"] == 1
    _answer(tablet, [right], 2)
    tablet.push(office)
    _grant(office)
    (fresh,) = _rights(office, tablet)
    assert (fresh.right_id != right.right_id, fresh.pieces, _out(office)) == (True, 2, 2)


def test_what_is_given_back_is_free_and_what_was_sold_before_is_known(office: HeadOffice, hq_clock: Clock) -> None:
    tablet = enrolled(office)
    open_stock(office, "JA", SHIRT_M=4)
    _grant(office)
    (right,) = _rights(office, tablet)
    assert right.until_ms == NOW_MS + LEASE_MS
    hq_clock.now_ms += LEASE_MS
    _grant(office)
    _sell(tablet, "before", right)
    _answer(tablet, [right], 1)
    tablet.push(office, last=1)
    assert _out(office) == 1, "nobody has said that the other piece is free"
    tablet.push(office)
    _grant(office)
    assert [item.pieces for item in _rights(office, tablet)] == [1], "of three: one for it, one for everybody else"


def test_a_cancelled_order_gives_its_pieces_back_to_all(office: HeadOffice) -> None:
    tablet = enrolled(office)
    open_stock(office, "JA", SHIRT_M=1)
    _grant(office)
    (right,) = _rights(office, tablet)
    _sell(tablet, "changed", right)
    tablet.push(office)
    _grant(office)
    assert _out(office) == 0
    tablet.append(OrderCancelled("changed", "mistake"))
    tablet.push(office)
    _grant(office)
    assert _out(office) == 1


def test_a_new_epoch_ends_the_rights_of_the_one_before(office: HeadOffice) -> None:
    tablet = enrolled(office)
    open_stock(office, "JA", SHIRT_M=4)
    _grant(office)
    (right,) = _rights(office, tablet)
    again = Tablet(tablet.device, tablet.shop, tablet.key, epoch=2)
    again.append(EpochStarted(2, "restored", "test", "JA"))
    again.push(office)
    _grant(office)
    (fresh,) = _rights(office, tablet)
    assert (fresh.epoch, fresh.right_id != right.right_id) == (2, True)


def test_a_right_that_a_copy_of_the_tablet_spent_too_is_listed(office: HeadOffice) -> None:
    """The copy's sale comes under another epoch, as the two contradict each other."""
    tablet = enrolled(office)
    open_stock(office, "JA", SHIRT_M=2)
    _grant(office)
    (right,) = _rights(office, tablet)
    _sell(tablet, "original", right)
    tablet.push(office)
    twin = Tablet(tablet.device, tablet.shop, tablet.key, epoch=2)
    _sell(twin, "copy", right, at_ms=NOW_MS + 60_000)
    twin.append(EpochStarted(2, "forked", "test", "JA"))
    twin.push(office)
    (sale,) = office.oversold()
    assert (sale.order_id, sale.why, sale.pieces, sale.missing) == ("copy", "twice", 1, 0)
    assert sale.device == tablet.device
    tablet.append(OrderCancelled("original", "mistake"))
    twin.append(OrderCancelled("copy", "mistake"))
    twin.push(office)
    assert office.oversold() == (), "who gets nothing is no trouble"


def test_a_void_right_that_was_sold_is_listed_where_pieces_are_missing(office: HeadOffice) -> None:
    tablet = enrolled(office)
    open_stock(office, "JA", SHIRT_M=1)
    _grant(office)
    (right,) = _rights(office, tablet)
    again = Tablet(tablet.device, tablet.shop, tablet.key, epoch=2)
    again.append(EpochStarted(2, "restored", "test", "JA"))
    again.push(office)
    _grant(office)
    (fresh,) = _rights(office, tablet)
    _sell(again, "restored", fresh)
    again.push(office)
    _sell(tablet, "the disk before", right)
    tablet.push(office)
    (sale,) = office.oversold()
    assert (sale.order_id, sale.why, sale.missing) == ("the disk before", "void", 1)


@pytest.mark.expects_warnings("what a revoked tablet sends is held")
def test_a_tablet_that_was_written_off_keeps_nothing_aside_and_its_sales_are_listed(office: HeadOffice) -> None:
    tablet, other = enrolled(office), enrolled(office)
    open_stock(office, "JA", SHIRT_M=3)
    _grant(office)
    (right,) = _rights(office, tablet)
    office.revoke(tablet.device)
    assert office.drain(20)
    _grant(office)
    assert {item.device for item in office.rights()} == {other.device}
    _sell(tablet, "too late", right)
    tablet.push(office)
    (sale,) = office.oversold()
    assert (sale.order_id, sale.why, sale.pieces) == ("too late", "held", 1)


def test_head_office_that_was_put_back_grants_nothing_before_all_have_answered(office: HeadOffice) -> None:
    """What it granted since its backup it does not know: here, a right that the tablet has sold by."""
    tablet, other = enrolled(office), enrolled(office, "XH")
    open_stock(office, "JA", SHIRT_M=1)
    office.begin_anew()
    _grant(office)
    assert _rights(office, tablet)[0].pieces == 0, "a question"
    other.append(placed("far", line(Fulfilment.BRING_HERE, SHIRT_M, "JA", "XH"), shop="XH"))
    other.push(office)
    assert _status(office, "far") is LineStatus.REQUESTED, "nor promises it anything"
    _sell(tablet, "since", RightsGranted("lost", tablet.device, 1, SHIRT_M, "JA", 1, 0))
    _answer(tablet, _rights(office, tablet))
    tablet.push(office)
    _grant(office)
    assert _status(office, "far") is LineStatus.REQUESTED, "one has not answered"
    _answer(other, _rights(office, other))
    other.push(office)
    _grant(office)
    assert (_status(office, "far"), _out(office)) == (LineStatus.REFUSED, 0)
    assert office.oversold() == ()


@pytest.mark.expects_warnings("an event is held")
def test_a_sale_that_is_held_keeps_its_pieces_aside(office: HeadOffice) -> None:
    tablet = enrolled(office)
    open_stock(office, "JA", SHIRT_M=1)
    _grant(office)
    (right,) = _rights(office, tablet)
    sold = replace(placed("held", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")), engine="a\0b")
    tablet.append(replace(sold, rights=(SpentRight("1", right.right_id, 1),)))
    _answer(tablet, [right], 1)
    tablet.push(office)
    _grant(office)
    assert (len(office.held()), _out(office), _rights(office, tablet)) == (1, 1, [])


@pytest.mark.expects_warnings("an event is held")
def test_a_right_is_void_in_a_new_epoch_whatever_is_held_of_it(
    office: HeadOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seed 30002: it was given back before, in an event that an older program held. The rebuild agrees at the end."""
    tablet = enrolled(office)
    open_stock(office, "JA", SHIRT_M=4)
    _grant(office)
    _answer(tablet, _rights(office, tablet))
    with monkeypatch.context() as older:
        older.delitem(BODIES, (RightsReturned.TYPE, 1))
        tablet.push(office)
    assert len(office.held()) == 1
    again = Tablet(tablet.device, tablet.shop, tablet.key, epoch=2)
    again.append(EpochStarted(2, "restored", "test", "JA"))
    again.push(office)
    assert (office.retry_held(), office.held(), office.oversold()) == (1, (), ())


@pytest.mark.expects_warnings("a tablet says what only HQ may")
def test_no_tablet_grants_itself_anything(office: HeadOffice) -> None:
    tablet = enrolled(office)
    tablet.append(RightsGranted("mine", tablet.device, 1, SHIRT_M, "JA", 9, 0))
    tablet.push(office)
    assert (len(office.held()), office.rights()) == (1, ())


def test_a_style_that_is_limited_no_more_is_sold_by_everybody(office: HeadOffice) -> None:
    tablet = enrolled(office)
    with office.database.write() as tx:
        tx.put_rows("catalogue", [("style", SHIRT.id, codec.dump(SHIRT).decode())])
    open_stock(office, "JA", SHIRT_M=3)
    _grant(office)
    assert _rights(office, tablet) == []
