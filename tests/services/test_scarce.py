"""Limited styles: off our own shelf they are sold by rights alone, in the order's own event."""

from dataclasses import replace

import pytest

from kiosk.domain.catalogue import SaleMode
from kiosk.domain.events import Fulfilment, OrderPlaced, body_of
from kiosk.domain.rights import ReturnedRight, RightsReturned, SpentRight
from kiosk.errors import RuleError
from kiosk.texts import load_texts
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet
from ui.errors import sentence


@pytest.fixture
def tablet(monkeypatch: pytest.MonkeyPatch) -> MemoryTablet:
    """Shirts are limited; three of size M lie here."""
    found = memory_tablet()
    limited = replace(retailer.SHIRT, sale_mode=SaleMode.LIMITED)
    known = found.catalogue.page

    def page(style_id, zone, tier=""):
        seen = known(style_id, zone)
        return replace(seen, style=limited) if seen and style_id == limited.id else seen

    monkeypatch.setattr(found.catalogue, "page", page)
    return found


def _ways(tablet: MemoryTablet, sku: str = retailer.SHIRT_M) -> dict[str, int | None]:
    return {offer.kind.value: offer.pieces for offer in tablet.desk.offers(sku)}


def _placed(tablet: MemoryTablet) -> OrderPlaced:
    return next(body for event in tablet.journal.state.events if isinstance(body := body_of(event), OrderPlaced))


def test_without_a_right_nothing_is_taken_off_the_shelf_but_elsewhere_it_is_requested(tablet):
    assert Fulfilment.TAKE_NOW.value not in _ways(tablet)
    tablet.desk.add(retailer.SHIRT_M, kind="pick_up", source="XH")
    tablet.desk.place(retailer.PHONE)
    assert _placed(tablet).rights == ()


def test_as_much_is_offered_as_rights_go_and_sold_in_the_orders_own_event(tablet):
    tablet.journal.hq_grants(retailer.SHIRT_M, 1, "first")
    tablet.journal.hq_grants(retailer.SHIRT_M, 1, "second")
    assert _ways(tablet)["take_now"] == 2, "though three lie here"
    tablet.desk.add(retailer.SHIRT_M, 2, kind="take_now")
    tablet.desk.place()
    assert _placed(tablet).rights == (SpentRight("1", "first", 1), SpentRight("1", "second", 1))
    assert "take_now" not in _ways(tablet)


def test_what_was_spent_meanwhile_is_said_plainly_and_nothing_happened(tablet):
    tablet.journal.hq_grants(retailer.SHIRT_M, 2)
    tablet.desk.add(retailer.SHIRT_M, 2, kind="take_now")
    tablet.journal.hq_recalls()
    events = len(tablet.journal.state.events)
    with pytest.raises(RuleError, match=f"Only 0 of {retailer.SHIRT_M} can be promised") as refused:
        tablet.desk.place()
    assert len(tablet.journal.state.events) == events
    told = {language: sentence(refused.value, load_texts(language), retailer.JA) for language in ("en", "zh")}
    assert told["en"].startswith(f"Only 0 of {retailer.SHIRT_M} can be promised on this tablet now")
    assert told["zh"].startswith("本机现在只能承诺 0 件")


def test_rights_of_another_epoch_are_void(tablet):
    tablet.journal.hq_grants(retailer.SHIRT_M, 2)
    tablet.journal.epoch = 2
    assert "take_now" not in _ways(tablet)


def test_what_head_office_asks_for_is_answered_once_with_what_was_spent(tablet):
    tablet.journal.hq_grants(retailer.SHIRT_M, 2)
    assert tablet.desk.return_rights() == 0, "nobody asked"
    tablet.desk.add(retailer.SHIRT_M, kind="take_now")
    tablet.desk.place()
    tablet.journal.hq_recalls()
    tablet.journal.hq_grants("", 0, "question")
    assert tablet.desk.return_rights() == 2
    said = body_of(tablet.journal.state.events[-1])
    assert said == RightsReturned((ReturnedRight("right-1", 1), ReturnedRight("question", 0)))
    assert tablet.desk.return_rights() == 0


def test_other_styles_need_no_right(tablet):
    tablet.desk.add(retailer.TOTE_ONE, 3)
    tablet.desk.place()
    assert _placed(tablet).rights == ()
