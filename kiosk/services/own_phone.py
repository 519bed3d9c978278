"""The shopper's own phone: links to head office's pages, for one order, signed by this tablet, and for a guide."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from kiosk.domain.details import Detail
from kiosk.domain.order import OrderStatus, OrderView
from kiosk.domain.order_token import Asks, OrderToken, seal
from kiosk.domain.staff import StaffMember

PUBLIC_URL = "public.url"
PATH, GUIDE_PATH = "/o/", "/g/"


@dataclass(frozen=True, slots=True)
class PublicCode:
    """What of a guide stands on paper and glass for everybody, and where a phone gets with it."""

    code: str
    link: str


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

    def guide(self, staff: StaffMember | None) -> PublicCode | None:
        """The code by which a member makes somebody their guide; None of nobody, or when phones cannot get there."""
        base = self.base().rstrip("/")
        if staff is None or not base:
            return None
        code = staff.public_code or staff.id
        return PublicCode(code, f"{base}{GUIDE_PATH}{quote(code, safe='')}")


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


def no_code(_staff_id: str) -> PublicCode | None:
    """Where nobody has a public code."""
    return None
