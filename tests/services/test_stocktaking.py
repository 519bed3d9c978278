"""Boxes and counts: movements with a reason, and nothing that a slipped finger could make of them."""

import pytest

from kiosk.domain.events import MAX_PIECES
from kiosk.errors import InputError, RuleError
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet


@pytest.fixture
def tablet() -> MemoryTablet:
    made = memory_tablet()
    made.unlock()
    return made


def _on_hand(tablet: MemoryTablet, sku: str = retailer.SHIRT_M) -> int:
    return tablet.reader.own_stock((sku,))[sku].on_hand


def test_a_received_box_is_on_the_shelf_at_once(tablet):
    tablet.desk.receive("DN-2026-17", {retailer.SHIRT_M: 4, retailer.SHIRT_L: 1})
    assert (_on_hand(tablet), _on_hand(tablet, retailer.SHIRT_L)) == (7, 1)
    assert tablet.journal.state.events[-1].actor == "G-LIN"
    tablet.desk.add(retailer.SHIRT_L)
    assert tablet.desk.basket.lines[0].offer.kind == "take_now"


def test_a_variant_nobody_had_before_has_a_figure_after_its_first_box(tablet):
    assert retailer.COAT_S not in tablet.reader.own_stock((retailer.COAT_S,))
    tablet.desk.receive("DN-1", {retailer.COAT_S: 2})
    assert _on_hand(tablet, retailer.COAT_S) == 2


def test_the_same_variant_scanned_and_typed_adds_up(tablet):
    gtin = retailer.variant(retailer.SHIRT_M).gtin
    tablet.desk.receive("DN-1", {gtin: 2, gtin[1:]: 1, retailer.SHIRT_M.lower(): 1})
    assert _on_hand(tablet) == 7
    assert tablet.desk.count({gtin: 2, retailer.SHIRT_M: 3}) == {retailer.SHIRT_M: -2}


@pytest.mark.parametrize(
    ("document", "pieces", "source"),
    [
        ("", {retailer.SHIRT_M: 1}, None),
        ("DN-1", {}, None),
        ("DN-1", {retailer.SHIRT_M: 0}, None),
        ("DN-1", {retailer.SHIRT_M: -1}, None),
        ("DN-1", {retailer.SHIRT_M: 6_901_234_567_892}, None),
        ("DN-1", {"NO-SUCH-THING": 1}, None),
        ("DN-1", {retailer.SHIRT_M: 1}, "JA"),
        ("DN-1", {retailer.SHIRT_M: 1}, "NOWHERE"),
    ],
)
def test_a_box_that_cannot_be_is_refused_whole(tablet, document, pieces, source):
    before = len(tablet.journal.state.events)
    with pytest.raises(InputError):
        tablet.desk.receive(document, {retailer.SHIRT_L: 1, **pieces} if pieces else pieces, source)
    assert len(tablet.journal.state.events) == before


def test_a_count_moves_only_the_difference(tablet):
    assert tablet.desk.count({retailer.SHIRT_M: 3, retailer.TOTE_ONE: 8}) == {retailer.TOTE_ONE: -2}
    assert (_on_hand(tablet), _on_hand(tablet, retailer.TOTE_ONE)) == (3, 8)


def test_a_count_sees_what_is_held_as_still_lying_there(tablet):
    tablet.desk.add(retailer.SHIRT_M, 2)
    tablet.desk.place()
    assert tablet.desk.count({retailer.SHIRT_M: 3}) == {}


@pytest.mark.parametrize("pieces", [{}, {retailer.SHIRT_M: -1}, {retailer.SHIRT_M: MAX_PIECES + 1}])
def test_a_count_that_cannot_be_is_refused(tablet, pieces):
    with pytest.raises(InputError):
        tablet.desk.count(pieces)


def test_shelves_are_counted_by_somebody(tablet):
    tablet.desk.lock()
    for verb in (
        lambda: tablet.desk.count({retailer.SHIRT_M: 1}),
        lambda: tablet.desk.receive("DN-1", {retailer.SHIRT_M: 1}),
    ):
        with pytest.raises(RuleError, match="guide"):
            verb()
