"""The desk: what every code means on every screen, and what stays open, or does not, between two people."""

from dataclasses import replace

import pytest

from kiosk.domain.codes import CodeKind, Meaning, Screen, meaning, parked_mark, recognise, transfer_mark
from kiosk.domain.events import Outcome
from kiosk.domain.order import OrderStatus
from kiosk.errors import EnvironmentProblem, InputError, RuleError
from kiosk.services.desk import Desk
from kiosk.services.fulfilling import AlreadyHandedOver
from tests.domain.histories import Scribe
from tests.fakes import retailer
from tests.fakes.catalogue import MemoryCatalogue
from tests.fakes.tablet import MemoryTablet, memory_tablet


@pytest.fixture
def tablet() -> MemoryTablet:
    return memory_tablet()


def _order(tablet: MemoryTablet, *, paid: bool = False) -> tuple[str, str, str]:
    """Number, pick-up code and id of an order of this shop; the screen is as it was."""
    guide = tablet.desk.staff
    tablet.desk.add(retailer.SHIRT_M)
    order = tablet.desk.place()
    if paid:
        tablet.unlock()
        tablet.desk.till.pay_cash(order.order_id, order.due_minor)
        if guide is None:
            tablet.desk.lock()
    return order.placed.number, f"P-{order.placed.pick_up_codes['JA']}", order.order_id


def _at(tablet: MemoryTablet, screen: Screen) -> None:
    if screen is Screen.PIN:
        tablet.desk.scan(retailer.MEI_BADGE)
    elif screen is Screen.GUIDE:
        tablet.unlock()
    assert tablet.desk.screen is screen


# One example of each kind of code.
GTIN = retailer.variant(retailer.SHIRT_M).gtin
CODES = {
    CodeKind.GTIN: GTIN[1:],
    CodeKind.SKU: retailer.COAT_S,
    CodeKind.MEMBER: retailer.MEMBER_CODE,
    CodeKind.BADGE: retailer.LIN_BADGE,
    CodeKind.ORDER: "JA-02-A-000001",
    CodeKind.PICK_UP: "",
    CodeKind.PARKED: "KB-",
    CodeKind.TRANSFER: transfer_mark("482719361234567"),
    CodeKind.UNKNOWN: "{garbage}",
}


@pytest.mark.parametrize("screen", Screen)
@pytest.mark.parametrize("kind", CodeKind)
def test_a_scan_does_what_the_table_says_and_sets_the_field_that_fits(tablet, screen, kind):
    number, pick_up, _ = _order(tablet, paid=True)
    assert number == CODES[CodeKind.ORDER]
    text = CODES[kind] or pick_up
    if kind is CodeKind.PARKED:
        tablet.desk.add(retailer.SHIRT_M)
        text = parked_mark(tablet.desk.park().code)
    assert recognise(text).kind is kind
    _at(tablet, screen)
    if meaning(recognise(text), screen) is Meaning.REFUSE:
        says = "PIN comes first" if screen is Screen.PIN else "not one of our codes"
        with pytest.raises(InputError, match=says):
            tablet.desk.scan(text)
        assert tablet.desk.screen is screen, "nothing has changed"
        return
    seen = tablet.desk.scan(text)
    fields = {
        Meaning.SHOW_VARIANT: seen.style,
        Meaning.RECOGNISE_MEMBER: seen.member_name,
        Meaning.ASK_PIN: seen.staff,
        Meaning.SHOW_ORDER: seen.order,
        Meaning.OPEN_ORDER: seen.order,
        Meaning.HAND_OVER: seen.hand_over,
        Meaning.TAKE_UP: seen.parked,
        Meaning.RECEIVE: seen.transfer,
        Meaning.CALL_GUIDE: seen.code,
    }
    assert fields[seen.meaning]
    handed = tablet.desk.order_by_number(number).status is OrderStatus.COMPLETED
    assert handed == (screen is Screen.GUIDE and kind is CodeKind.PICK_UP), "only a guide's scan hands goods over"


