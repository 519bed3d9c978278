"""Taking something off: with a reason, before payment, within a limit or with a manager's PIN."""

import pytest

from kiosk.domain.events import body_of
from kiosk.domain.reductions import Wanted, Way
from kiosk.domain.returns import PriceReduced, Reduction, ReductionKind
from kiosk.domain.staff import MAX_TRIES, Role, RoleLimits
from kiosk.errors import InputError, RuleError
from kiosk.services.approving import Approval, NeedsManager
from kiosk.services.guiding import PinLocked, PinWrong
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet, words

GUIDE = RoleLimits(Role.GUIDE, 10, 5_000, 20, 100, 0)
MEI = Approval(retailer.MEI_BADGE, retailer.MEI_PIN)
FIVE_PERCENT = Wanted(ReductionKind.DISCOUNT, Way.PERCENT, 5, reason="a stain")
HALF = Wanted(ReductionKind.DISCOUNT, Way.PERCENT, 50, reason="a stain")


@pytest.fixture
def tablet() -> MemoryTablet:
    tablet = memory_tablet()
    tablet.reader.role_limits[Role.GUIDE] = GUIDE
    return tablet


def placed(tablet: MemoryTablet, *skus: str) -> str:
    for sku in skus or (retailer.SHIRT_M,):
        tablet.desk.add(sku)
    order_id = tablet.desk.place().order_id
    tablet.unlock()
    return order_id


def last_body(tablet: MemoryTablet) -> PriceReduced:
    body = body_of(tablet.journal.state.events[-1])
    assert isinstance(body, PriceReduced)
    return body


def test_within_the_limit_a_guide_takes_off_alone(tablet):
    order_id = placed(tablet, retailer.SHIRT_M, retailer.TOTE_ONE)
    order = tablet.desk.till.reduce(order_id, FIVE_PERCENT)
    assert (order.reduced_minor, order.due_minor) == (2_640, 50_160)
    event = tablet.journal.state.events[-1]
    assert event.actor == "G-LIN"
    assert last_body(tablet) == PriceReduced(
        order_id, ReductionKind.DISCOUNT, (Reduction("1", 1_995), Reduction("2", 645)), "a stain", None
    )


def test_above_it_a_manager_allows_it_and_the_guide_stays_signed_in(tablet):
    order_id = placed(tablet)
    with pytest.raises(NeedsManager) as refused:
        tablet.desk.till.reduce(order_id, HALF)
    assert refused.value.params == {"line_percent": 10}
    before = len(tablet.journal.state.events)
    order = tablet.desk.till.reduce(order_id, HALF, MEI)
    assert order.due_minor == 19_950
    assert len(tablet.journal.state.events) == before + 1
    assert last_body(tablet).approved_by == "G-MEI"
    assert tablet.journal.state.events[-1].actor == "G-LIN"
    assert tablet.desk.staff == retailer.LIN


def test_a_manager_who_was_asked_without_need_did_not_have_to_allow_it(tablet):
    tablet.desk.till.reduce(placed(tablet), FIVE_PERCENT, MEI)
    assert last_body(tablet).approved_by is None


def test_a_signed_in_manager_needs_nobody(tablet):
    order_id = placed(tablet)
    tablet.unlock(retailer.MEI_BADGE, retailer.MEI_PIN)
    assert tablet.desk.till.reduce(order_id, HALF).due_minor == 19_950
    assert last_body(tablet).approved_by is None


def test_not_even_a_manager_gives_more_than_head_office_lets_them(tablet):
    tablet.reader.role_limits[Role.MANAGER] = RoleLimits(Role.MANAGER, 30, None, None, None, None)
    order_id = placed(tablet)
    with pytest.raises(RuleError, match="more than a manager may") as refused:
        tablet.desk.till.reduce(order_id, HALF, MEI)
    assert not isinstance(refused.value, NeedsManager)
    tablet.unlock(retailer.MEI_BADGE, retailer.MEI_PIN)
    with pytest.raises(RuleError, match="more than a manager may"):
        tablet.desk.till.reduce(order_id, HALF)


def test_before_hq_has_said_anything_a_guide_gives_nothing_away_alone(tablet):
    tablet.reader.role_limits.clear()
    order_id = placed(tablet)
    for kind in ReductionKind:
        with pytest.raises(NeedsManager) as refused:
            tablet.desk.till.reduce(order_id, Wanted(kind, Way.AMOUNT, 1, reason="a stain"))
        assert refused.value.params == {}
    assert tablet.desk.till.reduce(order_id, HALF, MEI).due_minor == 19_950


