"""An exchange on a tablet in memory and on real files: the same unit of work, the same shelf, the same numbers."""

from dataclasses import replace

import pytest

from kiosk.domain.basket import Basket
from kiosk.domain.events import OrderPlaced, Tender, TenderKind
from kiosk.domain.order import OrderStatus, view
from kiosk.domain.returns import Grade, ReturnReason
from kiosk.domain.staff import Role, RoleLimits
from kiosk.domain.ticket import ComingBack
from kiosk.errors import RuleError
from kiosk.services.desk import Desk
from kiosk.services.returning import Ticket
from tests.contracts.benches import Bench, guide_at
from tests.domain.histories import Scribe, line
from tests.fakes import retailer
from tests.fakes.retailer import SHIRT_M, TOTE_ONE


def _guide(bench: Bench) -> Desk:
    bench.hq_limits(RoleLimits(Role.GUIDE, 0, 0, 0, 0, None))
    return guide_at(bench, retailer.LIN_BADGE, retailer.LIN_PIN)


def _on_hand(bench: Bench, *skus: str) -> list[int]:
    rows = bench.reader.own_stock(skus)
    figures = [rows[sku].on_hand for sku in skus]
    assert figures == bench.journal.run(lambda tx: [tx.own_stock(sku).on_hand for sku in skus])
    return figures


def test_an_exchange_is_whole_over_restarts_and_syncs(bench):
    desk = _guide(bench)
    desk.add(SHIRT_M)
    placed = desk.place()
    desk.till.pay_cash(placed.order_id, 39_900)
    desk.hand_over(placed.order_id)
    back = (ComingBack("1", 1, ReturnReason.SIZE, Grade.AS_NEW),)
    wrong = Ticket(placed.order_id, back, desk.returns.add(Basket(), TOTE_ONE))
    with pytest.raises(RuleError, match="not the difference"):
        desk.returns.book(wrong)
    assert _on_hand(bench, SHIRT_M, TOTE_ONE) == [2, 10], "nothing half done"
    right = replace(wrong, tenders=(Tender(TenderKind.CASH, 27_000),))
    done = desk.returns.book(right)
    assert (done.number, done.exchange and done.exchange.status) == ("JA-02-A-T-000001", OrderStatus.COMPLETED)
    for happening in (lambda: None, bench.restart, bench.hq_knows, bench.restart):
        happening()
        assert _on_hand(bench, SHIRT_M, TOTE_ONE) == [3, 9]
        facts = bench.reader.order_by_number(placed.placed.number)
        seen = view(facts) if facts else None
        assert seen is not None
        assert (seen.refunded_minor, seen.lines[0].returnable, seen.attention) == (39_900, 0, ())
        assert bench.reader.open_orders() == ()
        with pytest.raises(RuleError, match="can come back"):
            _guide(bench).returns.book(right)


def test_returns_have_a_gapless_series_of_their_own(bench):
    def numbers() -> list[str]:
        return bench.journal.run(lambda tx: [tx.next_number(name) for name in ("return", "order", "receipt")])

    def failing(tx):
        tx.next_number("return")
        raise RuleError("no")

    assert numbers() == ["JA-02-A-T-000001", "JA-02-A-000001", "JA-02-A-R-000001"]
    with pytest.raises(RuleError):
        bench.journal.run(failing)
    bench.restart()
    assert numbers() == ["JA-02-A-T-000002", "JA-02-A-000002", "JA-02-A-R-000002"]


def test_goods_of_another_shop_that_hq_told_of_come_back_here(bench):
    theirs = Scribe(order_id="order-of-xuhui")
    sold = replace(line(pieces=2), sku=SHIRT_M)
    placed = OrderPlaced(
        theirs.order_id, "XH-01-A-000009", "XH", (sold,), sold.total_minor, "CNY", "", "", 0, {"XH": "12345675"}
    )
    told = (theirs.write(placed, "xh-01"), theirs.paid(79_800, "xh-01"), theirs.handed("1", at="XH", device="xh-01"))
    bench.hq_knows(*told)
    facts = bench.reader.order_by_number("XH-01-A-000009")
    assert facts is not None
    back = (ComingBack("1", 1, ReturnReason.COLOUR, Grade.AS_NEW),)
    _guide(bench).returns.book(Ticket(facts.order_id, back, tenders=(Tender(TenderKind.CASH, 39_900),)))
    for happening in (lambda: None, bench.restart, lambda: bench.hq_knows(*told), bench.restart):
        happening()
        assert _on_hand(bench, SHIRT_M) == [4]
        known = bench.reader.order(facts.order_id)
        seen = view(known) if known else None
        assert seen is not None
        assert (seen.lines[0].returned, seen.refunded_minor, seen.lines[0].refund_minor(1)) == (1, 39_900, 39_900)
        assert bench.reader.open_orders() == (), "it was over, and still is"
