"""The till on real files as in memory: limits as HQ sent them, a manager's PIN, payments of several tenders."""

import pytest

from kiosk.domain.events import Tender, TenderKind
from kiosk.domain.order import OrderView
from kiosk.domain.reductions import Wanted, Way
from kiosk.domain.returns import ReductionKind
from kiosk.domain.staff import Role, RoleLimits
from kiosk.services.approving import Approval, NeedsManager
from kiosk.services.desk import Desk
from kiosk.services.guiding import PinLocked, PinWrong
from kiosk.services.tendering import Given, ReferenceUsed
from tests.contracts.benches import Bench, guide_at
from tests.fakes import retailer

GUIDE = RoleLimits(Role.GUIDE, 10, 5_000, None, 100, 0)
TENTH = Wanted(ReductionKind.DISCOUNT, Way.PERCENT, 10, reason="a stain")
HALF = Wanted(ReductionKind.DISCOUNT, Way.PERCENT, 50, reason="a stain")
MEI = Approval(retailer.MEI_BADGE, retailer.MEI_PIN)


def desk_on(bench: Bench) -> Desk:
    """Of a guide who has signed in."""
    return guide_at(bench, retailer.LIN_BADGE, retailer.LIN_PIN)


def placed(desk: Desk) -> OrderView:
    desk.add(retailer.SHIRT_M)
    return desk.place()


def test_limits_count_over_restarts_and_a_manager_lifts_them(bench):
    bench.hq_limits(GUIDE)
    assert bench.reader.limits(Role.GUIDE) == GUIDE
    desk = desk_on(bench)
    order_id = placed(desk).order_id
    assert desk.till.reduce(order_id, TENTH).due_minor == 35_910
    bench.restart()
    desk = desk_on(bench)
    with pytest.raises(NeedsManager):
        desk.till.reduce(order_id, TENTH)
    assert desk.till.reduce(order_id, HALF, MEI).due_minor == 17_955
    facts = bench.reader.order(order_id)
    assert [fact.body.approved_by for fact in facts.reduced] == [None, "G-MEI"]
    assert [fact.stamp.actor for fact in facts.reduced] == ["G-LIN", "G-LIN"]


def test_no_restart_gives_back_a_try_at_a_managers_pin(bench):
    order_id = placed(desk_on(bench)).order_id
    for _ in range(5):
        with pytest.raises(PinWrong):
            desk_on(bench).till.reduce(order_id, HALF, Approval(retailer.MEI_BADGE, "0000"))
        bench.restart()
    with pytest.raises(PinLocked):
        desk_on(bench).till.reduce(order_id, HALF, MEI)


def test_what_was_taken_off_is_not_paid_and_a_reference_counts_once(bench):
    bench.hq_limits(GUIDE)
    desk = desk_on(bench)
    first, second = placed(desk), placed(desk)
    desk.till.reduce(first.order_id, TENTH)
    card = Given(TenderKind.EXTERNAL, 20_000, 'POS "1" – 号')
    paid = desk.till.pay(first.order_id, (card, Given(TenderKind.CASH, 20_000)))
    assert (paid.paid, paid.due_minor, paid.paid_minor, paid.attention) == (True, 0, 35_910, ())
    bench.restart()
    desk = desk_on(bench)
    rest = Given(TenderKind.CASH, 20_000)
    with pytest.raises(ReferenceUsed) as refused:
        desk.till.pay(second.order_id, (card, rest))
    assert refused.value.params == {"number": first.placed.number}
    assert desk.till.pay(second.order_id, (Given(TenderKind.WALLET, 19_999, card.reference), rest)).paid
    facts = bench.reader.order(second.order_id)
    assert facts.paid[0].body.tenders[1] == Tender(TenderKind.CASH, 19_901, 20_000, 99)
    assert facts.paid[0].body.receipt_number == second.placed.number.replace("-A-", "-A-R-")
