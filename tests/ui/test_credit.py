"""Credit at the glass: seen at once, every entry with its sentence, disputed, claimed, decided, handed over."""

import pytest

from kiosk.domain.binding import MembersHandedOver
from kiosk.domain.credit_facts import CreditClaimed, CreditDecided, CreditDisputed
from kiosk.domain.events import body_of
from tests.fakes import retailer
from tests.ui.conftest import Open
from tests.ui.glasses import Shown
from tests.ui.walk import credit as walk
from tests.ui.walk.steps import ORDER, SIGN_IN


@pytest.fixture
def glass(open_glass: Open) -> Shown:
    shown = open_glass(walk.with_rules(), language="en")
    shown.play("wait page browse", "wait object browse.card.0")
    return shown


def _play(shown: Shown, script: str) -> None:
    shown.play(*(line.strip() for line in script.splitlines() if line.strip()))


def _bodies(shown: Shown, kind: type) -> list[object]:
    events = shown.tablet.journal.state.events
    return [body_of(event) for event in events if event.type == kind.__name__]


def test_a_sale_counts_as_soon_as_it_is_paid_and_says_why(glass: Shown) -> None:
    _play(glass, walk._SOLD)
    glass.play("click order.credit", "wait page credit", "expect credit.sentence.0 '60 % Lin: badge scanned'")
    glass.play("expect credit.amount.0 17.97", "click bar.credit", "wait object credit.commission.1")
    assert glass.window.app.credit.commission.rows[1].amount == "¥25.46"
    for row in range(glass.window.app.credit.entries.count):
        assert glass.window.app.credit.entries.rows[row].sentence


def test_who_does_not_agree_taps_a_reason_and_the_manager_decides(glass: Shown) -> None:
    _play(glass, walk._DISPUTED)
    (disputed,) = _bodies(glass, CreditDisputed)
    assert disputed.words == "disagree_wrong_share"  # type: ignore[attr-defined]
    _play(glass, walk._MANAGER)
    glass.play("wait text credit.scope.disputes (1)", "click credit.scope.disputes", "click credit.entry.0")
    glass.play("click credit.decide", "click credit.choice.G-MEI", "click credit.choice.both_agree")
    glass.play("wait text credit.scope.disputes (0)")
    (decided,) = _bodies(glass, CreditDecided)
    assert decided.guide == "G-MEI"  # type: ignore[attr-defined]
    glass.play("click credit.scope.order", "wait text credit.sentence.1 'both agree'")


def test_after_payment_a_claim_needs_a_managers_badge_and_pin(glass: Shown) -> None:
    _play(glass, ORDER + "\n" + SIGN_IN)
    glass.play("scan {N}", "wait page order")
    _play(glass, walk._PAY)
    glass.play("click order.credit", "click credit.claim", "click credit.choice.badge_forgotten")
    glass.play("wait object approval.badge")
    assert _bodies(glass, CreditClaimed) == []
    glass.play(f"scan {retailer.MEI_BADGE}", f"type {retailer.MEI_PIN}", "click approval.allow")
    glass.play("wait text credit.sentence.0 'My badge was not scanned'", "wait gone credit.claim")
    (claimed,) = _bodies(glass, CreditClaimed)
    assert (claimed.guide, claimed.approved_by) == ("G-LIN", "G-MEI")  # type: ignore[attr-defined]


def test_before_payment_a_forgotten_badge_is_repaired_by_the_guide_alone(glass: Shown) -> None:
    _play(glass, ORDER + "\n" + SIGN_IN)
    glass.play("scan {N}", "wait page order", "click order.credit", "click credit.claim")
    glass.play("click credit.choice.i_served", "wait object notice")
    assert len(_bodies(glass, CreditClaimed)) == 1


def test_a_manager_hands_a_guides_members_over_and_a_guide_cannot(glass: Shown) -> None:
    _play(glass, SIGN_IN)
    glass.play("click bar.credit", "wait page credit", "wait gone credit.whose", "wait gone credit.handOver")
    _play(glass, walk._MANAGER)
    glass.play("click credit.whose", "click credit.choice.G-LIN", "click credit.handOver", "click credit.choice.G-MEI")
    glass.play("expect credit.about 'Members of Lin: 2'", "click credit.choice.hand", "wait gone credit.handOver")
    (moved,) = _bodies(glass, MembersHandedOver)
    assert moved.members == ("m-42", "m-43")  # type: ignore[attr-defined]
