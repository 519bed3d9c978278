"""A sold order and what is booked of its return: shared by the tests of returns and of exchanges."""

from dataclasses import replace

from kiosk.domain.basket import Basket
from kiosk.domain.events import Tender, TenderKind
from kiosk.domain.order import OrderView
from kiosk.domain.returns import Grade, ReturnReason
from kiosk.domain.ticket import ComingBack
from kiosk.services.returning import Returned, Ticket
from tests.fakes import retailer
from tests.fakes.retailer import SHIRT_M
from tests.fakes.tablet import MemoryTablet, memory_tablet

SHIRT, TOTE = retailer.PRICES_MINOR["LINEN-SHIRT"], retailer.PRICES_MINOR["CANVAS-TOTE"]
CASH, EXTERNAL, WALLET, CREDIT = TenderKind.CASH, TenderKind.EXTERNAL, TenderKind.WALLET, TenderKind.CREDIT


def english_tablet() -> MemoryTablet:
    tablet = memory_tablet()
    tablet.desk.set_language("en")
    tablet.unlock()
    return tablet


def sold(tablet: MemoryTablet, *skus: str, quantity: int = 1) -> OrderView:
    """An order that was paid and handed over."""
    for sku in skus or (SHIRT_M,):
        tablet.desk.add(sku, quantity)
    placed = tablet.desk.place()
    tablet.desk.till.pay_external(placed.order_id, f"T-{placed.placed.number}")
    return tablet.desk.hand_over(placed.order_id).order


def back(
    line_id: str = "1", pieces: int = 1, reason: ReturnReason = ReturnReason.SIZE, grade: Grade = Grade.AS_NEW
) -> ComingBack:
    return ComingBack(line_id, pieces, reason, grade)


def cash(minor: int, given: int = 0) -> Tender:
    return Tender(CASH, minor, given, given - minor if given else 0)


def new(tablet: MemoryTablet, *skus: str, kind: str = "", source: str = "") -> Basket:
    basket = Basket()
    for sku in skus:
        basket = tablet.desk.returns.add(basket, sku, kind=kind, source=source)
    return basket


def book(tablet: MemoryTablet, order: OrderView, *tenders: Tender, **fields: object) -> Returned:
    ticket = replace(Ticket(order.order_id, (back(),), tenders=tenders), **fields)  # type: ignore[arg-type]
    return tablet.desk.returns.book(ticket)


def told(tablet: MemoryTablet, since: int = 0) -> list[str]:
    return [event.type for event in tablet.journal.state.events[since:]]


def on_hand(tablet: MemoryTablet, sku: str = SHIRT_M) -> int:
    return tablet.reader.own_stock((sku,))[sku].on_hand


def trace(tablet: MemoryTablet) -> tuple[object, ...]:
    state = tablet.journal.state
    return len(state.events), len(state.slips), dict(state.counters), dict(state.blobs)


# Returns.
