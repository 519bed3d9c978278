"""From a tablet's events to what shops are told: orders, stock, tasks, cuts."""

import pytest

from kiosk.domain import codec
from kiosk.domain.contact import contact_blob
from kiosk.domain.events import (
    CallBackMade,
    EpochStarted,
    Fulfilment,
    GoodsHandedOver,
    GoodsReceived,
    HandedLine,
    LinesReady,
    OrderCancelled,
    OrderLapsed,
    OrderPaid,
    Outcome,
    ReceivedLine,
    Tender,
    TenderKind,
)
from kiosk.domain.facts import OrderFacts
from kiosk.domain.order import Attention, LineStatus, OrderStatus, OrderView, view
from kiosk.domain.pieces import Promise
from kiosk.domain.repairs import AnotherWay, LinesAskedAgain, MoneyRefunded, RefundedLine, RefundReason
from kiosk.domain.returns import (
    GoodsReturned,
    Grade,
    PriceReduced,
    Reduction,
    ReductionKind,
    ReturnedLine,
    ReturnReason,
)
from kiosk.domain.stock import StockRow
from kiosk.ports.storage import CallBackTask
from sync.hq.office import HeadOffice
from sync.protocol import WireCut, encode_run
from tests.fakes.retailer import COAT_S, PHONE, SHIRT_L, SHIRT_M
from tests.sync.hq.desk import Tablet, all_rows, enrolled, line, open_stock, placed, read_stream

TAKE, PICK_UP, BRING, DELIVER = Fulfilment.TAKE_NOW, Fulfilment.PICK_UP, Fulfilment.BRING_HERE, Fulfilment.DELIVER


def order_of(office: HeadOffice, tablet: Tablet, order_id: str) -> OrderView:
    token = tablet.session(office).token
    body = read_stream(office, token, f"shop.{tablet.shop}").of("order")[order_id]
    seen = view(codec.load(OrderFacts, body))
    assert seen is not None
    return seen


def stock_of(office: HeadOffice, tablet: Tablet, location: str, sku: str) -> StockRow:
    rows = read_stream(office, tablet.session(office).token, "stock.east").of("stock")
    return codec.load(StockRow, rows[f"{location}/{sku}"])


def paid(order_id: str, minor: int = 39_900) -> OrderPaid:
    return OrderPaid(order_id, "JA-01-A-000001", "JA", (Tender(TenderKind.CASH, minor),))


def handed(order_id: str, location: str = "JA") -> GoodsHandedOver:
    return GoodsHandedOver(order_id, location, (HandedLine("1", location),))


def test_a_sale_from_the_shelf_moves_stock_and_comes_back_on_the_shops_stream(office: HeadOffice) -> None:
    tablet = enrolled(office)
    open_stock(office, "JA", SHIRT_M=4)
    tablet.append(EpochStarted(1, "first start", "test", "JA"))
    tablet.append(placed("o1", line(TAKE, SHIRT_M, "JA", "JA")))
    tablet.push(office)
    assert stock_of(office, tablet, "JA", SHIRT_M).reserved == 1
    tablet.append(paid("o1"))
    tablet.append(handed("o1"))
    tablet.push(office)
    row = stock_of(office, tablet, "JA", SHIRT_M)
    assert (row.on_hand, row.reserved) == (3, 0)
    assert order_of(office, tablet, "o1").status is OrderStatus.COMPLETED
    own = read_stream(office, tablet.session(office).token, "shop.JA").of("stock")[SHIRT_M]
    assert codec.load(StockRow, own) == row


def test_the_cut_names_every_folded_event_and_what_is_held(office: HeadOffice) -> None:
    tablet = enrolled(office)
    tablet.append(EpochStarted(1, "first start", "test", "JA"))
    tablet.append(placed("o1", line(TAKE, SHIRT_M, "JA", "JA")))
    tablet.push(office)
    state = read_stream(office, tablet.session(office).token, "shop.JA")
    assert state.cut == (WireCut(tablet.device, 1, 2),)


