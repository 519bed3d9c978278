"""Prices change while a shopper's basket is open: it is priced again whole, and says so; what is confirmed is not."""

import pytest

from kiosk.domain.catalogue import Publication
from kiosk.domain.events import OrderPlaced, body_of
from kiosk.ports.sync import RoundApplied
from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.front import JACKET, JACKET_M
from tests.ui.glasses import Shown

TO_COME = f"{JACKET}/NAVY/XL"


def publish(shown: Shown) -> None:
    shown.tablet.catalogue.publish(Publication("P-NEXT", 1), {JACKET: 50_000})
    shown.bus.publish(RoundApplied("catalogue", 1))


@pytest.mark.parametrize(("language", "said"), [("en", "Prices have changed"), ("zh", "价格有变动")])
def test_an_open_basket_is_priced_again_whole_and_says_so(open_glass: Open, language: str, said: str) -> None:
    shown = open_glass(language=language)
    shown.play("wait page browse", f"scan {JACKET_M}", "wait object style.add", "click style.add")
    shown.play("click bar.basket", "wait page basket", "expect basket.total ¥599.00")
    publish(shown)
    shown.play("wait text basket.total ¥500.00", f"wait text notice '{said}'")


def test_what_a_shopper_has_confirmed_costs_what_they_read(open_glass: Open) -> None:
    shown = open_glass(language="en")
    shown.play("wait page browse", f"scan {TO_COME}", "wait object style.add", "click style.add", "click bar.basket")
    shown.play("wait page basket", "expect basket.total ¥599.00", "click basket.confirm", "wait page phone")
    publish(shown)
    shown.play(f"type {retailer.PHONE}", "click phone.place", "wait page placed")
    body = body_of(shown.tablet.journal.state.events[-1])
    assert isinstance(body, OrderPlaced)
    assert (body.total_minor, body.publication) == (59_900, retailer.PUBLICATION.id)
