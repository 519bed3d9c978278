"""Boxes between two shops: what is recorded at either end, on paper and in the terminal."""

from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.codes import transfer_mark
from kiosk.domain.events import Outcome, body_of
from kiosk.domain.fold import fold
from kiosk.domain.in_transit import settled
from kiosk.domain.order import LineStatus
from kiosk.domain.transfers import GoodsSent, SentLine, Settlement, is_slip, read_slip, slip_text
from kiosk.errors import EnvironmentProblem, InputError, RuleError
from kiosk.ports.devices import PartKind, Slip
from kiosk.services.desk import Desk
from kiosk.services.terminal import Verbs
from tests.domain.histories import Scribe
from tests.fakes import retailer
from tests.fakes.fold_store import MemoryFoldStore
from tests.fakes.storage import MemoryJournal
from tests.fakes.tablet import MemoryTablet, memory_tablet, words

SHIRT_M, SHIRT_L, TOTE = retailer.SHIRT_M, retailer.SHIRT_L, retailer.TOTE_ONE
MARK = transfer_mark("482719361234567")
COMING = GoodsSent(MARK, "WH", "JA", "WH-01-A-V-000001", (SentLine(SHIRT_L, 3),))


@pytest.fixture
def tablet() -> MemoryTablet:
    made = memory_tablet()
    made.unlock(retailer.MEI_BADGE, retailer.MEI_PIN)
    return made


def _code(slip: Slip, kind: PartKind) -> str:
    return next((part.text for part in slip.parts if part.kind is kind), "")


def test_two_slips_print_and_the_one_in_the_box_says_everything(tablet):
    sent = tablet.desk.stockroom.send("XH", {SHIRT_M: 2, TOTE: 1}, "for the window")
    box, kept = tablet.slips[-2:]
    assert {_code(slip, PartKind.BARCODE) for slip in (box, kept)} == {sent.transfer_id}
    assert _code(kept, PartKind.QR) == ""
    said = read_slip(_code(box, PartKind.QR))
    assert (said.from_location, said.to_location, dict(said.pieces)) == ("JA", "XH", {SHIRT_M: 2, TOTE: 1})
    assert "for the window" in words(box)
    assert "亚麻衬衫" in words(box)


def test_the_other_shop_receives_by_the_slip_alone_without_a_line(tablet):
    tablet.desk.stockroom.send("XH", {SHIRT_M: 2})
    square = _code(tablet.slips[-2], PartKind.QR)
    other = memory_tablet(MemoryJournal(tablet.clock, "XH"))
    other.journal.ids = 500  # ids are unique over all devices, which this double does not know
    other.reader.staff_members = tuple(replace(member, shop="XH") for member in retailer.STAFF)
    desk = Desk(replace(other.shop, shop_id="XH"))
    desk.scan(retailer.LIN_BADGE)
    desk.enter_pin(retailer.LIN_PIN)
    found = desk.scan(square).transfer
    assert found is not None
    desk.stockroom.receive(found.document, dict(found.pieces), found.from_location, transfer=found.transfer_id)
    events = [*tablet.journal.state.events, *other.journal.state.events]
    store = MemoryFoldStore()
    for event in events:
        fold(store, event)
    assert sum(row.on_hand for row in store.stock().values()) == 0
    assert not settled(store.transfers[found.transfer_id]).open
    assert {place: row.on_hand for (place, sku), row in store.stock().items() if sku == SHIRT_M} == {"JA": -2, "XH": 2}


def test_the_bars_alone_name_a_box_whose_list_is_not_known_yet(tablet):
    found = tablet.desk.scan(MARK).transfer
    assert found is not None
    assert (found.pieces, found.from_location) == ((), "")
    tablet.journal.hq_knows(Scribe(9).write(COMING, "xh-01"))
    found = tablet.desk.scan(MARK).transfer
    assert found is not None
    assert (found.pieces, found.from_location) == (((SHIRT_L, 3),), "WH")


@pytest.mark.parametrize(
    ("to", "pieces"),
    [("XH", {}), ("XH", {SHIRT_M: 0}), ("XH", {"NO-SUCH": 1}), ("JA", {SHIRT_M: 1}), ("NOWHERE", {SHIRT_M: 1})],
)
def test_a_box_that_cannot_be_sent_is_refused_whole(tablet, to, pieces):
    before = (len(tablet.journal.state.events), len(tablet.slips))
    with pytest.raises(InputError):
        tablet.desk.stockroom.send(to, pieces)
    assert (len(tablet.journal.state.events), len(tablet.slips)) == before


def test_a_full_disk_sends_and_prints_nothing(tablet):
    tablet.journal.disk_full = True
    with pytest.raises(EnvironmentProblem):
        tablet.desk.stockroom.send("XH", {SHIRT_M: 1})
    assert tablet.slips == []


def test_goods_an_order_waits_for_are_set_aside_and_move_once_with_their_box(tablet):
    tablet.desk.add(SHIRT_L, 1, kind="bring_here", source="WH")
    order = tablet.desk.place(retailer.PHONE)
    decided = Scribe(order_id=order.order_id).decided(Outcome.CONFIRMED, "1", source="WH")
    tablet.journal.hq_knows(decided, Scribe(9).write(COMING, "xh-01"))
    (waited,) = tablet.desk.stockroom.receive("WH-01-A-V-000001", {SHIRT_L: 3}, "WH", transfer=MARK)
    assert waited.order_id == order.order_id
    seen = tablet.desk.order(order.order_id)
    assert seen is not None
    assert [item.status for item in seen.lines] == [LineStatus.READY]
    figure = tablet.reader.own_stock((SHIRT_L,))[SHIRT_L]
    assert (figure.on_hand, figure.reserved) == (3, 1)
    store = MemoryFoldStore()
    for event in (*tablet.journal.state.events, decided, Scribe(9).write(COMING, "xh-01")):
        fold(store, event)
    moved = {place: row.on_hand for (place, sku), row in store.stock().items() if sku == SHIRT_L}
    assert moved == {"WH": -3, "JA": 3}