def test_wrong_pins_of_the_manager_are_counted_and_lock_as_at_signing_in(tablet):
    order_id = placed(tablet)
    for left in range(MAX_TRIES - 1, -1, -1):
        with pytest.raises(PinWrong) as refused:
            tablet.desk.till.reduce(order_id, HALF, Approval(retailer.MEI_BADGE, "0000"))
        assert refused.value.params["left"] == left
    with pytest.raises(PinLocked):
        tablet.desk.till.reduce(order_id, HALF, MEI)
    with pytest.raises(PinLocked):
        tablet.unlock(retailer.MEI_BADGE, retailer.MEI_PIN)
    tablet.desk.lock()
    tablet.clock.advance(minutes=6)
    tablet.unlock()
    assert tablet.desk.till.reduce(order_id, HALF, MEI).due_minor == 19_950


@pytest.mark.parametrize("badge", [retailer.LIN_BADGE, "B-NOBODY001", "LINEN-SHIRT/INDIGO/M", ""])
def test_a_badge_that_is_no_managers_allows_nothing_and_counts_no_try(tablet, badge):
    order_id = placed(tablet)
    for ask in (
        lambda: tablet.desk.manager_with(badge),
        lambda: tablet.desk.till.reduce(order_id, HALF, Approval(badge, "0000")),
    ):
        with pytest.raises(InputError, match="badge"):
            ask()
    assert all(not attempts.failed for attempts in tablet.journal.state.pins.values())
    assert tablet.desk.manager_with(retailer.MEI_BADGE) == retailer.MEI


def test_nobody_takes_off_without_being_signed_in(tablet):
    order_id = placed(tablet)
    tablet.desk.lock()
    with pytest.raises(RuleError, match="needs a guide"):
        tablet.desk.till.reduce(order_id, HALF, MEI)
    with pytest.raises(RuleError, match="needs a guide"):
        tablet.desk.manager_with(retailer.MEI_BADGE)


@pytest.mark.parametrize("reason", ["", "   ", "\n\x07"])
def test_a_reason_is_needed_but_for_odd_change(tablet, reason):
    order_id = placed(tablet)
    with pytest.raises(InputError, match="why"):
        tablet.desk.till.reduce(order_id, Wanted(ReductionKind.DISCOUNT, Way.AMOUNT, 1, reason=reason))
    tablet.desk.till.reduce(order_id, Wanted(ReductionKind.SMALL_CHANGE, Way.AMOUNT, 50, reason=reason))
    assert last_body(tablet).reason == "small_change"


def test_a_typed_reason_is_kept_on_one_line_and_not_longer_than_paper_is(tablet):
    reason = "a stain\non the\tcollar " + "x" * 100
    tablet.desk.till.reduce(placed(tablet), Wanted(ReductionKind.DISCOUNT, Way.AMOUNT, 1, reason=reason))
    assert last_body(tablet).reason.startswith("a stain on the collar xxx")
    assert len(last_body(tablet).reason) == 80


def test_only_what_is_open_and_unpaid_becomes_cheaper(tablet):
    paid, cancelled = placed(tablet), placed(tablet, retailer.TOTE_ONE)
    tablet.desk.till.pay_cash(paid, 39_900)
    tablet.desk.cancel(cancelled, "changed their mind")
    for order_id in (paid, cancelled):
        with pytest.raises(RuleError, match="open and not paid"):
            tablet.desk.till.reduce(order_id, FIVE_PERCENT)
    with pytest.raises(RuleError, match="not known here"):
        tablet.desk.till.reduce("no-such-order", FIVE_PERCENT)


def test_the_receipt_says_what_was_taken_off_and_adds_up(tablet):
    order_id = placed(tablet, retailer.SHIRT_M, retailer.TOTE_ONE)
    tablet.desk.set_language("en")
    tablet.desk.till.reduce(order_id, Wanted(ReductionKind.DISCOUNT, Way.AMOUNT, 2_000, "1", "a stain"))
    tablet.desk.till.reduce(order_id, Wanted(ReductionKind.SMALL_CHANGE, Way.AMOUNT, 100))
    order = tablet.desk.till.pay_cash(order_id, 60_000)
    assert order.paid
    said = words(tablet.slips[-1]).splitlines()
    assert "优惠 | −¥20.75" in said  # the order was placed in Chinese; the odd change fell upon both lines
    assert "优惠 | −¥0.25" in said
    assert "折前合计 | ¥528.00" in said
    assert "共优惠 | −¥21.00" in said
    assert "合计 | ¥507.00" in said


def test_a_receipt_without_reductions_says_nothing_of_them(tablet):
    tablet.desk.till.pay_cash(placed(tablet), 40_000)
    assert "优惠" not in words(tablet.slips[-1])
