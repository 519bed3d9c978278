"""A basket is put aside and taken up again."""

import pytest

from kiosk.domain.events import body_of
from kiosk.domain.parked import ChangeKind
from kiosk.domain.stock import StockRow
from kiosk.domain.visits import BasketParked, BasketTakenUp
from kiosk.errors import RuleError
from kiosk.ports.devices import PartKind
from kiosk.services.parking import NotParked
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet, words

DAY_MS = 24 * 60 * 60 * 1000


@pytest.fixture
def tablet() -> MemoryTablet:
    return memory_tablet()


def parked(tablet: MemoryTablet, *skus: str) -> BasketParked:
    for sku in skus or (retailer.SHIRT_M,):
        tablet.desk.add(sku)
    return tablet.desk.park()


def test_a_basket_comes_back_as_it_was_put_aside(tablet):
    tablet.desk.add(retailer.SHIRT_M, 2)
    tablet.desk.add(retailer.TOTE_ONE)
    before = tablet.desk.basket.lines
    code = tablet.desk.park().code
    assert tablet.desk.basket.lines == ()
    taken = tablet.desk.take_up(code)
    assert taken.changes == ()
    assert [(line.variant.sku, line.quantity) for line in taken.basket.lines] == [
        (line.variant.sku, line.quantity) for line in before
    ]


def test_its_facts_are_written_and_carry_no_person(tablet):
    tablet.desk.scan(retailer.MEMBER_CODE)
    code = parked(tablet).code
    tablet.desk.take_up(code)
    events = [event for event in tablet.journal.state.events if event.type.startswith("Basket")]
    assert [type(body_of(event)) for event in events] == [BasketParked, BasketTakenUp]
    told = b"".join(event.body for event in events)
    assert retailer.MEMBER.id.encode() not in told
    assert retailer.MEMBER.masked_name.encode() not in told
    assert {event.actor for event in events} == {"shopper"}


def test_an_empty_basket_is_not_put_aside(tablet):
    with pytest.raises(RuleError, match="empty"):
        tablet.desk.park()


def test_a_code_serves_once(tablet):
    code = parked(tablet).code
    tablet.desk.take_up(code)
    with pytest.raises(NotParked):
        tablet.desk.take_up(code)


def test_a_restart_forgets_no_basket(tablet):
    code = parked(tablet).code
    again = memory_tablet(tablet.journal.restarted(), tablet.clock)
    assert again.desk.take_up(code).basket.pieces == 1


def test_when_the_day_is_over_it_has_lapsed(tablet):
    code = parked(tablet).code
    tablet.clock.now_ms += DAY_MS
    with pytest.raises(NotParked):
        tablet.desk.take_up(code)


def test_codes_in_use_are_not_given_twice(tablet):
    thrown = iter(["4827", "4827", "4828"])
    tablet.journal.dice = lambda _count: next(thrown)
    assert [parked(tablet).code, parked(tablet).code] == ["4827", "4828"]


def test_what_is_sold_out_by_then_is_told_and_left_out(tablet):
    code = parked(tablet, retailer.TOTE_ONE, retailer.SHIRT_M).code
    tablet.journal.hq_stock([StockRow("JA", retailer.TOTE_ONE, 0)])
    taken = tablet.desk.take_up(code)
    assert [(change.kind, change.line.sku) for change in taken.changes] == [(ChangeKind.GONE, retailer.TOTE_ONE)]
    assert [line.variant.sku for line in taken.basket.lines] == [retailer.SHIRT_M]


def test_fewer_pieces_come_back_when_there_are_fewer(tablet):
    tablet.desk.add(retailer.TOTE_ONE, 4)
    code = tablet.desk.park().code
    tablet.journal.hq_stock([StockRow("JA", retailer.TOTE_ONE, 3)])
    (change,) = tablet.desk.take_up(code).changes
    assert (change.kind, change.before, change.now) == (ChangeKind.FEWER, 4, 3)


def test_another_way_is_taken_when_the_shelf_is_empty(tablet):
    code = parked(tablet).code
    tablet.journal.hq_stock([StockRow("JA", retailer.SHIRT_M, 0)])
    taken = tablet.desk.take_up(code)
    assert [change.kind for change in taken.changes] == [ChangeKind.OTHER_WAY]
    assert taken.basket.lines[0].offer.promise.source == "XH"


def test_todays_price_counts_and_is_told(tablet):
    code = parked(tablet).code
    old = tablet.catalogue.price(retailer.SHIRT_M, retailer.ZONE)
    assert old is not None
    tablet.catalogue._prices[retailer.ZONE, "", retailer.SHIRT_M] = old - 5_000
    (change,) = tablet.desk.take_up(code).changes
    assert (change.kind, change.before, change.now) == (ChangeKind.PRICE, old, old - 5_000)


def test_it_is_put_beside_what_is_in_the_basket(tablet):
    code = parked(tablet, retailer.TOTE_ONE).code
    tablet.desk.add(retailer.SHIRT_M)
    taken = tablet.desk.take_up(code)
    assert [line.variant.sku for line in taken.basket.lines] == [retailer.SHIRT_M, retailer.TOTE_ONE]


def test_the_slip_carries_the_code_as_digits_and_as_a_bar_code_that_takes_it_up(tablet):
    code = parked(tablet).code
    (slip,) = tablet.slips
    assert slip.kind == "parked_slip"
    assert code in words(slip)
    mark = next(part.text for part in slip.parts if part.kind is PartKind.BARCODE)
    assert tablet.desk.scan(mark).parked.code == code


def test_without_anybody_there_no_paper_is_printed(tablet):
    tablet.desk.add(retailer.SHIRT_M)
    tablet.desk.park(printed=False)
    assert tablet.slips == []


def sign_in(tablet, badge, pin):
    tablet.desk.scan(badge)
    tablet.desk.enter_pin(pin)


def test_each_line_keeps_the_guide_who_helped_and_the_rest_is_whoevers_who_takes_the_order(tablet):
    tablet.desk.add(retailer.TOTE_ONE)
    sign_in(tablet, retailer.LIN_BADGE, retailer.LIN_PIN)
    tablet.desk.add(retailer.SHIRT_M)
    code = tablet.desk.park().code
    tablet.desk.reset()
    sign_in(tablet, retailer.MEI_BADGE, retailer.MEI_PIN)
    tablet.desk.take_up(code)
    tablet.desk.add(retailer.COAT_S)
    placed = tablet.desk.place(retailer.PHONE).placed
    assert {line.sku: line.guide for line in placed.lines} == {
        retailer.TOTE_ONE: retailer.MEI.id,
        retailer.SHIRT_M: retailer.LIN.id,
        retailer.COAT_S: retailer.MEI.id,
    }


def test_a_shopper_alone_with_a_basket_that_a_guide_began_leaves_the_sale_with_the_guide(tablet):
    sign_in(tablet, retailer.LIN_BADGE, retailer.LIN_PIN)
    tablet.desk.add(retailer.SHIRT_M)
    code = tablet.desk.park().code
    tablet.desk.reset()
    tablet.desk.take_up(code)
    tablet.desk.add(retailer.SHIRT_M)
    tablet.desk.add(retailer.TOTE_ONE)
    placed = tablet.desk.place().placed
    assert {line.sku: (line.quantity, line.guide) for line in placed.lines} == {
        retailer.SHIRT_M: (2, retailer.LIN.id),
        retailer.TOTE_ONE: (1, None),
    }
