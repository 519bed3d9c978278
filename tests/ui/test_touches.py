"""How often a shopper has to touch the glass. Characters and digits that are typed do not count; every other press
does."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject

from kiosk.domain.events import Fulfilment
from tests.ui.conftest import Open
from tests.ui.front import JACKET_M
from tests.ui.glasses import Shown

SCANNED, SEARCHED_AND_DELIVERED = 4, 8
KNIT_XL = "CHUNKY-KNIT/SAGE/XL"
BOTH_WAYS = pytest.mark.parametrize("size", [(1280, 800), (800, 1280)], ids=["lying", "standing"])


class Finger(QObject):
    """Counts what a window hears of a finger."""

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        self.presses = 0
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
            self.presses += 1
        return False


@pytest.fixture
def passer_by(open_glass: Open, size: tuple[int, int]) -> Iterator[Shown]:
    """Nobody has touched it yet."""
    shown = open_glass(size=size, language="en", attract=True)
    shown.play("wait page attract", "wait object attract.search")
    yield shown
    (order,) = shown.tablet.desk.open_orders()
    assert order.placed.number == shown.player.remembered["N"]


@BOTH_WAYS
def test_a_scanned_garment_is_ordered_within_four_touches(passer_by: Shown) -> None:
    finger = Finger(passer_by.window.quick)
    passer_by.play(f"scan {JACKET_M}", "wait page style", "click style.add", "click style.toBasket")
    passer_by.play("click basket.confirm", "wait page placed", "remember N placed.number")
    assert 0 < finger.presses <= SCANNED


@BOTH_WAYS
def test_a_garment_that_is_searched_is_on_its_way_to_the_door_within_eight_touches(passer_by: Shown) -> None:
    """Its size and its way are chosen, although another way is sooner."""
    finger = Finger(passer_by.window.quick)
    passer_by.play("click attract.search", "type roll-neck", "wait text browse.heading 1", "click browse.card.0")
    passer_by.play(f"click style.cell.{KNIT_XL}", "wait text style.way.1 Home", "click style.way.1")
    passer_by.play("wait text style.add Home", "click style.add", "click style.toBasket", "click basket.confirm")
    passer_by.play("wait page phone", "type 13800000001", "click phone.place", "wait page placed")
    passer_by.play("remember N placed.number")
    assert 0 < finger.presses <= SEARCHED_AND_DELIVERED
    order = passer_by.tablet.desk.order_by_number(passer_by.player.remembered["N"])
    assert [item.line.fulfilment for item in order.lines] == [Fulfilment.DELIVER]