@pytest.mark.parametrize(
    ("text", "sku"),
    [(GTIN, retailer.SHIRT_M), (GTIN[1:], retailer.SHIRT_M), (retailer.COAT_S.lower(), retailer.COAT_S)],
)
def test_a_tag_shows_its_style_with_the_variant_chosen(tablet, text, sku):
    seen = tablet.desk.scan(text).style
    assert seen is not None
    assert seen.chosen_sku == sku
    assert sku in {cell.variant.sku for cell in seen.cells}


@pytest.mark.parametrize(
    "text",
    [retailer.gtin(999), "NO-SUCH-SKU", "JA-02-A-999999", "M-999999999", "P-00000005", "B-STRANGER1", "", "x" * 4_000],
)
def test_a_code_nobody_knows_changes_nothing_and_says_what_to_do(tablet, text):
    for screen in (Screen.SHOPPER, Screen.GUIDE):
        _at(tablet, screen)
        before = (tablet.desk.basket, tablet.journal.state)
        if recognise(text).kind is CodeKind.PICK_UP and screen is Screen.SHOPPER:
            assert tablet.desk.scan(text).meaning is Meaning.CALL_GUIDE
            continue
        with pytest.raises(InputError, match=r"\w"):
            tablet.desk.scan(text)
        assert (tablet.desk.basket, tablet.journal.state) == before
        assert tablet.desk.screen is screen


def test_a_member_code_puts_a_masked_name_on_the_basket_and_the_id_on_the_order(tablet):
    assert tablet.desk.scan(retailer.MEMBER_CODE).member_name == "王**"
    tablet.desk.add(retailer.SHIRT_M)
    assert tablet.desk.place().placed.member == "m-42"
    tablet.desk.add(retailer.SHIRT_M)
    assert tablet.desk.place().placed.member is None, "the next shopper is somebody else"


def test_scanning_a_pick_up_code_twice_hands_over_once_and_says_by_whom(tablet):
    _, code, _ = _order(tablet, paid=True)
    tablet.unlock()
    done = tablet.desk.scan(code)
    assert done.hand_over is not None
    assert [item.line.sku for item in done.hand_over.lines] == [retailer.SHIRT_M]
    with pytest.raises(AlreadyHandedOver) as refused:
        tablet.desk.scan(code)
    assert refused.value.params["by"] == "G-LIN"


def test_scanning_the_code_of_an_unpaid_order_opens_it_for_payment(tablet):
    _, code, order_id = _order(tablet)
    tablet.unlock()
    seen = tablet.desk.scan(code)
    assert seen.meaning is Meaning.OPEN_ORDER
    assert seen.order is not None
    assert seen.order.order_id == order_id


@pytest.mark.parametrize("end", ["cancelled", "lapsed", "refused"])
def test_scanning_the_code_of_an_order_that_ended_unpaid_gives_no_goods(tablet, end):
    """Such an order owes nothing. That must not look like paid."""
    tablet.desk.add(retailer.SHIRT_L, kind="bring_here", source="XH")
    order = tablet.desk.place(retailer.PHONE)
    if end == "cancelled":
        tablet.desk.cancel(order.order_id, "changed their mind")
    elif end == "lapsed":
        tablet.clock.advance(days=2)
        tablet.desk.lapse_due()
    else:
        tablet.journal.hq_knows(Scribe(order_id=order.order_id).decided(Outcome.REFUSED, "1"))
    tablet.unlock()
    seen = tablet.desk.scan(f"P-{order.placed.pick_up_codes['JA']}")
    assert seen.meaning is Meaning.OPEN_ORDER
    assert not any(event.type == "GoodsHandedOver" for event in tablet.journal.state.events)


def test_a_badge_takes_the_place_of_the_guide_before_until_its_pin_is_given(tablet):
    tablet.unlock()
    tablet.desk.scan(retailer.MEI_BADGE)
    assert (tablet.desk.staff, tablet.desk.screen) == (None, Screen.PIN)
    with pytest.raises(RuleError, match="guide"):
        tablet.desk.hand_over("any")
    tablet.desk.lock()
    assert tablet.desk.screen is Screen.SHOPPER


