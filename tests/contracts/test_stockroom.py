"""What the stockroom may rely on, whether the journal is a dictionary or a file."""

import pytest

from kiosk.domain import in_transit
from kiosk.domain.codes import transfer_mark
from kiosk.domain.counting import AGAIN
from kiosk.domain.events import GoodsReceived, ReceivedLine
from kiosk.domain.in_transit import settled
from kiosk.domain.transfers import GoodsSent, SentLine, Settlement
from kiosk.errors import RuleError
from kiosk.services.desk import Desk
from tests.contracts.benches import Bench, guide_at
from tests.domain.histories import Scribe
from tests.fakes import retailer

SHIRT_M, SHIRT_L, TOTE = retailer.SHIRT_M, retailer.SHIRT_L, retailer.TOTE_ONE
DAY_MS = 86_400_000
MARK = transfer_mark("482719361234567")


def _desk(bench: Bench, badge: str = retailer.MEI_BADGE, pin: str = retailer.MEI_PIN) -> Desk:
    return guide_at(bench, badge, pin)


def _on_hand(bench: Bench, sku: str) -> int:
    return bench.reader.own_stock((sku,))[sku].on_hand


# Transfers.


def test_a_box_sent_leaves_the_shelf_and_stays_in_transit_over_a_restart(bench):
    sent = _desk(bench).stockroom.send("XH", {SHIRT_M: 2, TOTE: 1})
    assert (_on_hand(bench, SHIRT_M), _on_hand(bench, TOTE)) == (1, 9)
    assert sent.document == "JA-02-A-V-000001"
    bench.restart()
    (facts,) = bench.reader.open_transfers()
    assert settled(facts).missing == 3
    assert bench.reader.transfer(sent.transfer_id) == bench.journal.run(lambda tx: tx.transfer(sent.transfer_id))


def test_what_the_other_end_says_comes_with_hqs_rows(bench):
    sent = _desk(bench).stockroom.send("XH", {SHIRT_M: 3})
    came = GoodsReceived("XH", sent.document, (ReceivedLine(SHIRT_M, 2),), "JA", sent.transfer_id)
    bench.hq_knows(Scribe(9).write(came, "xh-01"))
    (seen,) = _desk(bench).stockroom.transfers()
    assert (seen.missing, seen.differs) == (1, True)
    assert _on_hand(bench, SHIRT_M) == 0
    _desk(bench).stockroom.close_transfer(sent.transfer_id, Settlement.AT_SENDER, "was under the table")
    assert _on_hand(bench, SHIRT_M) == 1
    assert bench.reader.open_transfers() == ()


def test_a_box_on_its_way_here_is_known_before_it_comes(bench):
    body = GoodsSent(MARK, "XH", "JA", "XH-01-A-V-000004", (SentLine(SHIRT_L, 2),))
    bench.hq_knows(Scribe(9).write(body, "xh-01"))
    room = _desk(bench).stockroom
    (seen,) = room.transfers()
    assert (seen.sender, seen.receiver, seen.missing) == ("XH", "JA", 2)
    slip = room.goods.slip(MARK)
    assert (slip.document, slip.pieces) == ("XH-01-A-V-000004", ((SHIRT_L, 2),))
    room.receive(slip.document, dict(slip.pieces), slip.from_location, transfer=slip.transfer_id)
    assert room.transfers() == ()
    assert _on_hand(bench, SHIRT_L) == 2
    with pytest.raises(RuleError, match="already"):
        room.receive(slip.document, dict(slip.pieces), slip.from_location, transfer=slip.transfer_id)


# A count under way.


def test_a_count_under_way_survives_a_restart_and_another_person(bench):
    room = _desk(bench).stockroom.counting
    room.begin(["Floor", "Stockroom"], whole=True)
    room.add("Floor", SHIRT_M)
    room.add("Floor", retailer.variant(SHIRT_M).gtin)
    room.add("Floor", "NO-SUCH-THING")
    bench.restart()
    room = _desk(bench, retailer.LIN_BADGE, retailer.LIN_PIN).stockroom.counting
    assert room.add("Floor", SHIRT_M).pieces == 3
    now = room.now()
    assert now is not None
    assert now.zones[0].by == ("G-MEI", "G-LIN")
    assert now.unknown == {"NO-SUCH-THING": 1}
    assert [(item.zone, item.sku, item.pieces) for item in bench.reader.tallies(SHIRT_M)] == [("Floor", SHIRT_M, 3)]
    room.set_pieces("Floor", SHIRT_M, -1)
    assert bench.reader.tallies() == ()
    room.give_up()
    assert (bench.reader.counting(), bench.reader.tallies()) == (None, ())


