"""Ways to the pages where something can be typed or scanned, with something typed already."""

from collections.abc import Callable

from tests.fakes import retailer
from tests.ui.front import JACKET_M
from tests.ui.glasses import Shown

Place = Callable[[Shown], None]


def at_search(shown: Shown) -> None:
    shown.play("click bar.search", "type shi", "wait text bar.search shi")


def at_style(shown: Shown) -> None:
    shown.play(f"scan {JACKET_M}", "wait page style")


def at_basket(shown: Shown) -> None:
    at_style(shown)
    shown.play("click style.add", "click bar.basket", "wait page basket")


def at_phone(shown: Shown) -> None:
    shown.play("scan PADDED-JACKET/NAVY/XL", "click style.add", "click bar.basket", "click basket.confirm")
    shown.play("wait page phone", "type 138")


def at_pin(shown: Shown) -> None:
    shown.play(f"scan {retailer.LIN_BADGE}", "wait page pin", "type 24")


def at_orders(shown: Shown) -> None:
    shown.sign_in()


def at_payment(shown: Shown) -> None:
    at_basket(shown)
    shown.play("click basket.confirm", "wait page placed", "remember N placed.number", "click placed.done")
    shown.sign_in()
    shown.play("scan {N}", "click order.pay", "wait page payment", "type 700")


def at_note(shown: Shown) -> None:
    shown.sign_in()
    shown.play("click bar.stock", "wait page stock", "click stock.note", "type dn-7")


def at_a_sheet(shown: Shown) -> None:
    shown.play("click bar.access", "wait object access.lowReach")


PLACES = (at_search, at_style, at_basket, at_phone, at_pin, at_orders, at_payment, at_note, at_a_sheet)
