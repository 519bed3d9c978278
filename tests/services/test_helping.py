"""A guide is called to the tablet."""

import pytest

from kiosk.domain.events import GuideAnswered, GuideCallCancelled, GuideCalled, body_of
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet, memory_tablet


@pytest.fixture
def tablet() -> MemoryTablet:
    return memory_tablet()


def told(tablet: MemoryTablet) -> list[type]:
    return [type(body_of(event)) for event in tablet.journal.state.events if event.type.startswith("Guide")]


def test_a_call_says_where_and_since_when_and_not_who(tablet):
    tablet.desk.scan(retailer.MEMBER_CODE)
    call = tablet.desk.call_guide("style", "LINEN-SHIRT")
    assert call == tablet.desk.guide_call()
    assert (call.called.shop, call.called.page, call.called.style) == ("JA", "style", "LINEN-SHIRT")
    assert call.called_ms == tablet.clock()
    assert retailer.MEMBER.id.encode() not in tablet.journal.state.events[-1].body


def test_who_calls_twice_waits_for_the_same_guide(tablet):
    assert tablet.desk.call_guide("style") == tablet.desk.call_guide("basket")
    assert told(tablet) == [GuideCalled]


def test_a_badge_answers_it_and_the_guide_learns_what_was_asked(tablet):
    call = tablet.desk.call_guide("basket")
    tablet.clock.now_ms += 60_000
    seen = tablet.desk.scan(retailer.LIN_BADGE)
    assert seen.answered == call
    assert told(tablet) == [GuideCalled, GuideAnswered]
    assert tablet.journal.state.events[-1].actor == seen.staff.id
    assert tablet.desk.guide_call() is None


def test_a_badge_without_a_call_answers_none(tablet):
    assert tablet.desk.scan(retailer.LIN_BADGE).answered is None
    assert told(tablet) == []


def test_it_can_be_cancelled_once(tablet):
    tablet.desk.call_guide("basket")
    tablet.desk.cancel_call()
    tablet.desk.cancel_call()
    assert told(tablet) == [GuideCalled, GuideCallCancelled]
    assert tablet.desk.guide_call() is None


def test_a_restart_forgets_nobody_who_waits(tablet):
    call = tablet.desk.call_guide("basket")
    assert memory_tablet(tablet.journal.restarted(), tablet.clock).desk.guide_call() == call