def test_only_the_last_page_of_a_round_carries_the_cut(office: HeadOffice) -> None:
    tablet = enrolled(office)
    open_stock(office, "JA", SHIRT_M=1, SHIRT_L=1, COAT_S=1)
    tablet.append(EpochStarted(1, "first start", "test", "JA"))
    tablet.push(office)
    token = tablet.session(office).token
    first = office.page(token, "shop.JA", gen="", after=0, limit=3)
    last = office.page(token, "shop.JA", gen=first.gen, after=first.rows[-1].seq, limit=3)
    assert (first.more, first.announced, first.cut) == (True, 4, ())
    assert (last.more, len(last.rows)) == (False, 1)
    assert last.cut


def test_an_order_reaches_the_shop_its_goods_come_from(office: HeadOffice) -> None:
    here, there = enrolled(office), enrolled(office, "XH")
    open_stock(office, "XH", SHIRT_M=5)
    here.append(placed("o1", line(BRING, SHIRT_M, "XH", "JA")))
    here.push(office)
    assert order_of(office, there, "o1").lines[0].status is LineStatus.CONFIRMED
    cut = read_stream(office, there.session(office).token, "shop.XH").cut
    assert here.device in {entry.device for entry in cut}


def test_goods_brought_here_leave_there_when_they_arrive(office: HeadOffice) -> None:
    tablet = enrolled(office)
    open_stock(office, "XH", SHIRT_M=5)
    tablet.append(placed("o1", line(BRING, SHIRT_M, "XH", "JA")))
    tablet.append(LinesReady("o1", ("1",), "JA"))
    tablet.push(office)
    assert stock_of(office, tablet, "XH", SHIRT_M).on_hand == 4
    here = stock_of(office, tablet, "JA", SHIRT_M)
    assert (here.on_hand, here.reserved) == (1, 1)


def test_an_order_that_moved_to_another_source_leaves_the_first_shops_stream(office: HeadOffice) -> None:
    here, there = enrolled(office), enrolled(office, "XH")
    open_stock(office, "JA", SHIRT_M=9)
    here.append(placed("o1", line(DELIVER, SHIRT_M, "XH", "door")))
    here.push(office)
    assert order_of(office, here, "o1").lines[0].promise.source == "JA"
    assert "o1" not in read_stream(office, there.session(office).token, "shop.XH").of("order")


def test_an_order_that_turns_out_not_to_concern_a_shop_is_taken_off_its_stream(office: HeadOffice) -> None:
    """Of two OrderPlaced of one order the earlier counts, and it may be the later one to arrive."""
    here, there = enrolled(office), enrolled(office, "XH")
    there.append(placed("o1", line(TAKE, SHIRT_M, "XH", "XH")), at_ms=2_000_000)
    there.push(office)
    assert "o1" in read_stream(office, there.session(office).token, "shop.XH").of("order")
    here.append(placed("o1", line(TAKE, SHIRT_M, "JA", "JA")), at_ms=1_000_000)
    here.push(office)
    assert "o1" in read_stream(office, here.session(office).token, "shop.JA").of("order")
    assert read_stream(office, there.session(office).token, "shop.XH").of("order") == {}


def test_a_refusal_becomes_a_task_with_the_shoppers_number_until_somebody_called(office: HeadOffice) -> None:
    tablet = enrolled(office)
    contact = tablet.keep(contact_blob(PHONE, "salt"))
    tablet.append(placed("o1", line(PICK_UP, COAT_S, "XH", "XH"), contact=contact))
    tablet.push(office)
    assert order_of(office, tablet, "o1").lines[0].status is LineStatus.REFUSED
    token = tablet.session(office).token
    task = codec.load(CallBackTask, read_stream(office, token, "shop.JA").of("task")["o1"])
    assert (task.line_ids, task.phone) == (("1",), PHONE)
    tablet.append(CallBackMade("o1", ("1",), "reached"))
    tablet.push(office)
    assert read_stream(office, token, "shop.JA").of("task") == {}


