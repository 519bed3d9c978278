"""A count that goes on for a while: who may do what when, and what becomes of it."""

import pytest

from kiosk.domain.counting import MAX_ZONES
from kiosk.domain.events import StockCounted, body_of
from kiosk.domain.stock import StockRow
from kiosk.errors import InputError, RuleError
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet

SHIRT_M, SHIRT_L, TOTE = retailer.SHIRT_M, retailer.SHIRT_L, retailer.TOTE_ONE


@pytest.fixture
def tablet() -> MemoryTablet:
    made = memory_tablet()
    made.unlock()
    return made


def _counts(tablet: MemoryTablet) -> list[StockCounted]:
    return [body_of(event) for event in tablet.journal.state.events if event.type == StockCounted.TYPE]


def test_there_is_one_count_at_a_time(tablet):
    room = tablet.desk.stockroom.counting
    with pytest.raises(RuleError, match="No count"):
        room.close_zone("Floor")
    room.begin(["Floor"])
    with pytest.raises(RuleError, match="under way"):
        room.begin()


@pytest.mark.parametrize("zones", [[""], ["*"], ["a\nb"], [str(at) for at in range(MAX_ZONES + 1)]])
def test_zones_have_names(tablet, zones):
    with pytest.raises(InputError, match="zones"):
        tablet.desk.stockroom.counting.begin(zones)


def test_a_whole_shop_has_a_zone(tablet):
    with pytest.raises(InputError, match="at least one zone"):
        tablet.desk.stockroom.counting.begin(whole=True)


def test_a_closed_zone_is_opened_before_it_is_counted_in_again(tablet):
    room = tablet.desk.stockroom.counting
    room.begin(["Floor", "Window"])
    room.add("Floor", SHIRT_M)
    room.close_zone("Floor")
    with pytest.raises(RuleError, match="closed"):
        room.add("Floor", SHIRT_M)
    with pytest.raises(RuleError, match="no such zone"):
        room.add("Cellar", SHIRT_M)
    with pytest.raises(RuleError, match="all zones"):
        room.recount(SHIRT_M, 3)
    room.close_zone("Floor", done=False)
    assert room.add("Floor", SHIRT_M).pieces == 2


def test_a_count_of_nothing_is_none(tablet):
    room = tablet.desk.stockroom.counting
    room.begin()
    with pytest.raises(InputError, match="at least one article"):
        room.book()


def test_a_few_articles_are_booked_at_once_against_the_figure_when_they_were_scanned(tablet):
    room = tablet.desk.stockroom.counting
    room.begin()
    for _ in range(3):
        room.add("", SHIRT_M)
    tablet.desk.add(SHIRT_M)
    order = tablet.desk.place()
    tablet.desk.till.pay_external(order.order_id, "T-0001")
    tablet.desk.hand_over(order.order_id)
    assert room.book().differences == {}
    assert tablet.reader.own_stock((SHIRT_M,))[SHIRT_M].on_hand == 2


def test_a_stock_file_from_head_office_meanwhile_is_not_corrected_by_an_old_count(tablet):
    room = tablet.desk.stockroom.counting
    room.begin(["Floor"])
    room.set_pieces("Floor", SHIRT_M, 3)
    room.close_zone("Floor")
    tablet.journal.hq_stock([StockRow("JA", SHIRT_M, 9, opened_ms=tablet.clock())])
    assert room.compare().to_recount == 1
    with pytest.raises(RuleError, match="once more"):
        room.book()
    room.recount(SHIRT_M, 3)
    assert room.book().differences == {SHIRT_M: -6}


def test_of_a_few_articles_an_old_count_is_compared_with_the_new_file(tablet):
    room = tablet.desk.stockroom.counting
    room.begin()
    room.set_pieces("", SHIRT_M, 3)
    tablet.journal.hq_stock([StockRow("JA", SHIRT_M, 9, opened_ms=tablet.clock())])
    assert room.book().differences == {SHIRT_M: -6}


def test_a_count_says_where_its_articles_lay_and_what_nobody_knew(tablet):
    room = tablet.desk.stockroom.counting
    begun = room.begin(["Floor", "Window"])
    room.set_pieces("Floor", SHIRT_M, 2)
    room.set_pieces("Window", SHIRT_M, 1)
    room.set_pieces("Window", TOTE, 10)
    room.add("Window", "NO-SUCH")
    room.add("Window", "NO-SUCH")
    for zone in ("Floor", "Window"):
        room.close_zone(zone)
    room.book()
    told = _counts(tablet)
    assert [(body.zone, [line.sku for line in body.lines]) for body in told] == [("", [SHIRT_M]), ("Window", [TOTE])]
    assert {body.count_id for body in told} == {begun.count_id}
    assert [body.unknown for body in told] == [("NO-SUCH",), ()]


def test_a_persons_code_is_never_counted_nor_kept(tablet):
    room = tablet.desk.stockroom.counting
    room.begin(["Floor"])
    for code in (retailer.MEI_BADGE, retailer.MEMBER_CODE, "JA-02-A-000001"):
        with pytest.raises(InputError, match="no code of goods"):
            room.add("Floor", code)
    for code in ("B-short", "M-12345", "P-12345678", retailer.PHONE):
        room.add("Floor", code)
    now = room.now()
    assert now is not None
    assert set(now.unknown) == {"B-…", "M-…", "P-…", "****0000"}


def test_everything_needs_somebody(tablet):
    tablet.desk.lock()
    room = tablet.desk.stockroom
    for verb in (
        lambda: room.counting.begin(["Floor"]),
        room.counting.book,
        lambda: room.send("XH", {SHIRT_M: 1}),
        room.transfers,
        room.movements,
        lambda: room.card(SHIRT_M),
    ):
        with pytest.raises(RuleError, match="guide"):
            verb()


def test_every_variant_of_the_range_can_be_counted(tablet):
    room = tablet.desk.stockroom.counting
    room.begin()
    many = [variant.sku for variant in retailer.VARIANTS]
    for sku in many:
        room.set_pieces("", sku, 1)
    assert room.book().articles == len(many)
    assert sum(len(body.lines) for body in _counts(tablet)) == len(many)
