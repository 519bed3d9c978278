"""The ways to get a variant that a shopper is shown."""

from dataclasses import replace

from kiosk.domain.basket import Offer, offers
from kiosk.domain.events import Fulfilment
from kiosk.domain.stock import StockRow
from tests.fakes import retailer
from tests.fakes.clock import MONDAY_14_MS
from ui.viewmodels.ways import useful

SHOPS = tuple(replace(retailer.XH, id=f"S{n}", pack_days=n, transfer_days=n, parcels_a_day=5) for n in range(5))


def every_way() -> tuple[Offer, ...]:
    stock = [StockRow(shop.id, retailer.SHIRT_M, 9) for shop in (*SHOPS, retailer.WH, retailer.JA)]
    return offers(retailer.JA, (*SHOPS, retailer.WH, retailer.JA), stock, MONDAY_14_MS)


def test_what_a_shopper_cannot_tell_apart_is_one_way_and_the_soonest_of_it() -> None:
    found = useful(every_way())
    kinds = [offer.kind for offer in found]
    assert (
        kinds.count(Fulfilment.TAKE_NOW) == kinds.count(Fulfilment.DELIVER) == kinds.count(Fulfilment.BRING_HERE) == 1
    )
    assert kinds.count(Fulfilment.PICK_UP) == 3
    for offer in found:
        rivals = [rival for rival in every_way() if rival.kind is offer.kind and rival not in found]
        assert all(rival.promise.latest_ms >= offer.promise.latest_ms for rival in rivals)


def test_the_best_way_comes_first_and_the_order_stays() -> None:
    everything = every_way()
    found = useful(everything)
    assert found[0].kind is Fulfilment.TAKE_NOW
    assert list(found) == [offer for offer in everything if offer in found]
    assert useful(()) == ()