def test_after_a_reset_nothing_of_the_last_person_is_left(tablet):
    tablet.desk.scan(retailer.MEMBER_CODE)
    tablet.desk.add(retailer.SHIRT_M)
    tablet.desk.set_language("en")
    tablet.unlock()
    tablet.desk.reset()
    assert (tablet.desk.basket.lines, tablet.desk.basket.member, tablet.desk.basket.member_name) == ((), None, "")
    assert (tablet.desk.staff, tablet.desk.language, tablet.desk.screen) == (None, "zh", Screen.SHOPPER)


# The basket at the desk.


@pytest.mark.parametrize("code", [retailer.SHIRT_M, retailer.SHIRT_M.lower(), GTIN, GTIN[1:]])
def test_a_variant_is_put_in_by_sku_or_gtin_however_it_was_typed(tablet, code):
    (line,) = tablet.desk.add(code).lines
    assert (line.variant.sku, line.unit_price_minor, line.offer.kind) == (retailer.SHIRT_M, 39_900, "take_now")


def test_without_a_choice_the_best_way_is_taken_and_a_choice_is_kept_to(tablet):
    assert tablet.desk.add(retailer.SHIRT_M).lines[-1].offer.kind == "take_now"
    assert tablet.desk.add(retailer.SHIRT_M, kind="pick_up").lines[-1].offer.promise.source == "XH"
    assert tablet.desk.add(retailer.SHIRT_L, kind="bring_here", source="WH").lines[-1].offer.promise.source == "WH"
    for kind, source in (("take_now", "XH"), ("deliver", "XH"), ("no-way", ""), ("", "NOWHERE")):
        with pytest.raises(RuleError, match="not to be had that way"):
            tablet.desk.add(retailer.SHIRT_L, kind=kind, source=source)


def test_what_has_no_price_is_not_sold(tablet):
    priceless = MemoryCatalogue(retailer.LOCATIONS, retailer.STYLES, retailer.VARIANTS, (), tablet.catalogue.stock)
    desk = _with_catalogue(tablet, priceless).desk
    with pytest.raises(RuleError, match="no price"):
        desk.add(retailer.SHIRT_M)


def test_what_is_priced_in_another_currency_is_not_sold(tablet):
    """¥399.00 in the range must not become 39,900 yen at a till."""
    tablet.catalogue.currency = "JPY"
    with pytest.raises(RuleError, match="another currency"):
        tablet.desk.add(retailer.SHIRT_M)
    assert tablet.desk.basket.lines == ()


def _with_catalogue(tablet: MemoryTablet, catalogue: MemoryCatalogue) -> MemoryTablet:
    shop = replace(tablet.shop, catalogue=catalogue)
    return replace(tablet, catalogue=catalogue, shop=shop, desk=Desk(shop))


def test_changing_the_way_of_a_line_keeps_its_pieces_or_the_line_as_it_was(tablet):
    tablet.desk.add(retailer.SHIRT_M, 3)
    before = tablet.desk.basket
    with pytest.raises(RuleError):
        tablet.desk.change_offer(0, "deliver", "WH")
    assert tablet.desk.basket is before
    changed = tablet.desk.change_offer(0, "pick_up", "XH")
    assert [(line.quantity, line.offer.kind.value) for line in changed.lines] == [(3, "pick_up")]


def test_two_wanted_where_one_is_left_are_sent_two_ways_and_both_are_ordered(tablet):
    tablet.desk.add(retailer.SHIRT_M, 4)
    ways = [(line.quantity, line.offer.kind.value, line.split) for line in tablet.desk.basket.lines]
    assert ways == [(3, "take_now", False), (1, "pick_up", True)]
    placed = tablet.desk.place(retailer.PHONE).placed
    assert [(line.quantity, line.fulfilment.value) for line in placed.lines] == [(3, "take_now"), (1, "pick_up")]
    assert placed.total_minor == 4 * 39_900


