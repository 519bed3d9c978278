"""From basket to order, and an order's end without payment."""

from dataclasses import dataclass

from kiosk.domain.basket import Basket, BasketLine, Offer
from kiosk.domain.catalogue import Location, Publication
from kiosk.domain.codes import pick_up_code
from kiosk.domain.contact import contact_blob
from kiosk.domain.events import Fulfilment, OrderCancelled, OrderLapsed, OrderLine, OrderPlaced
from kiosk.domain.order import DOOR, OrderStatus, OrderView, view
from kiosk.domain.rights import SpentRight, after, spend
from kiosk.domain.waiting import can_lapse
from kiosk.errors import RuleError
from kiosk.ports.storage import JournalTx
from kiosk.services.receipts import order_slip
from kiosk.services.slip_parts import Paper

ENGINE = "plain-1"  # prices as published, no promotions yet
_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Checkout:
    """What placing an order needs beside the basket."""

    currency: str
    publication: Publication | None
    locations: dict[str, Location]
    phone: str = ""
    guide: str | None = None


def place_order(tx: JournalTx, basket: Basket, checkout: Checkout, paper: Paper) -> OrderView:
    """Record the order, hold the goods, queue its slip. Raises RuleError when the shelf no longer has what is taken
    now,
    or when a phone number is missing; nothing has happened then."""
    placed = record_order(tx, basket, checkout, paper)
    tx.enqueue(order_slip(placed, paper, checkout.phone))
    return placed


def record_order(tx: JournalTx, basket: Basket, checkout: Checkout, paper: Paper) -> OrderView:
    """As `place_order`, for whoever takes the payment in the same unit of work: without a slip to pay by."""
    _check(tx, basket, checkout)
    order_id = tx.new_id()
    here = paper.here
    lines = tuple(_line(str(index), line, checkout, here) for index, line in enumerate(basket.lines, 1))
    places = dict.fromkeys(line.promise.place for line in lines if line.promise.place != DOOR)
    body = OrderPlaced(
        order_id=order_id,
        number=tx.next_number("order"),
        shop=here.id,
        lines=lines,
        total_minor=basket.total_minor,
        currency=checkout.currency,
        publication=basket.publication or (checkout.publication.id if checkout.publication else ""),
        engine=ENGINE,
        lapses_ms=tx.now_ms + here.pay_limit_min * _MINUTE_MS,
        pick_up_codes={place: fresh_code(tx) for place in places},
        language=paper.texts.language,
        member=basket.member,
        contact=_contact(tx, checkout.phone),
        rights=_spend_rights(tx, basket),
    )
    tx.append(body, actor=checkout.guide or "shopper")
    return order_now(tx, order_id)


def order_now(tx: JournalTx, order_id: str) -> OrderView:
    """The order as it stands in this unit of work. Raises RuleError when this shop does not know it."""
    facts = tx.order(order_id)
    seen = view(facts) if facts else None
    if seen is None:
        raise RuleError("This order is not known here. It may be from another shop, or not synced yet.")
    return seen


def cancel_order(tx: JournalTx, order_id: str, reason: str, actor: str) -> OrderView:
    """Cancel before payment and release what the order held."""
    seen = order_now(tx, order_id)
    if seen.receipt_numbers:
        raise RuleError("This order is paid. It ends by hand-over or by a return, not by cancelling.")
    if seen.status is not OrderStatus.PLACED:
        raise RuleError("This order is already closed.")
    if not reason.strip():
        raise RuleError("A reason is needed to cancel an order.")
    tx.append(OrderCancelled(order_id, reason.strip()[:200]), actor)
    return order_now(tx, order_id)


def lapse_order(tx: JournalTx, order_id: str) -> bool:
    """Let an unpaid order lapse whose limit has passed; whether it did."""
    seen = order_now(tx, order_id)
    if not can_lapse(seen) or tx.now_ms < seen.placed.lapses_ms:
        return False
    tx.append(OrderLapsed(order_id, seen.placed.lapses_ms), actor="device")
    return True


def _check(tx: JournalTx, basket: Basket, checkout: Checkout) -> None:
    if not basket.lines:
        raise RuleError("The basket is empty.")
    if basket.needs_contact and not checkout.phone:
        raise RuleError("A phone number is needed for what is not taken now.")
    wanted: dict[str, int] = {}
    for line in basket.lines:
        if line.offer.kind is Fulfilment.TAKE_NOW:
            wanted[line.variant.sku] = wanted.get(line.variant.sku, 0) + line.quantity
    for sku, pieces in wanted.items():
        left = tx.own_stock(sku).atp()
        if left < pieces:
            raise RuleError(f"Only {left} of {sku} are left in this shop.", sku=sku, left=left)


def _spend_rights(tx: JournalTx, basket: Basket) -> tuple[SpentRight, ...]:
    """Scarce goods off our own shelf are sold by rights alone; of those elsewhere HQ decides, as of every request.
    Raises RuleError when the rights of this tablet do not go as far."""
    spent: list[SpentRight] = []
    for line_id, line in ((str(index), line) for index, line in enumerate(basket.lines, 1)):
        if line.scarce and line.offer.kind is Fulfilment.TAKE_NOW:
            rights = [after(right, spent) for right in tx.rights(line.variant.sku)]
            found = spend(line_id, line.quantity, rights)
            if sum(item.pieces for item in found) < line.quantity:
                left, sku = sum(right.left for right in rights), line.variant.sku
                raise RuleError(f"Only {left} of {sku} can be promised on this tablet now.", sku=sku, scarce=left)
            spent += found
    return tuple(spent)


def parties(offer: Offer, checkout: Checkout, here: Location) -> tuple[str, str]:
    """Whose goods they are, and who hands them over or ships them."""
    source = checkout.locations.get(offer.promise.source, here)
    hands_over = here if offer.kind in (Fulfilment.TAKE_NOW, Fulfilment.BRING_HERE) else source
    return source.party, hands_over.party


def _line(line_id: str, line: BasketLine, checkout: Checkout, here: Location) -> OrderLine:
    stock_owner, fulfilled_by = parties(line.offer, checkout, here)
    variant = line.variant
    return OrderLine(
        line_id=line_id,
        sku=variant.sku,
        style=variant.style,
        quantity=line.quantity,
        unit_price_minor=line.unit_price_minor,
        total_minor=line.total_minor,
        fulfilment=line.offer.kind,
        promise=line.offer.promise,
        sold_by=here.party,
        collected_by=here.party,
        stock_owner=stock_owner,
        fulfilled_by=fulfilled_by,
        name_zh=line.name_zh,
        name_en=line.name_en,
        colour_zh=variant.colour_zh,
        colour_en=variant.colour_en,
        size=variant.size,
        guide=line.guide or checkout.guide,
    )


def _contact(tx: JournalTx, phone: str) -> str | None:
    return tx.keep_blob(contact_blob(phone, tx.new_id() + tx.random_digits(16))) if phone else None


def fresh_code(tx: JournalTx) -> str:
    """A pick-up code that waits nowhere in this shop."""
    while True:
        code = pick_up_code(tx.random_digits(7))
        if not tx.pick_up_code_taken(code):
            return code
