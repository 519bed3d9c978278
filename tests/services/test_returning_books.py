"""The books of random sales, returns and exchanges, as the journal tells them."""

import random

from kiosk.domain.events import OrderPaid, Tender, body_of
from kiosk.domain.order import view
from kiosk.domain.returns import GoodsReturned, Grade
from kiosk.domain.stock import StockRow
from kiosk.domain.ticket import Balance, refund_of, returnable, taken_back
from tests.fakes.retailer import SHIRT_L, SHIRT_M, TOTE_ONE
from tests.fakes.tablet import MemoryTablet, memory_tablet
from tests.services.returned import CREDIT, EXTERNAL, WALLET, back, book, new, on_hand, sold

ROUNDS = 60


def test_the_books_of_a_random_week_agree() -> None:
    """Sales, returns and exchanges at random: what came in less what went out is what the goods brought that stayed
    away, both sides of every credit agree, and the shelf is what went less what came back as new."""
    rng, tablet = random.Random(11), memory_tablet()
    tablet.journal.hq_stock([StockRow("JA", sku, 5_000) for sku in (SHIRT_M, SHIRT_L, TOTE_ONE)])
    tablet.unlock()
    orders = [sold(tablet, SHIRT_M, TOTE_ONE, quantity=3)]
    for _ in range(ROUNDS):
        if rng.random() < 0.3:
            orders.append(sold(tablet, *rng.sample((SHIRT_M, SHIRT_L, TOTE_ONE), 2), quantity=rng.randint(1, 4)))
            continue
        seen = tablet.desk.order(rng.choice(orders).order_id)
        left = returnable(seen) if seen else ()
        if seen is None or not left:
            continue
        chosen = tuple(
            back(item.line.line_id, rng.randint(1, item.returnable), grade=rng.choice(list(Grade)))
            for item in rng.sample(left, rng.randint(1, len(left)))
        )
        basket = new(tablet, *rng.choices((SHIRT_M, SHIRT_L, TOTE_ONE), k=rng.choice((0, 0, 1, 2, 4))))
        balance = Balance(refund_of(taken_back(seen, chosen)), basket.total_minor)
        owed = balance.back_minor or balance.due_minor
        tenders = (Tender(rng.choice((EXTERNAL, WALLET)), owed, reference=f"POS-{len(orders):04}"),) if owed else ()
        done = book(tablet, seen, *tenders, lines=chosen, new=basket)
        orders += [done.exchange] if done.exchange else []
    _audit(tablet)


def _audit(tablet: MemoryTablet) -> None:
    bodies = [body_of(event) for event in tablet.journal.state.events]
    returns = [body for body in bodies if isinstance(body, GoodsReturned)]
    payments = {body.order_id: body for body in bodies if isinstance(body, OrderPaid)}
    exchanges = [body for body in returns if body.exchange]
    assert min(len(exchanges), len(returns) - len(exchanges)) > ROUNDS / 10
    for body in exchanges:
        assert _credit(body.tenders) == _credit(payments[str(body.exchange)].tenders)
        assert sum(_credit(body.tenders).values()) > 0
    assert not any(_credit(body.tenders) for body in returns if not body.exchange)
    got = sum(_money(body.tenders) for body in payments.values()) - sum(_money(body.tenders) for body in returns)
    orders = [seen for facts in tablet.journal.state.orders() if (seen := view(facts))]
    assert got == sum(item.price_minor - item.refunded_minor for order in orders for item in order.lines)
    assert not any(order.attention or order.due_minor for order in orders)
    for sku in (SHIRT_M, SHIRT_L, TOTE_ONE):
        gone = sum(item.line.quantity for order in orders for item in order.lines if item.line.sku == sku)
        sold_lines = {(order.order_id, item.line.line_id): item.line.sku for order in orders for item in order.lines}
        shelved = sum(
            line.quantity
            for body in returns
            for line in body.lines
            if sold_lines[body.order_id, line.line_id] == sku and line.grade is Grade.AS_NEW
        )
        assert on_hand(tablet, sku) == 5_000 - gone + shelved


def _credit(tenders: tuple[Tender, ...]) -> dict[str, int]:
    """Return number → amount."""
    return {tender.reference: tender.amount_minor for tender in tenders if tender.kind is CREDIT}


def _money(tenders: tuple[Tender, ...]) -> int:
    return sum(tender.amount_minor for tender in tenders if tender.kind is not CREDIT)
