"""The shopper's own phone: a link, signed by this tablet, to head office's page for one order."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.details import Detail
from kiosk.domain.order import OrderStatus, OrderView
from kiosk.domain.order_token import Asks, OrderToken, seal

PUBLIC_URL = "public.url"
PATH = "/o/"


@dataclass(frozen=True, slots=True)
class OwnPhone:
    """Makes links. `base` says where phones reach head office, "" while nobody has said; it may come later."""

    device: str
    sign: Callable[[bytes], bytes]
    base: Callable[[], str]

    def link(self, order: OrderView, now_ms: int) -> str:
        """Where this order's shopper gives what is still asked for; "" when nothing is, or phones cannot get there.
        Only the tablet that placed an order can ask."""
        asks, base = asks_of(order), self.base().rstrip("/")
        if not asks or not base or order.stamp.device != self.device:
            return ""
        return f"{base}{PATH}{seal(OrderToken(self.device, order.order_id, asks, now_ms), self.sign)}"


def asks_of(order: OrderView) -> Asks:
    """An address where something goes to the door and none is given; whoever is asked may have an invoice as well, and
    so may whoever has paid."""
    asks = Asks(0)
    if order.status in (OrderStatus.CANCELLED, OrderStatus.LAPSED):
        return asks
    if order.lacks_address:
        asks |= Asks.ADDRESS
    if Detail.INVOICE not in order.given and (asks or order.paid):
        asks |= Asks.INVOICE
    return asks


def no_link(_order: OrderView, _now_ms: int) -> str:
    """Where no phone is asked anything."""
    return ""