def test_a_way_that_was_named_is_kept_to_or_refused_when_asked_strictly(tablet):
    with pytest.raises(RuleError, match="Only 3"):
        tablet.desk.add(retailer.SHIRT_M, 4, kind="take_now", strict=True)
    assert tablet.desk.basket.lines == ()


def test_a_change_is_taken_back_without_forgetting_who_stands_there(tablet):
    tablet.desk.add(retailer.SHIRT_M, 2)
    before = tablet.desk.basket
    tablet.desk.change_quantity(0, 0)
    tablet.desk.scan(retailer.MEMBER_CODE)
    after = tablet.desk.take_back(before)
    assert (after.lines, after.member) == (before.lines, "m-42")


def test_a_basket_survives_whatever_goes_wrong_while_a_line_is_changed(tablet):
    tablet.desk.add(retailer.SHIRT_M, 3)
    before = tablet.desk.basket
    tablet.catalogue._locations.clear()  # the catalogue file went away under the shopper's hands
    with pytest.raises(EnvironmentProblem):
        tablet.desk.change_offer(0, "pick_up", "XH")
    assert tablet.desk.basket is before


def test_a_style_tells_what_is_sold_out_from_what_nobody_has_reported(tablet):
    seen = tablet.desk.style("LINEN-SHIRT")
    assert seen is not None
    cells = {cell.variant.sku: (bool(cell.offers), cell.known, cell.price_minor) for cell in seen.cells}
    assert cells[retailer.SHIRT_M] == (True, True, 39_900)
    assert cells["LINEN-SHIRT/WHITE/S"] == (False, False, 39_900)
    tablet.desk.add(retailer.TOTE_ONE, 10)
    tablet.desk.place()
    tote = tablet.desk.style("CANVAS-TOTE")
    assert tote is not None
    assert [(cell.offers, cell.known) for cell in tote.cells] == [((), True)]
    assert tablet.desk.style("NO-SUCH-STYLE") is None


def test_our_own_requests_lessen_what_others_have_until_hq_knows_of_them(tablet):
    def pieces() -> int | None:
        return next(offer.pieces for offer in tablet.desk.offers(retailer.SHIRT_L) if offer.promise.source == "XH")

    assert pieces() == 1
    tablet.desk.add(retailer.SHIRT_L, kind="pick_up", source="XH")
    tablet.desk.place(retailer.PHONE)
    assert "XH" not in {offer.promise.source for offer in tablet.desk.offers(retailer.SHIRT_L)}
    tablet.journal.hq_knows()
    assert pieces() == 1, "from now on HQ's own figures say it"


def test_before_the_first_sync_the_desk_says_so(tablet):
    empty = _with_catalogue(tablet, MemoryCatalogue())
    for verb in (lambda: empty.desk.style("LINEN-SHIRT"), lambda: empty.desk.scan(GTIN), lambda: empty.desk.add(GTIN)):
        with pytest.raises(EnvironmentProblem, match="not been synced"):
            verb()
    assert empty.desk.screen is Screen.SHOPPER


def test_open_orders_are_the_newest_first_and_end_with_their_order(tablet):
    numbers = []
    for _ in range(3):
        tablet.clock.advance(minutes=1)
        numbers.append(_order(tablet)[0])
    assert [order.placed.number for order in tablet.desk.open_orders()] == numbers[::-1]
    tablet.desk.cancel(tablet.desk.order_by_number(numbers[1].lower()).order_id, "changed their mind")
    assert [order.placed.number for order in tablet.desk.open_orders()] == [numbers[2], numbers[0]]
    assert tablet.desk.order("no-such-order") is None


def test_what_hq_does_not_have_is_counted(tablet):
    _order(tablet)
    status = tablet.desk.sync_status()
    assert (status.pending_orders, status.pending_minor, status.online) == (1, 39_900, False)
    tablet.journal.hq_knows()
    assert tablet.desk.sync_status().pending_events == 0