def test_the_rest_of_a_short_box_can_come_later_and_then_nothing_more(tablet):
    tablet.journal.hq_knows(Scribe(9).write(COMING, "xh-01"))
    room = tablet.desk.stockroom
    room.receive("WH-01-A-V-000001", {SHIRT_L: 2}, "WH", transfer=MARK)
    assert [(seen.missing, seen.differs) for seen in room.transfers()] == [(1, True)]
    room.receive("WH-01-A-V-000001", {SHIRT_L: 1}, "WH", transfer=MARK)
    assert room.transfers() == ()
    with pytest.raises(RuleError, match="already"):
        room.receive("WH-01-A-V-000001", {SHIRT_L: 1}, "WH", transfer=MARK)


def test_only_a_manager_settles_and_only_with_a_reason(tablet):
    room = tablet.desk.stockroom
    sent = room.send("XH", {SHIRT_M: 2})
    with pytest.raises(RuleError, match="reason"):
        room.close_transfer(sent.transfer_id, Settlement.LOST, " ")
    with pytest.raises(RuleError, match="not known"):
        room.close_transfer(MARK, Settlement.LOST, "gone")
    tablet.unlock()
    with pytest.raises(RuleError, match="manager"):
        room.close_transfer(sent.transfer_id, Settlement.LOST, "gone")
    tablet.unlock(retailer.MEI_BADGE, retailer.MEI_PIN)
    assert not room.close_transfer(sent.transfer_id, Settlement.LOST, "gone").open
    with pytest.raises(RuleError, match="Nothing"):
        room.close_transfer(sent.transfer_id, Settlement.LOST, "gone")


def test_a_box_whose_sender_nobody_knows_is_not_put_back_there(tablet):
    tablet.desk.stockroom.receive("?", {SHIRT_L: 1}, transfer=MARK)
    with pytest.raises(RuleError, match="who sent"):
        tablet.desk.stockroom.close_transfer(MARK, Settlement.AT_SENDER, "noted too late")
    tablet.desk.stockroom.close_transfer(MARK, Settlement.AT_RECEIVER, "was no transfer at all")
    assert tablet.reader.own_stock((SHIRT_L,))[SHIRT_L].on_hand == 0


# The terminal.


def _ask(tablet: MemoryTablet, verb: str, **args: object) -> Any:
    said = Verbs(tablet.desk, tablet.catalogue).run(verb, args)
    return said if isinstance(said, dict) else {"rows": said}


def test_a_terminal_sends_receives_and_settles(tablet):
    sent = _ask(tablet, "send", to="XH", lines=[f"{SHIRT_M}*2"])
    assert (sent["document"], sent["pieces"]) == ("JA-02-A-V-000001", 2)
    (row,) = _ask(tablet, "transfers")["rows"]
    assert (row["missing"], row["to"]) == (2, "XH")
    done = _ask(tablet, "settle", transfer="ja-02-a-v-000001", where="lost", reason="the van burnt")
    assert done["missing"] == 0
    square = slip_text(COMING)
    assert is_slip(square)
    came = _ask(tablet, "receive", transfer=square.lower())
    assert (came["document"], came["pieces"]) == ("WH-01-A-V-000001", 3)
    assert tablet.reader.own_stock((SHIRT_L,))[SHIRT_L].on_hand == 3
    with pytest.raises(InputError, match="no transfer"):
        _ask(tablet, "receive", transfer="JA-99-A-V-000001")


def test_a_terminal_counts_by_zone(tablet):
    begun = _ask(tablet, "count-begin", zones=["Floor", "Stockroom"], whole=True)
    assert begun["zones"] == {"Floor": "open", "Stockroom": "open"}
    _ask(tablet, "count-zone", zone="Floor", lines=[f"{SHIRT_M}*3"])
    _ask(tablet, "count-zone", zone="Stockroom", lines=[f"{TOTE}*7"])
    assert _ask(tablet, "count-compare")["to_count_again"] == 1
    assert _ask(tablet, "count-again", lines=[f"{TOTE}*8"])["to_count_again"] == 0
    assert _ask(tablet, "count-book")["differences"] == {TOTE: -2}
    zones = [(body.zone, body.count_id != "") for body in map(body_of, tablet.journal.state.events[-2:])]
    assert zones == [("Floor", True), ("Stockroom", True)]
    _ask(tablet, "count-begin", zones=["Floor"])
    assert _ask(tablet, "count-drop") == {"given_up": True}


def test_a_terminal_tells_what_moved(tablet):
    _ask(tablet, "receive", document="DN-1", lines=[f"{SHIRT_L}*2"])
    (row,) = _ask(tablet, "movements")["rows"]
    assert (row["what"], row["pieces"], row["paper"], row["who"]) == ("received", 2, "DN-1", "Mei")
    assert _ask(tablet, "movements", day="2020-01-01")["rows"] == []
    assert _ask(tablet, "card", code=SHIRT_L)["on_hand"] == 2
    with pytest.raises(InputError, match="no day"):
        _ask(tablet, "movements", day="yesterday")