def test_a_line_asked_of_another_source_is_decided_anew_and_goes_to_that_shop(office: HeadOffice) -> None:
    tablet, there = enrolled(office), enrolled(office, "XH")
    open_stock(office, "WH", SHIRT_L=0)
    tablet.append(placed("o1", line(DELIVER, COAT_S, "WH", "door")))
    tablet.append(paid("o1"))
    tablet.push(office)
    assert order_of(office, tablet, "o1").lines[0].status is LineStatus.REFUSED
    open_stock(office, "XH", COAT_S=3)
    way = AnotherWay("1", Fulfilment.PICK_UP, Promise(1, 2, "XH", "XH"), "dealer-xh", "dealer-xh")
    tablet.append(LinesAskedAgain("o1", (way,), {"XH": "76543217"}))
    tablet.push(office)
    order = order_of(office, tablet, "o1")
    assert (order.lines[0].status, order.lines[0].promise.place, order.due_minor) == (LineStatus.CONFIRMED, "XH", 0)
    assert order_of(office, there, "o1") == order
    assert stock_of(office, there, "XH", COAT_S).reserved == 1
    given_up, tenders = (RefundedLine("1", 39_900),), (Tender(TenderKind.CASH, 39_900),)
    tablet.append(MoneyRefunded("o1", "T-1", "JA", RefundReason.SHOPPER_CANCELS, given_up, 0, tenders))
    tablet.push(office)
    assert order_of(office, tablet, "o1").status is OrderStatus.COMPLETED
    assert stock_of(office, there, "XH", COAT_S).reserved == 0


def test_the_number_is_filled_in_when_it_arrives_after_the_order(office: HeadOffice) -> None:
    tablet = enrolled(office)
    contact = tablet.keep(contact_blob(PHONE, "salt"))
    tablet.append(placed("o1", line(PICK_UP, COAT_S, "XH", "XH"), contact=contact))
    office.push(encode_run(tablet.run(blobs=False)))
    assert office.drain(30)
    token = tablet.session(office).token
    assert codec.load(CallBackTask, read_stream(office, token, "shop.JA").of("task")["o1"]).phone == ""
    office.push(encode_run(tablet.run()))
    assert office.drain(30)
    assert codec.load(CallBackTask, read_stream(office, token, "shop.JA").of("task")["o1"]).phone == PHONE


def test_the_shop_that_only_hands_over_never_sees_the_number(office: HeadOffice) -> None:
    here, there = enrolled(office), enrolled(office, "XH")
    contact = here.keep(contact_blob(PHONE, "salt"))
    here.append(placed("o1", line(PICK_UP, COAT_S, "XH", "XH"), contact=contact))
    here.push(office)
    state = read_stream(office, there.session(office).token, "shop.XH")
    assert "o1" in state.of("order")
    assert not any(PHONE in body for body in state.rows.values())


@pytest.mark.parametrize("end", [OrderCancelled("o1", "changed their mind"), OrderLapsed("o1", 0)])
def test_an_order_that_ended_is_not_decided_and_holds_nothing(office: HeadOffice, end: OrderCancelled) -> None:
    """The end arrives first: facts commute."""
    tablet, other = enrolled(office), enrolled(office)
    open_stock(office, "XH", SHIRT_M=5)
    other.append(end)
    other.push(office)
    assert read_stream(office, tablet.session(office).token, "shop.JA").of("order") == {}
    tablet.append(placed("o1", line(BRING, SHIRT_M, "XH", "JA")))
    tablet.push(office)
    assert order_of(office, tablet, "o1").lines[0].status is LineStatus.RELEASED
    assert stock_of(office, tablet, "XH", SHIRT_M).reserved == 0
    assert office.summary()["own_events"] == 1  # the stock file


