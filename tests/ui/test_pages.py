"""Every page, in both languages, lying down and standing up: no message of Qt, nothing cut, nothing too small."""

import pytest

from kiosk.ports.sync import SyncProgress, SyncState
from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.glasses import JACKET, JACKET_M, LANDSCAPE, PORTRAIT, Shown, empty_tablet
from tests.ui.layout import faults

WAYS = pytest.mark.parametrize(
    ("language", "size"),
    [("zh", LANDSCAPE), ("zh", PORTRAIT), ("en", LANDSCAPE), ("en", PORTRAIT), ("en", (1920, 1080))],
    ids=["zh lying", "zh standing", "en lying", "en standing", "en large"],
)


class Critic:
    """Looks at a page after every few steps."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        self.found: list[str] = []

    def look(self, *steps: str) -> None:
        self.shown.play(*steps, "wait object page")
        where = f"{self.shown.window.app.page} after {steps[-1]!r}"
        self.found += [f"{where}: {fault}" for fault in faults(self.shown.window.quick)]
        self.shown.window.app.notice.dismiss()


@WAYS
def test_a_shoppers_pages_are_sound(open_glass: Open, language: str, size: tuple[int, int]) -> None:
    shown = open_glass(size=size, language=language)
    critic = Critic(shown)
    critic.look("wait page browse", "wait object browse.card.0")
    critic.look("click bar.access", "wait object access.lowReach")
    critic.look("click sheet.close", "click bar.search", "type shirt", "wait text browse.heading shirt")
    critic.look("type zzz", "wait object browse.nothing")
    critic.look("click search.clear", "press Return")
    critic.look("click bar.basket", "wait page basket")
    critic.look(f"scan {JACKET_M}", "wait page style", "wait object style.add")
    critic.look("click style.add", "wait object style.added")
    critic.look("click style.add", "wait object style.problem")
    critic.look(f"click style.cell.{JACKET}/CAMEL/S", "wait object style.noWay")
    critic.look(f"click style.cell.{JACKET}/NAVY/L", "click style.add")
    critic.look(f"click style.cell.{JACKET}/SAGE/XL", "click style.add", "click bar.basket", "wait page basket")
    critic.look("click basket.line.1.way", "wait object basket.way.0")
    critic.look("click sheet.close", "click basket.confirm", "wait page phone")
    shown.bus.publish(SyncState(False, shown.tablet.clock() - 480_000))
    critic.look("type 13800000000", "wait object banner.since")
    critic.look("click phone.place", "wait page placed")
    critic.look("remember N placed.number", "click placed.done", "wait page browse")
    critic.look("scan {N}", "wait page myOrder")
    critic.look("click myOrder.cancel", "wait object myOrder.cancel.no")
    critic.look("click myOrder.cancel.yes", "wait object notice")
    assert critic.found == []


@WAYS
def test_a_guides_pages_are_sound(open_glass: Open, language: str, size: tuple[int, int]) -> None:
    shown = open_glass(size=size, language=language)
    critic = Critic(shown)
    shown.play("wait page browse", f"scan {JACKET_M}", "click style.add", "scan PADDED-JACKET/NAVY/XL")
    shown.play("wait text style.reference NAVY/XL", "click style.add")
    shown.play("click bar.basket", "click basket.confirm", "type 13800000000", "click phone.place", "wait page placed")
    shown.play("remember N placed.number", "digits C placed.code.0", "click placed.done")
    critic.look(f"scan {retailer.LIN_BADGE}", "wait page pin")
    critic.look("type 9999", "click pin.unlock", "wait text pin.error 4")
    critic.look(f"type {retailer.LIN_PIN}", "click pin.unlock", "wait page orders", "wait object orders.order.{N}")
    critic.look("click orders.order.{N}", "wait page order")
    critic.look("click order.cancel", "wait object order.reason.mistake")
    critic.look("click sheet.close", "click order.pay", "wait page payment")
    critic.look("click payment.external", "type tx-1234")
    critic.look("click payment.cash", "type 5")
    critic.look("click pad.erase", "click payment.suggestion.1")
    critic.look("click payment.take", "wait page order", "wait object order.receipts")
    critic.look("scan P-{C}", "wait page handed")
    critic.look("click handed.done", "scan P-{C}", "wait page handed")
    critic.look("click handed.done", "click bar.sync", "wait page sync")
    critic.look("click bar.stock", "wait page stock")
    critic.look("type dn-7", "press Return", f"scan {JACKET_M}", "wait object stock.piece.0")
    critic.look("click stock.count", "click bar.range", "wait page browse")
    assert critic.found == []


@WAYS
def test_waiting_for_the_first_sync_is_a_page_too(open_glass: Open, language: str, size: tuple[int, int]) -> None:
    shown = open_glass(empty_tablet(), size, language=language)
    critic = Critic(shown)
    critic.look("wait page waiting")
    shown.bus.publish(SyncProgress("catalogue", 5_000, 13_000))
    critic.look("wait text waiting.text 5,000")
    shown.bus.publish(SyncProgress("catalogue", 5_000_000, 13_000_000, "bytes"))
    critic.look("wait text waiting.text 13.0")
    assert critic.found == []