def test_a_count_is_booked_whole_against_what_was_on_the_shelf_while_it_was_counted(bench):
    desk = _desk(bench)
    room = desk.stockroom.counting
    room.begin(["Floor", "Stockroom"], whole=True)
    room.set_pieces("Floor", SHIRT_M, 2)
    desk.add(SHIRT_M)  # one of the two that were counted is sold
    order = desk.place()
    desk.till.pay_external(order.order_id, "T-0001")
    desk.hand_over(order.order_id)
    room.set_pieces("Stockroom", TOTE, 10)
    with pytest.raises(RuleError, match="all zones"):
        room.book()
    room.close_zone("Floor")
    room.close_zone("Stockroom")
    found = room.compare()
    assert [(item.row.sku, item.row.difference, item.to_recount) for item in found.differences] == [
        (SHIRT_M, -1, False)
    ]
    booked = room.book()
    assert booked.differences == {SHIRT_M: -1}
    assert _on_hand(bench, SHIRT_M) == 1, "three, one sold, one that nobody found"
    assert bench.reader.counting() is None


def test_what_is_far_off_or_missing_is_counted_once_more(bench):
    room = _desk(bench).stockroom.counting
    room.begin(["Floor"], whole=True)
    room.set_pieces("Floor", TOTE, 7)
    room.close_zone("Floor")
    assert {item.row.sku for item in room.compare().differences if item.to_recount} == {SHIRT_M, TOTE}
    with pytest.raises(RuleError, match="once more"):
        room.book()
    room.recount(SHIRT_M, 0)
    room.recount(TOTE, 9)
    assert room.compare().to_recount == 0
    assert [item.pieces for item in bench.reader.tallies(TOTE) if item.zone == AGAIN] == [9]
    assert room.book().differences == {SHIRT_M: -3, TOTE: -1}
    assert (_on_hand(bench, SHIRT_M), _on_hand(bench, TOTE)) == (0, 9)


# What moved.


def test_movements_of_a_day_are_told_with_paper_and_person(bench):
    desk = _desk(bench)
    start = bench.clock()
    desk.stockroom.receive("DN-7", {SHIRT_L: 2})
    bench.clock.advance(minutes=1)
    desk.add(SHIRT_M)
    order = desk.place()
    desk.till.pay_external(order.order_id, "T-0001")
    desk.hand_over(order.order_id)
    bench.clock.advance(minutes=1)
    sent = desk.stockroom.send("XH", {TOTE: 4})
    bench.clock.advance(minutes=1)
    desk.stockroom.count({TOTE: 7})
    told = bench.reader.movements(start, bench.clock() + 1)
    assert [(item.kind, item.sku, item.delta, item.paper, item.actor) for item in told] == [
        ("count", TOTE, 1, "", "G-MEI"),
        ("transfer_out", TOTE, -4, sent.document, "G-MEI"),
        ("sold", SHIRT_M, -1, order.placed.number, "G-MEI"),
        ("received", SHIRT_L, 2, "DN-7", "G-MEI"),
    ]
    assert desk.stockroom.movements() == told
    assert bench.reader.movements(start - DAY_MS, start) == ()
    assert [item.delta for item in bench.reader.movements_of(TOTE)] == [1, -4]
    card = desk.stockroom.card(SHIRT_M)
    assert (card.article.on_hand, [item.kind for item in card.movements]) == (2, ["sold"])
    bench.hq_knows()
    assert bench.reader.movements(start, bench.clock() + 1) == told


def test_the_shelf_is_what_is_not_zero_and_what_was_asked_for(bench):
    _desk(bench).stockroom.receive("DN-7", {retailer.COAT_S: 2})
    assert {sku: row.on_hand for sku, row in bench.reader.shelf().items()} == {SHIRT_M: 3, TOTE: 10, retailer.COAT_S: 2}
    assert bench.reader.shelf((SHIRT_L,))[SHIRT_L].on_hand == 0
    assert bench.journal.run(lambda tx: tx.shelf((SHIRT_L,))) == bench.reader.shelf((SHIRT_L,))


def test_facts_of_a_transfer_are_the_same_at_both_ends(bench):
    sent = _desk(bench).stockroom.send("XH", {SHIRT_M: 1})
    own = bench.reader.transfer(sent.transfer_id)
    bench.hq_knows()
    assert bench.reader.transfer(sent.transfer_id) == own
    assert own is not None
    assert in_transit.merge(own, own) == own