def test_the_last_pieces_go_to_one_order_and_the_next_is_refused(office: HeadOffice) -> None:
    tablet = enrolled(office)
    open_stock(office, "WH", COAT_S=1)
    tablet.append(placed("o1", line(DELIVER, COAT_S, "WH", "door")))
    tablet.append(placed("o2", line(DELIVER, COAT_S, "WH", "door")))
    tablet.push(office)
    assert order_of(office, tablet, "o1").lines[0].status is LineStatus.CONFIRMED
    assert order_of(office, tablet, "o2").lines[0].status is LineStatus.REFUSED


def test_two_lines_of_one_order_do_not_both_get_the_last_piece(office: HeadOffice) -> None:
    tablet = enrolled(office)
    open_stock(office, "WH", SHIRT_L=1)
    lines = (line(DELIVER, SHIRT_L, "WH", "door"), line(BRING, SHIRT_L, "WH", "JA", line_id="2"))
    tablet.append(placed("o1", *lines))
    tablet.push(office)
    assert [item.status for item in order_of(office, tablet, "o1").lines] == [LineStatus.CONFIRMED, LineStatus.REFUSED]


def test_a_shop_that_sent_its_parcels_of_the_day_is_spared(office: HeadOffice) -> None:
    tablet = enrolled(office)
    open_stock(office, "JA", SHIRT_M=50)
    open_stock(office, "WH", SHIRT_M=50)
    for number in range(21):
        tablet.append(placed(f"o{number}", line(DELIVER, SHIRT_M, "JA", "door")))
    tablet.push(office)
    last = order_of(office, tablet, "o20").lines[0]
    assert (last.status, last.promise.source) == (LineStatus.RE_SOURCED, "WH")
    with office.database.read() as read:
        decided = read.conn.exec_driver_sql("SELECT body FROM event WHERE type = 'LinesDecided'").scalars().all()
    assert sum(Outcome.RE_SOURCED.encode() in body for body in decided) == 1


def test_a_transfer_that_arrives_left_where_it_came_from(office: HeadOffice) -> None:
    tablet = enrolled(office)
    open_stock(office, "WH", SHIRT_M=10)
    tablet.append(GoodsReceived("JA", "BOX-1", (ReceivedLine(SHIRT_M, 4),), from_location="WH"))
    tablet.push(office)
    assert stock_of(office, tablet, "WH", SHIRT_M).on_hand == 6
    assert stock_of(office, tablet, "JA", SHIRT_M).on_hand == 4
    assert office.stock_differences() == []


def test_movements_after_a_stock_file_still_count_and_earlier_ones_do_not(office: HeadOffice) -> None:
    tablet = enrolled(office)
    tablet.append(GoodsReceived("JA", "BOX-1", (ReceivedLine(SHIRT_M, 4),)), at_ms=1_000_000)
    tablet.append(GoodsReceived("JA", "BOX-2", (ReceivedLine(SHIRT_M, 3),)), at_ms=3_000_000)
    tablet.push(office)
    open_stock(office, "JA", at_ms=2_000_000, SHIRT_M=10)
    assert stock_of(office, tablet, "JA", SHIRT_M).on_hand == 13


def test_stock_of_a_place_hq_learns_of_later_appears_then(office: HeadOffice) -> None:
    tablet = enrolled(office)
    tablet.append(GoodsReceived("NEW", "BOX-1", (ReceivedLine(SHIRT_M, 4),)))
    tablet.push(office)
    before = read_stream(office, tablet.session(office).token, "stock.east")
    assert f"NEW/{SHIRT_M}" not in before.of("stock")
    with office.database.write() as tx:
        body = tx.row("catalogue", "location", "JA")
        assert body is not None
        tx.put_rows("catalogue", [("location", "NEW", body.replace('"JA"', '"NEW"', 1))])
    assert stock_of(office, tablet, "NEW", SHIRT_M).on_hand == 4


def test_stock_moves_with_a_place_that_moves_to_another_region(office: HeadOffice) -> None:
    tablet = enrolled(office)
    open_stock(office, "XH", SHIRT_M=4)
    with office.database.write() as tx:
        body = tx.row("catalogue", "location", "XH")
        assert body is not None
        tx.put_rows("catalogue", [("location", "XH", body.replace('"region":"east"', '"region":"south"'))])
    assert f"XH/{SHIRT_M}" not in read_stream(office, tablet.session(office).token, "stock.east").of("stock")
    assert any(stream == "stock.south" and row.id == f"XH/{SHIRT_M}" for stream, row in all_rows(office))


def test_goods_that_come_back_lie_in_the_shop_that_took_them_and_both_shops_know(office: HeadOffice) -> None:
    """An exchange in another shop: one piece back on its shelf, a worn one not, and the new one gone from it."""
    here, there = enrolled(office), enrolled(office, shop="XH")
    open_stock(office, "JA", SHIRT_M=4)
    open_stock(office, "XH", SHIRT_M=1, SHIRT_L=3)
    here.append(EpochStarted(1, "first start", "test", "JA"))
    here.append(placed("o1", line(TAKE, SHIRT_M, "JA", "JA", quantity=3)))
    here.append(PriceReduced("o1", ReductionKind.DISCOUNT, (Reduction("1", 300),), "a stain"))
    here.append(paid("o1", 3 * 39_900 - 300))
    here.append(handed("o1"))
    here.push(office)
    assert order_of(office, here, "o1").status is OrderStatus.COMPLETED
    credit = Tender(TenderKind.CREDIT, 39_800, reference="XH-01-A-T-000001")
    there.append(EpochStarted(1, "first start", "test", "XH"))
    there.append(placed("o2", line(TAKE, SHIRT_L, "XH", "XH"), shop="XH"))
    there.append(returned("o1", 1, "XH", Grade.AS_NEW, credit, exchange="o2"))
    there.append(OrderPaid("o2", "XH-01-A-R-000001", "XH", (credit, Tender(TenderKind.CASH, 100))))
    there.append(handed("o2", "XH"))
    there.append(returned("o1", 1, "XH", Grade.WORN, Tender(TenderKind.CASH, 39_800), number="XH-01-A-T-000002"))
    there.push(office)
    for tablet in (here, there):
        order = order_of(office, tablet, "o1")
        assert (order.lines[0].returned, order.refunded_minor, order.reduced_minor) == (2, 2 * 39_800, 300)
        assert (order.status, order.attention) == (OrderStatus.COMPLETED, ())
    assert order_of(office, there, "o2").status is OrderStatus.COMPLETED
    assert stock_of(office, here, "JA", SHIRT_M).on_hand == 1
    assert stock_of(office, here, "XH", SHIRT_M).on_hand == 2, "the worn one is not for sale"
    assert stock_of(office, here, "XH", SHIRT_L).on_hand == 2


def test_a_return_recorded_by_two_tablets_offline_waits_for_a_person(office: HeadOffice) -> None:
    one, two = enrolled(office), enrolled(office)
    open_stock(office, "JA", SHIRT_M=4)
    one.append(EpochStarted(1, "first start", "test", "JA"))
    one.append(placed("o1", line(TAKE, SHIRT_M, "JA", "JA")))
    one.append(paid("o1"))
    one.append(handed("o1"))
    two.append(EpochStarted(1, "first start", "test", "JA"))
    for tablet in (one, two):
        tablet.append(returned("o1", 1, "JA", Grade.AS_NEW, Tender(TenderKind.CASH, 39_900)))
    two.push(office)
    one.push(office)
    order = order_of(office, one, "o1")
    assert (order.attention, order.lines[0].returned) == ((Attention.RETURNED_TWICE,), 1)
    assert stock_of(office, one, "JA", SHIRT_M).on_hand == 4, "one piece is one piece"


def returned(
    order_id: str,
    pieces: int,
    at: str,
    grade: Grade,
    tender: Tender,
    *,
    exchange: str | None = None,
    number: str = "XH-01-A-T-000001",
) -> GoodsReturned:
    lines = (ReturnedLine("1", pieces, tender.amount_minor, ReturnReason.SIZE, grade),)
    return GoodsReturned(order_id, number, at, lines, (tender,), exchange)
